"""What the network looks at: a window slid over the drawing."""

import numpy as np
import streamlit as st

from digitdemo.explaining.feature_maps import DRAWING
from digitdemo.explaining.occlusion import GREY, Occlusion, occlusion_map
from digitdemo.ui.boards import Board, Legend, show_boards, tiles
from digitdemo.ui.colour_scales import round_limit
from digitdemo.ui.inside.subject import Subject, keep_between, keep_in

DIGIT, OTHER = "inside_digit", "inside_other"
COVER_EXPLAINED = (
    "A window slides over the drawing, and the network reads each covered drawing. Blue: without this part the "
    "network believes less in the {digit}; it needs the part. Orange: without it, it believes more; the part is "
    "in the way."
)
COVER_RESULT = (
    "Uncovered: {digit} with {before:.1f} %. With the worst place covered: {digit} with {after:.1f} %; "
    "the network then reads {reads}."
)
COVERS = {"Grey": GREY, "Paper": 0.0, "Ink": 1.0}
_WINDOW, _STRIDE, _COVER = "inside_window", "inside_window_step", "inside_cover"
_DIGIT_OF = "inside_digit_of"


def show_where(subject: Subject) -> None:
    """The occlusion map of one digit."""
    follow_reading(subject)
    columns = st.columns(4)
    digit = int(columns[0].selectbox("Digit", range(10), key=DIGIT))
    keep_between(_WINDOW, 1, 14, 5)
    keep_between(_STRIDE, 1, 7, 2)
    window = columns[1].slider("Window", 1, 14, key=_WINDOW, format="%d px")
    step = columns[2].slider("Step", 1, 7, key=_STRIDE, format="%d px")
    keep_in(_COVER, list(COVERS), "Grey")
    cover = columns[3].segmented_control("Cover with", list(COVERS), key=_COVER, required=True)
    st.write(COVER_EXPLAINED.format(digit=digit))
    occlusion = occlusion_of(subject, window, step, COVERS[str(cover)])
    lost = occlusion.lost(digit)
    limit = round_limit(lost) if np.abs(lost).max() > 1e-3 else 1e-3
    top, left = _worst_place(occlusion, digit)
    show_boards(
        [
            Board(
                tiles(subject.maps[DRAWING]),
                "drawing",
                "Your drawing",
                "the frame costs most",
                limits=1,
                pixel_px=9,
                outlines={0: [(top, left, window, window)]},
            ),
            Board(
                lost[None], "lost", f"What the {digit} loses", "probability, where covered", limits=limit, pixel_px=9
            ),
            Board(
                _overlaid(lost, subject.network_input, limit),
                "both",
                "On the digit",
                "stronger where there is ink",
                limits=1,
                pixel_px=9,
            ),
        ],
        "inside_occlusion_boards",
        legends=(Legend("Lost probability", limit, is_signed=True),),
    )
    covered = occlusion.probabilities[occlusion.corners.index(top), occlusion.corners.index(left)]
    st.write(
        COVER_RESULT.format(
            digit=digit,
            before=100 * float(occlusion.uncovered[digit]),
            after=100 * float(covered[digit]),
            reads=int(covered.argmax()),
        )
    )


def follow_reading(subject: Subject) -> None:
    """A new drawing asks about its own digit again."""
    reading = (subject.digit, subject.network_input.tobytes())
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
    places = occlusion.probabilities[..., digit]
    row, column = np.unravel_index(int(places.argmin()), places.shape)
    return occlusion.corners[row], occlusion.corners[column]


def _overlaid(lost: np.ndarray, network_input: np.ndarray, limit: float) -> np.ndarray:
    """The map on the ink only, paler beside it, so that the digit's shape is seen."""
    return (np.clip(lost / limit, -1, 1) * (0.25 + 0.75 * network_input))[None]
