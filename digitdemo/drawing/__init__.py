"""What is drawn: strokes and drawings, their checks and units. Knows no file, no canvas and no network."""
