"""No page gets a new sentence outside the catalogue: a ledger of those that still are, which may only shrink."""

import json

import pytest

from tests.sentences.naked import LEDGER, is_naked, naked_texts, names_of_networks, open_page, pages, without_sentences

SLACK = 5
"""By so many the ledger may be too high before it is stale: what a page says depends on what is stored."""


@pytest.mark.parametrize(
    ("text", "naked"),
    [
        ("«Draw a digit.»", False),
        ("«It failed: «no ink».» **12 px**", False),
        ("«Draw» a digit", True),
        ("Draw", True),
        ("7: 99.2 % | 135,882", False),
        ('<p class="dd-words">«Draw»</p>', False),
        ('<p class="dd-words">Draw</p>', True),
        ("LeNet-5", False),
        (":material/draw:", False),
    ],
)
def test_what_counts_as_naked(text: str, naked: bool) -> None:
    assert is_naked(text, set()) is naked


def test_a_mark_that_is_never_closed_hides_the_rest_only() -> None:
    assert without_sentences("a «b «c» d» e» f «g") == "a  e» f "


@pytest.mark.parametrize("page", pages())
def test_naked_sentences_become_fewer(page: str, store_of_its_own: None) -> None:
    found = naked_texts(open_page(page), names_of_networks())
    noted = json.loads(LEDGER.read_text(encoding="utf-8")).get(page, 0)
    listed = "\n".join(found)
    assert len(found) <= noted, f"{page} says something that is in no catalogue; use say(). All that it does:\n{listed}"
    assert len(found) >= noted - SLACK, "well done: python -m tests.sentences.naked --update"


@pytest.fixture
def store_of_its_own(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGITDEMO_STORE", str(tmp_path))
