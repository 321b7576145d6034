"""A store full of what strangers left behind: every page opens for the next visitor, and shows text as text."""

import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from digitdemo.datasets.picture_folder import import_zip
from digitdemo.drawing.drawing import Drawing
from digitdemo.planning.setting import Setting
from digitdemo.runs.catalogue import create_run
from digitdemo.runs.status import DONE
from digitdemo.storage.drawings import drawing_from_json, drawing_to_json
from digitdemo.storage.labelled import BUNDLE, append_labelled
from digitdemo.storage.models import SHIPPED_MODELS, STORE_VARIABLE, store_folder
from tests.conftest import PROJECT

PAGES = ("draw", "number", "push", "inside", "compare", "retrain", "learning", "calculate")

SAY_NO_NAMES = ("number", "learning", "calculate")
"""Pages that show no text of a visitor's outside of their list of networks."""

LINK = "](http://evil.example"
TYPED = f"![x{LINK}/x.png) [y{LINK}) <img src=x onerror=alert(1)> $x^2$ :red[z] :smile: www.evil.example =1+1"

DAMAGED_CARDS = (
    b"",
    b"[]",
    b"null",
    b"\xff\xfe\x00",
    b'{"title": "x"}',
    b'{"title": "x", "parameters": "many", "outputs": []}',
    b'{"title": {}, "parameters": 1e400, "outputs": 7}',
    b'{"title": "x", "parameters": -1, "outputs": [{"layer": 1}], "accuracy": "all", "min_probability": "high"}',
    b"[" * 100_000,
)
DAMAGED_DRAWINGS = (
    b"",
    b"{",
    b"[" * 100_000,
    b'{"digit": 3}',
    b'{"digit": "3", "drawing": {}}',
    b"\xff\xfe",
    json.dumps({"digit": 3, "drawing": json.loads(drawing_to_json(Drawing((), 280, 280, 18)))}).encode(),
)
DAMAGED_STATUS = (
    b"",
    b"7",
    b'{"state": "dancing"}',
    b'{"state": "done", "epoch": "x", "queued_at": "late"}',
    b"[" * 9999,
)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv(STORE_VARIABLE, str(tmp_path))
    monkeypatch.setenv("DIGITDEMO_SPARE_WORKER", "0")
    monkeypatch.setattr("digitdemo.runs.dispatcher.Dispatcher.leads", False)  # nothing is trained here
    yield tmp_path
    from digitdemo.runs.dispatcher import dispatcher

    dispatcher().close()


def open_page(name: str, canvas: object, **query: str) -> AppTest:
    app = AppTest.from_file(PROJECT / "streamlit_app.py", default_timeout=60)
    app.switch_page(f"pages/{name}.py")
    app.query_params.update(query)
    return app.run()


def write_damaged_files(store: Path) -> None:
    for place, card in enumerate(DAMAGED_CARDS):
        folder = store / f"network-{place}"
        shutil.copytree(SHIPPED_MODELS / "mlp", folder)
        (folder / "card.json").write_bytes(card)
    empty = store / "network-without-files"
    empty.mkdir()
    shutil.copy(SHIPPED_MODELS / "mlp" / "card.json", empty)
    for place, status in enumerate(DAMAGED_STATUS):
        run = create_run(Setting().to_json() if place % 2 else "{", f"Run {place}", state=DONE)
        (Path(run.bundle.place) / "status.json").write_bytes(status)
        for name in ("history.csv", "batches.csv", "drawing.csv", "results.json", "test.npz", "errors.npz"):
            (Path(run.bundle.place) / name).write_bytes(status)
    (store_folder() / BUNDLE).mkdir()
    for place, text in enumerate(DAMAGED_DRAWINGS):
        (store_folder() / BUNDLE / f"{place:016x}abcd.json").write_bytes(text)
    (store / "pictures").mkdir()
    (store / "pictures" / "damaged.npz").write_bytes(b"PK\x03\x04 no more")
    (store / "everyone.json").write_bytes(b"[")


@pytest.mark.parametrize("page", PAGES)
def test_damaged_files_take_no_page_down(page: str, canvas: object, store: Path) -> None:
    write_damaged_files(store)
    app = open_page(page, canvas)
    assert not app.exception, app.exception


def test_damaged_drawings_are_named_and_can_be_removed(canvas: object, store: Path) -> None:
    write_damaged_files(store)
    append_labelled(drawing_from_json(json.dumps(SOME_DRAWING)), 7)
    app = open_page("retrain", canvas)
    (warning,) = [each.value for each in app.warning if "are no drawings" in each.value]
    assert "0000000000000000abcd" in warning
    app.button(key="retrain_remove_damaged").click().run()
    assert not app.exception
    assert len(list((store_folder() / BUNDLE).glob("*.json"))) == 1


SOME_DRAWING = {
    "format": "digitdemo drawing",
    "version": 1,
    "width_px": 280,
    "height_px": 280,
    "pen_width_px": 18,
    "strokes": [[[60, 60], [200, 60], [120, 240]]],
}


def write_typed_texts(store: Path) -> str:
    """A network and a run, everything about them typed by a joker; the network's name."""
    run = create_run(Setting(start_from=TYPED).to_json(), TYPED, state=DONE)
    run.change_about(note=TYPED)
    shutil.copy(SHIPPED_MODELS / "mlp" / "network.tflite", run.bundle.place)
    card = json.loads((SHIPPED_MODELS / "mlp" / "card.json").read_text())
    first = card["outputs"][0]["layer"]
    run.bundle.write("network.keras", rename_layer((SHIPPED_MODELS / "mlp" / "network.keras").read_bytes(), first))
    card["outputs"][0]["layer"] = TYPED
    texts = {"title": TYPED, "description": TYPED, "adaptation": TYPED}
    (Path(run.bundle.place) / "card.json").write_text(json.dumps({**card, **texts}))
    status = json.loads((Path(run.bundle.place) / "status.json").read_text())
    (Path(run.bundle.place) / "status.json").write_text(json.dumps({**status, "words": TYPED}))
    append_labelled(drawing_from_json(json.dumps(SOME_DRAWING)), 7, TYPED)
    import_zip(TYPED, zip_of_pictures())
    return run.name


def rename_layer(content: bytes, old: str) -> bytes:
    """A .keras file with one layer called what the joker typed."""
    renamed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(renamed, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            if name == "config.json":
                text = text.replace(json.dumps(old).encode(), json.dumps(TYPED).encode())
            after.writestr(name, text)
    return renamed.getvalue()


def zip_of_pictures() -> bytes:
    """Twelve pictures by one person, whose name the joker typed; slashes would be folders."""
    picture = np.full((28, 28), 255, np.uint8)
    picture[5:23, 13:15] = 0
    encoded = cv2.imencode(".png", picture)[1].tobytes()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(12):
            archive.writestr(f"{TYPED.replace('/', '')}/1/{number}.png", encoded)
    return packed.getvalue()


MARKDOWN_KINDS = ("markdown", "caption", "title", "subheader", "error", "warning", "info", "success")


@pytest.mark.parametrize("page", PAGES)
def test_what_a_visitor_typed_is_text_on_every_page(page: str, canvas: object, store: Path) -> None:
    name = write_typed_texts(store)
    (store / "everyone.json").write_text(json.dumps({"network": name}))  # every page speaks of this network
    app = open_page(page, canvas, **({"run": name} if page == "retrain" else {}))
    assert not app.exception, app.exception
    texts = [element.value for kind in MARKDOWN_KINDS for element in app.get(kind)]
    texts += [str(option) for group in (*app.get("button_group"), *app.get("radio")) for option in group.options]
    for text in texts:
        assert LINK not in text
        assert "<img" not in text.replace("\\<img", "")
        assert ":red[" not in text
        assert "www.evil" not in text
    bodies = [element.proto.body for element in app.get("html")]
    assert not any("<img src=x" in body for body in bodies)
    assert page in SAY_NO_NAMES or any("evil" in text for text in (*texts, *bodies)), "the page does not show it at all"
