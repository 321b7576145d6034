"""Try first, then see: answers of the lab stay hidden until they were tried or asked for."""

import hashlib

import numpy as np
import streamlit as st

from digitdemo.sentences import say

TRY_FIRST = "inside_lab_try"
_KNOWN = "inside_lab_known"


def choose_try_first() -> None:
    """The switch for the whole lab."""
    st.toggle(say("lab-try-first"), key=TRY_FIRST, help=say("lab-try-first-help"), persist_state="session")


def is_hidden(exercise: str) -> bool:
    """Whether the answer to an exercise is not to be seen yet."""
    return bool(st.session_state.get(TRY_FIRST)) and exercise not in st.session_state.get(_KNOWN, set())


def exercise_of(name: str, *parts: np.ndarray | float | str) -> str:
    """An exercise's own name: another one as soon as one of its numbers is another."""
    content = b"|".join(part.tobytes() if isinstance(part, np.ndarray) else str(part).encode() for part in parts)
    return f"{name} {hashlib.sha256(content).hexdigest()[:16]}"


def ask(exercise: str, question: str, answer: float, digits: int = 2) -> bool:
    """Ask, check, or tell.

    Args:
        answer: what is right, to ``digits`` figures behind the point.

    Returns:
        True where the answer may be shown.
    """
    if not is_hidden(exercise):
        return True
    kind = exercise.split()[0]
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"inside_lab_ask_{kind}"):
        tried = st.number_input(question, value=None, step=10.0**-digits if digits else 1.0, key=f"{kind}_answer",
                                format=f"%.{digits}f" if digits else "%.0f", width=260)  # fmt: skip
        checked = st.button(say("lab-check"), key=f"{kind}_check", icon=":material/check:")
        st.button(say("lab-tell"), key=f"{kind}_tell", on_click=_learn, args=(exercise, f"{kind}_answer"))
    if checked and tried is not None:
        if abs(tried - answer) <= 0.5 * 10.0**-digits + 1e-9:
            _learn(exercise)
            st.success(say("lab-right"), icon=":material/check_circle:")
            return True
        st.warning(say("lab-wrong"), icon=":material/replay:")
    return False


def _learn(exercise: str, answer_key: str = "") -> None:
    st.session_state[_KNOWN] = {*st.session_state.get(_KNOWN, set()), exercise}
    if answer_key:
        st.session_state.pop(answer_key, None)
