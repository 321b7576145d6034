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
from digitdemo.sentences import say
from digitdemo.ui.boards import Board, Legend, picked, show_boards, tiles
from digitdemo.ui.inside.screens import ARITHMETIC, go_to_screen
from digitdemo.ui.inside.subject import Subject, current_subject, select

BOARDS = "inside_glance_boards"
MOST_MAPS = 8
_TILE_PX = 84
"""Of a map on the screen: 28, 14, 7 and 3 pixels fill it with whole numbers, the others nearly."""

_LEAST_PX = 64


def show_glance(subject: Subject) -> None:
    """The picture of the network and the table behind it."""
    st.caption(say("inside-glance-introduction"))
    signed = any(subject.is_signed(stage.last.name) for stage in subject.explained.stages)
    show_boards(
        boards_of(subject),
        BOARDS,
        joined="›",
        fit=True,
        on_pick=_go,
        legends=(Legend(say("inside-glance-legend"), 1, signed),),
    )
    st.caption(say("inside-glance-total", parameters=subject.explained.network.model.parameters))
    with st.expander(say("inside-numbers"), icon=":material/123:"):
        _show_numbers(subject)
    with st.expander(say("inside-table"), icon=":material/table_rows:"), st.container(height=420, border=False):
        head = [f"| {say('inside-table-head')} |", "|---|---|---|---|---|---|"]
        st.markdown("\n".join([*head, *_table_rows(subject)]))


def _show_numbers(subject: Subject) -> None:
    """My drawing as the network gets it: numbers."""
    st.caption(say("inside-numbers-explained"))
    values = np.round(255 * subject.network_input)[None]
    name = say("inside-numbers")
    show_boards([Board(values, "numbers", alt=name, limits=255, digits=0)], "inside_numbers_board")


def boards_of(subject: Subject) -> list[Board]:
    """The drawing, then one board a stage."""
    stages = enumerate(subject.explained.stages)
    return [_drawing_board(subject), *(_stage_board(subject, number, stage) for number, stage in stages)]


def _go() -> None:
    """A map is clicked on, or its layer: go down into it, where all of its maps are."""
    pick = picked(BOARDS)
    subject = current_subject()
    if pick is None or subject is None or not pick.board.startswith("stage "):
        return
    stage = subject.explained.stages[int(pick.board.split()[1])]
    output = subject.maps[stage.last.name]
    fits = pick.tile >= 0 and output.ndim == 3 and output.shape[2] == stage.first.output_shape[-1]
    select(stage.first, index=int(_shown_maps(output)[pick.tile]) if fits else None)
    go_to_screen(ARITHMETIC)


def _drawing_board(subject: Subject) -> Board:
    return Board(
        tiles(subject.maps[DRAWING]),
        title=say("inside-drawing"),
        note=say("inside-drawing-note"),
        alt=say("inside-your-drawing"),
        limits=1,
        pixel_px=_TILE_PX // subject.maps[DRAWING].shape[0],
        hint=say("inside-drawing-hint"),
    )


def _stage_board(subject: Subject, number: int, stage: Stage) -> Board:
    output = subject.maps[stage.last.name]
    name = f"stage {number}"
    hint = say(
        "inside-stage-hint",
        sentence=sentence_of(stage.first),
        parameters=parameters_text(stage.first),
        field=field_text(stage.last),
    )
    note = f"{shape_text(stage.first.output_shape)}\n{say('inside-learned', count=stage.parameters or 0)}"
    if stage is subject.explained.stages[-1]:
        answer = Board(output.reshape(1, 1, -1), name, say("inside-answer"), note)
        return _with(answer, say("inside-answer-hint", digit=subject.said(subject.digit), rest=hint), subject.names)
    if output.ndim != 3:
        return _with(Board(as_tile(output), name, short_title(stage.first), note, pixel_px=8), hint)
    order = _shown_maps(output)
    side = max(output.shape[:2])
    board = Board(
        tiles(output[..., order]),
        name,
        short_title(stage.first),
        note,
        limits=subject.limit_of(stage.last.name),
        pixel_px=max(round(_TILE_PX / side), -(-_LEAST_PX // side)),
        exact=False,
    )
    foot = say("inside-all-maps", count=output.shape[2]) if len(order) < output.shape[2] else ""
    return _with(replace(board, foot=foot), hint)


def _shown_maps(output: np.ndarray) -> np.ndarray:
    """The strongest maps, the strongest one first."""
    return np.argsort(-np.abs(output).sum(axis=(0, 1)), kind="stable")[:MOST_MAPS]


def _with(board: Board, hint: str, bars: tuple[str, ...] = ()) -> Board:
    return replace(board, hint=hint, bars=bars, pick="board", alt=f"{board.title}, {board.note}. {hint}")


def as_tile(output: np.ndarray) -> np.ndarray:
    """(units,) as one tile, some numbers to a row; what is left over stays empty."""
    units = output.reshape(-1)
    across = len(units) if len(units) <= 10 else 8 if len(units) <= 512 else 32
    padded = np.full(-(-len(units) // across) * across, np.nan, np.float32)
    padded[: len(units)] = units
    return padded.reshape(1, -1, across)


def _table_rows(subject: Subject) -> list[str]:
    stages = enumerate(subject.explained.stages, 1)
    return [_table_row(number, step) for number, stage in stages for step in stage.steps]


def _table_row(number: int, step: Step) -> str:
    """A step, with the number that its layer has in the page's lists."""
    dense = dense_parameters(step)
    cells = [
        f"{number}. **{title_of(step)}**",
        shape_text(step.output_shape),
        sentence_of(step),
        f"{parameters_text(step)}. {parameters_sentence(step)}" if step.parameters else "0",
        f"{dense:,}" if dense else "",
        field_text(step),
    ]
    return f"| {' | '.join(cells)} |"
