# The network as a thing: what its layers are called, and what does not fit.

networks-kind-convolution = Convolution
networks-kind-depthwise-convolution = Depthwise convolution
networks-kind-max-pooling = Max pooling
networks-kind-mean-pooling = Mean pooling
networks-kind-global-mean-pooling = Global average pooling
networks-kind-normalisation = Batch normalisation
networks-kind-relu = ReLU
networks-kind-leaky = Leaky ReLU
networks-kind-elu = ELU
networks-kind-tanh = tanh
networks-kind-sigmoid = Sigmoid
networks-kind-maxout = Maxout
networks-kind-dropout = Dropout
networks-kind-dense = Dense

networks-class-other = other

networks-block = Block { $block }: { $why }
networks-too-many-blocks = A network may have at most { $most } blocks. This one has { $blocks }.
networks-no-block = “{ $word }” is no block. Blocks are written like c16k3, norm, relu, max2, drop40, d128.
networks-no-kind = There is no kind of block called “{ $kind }”.
networks-size = { $kind }: its size must be { $low } to { $high }. It is { $size }.
networks-needs-maps = { $kind }: this needs maps, but after a dense block there are none. Put it before.
networks-kernel-range = A kernel’s side and its stride must be 1 to { $high } pixels.
networks-kernel-too-large = A { $rows }×{ $columns } kernel is larger than the { $height }×{ $width } map that comes in. Make the kernel smaller, or turn padding on.
networks-window-too-large = A { $rows }×{ $columns } window is larger than the { $height }×{ $width } map that comes in. Take some pooling or stride away before it.
networks-maxout-odd = Maxout takes channels two by two, and { $channels } is an odd number.
networks-too-many-parameters = This network would have { $parameters } parameters. At most { $most } are allowed.
networks-too-slow = This network needs { $multiplications } multiplications a picture: too slow to train here.
networks-live-outputs = The network gives { $shape } numbers, not { $classes }.
networks-live-too-large = The network is too large to run in a browser while the pen moves.
networks-live-no-kind = The layer “{ $layer }” is { ARTICLE($kind) } { $kind }, which the browser's engine does not have.
networks-live-no-activation = The layer “{ $layer }” has the activation “{ $activation }”, which the browser's engine does not have.
networks-live-normalises-otherwise = The layer “{ $layer }” does not normalise by channel.
networks-live-gaps = The layer “{ $layer }” is a convolution with gaps or groups.
networks-live-dense-on-maps = The layer “{ $layer }” is a Dense on maps; flatten them first.
networks-live-needs-maps = The layer “{ $layer }” needs maps (rows, columns, channels). It gets { $shape }.
networks-live-threshold = A ReLU with a threshold is not in the browser's engine.
networks-cannot-be-loaded = { $file } cannot be loaded: { $reason }
networks-no-keras-file = { $name } is not a network that Keras 3 stored: { $reason }
networks-layer-used-twice = The layer { $layer } is used twice; only a chain of layers can be read.
networks-no-sample = “{ $network }” tells these apart, and no sample of them is here: { $signs }. Draw one, and come back.
