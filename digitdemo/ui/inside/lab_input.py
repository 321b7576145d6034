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
from digitdemo.sentences import say
from digitdemo.ui import session
from digitdemo.ui.inside.filters import kernel_name
from digitdemo.ui.plain_text import plain

MY_DIGIT, UPLOAD = "my-digit", "upload"
OWN_KERNEL, BY_HAND, SUM = "own", "by-hand", "sum"
SOURCE, KERNEL, FILTER, STRIDE, PADDING, PADDING_PX, TURNED, PLACE = (
    "inside_lab_source", "inside_lab_kernel", "inside_lab_filter", "inside_lab_stride", "inside_lab_padding",
    "inside_lab_padding_px", "inside_lab_turned", "inside_lab_place",
)  # fmt: skip
EXAMPLES = {example.name: example for example in CONVOLUTIONS}
LONGEST_PX = 64
"""Pictures are shrunk to this: every pixel can still be seen."""

FIRST_KERNEL = "vertical edge"
_FILE, _COLOUR, _SIDE = "inside_lab_file", "inside_lab_colour", "inside_lab_side"
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
    source = st.selectbox(
        say("lab-picture"), options, format_func=_source_name, key=SOURCE, on_change=_take_over_settings,
        persist_state="session",
    )  # fmt: skip
    if source in EXAMPLES:
        return EXAMPLES[source].picture, EXAMPLES[source]
    if source == UPLOAD:
        uploaded = _uploaded()
        if uploaded is not None:
            return uploaded, None
        st.info(say("lab-no-picture"))
    return my_digit(), None


def _source_name(source: str) -> str:
    if source in EXAMPLES:
        return say(f"lab-example-{source}")
    return say("lab-my-digit") if source == MY_DIGIT else say("lab-upload")


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
    st.session_state[KERNEL] = OWN_KERNEL if example else FIRST_KERNEL
    if example:
        st.session_state[STRIDE], st.session_state[PADDING] = example.stride, example.padding
        st.session_state[PADDING_PX], st.session_state[TURNED] = example.padding_px, False


def _uploaded() -> np.ndarray | None:
    file = st.file_uploader(say("lab-picture-file"), ["png", "jpg", "jpeg", "webp", "bmp"], key=_FILE)
    in_colour = st.toggle(say("lab-in-colour"), key=_COLOUR)
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
        st.session_state[KERNEL] = options[0] if example else FIRST_KERNEL
    name = st.selectbox(say("lab-kernel"), options, format_func=_kernel_option, key=KERNEL, persist_state="session")
    if name == OWN_KERNEL and example:
        index = 0
        if len(example.kernels) > 1:
            filters = range(len(example.kernels))
            index = int(st.segmented_control(say("lab-filter"), filters, default=0, required=True, key=FILTER))
        return example.kernels[index], example.biases[index]
    if name == SUM:
        return _sum_of_two(), 0.0
    if name == BY_HAND:
        return _by_hand(channels), 0.0
    return CLASSIC_KERNELS[name], 0.0


def _kernel_option(name: str) -> str:
    words = {OWN_KERNEL: "lab-kernel-own", SUM: "lab-kernel-sum", BY_HAND: "lab-kernel-by-hand"}
    return say(words[name]) if name in words else kernel_name(name)


def _sum_of_two() -> np.ndarray:
    square = [name for name, kernel in CLASSIC_KERNELS.items() if kernel.shape == (3, 3)]
    with st.container(horizontal=True):
        first = st.selectbox(
            say("lab-first"), square, index=square.index("identity"), format_func=kernel_name, key=_FIRST, width=200
        )
        second = st.selectbox(
            say("lab-second"), square, index=square.index("Laplacian"), format_func=kernel_name, key=_SECOND, width=200
        )
    total = CLASSIC_KERNELS[first] + CLASSIC_KERNELS[second]
    known = next((name for name, kernel in CLASSIC_KERNELS.items() if np.array_equal(kernel, total)), None)
    if known:
        st.caption(f"{kernel_name(first)} + {kernel_name(second)} = **{kernel_name(known)}**")
    return total


def _by_hand(channels: int) -> np.ndarray:
    side = int(st.segmented_control(say("lab-size"), [2, 3, 5], default=3, required=True, key=_SIDE))
    edited = []
    for channel in range(channels):
        if channels > 1:
            st.caption(say("lab-channel", number=channel + 1, count=channels))
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
