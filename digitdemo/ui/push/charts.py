"""Charts of pushed digits: the true digit's probability along a sweep, and accuracy over whole sets."""

import html
from collections.abc import Sequence

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from digitdemo.reading.distortions import Distortion
from digitdemo.reading.sweeps import Stretch
from digitdemo.sentences import say
from digitdemo.storage.models import StoredModel
from digitdemo.ui.pixels import data_uri
from digitdemo.ui.push.subject import Pushed, Subject
from digitdemo.ui.push.words import AXES, AXIS_FORMATS, amount_in_words
from digitdemo.ui.reading import UNSAID

COLOURS = ["#1f77b4", "#e07000", "#2a9d5c", "#b5508f", "#8a6d3b", "#6b7b8c"]
DASHES = [[1, 0], [7, 3], [2, 3], [9, 3, 2, 3], [4, 2], [12, 4]]
_HEIGHT_PX = 250
_ROW_PX = 44
_ROW = _ROW_PX / _HEIGHT_PX
"""A row above the curves, in the probability axis's unit."""

_NARROWEST_NAMED = 0.02
"""Of the whole sweep: a digit written in less would lie on its neighbours."""

_THUMBNAILS = 13


def show_sweep(pushed: list[Pushed], subject: Subject, distortion: Distortion) -> None:
    """The probability of the true digit along the sweep; above it a row a network, with what it reads there."""
    titles = [each.model.title for each in pushed]
    tooltip = [
        alt.Tooltip("network:N", title=say("push-network")),
        alt.Tooltip("amount:Q", title=say("push-amount")),
        alt.Tooltip("probability:Q", title=say("push-axis-probability", digit=subject.digit), format=".1%"),
        alt.Tooltip("reads:N", title=say("push-reads")),
    ]
    lines = (
        alt.Chart(_reading_table(pushed, subject, distortion))
        .mark_line(strokeWidth=3)
        .encode(_x(distortion), _probability(subject.digit, len(pushed)), *_by_network(titles), tooltip=tooltip)
    )
    layers = [lines, *_rows(pushed, subject, distortion, titles)]
    chart = alt.layer(*layers).properties(height=_HEIGHT_PX + _ROW_PX * len(pushed))
    st.altair_chart(chart, width="stretch", key="push_sweep_chart")


def _reading_table(pushed: list[Pushed], subject: Subject, distortion: Distortion) -> pd.DataFrame:
    """A row for each amount and network: what it gives the true digit, and what it reads."""
    rows = [
        (amount, float(chances[subject.place]), subject.names[int(chances.argmax())], each.model.title)
        for each in pushed
        for amount, chances in zip(distortion.amounts, each.swept.probabilities, strict=True)
    ]
    table = pd.DataFrame(rows, columns=["amount", "probability", "reads", "network"])
    return table.astype({"amount": float, "probability": float})


def _probability(digit: str, rows: int) -> alt.Y:
    """From 0 to 1, and room above for a row a network."""
    return alt.Y(
        "probability:Q",
        title=say("push-axis-probability", digit=digit),
        scale=alt.Scale(domain=[0, 1 + _ROW * rows], nice=False),
        axis=alt.Axis(format=".0%", values=[0, 0.2, 0.4, 0.6, 0.8, 1]),
    )


def _rows(pushed: list[Pushed], subject: Subject, distortion: Distortion, titles: list[str]) -> list[alt.Chart]:
    """What each network says, stretch by stretch: filled where it is the true digit, framed elsewhere."""
    table = _stretch_table(pushed, subject, distortion)
    frames = (
        alt.Chart(table)
        .mark_rect(strokeWidth=1)
        .encode(
            _x(distortion),
            alt.X2("end:Q"),
            alt.Y("bottom:Q"),
            alt.Y2("top:Q"),
            _colour(titles),
            alt.Stroke("network:N", scale=_scale(titles), legend=None),
            alt.FillOpacity("opacity:Q", scale=None, legend=None),
        )
    )
    names = (
        alt.Chart(table)
        .mark_text(fontSize=15, fontWeight="bold", baseline="middle", color=_text_colour())
        .encode(alt.X("middle:Q"), alt.Y("written:Q"), text="says:N")
    )
    return [frames, names]


def _stretch_table(pushed: list[Pushed], subject: Subject, distortion: Distortion) -> pd.DataFrame:
    """A row for each stretch of each network: where it stands in the chart, and what stands in it."""
    first, last = distortion.amounts[0], distortion.amounts[-1]
    half = distortion.fine / 2
    rows = []
    for place, one in enumerate(reversed(pushed)):  # the first network's row is the topmost
        bottom = 1 + _ROW * place
        rows += [
            {
                "amount": max(each.low - half, first),
                "end": min(each.high + half, last),
                "middle": (each.low + each.high) / 2,
                "bottom": bottom + 0.2 * _ROW,
                "written": bottom + 0.56 * _ROW,
                "top": bottom + 0.92 * _ROW,
                "says": _sign(each, subject) if each.high - each.low > _NARROWEST_NAMED * (last - first) else "",
                "opacity": 0.28 if each.said == subject.place else 0.0,
                "network": one.model.title,
            }
            for each in one.found
        ]
    columns = ["amount", "end", "middle", "bottom", "written", "top", "says", "opacity", "network"]
    return pd.DataFrame(rows, columns=columns)


def _sign(stretch: Stretch, subject: Subject) -> str:
    return UNSAID if stretch.said is None else subject.names[stretch.said]


def _text_colour() -> str:
    return "#f2f6fa" if st.context.theme.type == "dark" else "#14202b"


def show_thumbnails(pushed: Pushed, names: Sequence[str]) -> None:
    """What the network saw along the sweep, and what it read; evenly spread, in the order of the chart."""
    distortion = pushed.swept.distortion
    chosen = np.unique(np.linspace(0, len(distortion.amounts) - 1, _THUMBNAILS).round().astype(int))
    cards = []
    for index in chosen:
        uri = data_uri(np.round(pushed.swept.inputs[index] * 255).astype(np.uint8))
        amount = html.escape(amount_in_words(distortion, distortion.amounts[index]))
        cards.append(
            f'<figure><img src="{uri}" alt=""><figcaption><b>{html.escape(names[pushed.swept.readings[index]])}</b>'
            f"<small>{amount}</small></figcaption></figure>"
        )
    st.html(f'<div class="dd-thumbnails">{"".join(cards)}</div>')


def show_accuracy(models: list[StoredModel], distortion: Distortion) -> bool:
    """Accuracy over a whole set along the same distortion, for networks whose cards have it.

    Returns:
        False where no card has it.
    """
    measured = [(model, curve) for model in models if (curve := _curve_of(model, distortion.key)) is not None]
    titles = [model.title for model, _ in measured]
    table = pd.DataFrame(
        [
            {"network": model.title, "amount": amount, "accuracy": accuracy}
            for model, (amounts, accuracies) in measured
            for amount, accuracy in zip(amounts, accuracies, strict=True)
        ],
        columns=["network", "amount", "accuracy"],
    )
    chart = (
        alt.Chart(table, height=_HEIGHT_PX + 2 * _ROW_PX)
        .mark_line(strokeWidth=3)
        .encode(
            _x(distortion),
            alt.Y(
                "accuracy:Q",
                title=say("push-axis-right"),
                scale=alt.Scale(domain=[0, 1]),
                axis=alt.Axis(format=".0%", tickCount=5),
            ),
            *_by_network(titles),
            tooltip=[
                alt.Tooltip("network:N", title=say("push-network")),
                alt.Tooltip("amount:Q", title=say("push-amount")),
                alt.Tooltip("accuracy:Q", title=say("push-axis-right"), format=".1%"),
            ],
        )
    )
    if measured:
        st.altair_chart(chart, width="stretch", key="push_accuracy_chart")
    return bool(measured)


def _curve_of(model: StoredModel, key: str) -> tuple[list[float], list[float]] | None:
    """Amounts and accuracies of a card, if it has both, equally long."""
    try:
        curve = model.card["robustness"]["curves"][key]
        amounts = [float(amount) for amount in curve["amounts"]]
        accuracies = [float(accuracy) for accuracy in curve["accuracy"]]
    except (KeyError, TypeError, ValueError):
        return None
    return (amounts, accuracies) if len(amounts) == len(accuracies) else None


def _x(distortion: Distortion) -> alt.X:
    ends = [distortion.amounts[0], distortion.amounts[-1]]
    ticks = list(range(-180, 181, 45)) if distortion.unit == "deg" else alt.Undefined
    return alt.X(
        "amount:Q",
        title=say(AXES[distortion.key]),
        scale=alt.Scale(domain=ends, nice=False),
        axis=alt.Axis(format=AXIS_FORMATS[distortion.unit], values=ticks),
    )


def _scale(titles: list[str]) -> alt.Scale:
    return alt.Scale(domain=titles, range=COLOURS[: len(titles)])


def _colour(titles: list[str]) -> alt.Color:
    return alt.Color(
        "network:N",
        scale=_scale(titles),
        legend=alt.Legend(
            title=None, orient="bottom", columns=2, labelLimit=300, symbolType="stroke", symbolStrokeWidth=3
        ),
    )


def _by_network(titles: list[str]) -> tuple[alt.Color, alt.StrokeDash]:
    """Colour and dashes together, so that nobody needs to tell colours apart."""
    dashes = alt.StrokeDash("network:N", scale=alt.Scale(domain=titles, range=DASHES[: len(titles)]))
    return _colour(titles), dashes
