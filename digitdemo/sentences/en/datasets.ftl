# Files that networks learn from and are measured with.

data-digilets-writer = The file of writer { $writer } is not laid out as DigiLeTs describes: { $reason }
data-no-file-list = { $address } is not a list of files: { $reason }
data-writers-missing = { $address } lacks the writers { $writers }.
data-no-web-address = { $address } is not a web address that strokes are fetched from.
data-cannot-be-fetched = { $address } cannot be fetched ({ $reason }). Name a stroke file with --strokes.
data-too-large = { $address } is larger than { $megabytes } MB.
data-no-expressions = { $path } is not a file of written calculations: { $reason }
data-no-mnist-there = There is no MNIST file at { $path }.
data-no-mnist = { $path } is not an MNIST file in Keras's npz layout: { $reason }
data-mnist-shape = { $path }: images must be (n, 28, 28) uint8. Received { $kind } { $shape }.
data-zip-unreadable = This zip cannot be read. { $reason }
data-no-such-pictures = There is no set of pictures called “{ $name }”: import it first.
data-folder-layout = Pictures must lie in folders <person>/<digit>/, like anna/7/first.png. Fewer than 10 do.
data-no-strokes = { $path } is not a stroke file: { $reason }
data-variable-names-none = { $variable } names { $path }, which is not a file.
data-mnist-download = MNIST cannot be downloaded ({ $reason }). Name a file with --mnist.
data-needs-expressions = This needs written calculations: name a file with --expressions or { $variable }.
data-no-file = There is no file { $path }.
data-nothing-to-measure = There is nothing to measure with: name files with --mnist, --strokes and --letters.
data-no-such-recipe = There is no recipe “{ $name }”. There are: { $names }.
