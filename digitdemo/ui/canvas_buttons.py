"""Undo, Redo and Clear under a canvas: pressed in the browser at once, whatever the server is busy with."""

import streamlit as st

from digitdemo.sentences import say
from digitdemo.ui.canvas import CanvasState
from digitdemo.ui.live import component, modules_version


def show_canvas_buttons(page: str, state: CanvasState) -> None:
    """Show the buttons; call it after ``show_canvas``, so that they belong to the canvas that is shown."""
    key = f"{page}_tools"
    component("tools")(
        key=key,
        data={
            "module": f"/api/live/{modules_version()}/tools.js",
            "page": page,
            "canvas": f".st-key-{page}_{state.key_end}",
            "mount": state.mount,
            "mounted_strokes": len(state.mounted.strokes) if state.mounted else 0,
            "undone_strokes": len(state.undone),
            "texts": {
                "undo": say("canvas-undo"),
                "redo": say("canvas-redo"),
                "clear": say("canvas-clear"),
                "group": say("canvas-buttons"),
            },
        },
        on_asked_change=lambda: answer_buttons(state, getattr(st.session_state.get(key), "asked", None)),
    )


def answer_buttons(state: CanvasState, asked: object) -> None:
    """Do what the canvas cannot do itself: take back strokes that it was made with, or bring them again.

    Args:
        asked: ``{"action": "undo" | "redo" | "clear", "mount": which canvas}`` from the browser; anything else, and
            what is about a canvas that is gone, is passed over.
    """
    if not isinstance(asked, dict) or asked.get("mount") != state.mount:
        return
    action = {"undo": state.undo, "redo": state.redo, "clear": state.clear}.get(str(asked.get("action")))
    if action:
        action()
