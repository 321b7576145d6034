# Digits found at one glance: what can go wrong, and what the number page says about one pass.

detecting-cannot-slide = The layer “{ $layer }” cannot slide over a larger picture. Choose a network with convolutions and without global pooling.
detecting-network-damaged = The network that finds digits, in { $path }, is damaged. Copy it back, or train it again.

detecting-way = One pass
detecting-good-for =
    One pass finds digits anywhere on the sheet, of many sizes, and turns away what is none. Where digits touch it is
    less sure where each ends; such ink is cut and read again.
detecting-measured = How good is each way?
detecting-measured-how =
    Digits found and read right, and false alarms for each hundred digits; { $sheets } made sheets of each kind, by eight
    people from whom no network here learned.
detecting-measured-cell = { $right } %, { $alarms } false
detecting-sheets = Sheets
detecting-kind-line = on a line
detecting-kind-touching = touching
detecting-kind-scattered = anywhere, with room
detecting-kind-mixed = anywhere, of many sizes
detecting-kind-others = among letters and shapes
detecting-how =
    “You only look once” (YOLO): a network cuts the sheet into cells. The cell in which a digit’s middle lies answers for
    that digit: how sure it is, where the middle lies, how large the box is, and which digit it is. All cells answer in
    one pass. Write anywhere, in any size.
detecting-nothing-drawn = Write a digit anywhere, and it is found.
detecting-counted = { $found ->
    [one] { $cells } cells answered at once, { $candidates } of them sure enough to be heard. One digit was found, in { $elapsed } ms.
   *[other] { $cells } cells answered at once, { $candidates } of them sure enough to be heard. { $found } digits were found, in { $elapsed } ms.
  }
detecting-figure = The sheet as the network sees it. Whole boxes stay, dashed ones go; the shaded cell is the chosen one.
detecting-figure-alt = The sheet with its grid: { $found } boxes stay, { $dropped } go.
detecting-choose-cell = **Choose a cell**: click on it, or go there with the arrow keys. What does it say?
detecting-confidence = Confidence
detecting-confidences = How sure each cell is
detecting-confidences-alt = The grid of confidences. Arrow keys move from cell to cell.
detecting-cell-says =
    The cell in row { $row }, column { $column } is { $confidence } sure: the probability that a digit’s middle lies in it,
    times how well its box fits. Its box has x = { $x } and y = { $y } within the cell, and w = { $width } and
    h = { $height } of the sheet. If there is a digit, it is { ARTICLE($digit) } { $digit }:
detecting-cell-digits = The ten probabilities of the chosen cell
detecting-cost-empty =
    Its **cost**: no digit’s middle lies here, so only its confidence counts, and only half: there are many such cells.
detecting-cost-digit =
    Its **cost**, if the box around the ink and the { $digit } are right. Learning makes the sum of all cells smaller.
detecting-term-confidence = Confidence: it should be the overlap (IoU) of its box with the right one
detecting-term-middle = Middle: how far off, squared
detecting-term-size = Size: how many times too wide or too high
detecting-term-digit = Digit: cross-entropy
detecting-term-total = Sum
detecting-suppression =
    Which boxes **stay**? Neighbouring cells often see one digit. *Non-maximum suppression* takes the surest box, drops all
    that overlap it, and goes on with the rest. Heard are all cells that are { $limit } sure.
detecting-column-candidate = Box
detecting-column-window = Window
detecting-column-digit = Digit
detecting-column-sure = How sure
detecting-column-size = Size
detecting-column-happens = What happens
detecting-column-way = Way
detecting-column-multiplications = Multiplications
detecting-column-time = Time
detecting-stays = stays
detecting-stays-cut = stays: cut from the digit that it touches
detecting-was-cut = cut into the digits that touch in it
detecting-yields = yields to number { $other }, overlap { $overlap }
detecting-turned-away = turned away: read again, it is no digit
detecting-too-unsure = less sure than { $limit }

detecting-course = The course’s own example
detecting-course-how =
    A picture of 448 pixels is cut into 3 × 3 cells of 149 pixels. The box has its middle at (220, 190), in the middle cell.
    It is 224 pixels wide and 143 high. Move the guess: how large does the overlap get?
detecting-course-exact = Guess the course’s numbers
detecting-course-x = x of the guess, within the cell
detecting-course-y = y of the guess, within the cell
detecting-course-w = w of the guess, of the picture
detecting-course-h = h of the guess, of the picture
detecting-course-p = P(object)
detecting-course-alt = The course’s box and the guess on nine cells
detecting-course-true = right
detecting-course-guess = guess
detecting-object = object

detecting-everywhere = Window everywhere
detecting-everywhere-good-for =
    A window in five sizes, moved right and down, needs no training of its own. It reads hundreds of windows, and is often
    sure of a part of a digit.
detecting-everywhere-how =
    The window moves right and down over the whole sheet, in five sizes. It is read wherever it shows a whole sign.
    Suppression chooses among all sizes: the surest window stays, what overlaps it yields.
detecting-everywhere-alt = The sheet with { $sure } sure windows, of which { $kept } stay.
detecting-everywhere-counted =
    { $windows } windows in { $sizes } sizes were looked at and { $read } read. { $sure } were surer than { $limit },
    { $kept } were kept, in { $elapsed } ms.

detecting-convolution = The same network in one pass: the dense layer as a convolution
detecting-convolution-how =
    The last layer of a digit network sees a small map. It is a convolution whose kernel is as large as that map. Let the map
    be larger, and the same kernel fits many times: one pass over the sheet gives a reading at every place, and what
    neighbouring windows share is computed once.
detecting-convolution-borders =
    This network puts zeros around its maps. A window cut out of a sheet has zeros where the whole sheet has paper or ink, so
    here both ways work without them: a window shows { $window } pixels, { $margin } of them before its 28-pixel field.
detecting-convolution-no-borders =
    This network puts no zeros around its last maps, so a window of { $window } pixels is all that it ever sees.
detecting-convolution-do = Read my drawing both ways
detecting-convolution-at-once = The whole sheet at once
detecting-convolution-one-by-one = Window by window
detecting-convolution-alike =
    Both ways give { $rows } × { $columns } readings, one for every { $stride } pixels. The largest difference between two
    of their probabilities is { $most }.
