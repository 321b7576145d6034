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
