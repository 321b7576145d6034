# What a training shall be: what cannot be, and what is taken instead.

setting-range = “{ $name }” must be { $low } to { $high }. It is { $value }.
setting-choice = “{ $name }” must be one of: { $choices }.
setting-nothing = There is nothing to learn from: choose at least 20 pictures.
setting-too-many = At most { $most } pictures can be learned from here.
setting-no-set = Choose a set of pictures, or set their number to 0.
setting-damaged = This is not a setting: { $reason }
setting-unreadable = “{ $given }” cannot be read as “{ $name }” of a training.

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

setting-no-choice = “{ $given }” is none of the choices for “{ $name }”: “{ $taken }” is taken.
setting-not-read = “{ $given }” cannot be read as “{ $name }”: { $taken } is taken.
setting-nearest = “{ $name }” must be { $low } to { $high }: { $taken } is taken for { $given }.

setting-one-must-learn = Of { $layers } layers at least one must learn: fix { $most } at most.
