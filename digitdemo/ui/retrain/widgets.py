"""Widgets that show a part of a training's setting, and begin anew when it is set from elsewhere."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from digitdemo.planning.setting import LIMITS, label_of
from digitdemo.sentences import Message, has_sentence, say
from digitdemo.ui.session import visit

_FIRST, _GENERATIONS, _VISIT = "retrain_first", "retrain_generations", "retrain_visit"
_PREFIX = "retrain_w_"


def begin_visit() -> None:
    """After coming back from another page the widgets of the earlier visit are gone."""
    if st.session_state.get(_VISIT) != visit():
        st.session_state[_VISIT] = visit()
        st.session_state.pop(_FIRST, None)


def key_of(name: str) -> str:
    """The widget's key; another after each ``forget``, so that a new widget takes the place of the old one."""
    generation = st.session_state.get(_GENERATIONS, {}).get(name, 0)
    return f"{_PREFIX}{name}_{generation}" if generation else f"{_PREFIX}{name}"


def first(name: str, value: Any) -> Any:
    """The value with which the widget began: it stays what it was while the widget lives.

    Given as the widget's default rather than put into its state: a value put there is lost when a visitor's next
    click interrupts the script.
    """
    return st.session_state.setdefault(_FIRST, {}).setdefault(key_of(name), value)


def forget(*names: str) -> None:
    """Let these widgets begin anew, with the setting's values."""
    generations = st.session_state.setdefault(_GENERATIONS, {})
    for name in names:
        generations[name] = generations.get(name, 0) + 1


def forget_all() -> None:
    """Let every widget begin anew."""
    forget(*(key.removeprefix(_PREFIX).rstrip("_0123456789") for key in st.session_state.get(_FIRST, {})))


def ends(name: str) -> tuple[float, float]:
    """The smallest and the largest value of a part of the setting."""
    return float(LIMITS[name].low), float(LIMITS[name].high)


def title_of(name: str) -> str:
    """What stands above a part's widget."""
    label = label_of(name)
    return label.said() if isinstance(label, Message) else label


def words_of(name: str) -> tuple[str, str | None]:
    """What people call a part of the setting, and what explains it, where something does: both stand with its field."""
    limits = LIMITS[name]
    return title_of(name), say(limits.help) if has_sentence(limits.help) else None


def choose_one(name: str, options: Sequence[str], value: str, words: Callable[[str], str] = str, help: str = "") -> str:
    """One of some words."""
    chosen = first(name, value)
    index = options.index(chosen) if chosen in options else 0
    return str(st.selectbox(title_of(name), options, index, format_func=words, key=key_of(name), help=help or None))


def choose_whole(name: str, value: int, most: int | None = None) -> int:
    """A whole number between the ends of its part, called as the part is."""
    low, high = map(int, ends(name))
    high = high if most is None else min(high, most)
    title, help = words_of(name)
    return int(st.number_input(title, low, high, first(name, value), key=key_of(name), help=help))


def choose_fine(name: str, value: float, step: float | None = None) -> float:
    """A number of any size, between the ends of its part."""
    low, high = ends(name)
    title, help = words_of(name)
    return float(st.number_input(title, low, high, first(name, value), step, "%g", key=key_of(name), help=help))


def slide(group: str, name: str, value: float) -> float:
    """A slider for a part of a group, ``handwriting.slant``."""
    key, part = f"{group}_{name}", f"{group}.{name}"
    title, help = words_of(part)
    return float(st.slider(title, *ends(part), first(key, value), key=key_of(key), help=help))
