"""The sentences of a language, read from its files when they are said."""

import logging
import re
from functools import lru_cache
from numbers import Integral, Real
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

from digitdemo.sentences.english import article

if TYPE_CHECKING:
    from fluent.syntax.ast import Resource

ENGLISH = "en"
FOLDER = Path(__file__).parent

_LOG = logging.getLogger(__name__)
_FUNCTIONS: dict[str, Any] = {"ARTICLE": article}  # Fluent takes a text too, its annotation does not
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")
_ENTRY = re.compile(r"^(-?[a-zA-Z][\w-]*) *=", re.MULTILINE)
_NAMED = re.compile(r"\{\s*(-?[a-zA-Z][\w-]*)")
"""What may be another sentence, inside of one."""


class SentenceError(Exception):
    """A mistake of whoever wrote the code or the sentences: an unknown id, a gap left open, an id used twice."""


class _Manners:
    """Whether a mistake is raised (tests), or told to the log once while the page goes on (a server)."""

    raises = False


def raise_mistakes(raises: bool = True) -> None:
    """Let mistakes raise SentenceError from now on: for tests. A server logs each once and shows what it has."""
    _Manners.raises = raises
    _log_once.cache_clear()


def is_sentence_id(text: str) -> bool:
    """Whether a text has the form of an id, ``draw-title``."""
    return _ID.fullmatch(text) is not None


def is_language(language: str) -> bool:
    """Whether there are sentences in this language."""
    return _is_folder_of_sentences(FOLDER, language)


@lru_cache(maxsize=32)
def _is_folder_of_sentences(folder: Path, language: str) -> bool:
    """Kept: it is asked for with every sentence."""
    return _ID.fullmatch(f"{language}-x") is not None and (folder / language).is_dir()


class Sentences:
    """All files of one language, each parsed when the first of its sentences is said: a start says few of a thousand.

    Fluent and Babel are imported here, not above: 0.1 s and 15 MiB that nobody pays who says nothing.
    """

    def __init__(self, folder: Path) -> None:
        """Find out which sentence stands where; where mistakes raise, parse them all.

        Raises:
            SentenceError: where mistakes raise, a file that is no Fluent, or an id that stands in two places.
        """
        from fluent.runtime import FluentBundle

        self._bundle = FluentBundle([folder.name], use_isolating=False, functions=_FUNCTIONS)
        self._unread = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.ftl"))}
        self._lock = RLock()
        self._homes: dict[str, str] = {}
        for name, text in self._unread.items():
            for entry_id in _ENTRY.findall(text):
                if entry_id in self._homes:
                    tell(f"{name}: {entry_id!r} stands in {self._homes[entry_id]} already.")
                self._homes.setdefault(entry_id, name)
        for name in list(self._unread) if _Manners.raises else []:
            self._read(name)

    def __contains__(self, message_id: str) -> bool:
        """Whether this language has the sentence."""
        return message_id in self._homes

    def formatted(self, message_id: str, arguments: dict[str, Any]) -> tuple[str, list[Exception]] | None:
        """A sentence, and what is wrong with its gaps; None where this language lacks it."""
        if message_id not in self._homes:
            return None
        self._read(self._homes[message_id])
        pattern = self._bundle.get_message(message_id).value if self._bundle.has_message(message_id) else None
        if pattern is None:
            return None
        text, mistakes = self._bundle.format_pattern(pattern, arguments)
        return str(text), mistakes

    def _read(self, name: str) -> None:
        """Parse a file, and those that its sentences name."""
        from fluent.runtime import FluentResource

        if name not in self._unread:
            return
        with self._lock:
            text = self._unread.get(name)
            if text is None:
                return
            resource = FluentResource(text)
            for mistake in mistakes_in(resource, name, {}):
                tell(mistake)
            self._bundle.add_resource(resource)
            del self._unread[name]
            for named in _NAMED.findall(text):
                if named in self._homes:
                    self._read(self._homes[named])


@lru_cache(maxsize=8)
def sentences_of(language: str) -> Sentences:
    """A language's, found once.

    Raises:
        SentenceError: as of ``Sentences``.
    """
    return Sentences(FOLDER / language)


def mistakes_in(resource: "Resource", name: str, homes: dict[str, str]) -> list[str]:
    """What is wrong with a file.

    Args:
        resource: the file, parsed.
        name: its name, for the text.
        homes: each id known so far and its file; this file's ids are added.
    """
    from fluent.syntax.ast import Junk, Message, Term

    said = []
    for entry in resource.body:
        if isinstance(entry, Junk):
            said.append(f"{name}: this is no sentence: {(entry.content or '').strip()[:80]!r}")
        elif isinstance(entry, Message | Term):
            entry_id = ("-" if isinstance(entry, Term) else "") + entry.id.name
            if entry_id in homes:
                said.append(f"{name}: {entry_id!r} stands in {homes[entry_id]} already.")
            homes.setdefault(entry_id, name)
    return said


def sentence(language: str, message_id: str, parameters: dict[str, Any]) -> str:
    """One sentence of a language, or the English one where it has none; the id itself where nobody has.

    Raises:
        SentenceError: where mistakes raise, an unknown id or a gap without its parameter.
    """
    is_text = all(isinstance(value, str) for value in parameters.values())
    for sentences in (sentences_of(language), sentences_of(ENGLISH)):
        gaps = tuple(parameters.items())
        text = _kept(sentences, message_id, gaps) if is_text else _with_gaps(sentences, message_id, gaps)
        if text is not None:
            return text
    tell(f"There is no sentence {message_id!r}.")
    return message_id


@lru_cache(maxsize=2048)
def _kept(sentences: Sentences, message_id: str, gaps: tuple[tuple[str, str], ...]) -> str | None:
    """Every run of a page says a hundred sentences, nearly all as the run before said them."""
    return _with_gaps(sentences, message_id, gaps)


def _with_gaps(sentences: Sentences, message_id: str, gaps: tuple[tuple[str, Any], ...]) -> str | None:
    arguments = {name: _as_argument(value) for name, value in gaps}
    text, mistakes = sentences.formatted(message_id, arguments) or (None, [])
    for mistake in mistakes:
        tell(f"{message_id!r}: {mistake}")
    return text


def fits(message_id: str, parameters: dict[str, Any]) -> bool:
    """Whether there is such a sentence, in English at least, and every gap in it has its parameter."""
    arguments = {name: _as_argument(value) for name, value in parameters.items()}
    said = sentences_of(ENGLISH).formatted(message_id, arguments)
    return said is not None and not said[1]


def _as_argument(value: Any) -> Any:
    """A parameter as Fluent takes it: NumPy's numbers as Python's, what is neither text nor number as text."""
    if isinstance(value, str):
        return value
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real):
        number = float(value)
        return number if abs(number) < float("inf") else str(number)  # nan and inf have no digits to format
    return str(value)


def tell(mistake: str) -> None:
    """Raise a mistake, or log it once.

    Raises:
        SentenceError: where mistakes raise.
    """
    if _Manners.raises:
        raise SentenceError(mistake)
    _log_once(mistake)


@lru_cache(maxsize=1024)
def _log_once(mistake: str) -> None:
    _LOG.error("Sentences: %s", mistake)
