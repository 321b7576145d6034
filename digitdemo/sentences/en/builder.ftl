# The Retrain page's builder of networks.

retrain-block = Block
retrain-block-size = Size
retrain-block-size-help = Filters, units, window in pixels, or percent of dropout.
retrain-block-kernel = Kernel
retrain-block-kernel-help = Side in pixels.
retrain-block-stride = Stride
retrain-block-stride-help = 0: the usual.
retrain-block-padding = Padding
retrain-block-padding-help = The map keeps its size.
retrain-blocks = Add, change or delete blocks. One output for each class always follows.
retrain-own-layers = The stored network brings its own layers.
retrain-look-inside = The stored network’s layers: see Look inside.
retrain-network-counts = { $parameters } parameters, { $multiplications } multiplications a picture.
retrain-code = As Keras code
retrain-code-caption = Copy it into a notebook: it builds the same network and trains it on MNIST.
retrain-layer = { $layer }: { $shape }, { $parameters } parameters
