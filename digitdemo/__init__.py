"""digitdemo: draw a digit and watch a convolutional network read it.

>>> from digitdemo import Recognizer
>>> Recognizer.load().read(picture).digit
"""

from digitdemo.reading.recognizer import Reading, Recognizer

__all__ = ["Reading", "Recognizer"]
