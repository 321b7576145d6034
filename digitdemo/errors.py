"""Everything that can go wrong, by name.

Each sentence says what was expected, what came, and what to do, in words that a page may show to a pupil. It stands in
``sentences/``, in every language; the error carries its id and what belongs into its gaps.
"""

from typing import Any

from digitdemo.sentences.catalogue import is_sentence_id
from digitdemo.sentences.speech import say_in


class DigitDemoError(Exception):
    """The root of this package's own exceptions; pages catch it and show ``say_error(error)``.

    Attributes:
        code: id of its sentence, like ``setting-out-of-range``; None where the text itself was given.
        parameters: what belongs into the sentence's gaps.
    """

    def __init__(self, code: str = "", /, **parameters: Any) -> None:
        """Take a sentence's id; a text that is none, as older code gives it, stands as it is."""
        super().__init__(code)
        self.code = code if is_sentence_id(code) else None
        self.parameters = parameters

    def __str__(self) -> str:
        """The English sentence."""
        return say_in("en", self.code, **self.parameters) if self.code else " ".join(map(str, self.args))


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


class CalculationError(DigitDemoError):
    """A calculation cannot be worked out: nothing is divided by, a bracket stays open, a root is no fraction."""


class ClassError(DigitDemoError):
    """A class is not there, or does not let somebody do what they asked: a wrong key, a wrong moment, too much."""
