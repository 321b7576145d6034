"""The kernels that a network learned, and what each does to this digit."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import streamlit as st

from digitdemo.explaining.architecture import Step
from digitdemo.explaining.arithmetic import steps_after
from digitdemo.explaining.classic_kernels import closest_classic_kernel
from digitdemo.explaining.feature_maps import DRAWING
from digitdemo.explaining.kernels import (
    kernels,
    kernels_by_epoch,
    order_by_similarity,
    order_by_strength,
    strongest_channels,
    weight_images,
)
from digitdemo.explaining.sentences import shape_text, title_of
from digitdemo.ui.boards import Board, Legend, picked, show_boards, tiles
from digitdemo.ui.colour_scales import round_limit
from digitdemo.ui.inside.subject import (
    DESCENT,
    FILTERS,
    Subject,
    current_subject,
    explained_network,
    keep_between,
    keep_in,
    select,
)

TITLE = "Learned filters"
INTRODUCTION = (
    "A *filter* slides one small *kernel* of weights over the picture. Blue weights ask for ink, orange weights ask "
    "for paper. Nobody chose these numbers: the network learned them. Click a kernel to see what it does to your digit."
)
NO_KERNELS = (
    "This network has no convolution, so it has no kernels. Instead, every unit of its first dense layer weighs every "
    "pixel of the drawing. These are its weights, laid back on the pixels: blue ones ask for ink, orange ones for "
    "paper."
)
UNITS_SHOWN = "the {shown} strongest of {count} units"
MOST_IMAGES = 60
NO_WEIGHTS = "This network has no layer whose weights lie on pixels, so there is nothing to show here."
HINT = (
    "The classic kernel it looks most like: **{name}**{reversed} (correlation {correlation:.2f}). "
    "This is a hint, not an explanation."
)
WEAK_HINT = (
    "It looks like none of the classic kernels; the closest is **{name}**{reversed}, with a correlation of only "
    "{correlation:.2f}. Networks find patterns that have no name."
)
WEAK_BELOW = 0.6
TOGETHER = "all {count} channels together"
REVERSED = ", with ink and paper exchanged"
ORDERS: dict[str, Callable[[np.ndarray, np.ndarray], np.ndarray]] = {
    "As learned": lambda weights, shown: np.arange(weights.shape[3]),
    "Strongest first": lambda weights, shown: order_by_strength(weights),
    "Alike together": lambda weights, shown: order_by_similarity(shown),
}
EVERY_STRONGEST = "Each filter's strongest"
CHANNEL = "Channel {number}"
LEGEND = "Weight"
MAP_LEGEND = "What it finds"
MOST_NUMBERS = 7  # a kernel up to this side is written as numbers
EPOCH = "After epoch"
EPOCH_CAPTION = "The same kernels while this network learned: move the slider. After epoch 0 means before learning."
BOARDS = "inside_filters_boards"
_KERNEL_PX = {1: 24, 2: 18, 3: 14, 4: 11, 5: 10}
_LAYER, _ORDER, _CHANNEL = "inside_filters_layer", "inside_order", "inside_channel"
_EPOCH, _FILTER, _WANTED = "inside_epoch", "inside_filter", "inside_filters_wanted"


@st.fragment(key=FILTERS)
def show_filters() -> None:
    """Small multiples of one layer's kernels, and one of them at work."""
    subject = current_subject()
    if subject is None:
        return
    st.header(TITLE, anchor="filters")
    if not subject.explained.convolutions:
        _show_weight_images(subject)
        return
    st.write(INTRODUCTION)
    step, weights = _choose_layer(subject)
    shown, channels = _choose_kernels(step, weights)
    order = ORDERS[st.session_state[_ORDER]](weights, shown)
    chosen = keep_between(_FILTER, 0, weights.shape[3] - 1, _liveliest_filter(subject, step))
    limit = round_limit(weights)
    show_boards(
        [_multiples(step, shown, channels, order, chosen, limit)],
        BOARDS,
        on_pick=_go,
        legends=(Legend(LEGEND, limit, is_signed=True),),
    )
    _show_at_work(subject, step, shown[..., chosen], int(channels[chosen]), chosen, limit)


def show_filters_of(step: Step) -> None:
    """Show this convolution's kernels when the section runs next."""
    st.session_state[_WANTED] = step.name


def _choose_layer(subject: Subject) -> tuple[Step, np.ndarray]:
    steps = subject.explained.convolutions
    names = [step.name for step in steps]
    wanted = st.session_state.pop(_WANTED, None)
    if wanted in names:
        st.session_state[_LAYER] = wanted
    titles = {step.name: f"{title_of(step)}, {shape_text(step.layer.weights['kernel'].shape)}" for step in steps}
    keep_in(_LAYER, list(names), names[0], list(titles.values()))
    keep_in(_ORDER, list(ORDERS), next(iter(ORDERS)))
    left, right = st.columns(2)
    name = left.selectbox("Layer", names, format_func=titles.__getitem__, key=_LAYER)
    right.segmented_control("Order", list(ORDERS), key=_ORDER, required=True)
    step, weights = subject.explained.step(name), kernels(subject.explained, name)
    epochs = kernels_by_epoch(subject.explained.network.model) if step is steps[0] else None
    if epochs is not None and epochs.shape[1:] == weights.shape:
        weights = epochs[_choose_epoch(len(epochs))]
    return step, weights


def _choose_epoch(count: int) -> int:
    if count == 1:
        return 0
    keep_between(_EPOCH, 0, count - 1, count - 1)
    return int(st.slider(EPOCH, 0, count - 1, key=_EPOCH, help=EPOCH_CAPTION))


def _choose_kernels(step: Step, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """One channel of each filter, (rows, columns, filters), and which one, (filters,)."""
    count = weights.shape[2]
    strongest = strongest_channels(weights)
    if count == 1:
        return weights[:, :, 0], strongest
    options = [-1, *range(count)]
    keep_in(_CHANNEL, list(options), -1)
    channel = st.selectbox(
        f"Each filter has {count} kernels, one for each map that comes in. Show",
        options,
        format_func=lambda each: EVERY_STRONGEST if each < 0 else CHANNEL.format(number=each),
        key=_CHANNEL,
    )
    channels = strongest if channel < 0 else np.full(weights.shape[3], channel)
    return np.take_along_axis(weights, channels[None, None, None], axis=2)[:, :, 0], channels


def _liveliest_filter(subject: Subject, step: Step) -> int:
    """Where to begin: the filter whose map has the strongest contrast."""
    last = (step, *steps_after(subject.explained, step))[-1]
    return int(subject.maps[last.name].std(axis=(0, 1)).argmax())


def _multiples(
    step: Step, shown: np.ndarray, channels: np.ndarray, order: np.ndarray, chosen: int, limit: float
) -> Board:
    several = step.layer.weights["kernel"].shape[2] > 1
    labels = [f"{index} · c{channels[index]}" if several else f"{index}" for index in order]
    return Board(
        tiles(shown[..., order]),
        f"kernels {' '.join(str(index) for index in order)}",
        alt="Kernel of filter",
        limits=limit,
        pixel_px=_KERNEL_PX.get(max(shown.shape[:2]), 8),
        pick="tile",
        chosen=int(np.flatnonzero(order == chosen)[0]),
        labels=labels,
    )


def _go() -> None:
    pick = picked(BOARDS)
    if pick is None:
        return
    explained = explained_network()
    index = int(pick.board.split()[1:][pick.tile])
    st.session_state[_FILTER] = index
    select(explained.step(st.session_state[_LAYER]), index=index)
    st.rerun([FILTERS, DESCENT])


def _show_at_work(subject: Subject, step: Step, kernel: np.ndarray, channel: int, chosen: int, limit: float) -> None:
    st.subheader(f"Filter {chosen} at work on this digit")
    before = subject.explained.before(step)
    source = "Your drawing" if before == DRAWING else f"Map {channel} of {before}"
    legends = [Legend(LEGEND, limit, is_signed=True)]
    boards = [
        _map_board(subject, before, channel, source),
        _kernel_board(kernel, channel, limit),
    ]
    for later in (step, *steps_after(subject.explained, step)):
        if later is step or later.kind == "activation":
            title = "What it finds" if later is step else f"After {title_of(later)}"
            board = _map_board(subject, later.name, chosen, title)
            several = later is step and step.input_shape[2] > 1
            boards.append(replace(board, note=TOGETHER.format(count=step.input_shape[2])) if several else board)
    legends.append(Legend(MAP_LEGEND, float(np.abs(subject.maps[step.name][..., chosen]).max()), is_signed=True))
    show_boards(boards, "inside_filter_at_work", joined="× → ›", legends=tuple(legends))
    if kernel.size > 1:
        likeness = closest_classic_kernel(kernel)
        mirrored = REVERSED if likeness.is_reversed else ""
        words = HINT if likeness.correlation >= WEAK_BELOW else WEAK_HINT
        st.write(words.format(name=likeness.name, reversed=mirrored, correlation=likeness.correlation))


def _kernel_board(kernel: np.ndarray, channel: int, limit: float) -> Board:
    side = max(kernel.shape)
    return Board(
        kernel[None],
        "kernel",
        "The kernel",
        f"channel {channel}",
        "The kernel",
        limits=limit,
        pixel_px=max(4, 168 // side),
        digits=2 if side <= MOST_NUMBERS else None,
    )


def _map_board(subject: Subject, name: str, index: int, title: str) -> Board:
    output = subject.maps[name]
    limit = 1.0 if name == DRAWING else float(np.abs(output[..., index]).max()) or 1.0
    note = f"{output.shape[0]}×{output.shape[1]}"
    return Board(
        output[None, ..., index], name, title, note, limits=limit, pixel_px=max(2, 168 // max(output.shape[:2]))
    )


def _show_weight_images(subject: Subject) -> None:
    step = next((step for step in subject.explained.steps if step.kind == "dense"), None)
    images = weight_images(subject.explained, step) if step else None
    if step is None or images is None:
        st.info(NO_WEIGHTS)
        return
    st.write(NO_KERNELS)
    all_units = images[:, :, 0]
    shown = np.sort(order_by_strength(all_units[:, :, None])[:MOST_IMAGES])
    first, limit = all_units[..., shown], round_limit(all_units)
    board = Board(
        tiles(first),
        "weights",
        title_of(step),
        UNITS_SHOWN.format(shown=len(shown), count=step.output_shape[0]),
        "Weights of unit",
        limits=limit,
        pixel_px=3,
        labels=[str(index) for index in shown],
        exact=False,
    )
    show_boards([board], "inside_weight_images", legends=(Legend(LEGEND, limit, is_signed=True),))
