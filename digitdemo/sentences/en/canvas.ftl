# The buttons under every canvas.

canvas-undo = Undo
canvas-redo = Redo
canvas-clear = Clear
canvas-buttons = Change the drawing
