"""What one cell says: its confidence, its box in the course's four numbers, ten probabilities, and what they cost."""

import numpy as np
import streamlit as st

from digitdemo.detecting.cost import DIGIT_SHARE, EMPTY_SHARE, MIDDLE_SHARE, SIZE_SHARE, CellCost, cost_of_cell
from digitdemo.detecting.finding import Finding, FoundDigit
from digitdemo.networks.task import DIGITS
from digitdemo.sentences import say
from digitdemo.ui.boards import Board, show_boards
from digitdemo.ui.reading import percent


def show_cell(finding: Finding, row: int, column: int) -> None:
    """Everything that the chosen cell gives, and each term of its cost."""
    assert finding.cells is not None
    cells, sheet = finding.cells, finding.sheet
    assert sheet is not None
    x, y = cells.middle[row, column]
    width, height = cells.size[row, column] * cells.cell_px / (sheet.ink.shape[1], sheet.ink.shape[0])
    st.markdown(
        say(
            "detecting-cell-says",
            row=row + 1,
            column=column + 1,
            confidence=percent(float(cells.confidence[row, column])),
            x=f"{x:.2f}",
            y=f"{y:.2f}",
            width=f"{width:.2f}",
            height=f"{height:.2f}",
            digit=str(int(cells.probabilities[row, column].argmax())),
        )
    )
    bars = Board(
        cells.probabilities[row, column].astype(np.float32)[None, None],
        name="cell_digits",
        alt=say("detecting-cell-digits"),
        bars=DIGITS,
        limits=1.0,
    )
    show_boards([bars], "number_cell_digits")
    truth = digit_in_cell(finding, row, column)
    if truth is None:
        cost = cost_of_cell(cells, row, column)
        st.markdown(say("detecting-cost-empty"))
        st.latex(rf"{EMPTY_SHARE} \cdot \left(-\ln(1 - {_said(finding, row, column)})\right) = {cost.total:.4f}")
    else:
        cost = cost_of_cell(cells, row, column, sheet.from_picture(truth.box), truth.digit)
        st.markdown(say("detecting-cost-digit", digit=str(truth.digit)))
        _show_terms(cost, _said(finding, row, column), float(cells.probabilities[row, column, truth.digit]))


def digit_in_cell(finding: Finding, row: int, column: int) -> FoundDigit | None:
    """The digit whose middle lies in a cell, by its box as it was fitted to the ink."""
    assert finding.sheet is not None
    assert finding.cells is not None
    for digit in finding.digits:
        box = finding.sheet.from_picture(digit.box)
        place = (box[:2] + box[2:]) / 2 // finding.cells.cell_px
        if (int(place[1]), int(place[0])) == (row, column):
            return digit
    return None


def _said(finding: Finding, row: int, column: int) -> str:
    assert finding.cells is not None
    return f"{finding.cells.confidence[row, column]:.4f}"


def _show_terms(cost: CellCost, said: str, probability: float) -> None:
    overlap = f"{cost.overlap:.4f}"
    rows = (
        (
            "detecting-term-confidence",
            _in_two_lines(rf"-{overlap} \ln {said}", rf"-(1 - {overlap}) \ln(1 - {said}) = {cost.confidence:.4f}"),
        ),
        (
            "detecting-term-middle",
            rf"{MIDDLE_SHARE:g} \left((x-\hat x)^2 + (y-\hat y)^2\right) = {MIDDLE_SHARE * cost.middle:.4f}",
        ),
        (
            "detecting-term-size",
            _in_two_lines(
                rf"{SIZE_SHARE:g} \left((\ln w-\ln\hat w)^2\right.",
                rf"\left. + (\ln h-\ln\hat h)^2\right) = {SIZE_SHARE * cost.size:.4f}",
            ),
        ),
        ("detecting-term-digit", rf"-\ln {probability:.4f} = {DIGIT_SHARE * cost.digit:.4f}"),
        ("detecting-term-total", rf"{cost.total:.4f}"),
    )
    for name, formula in rows:
        words, numbers = st.columns([2, 3], vertical_alignment="center")
        words.markdown(say(name))
        numbers.latex(formula)


def _in_two_lines(first: str, second: str) -> str:
    """A formula that a phone is wide enough for."""
    return rf"\begin{{gathered}}{first} \\ {second}\end{{gathered}}"
