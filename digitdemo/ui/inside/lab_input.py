"""What the lab works on: a picture or the slides' numbers, and a kernel."""

import numpy as np
import pandas as pd
import streamlit as st

from digitdemo.errors import PictureError
from digitdemo.explaining.classic_kernels import CLASSIC_KERNELS
from digitdemo.explaining.gallery import gallery
from digitdemo.explaining.worked_examples import CONVOLUTIONS, WorkedExample
from digitdemo.reading.ink import flatten_transparency, shrink_to
from digitdemo.reading.pictures import open_picture
from digitdemo.ui import session
from digitdemo.ui.plain_text import plain

MY_DIGIT, UPLOAD = "My digit", "A picture of mine"
BY_HAND, SUM = "By hand", "A sum of two"
SOURCE, KERNEL, STRIDE, PADDING, PADDING_PX, TURNED, PLACE = (
    "inside_lab_source", "inside_lab_kernel", "inside_lab_stride", "inside_lab_padding", "inside_lab_padding_px",
    "inside_lab_turned", "inside_lab_place",
)  # fmt: skip
EXAMPLES = {example.title: example for example in CONVOLUTIONS}
OWN_KERNEL = "The example's own"
LONGEST_PX = 64
"""Pictures are shrunk to this: every pixel can still be seen."""

CHANNEL = "Channel {number} of {count}"
NO_PICTURE = "Choose a picture; until then this is your digit."
_FILE, _COLOUR, _FILTER, _SIDE = "inside_lab_file", "inside_lab_colour", "inside_lab_filter", "inside_lab_side"
_FIRST, _SECOND = "inside_lab_first", "inside_lab_second"


def choose_source() -> tuple[np.ndarray, WorkedExample | None]:
    """The picture to work on.

    Returns:
        (height, width) or (height, width, channels) float64; pictures are 0 to 255; and the worked example, if it is
        one.
    """
    options = [MY_DIGIT, *EXAMPLES, UPLOAD]
    if st.session_state.get(SOURCE) not in options:
        st.session_state[SOURCE] = MY_DIGIT
    source = st.selectbox("Picture", options, key=SOURCE, on_change=_take_over_settings)
    if source in EXAMPLES:
        return EXAMPLES[source].picture, EXAMPLES[source]
    if source == UPLOAD:
        uploaded = _uploaded()
        if uploaded is not None:
            return uploaded, None
        st.info(NO_PICTURE)
    return my_digit(), None


def my_digit() -> np.ndarray:
    """The digit of now, or a sample: (28, 28) float64, 0 paper to 255 ink."""
    preparation = session.current_preparation()
    shown = gallery()
    network_input = shown.inputs[shown.first_of(7)] if preparation is None else preparation.network_input
    return np.round(network_input.astype(np.float64) * 255)


def _take_over_settings() -> None:
    """A worked example brings its settings along."""
    example = EXAMPLES.get(str(st.session_state[SOURCE]))
    st.session_state[PLACE] = 0
    st.session_state[KERNEL] = OWN_KERNEL if example else "vertical edge"
    if example:
        st.session_state[STRIDE], st.session_state[PADDING] = example.stride, example.padding
        st.session_state[PADDING_PX], st.session_state[TURNED] = example.padding_px, False


def _uploaded() -> np.ndarray | None:
    left, right = st.columns([3, 2])
    file = left.file_uploader("Picture", ["png", "jpg", "jpeg", "webp", "bmp"], key=_FILE)
    in_colour = right.toggle("In colour: three channels, a 3-D kernel", key=_COLOUR)
    if file is None:
        return None
    try:
        picture = shrink_to(flatten_transparency(open_picture(file.getvalue())), LONGEST_PX).astype(np.float64)
    except PictureError as error:
        st.error(plain(error), icon=":material/error:")
        return None
    if picture.ndim == 2 or in_colour:
        return picture
    return np.round(picture @ np.array([0.299, 0.587, 0.114]))  # how bright the eye finds red, green and blue


def choose_kernel(channels: int, example: WorkedExample | None) -> tuple[np.ndarray, float]:
    """The kernel, (rows, columns) or (rows, columns, channels), and its bias."""
    options = ([OWN_KERNEL] if example else []) + [*CLASSIC_KERNELS, SUM, BY_HAND]
    if st.session_state.get(KERNEL) not in options:
        st.session_state[KERNEL] = options[0] if example else "vertical edge"
    name = st.selectbox("Kernel", options, key=KERNEL)
    if name == OWN_KERNEL and example:
        index = 0
        if len(example.kernels) > 1:
            index = int(
                st.segmented_control("Filter", range(len(example.kernels)), default=0, required=True, key=_FILTER)
            )
        return example.kernels[index], example.biases[index]
    if name == SUM:
        return _sum_of_two(), 0.0
    if name == BY_HAND:
        return _by_hand(channels), 0.0
    return CLASSIC_KERNELS[name], 0.0


def _sum_of_two() -> np.ndarray:
    square = [name for name, kernel in CLASSIC_KERNELS.items() if kernel.shape == (3, 3)]
    left, right = st.columns(2)
    first = left.selectbox("First", square, index=square.index("identity"), key=_FIRST)
    second = right.selectbox("Second", square, index=square.index("Laplacian"), key=_SECOND)
    total = CLASSIC_KERNELS[first] + CLASSIC_KERNELS[second]
    known = next((name for name, kernel in CLASSIC_KERNELS.items() if np.array_equal(kernel, total)), None)
    if known:
        st.caption(f"{first} + {second} = **{known}**")
    return total


def _by_hand(channels: int) -> np.ndarray:
    side = int(st.segmented_control("Size", [2, 3, 5], default=3, required=True, key=_SIDE))
    edited = []
    for channel in range(channels):
        if channels > 1:
            st.caption(CHANNEL.format(number=channel + 1, count=channels))
        edited.append(_edited_channel(side, channel))
    return edited[0] if channels == 1 else np.stack(edited, axis=2)


def _edited_channel(side: int, channel: int) -> np.ndarray:
    start = np.zeros((side, side))
    start[side // 2, side // 2] = 1
    table = st.data_editor(
        pd.DataFrame(start, columns=[str(column) for column in range(side)]),
        hide_index=True,
        key=f"inside_lab_editor_{side}_{channel}",
        width=90 * side,
    )
    return np.nan_to_num(table.to_numpy(np.float64))
