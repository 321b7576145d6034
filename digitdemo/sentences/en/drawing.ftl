# What a drawing's strokes must be.

drawing-too-many-strokes = A drawing may have at most { $most } strokes. This one has { $strokes }.
drawing-no-pairs = A stroke must be a list of (x, y) number pairs.
drawing-wrong-shape = A stroke must have the shape (points, 2). Received { $shape }.
drawing-no-number = A stroke has a coordinate that is not a usable number.
drawing-too-many-points = A drawing may have at most { $most } points.
drawing-blank = Nothing is drawn yet.
drawing-file-too-large = A drawing's file may have at most { $most } MB.
drawing-file-no-json = This file is not a drawing: it is not JSON.
drawing-file-not-ours = This JSON is not a drawing that was saved here.
drawing-file-version = This drawing has another version; version { $version } can be read.
drawing-file-no-strokes = This drawing has no list of strokes.
drawing-file-number = This drawing's { $name } must be a number from { $low } to { $high }.
drawing-too-long = This drawing has become too long. Clear the canvas and draw it more quickly.
drawing-message-malformed = The browser sent something that is no drawing. Clear the canvas and draw again.
drawing-no-path = A stroke of this drawing has no usable path.
drawing-path-unreadable = A stroke of this drawing has a path that cannot be read.
drawing-kept-yours = { $most } drawings by you are kept already: delete some on the Retrain page.
drawing-none-in-file = No drawings can be taken from this file. { $reason }
drawing-none-in-zip = This zip holds no drawing that was exported here.
drawing-kept-full = { $kept } drawings are kept already, and at most { $most } can be: delete some, or export them.
drawing-blank-no-example = A blank drawing is no example of a digit.
drawing-gone = This drawing is not there any more.
drawing-not-labelled = This is not a labelled drawing.
drawing-label-no-digit = A label must be a digit from 0 to 9.
drawing-label-no-sign = This sign is corrected here but not kept: no network tells “{ $label }” apart by its form.
