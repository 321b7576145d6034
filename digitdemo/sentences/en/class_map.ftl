# Whose hand is it? The class map.

class-map = Class map
class-now-mapping = Every drawing lies where the network sees it. On their phones pupils find drawings like their own.

map-title = Whose hand is it?
map-empty = There is no drawing yet. Collect some first.
map-how =
    Close together means: alike to the network. How far apart two groups lie means nothing. Point at a drawing to see it
    large.
map-by = Colours show
map-by-digit = The digit
map-by-right = Right or wrong
map-by-pupil = The pupil
map-legend-digit = Colour and number: the digit that was asked for.
map-legend-right = ✓ pale: read right. ✗ orange: read as another digit.
map-legend-pupil = Colour and number: the pupil who drew it.
map-drawing-right = { $name } drew { ARTICLE($digit) } { $digit }, and it is read so
map-drawing-wrong = { $name } drew { ARTICLE($digit) } { $digit }, and it is read as { ARTICLE($read) } { $read }
map-hardest = Hardest to read
map-hand = { $name }: { $wrong } of { $count } wrong
map-none-hard = Every hand is read right.
map-pairs = Mixed up
map-pair =
    { $count ->
        [one] { $first } and { $second }: once
       *[other] { $first } and { $second }: { $count } times
    }
map-no-pairs = No two digits are mixed up.
map-draw-one = Draw a digit, and see which drawings of your class are most like it.
map-alike = These five are most like yours, as the network sees it:
