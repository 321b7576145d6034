"""One map, large, and below it what its chosen pixel sees: the drawing, and the layer before."""

import numpy as np
import streamlit as st

from digitdemo.explaining.architecture import Step
from digitdemo.explaining.arithmetic import arithmetic_of_pixel, outline_below
from digitdemo.explaining.feature_maps import DRAWING
from digitdemo.explaining.sentences import field_text, source_of, title_of
from digitdemo.sentences import say
from digitdemo.ui.boards import Board, Legend, Outline, picked, show_boards
from digitdemo.ui.inside.subject import Subject, explained_network, select

PIXELS = "inside_pixels_boards"
_LARGE_PX, _SMALL_PX = 400, 168
_NOTES = {"convolution": "inside-adds-most", "maxout": "inside-larger-of-two"}


def show_one_map(subject: Subject, step: Step, index: int, place: tuple[int, int]) -> None:
    """The chosen map with the chosen pixel outlined, to click on; below, what that pixel sees."""
    limit, signed = subject.limit_of(step.name), subject.is_signed(step.name)
    below = _layer_below(subject, step)
    boards = [_map_board(subject, step, index, place, below), _drawing_board(subject, step, place)]
    if below != DRAWING:
        boards.append(_below_board(subject, below, _first_windowed(subject, step), index, place))
    legend = Legend(say("inside-map-legend", step=title_of(step)), limit, signed)
    show_boards(boards, PIXELS, on_pick=_go_to_pixel, legends=(legend,))
    with st.container(key="inside-pixel-hint"):
        st.caption(say("inside-pixel-hint"))


def _go_to_pixel() -> None:
    pick = picked(PIXELS)
    if pick is not None:
        select(explained_network().step(pick.board), place=(pick.row, pick.column))


def _same_size(subject: Subject, step: Step) -> list[Step]:
    stage = next(stage for stage in subject.explained.stages if step in stage.steps)
    return [each for each in stage.steps if each.output_shape == step.output_shape and each.kind != "dropout"]


def _first_windowed(subject: Subject, step: Step) -> Step:
    """The step of the stage that looks at the layer below."""
    return (_same_size(subject, step) or [step])[0]


def _layer_below(subject: Subject, step: Step) -> str:
    return subject.explained.before(_first_windowed(subject, step))


def _map_board(subject: Subject, step: Step, index: int, place: tuple[int, int], below: str) -> Board:
    output = subject.maps[step.name]
    first = _first_windowed(subject, step)
    links = []
    if step.field is not None:
        rows, columns = step.field.rows, step.field.columns
        links.append((DRAWING, 0, (rows.start, rows.jump, rows.size), (columns.start, columns.jump, columns.size)))
    if below != DRAWING and first.sliding:
        (top, left), reach = first.geometry.corner(0, 0), first.geometry.reach
        links.append((below, 0, (top, first.stride[0], reach[0]), (left, first.stride[1], reach[1])))
    return Board(
        output[None, ..., index],
        step.name,
        say("inside-map-large", map=index, step=title_of(step)),
        alt=say("inside-map-large", map=index, step=title_of(step)),
        limits=subject.limit_of(step.name),
        pixel_px=max(2, _LARGE_PX // max(output.shape[:2])),
        pick="pixel",
        outlines={0: [(*place, 1, 1)]},
        links=tuple(links),
        large=True,
    )


def _drawing_board(subject: Subject, step: Step, place: tuple[int, int]) -> Board:
    return Board(
        subject.maps[DRAWING][None, ..., 0],
        DRAWING,
        say("inside-your-drawing"),
        say("inside-pixel-sees", field=field_text(step)),
        say("inside-drawing-outlined"),
        limits=1,
        pixel_px=_SMALL_PX // 28,
        outlines={0: _boxes(step.seen(*place))},
    )


def _below_board(subject: Subject, below: str, first: Step, index: int, place: tuple[int, int]) -> Board:
    values = subject.maps[below]
    channel = _strongest_channel(subject, first, index, place)
    title = source_of(subject.explained, below, channel)
    return Board(
        values[None, ..., channel],
        below,
        title,
        say(_NOTES.get(first.kind, "inside-goes-in")),
        title,
        limits=subject.limit_of(below),
        pixel_px=max(2, _SMALL_PX // max(values.shape[:2])),
        outlines={0: _boxes(outline_below(first, (*place, index)))},
    )


def _strongest_channel(subject: Subject, first: Step, index: int, place: tuple[int, int]) -> int:
    if first.kind == "maxout":
        pair = subject.maps[subject.explained.before(first)][(*place, slice(2 * index, 2 * index + 2))]
        return 2 * index + int(np.argmax(pair))
    if first.kind == "depthwise convolution":
        return int(first.channels_seen(index).start)
    if first.kind != "convolution":
        return min(index, subject.maps[subject.explained.before(first)].shape[-1] - 1)
    arithmetic = arithmetic_of_pixel(subject.explained, subject.maps, first.name, (*place, index))
    return int(arithmetic.largest_first[0])


def _boxes(box: Outline | None) -> list[Outline]:
    return [box] if box else []
