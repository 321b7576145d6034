"""The simplest reader beside the networks: the pictures most like the drawing vote, and are shown."""

import numpy as np
import streamlit as st

from digitdemo.learning.neighbours import NEIGHBOURS, Neighbours, neighbours
from digitdemo.reading.recognizer import Reading
from digitdemo.sentences import say
from digitdemo.ui.boards import Board, show_boards

_PIXEL_PX = 3


def show_neighbours(reading: Reading) -> None:
    """The neighbours of a drawing, each with its digit and how far away it is; what that is good for."""
    with st.container(key="neighbours"):
        if reading.preparation is None:
            st.caption(say("compare-neighbours-wait", count=NEIGHBOURS))
            return
        _show(neighbours(), reading.preparation.network_input)


def _show(found: Neighbours, network_input: np.ndarray) -> None:
    places, distances = found.nearest(network_input)
    votes = [str(digit) for digit in found.digits[places]]
    labels = [f"{digit}: {distance:.2f}" for digit, distance in zip(votes, distances, strict=True)]
    mine = Board(network_input[None], title=say("compare-neighbours-mine"), pixel_px=_PIXEL_PX, limits=1.0, labels=[""])
    title = say("compare-neighbours-title", votes=", ".join(votes))
    theirs = Board(found.pictures[places], title=title, pixel_px=_PIXEL_PX, limits=1.0, labels=labels)
    show_boards([mine, theirs], "compare_neighbours_boards")
    st.caption(say("compare-neighbours-how", kept=len(found.digits)))
