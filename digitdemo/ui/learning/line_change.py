"""The pen's line, moved as little as possible: until another digit is read, or the same one clearly."""

from typing import cast

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from digitdemo.drawing.strokes import Stroke
from digitdemo.learning.line_change import MOST_STEPS, LineChange, change_line
from digitdemo.learning.pen_line import place
from digitdemo.reading.preprocessing import FIELD_PX
from digitdemo.sentences import say
from digitdemo.ui.boards import Board, show_boards
from digitdemo.ui.learning.subject import NETWORK, Subject, moves, number

CLEAR = 0.95
"""The probability from which on a digit is read clearly."""
_FOUND = "learning_line_found"
_WIDTH_PX, _HEIGHT_PX = 340, 390
"""With the axes' words the field itself comes out square."""
_BLUE, _ORANGE = "#2e7cbb", "#d98032"


def show_line_change(subject: Subject, target: int) -> None:
    """My line and the one that is read as another digit."""
    if not subject.strokes:
        st.info(say("learning-line-no-strokes"))
        return
    change = _changed(subject, target, subject.least)
    if not change.reached:
        st.warning(say("learning-change-not-found", steps=MOST_STEPS, digit=subject.said(target)))
        return
    _show(subject, change)


def show_clear_line(subject: Subject) -> None:
    """My line and the nearest one that is read clearly as what it should be."""
    if not subject.strokes:
        st.info(say("learning-line-no-strokes"))
        return
    change = _changed(subject, subject.truth, CLEAR)
    if not change.reached:
        st.warning(say("learning-change-not-found", steps=MOST_STEPS, digit=subject.said(subject.truth)))
    elif change.steps == 0:
        chance = number(float(change.chances[subject.truth]), 4)
        st.success(say("learning-line-clear-already", digit=subject.said(subject.truth), chance=chance))
    else:
        _show(subject, change)


def _changed(subject: Subject, target: int, least: float) -> LineChange:
    """Looked for once: the page's other parts run this one again with every click."""
    asked = (st.session_state[NETWORK], tuple(moves()), subject.drawing.tobytes(), target, least)
    kept = st.session_state.get(_FOUND)
    if kept is None or kept[0] != asked:
        with st.spinner(say("learning-line-changing")):
            kept = (asked, change_line(subject.network, subject.strokes, target, least))
        st.session_state[_FOUND] = kept
    return cast(LineChange, kept[1])


def _show(subject: Subject, change: LineChange) -> None:
    before, after = np.concatenate(change.before), np.concatenate(change.after)
    distances = change.distances()
    with st.container(horizontal=True):
        with st.container(width=_WIDTH_PX + 10):
            _show_lines(change, after[distances.argmax()])
        with st.container(width=380):
            fields = [place(lines).field[None] for lines in (change.before, change.after)]
            titles = say("learning-my-digit"), say("learning-change-changed")
            boards = [
                Board(field, title=title, pixel_px=6, limits=1.0) for field, title in zip(fields, titles, strict=True)
            ]
            show_boards(boards, "learning_line_boards", joined="›")
    said = int(subject.network.scores(subject.mine)[0].argmax())
    reads = int(change.chances.argmax())
    chance = number(float(change.chances[reads]), 4)
    st.markdown(say("learning-line-said", before=subject.said(said), after=subject.said(reads), chance=chance))
    if 0 < subject.least <= change.chances[reads]:
        st.markdown(say("learning-line-accepted", least=number(subject.least, 4)))
    _say_how_far(before, after, distances)


def _say_how_far(before: np.ndarray, after: np.ndarray, distances: np.ndarray) -> None:
    furthest = int(distances.argmax())
    (x, y), (to_x, to_y) = before[furthest].round(2), after[furthest].round(2)
    st.markdown(
        say("learning-line-moved", count=len(distances), mean=number(float(distances.mean()), 3), x=number(float(x)),
            y=number(float(y)), tox=number(float(to_x)), toy=number(float(to_y)),
            furthest=number(float(np.hypot(to_x - x, to_y - y)), 3))
    )  # fmt: skip
    with st.expander(say("learning-line-points")):
        places = np.hstack([before, after]).round(3)
        columns = [say(f"learning-line-{name}") for name in ("x", "y", "to-x", "to-y")]
        table = pd.DataFrame(places, columns=columns)
        table[say("learning-line-distance")] = distances.round(3)
        st.dataframe(table, key="learning_line_table", hide_index=True)


def _show_lines(change: LineChange, furthest: np.ndarray) -> None:
    """My line dashed, the moved one whole, and a ring where it was moved furthest."""
    names = ["before", "after"]
    table = pd.concat([_table(change.before, names[0]), _table(change.after, names[1])])
    x = alt.X("x:Q", title=say("learning-line-axis"), scale=alt.Scale(domain=[0, FIELD_PX], nice=False))
    y = alt.Y("y:Q", title=None, scale=alt.Scale(domain=[FIELD_PX, 0], nice=False))
    colour = alt.Color("whose:N", legend=None, scale=alt.Scale(domain=names, range=[_ORANGE, _BLUE]))
    dash = alt.StrokeDash("whose:N", legend=None, scale=alt.Scale(domain=names, range=[[6, 5], [1, 0]]))
    width = alt.StrokeWidth("whose:N", legend=None, scale=alt.Scale(domain=names, range=[2.5, 6]))
    lines = alt.Chart(table).mark_line(strokeCap="round", strokeJoin="round", clip=True).encode(
        x, y, colour, dash, width, detail="stroke:N", order="point:Q"
    )  # fmt: skip
    dots = alt.Chart(_dots(table)).mark_circle(size=90, opacity=1).encode(x, y, colour)
    here = pd.DataFrame({"x": [furthest[0]], "y": [furthest[1]]})
    ring = alt.Chart(here).mark_point(size=900, strokeWidth=2.5, color="#888888").encode(x, y)
    chart = alt.layer(lines, dots, ring).properties(width=_WIDTH_PX, height=_HEIGHT_PX)
    st.altair_chart(chart, width="content", key="learning_line_chart")
    st.caption(say("learning-line-legend"))


def _dots(table: pd.DataFrame) -> pd.DataFrame:
    """Strokes of a single point, which no line shows."""
    return table[table.groupby("stroke")["point"].transform("size") == 1]


def _table(lines: list[Stroke], whose: str) -> pd.DataFrame:
    parts = [
        pd.DataFrame({"x": line[:, 0], "y": line[:, 1], "point": np.arange(len(line)), "stroke": f"{whose} {part}"})
        for part, line in enumerate(lines)
    ]
    return pd.concat(parts).assign(whose=whose)
