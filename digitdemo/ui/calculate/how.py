"""How a calculation was read: its signs, the groups that were tried, its tree; and correcting a sign."""

import pandas as pd
import streamlit as st

from digitdemo.calculating.reading import ExpressionReading
from digitdemo.calculating.tree import Fraction, Item, Root, Row
from digitdemo.sentences import say
from digitdemo.ui.calculate.canvas import spoken
from digitdemo.ui.calculate.corrections import KEEP, SAID, correct, take_back
from digitdemo.ui.reading import percent

LABELS = (
    *"0123456789",
    *("+", "-", "\\times", "\\div", "\\cdot", "/", ":", "="),
    *("(", ")", ".", ",", "\\sqrt"),
)
_SHOWN_GROUPS = 200


def show_how(reading: ExpressionReading) -> None:
    """The four steps in words; with something written, signs and tree side by side, then all groups."""
    st.subheader(say("calculate-how"))
    st.markdown(say("calculate-how-signs"))
    if reading.groups:
        _show_signs_and_tree(reading)
    st.caption(say("calculate-licence"))


def _show_signs_and_tree(reading: ExpressionReading) -> None:
    st.caption(say("calculate-groups", tried=len(reading.groups), elapsed=f"{reading.elapsed_ms:.0f}"))
    signs, tree = st.columns(2, gap="medium")
    with signs:
        st.markdown(f"**{say('calculate-signs')}**")
        st.dataframe(_signs_table(reading), hide_index=True, key="calculate_signs_table")
    with tree:
        st.markdown(f"**{say('calculate-tree')}**")
        if reading.latex:
            st.graphviz_chart(tree_dot(reading.tree), width="content")
    with st.expander(say("calculate-column-strokes")):
        st.dataframe(_groups_table(reading), hide_index=True, key="calculate_groups_table")


def tree_dot(row: Row) -> str:
    """The tree in the DOT language: a node for each sign, fraction, root and row."""
    lines: list[str] = []
    _add_row(row, "top", lines)
    settings = 'graph [bgcolor=transparent rankdir=TB nodesep=0.12 ranksep=0.3] node [shape=box style="rounded,filled" '
    settings += 'fillcolor="#e8eef5" fontcolor="#14202b" fontname="sans-serif" height=0.3 width=0.3 margin=0.06] '
    settings += 'edge [color="#7d8a98" fontcolor="#7d8a98" fontsize=10 fontname="sans-serif" arrowsize=0.5]'
    return f"digraph {{ ordering=out; {settings} {' '.join(lines)} }}"


def _add_row(row: Row, name: str, lines: list[str]) -> None:
    lines.append(f'"{name}" [label="{say("calculate-tree-row")}" shape=plaintext style="" fontcolor="#7d8a98"];')
    for number, item in enumerate(row.items):
        own = f"{name}.{number}"
        _add_item(item, own, lines)
        lines.append(f'"{name}" -> "{own}";')


def _add_item(item: Item, name: str, lines: list[str]) -> None:
    node = item.node
    parts: list[tuple[str, Row]] = []
    if isinstance(node, Fraction):
        text, parts = (
            say("calculate-tree-fraction"),
            [
                (say("calculate-tree-above"), node.top),
                (say("calculate-tree-below"), node.bottom),
            ],
        )
    elif isinstance(node, Root):
        text, parts = say("calculate-tree-root"), [("√", node.content)]
    else:
        text = spoken(node.label)
    if item.raised is not None:
        parts.append((say("calculate-tree-raised"), item.raised))
    lines.append(f'"{name}" [label="{text}"];')
    for number, (label, part) in enumerate(parts):
        _add_row(part, f"{name}.{number}r", lines)
        lines.append(f'"{name}" -> "{name}.{number}r" [label="{label}"];')


def _signs_table(reading: ExpressionReading) -> pd.DataFrame:
    rows = []
    for symbol in reading.symbols:
        following = [
            (label, chance) for label, chance in symbol.alternatives if label != symbol.label and chance > 0.001
        ][:2]
        rows.append(
            {
                say("calculate-column-sign"): spoken(symbol.label),
                say("calculate-column-sure"): percent(symbol.probability),
                say("calculate-column-next"): "  ".join(
                    f"{spoken(label)} {percent(chance)}" for label, chance in following
                ),
                say("calculate-column-strokes"): _strokes_text(symbol.strokes),
            }
        )
    return pd.DataFrame(rows)


def _groups_table(reading: ExpressionReading) -> pd.DataFrame:
    chosen = {symbol.strokes for symbol in reading.symbols}
    rows = [
        {
            say("calculate-column-strokes"): _strokes_text(group.strokes),
            say("calculate-column-sign"): spoken(group.label),
            say("calculate-column-sure"): percent(group.probabilities[group.label]),
            say("calculate-column-chosen"): group.strokes in chosen,
        }
        for group in reading.groups[:_SHOWN_GROUPS]
    ]
    return pd.DataFrame(rows)


def _strokes_text(strokes: tuple[int, ...]) -> str:
    return ", ".join(str(index + 1) for index in strokes)


def show_correcting(reading: ExpressionReading) -> None:
    """Say which sign is another one."""
    if not reading.symbols:
        return
    with st.expander(say("calculate-correct"), icon=":material/edit:"):
        names = [f"{number}: {spoken(symbol.label)}" for number, symbol in enumerate(reading.symbols, start=1)]
        # Numbers as values: a sign stays chosen when its name changes.
        which = st.selectbox(
            say("calculate-correct-which"), range(len(names)), format_func=names.__getitem__, key="calculate_which"
        )
        what = st.selectbox(say("calculate-correct-what"), LABELS, format_func=spoken, key="calculate_what")
        st.checkbox(say("calculate-keep"), key=KEEP)
        with st.container(horizontal=True):
            st.button(
                say("calculate-correct-do"),
                key="calculate_correct",
                on_click=correct,
                args=(reading.symbols[which or 0].strokes, what),
            )
            st.button(say("calculate-correct-undo"), key="calculate_uncorrect", on_click=take_back)
    if SAID in st.session_state:
        st.info(st.session_state.pop(SAID))
