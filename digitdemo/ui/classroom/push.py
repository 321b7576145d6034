"""Pages learn of changes by push: a small component takes the server's event and runs its fragment again."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from digitdemo.classroom.classes import SchoolClass
from digitdemo.ui.classroom.event_route import ACTIVITY, WATCH

_SCRIPT = Path(__file__).with_name("push.js")

PAUSE_MS = 300
"""Between a change and the next look of a page that shows every drawing: a class of forty hands in ten a second."""


def follow_class(page: str, shown: SchoolClass, *, every_drawing: bool) -> None:
    """Run the fragment around this call again when the class has changed.

    Args:
        page: the page's prefix of widget keys.
        shown: the class as this run of the fragment shows it.
        every_drawing: False for phones, which follow the activity only.
    """
    watch = "version" if every_drawing else ACTIVITY
    data = {
        "url": f"/api/classes/{shown.code}/events?{WATCH}={watch}",
        "watch": watch,
        "version": shown.version if every_drawing else shown.activity_version,
        "pause_ms": PAUSE_MS if every_drawing else 0,
    }
    with st.container(key=f"{page}_follow"):
        _component()(key=f"{page}_follow_component", data=data, on_changed_change=lambda: None)


@cache  # made when first shown: made on import, Streamlit warns that no page is running
def _component() -> Callable[..., Any]:
    return st.components.v2.component("digitdemo_class_push", html="<span></span>", js=_SCRIPT.read_text("utf-8"))
