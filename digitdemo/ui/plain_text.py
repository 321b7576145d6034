"""What a visitor typed, shown as text and nothing else, wherever Streamlit would read Markdown in it."""

import re

from digitdemo.sentences import say_error

JOINER = "\u2060"  # no width, no break: parts what a reader sees as one
_MARKS = re.compile(r"([\\`*_{}\[\]<>#$~|&^])")
_LIST_OR_RULE = re.compile(r"^(\d*)([-+=.)])")
_READ_AFTER_MARKDOWN = re.compile(r"(:(?=\S)|@|www(?=\.))", re.IGNORECASE)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def plain(text: object) -> str:
    """Text for a place that reads Markdown: every mark is escaped, and no address becomes a link or a picture.

    An error is said in the reader's language.

    Links, ``:red[…]``, ``:material/…:`` and emoji names are looked for once more in what Markdown has left as text,
    so a joiner without width breaks them.
    """
    words = say_error(text) if isinstance(text, Exception) else str(text)
    escaped = _MARKS.sub(r"\\\1", " ".join(words.split()))
    at_its_start = _LIST_OR_RULE.sub(r"\1\\\2", escaped)
    return _READ_AFTER_MARKDOWN.sub(rf"\1{JOINER}", at_its_start)


def cell(text: object) -> str:
    """Text for a table that can be saved as CSV: no spreadsheet takes it for a formula."""
    written = str(text)
    return JOINER + written if written.startswith(_FORMULA_STARTS) else written
