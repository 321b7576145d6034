"""What people call the classes of a network: signs that are LaTeX in files are said as they are written."""

from collections.abc import Sequence

from digitdemo.sentences import say

_WRITTEN = {"\\times": "×", "\\div": "÷", "\\sqrt": "√", "-": "−"}


def class_name(name: str) -> str:
    """One class, for people: “×” for the LaTeX of it."""
    return say("networks-class-other") if name == "other" else _WRITTEN.get(name, name)


def class_names(classes: Sequence[str]) -> list[str]:
    """All of them, in the order of the outputs."""
    return [class_name(name) for name in classes]
