"""The page How it learns: cost, slope, step, and the way back, for the visitor's own digit."""
