"""What networks are worth and what they cost: a table and a scatter, from their cards."""

import statistics
import time
from collections.abc import Sequence
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from digitdemo.reading.recognizer import Recognizer
from digitdemo.ui.plain_text import cell, plain

ACCURACIES = {
    # column: where it is in a card's "accuracy", the first that is there
    "MNIST": ("mnist_test",),
    "Unseen writers": ("strokes_18", "left_out_writers_strokes"),
    "Turned by 30°": ("turned_30",),
    "Own test": ("own_test",),
}
PARAMETERS, FILE_KB, LEARNING_MIN, READING_MS = "Parameters", "File (KB)", "Learning (min)", "Reading (ms)"
COSTS = {
    READING_MS: "time for one reading (ms)",
    LEARNING_MIN: "time to learn (minutes)",
    PARAMETERS: "numbers learned (parameters)",
}
NETWORK = "Network"
TRADE_OFF = (
    "No network is best at everything. A larger one may read better, but it learns and reads more slowly. "
    "Numbers marked with a dash were not measured."
)
ABOUT = "What each network is"
NO_POINTS = "No card has both of these numbers yet."
_TIMED_READINGS = 15


def table_of(recognizers: Sequence[Recognizer]) -> pd.DataFrame:
    """A row for each network; what was not measured is NaN."""
    rows = []
    for recognizer in recognizers:
        model = recognizer.model
        accuracy = accuracy_of(model.card)
        rows.append(
            {
                NETWORK: cell(model.title),
                **{column: _first_number(accuracy, keys) for column, keys in ACCURACIES.items()},
                PARAMETERS: _number(model.card.get("parameters")),
                FILE_KB: model.litert_bytes / 1024,
                LEARNING_MIN: _number(model.card.get("training_time_s", model.card.get("learning_s"))) / 60,
                READING_MS: _time_reading(recognizer, model.version),
            }
        )
    return pd.DataFrame(rows)


def accuracy_of(card: dict[str, Any]) -> dict[str, Any]:
    """What a card says about right readings; a network trained here was tested with what its run chose."""
    accuracy = card.get("accuracy")
    return {"own_test": card.get("test_accuracy")} | (accuracy if isinstance(accuracy, dict) else {})


def show_table(table: pd.DataFrame) -> None:
    """The trade-off table; a click on a column's head sorts by it."""
    formats: dict[str, Any] = dict.fromkeys(ACCURACIES, "{:.2%}")
    formats |= {PARAMETERS: "{:,.0f}", FILE_KB: "{:,.0f}", LEARNING_MIN: "{:.1f}", READING_MS: "{:.2f}"}
    st.dataframe(table.style.format(formats), hide_index=True, width="stretch", placeholder="–", key="compare_table")
    st.caption(TRADE_OFF)


def show_scatter(table: pd.DataFrame) -> None:
    """Accuracy against a cost, both chosen by the visitor."""
    with st.container(horizontal=True, gap="medium"):
        accuracy = st.segmented_control(
            "Accuracy", list(ACCURACIES), default="Unseen writers", required=True, key="compare_accuracy", wrap=True
        )
        cost = st.segmented_control(
            "against", list(COSTS), default=READING_MS, required=True, key="compare_cost", wrap=True
        )
    points = table[[NETWORK, accuracy, cost]].dropna().rename(columns={accuracy: "accuracy", cost: "cost"})
    points = points[points["cost"] > 0]
    if points.empty:
        st.info(NO_POINTS)
        return
    points["name_above"] = _has_one_right_below(points)
    x = alt.X(
        "cost:Q",
        title=COSTS[cost],
        scale=alt.Scale(type="log", domain=_around(points["cost"])),
        axis=alt.Axis(tickCount=4, grid=False),
    )
    y = alt.Y(
        "accuracy:Q",
        title=f"read right: {accuracy}",
        scale=alt.Scale(domain=[max(0.0, float(points["accuracy"].min()) - 0.02), 1]),
        axis=alt.Axis(format=".1%", tickCount=5),
    )
    text = "#f2f6fa" if st.context.theme.type == "dark" else "#14202b"
    tooltip = [NETWORK, alt.Tooltip("accuracy:Q", format=".2%"), alt.Tooltip("cost:Q", format=",.2f")]
    dots = alt.Chart(points).mark_circle(size=220, opacity=0.9).encode(x, y, tooltip=tooltip)
    names = [
        alt.Chart(points[points["name_above"] == above])
        .mark_text(dy=-18 if above else 18, fontSize=14, limit=260, color=text)
        .encode(x, y, text=f"{NETWORK}:N", tooltip=tooltip)
        for above in (False, True)
    ]
    st.altair_chart(alt.layer(dots, *names).properties(height=380), width="stretch", key="compare_scatter")


def show_about(recognizers: Sequence[Recognizer]) -> None:
    """Each card's own words."""
    with st.expander(ABOUT, icon=":material/info:"):
        for recognizer in recognizers:
            card = recognizer.model.card
            words = [plain(card[key]) for key in ("description", "adaptation") if card.get(key)]
            st.markdown(f"**{plain(recognizer.model.title)}.** {' '.join(words)}")


def _around(costs: pd.Series) -> list[float]:
    """A domain with room for the names at both ends."""
    return [float(costs.min()) / 2, float(costs.max()) * 2]


def _has_one_right_below(points: pd.DataFrame) -> list[bool]:
    """Whether a name under a point would lie on the next point: nearer than a line's height, a name's width away."""
    low, high = points["accuracy"].min() - 0.02, 1.0
    near_px = 40 / 380 * (high - low)
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
