"""What networks are worth and what they cost: a table and a scatter, from their cards."""

import html
import statistics
import time
from collections.abc import Hashable, Sequence
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from digitdemo.learning.neighbours import Neighbours
from digitdemo.reading.recognizer import Recognizer
from digitdemo.sentences import say
from digitdemo.storage.models import StoredModel
from digitdemo.ui.plain_text import cell, plain

ACCURACIES = {
    # column's sentence: where it is in a card's "accuracy", the first that is there
    "compare-mnist": ("mnist_test",),
    "compare-unseen": ("strokes_18", "left_out_writers_strokes"),
    "compare-turned": ("turned_30",),
    "compare-own-test": ("own_test",),
}
NETWORK, PARAMETERS, FILE_KB = "compare-network", "compare-parameters", "compare-file"
LEARNING_MIN, READING_MS = "compare-learning", "compare-reading"
COSTS = {
    # column's sentence: the axis's
    READING_MS: "compare-cost-reading",
    LEARNING_MIN: "compare-cost-learning",
    PARAMETERS: "compare-cost-parameters",
}
_FORMATS = {
    **dict.fromkeys(ACCURACIES, "{:.2%}"),
    PARAMETERS: "{:,.0f}",
    FILE_KB: "{:,.0f}",
    LEARNING_MIN: "{:.1f}",
    READING_MS: "{:.2f}",
}
SHIPPED = {
    # a network that ships: the sentence about it
    "digitdemo": "compare-about-ours",
    "author": "compare-about-author",
    "keras-example": "compare-about-keras",
    "lenet5": "compare-about-lenet5",
    "many-hands": "compare-about-many-hands",
    "mlp": "compare-about-mlp",
    "nearest_neighbours": "compare-about-neighbours",
    "no-hidden-layer": "compare-about-no-hidden-layer",
    "symbols": "compare-about-symbols",
    "without-variations": "compare-about-without-variations",
}
_TIMED_READINGS = 15
_HEIGHT_PX = 380


def table_of(recognizers: Sequence[Recognizer]) -> pd.DataFrame:
    """A row for each network, columns named by their sentences' ids; what was not measured is NaN."""
    rows = []
    for recognizer in recognizers:
        model = recognizer.model
        accuracy = accuracy_of(model.card)
        rows.append(
            {
                NETWORK: cell(model.title),
                **{column: _first_number(accuracy, keys) for column, keys in ACCURACIES.items()},
                PARAMETERS: _number(model.card.get("parameters")),
                FILE_KB: _kept_bytes(recognizer) / 1024,
                LEARNING_MIN: _number(model.card.get("training_time_s", model.card.get("learning_s"))) / 60,
                READING_MS: _time_reading(recognizer, model.version),
            }
        )
    return pd.DataFrame(rows)


def _kept_bytes(recognizer: Recognizer) -> int:
    network = recognizer.network
    return network.kept_bytes if isinstance(network, Neighbours) else recognizer.model.litert_bytes


def accuracy_of(card: dict[str, Any]) -> dict[str, Any]:
    """What a card says about right readings; a network trained here was tested with what its run chose."""
    accuracy = card.get("accuracy")
    return {"own_test": card.get("test_accuracy")} | (accuracy if isinstance(accuracy, dict) else {})


def show_table(table: pd.DataFrame, recognizers: Sequence[Recognizer]) -> None:
    """The trade-off table; a click on a column's head sorts by it. On a phone, a card for each network instead."""
    with st.container(key="compare-wide"):
        named = table.rename(columns={column: say(column) for column in table})
        formats = {say(column): form for column, form in _FORMATS.items()}
        st.dataframe(
            named.style.format(formats), hide_index=True, width="stretch", placeholder="–", key="compare_table"
        )
    with st.container(key="compare-narrow"):
        st.html("".join(_card_html(row) for row in table.to_dict("records")))
    st.caption(say("compare-trade-off"))
    for recognizer in recognizers:
        if recognizer.model.card.get("learned_on") == "graphics-processor":
            st.caption(say("compare-graphics-processor", network=plain(recognizer.model.title)))


def _card_html(row: dict[Hashable, Any]) -> str:
    values = "".join(
        f"<dt>{html.escape(say(column))}</dt><dd>{_written(row[column], form)}</dd>"
        for column, form in _FORMATS.items()
    )
    return f'<section class="dd-worth"><h3>{html.escape(str(row[NETWORK]))}</h3><dl>{values}</dl></section>'


def _written(value: float, form: str) -> str:
    return "–" if np.isnan(value) else form.format(value)


def show_scatter(table: pd.DataFrame) -> None:
    """Accuracy against a cost, both chosen by the visitor."""
    with st.container(horizontal=True, gap="medium"):
        accuracy = _choose("compare-accuracy", list(ACCURACIES), "compare-unseen", "compare_accuracy")
        cost = _choose("compare-against-cost", list(COSTS), READING_MS, "compare_cost")
    points = (
        table[[NETWORK, accuracy, cost]]
        .dropna()
        .rename(columns={NETWORK: "network", accuracy: "accuracy", cost: "cost"})
    )
    points = points[points["cost"] > 0]
    if points.empty:
        st.info(say("compare-no-points"))
        return
    points["name_above"] = _has_one_right_below(points)
    st.altair_chart(_scatter(points, say(accuracy), say(COSTS[cost])), width="stretch", key="compare_scatter")


def _choose(label: str, columns: list[str], first: str, key: str) -> str:
    chosen = st.segmented_control(
        say(label), columns, default=first, required=True, format_func=say, key=key, wrap=True
    )
    return first if chosen is None else chosen


def _scatter(points: pd.DataFrame, accuracy: str, cost: str) -> alt.LayerChart | alt.FacetChart:
    """A dot for each network, named; ``points`` has the columns network, accuracy, cost and name_above."""
    x = alt.X(
        "cost:Q",
        title=cost,
        scale=alt.Scale(type="log", domain=_around(points["cost"])),
        axis=alt.Axis(tickCount=4, grid=False),
    )
    y = alt.Y(
        "accuracy:Q",
        title=say("compare-axis-right", what=accuracy),
        scale=alt.Scale(domain=[max(0.0, float(points["accuracy"].min()) - 0.02), 1]),
        axis=alt.Axis(format=".1%", tickCount=5),
    )
    text = "#f2f6fa" if st.context.theme.type == "dark" else "#14202b"
    tooltip = [
        alt.Tooltip("network:N", title=say("compare-network")),
        alt.Tooltip("accuracy:Q", title=accuracy, format=".2%"),
        alt.Tooltip("cost:Q", title=cost, format=",.2f"),
    ]
    dots = alt.Chart(points).mark_circle(size=220, opacity=0.9).encode(x, y, tooltip=tooltip)
    names = [
        alt.Chart(points[points["name_above"] == above])
        .mark_text(dy=-18 if above else 18, fontSize=14, limit=260, color=text)
        .encode(x, y, text="network:N", tooltip=tooltip)
        for above in (False, True)
    ]
    return alt.layer(dots, *names, height=_HEIGHT_PX)


def show_about(recognizers: Sequence[Recognizer]) -> None:
    """What each network is: of those that ship in the reader's language, of the others their cards' own words."""
    with st.expander(say("compare-about"), icon=":material/info:"):
        for recognizer in recognizers:
            st.markdown(f"**{plain(recognizer.model.title)}.** {_about(recognizer.model)}")


def _about(model: StoredModel) -> str:
    if model.name in SHIPPED:
        return say(SHIPPED[model.name])
    return " ".join(plain(model.card[key]) for key in ("description", "adaptation") if model.card.get(key))


def _around(costs: pd.Series) -> list[float]:
    """A domain with room for the names at both ends."""
    return [float(costs.min()) / 2, float(costs.max()) * 2]


def _has_one_right_below(points: pd.DataFrame) -> list[bool]:
    """Whether a name under a point would lie on the next point: nearer than a line's height, a name's width away."""
    low, high = points["accuracy"].min() - 0.02, 1.0
    near_px = 40 / _HEIGHT_PX * (high - low)
    places = list(zip(points["accuracy"], points["cost"], strict=True))
    return [
        any(0 < accuracy - other < near_px and 0.2 < cost / beside < 5 for other, beside in places)
        for accuracy, cost in places
    ]


def _first_number(accuracy: dict[str, Any], keys: Sequence[str]) -> float:
    return next((_number(accuracy[key]) for key in keys if key in accuracy), float("nan"))


def _number(value: Any) -> float:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else float("nan")


@st.cache_data(max_entries=32, show_spinner=False)
def _time_reading(_recognizer: Recognizer, network_key: str) -> float:
    """The network's own part of a reading on this server, in milliseconds: the median of a few."""
    blank = np.zeros((28, 28), np.float32)
    times = []
    for _ in range(_TIMED_READINGS):
        started = time.perf_counter()
        _recognizer.network.probabilities(blank)
        times.append(1e3 * (time.perf_counter() - started))
    return statistics.median(times)
