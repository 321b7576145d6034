"""What the network looks at, and what it likes: four questions about this reading."""

from collections.abc import Callable

import streamlit as st

from digitdemo.ui.inside.importance import show_likes, show_which_maps, show_why
from digitdemo.ui.inside.occlusion import show_where
from digitdemo.ui.inside.subject import Subject, current_subject, keep_in

TITLE = "What it looks at, and what it likes"
_QUESTION = "inside_question"

QUESTIONS: dict[str, Callable[[Subject], None]] = {
    "Where does it look?": show_where,
    "Which maps matter?": show_which_maps,
    "Why this digit and not that one?": show_why,
    "What does a filter like?": show_likes,
}


@st.fragment
def show_questions() -> None:
    """One of the questions, answered."""
    subject = current_subject()
    if subject is None:
        return
    st.header(TITLE, anchor="what-it-looks-at")
    keep_in(_QUESTION, list(QUESTIONS), next(iter(QUESTIONS)))
    question = st.segmented_control(
        "Question", list(QUESTIONS), key=_QUESTION, required=True, wrap=True, label_visibility="collapsed"
    )
    QUESTIONS[str(question)](subject)
