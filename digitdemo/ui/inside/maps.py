"""From a layer down to one pixel: its maps or kernels, one of them large, and the arithmetic of a pixel of it."""

import numpy as np
import streamlit as st

from digitdemo.explaining.architecture import Stage, Step
from digitdemo.explaining.feature_maps import dead_maps
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
from digitdemo.sentences import say
from digitdemo.ui.boards import Board, Legend, picked, show_boards, tiles
from digitdemo.ui.inside.arithmetic import UNIT, keep_unit, show_arithmetic, show_arithmetic_of_unit
from digitdemo.ui.inside.epochs import subject_after_epoch
from digitdemo.ui.inside.filters import can_show_kernels, show_kernels
from digitdemo.ui.inside.glance import as_tile
from digitdemo.ui.inside.one_map import show_one_map
from digitdemo.ui.inside.subject import (
    DESCENT,
    GRID,
    KERNELS,
    LAYER,
    MAP,
    MAPS,
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

GRID_BOARDS, UNITS = "inside_maps_boards", "inside_units_boards"
_SCALE, _ONE_SCALE, _OWN_SCALES = "inside_scale", "one", "own"
_TILE_PX = 64


@st.fragment(key=DESCENT)
def show_descent() -> None:
    """A grid of one layer's maps or kernels, one map large, the arithmetic of one pixel: linked."""
    subject = current_subject()
    if subject is None:
        return
    go_where_wanted(subject.explained)
    with st.container(key="inside-controls", horizontal=True, vertical_alignment="bottom"):
        stage, name = _choose_step(subject)
        grid = _choose_grid(subject, stage)
        subject = subject_after_epoch(subject, stage)
    step = subject.explained.step(name)
    output = subject.maps[step.name]
    pictures, sums = st.columns([20, 14], gap="medium")
    with pictures, st.container(key="feature-maps"):
        index, place = _show_pictures(subject, step, output, grid)
    with sums, st.container(key="arithmetic"):
        if output.ndim == 3:
            show_arithmetic(subject, step, (*place, index))
        else:
            show_arithmetic_of_unit(subject, step)


def _choose_step(subject: Subject) -> tuple[Stage, str]:
    stages = subject.explained.stages
    titles = [stage_title(stage, number) for number, stage in enumerate(stages, 1)]
    keep_in(LAYER, list(range(len(stages))), 0, titles)
    layer = st.selectbox(
        say("inside-layer"), range(len(stages)), format_func=titles.__getitem__, key=LAYER, width=300,
        persist_state="session",
    )  # fmt: skip
    steps = {step.name: step for step in stages[layer].steps}
    keep_in(STEP, list(steps), next(iter(steps)))
    name = st.segmented_control(
        say("inside-step"), list(steps), format_func=lambda each: title_of(steps[each]), key=STEP, required=True,
        wrap=True, help=say("inside-step-help"), persist_state="session",
    )  # fmt: skip
    return stages[layer], str(name)


def _choose_grid(subject: Subject, stage: Stage) -> str:
    """What stands in the grid: what the filters found, or the filters themselves."""
    if not can_show_kernels(subject.explained, stage.first):
        return MAPS
    keep_in(GRID, [MAPS, KERNELS], MAPS)
    words = {MAPS: say("inside-grid-maps"), KERNELS: say("inside-grid-kernels")}
    if stage.first.kind == "dense":
        words = {MAPS: say("inside-grid-numbers"), KERNELS: say("inside-grid-weights")}
    return str(
        st.segmented_control(
            say("inside-grid"), [MAPS, KERNELS], format_func=words.__getitem__, key=GRID, required=True,
            help=say("inside-grid-help"), persist_state="session",
        )
    )  # fmt: skip


def _show_pictures(subject: Subject, step: Step, output: np.ndarray, grid: str) -> tuple[int, tuple[int, int]]:
    if output.ndim != 3:
        if grid == KERNELS:
            with st.container(key="filters"):
                show_kernels(subject, step, 0)
        _show_units(subject, step, output)
        _show_facts(step)
        return 0, (0, 0)
    if MAP not in st.session_state:
        st.session_state[MAP] = _liveliest_map(subject, step)
    keep_in(_SCALE, [_ONE_SCALE, _OWN_SCALES], _ONE_SCALE)
    index = keep_between(MAP, 0, output.shape[2] - 1, 0)
    place = keep_place(step, index, output)
    left, middle = st.columns([7, 13], gap="medium")
    with left:
        if grid == KERNELS:
            with st.container(key="filters"):
                show_kernels(subject, step, index)
        else:
            _show_grid(subject, step, output, index)
        _show_facts(step)
    with middle:
        show_one_map(subject, step, index, place)
    return index, place


def _show_facts(step: Step) -> None:
    field, shape = field_text(step), shape_text(step.output_shape)
    with st.container(key="inside-facts"):
        st.caption(say("inside-facts", sentence=sentence_of(step), field=field, shape=shape))
    with st.expander(say("inside-parameters", parameters=step.parameters or 0)):
        st.markdown(f"{parameters_text(step)}. {parameters_sentence(step)}")
        dense = dense_parameters(step)
        if dense and step.parameters:
            st.markdown(say("inside-dense-instead", dense=dense, times=round(dense / step.parameters)))
        if step.has_maps:
            words = {_ONE_SCALE: say("inside-scale-layer"), _OWN_SCALES: say("inside-scale-map")}
            st.segmented_control(
                say("inside-scale"), list(words), format_func=words.__getitem__, key=_SCALE, required=True,
                persist_state="session",
            )  # fmt: skip


def _show_grid(subject: Subject, step: Step, output: np.ndarray, index: int) -> None:
    """All maps of the step, to choose from."""
    count = output.shape[2]
    dead = dead_maps(output)
    own = st.session_state[_SCALE] == _OWN_SCALES
    board = Board(
        tiles(output),
        step.name,
        alt=say("inside-map"),
        limits=np.maximum(np.abs(output).max(axis=(0, 1)), 1e-9) if own else subject.limit_of(step.name),
        pixel_px=max(2, round(_TILE_PX / max(output.shape[:2]))),
        pick="tile",
        chosen=index,
        labels=[str(each) for each in range(count)],
        marks={int(each): say("inside-dead-mark") for each in np.flatnonzero(dead)},
        exact=False,
    )
    show_boards([board], GRID_BOARDS, on_pick=_go_to_map)
    if dead.any():
        st.caption(say("inside-dead", dead=int(dead.sum()), count=count))


def _liveliest_map(subject: Subject, step: Step) -> int:
    """Where to begin: the map with the strongest contrast behind the activation."""
    stage = next(stage for stage in subject.explained.stages if step in stage.steps)
    alike = [each for each in stage.steps if each.output_shape == step.output_shape]
    return int(subject.maps[alike[-1].name].std(axis=(0, 1)).argmax())


def _show_units(subject: Subject, step: Step, output: np.ndarray) -> None:
    """A layer's numbers that have no place on the drawing, to click on."""
    st.caption(say("inside-units", count=output.size))
    tile = as_tile(output)
    unit = keep_unit(output, subject.digit)
    across = tile.shape[2]
    limit = subject.limit_of(step.name)
    board = Board(
        tile,
        step.name,
        alt=say("inside-all-units", step=title_of(step)),
        limits=limit,
        pixel_px=24 if output.size <= 512 else 10,
        digits=2 if output.size <= 64 else None,
        pick="pixel",
        outlines={0: [(unit // across, unit % across, 1, 1)]},
    )
    legend = Legend(say("inside-map-legend", step=title_of(step)), limit, subject.is_signed(step.name))
    show_boards([board], UNITS, on_pick=_go_to_unit, legends=(legend,))


def _go_to_unit() -> None:
    pick = picked(UNITS)
    subject = current_subject()
    if pick is not None and subject is not None and pick.board in subject.maps:
        output = subject.maps[pick.board]
        st.session_state[UNIT] = min(pick.row * as_tile(output).shape[2] + pick.column, output.size - 1)


def _go_to_map() -> None:
    pick = picked(GRID_BOARDS)
    if pick is not None:
        select(explained_network().step(pick.board), index=pick.tile)
