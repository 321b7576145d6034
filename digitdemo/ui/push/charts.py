"""Charts of pushed digits: the true digit's probability along a sweep, and accuracy over whole sets."""

import html

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from digitdemo.reading.distortions import Distortion
from digitdemo.storage.models import StoredModel
from digitdemo.ui.pixels import data_uri
from digitdemo.ui.push.subject import Pushed
from digitdemo.ui.push.words import AXES, AXIS_FORMATS, amount_in_words

COLOURS = ["#1f77b4", "#e07000", "#2a9d5c", "#b5508f", "#8a6d3b", "#6b7b8c"]
DASHES = [[1, 0], [7, 3], [2, 3], [9, 3, 2, 3], [4, 2], [12, 4]]
_HEIGHT_PX = 380
_THUMBNAILS = 13


def show_sweep(pushed: list[Pushed], digit: int, distortion: Distortion) -> None:
    """The probability of the true digit along the sweep; where a reading flips it is marked with what comes then."""
    titles = [each.model.title for each in pushed]
    columns = ["amount", "probability", "reads", "network"]
    rows = [
        (amount, float(each.swept.probabilities[index, digit]), int(each.swept.readings[index]), each.model.title)
        for each in pushed
        for index, amount in enumerate(distortion.amounts)
    ]
    table = pd.DataFrame(rows, columns=columns).astype({"amount": float, "probability": float})
    x = _x(distortion)
    y = alt.Y(
        "probability:Q",
        title=f"probability of a {digit}",
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(format=".0%", tickCount=5),
    )
    lines = (
        alt.Chart(table)
        .mark_line(strokeWidth=3)
        .encode(
            x,
            y,
            *_by_network(titles),
            tooltip=[
                "network:N",
                "amount:Q",
                alt.Tooltip("probability:Q", format=".1%"),
                alt.Tooltip("reads:Q", title="reads a"),
            ],
        )
    )
    flips = _flips(pushed, digit)
    marks = alt.Chart(flips).mark_rule(strokeDash=[3, 3], strokeWidth=1.5, opacity=0.8).encode(x, _colour(titles))
    names = (
        alt.Chart(flips)
        .mark_text(fontSize=17, fontWeight="bold", baseline="top", dx=10, dy=3)
        .encode(x, _colour(titles), y=alt.value(0), text="reads:N")
    )
    st.altair_chart(
        alt.layer(lines, marks, names).properties(height=_HEIGHT_PX), width="stretch", key="push_sweep_chart"
    )


def show_thumbnails(pushed: Pushed) -> None:
    """What the network saw along the sweep, and what it read; evenly spread, in the order of the chart."""
    distortion = pushed.swept.distortion
    chosen = np.unique(np.linspace(0, len(distortion.amounts) - 1, _THUMBNAILS).round().astype(int))
    cards = []
    for index in chosen:
        uri = data_uri(np.round(pushed.swept.inputs[index] * 255).astype(np.uint8))
        amount = html.escape(amount_in_words(distortion, distortion.amounts[index]))
        cards.append(
            f'<figure><img src="{uri}" alt=""><figcaption><b>{pushed.swept.readings[index]}</b>'
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
        alt.Chart(table, height=_HEIGHT_PX)
        .mark_line(strokeWidth=3)
        .encode(
            _x(distortion),
            alt.Y(
                "accuracy:Q",
                title="digits read right",
                scale=alt.Scale(domain=[0, 1]),
                axis=alt.Axis(format=".0%", tickCount=5),
            ),
            *_by_network(titles),
            tooltip=["network:N", "amount:Q", alt.Tooltip("accuracy:Q", format=".1%")],
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
        title=AXES[distortion.key],
        scale=alt.Scale(domain=ends, nice=False),
        axis=alt.Axis(format=AXIS_FORMATS[distortion.unit], values=ticks),
    )


def _colour(titles: list[str]) -> alt.Color:
    return alt.Color(
        "network:N",
        scale=alt.Scale(domain=titles, range=COLOURS[: len(titles)]),
        legend=alt.Legend(
            title=None, orient="bottom", columns=1, labelLimit=300, symbolType="stroke", symbolStrokeWidth=3
        ),
    )


def _by_network(titles: list[str]) -> tuple[alt.Color, alt.StrokeDash]:
    """Colour and dashes together, so that nobody needs to tell colours apart."""
    dashes = alt.StrokeDash("network:N", scale=alt.Scale(domain=titles, range=DASHES[: len(titles)]))
    return _colour(titles), dashes


def _flips(pushed: list[Pushed], digit: int) -> pd.DataFrame:
    """Where each network's reading flips, and to what."""
    rows = []
    for each in pushed:
        if each.found is None:
            continue
        ends = ((each.found.low, each.found.read_below), (each.found.high, each.found.read_above))
        rows += [
            {"network": each.model.title, "amount": amount, "reads": f"{other}"}
            for amount, other in ends
            if other is not None
        ]
    return pd.DataFrame(rows, columns=["network", "amount", "reads"]).astype({"amount": float})
