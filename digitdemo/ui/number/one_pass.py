"""One pass on the number page: the grid, what a cell says, which candidates stay; the course's own example."""

import numpy as np
import streamlit as st

from digitdemo.detecting.finding import MIN_CANDIDATE, MIN_CONFIDENCE, Finding, find_digits_in_ink
from digitdemo.drawing.drawing import Drawing
from digitdemo.errors import ModelError
from digitdemo.reading.number import NumberReading
from digitdemo.reading.recognizer import Recognizer
from digitdemo.reading.strokes import draw
from digitdemo.sentences import say
from digitdemo.ui.boards import Board, Legend, picked, show_boards
from digitdemo.ui.number.one_pass_cell import show_cell
from digitdemo.ui.number.one_pass_course import show_course_example
from digitdemo.ui.number.one_pass_picture import Mark, figure_html
from digitdemo.ui.number.ways import Way
from digitdemo.ui.plain_text import plain
from digitdemo.ui.reading import percent

_BOARD, _CHOSEN = "number_cells", "number_cell"
_CELL_ON_SCREEN_PX = 30


def ink_of(drawing: Drawing, reading: NumberReading) -> np.ndarray:
    """The ink that the page reads: of the picture, or drawn as it is on the canvas; (height, width) uint8."""
    if reading.ink is not None:
        return reading.ink
    seen = drawing.visible()
    return draw(seen.strokes, drawing.width_px, drawing.height_px, drawing.pen_width_px)


def one_pass_way(recognizer: Recognizer, ink: np.ndarray) -> Way:
    """One pass as one of the ways to find the digits."""

    def show() -> str:
        st.markdown(say("detecting-how"))
        text = ""
        try:
            finding = find_digits_in_ink(ink, recognizer=recognizer)
        except ModelError as error:
            st.error(plain(error))
        else:
            _show_finding(finding)
            text = finding.text.replace("\n", " / ")
        show_course_example()
        return text

    return Way(say("detecting-way"), say("detecting-good-for"), show)


def _show_finding(finding: Finding) -> None:
    if finding.cells is None or finding.sheet is None:
        st.caption(say("detecting-nothing-drawn"))
        return
    row, column = _chosen_cell(finding)
    rows, columns = finding.cells.shape
    st.html(figure_html(finding, marks_of(finding), (row, column)))
    st.caption(
        say(
            "detecting-counted",
            cells=rows * columns,
            candidates=len(finding.candidates),
            found=len(finding.digits),
            elapsed=f"{finding.elapsed_ms:.0f}",
        )
    )
    st.markdown(say("detecting-choose-cell"))
    board = Board(
        finding.cells.confidence[None],
        name="cells",
        title=say("detecting-confidences"),
        alt=say("detecting-confidences-alt"),
        limits=1.0,
        pixel_px=_CELL_ON_SCREEN_PX,
        pick="pixel",
        outlines={0: [(row, column, 1, 1)]},
    )
    legend = Legend(say("detecting-confidence"), 1.0, is_signed=False)
    show_boards([board], _BOARD, legends=(legend,), on_pick=_take_pick)
    with st.container(border=True, key="number_cell_says"):
        show_cell(finding, row, column)
    _show_suppression(finding)


def _take_pick() -> None:
    pick = picked(_BOARD)
    if pick is not None:
        st.session_state[_CHOSEN] = (pick.row, pick.column)


def _chosen_cell(finding: Finding) -> tuple[int, int]:
    """The cell that was clicked on, while the grid has it; the surest one otherwise."""
    assert finding.cells is not None
    rows, columns = finding.cells.shape
    kept = st.session_state.get(_CHOSEN)
    if kept is not None and kept[0] < rows and kept[1] < columns:
        return int(kept[0]), int(kept[1])
    surest = np.unravel_index(int(finding.cells.confidence.argmax()), (rows, columns))
    return int(surest[0]), int(surest[1])


def marks_of(finding: Finding) -> list[Mark]:
    """The candidates on the sheet, the surest first, numbered from 1."""
    assert finding.cells is not None
    assert finding.sheet is not None
    confidences = finding.cells.confidence[finding.candidates[:, 0], finding.candidates[:, 1]]
    order = np.argsort(-confidences, kind="stable")
    number_of = {int(index): place for place, index in enumerate(order, start=1)}
    boxes = finding.sheet.from_picture(finding.boxes)
    found = {digit.cell: digit for digit in finding.digits}
    turned_away = {digit.cell for digit in finding.turned_away}
    marks = []
    for index in order:
        cell = (int(finding.candidates[index, 0]), int(finding.candidates[index, 1]))
        digit = found[cell].digit if cell in found else int(finding.cells.probabilities[cell].argmax())
        suppressor = int(finding.suppression.suppressor[index])
        is_cut = cell in found and found[cell].is_cut
        marks.append(
            Mark(
                number=number_of[int(index)],
                box=finding.sheet.from_picture(found[cell].box) if is_cut else boxes[index],
                digit=digit,
                confidence=float(confidences[index]),
                stays=cell in found,
                is_cut=is_cut,
                was_cut=cell in finding.cut,
                yields_to=number_of[suppressor] if suppressor != index else None,
                overlap=float(finding.suppression.overlap[index]),
                turned_away=cell in turned_away,
            )
        )
    return marks


def _show_suppression(finding: Finding) -> None:
    """Candidates before and after suppression, and which had to yield to which."""
    st.markdown(say("detecting-suppression", limit=f"{100 * MIN_CANDIDATE:.0f} %"))
    rows = [
        {
            say("detecting-column-candidate"): mark.number,
            say("detecting-column-digit"): str(mark.digit),
            say("detecting-confidence"): percent(mark.confidence),
            say("detecting-column-happens"): _what_happens(mark),
        }
        for mark in marks_of(finding)
    ]
    if rows:
        st.dataframe(rows, hide_index=True, key="number_candidates")


def _what_happens(mark: Mark) -> str:
    if mark.stays:
        return say("detecting-stays-cut") if mark.is_cut else say("detecting-stays")
    if mark.was_cut:
        return say("detecting-was-cut")
    if mark.yields_to is not None:
        return say("detecting-yields", other=mark.yields_to, overlap=percent(mark.overlap))
    if mark.turned_away:
        return say("detecting-turned-away")
    return say("detecting-too-unsure", limit=f"{100 * MIN_CONFIDENCE:.0f} %")
