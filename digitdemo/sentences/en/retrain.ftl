# The Retrain page.

retrain-title = Retrain

# Before: three choices, and what the network will see.

retrain-network = Network
retrain-network-help = Ready-made networks. You build your own under “More settings”.
retrain-network-own = My own
retrain-network-built = Built from blocks, under “More settings”.
retrain-network-stored = It goes on from a stored network, which brings its own layers: see Look inside.
retrain-network-size = { $note } { $count } parameters.
retrain-learn-from = Pictures to learn from
retrain-learn-from-help = Choose one kind, or several for a mixture.
retrain-source-synthetic = Synthetic
retrain-source-mnist = MNIST
retrain-source-drawings = My drawings
retrain-source-pictures = Pictures
retrain-source-symbols = Symbols
retrain-source-letters = Letters
retrain-train = Train
retrain-about = It takes { $time }, as the last trainings here did.
retrain-about-guess = It takes { $time }; nobody has trained here yet, so that is a guess.
retrain-seconds =
    { $count ->
        [one] about one second
       *[other] about { $count } seconds
    }
retrain-minutes =
    { $count ->
        [one] about one minute
       *[other] about { $count } minutes
    }
retrain-will-see = What the network will see
retrain-split =
    It learns from **{ $learn }** pictures. After each epoch (once through all of them) it is checked with { $check }
    others, and at the end tested with { $test }. Pictures by one person stay together.
retrain-see-test = To test with at the end:
retrain-others = Other examples
retrain-other-kind =
    You train and test on different kinds of pictures. The test then measures how well the network gets along with
    strangers, not how well it learned. The course’s rule: choose check and test pictures like those it will meet.

# A training in one line.

retrain-setting-line =
    { $network } · { $pictures } · { $epochs ->
        [one] one epoch
       *[other] { $epochs } epochs
    } · { $optimiser }, rate { $rate }
retrain-another = Train again, or another one: { $setting }
retrain-some-synthetic = { $count } synthetic digits
retrain-some-mnist = { $count } of MNIST
retrain-some-drawings = { $count } of my drawings
retrain-some-pictures = { $count } pictures
retrain-some-symbols = { $count } symbols
retrain-some-letters = { $count } letters
retrain-some-nothing = no pictures

# More settings.

retrain-more = More settings
retrain-more-pictures = Pictures
retrain-more-learning = How it learns
retrain-more-network = Build your own
retrain-more-aids = Experiments
retrain-more-link = Link

retrain-how-many = { $source }: how many pictures
retrain-mnist-not-here = MNIST is not on this machine yet. Its 11 MB are downloaded when you press Train.
retrain-no-drawings = There are no labelled drawings yet. On the Draw page, say which digit you drew.
retrain-set = Set of pictures
retrain-saturate = Make grey black or white first, as the course’s author did (saturation)
retrain-no-set = There is no set of pictures yet. Take in a zip under “My data” below.
retrain-test-on = Test with
retrain-test-same-kind = others of the same kind
retrain-test-mnist = MNIST’s test set
retrain-test-drawings = my drawings
retrain-test-pictures = pictures

retrain-handwriting = How the synthetic digits are written
retrain-handwriting-slant = Slant
retrain-handwriting-slant-help = How far writers lean to the left or right.
retrain-handwriting-proportions = Shapes
retrain-handwriting-proportions-help = How much wide and narrow, tall and short digits differ.
retrain-handwriting-wobble = Shaky hand
retrain-handwriting-wobble-help = How much the line trembles.
retrain-handwriting-joins = Gaps between strokes
retrain-handwriting-joins-help = How far strokes that should meet miss each other.
retrain-handwriting-european = European forms
retrain-handwriting-european-help = How many write a 1 with a long upstroke and a 7 with a bar.
retrain-handwriting-thinnest = Thinnest pen, pixels
retrain-handwriting-thinnest-help = Of a picture that is 28 pixels wide.
retrain-handwriting-thickest = Thickest pen, pixels
retrain-handwriting-thickest-help = Of a picture that is 28 pixels wide.

retrain-augmentation = Change each picture a little, anew every epoch
retrain-augmentation-gently = Gently
retrain-augmentation-not = Not at all
retrain-augmentation-turn = Turn, degrees
retrain-augmentation-turn-help = At most so far to the left or right.
retrain-augmentation-shift = Shift, pixels
retrain-augmentation-shift-help = At most so far in every direction.
retrain-augmentation-scale = Larger or smaller
retrain-augmentation-scale-help = 0.1 is at most a tenth.
retrain-augmentation-shear = Slant
retrain-augmentation-shear-help = Leans the digit to the left or right.
retrain-augmentation-thickness = Thicker or thinner
retrain-augmentation-thickness-help = 0.5 is: half of the pictures get a thicker or a thinner line.
retrain-augmentation-noise = Noise
retrain-augmentation-noise-help = Random grey dots.
retrain-augmentation-elastic = Bend, pixels
retrain-augmentation-elastic-help = Bends the picture as if it were drawn on rubber.

retrain-start = Begin
retrain-start-scratch = from scratch
retrain-start-from = on from “{ $network }”
retrain-start-gone = There is no network called “{ $network }” to go on from: learning begins from scratch.
retrain-frozen = Keep so many first layers as they are
retrain-frozen-too-many = At least one layer must learn: of this network { $most } can stay as they are.
retrain-optimiser = Optimiser
retrain-optimiser-help = The rule by which each step changes the weights. Adam suits nearly always.
retrain-optimiser-sgd = SGD
retrain-optimiser-momentum = SGD with momentum
retrain-optimiser-adam = Adam
retrain-optimiser-rmsprop = RMSprop
retrain-optimiser-adadelta = Adadelta
retrain-learning-rate = Learning rate
retrain-learning-rate-help = How large each step is. Too small: it takes for ever. Too large: it never settles.
retrain-weight-decay = Weight decay
retrain-weight-decay-help =
    Each step also pulls every weight a little towards 0. So no weight grows large without a reason, which keeps the
    network from learning pictures by heart. 0 is none, 0.01 is much.
retrain-clip = Longest slope (gradient clipping)
retrain-clip-help =
    If the slopes (gradients) of all weights together are longer than this, they are made so long: one wild batch
    cannot throw the network off. 0: never.
retrain-initialisation = The weights begin
retrain-initialisation-usual = as usual (Glorot: small, by chance)
retrain-initialisation-he = for ReLU (He: a little larger, by chance)
retrain-initialisation-large = much too large
retrain-initialisation-zeros = all at 0
retrain-initialisation-help =
    Units that begin alike stay alike, so weights must begin by chance. Too large, and the first answers are sure and
    wrong. In 1986 this was one of the reasons why deep networks did not learn.
retrain-schedule = How the rate changes
retrain-schedule-constant = stays the same
retrain-schedule-decay = falls slowly
retrain-schedule-one-cycle = rises, then falls
retrain-schedule-help = Large steps first, small ones in the end: so the network settles.
retrain-epochs = Epochs
retrain-epochs-help = So many times it sees all pictures.
retrain-batch = Pictures a batch
retrain-batch-help =
    After so many pictures it takes one step. Many: each step is surer, but there are fewer of them, and all pictures
    of a batch must fit into memory at once. Few: many unsteady steps.
retrain-patience = Stop early after epochs without progress
retrain-patience-help = 0: never stop early.
retrain-seed = Seed
retrain-seed-help = Of everything random: the same number gives the same training again.

retrain-layer-numbered = { $kind } { $number }
retrain-layer-convolution = Convolution
retrain-layer-normalisation = Normalisation
retrain-layer-relu = ReLU
retrain-layer-leaky = Leaky ReLU
retrain-layer-elu = ELU
retrain-layer-tanh = tanh
retrain-layer-sigmoid = Sigmoid
retrain-layer-maxout = Maxout
retrain-layer-global-pooling = Global pooling
retrain-layer-depthwise = Depthwise convolution
retrain-layer-pooling = Pooling
retrain-layer-dropout = Dropout
retrain-layer-flatten = All in a row
retrain-layer-dense = Dense
retrain-layer-outputs = Ten outputs
retrain-layer-probabilities = Probabilities

retrain-try = Try and compare
retrain-try-how = Each button sets everything for one experiment. Press Train, then the next one; “All runs” lays two side by side.
retrain-try-depth = **How deep?** Does it learn better with no, one or two hidden layers of 64 units? Rules of thumb that Geoffrey
    Hinton named: as many hidden units as between inputs and outputs (10 to 784 here); or two thirds of the inputs plus
    the outputs (533); or less than twice the inputs (1,568). How few are enough?
retrain-try-depth-0 = No hidden layer
retrain-try-depth-1 = One
retrain-try-depth-2 = Two
retrain-try-size = **How large?** The course author’s first network was too complex, the second too simple, the third just right.
retrain-try-too-complex = Too complex
retrain-try-too-simple = Too simple
retrain-try-just-right = Just right
retrain-try-beginning = **Where to begin?** The same network, its weights all at 0, much too large, or as He et al. begin for ReLU.
retrain-try-zeros = All at 0
retrain-try-large = Too large
retrain-try-he = He
retrain-try-steps = **How large a step?** A rate that is far too large throws the network off. Does limiting the slopes (gradient
    clipping) save it?
retrain-try-too-fast = Far too large
retrain-try-clipped = The same, clipped
retrain-try-small = Far too small
retrain-try-batch = **How many pictures a step?** 8 pictures make many unsteady steps, 1,024 few sure ones, in the same time. Which
    curve is smoother, and which gets further?
retrain-try-few = 8
retrain-try-many = 1,024
retrain-try-decay = **Does weight decay help?** 300 pictures are soon known by heart. A pull on every weight towards 0 makes that
    harder.
retrain-try-by-heart = Without
retrain-try-decayed = With
retrain-aids-title = What to try when something does not work
retrain-aids = What people who train networks try first when something does not work.
retrain-aid-ten-pictures = Learn ten pictures by heart
retrain-aid-ten-pictures-why = A network that cannot do even that has a mistake in it.
retrain-aid-rate-sweep = Find a good learning rate
retrain-aid-rate-sweep-why = Raises it batch by batch: where the loss falls fastest is a good one.
retrain-aid-gradient-check = Check the slopes
retrain-aid-gradient-check-why = Nudges single weights and compares with the slopes (gradients) that backpropagation found.
retrain-gradient-layer = Layer
retrain-gradient-backwards = By backpropagation
retrain-gradient-nudged = By nudging
retrain-gradient-difference = Difference

retrain-link-how = This address brings the same setting. The same setting and the same seed give the same curves.
retrain-link-run = To watch, pause and stop your run on another device:

# During.

retrain-state-waiting = waiting
retrain-state-running = running
retrain-state-paused = paused
retrain-state-done = done
retrain-state-stopped = stopped
retrain-state-failed = failed
retrain-status = **{ $state }** · { $words }
retrain-status-epoch = **{ $state }** · { $words } Epoch { $epoch } of { $epochs }.
retrain-status-done = **{ $state }** · { $words } It learned for { $time }.
retrain-place = Number { $number } in line, { $time } to wait.
retrain-left = { $time } left
retrain-left-unknown = Getting ready …
retrain-left-paused = Paused
retrain-of-learned = of the pictures it learns from are read right
retrain-of-checked = Of pictures it has never seen: { $percent } (epoch { $epoch })
retrain-drawing = Your drawing
retrain-drawing-now = Your drawing is now read as
retrain-drawing-none = Draw a digit on the Draw page before you press Train, and watch here how its reading changes.
retrain-pause = Pause
retrain-stop = Stop
retrain-go-on = Go on

retrain-axis-epochs = epochs (times it has seen all pictures)
retrain-line-learning = pictures it learns from
retrain-line-check = pictures it has never seen
retrain-chart-loss = Loss
retrain-chart-right = Read right
retrain-chart-drawing = Your drawing is read as
retrain-how-sure = how sure it is
retrain-how-often-right = how often it is right
retrain-loss-means = *Loss*: how wrong its answers are, on average. 0 is perfect; whoever only guesses has 2.3.

# After.

retrain-of-tested =
    { $count ->
        [one] of one new digit is read right
       *[other] of { $count } new digits are read right
    }
retrain-by-chance = Chance alone moves this by ± { $points } points.
retrain-use = Use this network and draw
retrain-use-shipped = Back to the shipped network
retrain-using = Every page uses this network now.
retrain-share = Use it for everyone
retrain-shared = Everyone who has not chosen a network uses this one now.
retrain-worst =
    { $count ->
        [0] Not one new digit is misread.
        [one] One new digit is misread: what it is → what it is taken for
       *[other] { $count } new digits are misread; the worst of them: what it is → what it is taken for
    }
retrain-points = { $points } points
retrain-drawings-right = My drawings read right

# Details.

retrain-details = Details
retrain-tab-curves = Curves
retrain-tab-kernels = First kernels
retrain-tab-drawing = My drawing, epoch by epoch
retrain-tab-errors = Errors
retrain-tab-sizes = Large or small weights
retrain-tab-confusion = Which for which
retrain-tab-persons = By person
retrain-tab-sure = Sure and right
retrain-tab-my-drawings = My drawings
retrain-epoch-none = After each epoch the network is checked with pictures that it does not learn from.
retrain-epoch-latest =
    After epoch { $epoch } it reads **{ $checked }** of the check pictures right, and { $learned } of those it learned
    from.
retrain-kernel = kernel { $number }
retrain-kernels-none = This network has no convolution, or has not begun.
retrain-kernels-before = The first layer’s kernels before learning. Blue: above 0. Orange: below 0.
retrain-kernels-now = The same kernels now.
retrain-errors-not-yet = After the first epoch: the check pictures that it is surest about, and wrong.
retrain-errors-checked = What it is → what the network is surest that it is.
retrain-errors-tested =
    { $count ->
        [one] One test picture is misread: what it is → what it is taken for.
       *[other] { $count } test pictures are misread. Those it is surest about come first: what it is → what it is taken for.
    }
retrain-sizes-mean =
    How large each layer’s weights and slopes are (their *norm*: the root of the sum of their squares). Slopes that
    become 0 learn nothing any more; slopes that explode throw the network off.
retrain-sizes-weights = Size of the weights
retrain-sizes-gradients = Size of the slopes (gradients)
retrain-confusion-how = Blue: read right. Orange: taken for another digit. Choose a cell to see its pictures.
retrain-confusion-is = what it is
retrain-confusion-read = what it is read as
retrain-confusion-chosen =
    { $count ->
        [one] One picture of { ARTICLE($truth) } **{ $truth }** is read as **{ $reading }**.
       *[other] { $count } pictures of { ARTICLE($truth) } **{ $truth }** are read as **{ $reading }**.
    }
retrain-persons-none = The test pictures do not say who wrote them. Sets of pictures and my drawings do.
retrain-person = Person { $number }
retrain-column-person = Person
retrain-column-right = Read right
retrain-calibration = On average, how sure it is and how often it is right differ by { $percent }.
retrain-drawings-none = Say on the Draw page which digit you drew; here you then see what the training changed for you.
retrain-drawings-changed = { $changed } of { $count } drawings are read differently than by “{ $network }”.

# All runs.

retrain-all-runs = All runs, and networks from elsewhere
retrain-runs-none = Every run is kept here with its setting and its results.
retrain-runs-choose = Choose one run to open it, or two to lay them side by side.
retrain-column-run = Run
retrain-column-state = State
retrain-column-network = Network
retrain-column-pictures = Learned from
retrain-column-check = Checked
retrain-column-check-help = Read right of the pictures it was checked with after its last epoch.
retrain-column-test = Tested
retrain-column-test-help = Read right of the pictures it was tested with at the end.
retrain-column-parameters = Parameters
retrain-column-parameters-help = So many numbers the network learns.
retrain-column-learning-s = Learning, s
retrain-column-learning-s-help = How long it learned, in seconds.
retrain-column-reading-ms = Reading, ms
retrain-column-reading-ms-help = How long it takes to read one digit, in thousandths of a second.
retrain-column-when = When
retrain-column-note = Note
retrain-open = Open
retrain-take-setting = Take its setting
retrain-delete = Delete
retrain-run-deleted = The run is deleted.
retrain-undo = Undo
retrain-name = Name
retrain-note = Note
retrain-history = History (CSV)
retrain-report = Report (HTML)
retrain-two-loss = Loss on check pictures
retrain-two-right = Check pictures read right
retrain-two-setting = Setting: { $name }
retrain-two-default = default
retrain-title-gone-on = { $network }, gone on
retrain-title-imported = Imported
retrain-import = Bring a network from elsewhere
retrain-import-file = A network of your own, as Keras 3 saves it (.keras)
retrain-import-start = Take it in
retrain-import-rules = It must read 28×28×1 pictures and have 10 outputs. It is checked first; no code in it is run.

# My data.

retrain-my-data = My data
retrain-signs-kept =
    { $count ->
        [0] Nothing is kept here yet. Whoever corrects a sign on Calculate can keep it as an example.
        [one] One sign that was corrected on Calculate is kept. Networks that learn from Symbols learn from it too.
       *[other] { $count } signs that were corrected on Calculate are kept. Networks that learn from Symbols learn from them too.
    }
retrain-drawings-kept =
    { $count ->
        [one] One labelled drawing is kept in { $folder }.
       *[other] { $count } labelled drawings are kept in { $folder }, the newest first.
    }
retrain-drawings-page = Page, of { $pages }
retrain-drawing-is = It is a
retrain-drawings-export = Export all
retrain-drawings-import = Bring an export back (at most { $most } drawings a zip; { $in_all } in all)
retrain-take-in = Take in
retrain-drawings-taken =
    { $count ->
        [one] One new drawing
       *[other] { $count } new drawings
    }; { $left_out ->
        [one] one file could not be used.
       *[other] { $left_out } files could not be used.
    }
retrain-drawings-damaged = These files are no drawings of a digit, and are left out: { $files }.
retrain-drawings-remove = Remove them
retrain-undo-deletion = Undo the deletion
retrain-pictures-how = A zip of pictures laid out { $layout }, like those of github.com/kensanata/numbers.
retrain-pictures-here = Here already: { $sets }.
retrain-pictures-zip = Zip of pictures
retrain-pictures-looking = Looking for the digits on the pictures …
retrain-pictures-taken =
    { $count ->
        [one] One picture
       *[other] { $count } pictures
    } by { $persons ->
        [one] one person
       *[other] { $persons } persons
    }; { $left_out ->
        [one] one could not be used.
       *[other] { $left_out } could not be used.
    }
