"""What every network here reads and says, stated once."""

INPUT_SHAPE = (28, 28, 1)
"""(height, width, channels) of one picture, pixels: 0 paper to 1 ink."""

CLASSES = 10
"""The digits 0 to 9."""
