"""Which texts on the pages have no home in the catalogue: python -m tests.sentences.naked [--update].

Every page is opened in the test language, which puts each sentence between « and ». What stands outside of them is
naked, unless it is a number, a unit, a sign or somebody's name.
"""

import json
import os
import re
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

from streamlit.testing.v1 import AppTest

PROJECT = Path(__file__).resolve().parents[2]
LEDGER = Path(__file__).with_name("naked.json")
TEXT_FIELDS = ("label", "body", "help", "placeholder", "options", "value", "text", "content", "title")
NO_SENTENCE = re.compile(
    r"<style.*?</style>|<script.*?</script>|<[^>]+>|&\w+;|:material/\w+:|:\w+-\w*\[|https?://\S+|\$\$.*?\$\$|\$[^$]*\$|`[^`]*`|/\w[\w/?=&.]*",
    re.S,
)
"""Mark-up, icons, addresses, formulas and code."""

NAMES = {
    *("digitdemo", "lenet", "keras", "mnist", "relu", "softmax", "python", "digilets", "adam", "sgd", "tiny", "mlp"),
    *("px", "ms", "mb", "mib", "kb", "true", "false", "nan", "csv", "zip", "png", "id"),
}


def naked_texts(app: AppTest, names: set[str]) -> list[str]:
    """The texts of a page outside of « and » that are words, each once, in the page's order."""
    found: dict[str, None] = {}
    for text in texts_of(app):
        if is_naked(text, names):
            found[text] = None
    return list(found)


def is_naked(text: str, names: set[str]) -> bool:
    """Whether words are left when sentences, mark-up, names and numbers are taken away."""
    rest = without_sentences(text)
    for name in sorted(names, key=len, reverse=True):
        rest = rest.replace(name, " ")
    rest = NO_SENTENCE.sub(" ", rest)
    words = re.findall(r"[^\W\d_]{2,}", rest)
    return any(word.lower() not in NAMES for word in words)


def without_sentences(text: str) -> str:
    """A text without what stands between « and », also one in another's gap."""
    kept, depth = [], 0
    for sign in text:
        depth += sign == "«"
        if depth == 0:
            kept.append(sign)
        depth -= sign == "»" and depth > 0
    return "".join(kept)


def texts_of(app: AppTest) -> Iterator[str]:
    """What a visitor reads: elements of every kind, folds, tabs and forms among them; not what is typed or chosen."""
    for block in [app.main, app.sidebar]:
        for element in walk(block):
            proto = getattr(element, "proto", None)
            for field in TEXT_FIELDS:
                yield from strings(getattr(proto, field, None))


def walk(block: object) -> Iterator[object]:
    """A block and all that stands in it."""
    yield block
    for child in getattr(block, "children", {}).values():
        yield from walk(child)


def strings(value: object) -> Iterator[str]:
    """A field's text, or the texts of a list; Protocol Buffers' other messages say nothing."""
    if isinstance(value, str):
        yield value
    elif type(value).__name__.startswith("RepeatedScalar"):
        yield from (text for text in value if isinstance(text, str))


def open_page(name: str) -> AppTest:
    """A page in the test language, its canvas replaced by a double."""
    module = types.ModuleType("streamlit_drawable_canvas")
    module.st_canvas = lambda **given: types.SimpleNamespace(json_data=given.get("initial_drawing"))
    sys.modules["streamlit_drawable_canvas"] = module
    environment = {"DIGITDEMO_LANG": "xx", "DIGITDEMO_SPARE_WORKER": "0"}
    with patch.dict(os.environ, environment):
        app = AppTest.from_file(PROJECT / "streamlit_app.py", default_timeout=60)
        app.switch_page(f"pages/{name}.py").run()
    assert not app.exception, app.exception
    return app


def names_of_networks() -> set[str]:
    """What networks, and other readers with a card, are called is nobody's sentence."""
    from digitdemo.learning.neighbours import neighbour_reader
    from digitdemo.storage.models import reading_models

    return {text for model in (*reading_models(), neighbour_reader().model) for text in (model.title, model.name)}


def pages() -> list[str]:
    """Every page, by its file's name."""
    return sorted(path.stem for path in (PROJECT / "pages").glob("*.py"))


def main(arguments: list[str]) -> None:
    """Print each page's naked texts; with --update, note their numbers."""
    names = names_of_networks()
    ledger = {page: naked_texts(open_page(page), names) for page in pages()}
    for page, found in ledger.items():
        print(f"{page}: {len(found)}")
        for text in found:
            print(f"    {text[:100]!r}")
    if "--update" in arguments:
        counts = {page: len(found) for page, found in ledger.items()}
        LEDGER.write_text(json.dumps(counts, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
