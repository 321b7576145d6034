# Gradients: how wrong a network is, and which way is less wrong.

learning-no-softmax = This network does not end in probabilities (softmax), so its error cannot be followed back.
learning-no-way-back = The error cannot be followed back through this network: its last layers are of a kind that is not known here.

# The page How it learns.

learning-title = How it learns
learning-introduction = A network learns by small steps: how wrong am I, and which way is less wrong? Here you take these steps yourself, with real numbers.
learning-network = Network
learning-fresh = A fresh, tiny one: it has learned nothing yet
learning-truth = It should read a
learning-draw-one = Draw your own digit
learning-signs = “{ $network }” tells these apart: { $signs }. Where this page says “digit”, it means one of them.
learning-digits-only = This part is about the ten digits. Choose a network that tells just these apart, or a fresh one.
learning-sample = Nothing is drawn yet, so this is a sample: a digit that the project drew itself.
learning-left-out = Nobody can go back through some of this network's layers here: { $layers }. The page shows what comes after { $last }.
learning-no-numbers = The layer “{ $layer }” holds { $count ->
    [one] a weight that is
   *[other] { $count } weights that are
  } no number. Nothing can be computed with it. Choose another network.
learning-not-finite = not a finite number
learning-infinite = The numbers have grown too large to be computed: the cost is infinite. Go back a step, or begin anew.

learning-cost-title = The cost: how wrong is it?
learning-cost-question = Try: what is the cost when the network says 50 % for the right digit? And when it says 100 %?
learning-cost-of = Cost of
learning-cost-one = My digit
learning-cost-batch = A batch of ten
learning-my-digit = My digit
learning-column-digit = Digit
learning-column-score = Score s
learning-column-power = e^(s − largest)
learning-column-chance = Probability p
learning-column-wanted = Should be (y)
learning-column-says = It says
learning-column-right = Probability of the right one
learning-column-cost = Cost
learning-softmax = *Softmax* makes scores into probabilities. It takes the largest score, { $largest }, away from each, raises e to what is left, and divides by the sum of all ten: { $total }.
learning-cross-entropy = The right answer is { $digit }, and it gets { $chance }. The cost (*cross-entropy*): −ln { $chance } = **{ $cost }**. Of the sum of y · ln p only this one stays, because every other y is 0.
learning-batch-cost = Of a batch the cost is the mean: { $total } / { $count } = **{ $mean }**. It is your digit, and one sample of each other digit.

learning-one-weight-title = One weight, and a step downhill
learning-one-weight-question = At which learning rate does it stop learning? At which one does it jump over the valley?
learning-layer = Layer
learning-channel = Channel that comes in
learning-unit = Unit
learning-click = Click on a weight
learning-legend-weight = Weight
learning-layer-name = { $place }. { $title }
learning-chosen = Chosen: in { $layer }, the weight at ({ $place }), which is { $value }.
learning-whole-batch = Cost of the batch of { $count }; off: of my digit only
learning-rate = Learning rate η
learning-step = Step
learning-ten-steps = Ten steps
learning-back = Back
learning-anew = Begin anew
learning-here = The weight is { $value }. The network's cost there is **{ $cost }**, and the slope is { $slope }. { $taken ->
    [0] No step is taken yet.
    [one] One step is taken.
   *[other] { $taken } steps are taken.
  }
learning-next-step = The next step is −η · slope = −{ $rate } · ({ $slope }) = { $step }. It leads from { $value } to **{ $next }**.
learning-axis-weight = this weight
learning-axis-cost = cost
learning-curve-caption = Blue: the cost while this weight alone moves, computed at 41 places. Orange: where it stands, the slope there, and (dotted) where the next step leads.

learning-backwards-title = Backwards: where the slope comes from
learning-backwards-question = Find a weight whose slope is exactly 0. Who on the way does not pass the error on?
learning-backwards-introduction = For your digit alone, from the error back to the weight that you chose. Each line multiplies how fast a step's output changes with the slope behind it. From there the way goes on along the largest product.
learning-error-line = **The error**, p − y: { $errors }
learning-rest = the rest, { $count } more: ({ $sum })
learning-rule-relu = passes everything on (1) or nothing (0).
learning-rule-convolution = adds up over all places that hear.
learning-rule-normalisation = multiplies by one number.
learning-rule-activation = multiplies by its steepness there.
learning-rule-max = passes on to the largest only.
learning-rule-mean = gives each its share.
learning-rule-dense = adds up over all units that hear.
learning-one-way = The *chain rule*: along one way all factors are multiplied, and the ways are added up. The way above, always along the largest product, is { $factors } = **{ $product }**. That alone is { $share } % of the slope.
learning-board-under = What came in
learning-board-slopes = Slope at each place
learning-board-products = Their products
learning-board-sum = The sum of all { $places } products is { $sum }: the slope of the weight.
learning-check = Number by number: **{ $chain }**. The whole network's gradient: **{ $gradient }**. Checked by nudging the weight a little up and down: **{ $nudged }**.

learning-valley-title = A valley in two directions
learning-valley-question = Which way arrives first? Which one gets out of a small hollow beside the deep one?
learning-ground = Ground
learning-ground-formula = { $ground }: { $formula }
learning-ground-network = Two weights of the network's last layer
learning-ground-two = Two hollows
learning-ground-long = A long valley
learning-ground-saddle = A saddle
learning-ground-banana = A bent valley
learning-race = Side by side
learning-race-batches = Batch sizes
learning-race-optimisers = Optimisers
learning-valley-rate = Learning rate of plain steps and momentum
learning-valley-adaptive = Learning rate of RMSprop and Adam
learning-valley-step = Step number
learning-valley-caption = The lighter, the lower the cost: from { $least } (white) to { $most } (darkest). Each band is as large as every other.
learning-batches-caption = A small batch is quick to compute, but its slope may point the wrong way for all the others: the path shakes.
learning-axis-of = weight { $place }
learning-whole = Whole batch of { $count }
learning-batches-of = { $count ->
    [one] One picture at a time
   *[other] Batches of { $count }
  }
learning-optimiser-sgd = Plain steps (SGD)
learning-optimiser-momentum = Momentum
learning-optimiser-rmsprop = RMSprop
learning-optimiser-adam = Adam
learning-way-end = { $name }, after { $steps ->
    [one] one step
   *[other] { $steps } steps
  }: at ({ $x }, { $y }), cost **{ $cost }**.

learning-change-title = The smallest change
learning-change-question = Guess first: how far must your line move until another digit is read? And how many pixels must change? Would you notice it?
learning-change-not-here = The error cannot be followed back to the pixels of this network, or its numbers are too large.
learning-target = Make it say
learning-changing = Following the slope back to the pixels …
learning-change-not-found = After { $steps } steps it does not say { $digit }. This digit would have to change more.
learning-change-added = What was changed, enlarged
learning-change-changed = Changed
learning-change-said = Before it said **{ $before }**, now it says **{ $after }** (probability { $chance }). The change has length { $length }, your digit has length { $whole } (the root of the sum of all squared pixels). No pixel changed by more than { $largest } % of full ink; { $count ->
    [0] none by more than 10 %: noise that no eye would notice.
    [one] one by more than 10 %.
   *[other] { $count } by more than 10 %.
  }

learning-alike-title = Like this one
learning-alike-question = Which examples are like your digit, for the network? Are they like it for you?
learning-alike-show = Show the examples
learning-alike-nearest = The five nearest
learning-alike-prototypes = The most typical of each digit
learning-alike-said = Digit and distance of the five nearest: { $examples }. Yours should be read as { $truth }. The distance is between the numbers that the last layer gets.
learning-alike-source = Out of { $count } digits that the project made itself. They are examples, not the ones from which this network learned.

learning-no-lesson = There is no such lesson. Begin again on the page “How it learns”.
learning-no-version = This network learned at most { $most } batches. There is no version of it after more.
learning-time-title = The whole network in slow motion
learning-time-question = At which batch does it read your digit right for the first time? Does it stay so? Slide back and find out.
learning-time-introduction = A fresh network learns here, { $size } digits at a time (a *batch*). Every version of it is kept: slide back to any of them.
learning-time-more = Another beginning
learning-time-start = Starting weights
learning-start-usual = Small, by chance (Glorot)
learning-start-he = Made for ReLU, by chance (He)
learning-start-large = Twenty times too large
learning-start-zeros = All 0
learning-time-depth = Layers between drawing and answer
learning-depth-0 = None: each pixel votes directly
learning-depth-1 = One, with 16 units
learning-depth-2 = Two convolutions
learning-time-clip = Cut a gradient longer than { $most } (*gradient clipping*)
learning-time-more-caption = Try: what can a network learn that begins with all 0? Which rate is too large without cutting, and not with it?
learning-play = Play
learning-pause = Pause
learning-time-look = Look at the network after batch … (of { $learned } learned)
learning-time-kernels = Kernels of the first layer
learning-time-maps = Feature maps
learning-time-sees = one number sees { $field } pixels
learning-time-units = Units
learning-time-answer = Answer
learning-time-found = Found there
learning-time-of-batch = The batch
learning-time-axis = batch
learning-time-infinite = The weights have grown until they are no numbers any more. Slide back, or take a lower learning rate.
learning-time-said = After batch { $batch } it reads your digit as **{ $digit }** ({ $every }). The { $truth } gets { $chance }, so the cost is −ln { $chance } = **{ $cost }**.
learning-time-others = Of { $count } other digits, none of which it learns from, it reads { $right } right: { $share } %.
learning-time-step = Batch { $batch } cost { $cost } before its step. One weight of { $layer }, at ({ $place }): { $before } − { $rate } · { $cut } · ({ $slope }) = **{ $after }**. So did every other one.
learning-time-lengths = Who heard how much? Length of the gradient, from the first layer to the last: { $lengths }. All together, the root of the sum of squares: **{ $length }**.
learning-time-cut = That is longer than { $most }, so every slope was multiplied by { $most } / { $length } = { $cut }.
learning-time-draw = Draw anew, and let this version read
learning-time-draw-at = The network as it was after batch { $batch } reads while you draw.
learning-time-maps-of = { $layer }
learning-live-loading = Your browser is getting this version …
learning-live-off = Your browser cannot follow your pen here.
learning-live-slow = This device is too slow to follow your pen.
learning-live-blank = Nothing is drawn yet.
learning-live-reads = Read so far: { $digit }, with { $percent }.

learning-brakes-title = Brakes and crutches
learning-brakes-which = Which one
learning-brake-dropout = Dropout
learning-brake-decay = Weight decay
learning-brake-norm = Batch normalisation
learning-brake-question-dropout = How many units can be switched off until your digit is lost? Try a fresh network, and one that has learned.
learning-brake-question-decay = From which λ on does the decay pull harder than the gradient on most weights?
learning-brake-question-norm = Make all numbers a hundred times larger. What changes behind the normalisation?
learning-no-dense = This network ends without a dense layer, so there are no units here to switch off.
learning-dropout-rate = Switched off, in %
learning-dropout-again = Other masks
learning-dropout-units = The units
learning-dropout-mask-board = This step's mask: white is off
learning-dropout-legend-mask = Multiplied by
learning-dropout-legend = A unit's number
learning-dropout-said = *Dropout* switches units off by chance in each step of learning, so that no unit relies on a single other one. Here { $off } of the { $count } numbers that go into { $layer } are off: { $share } %. Those that stay on are divided by { $kept } (times { $factor }), so that their sum stays about the same.
learning-dropout-mask = Mask
learning-dropout-ten = The same digit, with ten masks: { $agree } of the ten read { ARTICLE($truth) } { $truth }. On average the { $truth } gets **{ $mean }**. When the network reads, nothing is switched off, and it gets **{ $whole }**.
learning-decay = Decay λ
learning-decay-weights = The weights
learning-decay-slope = Pull of the gradient, −slope
learning-decay-decay = Pull of the decay, −λ · weight
learning-decay-legend = Pull, on one scale
learning-decay-said = The weight that you chose above is { $value }. The gradient of the batch of ten pulls it by −({ $slope }) = { $pull }. *Weight decay* pulls it towards 0, by −{ $decay } · ({ $value }) = { $back }. Both together: **{ $both }**, to be multiplied by the learning rate.
learning-decay-harder = Of the { $count } weights of { $layer } the decay pulls { $harder } harder than the gradient does. A weight that the cost does not need goes to 0.
learning-decay-left = Where no gradient pulls, a step with the learning rate { $rate } leaves 1 − { $rate } · { $decay } of a weight. After { $steps } steps this much of it is left: **{ $left }**.
learning-norm-times = Multiply the numbers before by
learning-norm-own = The numbers that come out of { $layer }, of all digits of the batch, channel by channel: before *batch normalisation* and after it, as while learning.
learning-norm-none = This network has no *batch normalisation*. This is what one behind { $layer } would do to the numbers of all digits of the batch, as while learning.
learning-norm-channel = Channel
learning-norm-mean = Mean m
learning-norm-spread = Spread
learning-norm-divisor = s = √(spread² + ε)
learning-norm-gamma = γ
learning-norm-beta = β
learning-norm-mean-after = Mean after
learning-norm-spread-after = Spread after
learning-norm-before = before: mean ± spread
learning-norm-after = after: mean ± spread
learning-norm-said = The largest number of your digit in channel 0: γ · (x − m) / s + β = { $gamma } · ({ $before } − ({ $mean })) / { $divisor } + ({ $beta }) = **{ $after }**. γ and β are learned.

learning-change-kind = What is changed
learning-change-line = The pen's line
learning-change-pixels = The pixels
learning-change-clear = Make it clear
learning-change-choose = Choose a digit that it should be read as.
learning-line-no-strokes = This digit came from a picture, so there is no line to move. Draw one on the page “Draw”.
learning-line-changing = Moving the line …
learning-line-clear-already = It is read clearly already: the { $digit } gets { $chance }.
learning-line-said = Before it read **{ $before }**, now it reads **{ $after }** (probability { $chance }).
learning-line-accepted = It is still taken for a digit: for that it needs at least { $least }. Can you draw it that way?
learning-line-moved = If the field of 28 pixels is 28 mm wide, the { $count } points of the line moved by **{ $mean } mm** on average. The one in the ring moved furthest, from ({ $x }, { $y }) to ({ $tox }, { $toy }): **{ $furthest } mm**.
learning-line-points = Every point
learning-line-legend = Orange, dashed: your line. Blue: the changed one. In the ring: where it moved furthest.
learning-line-axis = mm
learning-line-x = x before
learning-line-y = y before
learning-line-to-x = x after
learning-line-to-y = y after
learning-line-distance = Moved, in mm
learning-time-rules = How many units should such a layer have? Three rules of thumb: between { $outputs } and { $inputs }; two thirds of { $inputs } and { $outputs } more, { $thirds }; less than twice { $inputs }, { $twice }. Here are { $units }, and they learn it too.
learning-loop-title = What happens in each batch
learning-loop = 1. **Forward**: { $size } digits go through the network, and all that the layers make of them is kept.
    2. **Cost**: how wrong is it on average?
    3. **Backward**: the slope of the cost for each of the { $weights } weights.
    4. **Step**: each weight moves by −{ $rate } · its slope.

    All { $pictures } pictures are { $batches } batches. Once through all of them is an *epoch*.
learning-loop-memory = Why batches? One digit makes { $numbers } numbers, with { $bytes } bytes each. For { $size } digits the computer must keep { $batch } MB until the way back, for all { $pictures } it would be { $whole } MB. In small batches it also takes many more steps in the same time. But a small batch does not speak for all digits: its curve shakes.
learning-loop-early = Early layers see little: one number of the first convolution sees { $early } pixels, enough for an edge or a bend. One of the last sees { $late }: what early layers found, put together to parts of digits.

learning-time-which = Whose learning
learning-time-chosen = “{ $title }”, epoch by epoch
learning-time-fresh = A fresh one, batch by batch
learning-time-epoch = Look at the network after epoch … (0: before learning)
learning-time-kernels-of = Kernels of { $layer }
learning-time-epoch-axis = epoch
learning-time-epoch-cost = cost of my digit
learning-time-epoch-said = After epoch { $epoch } it reads your digit as **{ $digit }** ({ $every }). The { $truth } gets { $chance }, so the cost is −ln { $chance } = **{ $cost }**.
learning-time-not-moved = The steps that you took with single weights above are not part of it.
learning-time-draw-after = The network as it was after epoch { $epoch } reads while you draw.
learning-look-back = Watch all its layers learn
learning-time-question-epoch = After which epoch does it read your digit right for the first time? Which layer changed most until then?
learning-time-introduction-epochs = This network was trained on the page “Retrain”. All its weights were kept after each epoch (once through all its pictures): slide back to any of them.
learning-time-changed = How far the kernels have come until epoch { $epoch }, beside how long they were at first: { $layers }.
learning-time-said-nothing = It reads your digit as **{ $digit }**, and is so sure that nothing is left for the { $truth }: its probability is too small to be written, and the cost enormous.
learning-time-not-drawn = Costs above { $most } are not drawn.
learning-time-unit-weights = Weights of each unit

learning-not-here-title = What else there is
learning-not-here = - **Reinforcement learning** is not here: an agent tries actions and learns from rewards, and must choose between what worked before and what it has not tried (exploiting, exploring). Reading a digit is one answer whose right one is known, so there is nothing to try and no reward to wait for.
    - **Recurrent networks** are not here: they read a sequence step by step and remember, as for speech, text or a melody. A digit is one picture, all there at once. As a rule: pictures → convolutions, sequences → recurrent networks or transformers, tables → dense layers or trees.
    - **Bayes, support vector machines, decision trees** are not here: what can be had without a hidden layer, the pages show with two that a class can follow by hand, a network without a hidden layer and nearest neighbours (page “Compare”).
