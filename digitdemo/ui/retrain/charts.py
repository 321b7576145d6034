"""Charts of runs: axes stay where they are while the curves grow."""

import math
from collections.abc import Mapping

import altair as alt
import pandas as pd

HEIGHT_PX = 300
MOST_POINTS = 400
LEARN, CHECK = "while learning", "check pictures"
COLOURS = alt.Scale(domain=[LEARN, CHECK], range=["#8fa3b5", "#e08214"])
RUN_COLOURS = ["#1561a3", "#e08214", "#5b8c5a", "#8c5bb0"]


def learning_chart(
    batches: pd.DataFrame, history: pd.DataFrame, what: str, epochs: int
) -> alt.LayerChart | alt.FacetChart:
    """Loss or accuracy over the epochs: a thin line by batch, points for the check pictures.

    Args:
        batches: ``Run.batches``.
        history: ``Run.history``.
        what: ``loss`` or ``accuracy``.
        epochs: how far the axis goes.
    """
    step = max(1, math.ceil(len(batches) / MOST_POINTS))
    learn = pd.DataFrame({"at": [], "value": []})
    check = learn
    if len(batches):
        smooth = batches[what].ewm(span=5).mean() if len(batches) > 20 else batches[what]
        learn = pd.DataFrame({"at": batches["at"], "value": smooth})[::step]
    if len(history):
        check = pd.DataFrame({"at": history["epoch"], "value": history[f"check_{what}"]})
    x = alt.X("at:Q", title="epochs", scale=alt.Scale(domain=[0, max(epochs, 1)]), axis=alt.Axis(tickMinStep=1))
    low, high = (0.0, 2.5) if what == "loss" else (0.0, 1.0)
    y = alt.Y(
        "value:Q",
        title=None,
        scale=alt.Scale(domain=[low, high], clamp=True),
        axis=alt.Axis(format="" if what == "loss" else "%"),
    )
    colour = alt.Color("line:N", scale=COLOURS, title=None, legend=alt.Legend(orient="bottom"))
    # A line through one point shows nothing: a run of a single batch gets a dot.
    alone = len(learn) == 1
    line = alt.Chart(learn.assign(line=LEARN)).mark_line(strokeWidth=1.5, point=alone).encode(x, y, colour)
    dots = alt.Chart(check.assign(line=CHECK)).mark_line(point=alt.OverlayMarkDef(size=60)).encode(x, y, colour)
    title = "Loss" if what == "loss" else "Read right"
    return alt.layer(line, dots).properties(height=HEIGHT_PX, title=title)


def norms_chart(norms: pd.DataFrame, what: str, title: str) -> alt.Chart:
    """Weight or gradient norms over the epochs, a line a layer; the axis is logarithmic."""
    return (
        alt.Chart(norms)
        .mark_line(point=True)
        .encode(
            alt.X("epoch:Q", title="epochs", axis=alt.Axis(tickMinStep=1)),
            alt.Y(f"{what}:Q", title=None, scale=alt.Scale(type="log")),
            alt.Color("layer:N", sort=None, title=None, legend=alt.Legend(orient="bottom", columns=2)),
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
            alt.X("epoch:Q", title="epochs", axis=alt.Axis(tickMinStep=1)),
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
            alt.X("epoch:O", title="epochs", scale=alt.Scale(domain=list(range(min(epochs, 40) + 1)))),
            alt.Y("digit:O", title=None),
            alt.Color(
                "probability:Q",
                scale=alt.Scale(domain=[0, 1], scheme="blues"),
                legend=alt.Legend(orient="bottom", format="%", title="how sure"),
            ),
            tooltip=[alt.Tooltip("epoch:O"), alt.Tooltip("digit:O"), alt.Tooltip("probability:Q", format=".1%")],
        )
        .properties(height=HEIGHT_PX, title="Your drawing is read as")
    )


def calibration_chart(bins: list[list[float]]) -> alt.LayerChart | alt.FacetChart:
    """How often it was right, by how sure it was; on the diagonal it means what it says."""
    table = pd.DataFrame(bins, columns=["sure", "right", "pictures"])
    axis = alt.Axis(format="%")
    x = alt.X("sure:Q", title="how sure it was", scale=alt.Scale(domain=[0, 1]), axis=axis)
    y = alt.Y("right:Q", title="how often right", scale=alt.Scale(domain=[0, 1]), axis=axis)
    line = alt.Chart(pd.DataFrame({"sure": [0, 1], "right": [0, 1]})).mark_line(strokeDash=[4, 4], color="grey")
    dots = alt.Chart(table).mark_line(point=alt.OverlayMarkDef(size=70), color="#1561a3")
    tips = [alt.Tooltip("pictures:Q"), alt.Tooltip("right:Q", format=".1%")]
    return alt.layer(line.encode(x, y), dots.encode(x, y, tooltip=tips)).properties(
        height=HEIGHT_PX, title="Sure and right"
    )


def sweep_chart(sweep: pd.DataFrame) -> alt.Chart:
    """The loss over the learning rate."""
    return (
        alt.Chart(sweep)
        .mark_line()
        .encode(
            alt.X("learning_rate:Q", title="learning rate", scale=alt.Scale(type="log"), axis=alt.Axis(format="~e")),
            alt.Y("loss:Q", title="loss", scale=alt.Scale(zero=False)),
        )
        .properties(height=HEIGHT_PX)
    )
