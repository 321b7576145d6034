"""Typed text in places that read Markdown."""

import pytest

from digitdemo.ui.plain_text import JOINER, cell, plain


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Anna’s network, 7 epochs (a second one).", "Anna’s network, 7 epochs (a second one)."),
        ("Epoch 1: learning", "Epoch 1: learning"),
        ("![x](y)", "!\\[x\\](y)"),
        ("a * b _c_ `d`", "a \\* b \\_c\\_ \\`d\\`"),
        ("<b>$x$", "\\<b\\>\\$x\\$"),
        ("1. first", "1\\. first"),
        ("- item", "\\- item"),
        ("# large", "\\# large"),
        ("two\nlines", "two lines"),
        ("http://evil.example", f"http:{JOINER}//evil.example"),
        (":red[x] :material/home:", f":{JOINER}red\\[x\\] :{JOINER}material/home:"),
        ("www.evil.example a@b.c", f"www{JOINER}.evil.example a@{JOINER}b.c"),
    ],
)
def test_marks_lose_their_meaning(typed: str, shown: str) -> None:
    assert plain(typed) == shown


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_a_cell_is_no_formula(formula: str) -> None:
    assert cell(formula) == JOINER + formula
    assert cell("1 = 1") == "1 = 1"
