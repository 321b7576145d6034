"""Feature maps step by step, and the descent into one pixel."""

import numpy as np
import streamlit as st

from digitdemo.explaining.architecture import Step
from digitdemo.explaining.arithmetic import arithmetic_of_pixel, outline_below
from digitdemo.explaining.feature_maps import DRAWING, dead_maps
from digitdemo.explaining.sentences import (
    dense_parameters,
    field_text,
    parameters_sentence,
    parameters_text,
    sentence_of,
    shape_text,
    stage_title,
    title_of,
)
from digitdemo.ui.boards import Board, Legend, Outline, picked, show_boards, tiles
from digitdemo.ui.inside.arithmetic import UNIT, keep_unit, show_arithmetic, show_arithmetic_of_unit
from digitdemo.ui.inside.glance import as_tile
from digitdemo.ui.inside.subject import (
    DESCENT,
    LAYER,
    MAP,
    STEP,
    Subject,
    current_subject,
    explained_network,
    go_where_wanted,
    keep_between,
    keep_in,
    keep_place,
    select,
)

TITLE = "Feature maps"
INTRODUCTION = "A *feature map* shows what one filter found, and where. Click a map, then a pixel of it."
ONE_SCALE, OWN_SCALES = "One for the layer", "One a map"
PARAMETERS = "Parameters: {calculation}. {sentence}"
INSTEAD = "A dense layer in its place would need {dense:,}, that is {times:,} times as many."
FIELD = "One number sees: {field}"
DEAD = "{dead} of {count} maps are dead: they show the same number everywhere for this digit."
DEAD_MARK = "dead"
LEGEND = "{step} of {layer}"
NO_MAPS = "These {count} numbers have no place on the drawing. Click one to see its arithmetic."
DESCENT_TITLE = "Map {index}, from the drawing to one pixel"
BELOW_NOTES = {"convolution": "it adds or takes most here", "maxout": "the larger of the two here"}
DESCENT_HINT = (
    "Move over a pixel: a dashed frame shows what it sees. Click one to see its arithmetic; the arrow keys move on."
)
MAPS, PIXELS, UNITS = "inside_maps_boards", "inside_pixels_boards", "inside_units_boards"
_SCALE = "inside_scale"
_LARGE_PX = 168


@st.fragment(key=DESCENT)
def show_descent() -> None:
    """The maps of one step; one map; one pixel; its arithmetic."""
    subject = current_subject()
    if subject is None:
        return
    go_where_wanted(subject.explained)
    with st.container(key="feature-maps"):
        st.header(TITLE, anchor="feature-maps")
        st.write(INTRODUCTION)
        step = _choose_step(subject)
        _show_facts(step)
        output = subject.maps[step.name]
        index, place = _show_maps(subject, step, output) if output.ndim == 3 else (0, (0, 0))
        if output.ndim != 3:
            _show_units(subject, step, output)
    with st.container(key="arithmetic"):
        if output.ndim == 3:
            show_arithmetic(subject, step, (*place, index))
        else:
            show_arithmetic_of_unit(subject, step)


def _choose_step(subject: Subject) -> Step:
    stages = subject.explained.stages
    left, middle, right = st.columns([4, 4, 3])
    titles = [stage_title(stage, number) for number, stage in enumerate(stages, 1)]
    keep_in(LAYER, list(range(len(stages))), 0, titles)
    layer = left.selectbox("Layer", range(len(stages)), format_func=titles.__getitem__, key=LAYER)
    steps = {step.name: step for step in stages[layer].steps}
    keep_in(STEP, list(steps), next(iter(steps)))
    name = middle.segmented_control(
        "Step", list(steps), format_func=lambda each: title_of(steps[each]), key=STEP, required=True, wrap=True
    )
    keep_in(_SCALE, [ONE_SCALE, OWN_SCALES], ONE_SCALE)
    right.segmented_control("Colour scale", [ONE_SCALE, OWN_SCALES], key=_SCALE, required=True)
    return steps[str(name)]


def _show_facts(step: Step) -> None:
    dense = dense_parameters(step)
    facts = [f"**{sentence_of(step)}**"]
    facts.append(PARAMETERS.format(calculation=parameters_text(step), sentence=parameters_sentence(step)))
    if dense and step.parameters:
        facts.append(INSTEAD.format(dense=dense, times=round(dense / step.parameters)))
    facts.append(FIELD.format(field=field_text(step)) + f" · {shape_text(step.output_shape)}")
    st.markdown("  \n".join(facts))


def _show_maps(subject: Subject, step: Step, output: np.ndarray) -> tuple[int, tuple[int, int]]:
    count = output.shape[2]
    if MAP not in st.session_state:
        st.session_state[MAP] = _liveliest_map(subject, step)
    index = keep_between(MAP, 0, count - 1, 0)
    place = keep_place(step, index, output)
    dead = dead_maps(output)
    if dead.any():
        st.caption(DEAD.format(dead=int(dead.sum()), count=count))
    limit, signed = subject.limit_of(step.name), subject.is_signed(step.name)
    own = st.session_state[_SCALE] == OWN_SCALES
    legend = Legend(LEGEND.format(step=title_of(step), layer=step.layer.name), limit, signed)
    grid = Board(
        tiles(output),
        step.name,
        alt=f"{title_of(step)}, map",
        limits=np.maximum(np.abs(output).max(axis=(0, 1)), 1e-9) if own else limit,
        pixel_px=max(2, 64 // max(output.shape[:2])),
        pick="tile",
        chosen=index,
        labels=[str(each) for each in range(count)],
        marks={int(each): DEAD_MARK for each in np.flatnonzero(dead)},
        exact=False,
    )
    show_boards([grid], MAPS, on_pick=_go_to_map, legends=() if own else (legend,))
    st.subheader(DESCENT_TITLE.format(index=index))
    st.number_input("Map", 0, count - 1, key=MAP, width=160)
    show_boards(_descent(subject, step, index, place), PIXELS, joined="›", on_pick=_go_to_pixel, legends=(legend,))
    st.caption(DESCENT_HINT)
    return index, place


def _liveliest_map(subject: Subject, step: Step) -> int:
    """Where to begin: the map with the strongest contrast behind the activation."""
    return int(subject.maps[_same_size(subject, step)[-1].name].std(axis=(0, 1)).argmax())


def _show_units(subject: Subject, step: Step, output: np.ndarray) -> None:
    """A layer's numbers that have no place on the drawing, to click on."""
    st.write(NO_MAPS.format(count=output.size))
    tile = as_tile(output)
    unit = keep_unit(output, subject.digit)
    across = tile.shape[2]
    limit = subject.limit_of(step.name)
    board = Board(
        tile,
        step.name,
        alt=f"{title_of(step)}, all units",
        limits=limit,
        pixel_px=24 if output.size <= 512 else 10,
        digits=2 if output.size <= 64 else None,
        pick="pixel",
        outlines={0: [(unit // across, unit % across, 1, 1)]},
    )
    legend = Legend(LEGEND.format(step=title_of(step), layer=step.layer.name), limit, subject.is_signed(step.name))
    show_boards([board], UNITS, on_pick=_go_to_unit, legends=(legend,))


def _go_to_unit() -> None:
    pick = picked(UNITS)
    subject = current_subject()
    if pick is not None and subject is not None and pick.board in subject.maps:
        output = subject.maps[pick.board]
        st.session_state[UNIT] = min(pick.row * as_tile(output).shape[2] + pick.column, output.size - 1)


def _go_to_map() -> None:
    pick = picked(MAPS)
    if pick is not None:
        select(explained_network().step(pick.board), index=pick.tile)


def _go_to_pixel() -> None:
    pick = picked(PIXELS)
    if pick is not None:
        select(explained_network().step(pick.board), place=(pick.row, pick.column))


def _descent(subject: Subject, step: Step, index: int, place: tuple[int, int]) -> list[Board]:
    """The drawing with the receptive field, the layer below with the patch, then the map step by step."""
    below = _layer_below(subject, step)
    first = _first_windowed(subject, step)
    boards = [_drawing_board(subject, step, place)]
    if below != DRAWING:
        boards.append(_below_board(subject, below, first, index, place))
    for each in _same_size(subject, step):
        if each.output_shape[2] > index:
            boards.append(_pixel_board(subject, each, step, index, place, below))
    return boards


def _same_size(subject: Subject, step: Step) -> list[Step]:
    stage = next(stage for stage in subject.explained.stages if step in stage.steps)
    return [each for each in stage.steps if each.output_shape == step.output_shape and each.kind != "dropout"]


def _first_windowed(subject: Subject, step: Step) -> Step:
    """The step of the stage that looks at the layer below."""
    return _same_size(subject, step)[0]


def _layer_below(subject: Subject, step: Step) -> str:
    return subject.explained.before(_first_windowed(subject, step))


def _drawing_board(subject: Subject, step: Step, place: tuple[int, int]) -> Board:
    return Board(
        subject.maps[DRAWING][None, ..., 0],
        DRAWING,
        "Drawing",
        f"sees {field_text(step)}",
        "Your drawing, with what this pixel sees outlined",
        limits=1,
        pixel_px=6,
        outlines={0: _boxes(step.seen(*place))},
    )


def _below_board(subject: Subject, below: str, first: Step, index: int, place: tuple[int, int]) -> Board:
    values = subject.maps[below]
    channel = _strongest_channel(subject, first, index, place)
    return Board(
        values[None, ..., channel],
        below,
        f"Map {channel} of the layer below",
        BELOW_NOTES.get(first.kind, below),
        f"Map {channel} of {below}",
        limits=subject.limit_of(below),
        pixel_px=max(2, _LARGE_PX // max(values.shape[:2])),
        outlines={0: _boxes(outline_below(first, (*place, index)))},
    )


def _strongest_channel(subject: Subject, first: Step, index: int, place: tuple[int, int]) -> int:
    if first.kind == "maxout":
        pair = subject.maps[subject.explained.before(first)][(*place, slice(2 * index, 2 * index + 2))]
        return 2 * index + int(pair.argmax())
    if first.kind == "depthwise convolution":
        return int(first.channels_seen(index).start)
    if first.kind != "convolution":
        return min(index, subject.maps[subject.explained.before(first)].shape[-1] - 1)
    arithmetic = arithmetic_of_pixel(subject.explained, subject.maps, first.name, (*place, index))
    return int(arithmetic.largest_first[0])


def _pixel_board(subject: Subject, each: Step, step: Step, index: int, place: tuple[int, int], below: str) -> Board:
    output = subject.maps[each.name]
    first = _first_windowed(subject, each)
    links = []
    if each.field is not None:
        rows, columns = each.field.rows, each.field.columns
        links.append((DRAWING, 0, (rows.start, rows.jump, rows.size), (columns.start, columns.jump, columns.size)))
    if below != DRAWING and first.sliding:
        (top, left), reach = first.geometry.corner(0, 0), first.geometry.reach
        links.append((below, 0, (top, first.stride[0], reach[0]), (left, first.stride[1], reach[1])))
    return Board(
        output[None, ..., index],
        each.name,
        f"{title_of(each)}{' ◂' if each is step else ''}",
        "chosen step" if each is step else "click to choose",
        f"{title_of(each)}, map {index}",
        limits=subject.limit_of(each.name),
        pixel_px=max(2, _LARGE_PX // max(output.shape[:2])),
        pick="pixel",
        chosen=0 if each is step else None,
        outlines={0: [(*place, 1, 1)]},
        links=tuple(links),
    )


def _boxes(box: Outline | None) -> list[Outline]:
    return [box] if box else []
