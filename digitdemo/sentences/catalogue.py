"""The sentences of a language, read from its files when the first one is said."""

import logging
import re
from functools import lru_cache
from numbers import Integral, Real
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle
    from fluent.syntax.ast import Resource

ENGLISH = "en"
FOLDER = Path(__file__).parent

_LOG = logging.getLogger(__name__)
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")


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


@lru_cache(maxsize=8)
def bundle_of(language: str) -> "FluentBundle":
    """All files of one language as one catalogue.

    Fluent and Babel are imported here, not above: 0.1 s and 15 MiB that nobody pays who says nothing.

    Raises:
        SentenceError: where mistakes raise, a file that is no Fluent, or an id that stands in two places.
    """
    from fluent.runtime import FluentBundle, FluentResource

    bundle = FluentBundle([language], use_isolating=False)
    homes: dict[str, str] = {}
    for path in sorted((FOLDER / language).glob("*.ftl")):
        resource = FluentResource(path.read_text(encoding="utf-8"))
        for mistake in mistakes_in(resource, path.name, homes):
            tell(mistake)
        bundle.add_resource(resource)
    return bundle


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
    for bundle in [bundle_of(language), bundle_of(ENGLISH)]:
        text = _formatted(bundle, message_id, parameters) if parameters else _without_gaps(bundle, message_id)
        if text is not None:
            return text
    tell(f"There is no sentence {message_id!r}.")
    return message_id


@lru_cache(maxsize=4096)
def _without_gaps(bundle: "FluentBundle", message_id: str) -> str | None:
    """Kept: most sentences have no gaps, and every run of a page says a hundred of them."""
    return _formatted(bundle, message_id, {})


def _formatted(bundle: "FluentBundle", message_id: str, parameters: dict[str, Any]) -> str | None:
    pattern = bundle.get_message(message_id).value if bundle.has_message(message_id) else None
    if pattern is None:
        return None
    text, mistakes = bundle.format_pattern(pattern, {name: _as_argument(value) for name, value in parameters.items()})
    for mistake in mistakes:
        tell(f"{message_id!r}: {mistake}")
    return str(text)


def fits(message_id: str, parameters: dict[str, Any]) -> bool:
    """Whether there is such a sentence, in English at least, and every gap in it has its parameter."""
    bundle = bundle_of(ENGLISH)
    pattern = bundle.get_message(message_id).value if bundle.has_message(message_id) else None
    if pattern is None:
        return False
    return not bundle.format_pattern(pattern, {name: _as_argument(value) for name, value in parameters.items()})[1]


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
