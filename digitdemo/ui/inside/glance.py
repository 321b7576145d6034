"""The whole network in one picture, for the digit of now."""

from dataclasses import replace

import numpy as np
import streamlit as st

from digitdemo.explaining.architecture import Stage, Step
from digitdemo.explaining.feature_maps import DRAWING
from digitdemo.explaining.sentences import (
    dense_parameters,
    field_text,
    parameters_sentence,
    parameters_text,
    sentence_of,
    shape_text,
    short_title,
    title_of,
)
from digitdemo.ui.boards import Board, Legend, picked, show_boards, tiles
from digitdemo.ui.inside.filters import show_filters_of
from digitdemo.ui.inside.subject import (
    DESCENT,
    FILTERS,
    Subject,
    current_subject,
    select,
)
from digitdemo.ui.plain_text import plain

TITLE = "The network at a glance"
INTRODUCTION = (
    "From your drawing on the left to the answer on the right. Each small picture is a *feature map*: "
    "what one filter found, and where. Click one to go to it."
)
TABLE = "Every layer in numbers"
TABLE_HEAD = (
    "| layer | gives | what it does | parameters | a dense layer instead | one number sees |",
    "|---|---|---|---|---|---|",
)
TOTAL = (
    "{parameters:,} parameters in all: numbers that the network learned. A *dense* layer connects every number with "
    "every other; a convolution uses one small kernel everywhere, so it needs far fewer."
)
LEGEND = "share of each layer's largest number"
MORE_MAPS = "the {shown} strongest\nof {count}"
HINT = "{sentence}\nParameters: {parameters}\nOne number sees: {field}"
BOARDS = "inside_glance_boards"
MOST_MAPS = 80
_TILE_PX = 14
_DRAWING_PX = 3


@st.fragment
def show_glance() -> None:
    """The picture of the network and the table behind it."""
    subject = current_subject()
    if subject is None:
        return
    st.header(TITLE, anchor="the-network")
    st.write(INTRODUCTION)
    show_boards(
        boards_of(subject),
        BOARDS,
        joined="›",
        fit=True,
        on_pick=_go,
        scroll_to="feature-maps",
        legends=(Legend(LEGEND, 1, any(subject.is_signed(stage.last.name) for stage in subject.explained.stages)),),
    )
    st.caption(TOTAL.format(parameters=subject.explained.network.model.parameters))
    with st.expander(TABLE, icon=":material/table_rows:"):
        st.markdown("\n".join([*TABLE_HEAD, *(_table_row(step) for step in subject.explained.steps)]))


def boards_of(subject: Subject) -> list[Board]:
    """The drawing, then one board a stage."""
    stages = enumerate(subject.explained.stages)
    return [
        _drawing_board(subject),
        *(_stage_board(subject, number, stage) for number, stage in stages),
    ]


def _go() -> None:
    pick = picked(BOARDS)
    if pick is None or not pick.board.startswith("stage "):
        return
    subject = current_subject()
    if subject is None:
        return
    stage = subject.explained.stages[int(pick.board.split()[1])]
    output = subject.maps[stage.last.name]
    fits = pick.tile >= 0 and output.ndim == 3 and output.shape[2] == stage.first.output_shape[-1]
    select(stage.first, index=int(_shown_maps(output)[pick.tile]) if fits else None)
    if stage.first.has_kernels:
        show_filters_of(stage.first)
    st.rerun([FILTERS, DESCENT])


def _drawing_board(subject: Subject) -> Board:
    return Board(
        tiles(subject.maps[DRAWING]),
        title="Drawing",
        note="28×28\npixels",
        alt="Your drawing, 28 by 28 pixels",
        limits=1,
        pixel_px=_DRAWING_PX,
    )


def _stage_board(subject: Subject, number: int, stage: Stage) -> Board:
    output = subject.maps[stage.last.name]
    name = f"stage {number}"
    hint = HINT.format(
        sentence=sentence_of(stage.first), parameters=parameters_text(stage.first), field=field_text(stage.last)
    )
    note = f"{shape_text(stage.first.output_shape)}\n{stage.parameters:,} par."
    if stage is subject.explained.stages[-1]:
        answer = Board(output.reshape(1, 1, -1), name, "Answer", note, f"Ten probabilities; {subject.digit} is highest")
        return _with(answer, hint, bars=True)
    if output.ndim != 3:
        return _with(Board(as_tile(output), name, short_title(stage.first), note, pixel_px=8), hint)
    order = _shown_maps(output)
    if len(order) < output.shape[2]:
        note = f"{note}\n{MORE_MAPS.format(shown=len(order), count=output.shape[2])}"
    side = max(output.shape[:2])
    board = Board(
        tiles(output[..., order]),
        name,
        short_title(stage.first),
        note,
        limits=subject.limit_of(stage.last.name),
        pixel_px=max(1, round(_TILE_PX / side)) if side < 20 else 1,
        across=_across(len(order), side),
        exact=False,
    )
    return _with(board, hint)


def _shown_maps(output: np.ndarray) -> np.ndarray:
    """The maps that are shown: all, or the strongest of very many, in their own order."""
    return np.sort(np.argsort(-np.abs(output).sum(axis=(0, 1)), kind="stable")[:MOST_MAPS])


def _with(board: Board, hint: str, bars: bool = False) -> Board:
    return replace(board, hint=hint, bars=bars, pick="board", alt=f"{board.title}, {board.note}. {hint}")


def as_tile(output: np.ndarray) -> np.ndarray:
    """(units,) as one tile, some numbers to a row; what is left over stays empty."""
    units = output.reshape(-1)
    across = len(units) if len(units) <= 10 else 8 if len(units) <= 512 else 32
    padded = np.full(-(-len(units) // across) * across, np.nan, np.float32)
    padded[: len(units)] = units
    return padded.reshape(1, -1, across)


def _across(count: int, side: int) -> int:
    """So many tiles side by side that the whole is higher than wide: room for all layers in one row."""
    fitting = 3 if side >= 20 else 5
    return min(count, fitting)


def _table_row(step: Step) -> str:
    dense = dense_parameters(step)
    instead = f"{dense:,}" if dense else ""
    cells = [
        f"**{title_of(step)}** {plain(step.name)}",
        shape_text(step.output_shape),
        sentence_of(step),
        f"{parameters_text(step)}. {parameters_sentence(step)}" if step.parameters else "0",
        instead,
        field_text(step),
    ]
    return f"| {' | '.join(cells)} |"
