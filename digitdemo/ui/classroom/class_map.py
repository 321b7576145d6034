"""Whose hand is it? The map of all drawings, for board and teacher; on a phone, those that are like one's own."""

import html

import numpy as np
import streamlit as st

from digitdemo.classroom import events
from digitdemo.classroom.class_map import ClassMap, features_of, hardest_hands, map_drawings, mixed_up, nearest_drawings
from digitdemo.classroom.classes import SchoolClass
from digitdemo.classroom.collecting import Collected, collected
from digitdemo.classroom.members import members_of
from digitdemo.classroom.pictures import picture_address
from digitdemo.classroom.placing import on_grid
from digitdemo.classroom.switches import MAP_COLOURS, colour_map
from digitdemo.drawing.drawing import Drawing
from digitdemo.reading.recognizer import Recognizer
from digitdemo.sentences import say
from digitdemo.ui.classroom.buttons import attempt
from digitdemo.ui.classroom.page import class_reader
from digitdemo.ui.classroom.tiles import tile

HUES = 10
"""Colours of the style sheet; the label on each drawing says the same without colour."""

MOST_LISTED = 5
WIDTH_TO_HEIGHT = 1.5
ROOM = 2.0
"""So many cells for each drawing: groups then stay apart."""


def show_map(now: SchoolClass, *, names: bool) -> None:
    """The map, whose digits are hardest, and which pairs get mixed up.

    Raises:
        ModelError: the network cannot be read.
    """
    on_map = _map_of(now)
    st.html(f'<p class="dd-class-count">{html.escape(say("map-title"))}</p>')
    if not on_map.drawings:
        st.markdown(say("map-empty"))
        return
    picture, words = st.columns([4, 1], gap="medium")
    with picture, st.container(key="class-map"):
        st.html(_picture_of(on_map, now, names=names))
    with words:
        _say_list("map-hardest", _hardest(on_map, now, names=names), "map-none-hard")
        _say_list("map-pairs", _pairs(on_map), "map-no-pairs")
        st.caption(say("map-how"))


def colour_by(now: SchoolClass, key: str) -> None:
    """For the teacher: what the colours stand for."""
    st.segmented_control(
        say("map-by"),
        MAP_COLOURS,
        format_func=lambda by: say(f"map-by-{by}"),
        default=now.map_by,
        key="class_map_by",
        on_change=lambda: attempt(lambda: colour_map(key, str(st.session_state["class_map_by"] or now.map_by))),
    )


def show_alike(now: SchoolClass, drawing: Drawing) -> None:
    """The drawings that are most like one, for the phone that drew it.

    Raises:
        ModelError: the network cannot be read.
    """
    on_map = _map_of(now)
    if not on_map.drawings:
        st.markdown(say("map-empty"))
    elif drawing.visible().is_blank:
        st.markdown(say("map-draw-one"))
    else:
        st.markdown(say("map-alike"))
        features, _ = features_of(class_reader(now), drawing)
        found = nearest_drawings(on_map, features)
        figures = "".join(tile(one.drawing, str(one.digit), title=say("show-tile", digit=one.digit)) for one in found)
        st.html(f'<div class="dd-class-tiles dd-map-alike" style="--columns:{len(found)}">{figures}</div>')


def _map_of(now: SchoolClass) -> ClassMap:
    drawings, reader = collected(now), class_reader(now)
    ids = tuple(one.id for one in drawings)
    return _placed(now.code, reader.model.version, ids, drawings, reader).with_labels(drawings)


@st.cache_resource(max_entries=8, show_spinner=False)
def _placed(code: str, version: str, ids: tuple[int, ...], _drawings: list[Collected], _reader: Recognizer) -> ClassMap:
    """Placed once for all screens, until a drawing comes or goes or the network changes."""
    return map_drawings(_drawings, _reader, _known(code, version))


@st.cache_resource(max_entries=8, show_spinner=False)
def _known(code: str, version: str) -> dict[int, tuple[np.ndarray, int]]:
    """What a network saw of each drawing of a class: one more drawing does not have it look at all of them again."""
    return {}


events.forget_at_an_end(_placed.clear)
events.forget_at_an_end(_known.clear)


def _picture_of(on_map: ClassMap, now: SchoolClass, *, names: bool) -> str:
    columns = max(int((len(on_map.drawings) * ROOM * WIDTH_TO_HEIGHT) ** 0.5) + 1, 8)
    rows = max(int(columns / WIDTH_TO_HEIGHT), 5)
    cells = on_grid(on_map.places, columns, rows)
    numbers = {member.id: member.place + 1 for member in members_of(now)}
    figures = []
    for place, one in enumerate(on_map.drawings):
        column, row = cells[place]
        number = numbers.get(one.member_id, 0)
        look, label = _look(one, bool(on_map.is_wrong[place]), number, now.map_by)
        words = html.escape(_words_of(one, int(on_map.read_as[place]), number, names=names))
        figures.append(
            f'<figure class="{look}" style="--c:{column + 1};--r:{row + 1}" tabindex="0" title="{words}">'
            f'<img src="{picture_address(one.drawing)}" alt="{words}"><i>{label}</i></figure>'
        )
    style = f"--columns:{columns};--rows:{rows}"
    return f'<div class="dd-map" style="{style}">{"".join(figures)}</div>{_legend(now.map_by)}'


def _look(one: Collected, is_wrong: bool, number: int, by: str) -> tuple[str, str]:
    """A class of the style sheet, and the label that says the same."""
    if by == "right":
        return ("dd-map-wrong", "✗") if is_wrong else ("dd-map-right", "✓")
    return f"dd-hue-{(one.digit if by == 'digit' else number) % HUES}", str(one.digit if by == "digit" else number)


def _words_of(one: Collected, read_as: int, number: int, *, names: bool) -> str:
    name = one.name if names else say("show-pupil", number=number)
    if one.digit == read_as:
        return say("map-drawing-right", name=name, digit=str(one.digit))
    return say("map-drawing-wrong", name=name, digit=str(one.digit), read=str(read_as))


def _legend(by: str) -> str:
    return f'<p class="dd-class-small">{html.escape(say(f"map-legend-{by}"))}</p>'


def _hardest(on_map: ClassMap, now: SchoolClass, *, names: bool) -> list[str]:
    numbers = {member.id: member.place + 1 for member in members_of(now)}
    lines = []
    for hand in hardest_hands(on_map)[:MOST_LISTED]:
        name = hand.name if names else say("show-pupil", number=numbers.get(hand.member_id, 0))
        lines.append(say("map-hand", name=name, wrong=hand.wrong, count=hand.count))
    return lines


def _pairs(on_map: ClassMap) -> list[str]:
    pairs = mixed_up(on_map)[:MOST_LISTED]
    return [say("map-pair", first=str(first), second=str(second), count=count) for first, second, count in pairs]


def _say_list(title: str, lines: list[str], nothing: str) -> None:
    items = "".join(f"<li>{html.escape(line)}</li>" for line in lines or [say(nothing)])
    st.html(f'<div class="dd-map-words"><h3>{html.escape(say(title))}</h3><ul>{items}</ul></div>')
