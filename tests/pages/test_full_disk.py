"""A store that cannot be written: a sentence on the page, a line in the log, and everything else goes on."""

import errno
import json
import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from digitdemo.errors import StoreError
from digitdemo.planning.setting import Setting
from digitdemo.runs.catalogue import create_run, delete_run
from digitdemo.runs.status import DONE
from digitdemo.storage.drawings import drawing_from_json
from digitdemo.storage.files import make_folder, write_aside
from digitdemo.storage.labelled import append_labelled, delete_labelled, import_labelled
from digitdemo.storage.models import STORE_VARIABLE
from tests.conftest import PROJECT
from tests.pages.test_hostile_store import PAGES, SOME_DRAWING
from tests.storage.test_labelled import SEVEN, zipped

REASONS = {errno.ENOSPC: "disk is full", errno.EROFS: "read-only", errno.EIO: "Input/output error"}


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv(STORE_VARIABLE, str(tmp_path / "store"))
    monkeypatch.setenv("DIGITDEMO_SPARE_WORKER", "0")
    monkeypatch.setattr("digitdemo.runs.dispatcher.Dispatcher.leads", False)  # nothing is trained here
    yield tmp_path / "store"
    from digitdemo.runs.dispatcher import dispatcher

    dispatcher().close()


def fill_disk(monkeypatch: pytest.MonkeyPatch, code: int = errno.ENOSPC) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise OSError(code, os.strerror(code))

    for name in ("mkdir", "write_bytes", "write_text", "rename", "unlink"):
        monkeypatch.setattr(Path, name, refuse)
    monkeypatch.setattr(os, "replace", refuse)


@pytest.mark.parametrize("code", REASONS)
def test_every_change_says_why_it_cannot_be_made(
    code: int, store: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    kept = append_labelled(SEVEN, 7)
    run = create_run(Setting().to_json(), "A run", state=DONE)
    export = zipped(SEVEN)
    fill_disk(monkeypatch, code)
    changes = {
        "write": lambda: write_aside(store / "x", b""),
        "make a folder": lambda: make_folder(store / "new"),
        "label": lambda: append_labelled(SEVEN, 7),
        "delete a drawing": lambda: delete_labelled(kept.name),
        "import": lambda: import_labelled(export),
        "rename": lambda: run.change_about(title="Another"),
        "delete a run": lambda: delete_run(run.name),
        "make a run": lambda: create_run(Setting().to_json(), "Another run"),
    }
    for what, change in changes.items():
        caplog.clear()
        with caplog.at_level(logging.WARNING), pytest.raises(StoreError, match=REASONS[code]):
            change()
        assert len([record for record in caplog.records if record.name == "digitdemo"]) == 1, what
        assert not any(record.exc_info for record in caplog.records), what


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_on_a_store_that_cannot_be_written(
    page: str, canvas: object, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append_labelled(drawing_from_json(json.dumps(SOME_DRAWING)), 7)
    create_run(Setting().to_json(), "A run", state=DONE)
    fill_disk(monkeypatch, errno.EROFS)
    app = AppTest.from_file(PROJECT / "streamlit_app.py", default_timeout=60)
    app.switch_page(f"pages/{page}.py")
    app.run()
    assert not app.exception, app.exception


def test_training_on_a_full_disk_is_refused_in_words(
    canvas: object, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = AppTest.from_file(PROJECT / "streamlit_app.py", default_timeout=60)
    app.switch_page("pages/retrain.py")
    app.run()
    fill_disk(monkeypatch)
    app.button(key="retrain_train").click().run()
    assert not app.exception, app.exception
    assert any("disk is full" in each.value for each in app.warning)
