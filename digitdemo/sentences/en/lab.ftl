# The convolution lab: its parts, and words that several of them share.

lab-part = Part of the lab
lab-part-convolution = Convolution
lab-part-after = After the sum
lab-part-kernels = All kernels
lab-part-row = In a row
lab-part-pooling = Pooling
lab-part-activation = Activation
lab-part-softmax = Softmax
lab-part-neuron = One neuron
lab-part-perceptron = Perceptron
lab-part-network = A small network
lab-part-batch-normalisation = Batch normalisation
lab-my-digit = My digit
lab-numbers = Numbers
lab-number = Number
lab-kernel = Kernel
lab-output = Output
lab-volume = Output volume: { $rows }×{ $columns }×{ $deep }, a map for each filter
lab-before = Before
lab-window = Window
lab-activation = Activation
lab-in-keras = The same in Keras

# Try first, then see.

lab-try-first = Try first, then see
lab-try-first-help = Answers stay hidden until you have tried, or asked for them.
lab-check = Check my answer
lab-tell = Tell me
lab-right = Right!
lab-wrong = Not yet. Try again.
lab-what-comes-out = What comes out?

# Convolution: picture, kernel, settings.

lab-picture = Picture
lab-upload = A picture of mine
lab-picture-file = Picture
lab-in-colour = In colour: three channels, a 3-D kernel
lab-no-picture = Choose a picture; until then this is your digit.
lab-example-cross = Slides: 4×5 numbers and a cross
lab-example-zero-padding = Slides: zero padding
lab-example-two-filters = Slides: three channels, two filters, stride 2
lab-example-pooling = Slides: 4×4 numbers
lab-kernel-own = The example’s own
lab-kernel-by-hand = By hand
lab-kernel-sum = A sum of two
lab-filter = Filter
lab-first = First
lab-second = Second
lab-size = Size
lab-channel = Channel { $number } of { $count }
lab-stride = Stride
lab-stride-help = By how many pixels the window moves on.
lab-padding = Border
lab-padding-help = A kernel does not fit on the pixels of the border. What shall happen there?
lab-padding-none = Whole windows only
lab-padding-keep = Keep the border’s values
lab-padding-copy = Copy the obtained values outwards
lab-padding-own = A filter of its own at the border
lab-padding-zeros = Zeros around
lab-padding-repeat = Repeat the edge
lab-padding-px = Width (px)
lab-turn = Turn the kernel
lab-turn-help = A network does not turn its kernel; that is called correlation. The convolution of mathematics turns it by 180° first.
lab-output-size = Output: ({ $length } − { $kernel } + 2·{ $padding }) / { $stride } + 1 = { $size }, rounded down, for each side.
lab-size-keep = Output: as large as the picture; its border is copied from the picture.
lab-size-copy = Output: as large as the picture; the values obtained beside the border are copied outwards.
lab-size-own = Output: as large as the picture. At the border the weights that would lie outside are added to the middle one, so that the kernel still adds up to the same.
lab-how-many-parameters = { $filters ->
    [one] How many parameters has this filter?
   *[other] How many parameters have these { $filters } filters?
  }
lab-parameters = { $filters ->
    [one] Parameters: { $rows }·{ $columns }·{ $channels } = { $weights } weights and 1 bias, { $all } in all.
   *[other] Parameters: { $filters }·{ $rows }·{ $columns }·{ $channels } = { $weights } weights and { $filters } biases, one a filter: { $weights } + { $filters } = { $all } in all.
  }
lab-misprint = Of the 18 results that the course’s slide prints, 16 are these. The first two in the last row of the first filter are −1 on the slide; with the slide’s own numbers they are 1: misprints. Add them up yourself.
lab-back = Back
lab-step = Step
lab-play = Play
lab-pause = Pause
lab-place-slider = Place of the kernel
lab-place = Place { $place } of { $places }: row { $row }, column { $column }
lab-padded-picture = Picture, with its border
lab-products = Products
lab-bias = { $bias } (bias)
lab-kernel-too-large = The kernel ({ $rows }×{ $columns }) is larger than the picture. Choose a smaller one or add a border.
lab-window-too-large = A window of { $window }×{ $window } does not fit into { $height }×{ $width } numbers.
lab-channels-differ = The kernel has { $kernel } channels, the picture { $picture }. They must be alike.
lab-padding-unknown = The padding must be one of { $paddings }. Received { $padding }.
lab-stride-too-small = The stride must be 1 or more. Received { $stride }.
lab-border-needs-stride-one = An output as large as the picture needs a stride of 1.
lab-border-needs-one-channel = An output as large as the picture needs one channel. Choose grey, or another border.
lab-neuron-weights = A neuron needs one weight for each input. Received { $inputs } and { $weights }.

# After the sum.

lab-view = Made visible
lab-view-help = To be looked at, the result must lie between 0 and 255.
lab-view-min-max = min–max
lab-view-quantiles = 5 %–95 %
lab-view-none = cut off
lab-view-none-explained = What lies below 0 becomes 0, what lies above 255 becomes 255; the rest stays.
lab-view-all-alike = All numbers are alike: there is nothing to stretch, and everything becomes 0.
lab-view-explained = min is the smallest number of the output, max the largest one. 5 %–95 % takes the numbers below which 5 % and 95 % of all lie in their place, so that a few extreme pixels do not darken all others; what lies outside is cut off.
lab-new = new
lab-old = old
lab-viewed = Made visible
lab-pooling-two = Pooling 2×2
lab-pool-max = max
lab-pool-mean = mean
lab-pool-sum = sum
lab-pool-none = none
lab-after-activation = After { $name }
lab-after-pooling = After { $how } pooling
lab-largest-bent = **{ $name }** of the strongest sum: { $name }({ $x }) = **{ $y }**
lab-sum-axis = sum

# All classic kernels on one picture.

lab-sheet-explained = All classic kernels on your digit at once, each beside its numbers. Which ones find edges? Which ones blur? Which one changes nothing?
lab-sheet-legend = share of each picture’s largest number
lab-all-alike = each { $share }

# A convolution in one dimension.

lab-row-explained = A kernel can slide along a row of numbers, too: sound, temperatures, one line of your digit. This is a convolution in one dimension.
lab-row-steps = Ten numbers
lab-row-digit = A line of my digit
lab-row-line = Line
lab-row-in = The row
lab-row-difference = Difference (−1, 1)
lab-row-mean = Mean of three
lab-row-bump = Bump (−1, 2, −1)
lab-row-why = A picture needs two directions, a film three: height, width, time. The sum is the same everywhere: what lies under the kernel times its weights, added up.

# Pooling.

lab-pooling-explained = Pooling keeps one number of every window. The picture gets smaller; what was found stays, and it forgives a small shift: try it.
lab-keep = Keep
lab-pooling-size = Output: ({ $length } − { $window }) / { $stride } + 1 = { $size }, rounded down.
lab-first-window = What comes out of the first window?
lab-shift = Shift by one pixel
lab-shift-stay = no shift
lab-shift-right = to the right
lab-shift-down = down
lab-shift-left = to the left
lab-shift-up = up
lab-shifted = Shifted by one pixel
lab-shift-result = Where there is ink, { $before } of the numbers stay the same before pooling, and { $after } behind it. All changes together are { $moved } of the ink before pooling, and { $pooled } behind it.

# Activation functions, softmax.

lab-curve-explained = Without a bent line between them, many layers would only be one layer.
lab-function = Function
lab-function-step = Step
lab-function-maxout = Maxout
lab-what-is-f = What is f(x)?
lab-no-softmax = This network does not end in softmax.
lab-softmax-explained = The last layer gives ten scores for your digit. Softmax makes probabilities of them: it takes the largest score away from each, raises e to what is left, and divides by the sum of all ten.
lab-what-share = What is the probability of the { $digit }?
lab-score = Score s
lab-power = e^(s − largest)
lab-share = Probability p
lab-softmax-sums = The ten probabilities add up to 1. Taking the largest score away changes none of them, and keeps the powers small.

# One neuron, the perceptron, a small network, batch normalisation.

lab-neuron-explained = A neuron weighs its inputs, adds them up with its bias, and bends the sum. Turn its weights.
lab-input-x = Input x{ $number }
lab-weight-w = Weight w{ $number }
lab-bias-b = Bias b
lab-parts = w₁·x₁, w₂·x₂, b, their sum, the output
lab-keras-has-no-step = Keras has no step: a step has no slope, and without a slope nothing can be learned by gradients. The perceptron has a rule of its own.
lab-perceptron-explained = Rosenblatt’s perceptron (1958) is a neuron with a step: 1 where the sum reaches 0, else 0. It is shown one pair of inputs after the other, and corrects itself only where it errs; t is what should come out, y what comes out, η = 0.5.
lab-task = It shall learn
lab-task-and = and
lab-task-or = or
lab-task-nand = not both
lab-task-xor = either, not both
lab-one-pair = Show one pair
lab-four-pairs = Show four pairs
lab-anew = Begin anew
lab-perceptron-begins = It begins with w₁ = w₂ = b = 0. Show it a pair.
lab-pair-shown = Pair number { $number }: x₁ = { $first }, x₂ = { $second }. It should say { $wanted }, and says { $output }.
lab-perceptron-done = All four pairs are right, { $steps ->
    [0] before anything was shown.
    [one] after one pair.
   *[other] after { $steps } pairs.
  }
lab-perceptron-wrong = { $wrong ->
    [one] One of the four pairs is still wrong.
   *[other] { $wrong } of the four pairs are still wrong.
  }
lab-perceptron-never = It goes round in circles, and { $wrong } of the four pairs are wrong: no straight line parts these cases. It takes a second layer.
lab-perceptron-plane = All pairs of inputs, and where the perceptron says 1
lab-perceptron-boundary = x₁ grows to the right, x₂ upwards. Shaded: where it says 1. In the circles: what it should say. The edge is its decision boundary, w₁·x₁ + w₂·x₂ + b = 0, always a straight line. A larger network bends it.
lab-case = x₁, x₂
lab-sum = Sum
lab-step-gives = Step
lab-wanted = Should be
lab-network-explained = The course’s multi-layer perceptron. Each circle is a unit, each line a weight; every unit but the inputs has one bias. In one line, layer after layer: what comes out of layer n is what comes out of the layer before, times all weights, plus the biases, bent by σ.
lab-inputs = Inputs
lab-hidden-first = Hidden 1
lab-hidden-second = Hidden 2
lab-outputs = Outputs
lab-how-many = How many parameters?
lab-network-counted = **{ $total } parameters**: between two layers each unit with each unit of the next one, and one bias a unit.
lab-network-drawing = A network of { $layers } units
lab-batch-explained = Each row is one feature of three samples. Batch normalisation takes away the row’s mean μ and divides by its standard deviation σ, so that every feature has mean 0 and deviation 1; γ and β, which the network learns, stretch and shift it again.
lab-gamma = Stretches each feature; 1 leaves it alone.
lab-beta = Shifts each feature; 0 leaves it alone.
lab-sample = sample { $number }
lab-mean = mean
lab-deviation = deviation
