"""Choose one weight of the network by clicking on it."""

import numpy as np
import streamlit as st

from digitdemo.explaining.architecture import Step
from digitdemo.explaining.sentences import title_of
from digitdemo.learning.one_weight import Weight
from digitdemo.sentences import say
from digitdemo.ui.boards import Board, Legend, picked, show_boards, tiles
from digitdemo.ui.colour_scales import round_limit
from digitdemo.ui.learning.subject import Subject, number

BOARDS = "learning_kernels"
_LAYER, _PART, _WEIGHT = "learning_layer", "learning_part", "learning_weight"
_MOST_TILES = 64


def choose_weight(subject: Subject) -> Weight:
    """Layer, then channel or unit, then a click on a kernel's pixel; at first the weight with the steepest slope."""
    steps = {step.layer.name: step for step in subject.network.steps if _has_kernel(subject, step)}
    if st.session_state.get(_LAYER) not in steps:
        st.session_state[_LAYER] = next(iter(steps))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        places = {name: place for place, name in enumerate(steps, 1)}
        layer = str(
            st.selectbox(
                say("learning-layer"),
                list(steps),
                format_func=lambda name: say("learning-layer-name", place=places[name], title=title_of(steps[name])),
                key=_LAYER,
                width=260,
            )
        )
        step, kernel = steps[layer], subject.network.weights[layer]["kernel"]
        weight = _current(subject, step)
        part = _choose_part(step, layer, kernel, weight)
    shown = _tiles_of(subject, step, part)
    limit = round_limit(kernel)
    board = Board(
        shown, name=f"{layer}|{part}", title=say("learning-click"), limits=limit,
        pixel_px=15 if shown.shape[1] <= 8 else 6, pick="pixel", outlines=_outline(subject, step, weight, part),
    )  # fmt: skip
    show_boards(
        [board], BOARDS, legends=(Legend(say("learning-legend-weight"), limit, is_signed=True),),
        on_pick=lambda: _go(subject, step),
    )  # fmt: skip
    place = ", ".join(str(part) for part in weight.index)
    st.markdown(say("learning-chosen", layer=title_of(step), place=place, value=number(weight.value(subject.network))))
    return weight


def _choose_part(step: Step, layer: str, kernel: np.ndarray, weight: Weight) -> int:
    """Which channel that comes in, or which unit of a dense layer, is shown."""
    axis = 1 if step.kind == "dense" else 2
    key, last = f"{_PART}_{layer}", kernel.shape[axis] - 1
    st.session_state[key] = min(int(st.session_state.get(key, weight.index[axis])), last)
    words = "learning-unit" if step.kind == "dense" else "learning-channel"
    return int(st.number_input(say(words), 0, last, key=key, width=180))


def _has_kernel(subject: Subject, step: Step) -> bool:
    return not step.inside and "kernel" in subject.network.weights.get(step.layer.name, {})


def _current(subject: Subject, step: Step) -> Weight:
    kept = st.session_state.get(_WEIGHT)
    kernel = subject.network.weights[step.layer.name]["kernel"]
    if isinstance(kept, Weight) and kept.layer == step.layer.name and _is_in(kept.index, kernel.shape):
        return kept
    slopes = subject.network.gradients(subject.values, subject.digits).weights[step.layer.name]["kernel"]
    steepest = np.unravel_index(int(np.abs(np.nan_to_num(slopes)).argmax()), kernel.shape)
    weight = Weight(step.layer.name, "kernel", tuple(int(place) for place in steepest))
    st.session_state[_WEIGHT] = weight
    return weight


def _is_in(index: tuple[int, ...], shape: tuple[int, ...]) -> bool:
    return len(index) == len(shape) and all(place < side for place, side in zip(index, shape, strict=True))


def maps_before(subject: Subject, step: Step) -> tuple[int, int, int] | None:
    """The maps that were laid out in a row for a dense layer, if there were any."""
    index = subject.network.steps.index(step)
    for earlier in reversed(subject.network.steps[:index]):
        if earlier.kind == "flatten" and len(earlier.input_shape) == 3:
            return earlier.input_shape
        if earlier.kind not in ("flatten", "dropout"):
            break
    return None


def _tiles_of(subject: Subject, step: Step, part: int) -> np.ndarray:
    """(tiles, rows, columns) of the kernel."""
    kernel = subject.network.weights[step.layer.name]["kernel"]
    if step.kind != "dense":
        return tiles(kernel[:, :, part])[:_MOST_TILES]
    maps = maps_before(subject, step)
    if maps is None:
        return kernel[:, part].reshape(1, 1, -1)
    return tiles(kernel[:, part].reshape(maps))[:_MOST_TILES]


def _outline(
    subject: Subject, step: Step, weight: Weight, part: int
) -> dict[int, list[tuple[int, int, int, int]]] | None:
    if step.kind != "dense":
        row, column, channel, tile = weight.index
        return {tile: [(row, column, 1, 1)]} if channel == part else None
    source, unit = weight.index
    maps = maps_before(subject, step)
    if unit != part:
        return None
    if maps is None:
        return {0: [(0, source, 1, 1)]}
    row, column, tile = (int(place) for place in np.unravel_index(source, maps))
    return {tile: [(row, column, 1, 1)]}


def _go(subject: Subject, step: Step) -> None:
    pick = picked(BOARDS)
    if pick is None or pick.tile < 0 or "|" not in pick.board:
        return
    layer, part = pick.board.rsplit("|", 1)
    if layer != step.layer.name:
        return
    index: tuple[int, ...] = (pick.row, pick.column, int(part), pick.tile)
    if step.kind == "dense":
        maps = maps_before(subject, step)
        place = (pick.row, pick.column, pick.tile)
        source = pick.column if maps is None else int(np.ravel_multi_index(place, maps))
        index = (source, int(part))
    st.session_state[_WEIGHT] = Weight(layer, "kernel", index)
