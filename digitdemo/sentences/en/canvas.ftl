# What stands under a canvas.

canvas-undo = Undo
canvas-redo = Redo
canvas-clear = Clear
canvas-buttons = Change the drawing
canvas-more = More
canvas-pen-width = Pen width
