# What a drawing's strokes must be.

drawing-too-many-strokes = A drawing may have at most { $most } strokes. This one has { $strokes }.
drawing-no-pairs = A stroke must be a list of (x, y) number pairs.
drawing-wrong-shape = A stroke must have the shape (points, 2). Received { $shape }.
drawing-no-number = A stroke has a coordinate that is not a usable number.
drawing-too-many-points = A drawing may have at most { $most } points.
drawing-blank = Nothing is drawn yet.
