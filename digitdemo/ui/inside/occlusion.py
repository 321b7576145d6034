"""What the network looks at: a window slid over the drawing."""

import numpy as np
import streamlit as st

from digitdemo.explaining.feature_maps import DRAWING
from digitdemo.explaining.occlusion import GREY, Occlusion, occlusion_map
from digitdemo.sentences import say
from digitdemo.ui.boards import Board, Legend, show_boards, tiles
from digitdemo.ui.colour_scales import round_limit
from digitdemo.ui.inside.subject import Subject, keep_between, keep_in
from digitdemo.ui.reading import percent

DIGIT, OTHER = "inside_digit", "inside_other"
COVERS = {"inside-cover-grey": GREY, "inside-cover-paper": 0.0, "inside-cover-ink": 1.0}
"""The id of what each is called, and its ink."""

_WINDOW, _STRIDE, _COVER = "inside_window", "inside_window_step", "inside_cover"
_DIGIT_OF = "inside_digit_of"
_PIXEL_PX = 14


def show_where(subject: Subject) -> None:
    """The occlusion map of one digit."""
    follow_reading(subject)
    digit, window, step, cover = _choose(subject)
    st.caption(say("inside-cover-explained", digit=subject.said(digit)))
    occlusion = occlusion_of(subject, window, step, cover)
    row, column = _worst_place(occlusion, digit)
    top, left = occlusion.corners[row], occlusion.corners[column]
    _show_lost(subject, occlusion.lost(digit), digit, (top, left, window, window))
    covered = occlusion.probabilities[row, column]
    st.write(
        say(
            "inside-cover-result",
            digit=subject.said(digit),
            before=percent(float(occlusion.uncovered[digit])),
            after=percent(float(covered[digit])),
            reads=subject.said(int(covered.argmax())),
        )
    )


def _show_lost(subject: Subject, lost: np.ndarray, digit: int, worst: tuple[int, int, int, int]) -> None:
    """The drawing with the worst window's frame, what each place costs, and that on the digit's own ink."""
    limit = round_limit(lost) if np.abs(lost).max() > 1e-3 else 1e-3
    boards = [
        Board(
            tiles(subject.maps[DRAWING]),
            "drawing",
            say("inside-your-drawing"),
            say("inside-frame-costs-most"),
            limits=1,
            pixel_px=_PIXEL_PX,
            outlines={0: [worst]},
        ),
        Board(
            lost[None],
            "lost",
            say("inside-loses", digit=subject.said(digit)),
            say("inside-loses-note"),
            limits=limit,
            pixel_px=_PIXEL_PX,
        ),
        Board(
            _overlaid(lost, subject.network_input, limit),
            "both",
            say("inside-on-the-digit"),
            say("inside-on-the-digit-note"),
            limits=1,
            pixel_px=_PIXEL_PX,
        ),
    ]
    legend = Legend(say("inside-lost-probability"), limit, is_signed=True)
    show_boards(boards, "inside_occlusion_boards", legends=(legend,))


def _choose(subject: Subject) -> tuple[int, int, int, float]:
    """Digit, window, step and cover, in one row."""
    keep_between(_WINDOW, 1, 14, 5)
    keep_between(_STRIDE, 1, 7, 2)
    keep_in(_COVER, list(COVERS), next(iter(COVERS)))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        digit = choose_class(subject, say("inside-digit"), DIGIT)
        window = st.slider(say("inside-cover-window"), 1, 14, key=_WINDOW, format="%d px", width=220)
        step = st.slider(say("inside-cover-step"), 1, 7, key=_STRIDE, format="%d px", width=220)
        cover = st.segmented_control(say("inside-cover"), list(COVERS), format_func=say, key=_COVER, required=True)
    return int(digit), int(window), int(step), COVERS[str(cover)]


def choose_class(subject: Subject, label: str, key: str, but: int = -1, width: int = 100) -> int:
    """One of the network's classes; ``but`` is left out."""
    places = [place for place in range(len(subject.names)) if place != but]
    return int(st.selectbox(label, places, format_func=subject.names.__getitem__, key=key, width=width))


def follow_reading(subject: Subject) -> None:
    """A new drawing asks about its own digit again."""
    reading = (subject.digit, subject.names, subject.network_input.tobytes())
    if st.session_state.get(_DIGIT_OF) != reading or st.session_state.get(DIGIT) is None:
        st.session_state[_DIGIT_OF] = reading
        st.session_state[DIGIT] = subject.digit
        st.session_state[OTHER] = subject.runner_up


def occlusion_of(subject: Subject, window: int, step: int, cover: float) -> Occlusion:
    """The occlusion of the digit of now, kept for the next visitor who asks the same."""
    return _computed(subject.explained.network.model.version, subject.network_input, window, step, cover, subject)


@st.cache_data(max_entries=64, show_spinner=False)
def _computed(
    version: str, network_input: np.ndarray, window: int, step: int, cover: float, _subject: Subject
) -> Occlusion:
    network = _subject.explained.network
    return occlusion_map(network, network_input, window_px=window, step_px=step, cover=cover)


def _worst_place(occlusion: Occlusion, digit: int) -> tuple[int, int]:
    """Where the window costs the digit most: places among the corners."""
    places = occlusion.probabilities[..., digit]
    row, column = np.unravel_index(int(places.argmin()), places.shape)
    return int(row), int(column)


def _overlaid(lost: np.ndarray, network_input: np.ndarray, limit: float) -> np.ndarray:
    """The map on the ink only, paler beside it, so that the digit's shape is seen."""
    return (np.clip(lost / limit, -1, 1) * (0.25 + 0.75 * network_input))[None]
