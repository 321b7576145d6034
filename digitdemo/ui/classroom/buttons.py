"""The teacher's buttons: each does one thing to the class, and the page says what is in the way."""

from collections.abc import Callable

import streamlit as st

from digitdemo.errors import DigitDemoError
from digitdemo.sentences import say
from digitdemo.ui.plain_text import plain

_PROBLEM = "class_problem"


def action_button(
    sentence: str, icon: str, do: Callable[[], object], *, off: bool = False, first: bool = False, part: str = ""
) -> None:
    """A button with a name and a sign.

    Args:
        sentence: of its name; its key is the same with underscores.
        icon: a Material symbol's name.
        do: what it does; what it cannot do it raises.
        off: True to leave it grey.
        first: True for the one that is pressed next as a rule.
        part: added to the key, where two buttons have the same name.
    """
    key = (sentence + part).replace("-", "_")
    kind = "primary" if first else "secondary"
    icon = f":material/{icon}:"
    st.button(say(sentence), key=key, icon=icon, disabled=off, type=kind, on_click=attempt, args=(do,))  # type: ignore[arg-type]


def attempt(do: Callable[[], object]) -> None:
    """Do it; keep what is in the way for ``show_problem``."""
    try:
        do()
    except DigitDemoError as error:
        st.session_state[_PROBLEM] = plain(error)


def show_problem() -> None:
    """Say what was in the way, once."""
    if _PROBLEM in st.session_state:
        st.warning(st.session_state.pop(_PROBLEM))
