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
retrain-network-counts = **{ $parameters } parameters**: so many numbers it learns. { $multiplications } multiplications read one picture.
retrain-code = Show it as Keras code
retrain-code-caption = Copy it into a notebook: it builds the same network and trains it on MNIST.
retrain-layer =
    { $layer }: { $shape }, { $parameters ->
        [one] one parameter
       *[other] { $parameters } parameters
    }
