"""What every network here reads, and what a network for digits says, stated once."""

INPUT_SHAPE = (28, 28, 1)
"""(height, width, channels) of one picture, pixels: 0 paper to 1 ink."""

DIGITS = tuple("0123456789")
"""What the outputs of a network for digits mean, in their order; another network's card names its own classes."""

SYMBOLS = (*DIGITS, "+", "-", "\\times", "\\div", "/", "=", "(", ")", ".", ",", "\\sqrt", "other")
"""The signs of calculations, in LaTeX; the digits come first, so that a digit has the same place everywhere."""

LETTERS = tuple("ehkmnruvwx")
"""Ten letters that many people wrote."""

CLASSES = len(DIGITS)
