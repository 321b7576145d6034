"""The arithmetic behind one number, written out: patch, kernel, products, sum, bias, activation."""

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from digitdemo.errors import ModelError
from digitdemo.explaining.architecture import Step
from digitdemo.explaining.arithmetic import Arithmetic, arithmetic_of_pixel, steps_after
from digitdemo.explaining.feature_maps import DRAWING
from digitdemo.explaining.sentences import sentence_of, title_of
from digitdemo.explaining.written_out import CHANNELS_WRITTEN, in_sum, number, products_text, sum_text
from digitdemo.ui.boards import Board, Legend, show_boards
from digitdemo.ui.colour_scales import SIGNED, round_limit
from digitdemo.ui.inside.subject import COLUMN, ROW, Subject, keep_between, keep_in
from digitdemo.ui.plain_text import plain

TITLE = "The arithmetic behind that pixel"
PLACE = "Row {row}, column {column} of map {index}, after {step}"
UNIT_OF = "Unit {unit}, after {step}"
CHANNEL = "One input channel at a time"
CHANNEL_OPTION = "{source}: {total}"
OF_CHANNEL = "{source}, patch times kernel, number by number:"
MAP_PIXEL, INPUT = "Map {index}, row {row}, column {column}", "Input {index}"
ALL_INPUTS = "All {count:,} inputs, those that add or take most first. Each is multiplied by its weight:"
ALL_CHANNELS = "All {count} input channels, those that add or take most first:"
ONE_CHANNEL = "There is one input channel. Its sum and the bias:"
NO_BIAS = "This layer has no bias; the normalisation behind it does its work."
AGREES = "The network itself says {output}: the same number."
DIFFERS = "The network itself says {output}; the difference comes from rounding."
THEN = "Then {step}: {sum}"
OUTSIDE = "What lies outside the picture counts as 0 (padding)."
CONTRIBUTIONS = "What each input channel adds or takes"
UNIT = "inside_unit"
_CHANNEL, _CHANNEL_OF = "inside_arithmetic_channel", "inside_channel_of"
_MOST_BARS = 12
MOST_NUMBERS = 7  # a window up to this side is written as numbers


def show_arithmetic(subject: Subject, step: Step, position: tuple[int, int, int]) -> None:
    """How one pixel of one map comes about."""
    row, column, index = position
    height, width, _ = step.output_shape
    st.header(TITLE, anchor="arithmetic")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.number_input("Row", 0, height - 1, key=ROW, width=140)
        st.number_input("Column", 0, width - 1, key=COLUMN, width=140)
        st.markdown(f"**{PLACE.format(row=row, column=column, index=index, step=title_of(step))}**")
    _show(subject, step, position)


def show_arithmetic_of_unit(subject: Subject, step: Step) -> None:
    """How one of a layer's numbers comes about, where they have no place."""
    st.header(TITLE, anchor="arithmetic")
    output = subject.maps[step.name]
    unit = keep_unit(output, subject.digit)
    st.number_input("Unit", 0, output.size - 1, key=UNIT, width=160)
    st.markdown(f"**{UNIT_OF.format(unit=unit, step=title_of(step))}**")
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
        st.write(sentence_of(step))
        if step.sliding and step.has_maps:
            _show_window(arithmetic)
    _show_sum(sum_text(arithmetic))
    agrees = abs(arithmetic.result - arithmetic.network_output) < 1e-4
    st.caption((AGREES if agrees else DIFFERS).format(output=number(arithmetic.network_output)))
    if step.kind == "dense" or step.has_kernels:
        _show_contributions(subject, arithmetic)
        _show_what_follows(subject, step, position)


def _show_convolution(subject: Subject, arithmetic: Arithmetic) -> None:
    count = arithmetic.patch.shape[2]
    channel = _choose_channel(subject, arithmetic) if count > 1 else 0
    seen = arithmetic.step.channels_seen(arithmetic.position[-1]).start or 0
    st.write(OF_CHANNEL.format(source=_source(subject, arithmetic.step, seen + channel)))
    values = (arithmetic.patch, arithmetic.kernel, arithmetic.products)
    limits = [round_limit(each) for each in values]
    names = ("Patch", "Kernel", "Products")
    boards = [
        Board(
            each[None, ..., channel],
            name,
            name,
            alt=name,
            limits=limit,
            pixel_px=max(4, 200 // max(each.shape[:2])),
            digits=2 if max(each.shape[:2]) <= MOST_NUMBERS else None,
        )
        for each, name, limit in zip(values, names, limits, strict=True)
    ]
    legends = tuple(Legend(name, limit, is_signed=True) for name, limit in zip(names, limits, strict=True))
    show_boards(boards, "inside_arithmetic_boards", joined="× =", legends=legends)
    _show_sum(products_text(arithmetic, channel))
    if _touches_padding(arithmetic):
        st.caption(OUTSIDE)
    st.write(ALL_CHANNELS.format(count=count) if count > 1 else ONE_CHANNEL)


def _show_largest_inputs(subject: Subject, arithmetic: Arithmetic) -> None:
    st.write(ALL_INPUTS.format(count=arithmetic.patch.size))
    values, weights, products = (each.ravel() for each in (arithmetic.patch, arithmetic.kernel, arithmetic.products))
    _show_sum(
        "\n".join(
            f"{_input_name(subject, arithmetic.step, int(each))}: "
            f"{number(float(values[each]))} × {in_sum(float(weights[each]))} = {number(float(products[each]))}"
            for each in arithmetic.largest_first[:CHANNELS_WRITTEN]
        )
    )


def _input_name(subject: Subject, step: Step, index: int) -> str:
    """Where an input of a dense layer comes from: a pixel of a map, or another unit."""
    for earlier in reversed(subject.explained.steps[: subject.explained.index(step.name)]):
        if earlier.kind == "flatten" and len(earlier.input_shape) == 3:
            row, column, channel = (int(each) for each in np.unravel_index(index, earlier.input_shape))
            return MAP_PIXEL.format(index=channel, row=row, column=column)
        if earlier.kind not in ("dropout", "flatten"):
            break
    return INPUT.format(index=index)


def _choose_channel(subject: Subject, arithmetic: Arithmetic) -> int:
    options = [int(channel) for channel in arithmetic.largest_first]
    place = (arithmetic.step.name, arithmetic.position)
    if st.session_state.get(_CHANNEL_OF) != place:  # at another pixel: its own strongest channel
        st.session_state[_CHANNEL] = options[0]
        st.session_state[_CHANNEL_OF] = place
    keep_in(_CHANNEL, list(options), options[0])
    sums = arithmetic.channel_sums
    return int(
        st.selectbox(
            CHANNEL,
            options,
            format_func=lambda each: CHANNEL_OPTION.format(
                source=_source(subject, arithmetic.step, each), total=number(float(sums[each]))
            ),
            key=_CHANNEL,
        )
    )


def _source(subject: Subject, step: Step, channel: int) -> str:
    before = subject.explained.before(step)
    return "Your drawing" if before == DRAWING else f"Map {channel} of {before}"


def _show_window(arithmetic: Arithmetic) -> None:
    patch = np.where(np.isfinite(arithmetic.patch), arithmetic.patch, np.nan)[None, ..., 0]
    digits = 4 if max(patch.shape[1:]) <= MOST_NUMBERS else None
    show_boards([Board(patch, "window", "Window", digits=digits, alt="Window", pixel_px=8)], "inside_window_board")


def _show_sum(text: str) -> None:
    st.code(text, language=None, wrap_lines=True)


def _show_contributions(subject: Subject, arithmetic: Arithmetic) -> None:
    order = arithmetic.largest_first[:_MOST_BARS]
    if len(order) < 2:
        return
    sums = arithmetic.channel_sums[order]
    names = [_source(subject, arithmetic.step, int(each)) for each in order]
    if arithmetic.step.kind == "dense":
        names = [_input_name(subject, arithmetic.step, int(each)) for each in order]
    table = pd.DataFrame({"input": names, "adds": sums})
    chart = (
        alt.Chart(table, height=alt.Step(24))
        .mark_bar()
        .encode(
            alt.X("adds:Q", title=CONTRIBUTIONS, axis=alt.Axis(tickCount=7)),
            alt.Y("input:N", sort=None, title=None, axis=alt.Axis(labelLimit=220)),
            color=alt.condition("datum.adds > 0", alt.value(SIGNED[15]), alt.value(SIGNED[4])),
            tooltip=["input", alt.Tooltip("adds", format=".4f")],
        )
    )
    st.altair_chart(chart, key="inside_contributions")


def _show_what_follows(subject: Subject, step: Step, position: tuple[int, ...]) -> None:
    if "bias" not in step.layer.weights and step.has_kernels:
        st.caption(NO_BIAS)
    for later in steps_after(subject.explained, step):
        following = arithmetic_of_pixel(subject.explained, subject.maps, later.name, position)
        _show_sum(THEN.format(step=title_of(later), sum=sum_text(following)))


def _touches_padding(arithmetic: Arithmetic) -> bool:
    step, corner = arithmetic.step, arithmetic.corner
    if corner is None:
        return False
    ends = [start + (side - 1) * step.dilation + 1 for start, side in zip(corner, step.window, strict=True)]
    return min(corner) < 0 or ends[0] > step.input_shape[0] or ends[1] > step.input_shape[1]
