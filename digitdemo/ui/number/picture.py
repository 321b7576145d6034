"""A picture of a number instead of the canvas: uploaded, read once, shown with its boxes."""

import hashlib

import numpy as np
import streamlit as st

from digitdemo.reading.ink import flatten_transparency, shrink_to
from digitdemo.reading.number import PICTURE_SIDE_PX, NumberReading, read_number_in_picture
from digitdemo.reading.pictures import open_picture
from digitdemo.reading.recognizer import Recognizer
from digitdemo.sentences import say
from digitdemo.ui.draw.files import PICTURE_TYPES

_SOURCE = "number_source"
_KEPT = "number_picture_read"


def show_upload() -> None:
    """Where a picture of a number is handed in."""
    st.file_uploader(say("number-picture-choose"), PICTURE_TYPES, key="number_file", on_change=_read_picture_now)


def read_from_canvas() -> None:
    """The canvas was touched last: it is read, and no picture."""
    st.session_state[_SOURCE] = "canvas"


def picture_content() -> bytes | None:
    """The picture's content while the picture, and not the canvas, was touched last."""
    uploaded = st.session_state.get("number_file")
    if uploaded is None or st.session_state.get(_SOURCE) != "picture":
        return None
    content: bytes = uploaded.getvalue()
    return content


def read_picture(network: Recognizer, content: bytes) -> tuple[np.ndarray, NumberReading]:
    """The picture and its number; read once and kept.

    Raises:
        DigitDemoError: it cannot be opened.
    """
    key = (hashlib.sha256(content).hexdigest(), network.model.version)
    kept = st.session_state.get(_KEPT)
    if kept is None or kept[0] != key:
        picture = shrink_to(flatten_transparency(open_picture(content)), PICTURE_SIDE_PX)
        kept = st.session_state[_KEPT] = (key, picture, read_number_in_picture(network, picture))
    return kept[1], kept[2]


def _read_picture_now() -> None:
    st.session_state[_SOURCE] = "picture"
