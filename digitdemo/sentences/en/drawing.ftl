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
