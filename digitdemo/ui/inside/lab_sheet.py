"""A sheet of all classic kernels on one picture, as the course's slide shows them."""

import numpy as np
import streamlit as st

from digitdemo.explaining.classic_kernels import CLASSIC_KERNELS
from digitdemo.explaining.convolution_lab import convolve
from digitdemo.sentences import say
from digitdemo.ui.boards import Board, Legend, show_boards
from digitdemo.ui.inside.filters import kernel_name
from digitdemo.ui.inside.lab_boards import lab_board
from digitdemo.ui.inside.lab_input import my_digit

_PICTURE_PX = 140


def show_sheet() -> None:
    """Each kernel's numbers beside what it makes of my digit, on a scale of its own."""
    st.caption(say("lab-sheet-explained"))
    picture = my_digit()
    boards: list[Board] = []
    for name, kernel in CLASSIC_KERNELS.items():
        output = convolve(picture, kernel, padding="zeros", padding_px=kernel.shape[0] // 2).output
        limit = float(np.abs(output).max()) or 1.0
        boards.append(
            Board(
                output[None],
                name,
                kernel_name(name),
                _kernel_text(kernel),
                kernel_name(name),
                limits=limit,
                pixel_px=_PICTURE_PX // picture.shape[0],
            )
        )
    original = lab_board("original", say("lab-my-digit"), picture[None], 255, side_px=_PICTURE_PX)
    legend = Legend(say("lab-sheet-legend"), 1, is_signed=True)
    show_boards([original, *boards], "inside_lab_sheet", legends=(legend,))


def _kernel_text(kernel: np.ndarray) -> str:
    """Its rows: 0 −1 0 / −1 4 −1 / 0 −1 0."""
    if np.unique(kernel).size == 1 and not float(kernel.flat[0]).is_integer():
        return say("lab-all-alike", share=f"1/{round(1 / float(kernel.flat[0]))}")
    rows = (" ".join(f"{value:g}".replace("-", "−") for value in row) for row in kernel)
    return " / ".join(rows)
