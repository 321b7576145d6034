# Networks to begin with: what they are called, and a sentence about each.

preset-small = Small and fast
preset-small-note = Three convolutions; learns to read in seconds.
preset-tiny = Tiny
preset-tiny-note = Two convolutions; so small that you can look at every kernel.
preset-digitdemo = Our network
preset-digitdemo-note = The network that reads on the Draw page; takes minutes to train.
preset-author = The course author’s 32–16–8–4
preset-author-note = Fewer and fewer filters, no pooling: a student’s first own network.
preset-lenet5 = LeNet-5
preset-lenet5-note = The network that read bank cheques in the nineties.
preset-keras-example = Keras’s example
preset-keras-example-note = What most tutorials build.
preset-symbols = Our network for symbols
preset-symbols-note = Like our network, lighter: its first look moves by two pixels.
preset-mlp = Multi-layer perceptron
preset-mlp-note = No convolution at all: every pixel with every unit.
preset-too-simple = Too simple: 32 filters, then the answer
preset-too-simple-note = The course author’s second try: very fast, but it learns too little.
preset-too-complex = Too complex: convolution on convolution
preset-too-complex-note = Like the course author’s first try, which took ten hours. Press Stop when you have seen enough.
preset-depth-0 = No hidden layer
preset-depth-0-note = Each pixel votes for each digit. It can only tell apart what one straight cut separates.
preset-depth-1 = One hidden layer
preset-depth-1-note = 64 hidden units. With enough of them, one layer could in theory learn anything.
preset-depth-2 = Two hidden layers
preset-depth-2-note = 64 hidden units, twice. More layers need fewer units: each builds on what the one before found.
