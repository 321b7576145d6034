"""Environment variables: read, checked, and told to people in README's table."""

import re

import pytest

from digitdemo.server_settings import VARIABLES, ServerSettings, problems, read_settings, server_settings
from tests.conftest import PROJECT


def test_nothing_set_is_the_default_without_a_word() -> None:
    assert read_settings({}) == (ServerSettings(), [])
    assert read_settings(dict.fromkeys(VARIABLES.values(), "")) == (ServerSettings(), [])


def test_each_kind_of_value_is_read() -> None:
    given = {"DIGITDEMO_NICE": " 5 ", "DIGITDEMO_LIVE": "0", "DIGITDEMO_HANG_S": "2.5", "DIGITDEMO_STORE": "/tmp/x"}
    settings, said = read_settings(given)
    assert (settings.nice, settings.live, settings.silence_limit_s, str(settings.store)) == (5, False, 2.5, "/tmp/x")
    assert said == []


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("NICE", "20", "0 to 19"),
        ("NICE", "ten", "a number"),
        ("LIVE", "no", "0 or 1"),
        ("HANG_S", "nan", "0.1 to 86,400"),
        ("MAX_STROKES", "0", "1 to 10,000"),
        ("MAX_STROKES", "1e9", "a number"),
    ],
)
def test_a_wrong_value_is_said_and_not_used(name: str, value: str, words: str) -> None:
    settings, (said,) = read_settings({f"DIGITDEMO_{name}": value})
    assert settings == ServerSettings()
    assert f"DIGITDEMO_{name}" in said
    assert words in said


def test_the_environment_is_seen_when_it_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGITDEMO_NICE", "3")
    assert server_settings().nice == 3
    monkeypatch.setenv("DIGITDEMO_NICE", "4")
    assert server_settings().nice == 4
    monkeypatch.setenv("DIGITDEMO_NICEE", "4")
    assert any("DIGITDEMO_NICEE is no setting" in said for said in problems())


def test_the_readme_names_every_variable_and_no_other() -> None:
    table = (PROJECT / "README.md").read_text(encoding="utf-8").split("### Settings of a server")[1]
    named = set(re.findall(r"`(DIGITDEMO_[A-Z_]+)", table))
    assert named == set(VARIABLES.values())


def test_nothing_else_reads_the_environment() -> None:
    readers = {
        path.relative_to(PROJECT / "digitdemo").as_posix()
        for path in (PROJECT / "digitdemo").rglob("*.py")
        if re.search(r"environ(\.get|\[)[\"'(]*DIGITDEMO", path.read_text(encoding="utf-8"))
    }
    assert readers == set()
