import http.server
import json
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from digitdemo.datasets.digilets import DIGITS_FILE, LETTERS_FILE, WRITERS, download_digilets, parse_writer
from digitdemo.datasets.stroke_file import load_stroke_file
from digitdemo.errors import DataError


def label(place: int) -> str:
    return " ".join("1.0" if place == index else "0.0" for index in range(62))


def points(*values: tuple[float, float, int]) -> str:
    return " ".join(f"{x:f} {y:f} 0.5 {down} {time / 100:f}" for time, (x, y, down) in enumerate(values))


TWO_STROKES = points((0.2, 0.9, 1), (0.8, 0.9, 0), (0.4, 0.1, 0), (0.3, 0.5, 1), (0.7, 0.5, 0))
ONE_STROKE = points((0.5, 1.0, 1), (0.5, 0.0, 0))
WRITER_FILE = "\n".join([TWO_STROKES, label(7), ONE_STROKE, label(10 + 14), ONE_STROKE, label(36), ""])  # 7, o, A


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    home = tmp_path / "home"
    home.mkdir()
    handler = partial(_Quiet, directory=str(home))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_address[1]}", home
        running.shutdown()
        thread.join()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        pass


def publish(home: Path, address: str, files: dict[str, str]) -> str:
    for name, text in files.items():
        (home / name).write_text(text)
    (home / "list.json").write_text(json.dumps([{"name": name, "download_url": f"{address}/{name}"} for name in files]))
    return f"{address}/list.json"


FILES = {
    "005-f-19-right_2019-06-19-12-21-40_preprocessed": WRITER_FILE,
    "005-f-19-right_2019-06-19-12-21-40_preprocessed_info": "0 0 0\n",
    "026-m-20-left_2019-07-10-12-17-33_preprocessed": WRITER_FILE,
    "099-m-20-left_2019-07-10-12-17-33_preprocessed": "never read",
}


def test_strokes_begin_where_the_pen_is_put_down_and_y_points_down() -> None:
    seven, letter_o, letter_a = parse_writer(5, WRITER_FILE)
    assert seven == {
        "writer": 5,
        "digit": 7,
        "strokes": [[[0.2, 0.1], [0.8, 0.1], [0.4, 0.9]], [[0.3, 0.5], [0.7, 0.5]]],
    }
    assert letter_o["letter"] == "o"
    assert letter_a["letter"] == "A"


@pytest.mark.parametrize(
    "text",
    [
        "1 2 3\n" + label(1),
        TWO_STROKES,
        f"{TWO_STROKES}\n0 0 0",
        f"a b c d e\n{label(2)}",
        f"{TWO_STROKES}\n{label(2)} 0.0 1.0\n{TWO_STROKES}",
    ],
)
def test_says_whose_file_is_laid_out_otherwise(text: str) -> None:
    with pytest.raises(DataError, match="writer 017"):
        parse_writer(17, text)


def test_fetches_only_the_writers_asked_for(server: tuple[str, Path], tmp_path: Path) -> None:
    address, home = server
    steps: list[tuple[int, int]] = []
    digits_path, letters_path = download_digilets(
        tmp_path / "cache",
        list_address=publish(home, address, FILES),
        writers=[5, 26],
        progress=lambda done, total: steps.append((done, total)),
    )
    assert (digits_path.name, letters_path.name) == (DIGITS_FILE, LETTERS_FILE)
    digits, letters = load_stroke_file(digits_path), load_stroke_file(letters_path)
    assert [(sign.writer, sign.sign) for sign in digits] == [(5, "7"), (26, "7")]
    assert [(sign.writer, sign.sign) for sign in letters] == [(5, "A"), (26, "A")]  # an o would be somebody's 0
    assert steps == [(0, 2), (1, 2), (2, 2)]


def test_says_which_writers_are_missing(server: tuple[str, Path], tmp_path: Path) -> None:
    address, home = server
    with pytest.raises(DataError, match=r"\[27\]"):
        download_digilets(tmp_path, list_address=publish(home, address, FILES), writers=[5, 27])


def test_says_that_nothing_can_be_fetched(server: tuple[str, Path], tmp_path: Path) -> None:
    address, home = server
    with pytest.raises(DataError, match="--strokes"):
        download_digilets(tmp_path, list_address=f"{address}/none.json", writers=[5])
    (home / "list.json").write_text("<html>")
    with pytest.raises(DataError, match="not a list of files"):
        download_digilets(tmp_path, list_address=f"{address}/list.json", writers=[5])
    with pytest.raises(DataError, match="not a web address"):
        download_digilets(tmp_path, list_address="file:///etc/passwd", writers=[5])


def test_the_writers_are_those_of_the_dev_file(dev_digits) -> None:
    assert {sign.writer for sign in dev_digits} == WRITERS
