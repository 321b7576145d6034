"""The arithmetic behind one number, written out: patch, kernel, products, sum, bias, activation."""

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from digitdemo.errors import ModelError
from digitdemo.explaining.architecture import Step
from digitdemo.explaining.arithmetic import Arithmetic, arithmetic_of_pixel, steps_after
from digitdemo.explaining.feature_maps import ExplainedNetwork
from digitdemo.explaining.sentences import sentence_of, source_of, title_of
from digitdemo.explaining.written_out import CHANNELS_WRITTEN, in_sum, number, products_text, sum_text
from digitdemo.sentences import say
from digitdemo.ui.boards import Board, Legend, show_boards
from digitdemo.ui.colour_scales import SIGNED, round_limit
from digitdemo.ui.inside.subject import COLUMN, MAP, ROW, Subject, keep_between, keep_in
from digitdemo.ui.plain_text import plain

UNIT = "inside_unit"
_CHANNEL, _CHANNEL_OF = "inside_arithmetic_channel", "inside_channel_of"
_MOST_BARS = 12
MOST_NUMBERS = 7  # a window up to this side is written as numbers
_BOARD_PX = 128


def show_arithmetic(subject: Subject, step: Step, position: tuple[int, int, int]) -> None:
    """How one pixel of one map comes about."""
    row, column, index = position
    height, width, count = step.output_shape
    st.markdown(f"**{say('inside-place', row=row, column=column, map=index, step=title_of(step))}**")
    with st.container(horizontal=True, vertical_alignment="bottom", key="inside-place"):
        st.number_input(say("inside-map"), 0, count - 1, key=MAP, width=100, persist_state="session")
        st.number_input(say("inside-row"), 0, height - 1, key=ROW, width=100, persist_state="session")
        st.number_input(say("inside-column"), 0, width - 1, key=COLUMN, width=100, persist_state="session")
    _show(subject, step, position)


def show_arithmetic_of_unit(subject: Subject, step: Step) -> None:
    """How one of a layer's numbers comes about, where they have no place."""
    output = subject.maps[step.name]
    unit = keep_unit(output, subject.digit)
    st.markdown(f"**{say('inside-unit-of', unit=unit, step=title_of(step))}**")
    st.number_input(say("inside-unit"), 0, output.size - 1, key=UNIT, width=160, persist_state="session")
    _show(subject, step, tuple(int(each) for each in np.unravel_index(unit, output.shape)))


def keep_unit(output: np.ndarray, digit: int) -> int:
    """The chosen unit; at first the reading's own, or the strongest."""
    strongest = digit if output.size == 10 else int(output.argmax())
    return keep_between(UNIT, 0, output.size - 1, strongest)


def _show(subject: Subject, step: Step, position: tuple[int, ...]) -> None:
    try:
        arithmetic = arithmetic_of_pixel(subject.explained, subject.maps, step.name, position)
    except ModelError as error:
        st.info(plain(error))
        return
    if step.has_kernels:
        _show_convolution(subject, arithmetic)
    elif step.kind == "dense":
        _show_largest_inputs(subject, arithmetic)
    else:
        st.caption(sentence_of(step))
        if step.sliding and step.has_maps:
            _show_window(subject, arithmetic)
    if not _is_one_sum(arithmetic):
        _show_sum(sum_text(arithmetic))
    agrees = abs(arithmetic.result - arithmetic.network_output) < 1e-4
    st.caption(say("inside-agrees" if agrees else "inside-differs", output=number(arithmetic.network_output)))
    if step.kind == "dense" or step.has_kernels:
        _show_what_follows(subject, step, position)
        _show_contributions(subject, arithmetic)


def _show_convolution(subject: Subject, arithmetic: Arithmetic) -> None:
    count = arithmetic.patch.shape[2]
    channel = _choose_channel(subject, arithmetic) if count > 1 else 0
    show_boards(
        _patch_kernel_products(subject, arithmetic, channel),
        "inside_arithmetic_boards",
        joined="× =",
        legends=(Legend(say("inside-weight"), _weight_limit(arithmetic.step), is_signed=True),),
    )
    total = number(float(arithmetic.channel_sums[channel]))
    with st.expander(say("inside-products", count=arithmetic.patch[..., channel].size, total=total)):
        _show_sum(products_text(arithmetic, channel))
    if _touches_padding(arithmetic):
        st.caption(say("inside-outside"))
    if not _is_one_sum(arithmetic):
        st.caption(say("inside-all-channels", count=count))


def _is_one_sum(arithmetic: Arithmetic) -> bool:
    """One picture comes in and there is no bias: nothing is left to be added."""
    return (
        arithmetic.step.has_kernels and arithmetic.patch.shape[2] == 1 and "bias" not in arithmetic.step.layer.weights
    )


def _patch_kernel_products(subject: Subject, arithmetic: Arithmetic, channel: int) -> list[Board]:
    """On the scales of the layer, so that a weight has the same colour wherever it stands."""
    below = subject.explained.before(arithmetic.step)
    patch_limit = subject.limit_of(below) if below in subject.maps else round_limit(arithmetic.patch)
    parts = (
        ("inside-patch", arithmetic.patch, patch_limit),
        ("inside-kernel", arithmetic.kernel, _weight_limit(arithmetic.step)),
        ("inside-product", arithmetic.products, round_limit(arithmetic.products)),
    )
    return [
        Board(
            values[None, ..., channel],
            name,
            say(name),
            alt=say(name),
            limits=limit,
            pixel_px=max(4, _BOARD_PX // max(values.shape[:2])),
            digits=2 if max(values.shape[:2]) <= MOST_NUMBERS else None,
        )
        for name, values, limit in parts
    ]


def _weight_limit(step: Step) -> float:
    return round_limit(step.layer.weights["kernel"])


def _show_largest_inputs(subject: Subject, arithmetic: Arithmetic) -> None:
    st.caption(say("inside-all-inputs", count=arithmetic.patch.size))
    values, weights, products = (each.ravel() for each in (arithmetic.patch, arithmetic.kernel, arithmetic.products))
    _show_sum(
        "\n".join(
            f"{_input_name(subject.explained, arithmetic.step, int(each))}: "
            f"{number(float(values[each]))} × {in_sum(float(weights[each]))} = {number(float(products[each]))}"
            for each in arithmetic.largest_first[:CHANNELS_WRITTEN]
        )
    )


def _input_name(explained: ExplainedNetwork, step: Step, index: int) -> str:
    """Where an input of a dense layer comes from: a pixel of a map, or another unit."""
    for earlier in reversed(explained.steps[: explained.index(step.name)]):
        if earlier.kind == "flatten" and len(earlier.input_shape) == 3:
            row, column, channel = (int(each) for each in np.unravel_index(index, earlier.input_shape))
            return say("inside-map-pixel", map=channel, row=row, column=column)
        if earlier.kind not in ("dropout", "flatten"):
            break
    return say("inside-input", input=index)


def _choose_channel(subject: Subject, arithmetic: Arithmetic) -> int:
    options = [int(channel) for channel in arithmetic.largest_first]
    place = (arithmetic.step.name, arithmetic.position)
    if st.session_state.get(_CHANNEL_OF) != place:  # at another pixel: its own strongest channel
        st.session_state[_CHANNEL] = options[0]
        st.session_state[_CHANNEL_OF] = place
    keep_in(_CHANNEL, list(options), options[0])
    sums, before = arithmetic.channel_sums, subject.explained.before(arithmetic.step)
    names = {each: source_of(subject.explained, before, each) for each in options}
    return int(
        st.selectbox(
            say("inside-one-channel"),
            options,
            format_func=lambda each: f"{names[each]}: {number(float(sums[each]))}",
            key=_CHANNEL,
        )
    )


def _show_window(subject: Subject, arithmetic: Arithmetic) -> None:
    patch = np.where(np.isfinite(arithmetic.patch), arithmetic.patch, np.nan)[None, ..., 0]
    board = Board(
        patch,
        "window",
        alt=say("inside-window"),
        limits=subject.limit_of(subject.explained.before(arithmetic.step)),
        digits=4 if max(patch.shape[1:]) <= MOST_NUMBERS else None,
        pixel_px=8,
    )
    show_boards([board], "inside_window_board")


def _show_sum(text: str) -> None:
    st.code(text, language=None, wrap_lines=True)


def _show_contributions(subject: Subject, arithmetic: Arithmetic) -> None:
    order = arithmetic.largest_first[:_MOST_BARS]
    if len(order) < 2:
        return
    explained, step = subject.explained, arithmetic.step
    before = explained.before(step)
    is_dense = step.kind == "dense"
    names = [_input_name(explained, step, int(k)) if is_dense else source_of(explained, before, int(k)) for k in order]
    table = pd.DataFrame({"input": names, "adds": arithmetic.channel_sums[order]})
    chart = (
        alt.Chart(table, height=alt.Step(22))
        .mark_bar()
        .encode(
            alt.X("adds:Q", title=None, axis=alt.Axis(tickCount=7)),
            alt.Y("input:N", sort=None, title=None, axis=alt.Axis(labelLimit=220)),
            color=alt.condition("datum.adds > 0", alt.value(SIGNED[15]), alt.value(SIGNED[4])),
            tooltip=[alt.Tooltip("input", title=" "), alt.Tooltip("adds", title=" ", format=".4f")],
        )
    )
    with st.expander(say("inside-contributions")):
        st.altair_chart(chart, key="inside_contributions")


def _show_what_follows(subject: Subject, step: Step, position: tuple[int, ...]) -> None:
    if "bias" not in step.layer.weights and step.has_kernels:
        st.caption(say("inside-no-bias"))
    lines = []
    for later in steps_after(subject.explained, step):
        following = arithmetic_of_pixel(subject.explained, subject.maps, later.name, position)
        lines.append(say("inside-then", step=title_of(later), sum=sum_text(following)))
    if lines:
        _show_sum("\n".join(lines))


def _touches_padding(arithmetic: Arithmetic) -> bool:
    step, corner = arithmetic.step, arithmetic.corner
    if corner is None:
        return False
    ends = [start + (side - 1) * step.dilation + 1 for start, side in zip(corner, step.window, strict=True)]
    return min(corner) < 0 or ends[0] > step.input_shape[0] or ends[1] > step.input_shape[1]
