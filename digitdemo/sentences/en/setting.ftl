# What a training shall be: what cannot be, and what is taken instead.

setting-range = The { $name } must be { $low } to { $high }. It is { $value }.
setting-choice = The { $name } must be one of: { $choices }.
setting-nothing = There is nothing to learn from: choose at least 20 pictures.
setting-too-many = At most { $most } pictures can be learned from here.
setting-no-set = Choose a set of pictures, or set their number to 0.
setting-damaged = This is not a setting: { $reason }
setting-unreadable = “{ $given }” cannot be read as the { $name } of a training.

setting-too-few =
    { $count ->
        [one] One picture is too little to learn from and to check with: take more.
       *[other] { $count } pictures are too few to learn from and to check with: take more.
    }
setting-no-test = There is nothing to test with: choose another test.
setting-no-mnist = MNIST is not here and could not be downloaded. Choose synthetic handwriting instead.
setting-few-drawings =
    { $count ->
        [one] There is one labelled drawing; 10 are needed. Draw digits and say which they are.
       *[other] There are { $count } labelled drawings; 10 are needed. Draw digits and say which they are.
    }
setting-no-preset = There is no preset called “{ $name }”. There are: { $presets }.
setting-no-source = “{ $word }” is no data to learn from. There are: { $sources }.

setting-no-choice = “{ $given }” is none of the choices for the { $name }: “{ $taken }” is taken.
setting-not-read = “{ $given }” cannot be read as the { $name }: { $taken } is taken.
setting-nearest = The { $name } must be { $low } to { $high }: { $taken } is taken for { $given }.

setting-name-task = task
setting-name-architecture = network
setting-name-synthetic = number of made digits
setting-name-mnist = number of MNIST pictures
setting-name-drawings = number of drawings
setting-name-pictures = number of pictures
setting-name-symbols = number of symbols
setting-name-letters = number of letters
setting-name-picture-set = set of pictures
setting-name-saturate = saturation
setting-name-test = test
setting-name-handwriting-slant = slant of the made digits
setting-name-handwriting-proportions = shapes of the made digits
setting-name-handwriting-wobble = shaky hand
setting-name-handwriting-joins = gaps between strokes
setting-name-handwriting-european = share of European forms
setting-name-handwriting-thinnest-px = thinnest pen
setting-name-handwriting-thickest-px = thickest pen
setting-name-augmentation-turn-deg = turn
setting-name-augmentation-shift-px = shift
setting-name-augmentation-scale = change of size
setting-name-augmentation-shear = slant
setting-name-augmentation-elastic-px = bending
setting-name-augmentation-thickness = share of thicker or thinner lines
setting-name-augmentation-noise = noise
setting-name-augmentation-loose = looseness of strokes
setting-name-augmentation-tremor-px = tremor
setting-name-augmentation-ends = shortening of strokes
setting-name-augmentation-stray = share of stray dots
setting-name-optimiser = optimiser
setting-name-learning-rate = learning rate
setting-name-schedule = schedule
setting-name-batch = batch size
setting-name-epochs = number of epochs
setting-name-patience = number of epochs without progress
setting-name-weight-decay = weight decay
setting-name-initialisation = beginning of the weights
setting-name-clip = longest slope
setting-name-seed = seed
setting-name-start-from = network to go on from
setting-name-frozen = number of fixed layers
setting-one-must-learn = Of { $layers } layers at least one must learn: fix { $most } at most.
