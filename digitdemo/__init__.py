"""digitdemo: draw a digit and watch a convolutional network read it.

>>> from digitdemo import Recognizer
>>> Recognizer.load().read(picture).digit
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from digitdemo.reading.recognizer import Reading, Recognizer

__all__ = ["Reading", "Recognizer"]


def __getattr__(name: str) -> Any:
    """Import OpenCV and LiteRT when they are asked for: start-up can then say in words what a server lacks."""
    if name in __all__:
        from digitdemo.reading import recognizer

        return getattr(recognizer, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
