"""A picture of a calculation instead of the canvas: uploaded or photographed, its strokes found once and kept."""

import hashlib
import html
import io
from dataclasses import dataclass

import numpy as np
import streamlit as st

from digitdemo.calculating.drawing_file import ExpressionDrawing
from digitdemo.calculating.picture_strokes import PICTURE_SIDE_PX, strokes_in_picture
from digitdemo.reading.ink import flatten_transparency, shrink_to
from digitdemo.reading.pictures import open_picture
from digitdemo.sentences import say
from digitdemo.ui.draw.files import PICTURE_TYPES
from digitdemo.ui.pixels import data_uri

_SOURCE, _KEPT = "calculate_source", "calculate_picture_found"
_FILE, _CAMERA = "calculate_file", "calculate_camera"


@dataclass(frozen=True)
class PictureFound:
    """A picture and the strokes that were found on it.

    Attributes:
        picture: (height, width[, 3]) uint8.
        drawing: in pixels of the picture.
    """

    picture: np.ndarray
    drawing: ExpressionDrawing


def show_picture_input() -> None:
    """Where a picture is handed in, or taken."""
    with st.expander(say("calculate-from-picture"), icon=":material/photo_camera:"):
        st.file_uploader(say("calculate-picture-choose"), PICTURE_TYPES, key=_FILE, on_change=_read_from, args=(_FILE,))
        if st.toggle(say("calculate-camera-use"), key="calculate_camera_on"):
            st.camera_input(say("calculate-camera-hold"), key=_CAMERA, on_change=_read_from, args=(_CAMERA,))
        st.caption(say("calculate-picture-worse"))


def read_from_canvas() -> None:
    """The canvas was touched last: it is read, and no picture."""
    st.session_state[_SOURCE] = "canvas"


def picture_found() -> PictureFound | None:
    """What is on the picture, while it, and not the canvas, was touched last.

    Raises:
        DigitDemoError: it cannot be opened, or nothing is written on it.
    """
    uploaded = _uploaded()
    if uploaded is None:
        return None
    content: bytes = uploaded.getvalue()
    key = hashlib.sha256(content).hexdigest()
    kept: tuple[str, PictureFound] | None = st.session_state.get(_KEPT)
    if kept is None or kept[0] != key:
        picture = shrink_to(flatten_transparency(open_picture(content)), PICTURE_SIDE_PX)
        kept = st.session_state[_KEPT] = (key, PictureFound(picture, strokes_in_picture(picture)))
    return kept[1]


def show_picture(found: PictureFound, boxes: str) -> None:
    """The picture with boxes on it."""
    alt = html.escape(say("calculate-your-picture"))
    st.html(f'<div class="dd-boxed-picture"><img src="{data_uri(found.picture)}" alt="{alt}">{boxes}</div>')


def _uploaded() -> io.BytesIO | None:
    source = st.session_state.get(_SOURCE)
    uploaded: io.BytesIO | None = st.session_state.get(source) if source in (_FILE, _CAMERA) else None
    return uploaded


def _read_from(source: str) -> None:
    st.session_state[_SOURCE] = source
