# The page Calculate, and what can be wrong with a written calculation.

calculate-title = Calculate
calculate-blank = Write a calculation, for example 12 × (3 + 4) =. It is worked out while you write.
calculate-too-much = There is more here than I can read at once. Write a shorter calculation.
calculate-no-sign = I find no calculation here. Write digits and signs one beside the other.
calculate-from-picture = Read a picture of a calculation instead
calculate-picture-choose = A photo, a scan or a drawing of a calculation
calculate-camera-use = Use the camera
calculate-camera-hold = Hold the calculation level, large and well lit
calculate-picture-worse = A picture shows neither the order of writing nor where signs that touch are to be cut: it is read less well than what you write here.
calculate-reads-picture = This is the calculation on your picture. Write on the canvas, or take the picture away, to go back.
calculate-your-picture = Your picture, with a box around each sign
calculate-empty = Nothing is written yet.
calculate-is = It comes to:
calculate-right = Right: both sides come to the same.
calculate-doubt = One sign can be read in two ways: I took it so that the calculation comes out right.
calculate-wrong = Not right: the sides come to { $sides }.
calculate-rounded = Right if rounded: exactly, the left side comes to { $exact }.
calculate-and = { $first } and { $second }
calculate-steps = Step by step
calculate-no-steps = There is nothing to work out on the way.
calculate-latex = LaTeX, to copy
calculate-unsure = Or did you write this?
calculate-take = Take this one
calculate-how = How it is read
calculate-how-signs =
    1. *Grouping*: strokes that lie near each other may be one sign. Each group is read by a network.
    2. *Reading*: shape and size together say which sign a group is. Boxes show the groups that were chosen.
    3. *Layout*: what stands above a bar, under a root or raised? The tree shows it.
    4. *Working out*: exactly, with fractions, never rounded.
calculate-tree = The tree of the calculation
calculate-signs = The signs
calculate-groups = { $tried ->
    [one] One group of strokes was tried.
   *[other] { $tried } groups of strokes were tried.
  } It took { $elapsed } ms.
calculate-column-sign = Sign
calculate-column-sure = How sure
calculate-column-next = Next best
calculate-column-strokes = Strokes
calculate-column-chosen = Chosen
calculate-correct = Correct a sign
calculate-correct-which = Which sign?
calculate-correct-what = What is it?
calculate-correct-do = Correct it
calculate-correct-undo = Take corrections back
calculate-keep = Keep it as an example that networks can learn from
calculate-kept = Kept as an example of “{ $sign }”: on the Retrain page, networks that learn from Symbols learn from it too.
calculate-kept-as-one = Kept as an example: networks take “{ $sign }” and “{ $learned }” for one sign. On the Retrain page, those that learn from Symbols learn from it too.
calculate-tree-raised = raised
calculate-tree-above = above
calculate-tree-below = below
calculate-tree-row = row
calculate-tree-root = root
calculate-tree-fraction = fraction
calculate-licence = The network for signs learned from CROHME 2016 (CC BY-NC-SA 3.0): for non-commercial use.

calculate-nothing = There is nothing to work out.
calculate-something-missing = Something is missing: a sign stands without a number.
calculate-bracket-open = A bracket is not closed.
calculate-unexpected = I do not understand “{ $sign }” at this place.
calculate-number-malformed = “{ $number }” is not a number: it may have one point or comma, between digits.
calculate-divides-by-zero = Division by zero: no number times zero gives anything but zero.
calculate-root-of-negative = The root of { $number } is no real number: nothing times itself is negative.
calculate-root-irrational = The root of { $number } is no fraction: its decimals never end, so I leave it as it is.
calculate-power-not-whole = The exponent { $exponent } is not whole: I work out whole exponents and square roots only.
calculate-too-large = The result has more digits than anybody reads.
calculate-file-malformed = { $path } holds no drawing: I expect "strokes", a list of lists of [x, y]. { $reason }

symbols-network-damaged = The network { $path } is missing or damaged: copy it back, or train it again.
expressions-too-few = There is too little to learn from: single signs and whole calculations are needed.
