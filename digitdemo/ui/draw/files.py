"""Files on the Draw page: a picture to read, the drawing to take along and to bring back."""

import html
from collections.abc import Callable

import numpy as np
import streamlit as st

from digitdemo.errors import DrawingError
from digitdemo.reading.preprocessing import Preparation
from digitdemo.reading.recognizer import Reading
from digitdemo.sentences import say
from digitdemo.storage.drawings import drawing_from_json, drawing_to_json
from digitdemo.ui.canvas import CanvasState
from digitdemo.ui.draw.shown import Shown
from digitdemo.ui.pixels import data_uri, png
from digitdemo.ui.plain_text import plain

PICTURE_TYPES = ["png", "jpg", "jpeg", "webp", "gif", "bmp", "tif", "tiff"]

_SOURCE = "draw_source"
_UPLOADS = "draw_uploads"


def read_from(source: str) -> None:
    """Choose what is read: ``canvas``, ``file`` or ``camera``: whatever was touched last."""
    st.session_state[_SOURCE] = source


def show_picture_input(read: Callable[[], None]) -> None:
    """An upload and, when asked for, the camera.

    Args:
        read: called when another picture is there; runs what reads it.
    """

    def read_picture(source: str) -> None:
        read_from(source)
        read()

    st.file_uploader(say("draw-picture-choose"), PICTURE_TYPES, key="draw_file", on_change=read_picture, args=("file",))
    if st.toggle(say("draw-camera-use"), key="draw_camera_on"):
        st.camera_input(say("draw-camera-hold"), key="draw_camera", on_change=read_picture, args=("camera",))


def show_over_canvas(preparation: Preparation) -> None:
    """Let the picture that is read stand where the drawing does; the next stroke, which it lets through, ends that."""
    height, width = preparation.steps[0].picture.shape[:2]
    description = html.escape(say("draw-picture-read", width=width, height=height))
    picture = data_uri(preparation.steps[0].picture)
    st.html(f'<div class="dd-over-canvas"><img src="{picture}" alt="{description}"></div>')


def picture_content() -> bytes | None:
    """The picture to read, as a file's content; None while the canvas is read."""
    source = st.session_state.get(_SOURCE, "canvas")
    chosen = st.session_state.get(f"draw_{source}") if source != "canvas" else None
    return chosen.getvalue() if chosen is not None else None


def show_take_along(state: CanvasState, shown: Shown, read: Callable[[], None]) -> None:
    """Download the network's input and the drawing; load a drawing back.

    Args:
        read: called when a drawing was loaded; runs what reads it.
    """
    has_input = shown.reading is not None and shown.reading.preparation is not None
    with st.container(horizontal=True):
        st.download_button(
            say("draw-save-picture"),
            data=lambda: _input_png(shown.reading),  # made when it is asked for, not with every stroke
            file_name="digit-28x28.png",
            mime="image/png",
            disabled=not has_input,
            on_click="ignore",
            key="draw_download_png",
        )
        st.download_button(
            say("draw-save-drawing"),
            data=lambda: drawing_to_json(state.drawing),
            file_name="drawing.json",
            mime="application/json",
            disabled=state.drawing.is_blank,
            on_click="ignore",
            key="draw_download_json",
        )
    st.file_uploader(
        say("draw-load-drawing"),
        ["json"],
        key=f"draw_load_{st.session_state.get(_UPLOADS, 0)}",
        on_change=_load_drawing,
        args=(state, read),
    )
    if "draw_load_error" in st.session_state:
        st.error(st.session_state.pop("draw_load_error"))


def _load_drawing(state: CanvasState, read: Callable[[], None]) -> None:
    """Put the drawing of a file on the canvas, at the canvas's size; what stood there can be brought back by undo."""
    counter = st.session_state.get(_UPLOADS, 0)
    uploaded = st.session_state.get(f"draw_load_{counter}")
    if uploaded is None:
        return
    try:
        loaded = drawing_from_json(uploaded.getvalue())
    except DrawingError as error:
        st.session_state["draw_load_error"] = plain(error)
        return
    state.undone.clear()
    state.replace_drawing(loaded.resized(state.drawing.width_px, state.drawing.height_px))
    st.session_state[_UPLOADS] = counter + 1  # a new uploader: the file is on the canvas now, not in the list
    read_from("canvas")
    read()


def _input_png(reading: Reading | None) -> bytes:
    assert reading is not None
    assert reading.preparation is not None
    return png(np.round(reading.preparation.network_input * 255).astype(np.uint8))
