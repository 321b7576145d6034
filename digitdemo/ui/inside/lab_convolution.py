"""The lab's convolution: window by window, then what a network does next."""

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from digitdemo.errors import LabError
from digitdemo.explaining.convolution_lab import Convolution, Window, convolve, normalise_for_viewing, output_size, pool
from digitdemo.explaining.written_out import number
from digitdemo.networks.activations import FUNCTIONS
from digitdemo.sentences import say
from digitdemo.ui.boards import Board, Legend, picked, show_boards, tiles
from digitdemo.ui.colour_scales import SIGNED, round_limit
from digitdemo.ui.inside.lab_input import (
    PADDING,
    PADDING_PX,
    PLACE,
    STRIDE,
    TURNED,
    choose_kernel,
    choose_source,
)
from digitdemo.ui.plain_text import plain

PADDINGS = {
    "none": "None: whole windows only",
    "keep": "Keep the border's values",
    "zeros": "Zeros around",
    "repeat": "Repeat the edge",
}
SIZE = "Output: ({length} − {kernel} + 2·{padding}) / {stride} + 1 = {size}, rounded down, for each side."
SIZE_KEPT = "Output: as large as the picture; its border is copied."
TURNED_HELP = "A network does not turn its kernel; that is called correlation. Mathematics turns it by 180° first."
AFTER = "**{name}** of this sum: {name}({x}) = **{y}**"
STEP = "Place {place} of {places}: row {row}, column {column}"
NORMALISATIONS = ["none", "min–max", "5 %–95 %"]
VIEW_EXPLAINED = (
    "To be looked at, the result must lie between 0 and 255. **min–max** stretches it; **5 %–95 %** does the same but "
    "ignores the most extreme pixels."
)
ACTIVATIONS = {
    "linear": "None",
    "relu": "ReLU",
    "leaky_relu": "Leaky ReLU",
    "elu": "ELU",
    "sigmoid": "Sigmoid",
    "tanh": "tanh",
}
POOLINGS = ["None", "max", "mean", "sum"]
_PLAY, _VIEW, _NEXT, _POOL = "inside_lab_play", "inside_lab_view", "inside_lab_next", "inside_lab_pool"
_OUTPUT = "inside_lab_boards"
_SECONDS_A_STEP = 0.7
_MOST_NUMBERS = 10  # a side of up to so many pixels is written as numbers


def show_convolution() -> None:
    """Choose, slide, add up."""
    left, right = st.columns(2)
    with left:
        picture, example = choose_source()
    with right:
        kernel, bias = choose_kernel(1 if picture.ndim == 2 else picture.shape[2], example)
    try:
        done = _convolve_as_set(picture, kernel, bias)
    except LabError as error:
        st.warning(plain(error))
        return
    _show_size(picture, kernel)
    playing = bool(st.session_state.get(_PLAY))
    # Playing is a fragment of its own that runs again by itself: the rest of the page stands still.
    st.fragment(_show_steps, run_every=_SECONDS_A_STEP if playing else None)(done)
    with st.expander(say("lab-after")):
        _show_next(done.output)


def _convolve_as_set(picture: np.ndarray, kernel: np.ndarray, bias: float) -> Convolution:
    st.session_state.setdefault(STRIDE, 1)
    st.session_state.setdefault(PADDING, "none")
    st.session_state.setdefault(PADDING_PX, 1)
    columns = st.columns([2, 3, 2, 3], vertical_alignment="bottom")
    stride = columns[0].number_input("Stride", 1, 5, key=STRIDE)
    padding = columns[1].selectbox("Padding", list(PADDINGS), format_func=PADDINGS.__getitem__, key=PADDING)
    rings = columns[2].number_input("Rings", 0, 5, key=PADDING_PX, disabled=padding in ("none", "keep"))
    turned = columns[3].toggle("Turn the kernel (true convolution)", key=TURNED, help=TURNED_HELP)
    return convolve(
        picture, kernel, stride=int(stride), padding=padding, padding_px=int(rings), turned=turned, bias=bias
    )


def _show_size(picture: np.ndarray, kernel: np.ndarray) -> None:
    padding, stride = st.session_state[PADDING], int(st.session_state[STRIDE])
    if padding == "keep":
        st.caption(SIZE_KEPT)
        return
    rings = int(st.session_state[PADDING_PX]) if padding in ("zeros", "repeat") else 0
    sizes = []
    for length, side in zip(picture.shape[:2], kernel.shape[:2], strict=True):
        size = output_size(length, side, rings, stride)
        sizes.append(SIZE.format(length=length, kernel=side, padding=rings, stride=stride, size=size))
    st.caption(sizes[0] if sizes[0] == sizes[1] else "  \n".join(sizes))


def _show_steps(done: Convolution) -> None:
    last = done.places - 1
    place = min(int(st.session_state.setdefault(PLACE, _liveliest_place(done))), last)
    if st.session_state.get(_PLAY):
        place = (place + 1) % done.places
    st.session_state[PLACE] = place
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button("Back", icon=":material/skip_previous:", key="inside_lab_back", on_click=_move, args=(-1, last))
        st.button("Step", icon=":material/skip_next:", key="inside_lab_step", on_click=_move, args=(1, last))
        icon = ":material/pause:" if st.session_state.get(_PLAY) else ":material/play_arrow:"
        if st.button("Pause" if st.session_state.get(_PLAY) else "Play", icon=icon, key="inside_lab_play_button"):
            st.session_state[_PLAY] = not st.session_state.get(_PLAY)
            st.rerun()
        if last > 0:
            st.slider("Place of the kernel", 0, last, key=PLACE, width=420)
    window = done.window(place)
    st.markdown(f"**{STEP.format(place=place + 1, places=done.places, row=window.row, column=window.column)}**")
    _show_window(done, window, place)


def _liveliest_place(done: Convolution) -> int:
    """Where to begin: at the largest number, not in an empty corner."""
    top, left, height, width = done.computed
    return int(np.abs(done.output[top : top + height, left : left + width]).argmax())


def _move(by: int, last: int) -> None:
    st.session_state[PLACE] = (int(st.session_state.get(PLACE, 0)) + by) % (last + 1)
    st.session_state[_PLAY] = False


def _show_window(done: Convolution, window: Window, place: int) -> None:
    rows, columns, channels = done.kernel.shape
    down, right = divmod(place, done.computed[3])
    corner = (down * done.stride, right * done.stride, rows, columns)
    limit = float(np.abs(done.padded).max()) or 1.0
    result_limit = round_limit(done.output)
    boards = [
        _board(
            "picture",
            "Picture, with its padding",
            tiles(done.padded),
            limit,
            {channel: [corner] for channel in range(channels)},
        ),
        _board("kernel", "Kernel", tiles(done.kernel), round_limit(done.kernel), {}, numbers=True),
        _board("products", "Products", tiles(window.products), round_limit(window.products), {}, numbers=True),
        _board("output", "Output", done.output[None], result_limit, {0: [(window.row, window.column, 1, 1)]}),
    ]
    legends = (Legend("Picture", limit, is_signed=False), Legend("Output", result_limit, is_signed=True))
    show_boards(boards, _OUTPUT, joined="× = ›", legends=legends, on_pick=lambda: _jump(done))
    terms = [
        f"{_short(value)}×{_bracket(weight)}"
        for value, weight in zip(window.patch.ravel(), done.kernel.ravel(), strict=True)
        if channels == 1 or weight
    ]
    bias = f" + {_bracket(done.bias)} (bias)" if done.bias else ""
    st.code(f"{' + '.join(terms)}{bias} = {_short(window.total)}", language=None, wrap_lines=True)
    name = str(st.session_state.get(_NEXT) or "relu")
    if name != "linear":
        with st.container(horizontal=True, vertical_alignment="center"):
            st.altair_chart(_curve(name, done.output, window.total), width=300, key="inside_lab_curve")
            st.markdown(AFTER.format(name=ACTIVATIONS[name], x=_short(window.total), y=_after(name, window.total)))


def _curve(name: str, output: np.ndarray, x: float) -> alt.LayerChart:
    """The activation over the numbers of this output, with the number of now on it."""
    reach = max(float(np.abs(output).max()), 1.0) if name not in ("sigmoid", "tanh", "elu") else 6.0
    xs = np.linspace(-reach, reach, 121)
    shown = float(np.clip(x, -reach, reach))
    line = pd.DataFrame({"x": xs, "y": FUNCTIONS[name](xs)})
    dot = pd.DataFrame({"x": [shown], "y": FUNCTIONS[name](np.array([shown]))})
    axes = {"x": alt.X("x:Q", title="sum"), "y": alt.Y("y:Q", title=ACTIVATIONS[name])}
    curve = alt.Chart(line, height=170).mark_line(strokeWidth=3, color=SIGNED[15]).encode(**axes)
    return curve + alt.Chart(dot).mark_point(size=200, filled=True, opacity=1, color=SIGNED[5]).encode(**axes)


def _after(name: str, x: float) -> str:
    return number(float(FUNCTIONS[name](np.array([x]))[0]), 4)


def _jump(done: Convolution) -> None:
    pick = picked(_OUTPUT)
    if pick is None or pick.board != "output":
        return
    top, left, height, width = done.computed
    row, column = min(max(pick.row - top, 0), height - 1), min(max(pick.column - left, 0), width - 1)
    st.session_state[PLACE] = row * width + column
    st.session_state[_PLAY] = False


def _board(
    name: str,
    title: str,
    values: np.ndarray,
    limit: float,
    outlines: dict[int, list[tuple[int, int, int, int]]],
    numbers: bool = False,
) -> Board:
    height, width = values.shape[1:]
    as_numbers = numbers or max(height, width) <= _MOST_NUMBERS
    return Board(
        values,
        name,
        title,
        f"{height}×{width}" + (f"×{len(values)}" if len(values) > 1 else ""),
        limits=limit,
        pixel_px=max(2, 260 // max(height, width)),
        across=1 if len(values) > 1 else None,
        digits=2 if as_numbers else None,
        outlines=outlines,
        pick="pixel" if name == "output" else "",
    )


def _show_next(output: np.ndarray) -> None:
    columns = st.columns(3)
    st.session_state.setdefault(_VIEW, "min–max")
    view = columns[0].segmented_control("Normalisation for viewing", NORMALISATIONS, key=_VIEW, required=True)
    name = columns[1].selectbox(
        "Activation", list(ACTIVATIONS), index=1, format_func=ACTIVATIONS.__getitem__, key=_NEXT
    )
    how = columns[2].segmented_control("Pooling 2×2", POOLINGS, default="max", key=_POOL, required=True)
    activated = FUNCTIONS[name](output)
    boards = [
        _board(
            "viewed", "Normalised for viewing", normalise_for_viewing(output, str(view))[None].astype(float), 255, {}
        ),
        _board("activated", f"After activation: {ACTIVATIONS[name]}", activated[None], round_limit(activated), {}),
    ]
    if how != "None" and min(activated.shape) >= 2:
        pooled = pool(activated, str(how))
        boards.append(_board("pooled", f"After {how} pooling", pooled[None], round_limit(pooled), {}))
    show_boards(boards, "inside_lab_next_boards", joined="")
    st.caption(VIEW_EXPLAINED)


def _short(value: float) -> str:
    return number(value, 0) if float(value).is_integer() else number(value, 2)


def _bracket(value: float) -> str:
    text = _short(value)
    return f"({text})" if text.startswith("−") else text
