# The page that reads a number.

number-title = Read a number
number-from-picture = Read a picture of a number instead
number-picture-choose = A photo, a scan or a drawing of a number
number-reads-picture = This is the number on your picture. Write on the canvas, or take the picture away, to go back.
number-your-picture = Your picture
number-invitation = Write a number, as many digits as you like. You may go on writing and correct it.
number-only-dots = I see only dots. Write larger digits.
number-too-much = There is more here than I can read at once. Write fewer digits.
number-no-digit = I find nothing here that looks like a digit.
number-line-left-out = A long line runs through or under the number. I left it out.
number-blank-picture = Nothing on this picture stands out from its paper.
number-unsure = “?” marks what does not look like a digit to me.
number-count = { $lines ->
    [one] { $count ->
        [one] I see one digit.
       *[other] I see { $count } digits.
      }
   *[other] I see { $count } digits in { $lines } lines, and read them from the top.
  }
number-closest = ? ({ $digit })

number-ways = Ways to find the digits
number-cut = Cut first
number-cut-good-for =
    Cutting first (segmentation) finds digits of any width, on a slope, and even touching. It is lost where ink cannot
    be cut into pieces.
number-cut-how =
    Strokes, or what hangs together on a picture, are pieces. Neighbouring pieces are put together in every way that
    could be a digit, and the network reads each of these groups. The best way to use every piece once wins.
number-cut-counted = { $trials ->
    [0] Nothing has been read yet.
    [one] One group of pieces was read.
   *[other] { $trials } groups of pieces were read, in { $elapsed } ms.
  }
number-window = Sliding window
number-window-good-for =
    A sliding window needs no cutting, so it works on any picture, crowded or dirty. It wants digits of one size, with
    room between them.
number-window-how =
    A window moves along the number. At each step the network reads what the window shows, as if it were one digit.
    Neighbouring windows see the same digit, so only the surest of them is kept (*non-maximum suppression*).
number-window-width = Window width (% of the height)
number-window-step = Step (% of the height)
number-window-nothing = Write a number above, and the strip fills.
number-window-counted = { $windows } windows were read. { $sure } were surer than { $limit }. { $kept } were kept.
number-window-middle = Its middle (px)
number-window-legend = how sure
number-window-digit = digit
number-window-probability = probability
