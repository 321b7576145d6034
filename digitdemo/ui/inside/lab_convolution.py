"""The lab's convolution: choose, slide window by window, add up."""

import numpy as np
import streamlit as st

from digitdemo.errors import LabError
from digitdemo.explaining.convolution_lab import AS_LARGE, Convolution, Window, convolve, output_size
from digitdemo.explaining.worked_examples import TWO_FILTERS, WorkedExample
from digitdemo.sentences import say
from digitdemo.ui.boards import Board, Legend, picked, show_boards, tiles
from digitdemo.ui.colour_scales import round_limit
from digitdemo.ui.inside.lab_boards import MOST_NUMBERS, bracket, lab_board, short
from digitdemo.ui.inside.lab_input import (
    FILTER,
    KERNEL,
    OWN_KERNEL,
    PADDING,
    PADDING_PX,
    PLACE,
    STRIDE,
    TURNED,
    choose_kernel,
    choose_source,
)
from digitdemo.ui.inside.lab_try import ask, exercise_of, is_hidden
from digitdemo.ui.plain_text import plain

PADDINGS = {
    "none": "lab-padding-none",
    "keep": "lab-padding-keep",
    "copy": "lab-padding-copy",
    "own": "lab-padding-own",
    "zeros": "lab-padding-zeros",
    "repeat": "lab-padding-repeat",
}
"""The id of what each is called."""

_PLAY, _OUTPUT = "inside_lab_play", "inside_lab_boards"
_SECONDS_A_STEP = 0.7
_PICTURE_PX = 240


def show_convolution() -> None:
    """Choose, slide, add up."""
    done, example = choose_convolution()
    if done is None:
        return
    _say_parameters(done, example)
    volume = _volume_of(done, example)
    playing = bool(st.session_state.get(_PLAY))
    # Playing is a fragment of its own that runs again by itself: the rest of the page stands still.
    st.fragment(_show_steps, run_every=_SECONDS_A_STEP if playing else None)(done, volume)


def choose_convolution() -> tuple[Convolution | None, WorkedExample | None]:
    """Picture, kernel, settings, and what comes of them; None where they do not go together, which is said."""
    left, right, settings = st.columns([3, 3, 5], gap="medium")
    with left:
        picture, example = choose_source()
    with right:
        kernel, bias = choose_kernel(1 if picture.ndim == 2 else picture.shape[2], example)
    try:
        with settings:
            done = _convolve_as_set(picture, kernel, bias)
            _say_size(picture, kernel)
    except LabError as error:
        st.warning(plain(error))
        return None, example
    return done, example


def _convolve_as_set(picture: np.ndarray, kernel: np.ndarray, bias: float) -> Convolution:
    st.session_state.setdefault(STRIDE, 1)
    st.session_state.setdefault(PADDING, "none")
    st.session_state.setdefault(PADDING_PX, 1)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        stride = st.number_input(
            say("lab-stride"), 1, 5, key=STRIDE, help=say("lab-stride-help"), width=110, persist_state="session"
        )
        padding = st.selectbox(
            say("lab-padding"), list(PADDINGS), format_func=lambda each: say(PADDINGS[each]), key=PADDING,
            help=say("lab-padding-help"), width=230, persist_state="session",
        )  # fmt: skip
        around = st.number_input(
            say("lab-padding-px"), 0, 5, key=PADDING_PX, disabled=padding not in ("zeros", "repeat"), width=110,
            persist_state="session",
        )  # fmt: skip
        turned = st.toggle(say("lab-turn"), key=TURNED, help=say("lab-turn-help"), persist_state="session")
    return convolve(
        picture, kernel, stride=int(stride), padding=padding, padding_px=int(around), turned=turned, bias=bias
    )


def _volume_of(done: Convolution, example: WorkedExample | None) -> tuple[Convolution, ...]:
    """One for each of an example's filters: their maps lie one behind the other in what comes out."""
    if example is None or len(example.kernels) == 1 or st.session_state[KERNEL] != OWN_KERNEL:
        return (done,)
    padding, around = str(st.session_state[PADDING]), int(st.session_state[PADDING_PX])
    turned = bool(st.session_state[TURNED])
    return tuple(
        convolve(
            example.picture, kernel, stride=done.stride, padding=padding, padding_px=around, turned=turned, bias=bias
        )
        for kernel, bias in zip(example.kernels, example.biases, strict=True)
    )


def _say_size(picture: np.ndarray, kernel: np.ndarray) -> None:
    padding, stride = st.session_state[PADDING], int(st.session_state[STRIDE])
    if padding in AS_LARGE:
        st.caption(say(f"lab-size-{padding}"))
        return
    around = int(st.session_state[PADDING_PX]) if padding in ("zeros", "repeat") else 0
    lines = []
    for length, side in zip(picture.shape[:2], kernel.shape[:2], strict=True):
        size = output_size(length, side, around, stride)
        lines.append(say("lab-output-size", length=length, kernel=side, padding=around, stride=stride, size=size))
    st.caption(lines[0] if lines[0] == lines[1] else "  \n".join(lines))


def _say_parameters(done: Convolution, example: WorkedExample | None) -> None:
    """How many numbers a network would have to learn here; an exercise of the course."""
    kernels = example.kernels if example is not None else (done.kernel,)
    rows, columns, channels = done.kernel.shape
    weights = rows * columns * channels * len(kernels)
    exercise = exercise_of("parameters", *(np.asarray(kernel) for kernel in kernels))
    if ask(exercise, say("lab-how-many-parameters", filters=len(kernels)), weights + len(kernels), digits=0):
        st.caption(
            say(
                "lab-parameters",
                rows=rows,
                columns=columns,
                channels=channels,
                filters=len(kernels),
                weights=weights,
                all=weights + len(kernels),
            )
        )
    if example is TWO_FILTERS:
        st.caption(say("lab-misprint"))


def _show_steps(done: Convolution, volume: tuple[Convolution, ...]) -> None:
    last = done.places - 1
    place = min(int(st.session_state.setdefault(PLACE, _liveliest_place(done))), last)
    if st.session_state.get(_PLAY):
        place = (place + 1) % done.places
    st.session_state[PLACE] = place
    playing = bool(st.session_state.get(_PLAY))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button(
            say("lab-back"), icon=":material/skip_previous:", key="inside_lab_back", on_click=_move, args=(-1, last)
        )
        st.button(say("lab-step"), icon=":material/skip_next:", key="inside_lab_step", on_click=_move, args=(1, last))
        icon = ":material/pause:" if playing else ":material/play_arrow:"
        if st.button(say("lab-pause") if playing else say("lab-play"), icon=icon, key="inside_lab_play_button"):
            st.session_state[_PLAY] = not playing
            st.rerun()
        if last > 0:
            st.slider(say("lab-place-slider"), 0, last, key=PLACE, width=300)
    window = done.window(place)
    st.markdown(f"**{say('lab-place', place=place + 1, places=done.places, row=window.row, column=window.column)}**")
    _show_window(done, volume, window, place)


def _liveliest_place(done: Convolution) -> int:
    """Where to begin: at the largest number, not in an empty corner."""
    top, left, height, width = done.computed
    return int(np.abs(done.output[top : top + height, left : left + width]).argmax())


def _move(by: int, last: int) -> None:
    st.session_state[PLACE] = (int(st.session_state.get(PLACE, 0)) + by) % (last + 1)
    st.session_state[_PLAY] = False


def _show_window(done: Convolution, volume: tuple[Convolution, ...], window: Window, place: int) -> None:
    known = ask(_exercise(done, place), say("lab-what-comes-out"), window.total)
    boards, legends = _window_boards(done, volume, window, place)
    show_boards(boards, _OUTPUT, joined="× = ›", legends=legends, on_pick=lambda: _jump(done, volume))
    channels = done.kernel.shape[2]
    terms = [
        f"{short(value)}×{bracket(weight)}"
        for value, weight in zip(window.patch.ravel(), done.kernel.ravel(), strict=True)
        if channels == 1 or weight
    ]
    bias = f" + {say('lab-bias', bias=bracket(done.bias))}" if done.bias else ""
    total = short(window.total) if known else "?"
    st.code(f"{' + '.join(terms)}{bias} = {total}", language=None, wrap_lines=True)


def _window_boards(
    done: Convolution, volume: tuple[Convolution, ...], window: Window, place: int
) -> tuple[list[Board], tuple[Legend, ...]]:
    rows, columns, channels = done.kernel.shape
    down, right = divmod(place, done.computed[3])
    corner = (down * done.stride, right * done.stride, rows, columns)
    limit = float(np.abs(done.padded).max()) or 1.0
    result_limit = round_limit(np.stack([each.output for each in volume]))
    everywhere = {channel: [corner] for channel in range(channels)}
    which = int(st.session_state.get(FILTER) or 0) if len(volume) > 1 else 0
    here = {which: [(window.row, window.column, 1, 1)]}
    output = np.stack([_hide(each) for each in volume])
    height, width = done.output.shape
    title = say("lab-output") if len(volume) == 1 else say("lab-volume", rows=height, columns=width, deep=len(volume))
    boards = [
        lab_board("picture", say("lab-padded-picture"), tiles(done.padded), limit, everywhere, side_px=_PICTURE_PX),
        lab_board("kernel", say("lab-kernel"), tiles(done.kernel)),
        lab_board("products", say("lab-products"), tiles(window.products)),
        lab_board("output", title, output, result_limit, here, side_px=_PICTURE_PX, pick="pixel"),
    ]
    return boards, (Legend(say("lab-picture"), limit, False), Legend(say("lab-output"), result_limit, True))


def _exercise(done: Convolution, place: int) -> str:
    return exercise_of("convolution", done.padded, done.kernel, done.stride, done.bias, str(done.computed), place)


def _hide(done: Convolution) -> np.ndarray:
    """The output, where answers are tried first with those left out that are not known yet; numbers only."""
    output = done.output.copy()
    if max(output.shape) > MOST_NUMBERS:
        return output
    for place in range(done.places):
        if is_hidden(_exercise(done, place)):
            window = done.window(place)
            output[window.row, window.column] = np.nan
    return output


def _jump(done: Convolution, volume: tuple[Convolution, ...]) -> None:
    pick = picked(_OUTPUT)
    if pick is None or pick.board != "output":
        return
    top, left, height, width = done.computed
    row, column = min(max(pick.row - top, 0), height - 1), min(max(pick.column - left, 0), width - 1)
    st.session_state[PLACE] = row * width + column
    if 0 <= pick.tile < len(volume) > 1:
        st.session_state[FILTER] = pick.tile
    st.session_state[_PLAY] = False
