"""What the three pages of a class have in common."""

import html
import time
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from digitdemo.classroom.classes import LIVES_S, SchoolClass
from digitdemo.errors import DigitDemoError, StoreError
from digitdemo.reading.recognizer import Recognizer
from digitdemo.sentences import say
from digitdemo.storage.models import DEFAULT_MODEL
from digitdemo.ui.classroom.following import belongs_to, leave_the_class
from digitdemo.ui.plain_text import plain
from digitdemo.ui.session import recognizer

COMES_BACK_S = 4.0
"""After so long a page looks again whether the database is back."""

_STYLE = Path(__file__).with_name("style.css")


def show_page(show: Callable[[str], object], secret: str) -> bool:
    """Show a part of a class's page.

    Args:
        show: shows it; what it cannot do it raises.
        secret: a class's code or a teacher's key.

    Returns:
        False where it could not be shown: the page has said why.
    """
    try:
        show(secret)
    except StoreError as error:  # the database is away: it goes on by itself when it is back
        st.warning(plain(error), icon=":material/error:")
        _come_back(time.monotonic())
    except DigitDemoError as error:
        if error.code == "class-not-there" and belongs_to(secret):
            _say_that_it_is_over()
            return True
        st.warning(plain(error), icon=":material/error:")
        return False
    return True


def _say_that_it_is_over() -> None:
    """On a screen that was there until the end."""
    st.html(f'<p class="dd-class-large">{html.escape(say("class-over"))}</p>')
    st.markdown(say("class-over-deleted"))
    if st.button(say("class-over-another"), key="class_over_another", icon=":material/login:"):
        leave_the_class()
        st.query_params.clear()
        st.rerun()


@st.fragment(run_every=COMES_BACK_S)
def _come_back(shown_at_s: float) -> None:
    """Run the page again after a while."""
    if time.monotonic() - shown_at_s > COMES_BACK_S / 2:  # not in the run that shows it
        st.rerun()


def dress() -> None:
    """The look of a class's pages."""
    st.html(_STYLE)


def class_reader(now: SchoolClass) -> Recognizer:
    """The class's own network when it is published, before that the one that came with the lab.

    Raises:
        ModelError: it is missing or damaged.
    """
    return recognizer(now.network or DEFAULT_MODEL)


def say_how_to_join() -> None:
    """For whoever comes without a code."""
    st.markdown(say("join-how"))


def say_what_is_kept() -> None:
    """What a class keeps, for how long, and who sees it, in words that parents read."""
    st.title(say("privacy-title"))
    st.markdown(say("privacy-short"))
    for part in ("kept", "not", "long", "who", "rights"):
        st.subheader(say(f"privacy-{part}-title"))
        st.markdown(say(f"privacy-{part}", hours=round(LIVES_S / 3600)))


def link_to_what_is_kept() -> None:
    """The way to that page."""
    st.page_link("pages/privacy.py", label=say("privacy-link"), icon=":material/shield_person:")
