"""Everything that can go wrong, by name.

Each message says what was expected, what came, and what to do, in words that a page may show to a pupil.
"""


class DigitDemoError(Exception):
    """The root of this package's own exceptions; pages catch it and show its text."""


class PictureError(DigitDemoError):
    """A picture cannot be opened, is too large, or has a shape or type that cannot be read."""


class DrawingError(DigitDemoError):
    """A drawing's strokes are malformed, not finite, or too many."""


class BlankDrawingError(DigitDemoError):
    """There is no ink: nothing drawn yet, or a picture of empty paper."""


class ArchiveError(DigitDemoError):
    """A zip file is none, is damaged, or holds too much."""


class ModelError(DigitDemoError):
    """A stored network is missing, damaged, or not one that reads 28x28 digits."""


class DataError(DigitDemoError):
    """A data set is missing, damaged, or not laid out as described."""


class LabError(DigitDemoError):
    """The convolution lab's settings do not go together."""


class StoreError(DigitDemoError, OSError):
    """The folder for what visitors make cannot be written: full, read-only, or gone."""


class SettingError(DigitDemoError):
    """A training is planned that cannot be: a layer that does not fit, a number out of range, no data."""


class RunError(DigitDemoError):
    """A run is not there, cannot be queued, or cannot do what was asked in its state."""
