"""What the network looks at, and what it likes: four questions about this reading."""

from collections.abc import Callable

import streamlit as st

from digitdemo.sentences import say
from digitdemo.ui.inside.importance import show_likes, show_which_maps, show_why
from digitdemo.ui.inside.occlusion import show_where
from digitdemo.ui.inside.subject import Subject, current_subject, keep_in

_QUESTION = "inside_question"

QUESTIONS: dict[str, tuple[str, Callable[[Subject], None]]] = {
    "where": ("inside-question-where", show_where),
    "matter": ("inside-question-matter", show_which_maps),
    "why": ("inside-question-why", show_why),
    "likes": ("inside-question-likes", show_likes),
}
"""What each is called here, the id of its words, and what answers it."""


@st.fragment
def show_questions() -> None:
    """One of the questions, answered."""
    subject = current_subject()
    if subject is None:
        return
    keep_in(_QUESTION, list(QUESTIONS), next(iter(QUESTIONS)))
    question = st.segmented_control(
        say("inside-question"),
        list(QUESTIONS),
        format_func=lambda each: say(QUESTIONS[each][0]),
        key=_QUESTION,
        required=True,
        wrap=True,
        label_visibility="collapsed",
        persist_state="session",
    )
    QUESTIONS[str(question)][1](subject)
