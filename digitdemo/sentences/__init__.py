"""Every sentence that a person sees, by its id; the only room that knows languages.

The sentences stand in Mozilla Fluent's files, ``<language>/<page or room>.ftl``: whole ones, with named gaps, and with
the plural forms of their language. All files of a language are one catalogue, so an id stands in one file only.

``say("retrain-about-seconds", seconds=12)`` says one in the reader's language. Fluent formats numbers as the language
does (12000 is 12,000; at most three decimals): a number that needs another form is passed as text.
"""

from digitdemo.sentences.catalogue import SentenceError, is_sentence_id, raise_mistakes
from digitdemo.sentences.message import Message
from digitdemo.sentences.speech import TEST_LANGUAGE, current_language, has_sentence, say, say_error, speak

__all__ = [
    "TEST_LANGUAGE",
    "Message",
    "SentenceError",
    "current_language",
    "has_sentence",
    "is_sentence_id",
    "raise_mistakes",
    "say",
    "say_error",
    "speak",
]
