"""digitdemo: draw a digit and watch a convolutional network read it.

>>> from digitdemo import Recognizer
>>> Recognizer.load().read(picture).digit
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from digitdemo.calculating.reading import ExpressionReading, read_expression
    from digitdemo.detecting.finding import Finding, find_digits
    from digitdemo.reading.recognizer import Reading, Recognizer

__all__ = ["ExpressionReading", "Finding", "Reading", "Recognizer", "find_digits", "read_expression"]


def __getattr__(name: str) -> Any:
    """Import OpenCV and LiteRT when they are asked for: start-up can then say in words what a server lacks."""
    if name in ("Reading", "Recognizer"):
        from digitdemo.reading import recognizer

        return getattr(recognizer, name)
    if name in ("Finding", "find_digits"):
        from digitdemo.detecting import finding

        return getattr(finding, name)
    if name in __all__:
        from digitdemo.calculating import reading

        return getattr(reading, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
