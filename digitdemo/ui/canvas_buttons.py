"""Undo, Redo and Clear under a canvas: pressed in the browser at once, whatever the server is busy with.

The browser also keeps the drawing, for a page that is loaded anew and for a server that was started again: a session
that knows of no drawing asks for it.
"""

import contextlib
from dataclasses import replace

import streamlit as st

from digitdemo.errors import DrawingError
from digitdemo.sentences import say
from digitdemo.storage.drawings import drawing_from_json, drawing_to_json
from digitdemo.ui.canvas import CanvasState
from digitdemo.ui.live import component, modules_version


def show_canvas_buttons(page: str, state: CanvasState, or_from: str | None = None) -> None:
    """Show the buttons; call it after ``show_canvas``, so that they belong to the canvas that is shown.

    Args:
        page: the page's prefix of widget keys.
        state: the canvas that is shown.
        or_from: the page whose drawing comes onto this canvas where the browser has kept none of its own.
    """
    key = f"{page}_tools"
    state.has_heard = state.has_heard or not state.drawing.is_blank
    component("tools")(
        key=key,
        data={
            "module": f"/api/live/{modules_version()}/tools.js",
            "page": page,
            "canvas": f".st-key-{page}_{state.key_end}",
            "mount": state.mount,
            "mounted_strokes": len(state.mounted.strokes) if state.mounted else 0,
            "undone_strokes": len(state.undone),
            "answered": state.answered,
            "or_from": or_from,
            "drawing": _kept_in_browser(state),
            "texts": {
                "undo": say("canvas-undo"),
                "redo": say("canvas-redo"),
                "clear": say("canvas-clear"),
                "group": say("canvas-buttons"),
            },
        },
        on_asked_change=lambda: answer_buttons(state, getattr(st.session_state.get(key), "asked", None)),
        on_kept_change=lambda: take_kept_drawing(state, getattr(st.session_state.get(key), "kept", None)),
    )


def _kept_in_browser(state: CanvasState) -> str | None:
    """What the browser shall keep: a drawing's file, "" for nothing; None: it shall tell what it has kept."""
    if state.drawing.is_blank:
        return "" if state.has_heard else None
    return drawing_to_json(state.drawing)


def answer_buttons(state: CanvasState, asked: object) -> None:
    """Do what the canvas cannot do itself: take back strokes that it was made with, or bring them again.

    Args:
        asked: ``{"action": "undo" | "redo" | "clear", "mount": which canvas, "press": its number}`` from the browser;
            anything else is passed over, and so is what was done already, and what is about a canvas that is gone:
            the browser asks again when the new one stands.
    """
    if not isinstance(asked, dict) or asked.get("mount") != state.mount:
        return
    press = asked.get("press")
    if isinstance(press, int):
        if press == state.answered:
            return
        state.answered = press
    action = {"undo": state.undo, "redo": state.redo, "clear": state.clear}.get(str(asked.get("action")))
    if action:
        action()


def take_kept_drawing(state: CanvasState, kept: object) -> None:
    """Put on an empty canvas what the browser had kept of it.

    Args:
        kept: the text of a drawing's file; anything else is passed over, as is a drawing that comes too late.
    """
    state.has_heard = True
    if not isinstance(kept, str) or not state.drawing.is_blank:
        return
    with contextlib.suppress(DrawingError):
        drawing = drawing_from_json(kept)
        state.replace_drawing(
            replace(
                drawing.resized(state.drawing.width_px, state.drawing.height_px),
                pen_width_px=state.drawing.pen_width_px,
            )
        )
