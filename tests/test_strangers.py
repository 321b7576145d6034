"""Whatever a stranger sends, the reader answers or refuses it in a sentence, within a second and 200 MB."""

import io
import json
import resource
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from digitdemo.datasets.picture_folder import import_zip
from digitdemo.drawing.drawing import Drawing
from digitdemo.errors import DigitDemoError
from digitdemo.planning.setting import LIMITS, Setting
from digitdemo.reading.recognizer import Recognizer
from digitdemo.storage.drawings import drawing_from_json
from digitdemo.storage.labelled import import_labelled
from digitdemo.storage.models import STORE_VARIABLE
from digitdemo.ui.canvas_format import drawing_from_canvas

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows counts memory otherwise")

MOST_CPU_S = 1.0
"""Of the processor, not of the clock: a busy machine is no failure."""

MOST_MEMORY_MB = 200
TRIES = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)


@contextmanager
def bounded() -> Iterator[None]:
    """A reader's time and memory, and that it raises nothing but the house's own errors."""
    unit = 1024 if sys.platform == "linux" else 1
    memory_before, began_s = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    with suppress(DigitDemoError):
        yield
    used_s = time.process_time() - began_s
    grown_mb = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory_before) * unit / 1e6
    assert used_s <= MOST_CPU_S
    assert grown_mb <= MOST_MEMORY_MB


ODD_NUMBERS = some.one_of(
    some.integers(-(2**70), 2**70),
    some.floats(allow_nan=True, allow_infinity=True),
    some.sampled_from([0, -1, 1e308, 2**31, 280, 140.5]),
)
ODD = some.recursive(
    some.one_of(some.none(), some.booleans(), ODD_NUMBERS, some.text(max_size=8)),
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(some.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)
COMMANDS = some.lists(
    some.one_of(
        some.tuples(some.sampled_from("MLQCZzmlX"), *[ODD_NUMBERS] * 4).map(list),
        some.tuples(some.sampled_from("MLQC"), ODD_NUMBERS, ODD_NUMBERS).map(list),
        ODD,
    ),
    max_size=12,
)
PATHS = some.fixed_dictionaries(
    {"type": some.sampled_from(["path", "Path", "rect", 7, None]), "path": some.one_of(COMMANDS, ODD)},
    optional={
        name: some.one_of(ODD_NUMBERS, ODD)
        for name in ("left", "top", "width", "height", "scaleX", "scaleY", "angle", "strokeWidth", "flipX", "originX")
    },
)
MESSAGES = some.one_of(some.fixed_dictionaries({"objects": some.one_of(some.lists(some.one_of(PATHS, ODD)), ODD)}), ODD)


@pytest.fixture(scope="module")
def reads() -> Callable[[Drawing], object]:
    recognizer = Recognizer.load()
    recognizer.read_strokes([[(0, 0), (9, 9)]])  # what the first reading loads is not the stranger's
    return lambda drawing: recognizer.read_strokes(
        drawing.strokes, pen_width_px=drawing.pen_width_px, canvas_side_px=drawing.width_px
    )


@TRIES
@given(MESSAGES)
def test_canvas_messages(reads: Callable[[Drawing], object], message: Any) -> None:
    with bounded():
        reads(drawing_from_canvas(message, width_px=280, height_px=280, pen_width_px=18))


@TRIES
@given(some.integers(0, 400), some.integers(0, 400), some.sampled_from([2, 4, 6]), ODD_NUMBERS)
def test_long_canvas_messages(
    reads: Callable[[Drawing], object], strokes: int, moves: int, numbers: int, odd: float
) -> None:
    letter = {2: "L", 4: "Q", 6: "C"}[numbers]
    path = [
        ["M", 10, 10],
        *([letter, *[100 + move % 90] * numbers] for move in range(moves)),
        [letter, *[odd] * numbers],
    ]
    with bounded():
        message = {"objects": [{"type": "path", "path": path}] * strokes}
        reads(drawing_from_canvas(message, width_px=280, height_px=280, pen_width_px=18))


DRAWINGS = some.fixed_dictionaries(
    {
        "format": some.sampled_from(["digitdemo drawing", "svg", 7]),
        "version": some.one_of(some.just(1), ODD),
        "width_px": some.one_of(some.just(280), ODD_NUMBERS, ODD),
        "height_px": some.one_of(some.just(280), ODD_NUMBERS),
        "pen_width_px": some.one_of(some.just(18), ODD_NUMBERS),
        "strokes": some.one_of(
            some.lists(some.lists(some.tuples(ODD_NUMBERS, ODD_NUMBERS).map(list), max_size=6), max_size=6), ODD
        ),
    }
)


@TRIES
@given(some.one_of(DRAWINGS, ODD), some.integers(0, 3))
def test_drawing_files(reads: Callable[[Drawing], object], content: Any, cut: int) -> None:
    text = json.dumps(content)
    with bounded():
        reads(drawing_from_json(text[: len(text) - cut]))


@TRIES
@given(some.binary(max_size=400))
def test_drawing_files_that_are_none(reads: Callable[[Drawing], object], content: bytes) -> None:
    with bounded():
        reads(drawing_from_json(content))


NAMES = some.one_of(
    some.sampled_from(["7/a.png", "anna/7/a.png", "../../etc/passwd", "/abs/7/x.json", "C:\\7\\a.png", "7/é.json"]),
    some.text(min_size=1, max_size=20),
)
CONTENTS = some.one_of(some.binary(max_size=200), some.builds(lambda values: json.dumps(values).encode(), ODD))


def zipped(files: list[tuple[str, bytes]], damage: list[tuple[int, int]]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in dict(files).items():
            with suppress(ValueError, UnicodeEncodeError):  # a name that no zip can hold
                archive.writestr(name, content)
    damaged = bytearray(packed.getvalue())
    for place, value in damage:
        damaged[place % len(damaged)] = value
    return bytes(damaged)


ZIPS = some.builds(
    zipped,
    some.lists(some.tuples(NAMES, CONTENTS), max_size=6),
    some.lists(some.tuples(some.integers(0, 10_000), some.integers(0, 255)), max_size=3),
)


@TRIES
@given(ZIPS)
def test_zips_of_drawings_and_of_pictures(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    store = tmp_path_factory.mktemp("store")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(STORE_VARIABLE, str(store / "inside"))
        with bounded():
            import_labelled(content)
        with bounded():
            import_zip("../../out", content)
    assert {path.name for path in Path(store).iterdir()} <= {"inside"}


@TRIES
@given(some.dictionaries(some.one_of(some.sampled_from(list(LIMITS)), some.text(max_size=10)), some.text(max_size=30)))
def test_settings_in_links(query: dict[str, str]) -> None:
    with bounded():
        setting, _ = Setting.nearest(query)
        setting.check()
    with bounded():
        Setting.from_query(query)
    with bounded():
        Setting.from_json(json.dumps(query))
