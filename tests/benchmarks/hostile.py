"""What the worst of each kind of input costs the server: python -m tests.benchmarks.hostile.

Each is handed to the reader that the pages use, in a process of its own. Printed are processor time, the memory that it
took beyond what was there (Linux counts it), and the answer.
"""

import io
import itertools
import json
import multiprocessing
import os
import tempfile
import time
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from digitdemo import Recognizer
from digitdemo.datasets.picture_folder import import_zip
from digitdemo.drawing.drawing import Drawing
from digitdemo.errors import DigitDemoError
from digitdemo.planning.setting import Setting
from digitdemo.reading.number import read_number
from digitdemo.reading.pictures import open_picture
from digitdemo.storage.drawings import drawing_from_json, drawing_to_json
from digitdemo.storage.labelled import import_labelled, labelled_names, read_labelled
from digitdemo.storage.models import STORE_VARIABLE
from digitdemo.ui.canvas_format import drawing_from_canvas
from tests.reading.bad_pictures import bomb


def zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def canvas_message(strokes: int, moves: int) -> dict:
    rng = np.random.default_rng(0)
    objects = []
    for _ in range(strokes):
        points = np.clip(rng.uniform(20, 260, 2) + rng.normal(0, 3, (moves, 2)).cumsum(axis=0), 0, 280).tolist()
        moved = (["Q", *before, *after] for before, after in itertools.pairwise(points))
        objects.append({"type": "path", "path": [["M", *points[0]], *moved]})
    return {"objects": objects}


def read_message(message: dict, recognizer: Recognizer) -> str:
    drawing = drawing_from_canvas(message, width_px=280, height_px=280, pen_width_px=18)
    reading = recognizer.read_strokes(drawing.strokes, pen_width_px=18, canvas_side_px=280)
    return f"read as {reading.digit}"


def read_as_number(message: dict, recognizer: Recognizer) -> str:
    drawing = drawing_from_canvas(message, width_px=280, height_px=280, pen_width_px=10)
    return f"read as {read_number(recognizer, drawing.strokes, width_px=280, height_px=280).text!r}"


def labelled_zip(count: int) -> bytes:
    drawing = Drawing((np.array([[60.0, 60], [200, 60], [120, 240]]),), 280, 280, 18)
    text = json.dumps({"digit": 7, "person": "x", "drawing": json.loads(drawing_to_json(drawing))}).encode()
    return zipped({f"7/{number:020x}.json": text for number in range(count)})


def list_a_page(_content: bytes) -> str:
    names = labelled_names()
    return f"{len(read_labelled(names[-60:])[0])} of {len(names):,} shown"


def inputs(recognizer: Recognizer) -> dict[str, tuple[Callable[..., object], Callable[[], object]]]:
    """By name: the reader, and what makes its input."""
    read = partial(read_message, recognizer=recognizer)
    as_number = partial(read_as_number, recognizer=recognizer)
    drawing = {"format": "digitdemo drawing", "version": 1, "strokes": [[[1, 2]]] * 300_000}
    sixteen_bits = np.zeros((7000, 7000), np.uint16)
    return {
        "canvas: 100,000 strokes of one point": (read, lambda: canvas_message(100_000, 1)),
        "canvas: 200 strokes of 50 moves": (read, lambda: canvas_message(200, 50)),
        "canvas: one stroke of 10,000 moves": (read, lambda: canvas_message(1, 10_000)),
        "number: 200 strokes of 50 moves": (as_number, lambda: canvas_message(200, 50)),
        "drawing file of 300,000 points": (drawing_from_json, lambda: json.dumps(drawing)),
        "PNG 20,000 × 20,000, one bit": (open_picture, bomb),
        "PNG 7,000 × 7,000, sixteen bits": (
            open_picture,
            lambda: encoded(Image.fromarray(sixteen_bits), "PNG", compress_level=1),
        ),
        "PNG 4,000 × 4,000, colour": (
            open_picture,
            lambda: encoded(Image.new("RGB", (4000, 4000)), "PNG", compress_level=1),
        ),
        "WEBP 2,500 × 2,500": (open_picture, lambda: encoded(Image.new("RGB", (2500, 2500)), "WEBP")),
        "JPEG 8,600 × 5,700": (open_picture, lambda: encoded(Image.new("RGB", (8600, 5700)), "JPEG")),
        "zip of ten such bombs": (
            partial(import_zip, "bombs"),
            lambda: zipped({f"anna/{digit}/x.png": bomb() for digit in range(10)}),
        ),
        "zip of 5,000 drawings": (import_labelled, lambda: labelled_zip(5_000)),
        "… then a page of them": (list_a_page, bytes),
        "zip of 40,000 drawings": (import_labelled, lambda: labelled_zip(40_000)),
        "link with absurd values": (Setting.nearest, lambda: dict.fromkeys(Setting.__dataclass_fields__, "9" * 300)),
    }


def measure(recognizer: Recognizer, read: Callable[..., object], content: object) -> tuple[float, float, str]:
    """(seconds, MiB, answer) of one reading in this process, after an ordinary one: a server is warm."""
    read_message(canvas_message(3, 50), recognizer)
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the highest mark so far is forgotten
    before_kib = _status_kib("VmRSS")
    started = time.process_time()
    try:
        answer = read(content)
        said = answer if isinstance(answer, str) else f"taken: {type(answer).__name__}"
    except DigitDemoError as error:
        said = f"refused: {error}"
    elapsed_s = time.process_time() - started
    return elapsed_s, (_status_kib("VmHWM") - before_kib) / 1024, said


def _status_kib(name: str) -> int:
    """A line of what Linux says about this process's memory."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith(name)).split()[1])


def _in_child(work: Callable[[], object]) -> Any:
    """What ``work`` returns, done by a child that begins with what this process has: no TensorFlow is here."""
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe()
    child = fork.Process(target=lambda: theirs.send(work()))
    child.start()
    answer = ours.recv()
    child.join()
    return answer


def main() -> None:
    """Print a table."""
    recognizer = Recognizer.load()
    recognizer.read_strokes([[(40, 30), (60, 200)]])
    with tempfile.TemporaryDirectory() as store:
        os.environ[STORE_VARIABLE] = store
        print("| input | processor | memory | answer |\n|---|---|---|---|")
        for name, (read, make) in inputs(recognizer).items():
            # Made by another child: what making it left behind would hide what reading it takes.
            content = _in_child(make)
            elapsed_s, memory_mib, said = _in_child(partial(measure, recognizer, read, content))
            print(f"| {name} | {1e3 * elapsed_s:.0f} ms | {memory_mib:.0f} MiB | {said[:110]} |", flush=True)


if __name__ == "__main__":
    main()
