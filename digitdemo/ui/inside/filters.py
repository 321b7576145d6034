"""The kernels that a network learned, as a grid to choose from."""

from collections.abc import Callable

import numpy as np
import streamlit as st

from digitdemo.explaining.architecture import Step
from digitdemo.explaining.classic_kernels import closest_classic_kernel
from digitdemo.explaining.feature_maps import ExplainedNetwork
from digitdemo.explaining.kernels import (
    kernels,
    order_by_similarity,
    order_by_strength,
    strongest_channels,
    weight_images,
)
from digitdemo.sentences import say
from digitdemo.ui.boards import Board, Legend, picked, show_boards, tiles
from digitdemo.ui.colour_scales import round_limit
from digitdemo.ui.inside.subject import Subject, explained_network, keep_in, select

ORDERS: dict[str, Callable[[np.ndarray, np.ndarray], np.ndarray]] = {
    "learned": lambda weights, shown: np.arange(weights.shape[3]),
    "strongest": lambda weights, shown: order_by_strength(weights),
    "alike": lambda weights, shown: order_by_similarity(shown),
}
MOST_IMAGES = 60
WEAK_BELOW = 0.6
BOARDS = "inside_filters_boards"
_KERNEL_PX = {1: 28, 2: 22, 3: 16, 4: 12, 5: 10}
_ORDER, _CHANNEL = "inside_order", "inside_channel"


def can_show_kernels(explained: ExplainedNetwork, first: Step) -> bool:
    """Whether a layer has kernels, or weights that lie on pixels."""
    return first.has_kernels or weight_images(explained, first) is not None


def show_kernels(subject: Subject, step: Step, chosen: int) -> None:
    """Small multiples of the kernels of a step's layer.

    Args:
        chosen: the filter whose map is shown large.
    """
    stage = next(stage for stage in subject.explained.stages if step in stage.steps)
    if not stage.first.has_kernels:
        _show_weight_images(subject, stage.first)
        return
    with st.container(key="inside-filters-introduction"):
        st.caption(say("inside-filters-introduction"))
    weights = kernels(subject.explained, stage.first.name)
    chosen = min(chosen, weights.shape[3] - 1)
    shown, channels = _choose_kernels(weights)
    order = ORDERS[st.session_state[_ORDER]](weights, shown)
    limit = round_limit(weights)
    board = Board(
        tiles(shown[..., order]),
        f"{' '.join(str(index) for index in order)}|{stage.first.name}",
        alt=say("inside-kernel-of"),
        limits=limit,
        pixel_px=_KERNEL_PX.get(max(shown.shape[:2]), 8),
        pick="tile",
        chosen=int(np.flatnonzero(order == chosen)[0]),
        labels=[str(index) for index in order],
    )
    show_boards([board], BOARDS, on_pick=_go, legends=(Legend(say("inside-weight"), limit, is_signed=True),))
    if shown.shape[0] > 1:
        _say_likeness(shown[..., chosen], chosen, int(channels[chosen]), weights.shape[2])


def _choose_kernels(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """One kernel of each filter, (rows, columns, filters), and of which channel it is, (filters,)."""
    keep_in(_ORDER, list(ORDERS), next(iter(ORDERS)))
    names = {
        "learned": say("inside-order-learned"),
        "strongest": say("inside-order-strongest"),
        "alike": say("inside-order-alike"),
    }
    with st.container(horizontal=True, vertical_alignment="bottom", key="inside-kernel-choices"):
        st.selectbox(
            say("inside-order"), list(ORDERS), format_func=names.__getitem__, key=_ORDER, width=170,
            persist_state="session",
        )  # fmt: skip
        count = weights.shape[2]
        strongest = strongest_channels(weights)
        if count == 1:
            return weights[:, :, 0], strongest
        keep_in(_CHANNEL, [-1, *range(count)], -1)
        channel = st.selectbox(
            say("inside-kernel-for"),
            [-1, *range(count)],
            format_func=lambda each: say("inside-strongest-kernel") if each < 0 else say("inside-map-number", map=each),
            key=_CHANNEL,
            width=170,
            help=say("inside-kernels-a-filter", count=count),
            persist_state="session",
        )
    channels = strongest if channel < 0 else np.full(weights.shape[3], channel)
    return np.take_along_axis(weights, channels[None, None, None], axis=2)[:, :, 0], channels


def _say_likeness(kernel: np.ndarray, chosen: int, channel: int, count: int) -> None:
    likeness = closest_classic_kernel(kernel)
    words = "inside-looks-like" if likeness.correlation >= WEAK_BELOW else "inside-looks-like-none"
    name = kernel_name(likeness.name)
    if likeness.is_reversed:
        name = say("inside-reversed", name=name)
    said = say(words, filter=chosen, name=name, correlation=f"{likeness.correlation:.2f}")
    with st.container(key="inside-likeness"):
        st.caption(f"{say('inside-its-kernel', map=channel)} {said}" if count > 1 else said)


def kernel_name(name: str) -> str:
    """What a classic kernel, or a pattern like it, is called."""
    return say(f"inside-classic-{name.lower().replace(' ', '-')}")


def _go() -> None:
    pick = picked(BOARDS)
    if pick is not None:
        order, name = pick.board.split("|", 1)
        select(explained_network().step(name), index=int(order.split()[pick.tile]))


def _show_weight_images(subject: Subject, step: Step) -> None:
    """Of a dense layer behind the drawing: each unit's weights, laid back on the pixels."""
    images = weight_images(subject.explained, step)
    assert images is not None  # can_show_kernels says so
    if not subject.explained.convolutions:
        st.caption(say("inside-no-kernels"))
    all_units = images[:, :, 0]
    shown = np.sort(order_by_strength(all_units[:, :, None])[:MOST_IMAGES])
    limit = round_limit(all_units)
    board = Board(
        tiles(all_units[..., shown]),
        "weights",
        note=say("inside-units-shown", shown=len(shown), count=step.output_shape[0]),
        alt=say("inside-weights-of-unit"),
        limits=limit,
        pixel_px=max(2, 64 // max(all_units.shape[:2])),
        labels=[str(index) for index in shown],
        exact=False,
    )
    show_boards([board], "inside_weight_images", legends=(Legend(say("inside-weight"), limit, is_signed=True),))
