"""Sentences: gaps, plurals, languages, mistakes, and errors that carry an id."""

import logging
import pickle
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from digitdemo.errors import DigitDemoError, RunError, StoreError
from digitdemo.sentences import SentenceError, catalogue, current_language, raise_mistakes, say, say_error, speak

ENGLISH = """
plain-word = A word.
page-count = { $count ->
    [one] One network reads it.
   *[other] { $count } networks read it.
  }
page-gap = { $name } holds { $megabytes } MB.
page-because = It failed: { $reason }
"""


@pytest.fixture
def languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A catalogue in English and one in French that lacks a sentence."""
    for language, text in {"en": ENGLISH, "fr": "plain-word = Un mot.\n"}.items():
        (tmp_path / language).mkdir()
        (tmp_path / language / "page.ftl").write_text(text, encoding="utf-8")
    monkeypatch.setattr(catalogue, "FOLDER", tmp_path)
    monkeypatch.delenv("DIGITDEMO_LANG", raising=False)
    catalogue.sentences_of.cache_clear()
    yield tmp_path
    speak(None)
    raise_mistakes()
    catalogue.sentences_of.cache_clear()


@pytest.mark.usefixtures("languages")
@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 networks read it."), (1, "One network reads it."), (1_200, "1,200 networks read it.")],
)
def test_plural_forms_are_the_languages(count: int, words: str) -> None:
    assert say("page-count", count=count) == words
    assert say("page-count", count=np.int64(count)) == words


@pytest.mark.usefixtures("languages")
def test_gaps_take_text_and_numbers_of_any_kind() -> None:
    assert say("page-gap", name="A $folder { of } mine", megabytes=1.5) == "A $folder { of } mine holds 1.5 MB."
    assert say("page-gap", name=Path("a"), megabytes=np.float32(0.25)) == "a holds 0.25 MB."
    assert say("page-gap", name="it", megabytes=float("nan")) == "it holds nan MB."
    assert say("page-gap", name="it", megabytes=float("inf")) == "it holds inf MB."
    assert say("page-gap", name=None, megabytes=True) == "None holds 1 MB."


@pytest.mark.usefixtures("languages")
def test_a_language_that_lacks_a_sentence_says_it_in_english() -> None:
    speak("fr")
    assert say("plain-word") == "Un mot."
    assert say("page-gap", name="x", megabytes=2) == "x holds 2 MB."
    speak("../en")
    assert say("plain-word") == "A word."


@pytest.mark.usefixtures("languages")
def test_the_test_language_marks_every_sentence_and_keeps_its_gaps() -> None:
    speak("xx")
    assert say("page-gap", name="seven", megabytes=7) == "«seven holds 7 MB.»"
    assert say_error(RunError("page-because", reason=RunError("plain-word"))) == "«It failed: «A word.»»"


@pytest.mark.usefixtures("languages")
def test_each_thread_speaks_its_own_language_and_the_servers_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    speak("fr")
    heard: list[str] = []
    thread = threading.Thread(target=lambda: heard.append(current_language()))
    thread.start()
    thread.join()
    assert (current_language(), heard) == ("fr", ["en"])
    speak(None)
    monkeypatch.setenv("DIGITDEMO_LANG", "xx")
    assert current_language() == "xx"
    monkeypatch.setenv("DIGITDEMO_LANG", "klingon")
    assert current_language() == "en"


@pytest.mark.usefixtures("languages")
def test_mistakes_raise_in_tests() -> None:
    with pytest.raises(SentenceError, match="no sentence 'page-unknown'"):
        say("page-unknown")
    with pytest.raises(SentenceError, match=r"page-gap.*megabytes"):
        say("page-gap", name="x")


@pytest.mark.usefixtures("languages")
def test_mistakes_are_logged_once_on_a_server_and_the_page_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    raise_mistakes(False)
    with caplog.at_level(logging.ERROR):
        assert [say("page-unknown"), say("page-unknown")] == ["page-unknown"] * 2
        assert "holds" in say("page-gap", name="x")
    assert [record.levelname for record in caplog.records] == ["ERROR", "ERROR"]


def test_an_id_in_two_places_and_what_is_no_fluent_are_refused(languages: Path) -> None:
    (languages / "en" / "second.ftl").write_text("plain-word = Again.\n", encoding="utf-8")
    with pytest.raises(SentenceError, match=r"second.ftl: 'plain-word' stands in page.ftl"):
        say("plain-word")
    (languages / "en" / "second.ftl").write_text("this is no Fluent\n", encoding="utf-8")
    with pytest.raises(SentenceError, match="no sentence: 'this is no Fluent'"):
        say("plain-word")


def test_a_server_parses_a_file_when_its_first_sentence_is_said(languages: Path) -> None:
    raise_mistakes(False)
    (languages / "en" / "other.ftl").write_text("other-word = Another { -thing }.\n", encoding="utf-8")
    (languages / "en" / "terms.ftl").write_text("-thing = thing\n", encoding="utf-8")
    (languages / "en" / "broken.ftl").write_text("this is no Fluent\n", encoding="utf-8")
    assert say("plain-word") == "A word."
    assert set(catalogue.sentences_of("en")._unread) == {"broken.ftl", "other.ftl", "terms.ftl"}
    assert say("other-word") == "Another thing."
    assert set(catalogue.sentences_of("en")._unread) == {"broken.ftl"}


@pytest.mark.usefixtures("languages")
def test_an_error_carries_its_id_and_is_english_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGITDEMO_LANG", "xx")
    error = RunError("page-gap", name="It", megabytes=3)
    assert (error.code, error.parameters) == ("page-gap", {"name": "It", "megabytes": 3})
    assert (str(error), say_error(error)) == ("It holds 3 MB.", "«It holds 3 MB.»")
    old = DigitDemoError("A text of old.")
    assert (old.code, str(old), say_error(old)) == (None, "A text of old.", "A text of old.")
    assert str(DigitDemoError()) == ""
    assert say_error(ValueError("elsewhere")) == "elsewhere"


@pytest.mark.usefixtures("languages")
@pytest.mark.parametrize("kind", [RunError, StoreError])
def test_an_error_survives_the_way_out_of_a_worker_process(kind: type[DigitDemoError]) -> None:
    error = pickle.loads(pickle.dumps(kind("page-gap", name="It", megabytes=3)))
    assert (type(error), error.code, str(error)) == (kind, "page-gap", "It holds 3 MB.")


@pytest.mark.parametrize(
    ("sign", "article"),
    [*((str(digit), "an" if digit == 8 else "a") for digit in range(10)), (8, "an"), ("e", "an"), ("t", "a"),
     ("u", "a"), ("F", "an"), ("+", "a"), ("", "a"), ("average pooling", "an"), ("layer", "a")],
)  # fmt: skip
def test_the_article_goes_with_how_the_sign_is_spoken(languages: Path, sign: object, article: str) -> None:
    (languages / "en" / "signs.ftl").write_text("sign-read = It reads { ARTICLE($sign) } { $sign }.\n")
    assert say("sign-read", sign=sign) == f"It reads {article} {sign}."


def test_an_article_that_begins_a_sentence_is_large(languages: Path) -> None:
    (languages / "en" / "signs.ftl").write_text(
        'sign-again = { ARTICLE($sign, begins: "a sentence") } { $sign } again.\n'
    )
    assert [say("sign-again", sign=sign) for sign in "87"] == ["An 8 again.", "A 7 again."]
