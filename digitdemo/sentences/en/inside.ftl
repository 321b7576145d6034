# What each step of a network is called, what it does, and what it learned.

inside-kind-convolution = Convolution { $rows }×{ $columns }
inside-kind-depthwise = Depthwise convolution { $rows }×{ $columns }
inside-kind-max-pooling = Max pooling { $rows }×{ $columns }
inside-kind-mean-pooling = Mean pooling { $rows }×{ $columns }
inside-kind-global-max = Global max pooling
inside-kind-global-mean = Global mean pooling
inside-kind-normalisation = Normalisation
inside-kind-maxout = Maxout
inside-kind-flatten = Flatten
inside-kind-reshape = Reshape
inside-kind-dropout = Dropout
inside-kind-dense = Dense
inside-short-convolution = Conv { $rows }×{ $columns }
inside-short-depthwise = Depthwise { $rows }×{ $columns }
inside-short-pooling = Pool { $rows }×{ $columns }
inside-short-global = Pool all

inside-function-relu = ReLU
inside-function-leaky-relu = leaky ReLU
inside-function-elu = ELU
inside-function-sigmoid = sigmoid
inside-function-tanh = tanh
inside-function-softmax = softmax
inside-function-linear = linear
inside-function-gelu = GELU
inside-function-selu = SELU
inside-function-silu = SiLU
inside-function-relu6 = ReLU6
inside-function-softplus = softplus

inside-does-convolution = { $filters ->
    [one] One filter of { $rows }×{ $columns } slides over the picture; it looks for one small pattern.
   *[other] { $filters } filters of { $rows }×{ $columns } slide over the picture; each looks for one small pattern.
  }
inside-does-depthwise = Every map has filters of { $rows }×{ $columns } of its own; none looks at two of them.
inside-does-normalisation = Each map is shifted and stretched to a usual range, so that the next step gets what it is used to.
inside-does-relu = Negative numbers become 0; positive ones stay.
inside-does-leaky-relu = Positive numbers stay; negative ones shrink to a small share of themselves.
inside-does-elu = Positive numbers stay; negative ones bend towards −1.
inside-does-sigmoid = Every number is squeezed between 0 and 1.
inside-does-tanh = Every number is squeezed between −1 and 1.
inside-does-bend = Every number is bent by the same curve.
inside-does-maxout = Of every two neighbouring maps the larger number is kept, place by place; half as many maps remain.
inside-does-max-pooling = Of every { $rows }×{ $columns } window only the largest number is kept; the maps get smaller.
inside-does-mean-pooling = Of every { $rows }×{ $columns } window only the mean is kept; the maps get smaller.
inside-does-global-max = Of every whole map only the largest number is kept: one number a map.
inside-does-global-mean = Of every whole map only the mean is kept: one number a map.
inside-does-flatten = The maps are laid out as one long row of numbers; nothing is computed.
inside-does-reshape = The same numbers in another arrangement; nothing is computed.
inside-does-dropout = Only while learning it hides numbers by chance; now it passes everything on.
inside-does-dense = { $units ->
    [one] One unit weighs all { $inputs } numbers and adds them up.
   *[other] Each of { $units } units weighs all { $inputs } numbers and adds them up.
  }
inside-does-softmax = The scores become probabilities that add up to 1.
inside-does-unknown = This page can show what comes out of this layer, but not how it is computed.

inside-counts-convolution = { $biases ->
    [0] { $channels ->
        [one] Each of the { $filters } filters has { $rows }·{ $columns } weights for the one picture that it sees.
       *[other] Each of the { $filters } filters has { $rows }·{ $columns } weights for each of the { $channels } maps that come in.
      }
   *[other] { $channels ->
        [one] Each of the { $filters } filters has { $rows }·{ $columns } weights for the one picture that it sees, and one bias.
       *[other] Each of the { $filters } filters has { $rows }·{ $columns } weights for each of the { $channels } maps that come in, and one bias.
      }
  }
inside-counts-dense = { $biases ->
    [0] Each of the { $units } units has one weight for each of its { $inputs } inputs.
   *[other] Each of the { $units } units has one weight for each of its { $inputs } inputs, and one bias.
  }
inside-counts-normalisation = Each map has its mean and its spread, measured while learning, and usually a learned factor and offset.
inside-counts-nothing = It learns nothing.
inside-not-known = not known here
inside-sees-all = the whole drawing
inside-your-drawing = Your drawing
inside-map-of = Map { $map } of layer { $layer }

# The arithmetic of one number, as a teacher would write it on the board.

inside-padding = border
inside-the-others = { $sum } (the other { $count })
inside-bias = { $bias } (bias)
inside-softmax-share = { $power } / sum
inside-passed-on = what comes in, unchanged
inside-largest-of = the largest of { $numbers }

# The page Look inside: the row that stays, and its screens.

inside-title = Look inside
inside-yours = Your digit, as **{ $network }** sees it: { ARTICLE($digit) } **{ $digit }** with { $percent }.
inside-sample = Nothing is drawn yet, so this is a sample. **{ $network }** reads { ARTICLE($digit) } **{ $digit }** with { $percent }.
inside-sample-digit = Sample digit
inside-draw-one = Draw your own digit
inside-network = Network
inside-network-option = { $title } ({ $name }, { $parameters } parameters)
inside-screens = What to look at
inside-screen-glance = At a glance
inside-screen-arithmetic = From kernel to pixel
inside-screen-occlusion = What it looks at
inside-screen-live = While you draw
inside-screen-lab = Convolution lab

# At a glance.

inside-glance-introduction = From your drawing on the left to the answer on the right. Each small picture is a *feature map*: what one filter found, and where. Here are each layer’s eight strongest; click one, or a layer, to go down into it.
inside-glance-legend = share of each layer’s largest number
inside-glance-total = { $parameters } parameters in all: numbers that the network learned. A *dense* layer connects every number with every other; a convolution uses one small kernel everywhere, so it needs far fewer.
inside-numbers = Your drawing in 28 × 28 numbers
inside-numbers-explained = This is all that the network gets: 784 numbers, from 0 for paper to 255 for full ink. It divides each by 255, so that they lie between 0 and 1.
inside-table = Every layer in numbers
inside-table-head = layer | gives | what it does | parameters | a dense layer instead | one number sees
inside-drawing = Drawing
inside-drawing-note = 28×28
    pixels
inside-drawing-hint = Your drawing, as the network gets it: 28 by 28 numbers.
inside-stage-hint = { $sentence }
    Parameters: { $parameters }
    One number sees: { $field }
inside-learned = learned: { $count }
inside-answer = Answer
inside-answer-hint = Ten probabilities; the { $digit } has the highest one. { $rest }
inside-all-maps = all { $count } maps

# From a layer down to one pixel: maps or kernels, one map large, the arithmetic of one pixel.

inside-layer = Layer
inside-step = Step
inside-step-help = A layer works in steps: it adds up, brings the sums to a usual range, and bends them.
inside-grid = Show
inside-grid-help = A kernel is what a filter looks for: a few weights. A map is what it found in your digit, and where.
inside-grid-maps = Maps
inside-grid-kernels = Kernels
inside-grid-numbers = Numbers
inside-grid-weights = Weights
inside-epoch = After epoch
inside-epoch-help = An epoch is one time through all training pictures. 0 is before learning: chance only. Kernels, maps and sums are those of that moment.
inside-facts = { $sentence } One number sees: { $field } · { $shape }
inside-parameters = { $parameters ->
    [0] It learned nothing
    [one] It learned one number
   *[other] It learned { $parameters } numbers
  }
inside-dense-instead = A dense layer in its place would need { $dense }, that is { $times } times as many.
inside-map = Map
inside-map-number = Map { $map }
inside-map-legend = Number in a map after { $step }
inside-dead-mark = dead
inside-dead = { $dead ->
    [one] One of { $count } maps is dead: it shows the same number everywhere for this digit.
   *[other] { $dead } of { $count } maps are dead: they show the same number everywhere for this digit.
  }
inside-scale = Colour scale
inside-scale-layer = One for the layer
inside-scale-map = One a map
inside-units = { $count ->
    [one] This number has no place on the drawing. Click it to see its arithmetic.
   *[other] These { $count } numbers have no place on the drawing. Click one to see its arithmetic.
  }
inside-all-units = All numbers after { $step }
inside-map-large = Map { $map } after { $step }
inside-adds-most = it adds or takes most here
inside-larger-of-two = the larger of the two here
inside-goes-in = it goes in here
inside-pixel-hint = Move over a pixel: a dashed frame shows what it sees. Click one to see its arithmetic; the arrow keys move on.
inside-pixel-sees = the pixel sees { $field }
inside-drawing-outlined = Your drawing, with what this pixel sees outlined

# Kernels.

inside-filters-introduction = Blue weights ask for ink, orange weights ask for paper. Nobody chose these numbers: the network learned them. Click a kernel to see what it does to your digit.
inside-kernel-of = Kernel of filter
inside-weight = Weight
inside-order = Order
inside-order-learned = As learned
inside-order-strongest = Strongest first
inside-order-alike = Alike together
inside-kernel-for = Kernel for
inside-strongest-kernel = its strongest map
inside-kernels-a-filter = Each filter here has { $count } kernels, one for each map that comes in.
inside-its-kernel = The kernel for map { $map }.
inside-looks-like = Filter { $filter } looks most like a classic kernel: **{ $name }** (likeness { $correlation } of 1). This is a hint, not an explanation.
inside-looks-like-none = Filter { $filter } looks like none of the classic kernels; the closest is **{ $name }**, with a likeness of only { $correlation } of 1. Networks find patterns that have no name.
inside-reversed = { $name }, with ink and paper exchanged
inside-no-kernels = This network has no convolution, so it has no kernels. Instead, every unit of its first dense layer weighs every pixel of the drawing. These are its weights, laid back on the pixels: blue ones ask for ink, orange ones for paper.
inside-units-shown = the { $shown } strongest of { $count } units
inside-weights-of-unit = Weights of unit
inside-classic-identity = identity
inside-classic-mean-blur = mean blur
inside-classic-gaussian-blur = Gaussian blur
inside-classic-sharpen = sharpen
inside-classic-vertical-edge = vertical edge
inside-classic-horizontal-edge = horizontal edge
inside-classic-rising-diagonal-edge = rising diagonal edge
inside-classic-falling-diagonal-edge = falling diagonal edge
inside-classic-vertical-line = vertical line
inside-classic-horizontal-line = horizontal line
inside-classic-rising-diagonal-line = rising diagonal line
inside-classic-falling-diagonal-line = falling diagonal line
inside-classic-laplacian = Laplacian
inside-classic-laplacian-of-eight-neighbours = Laplacian of eight neighbours
inside-classic-cross = cross

# The arithmetic of one pixel.

inside-place = Row { $row }, column { $column } of map { $map }, after { $step }
inside-row = Row
inside-column = Column
inside-unit-of = Unit { $unit }, after { $step }
inside-unit = Unit
inside-patch = Patch
inside-kernel = Kernel
inside-product = Products
inside-window = Window
inside-products = Patch × kernel, added: { $total } (all { $count } products)
inside-one-channel = One map that comes in at a time
inside-map-pixel = Map { $map }, row { $row }, column { $column }
inside-input = Input { $input }
inside-all-inputs = All { $count } inputs, those that add or take most first. Each is multiplied by its weight:
inside-all-channels = { $count ->
    [one] One picture comes in. Its sum and the bias:
   *[other] The sums of all { $count } maps that come in, those that add or take most first:
  }
inside-no-bias = This layer has no bias; the normalisation behind it does its work.
inside-agrees = The network itself says { $output }: the same number.
inside-differs = The network itself says { $output }; the difference comes from rounding.
inside-then = Then { $step }: { $sum }
inside-outside = What lies outside the picture counts as 0 (padding).
inside-contributions = What each input adds or takes

# What it looks at, and what it likes.

inside-question = Question
inside-question-where = Where does it look?
inside-question-matter = Which maps matter?
inside-question-why = Why this digit and not that one?
inside-question-likes = What does a filter like?
inside-digit = Digit
inside-cover = Cover with
inside-cover-grey = Grey
inside-cover-paper = Paper
inside-cover-ink = Ink
inside-cover-window = Window
inside-cover-step = It moves by
inside-cover-explained = A window slides over the drawing, and the network reads each covered drawing. Blue: without this part the network believes less in the { $digit }; it needs the part. Orange: without it, it believes more; the part is in the way.
inside-frame-costs-most = covering the frame costs most
inside-loses = What the { $digit } loses
inside-loses-note = probability, where covered
inside-on-the-digit = On the digit
inside-on-the-digit-note = stronger where there is ink
inside-lost-probability = Lost probability
inside-cover-result = Uncovered: { $digit } with { $before }. With the worst place covered: { $digit } with { $after }; the network then reads { $reads }.
inside-no-maps = This network has no feature maps, so there is nothing to show here.
inside-matter-explained = Each map is switched off (all its numbers become 0), one at a time, and the rest of the network reads on. A bar to the right: without this map, the network believes so much less in the { $digit }. Maps work together, so that one alone often matters little; that is an answer too.
inside-none-matters = No single map matters here: whichever of the { $count } maps is switched off, the network gives the { $digit } at least { $least }. They know it together.
inside-none-speaks = No single map matters for the { $digit } here: whichever of the { $count } maps is switched off, the network gives it { $least } or little more, as with all of them.
inside-others-matter-less = { $count ->
    [one] The one other map changes less than 1 %.
   *[other] Each of the { $count } other maps changes less than 1 %.
  }
inside-lost-per-cent = lost, in per cent of all probability
inside-this-digit = This digit
inside-and-not = And not
inside-why-explained = The last layer adds up evidence. Each of its inputs is multiplied by a weight for the { $digit } and by one for the { $other }; the difference speaks for the one or for the other. All differences together are **{ $total }**: the { $winner } wins. { $odds }
inside-odds = The network finds it { $times } times as likely.
inside-odds-million = The network finds it over a million times as likely.
inside-why-places = Where the evidence lies
inside-why-colours = blue for the { $digit }, orange for the { $other }
inside-why-bars = Which maps of the last layer bring it
inside-why-cover = What a cover takes away
inside-why-cover-note = from { $digit } rather than { $other }
inside-for-the = for the { $digit }
inside-evidence = Evidence
inside-after-step = Layer { $layer }, after { $step }
inside-likes-explained = These are the digits of a small gallery, drawn for this project, that excite this map most. The frame shows where: that is the pattern the filter looks for.
inside-likes-nothing = No digit of the gallery excites this map.
inside-gallery-digit = Digit of the gallery
inside-likes-legend = Ink. Below each: the map’s largest number; on your digit it is { $own }.

# While you draw.

inside-live-introduction = Draw a digit here, and watch the feature maps of the chosen layers grow with your line.
inside-live-layers = Layers
inside-live-amounts = { $step }: white is 0, the darkest blue { $limit } or more
inside-live-signed = { $step }: white is 0, the darkest blue { $limit } or more, the darkest orange −{ $limit } or less
inside-live-loading = Your browser is getting the network …
inside-live-off = Your browser cannot follow your pen here.
inside-live-slow = This device is too slow to follow your pen.
inside-live-blank = This is what blank paper gives.
inside-live-reads = Read so far: { $digit }, with { $percent }.
inside-live-reads-no-sign = None of its signs so far; closest: { $digit }, with { $percent }.
inside-live-reads-none = Not a digit so far; closest: { $digit }, with { $percent }.
inside-live-unsuitable = The network cannot run in your browser: { $reason }

# What cannot be explained.

inside-no-such-number = This step gives { $shape } numbers; there is no number at { $position }.
inside-not-taken-apart = A layer of the kind { $kind } cannot be taken apart here.
inside-not-computed = The layer “{ $layer }” ({ $kind }) cannot be computed here.
inside-not-switched-off = A layer behind this one cannot be computed here, so its maps cannot be switched off.
inside-no-dense-end = This network does not end in a dense layer and a softmax.
inside-no-convolution = { $step } is no convolution; it has no kernels.
