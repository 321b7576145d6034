"""Pages learn of changes by push: a small component takes the server's event and runs its fragment again."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from digitdemo.classroom.classes import SchoolClass
from digitdemo.ui.classroom.event_route import ACTIVITY, WATCH

SCRIPT = Path(__file__).with_name("push.js")

PAUSE_MS = 300
"""Between a change and the next look of a page that shows every drawing: a class of forty hands in ten a second."""


@dataclass(frozen=True)
class Place:
    """A pupil's place in a class, which the browser keeps for who scans the code once more.

    Attributes:
        token: by which the phone is known.
        is_new: whether it was given just now, to a phone that may have had another one.
        take_back: is called with the token that the browser had.
    """

    token: str
    is_new: bool
    take_back: Callable[[str], object]


def follow_class(page: str, shown: SchoolClass, *, every_drawing: bool, place: Place | None = None) -> None:
    """Run the fragment around this call again when the class has changed.

    Args:
        page: the page's prefix of widget keys.
        shown: the class as this run of the fragment shows it.
        every_drawing: False for phones, which follow the activity only.
        place: of the pupil, on a phone.
    """
    watch = "version" if every_drawing else ACTIVITY
    data: dict[str, Any] = {
        "url": f"/api/classes/{shown.code}/events?{WATCH}={watch}",
        "watch": watch,
        "version": shown.version if every_drawing else shown.activity_version,
        "pause_ms": PAUSE_MS if every_drawing else 0,
    }
    key = f"{page}_follow_component"

    def known() -> None:
        if place is not None:
            place.take_back(str(getattr(st.session_state[key], "known", "")))

    if place is not None:
        data["me"] = {"place": f"digitdemo-me-{shown.code}", "token": place.token, "is_new": place.is_new}
    with st.container(key=f"{page}_follow"):
        _component()(key=key, data=data, on_changed_change=lambda: None, on_known_change=known)


@cache  # made when first shown: made on import, Streamlit warns that no page is running
def _component() -> Callable[..., Any]:
    return st.components.v2.component("digitdemo_class_push", html="<span></span>", js=SCRIPT.read_text("utf-8"))
