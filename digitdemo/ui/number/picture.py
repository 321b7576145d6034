"""A picture of a number instead of the canvas: uploaded, read once, shown with its boxes."""

import hashlib

import numpy as np
import streamlit as st

from digitdemo.errors import DigitDemoError
from digitdemo.reading.ink import flatten_transparency, shrink_to
from digitdemo.reading.number import PICTURE_SIDE_PX, NumberReading, read_number_in_picture
from digitdemo.reading.pictures import open_picture
from digitdemo.reading.recognizer import Recognizer
from digitdemo.ui.draw.files import PICTURE_TYPES
from digitdemo.ui.plain_text import plain

_SOURCE = "number_source"
_KEPT = "number_picture_read"


def show_upload(canvas_touched: bool) -> bytes | None:
    """An upload; the picture's content while the picture, and not the canvas, was touched last."""
    if canvas_touched:
        st.session_state[_SOURCE] = "canvas"
    with st.expander("Read a picture of a number instead", icon=":material/photo_camera:"):
        uploaded = st.file_uploader(
            "A photo, a scan or a drawing of a number", PICTURE_TYPES, key="number_file", on_change=_read_picture_now
        )
    if uploaded is None or st.session_state.get(_SOURCE) != "picture":
        return None
    return uploaded.getvalue()


def read_picture(network: Recognizer, content: bytes) -> tuple[np.ndarray, NumberReading] | None:
    """The picture and its number; read once and kept. Where it cannot be opened the page says why."""
    key = (hashlib.sha256(content).hexdigest(), network.model.version)
    kept = st.session_state.get(_KEPT)
    if kept is None or kept[0] != key:
        try:
            picture = shrink_to(flatten_transparency(open_picture(content)), PICTURE_SIDE_PX)
            kept = (key, picture, read_number_in_picture(network, picture))
        except DigitDemoError as error:
            st.error(plain(error), icon=":material/error:")
            return None
        st.session_state[_KEPT] = kept
    return kept[1], kept[2]


def _read_picture_now() -> None:
    st.session_state[_SOURCE] = "picture"
