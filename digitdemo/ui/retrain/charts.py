"""Charts of runs: axes stay where they are while the curves grow."""

import math
from collections.abc import Mapping

import altair as alt
import pandas as pd

from digitdemo.sentences import say

HEIGHT_PX = 300
MOST_POINTS = 400
LINE_COLOURS = ["#8fa3b5", "#e08214"]
"""While learning; check pictures."""

RUN_COLOURS = ["#1561a3", "#e08214", "#5b8c5a", "#8c5bb0"]
LARGE_PX = 18
"""Of letters that are read from the last row."""


def learning_chart(
    batches: pd.DataFrame, history: pd.DataFrame, what: str, epochs: int, *, large: bool = False
) -> alt.LayerChart | alt.FacetChart:
    """Loss or accuracy over the epochs: a thin line by batch, points for the check pictures.

    Args:
        batches: ``Run.batches``.
        history: ``Run.history``.
        what: ``loss`` or ``accuracy``.
        epochs: how far the axis goes.
        large: True for a curve that fills its place and is read from afar.
    """
    learn, check = _learned_line(batches, what), pd.DataFrame({"at": [], "value": []})
    if len(history):
        check = pd.DataFrame({"at": history["epoch"], "value": history[f"check_{what}"]})
    names = [say("retrain-line-learning"), say("retrain-line-check")]
    x, y, colour = _axes(what, epochs, names)
    # A line through one point shows nothing: a run of a single batch gets a dot.
    alone = len(learn) == 1
    line = alt.Chart(learn.assign(line=names[0])).mark_line(strokeWidth=3 if large else 1.5, point=alone)
    dots = alt.Chart(check.assign(line=names[1])).mark_line(
        strokeWidth=4 if large else 2, point=alt.OverlayMarkDef(size=140 if large else 60)
    )
    title = say("retrain-chart-loss") if what == "loss" else say("retrain-chart-right")
    chart = alt.layer(line.encode(x, y, colour), dots.encode(x, y, colour))
    if not large:
        return chart.properties(height=HEIGHT_PX, title=title)
    larger = chart.configure_axis(labelFontSize=LARGE_PX, titleFontSize=LARGE_PX)
    return larger.configure_legend(labelFontSize=LARGE_PX).properties(title=alt.Title(title, fontSize=LARGE_PX))


def _axes(what: str, epochs: int, names: list[str]) -> tuple[alt.X, alt.Y, alt.Color]:
    """They stay where they are while the curves grow."""
    x = alt.X(
        "at:Q",
        title=say("retrain-axis-epochs"),
        scale=alt.Scale(domain=[0, max(epochs, 1)]),
        axis=alt.Axis(tickMinStep=1),
    )
    y = alt.Y(
        "value:Q",
        title=None,
        scale=alt.Scale(domain=[0.0, 2.5 if what == "loss" else 1.0], clamp=True),
        axis=alt.Axis(format="" if what == "loss" else "%", tickCount=5),
    )
    legend = alt.Legend(orient="bottom", labelLimit=400)
    return x, y, alt.Color("line:N", scale=alt.Scale(domain=names, range=LINE_COLOURS), title=None, legend=legend)


def _learned_line(batches: pd.DataFrame, what: str) -> pd.DataFrame:
    """At most so many points of what was measured while learning, made smooth where there are many."""
    if not len(batches):
        return pd.DataFrame({"at": [], "value": []})
    smooth = batches[what].ewm(span=5).mean() if len(batches) > 20 else batches[what]
    return pd.DataFrame({"at": batches["at"], "value": smooth})[:: max(1, math.ceil(len(batches) / MOST_POINTS))]


def norms_chart(norms: pd.DataFrame, what: str, title: str) -> alt.Chart:
    """How large the weights or gradients are over the epochs, a line a layer; the axis is logarithmic."""
    return (
        alt.Chart(norms)
        .mark_line(point=True)
        .encode(
            alt.X("epoch:Q", title=say("retrain-axis-epochs"), axis=alt.Axis(tickMinStep=1)),
            alt.Y(f"{what}:Q", title=None, scale=alt.Scale(type="log")),
            alt.Color("layer:N", sort=None, title=None, legend=alt.Legend(orient="right", labelLimit=160)),
            alt.StrokeDash("layer:N", sort=None, legend=None),
        )
        .properties(height=HEIGHT_PX, title=title)
    )


def compare_chart(histories: Mapping[str, pd.DataFrame], what: str, title: str) -> alt.Chart:
    """The same curve of several runs over each other."""
    tables = [table.assign(run=name) for name, table in histories.items() if len(table)]
    joined = pd.concat(tables) if tables else pd.DataFrame({"epoch": [], what: [], "run": []})
    scale = alt.Scale(domain=list(histories), range=RUN_COLOURS)
    return (
        alt.Chart(joined)
        .mark_line(point=True)
        .encode(
            alt.X("epoch:Q", title=say("retrain-axis-epochs"), axis=alt.Axis(tickMinStep=1)),
            alt.Y(f"{what}:Q", title=None, scale=alt.Scale(zero=False)),
            alt.Color("run:N", scale=scale, title=None, legend=alt.Legend(orient="bottom", columns=1)),
            alt.StrokeDash("run:N", legend=None),
        )
        .properties(height=HEIGHT_PX, title=title)
    )


def drawing_chart(readings: pd.DataFrame, epochs: int) -> alt.Chart:
    """How the visitor's drawing was read epoch by epoch: a column an epoch, a row a digit, darker is surer."""
    long = readings.melt("epoch", var_name="digit", value_name="probability")
    return (
        alt.Chart(long)
        .mark_rect()
        .encode(
            alt.X(
                "epoch:O",
                title=say("retrain-axis-epochs"),
                scale=alt.Scale(domain=list(range(min(epochs, 40) + 1))),
                axis=alt.Axis(labelAngle=0),
            ),
            # All ten are named: left alone, the axis drops those for which it sees no room.
            alt.Y("digit:O", title=None, axis=alt.Axis(labelOverlap=False)),
            alt.Color(
                "probability:Q",
                scale=alt.Scale(domain=[0, 1], scheme="blues"),
                legend=alt.Legend(orient="right", format="%", title=say("retrain-how-sure")),
            ),
            tooltip=[alt.Tooltip("epoch:O"), alt.Tooltip("digit:O"), alt.Tooltip("probability:Q", format=".1%")],
        )
        .properties(height=HEIGHT_PX, title=say("retrain-chart-drawing"))
    )


def calibration_chart(bins: list[list[float]]) -> alt.LayerChart | alt.FacetChart:
    """How often it was right, by how sure it was; on the diagonal it means what it says."""
    table = pd.DataFrame(bins, columns=["sure", "right", "pictures"])
    axis, scale = alt.Axis(format="%"), alt.Scale(domain=[0, 1])
    x = alt.X("sure:Q", title=say("retrain-how-sure"), scale=scale, axis=axis)
    y = alt.Y("right:Q", title=say("retrain-how-often-right"), scale=scale, axis=axis)
    line = alt.Chart(pd.DataFrame({"sure": [0, 1], "right": [0, 1]})).mark_line(strokeDash=[4, 4], color="grey")
    dots = alt.Chart(table).mark_line(point=alt.OverlayMarkDef(size=70), color="#1561a3")
    tips = [alt.Tooltip("pictures:Q"), alt.Tooltip("right:Q", format=".1%")]
    return alt.layer(line.encode(x, y), dots.encode(x, y, tooltip=tips)).properties(
        height=HEIGHT_PX, title=say("retrain-tab-sure")
    )


def sweep_chart(sweep: pd.DataFrame) -> alt.Chart:
    """The loss over the learning rate."""
    return (
        alt.Chart(sweep)
        .mark_line()
        .encode(
            alt.X(
                "learning_rate:Q",
                title=say("retrain-learning-rate"),
                scale=alt.Scale(type="log"),
                axis=alt.Axis(format="~e"),
            ),
            alt.Y("loss:Q", title=say("retrain-chart-loss"), scale=alt.Scale(zero=False)),
        )
        .properties(height=HEIGHT_PX)
    )
