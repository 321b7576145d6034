# The Draw page.

draw-title = Draw a digit
draw-title-sign = Draw a sign
draw-more = More
draw-pen-width = Pen width
draw-steps-title = What the network sees
draw-steps-why =
    The network learned from digits of one size, in the middle of the picture. Given an earlier picture, it may misread
    the very same digit.
draw-back-to-drawing = Back to my drawing
draw-empty-picture = There is no ink on this picture. Try one with more light, and a digit that fills more of it.
draw-reads-picture = This is the reading of the picture. Draw something, or take the picture away, to go back.
draw-picture-read = The picture that is read, { $width } × { $height } pixels
draw-teach = Teach it: which digit was this?
draw-from-picture = Read a picture instead
draw-take-along = Take it along, bring it back
draw-numbers = The 28 × 28 numbers that the network gets

draw-teach-why = The drawing is kept on this server. On the Retrain page a network can learn from it.
draw-teach-digits-only = “{ $network }” tells other signs apart than digits, and only digits are kept to learn from.
draw-teach-this-is = This drawing is a
draw-teach-kept = Kept as { ARTICLE($digit) } { $digit }.
draw-teach-take-back = Take it back

draw-picture-choose = A photo, a scan or a drawing of one digit
draw-camera-use = Use the camera
draw-camera-hold = Hold up one digit
draw-save-picture = The 28 × 28 picture (PNG)
draw-save-drawing = The drawing (JSON)
draw-load-drawing = Load a drawing (JSON)

draw-step-raw = Your drawing
draw-step-raw-photo = Your picture
draw-step-ink = Ink found
draw-step-one-pen = One pen
draw-step-cropped = Cropped
draw-step-scaled = Scaled
draw-step-centred = Centred
draw-step-raw-means = As you made it.
draw-step-raw-photo-means = As the camera saw it.
draw-step-ink-means = White is ink, black is paper.
draw-step-one-pen-means = Drawn again with one line width.
draw-step-cropped-means = The empty paper is cut away.
draw-step-scaled-means = The longer side becomes 20 pixels.
draw-step-centred-means = 28 × 28 pixels, its weight in the middle.
draw-step-verdict = Read from this: { $digit }, { $percent }

draw-live = Read while I draw
draw-live-loading = Your browser is getting the network …
draw-live-ready = Draw: the reading follows your pen.
draw-live-off = Your browser cannot read here. The server reads when you lift the pen.
draw-live-slow = This device is too slow to read while you draw. The server reads when you lift the pen.
draw-live-knew = It knew the { $digit } after { $percent } of your line. Slide along the strip to look back.
draw-live-unsure = It is not sure what your line is. Slide along the strip to look back.
draw-live-view = What the network sees now, 28 × 28 pixels
draw-live-strip = How the reading grew along your line
draw-live-looking-back = Looking back: this is how it read when { $percent } of your line was drawn.
draw-live-small-print = Read by “{ $network }” in your browser while you draw, in { $elapsed } ms.
draw-live-unsuitable = “{ $network }” reads when you lift the pen: { $reason }
