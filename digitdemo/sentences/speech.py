"""Saying a sentence in the language of whoever reads it."""

from contextvars import ContextVar
from typing import Any

from digitdemo.sentences.catalogue import ENGLISH, is_language, sentence, sentences_of
from digitdemo.server_settings import language_of_the_server

TEST_LANGUAGE = "xx"
"""English between « and »: what stands on a page outside of them has no home in the catalogue."""

_language: ContextVar[str | None] = ContextVar("language", default=None)


def current_language() -> str:
    """The reader's language; the server's (``DIGITDEMO_LANG``) until one is chosen."""
    return _language.get() or language_of_the_server()


def speak(language: str | None) -> None:
    """Choose the language of this thread's or task's sentences; None: the server's again."""
    _language.set(language)


def say(message_id: str, /, **parameters: Any) -> str:
    """A sentence in the reader's language; in English where that language lacks it."""
    return say_in(current_language(), message_id, **parameters)


def say_in(language: str, message_id: str, /, **parameters: Any) -> str:
    """A sentence in the language named; a parameter that is an error or a message is said in it too."""
    said = {name: _said(value, language) for name, value in parameters.items()}
    if language == TEST_LANGUAGE:
        return f"«{sentence(ENGLISH, message_id, said)}»"
    return sentence(language if is_language(language) else ENGLISH, message_id, said)


def has_sentence(message_id: str) -> bool:
    """Whether there is a sentence of that id, in English at least."""
    return message_id in sentences_of(ENGLISH)


def say_error(error: BaseException) -> str:
    """An error's sentence in the reader's language; another package's error, or an old one's text, as it stands."""
    code: str | None = getattr(error, "code", None)
    parameters: object = getattr(error, "parameters", None)
    if not isinstance(code, str) or not isinstance(parameters, dict):
        return str(error)
    return say(code, **parameters)


def _said(value: Any, language: str) -> Any:
    code, parameters = getattr(value, "code", None), getattr(value, "parameters", None)
    if isinstance(code, str) and isinstance(parameters, dict):
        return say_in(language, code, **parameters)
    return value
