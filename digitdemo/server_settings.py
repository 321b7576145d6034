"""What whoever runs a server may set, with environment variables: each is read, checked and explained here."""

import dataclasses
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from digitdemo.limits import Limits

PREFIX = "DIGITDEMO_"
_SHIPPED = Path(__file__).resolve().parents[1] / "models"
_LANGUAGES = sorted(folder.name for folder in (Path(__file__).parent / "sentences").glob("[a-z][a-z]")) + ["xx"]


def _variable(
    name: str, default: Any, low: float | None = None, high: float | None = None, *, one_of: list[str] | None = None
) -> Any:
    """A setting: its variable without the prefix, its default, and a number's limits or the words that are allowed."""
    limits = None if low is None or high is None else Limits(low, high)
    return dataclasses.field(default=default, metadata={"variable": PREFIX + name, "limits": limits, "one_of": one_of})


@dataclass(frozen=True)
class ServerSettings:
    """The settings of one server; README's table says the same to people.

    Attributes:
        language: of the sentences; ``xx`` is the test language, which puts each between « and ».
        store: folder for runs, trained networks and labelled drawings.
        database: address of the database for classes, as SQLAlchemy writes it; empty: a file in the store.
        live: whether visitors' browsers read while the pen moves.
        share: whether whoever trains may put a network to work for everyone.
        nice: how far a training steps back behind the pages, as ``nice`` counts.
        runs_at_once: trainings side by side.
        silence_limit_s: after so long without a word a worker is ended; None: 180 s, and 60 s for an import.
        spare_worker: whether a worker gets ready while somebody looks at the Retrain page.
        mnist: file with MNIST; None to look in Keras's cache.
        strokes: stroke file of people's digits.
        letters: stroke file of people's letters.
        expressions: file of written calculations.
        max_drawings: labelled drawings kept, in all.
        max_drawings_a_person: of one visitor.
        max_drawings_a_zip: taken in at once.
        max_strokes: of one drawing.
        max_points: commands of the pen in one drawing.
        max_picture_mb: memory for a picture while it is made small.
        max_import_mb: memory for a network that somebody brings, beyond what TensorFlow takes by itself.
    """

    language: str = _variable("LANG", "en", one_of=_LANGUAGES)
    store: Path = _variable("STORE", _SHIPPED / "retrained")
    database: str = _variable("DATABASE", "")
    live: bool = _variable("LIVE", True)
    share: bool = _variable("SHARE", False)
    nice: int = _variable("NICE", 10, 0, 19)
    runs_at_once: int = _variable("RUNS_AT_ONCE", 1, 1, 64)
    silence_limit_s: float | None = _variable("HANG_S", None, 0.1, 86_400)
    spare_worker: bool = _variable("SPARE_WORKER", True)
    mnist: Path | None = _variable("MNIST", None)
    strokes: Path | None = _variable("STROKES", None)
    letters: Path | None = _variable("LETTERS", None)
    expressions: Path | None = _variable("EXPRESSIONS", None)
    max_drawings: int = _variable("MAX_DRAWINGS", 20_000, 0, 1_000_000)
    max_drawings_a_person: int = _variable("MAX_DRAWINGS_A_PERSON", 2_000, 0, 1_000_000)
    max_drawings_a_zip: int = _variable("MAX_DRAWINGS_A_ZIP", 5_000, 0, 1_000_000)
    max_strokes: int = _variable("MAX_STROKES", 200, 1, 10_000)
    max_points: int = _variable("MAX_POINTS", 10_000, 1, 1_000_000)
    max_picture_mb: int = _variable("MAX_PICTURE_MB", 64, 1, 10_000)
    max_import_mb: int = _variable("MAX_IMPORT_MB", 3_072, 256, 1_000_000)


VARIABLES: dict[str, str] = {field.name: field.metadata["variable"] for field in dataclasses.fields(ServerSettings)}
"""Each setting's environment variable."""


def server_settings() -> ServerSettings:
    """The settings as the environment has them; a value that cannot be used counts as not set."""
    return read_settings(os.environ)[0]


def language_of_the_server() -> str:
    """The language alone: it is asked for with every sentence, thirty times faster than through all settings."""
    text = os.environ.get(VARIABLES["language"])
    return text if text in _LANGUAGES else "en"


def problems() -> list[str]:
    """A sentence about each value in the environment that cannot be used, unknown names among them."""
    known = set(VARIABLES.values())
    unknown = sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)
    said = [f"{name} is no setting of this server. It is ignored." for name in unknown]
    return [*read_settings(os.environ)[1], *said]


def read_settings(environment: Mapping[str, str]) -> tuple[ServerSettings, list[str]]:
    """The settings of an environment, and a sentence about each value that cannot be used."""
    return _read(tuple(environment.get(variable) for variable in VARIABLES.values()))


@lru_cache(maxsize=16)
def _read(texts: tuple[str | None, ...]) -> tuple[ServerSettings, list[str]]:
    values: dict[str, Any] = {}
    said = []
    for field, text in zip(dataclasses.fields(ServerSettings), texts, strict=True):
        if not text:
            continue
        try:
            values[field.name] = _value(field, text.strip())
        except (ValueError, OverflowError) as error:
            said.append(f"{field.metadata['variable']} is {text[:60]!r}, but {error}. {field.default} is used.")
    return ServerSettings(**values), said


def _value(field: "dataclasses.Field[Any]", text: str) -> Any:
    """One value, read as its field's type.

    Raises:
        ValueError: says what it must be.
    """
    if isinstance(field.default, bool):
        if text not in ("0", "1"):
            raise ValueError("it must be 0 or 1")
        return text == "1"
    one_of: list[str] | None = field.metadata["one_of"]
    if one_of is not None:
        if text not in one_of:
            raise ValueError(f"it must be {' or '.join(one_of)}")
        return text
    limits: Limits | None = field.metadata["limits"]
    if limits is None:
        return text if isinstance(field.default, str) else Path(text)
    try:
        number = int(text) if isinstance(field.default, int) else float(text)
    except ValueError:
        raise ValueError("it must be a number") from None
    if not limits.allow(number):
        raise ValueError(f"it must be {limits.low:,} to {limits.high:,}")
    return number
