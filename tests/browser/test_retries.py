"""A test that is tried again finds another app and another store."""

from pathlib import Path
from unittest.mock import MagicMock

import pytest

from tests.browser import conftest


def test_each_try_gets_a_store_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stores: list[str] = []
    processes: list[MagicMock] = []

    def start_app(log: Path, **environment: str) -> tuple[MagicMock, str]:
        stores.append(environment["DIGITDEMO_STORE"])
        processes.append(MagicMock())
        return processes[-1], f"http://app/{len(stores)}"

    monkeypatch.setattr(conftest, "start_app", start_app)
    folders = iter([tmp_path / "first", tmp_path / "second", tmp_path / "third"])
    app = conftest.SharedApp(lambda: next(folders))
    urls = [
        app.for_try(test, number)[1] for test, number in [("a", 1), ("b", 1), ("b", 2), ("b", 2), ("b", 3), ("c", 1)]
    ]
    assert [url[-1] for url in urls] == ["1", "1", "2", "2", "3", "3"]
    assert len(set(stores)) == 3
    assert [process.terminate.called for process in processes] == [True, True, False]
