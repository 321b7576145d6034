"""Code and catalogue agree: every id that is said exists, with exactly its gaps; every id that exists is said."""

import ast
import re
from functools import lru_cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Message, Resource, VariableReference
from fluent.syntax.visitor import Visitor

from digitdemo import errors
from digitdemo.sentences.catalogue import FOLDER, is_sentence_id, mistakes_in
from tests.conftest import PROJECT

SAYS = {"say": 1, "say_in": 2, "Message": 1}
"""The functions that take an id, and at which place."""
ERRORS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, Exception)}
SOURCES = [
    PROJECT / "streamlit_app.py",
    *sorted((PROJECT / "pages").glob("*.py")),
    *sorted((PROJECT / "digitdemo").rglob("*.py")),
]


class _Gaps(Visitor):
    """Collects the names of a sentence's gaps."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: VariableReference) -> None:  # noqa: N802 - the visitor's own naming
        self.names.add(node.id.name)


@lru_cache(maxsize=1)
def english() -> dict[str, set[str]]:
    """Each id and the names of its gaps."""
    gaps = {}
    for path in sorted((FOLDER / "en").glob("*.ftl")):
        for entry in parsed(path).body:
            if isinstance(entry, Message):
                visitor = _Gaps()
                visitor.visit(entry)
                gaps[entry.id.name] = visitor.names
    return gaps


def parsed(path: Path) -> Resource:
    return FluentParser().parse(path.read_text(encoding="utf-8"))


def called(node: ast.Call) -> str:
    function = node.func
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def saying(path: Path) -> list[tuple[int, str, set[str] | None]]:
    """(line, id, names of parameters, or None where they are unpacked from a dictionary) of each literal id."""
    text = path.read_text(encoding="utf-8")
    ours = "from digitdemo.sentences" in text  # another say() may be handed in by a caller
    found = []
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        name = called(node)
        place = SAYS.get(name, 1 if name in ERRORS else 0)
        if name in SAYS and not (ours and isinstance(node.func, ast.Name)):
            continue  # a run's own say()
        if not 0 < place <= len(node.args):
            continue
        given = None if any(word.arg is None for word in node.keywords) else {str(word.arg) for word in node.keywords}
        for message_id in literals(node.args[place - 1]):
            if name not in ERRORS or is_sentence_id(message_id):
                found.append((node.lineno, message_id, given))
    return found


def literals(argument: ast.expr) -> list[str]:
    """The literal itself, or both of ``a if … else b``."""
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return [argument.value]
    if isinstance(argument, ast.IfExp):
        return [*literals(argument.body), *literals(argument.orelse)]
    return []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_what_is_said_exists_and_has_exactly_these_gaps(path: Path) -> None:
    for line, message_id, given in saying(path):
        assert message_id in english(), f"{path.name}:{line}: no file in sentences/en has {message_id!r}"
        if given is not None:
            assert given == english()[message_id], f"{path.name}:{line}: the gaps of {message_id!r} are others"


def test_every_sentence_is_said_somewhere() -> None:
    """As a literal, in a table of ids, or by a name that begins with a literal: ``say(f"retrain-verdict-{code}")``."""
    literals, beginnings = set(), set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                literals.add(node.value)
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                beginnings.add(str(node.values[0].value))
    beginnings = {text for text in beginnings if re.fullmatch(r"[a-z][a-z0-9]*-[a-z0-9-]*", text)}
    helped = {f"{name}-help" for name in literals}  # what explains a number stands beside what it is called
    unused = [name for name in english() if name not in literals | helped and not name.startswith(tuple(beginnings))]
    assert unused == []


def test_each_language_is_well_formed_and_has_no_sentence_that_english_lacks() -> None:
    for folder in sorted(FOLDER.glob("[a-z][a-z]")):
        homes: dict[str, str] = {}
        for path in sorted(folder.glob("*.ftl")):
            assert mistakes_in(parsed(path), path.name, homes) == []
        assert {name for name in homes if not name.startswith("-")} <= set(english())
        assert all(is_sentence_id(name.removeprefix("-")) or name.startswith("-") for name in homes)
