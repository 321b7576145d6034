# The page on pushing a digit until it is lost.

push-title = How far can it be pushed?
push-introduction = Change a digit little by little, and watch where a network loses it.
push-your-digit = The digit that is pushed, 28 × 28 pixels
push-yours-sign = This is your sign. It is
push-yours = This is your digit. It is a
push-sample = Nothing is drawn yet, so this is a sample.
push-sample-which = Sample
push-draw-one = Draw your own digit
push-draw-sign = Draw a sign
push-what-is-done = What is done
push-which-way = Which way
push-networks = Networks
push-prepare = Crop and centre again before reading
push-what-is-changed =
    What is changed is the network’s input, the 28 × 28 picture. Your drawing was cropped, scaled and centred before,
    which takes back a shift or another size. Here the network has to bear them alone. Switch this on, and see what
    the preparation is worth.

push-kind-turn = Turn
push-kind-shift = Shift
push-kind-resize = Resize
push-kind-thicken = Line width
push-kind-noise = Noise
push-kind-erase = Erase
push-kind-invert = Invert
push-way-sideways = Sideways
push-way-upright = Up and down
push-way-top = From the top
push-way-bottom = From the bottom
push-way-left = From the left
push-way-right = From the right

push-axis-turn = turned by (degrees; above 0: clockwise)
push-axis-shift-sideways = shifted by (pixels of 28; above 0: to the right)
push-axis-shift-upright = shifted by (pixels of 28; above 0: down)
push-axis-resize = size (1: as it was)
push-axis-thicken = lines wider by (pixels of 28; below 0: thinner)
push-axis-noise = strength of the noise (of full ink)
push-axis-erase-top = erased from the top (of the digit’s height)
push-axis-erase-bottom = erased from the bottom (of the digit’s height)
push-axis-erase-left = erased from the left (of the digit’s width)
push-axis-erase-right = erased from the right (of the digit’s width)
push-axis-invert = inverted (50 %: even grey)
push-axis-probability = probability of { ARTICLE($digit) } { $digit }
push-axis-right = digits read right
push-pixels = { $amount } pixels
push-times = { $amount } times

push-all-the-way = Still { ARTICLE($digit) } { $digit }, all the way.
push-from-to = Still { ARTICLE($digit) } { $digit } from { $low } to { $high }.
push-only-at = Still { ARTICLE($digit) } { $digit } at { $low } only.
push-not-at-rest = It reads { ARTICLE($other) } { $other } even before anything is changed.
push-unsure-at-rest = It is not sure even before anything is changed.
push-again = { ARTICLE($digit, begins: "a sentence") } { $digit } again from { $low } to { $high }.
push-again-at = { ARTICLE($digit, begins: "a sentence") } { $digit } again at { $low }.
push-never = Nowhere is it sure of { ARTICLE($digit) } { $digit }.
push-elsewhere = Elsewhere it reads: { $digits }.
push-elsewhere-unsure = Elsewhere it reads: { $digits }; or it is not sure.
push-elsewhere-only-unsure = Elsewhere it is not sure.
push-rule = “Still { ARTICLE($digit) } { $digit }” means: the page “Draw” would say so too, at least with “I think so” ({ $least }).
push-rows = The rows above the curves say what each network reads, “?” where it is not sure.
push-shared-kernel =
    Why does it bear a shift? A convolution uses one and the same kernel at every place of the picture (*shared
    weights*). So it finds a bend or an edge wherever that is: this is called translation invariance. It ends where ink
    leaves the picture, and where the last layers, which do know places, have never seen a digit.
push-reads = reads
push-network = network
push-amount = amount
push-whole-set = The same for a whole set of digits
push-no-curves = None of these networks has been measured so.
push-no-networks = Choose a network, and how it reads the changed digit stands here.
