"""Follow me: the teacher's screen leads, phones and projector come along on every page, and are let go again."""

from contextlib import suppress
from dataclasses import replace

import streamlit as st

from digitdemo.classroom import classes
from digitdemo.classroom.classes import SchoolClass, change_activity, find_class
from digitdemo.classroom.following import CLASS_PAGE, PAGES, Place, lead_to, place_of
from digitdemo.classroom.secrets_of_a_class import as_code
from digitdemo.drawing.drawing import Drawing
from digitdemo.drawing.strokes import thin
from digitdemo.errors import DigitDemoError
from digitdemo.sentences import say
from digitdemo.storage.drawings import drawing_from_json, drawing_to_json
from digitdemo.ui import session
from digitdemo.ui.canvas import CanvasState
from digitdemo.ui.classroom.address import CODE, visitors_address
from digitdemo.ui.classroom.buttons import attempt, show_problem
from digitdemo.ui.classroom.push import follow_class

LOOK_EVERY_S = 2.0
"""So often the teacher's screen is looked at while it leads: forty phones that come along cost seconds of a core."""

_LEADS, _SENT, _FOLLOWS, _CAME = "class_leads", "class_led_to", "class_follows", "class_came_to"
_CHOSEN = {
    "inside": (
        *("inside_show", "inside_lab_part", "inside_grid", "inside_question"),
        *("inside_layer", "inside_step", "inside_map", "inside_row", "inside_column"),
    ),
    "push": ("push_kind", "push_truth"),
    "learning": ("learning_layer", "learning_part", "learning_weight"),
}
"""Widgets whose values come along, by page."""


def begin_to_lead(key: str) -> None:
    """Every screen follows this one from now on.

    Raises:
        ClassError: the key is wrong.
    """
    lead_to(key, Place(CLASS_PAGE))
    st.session_state[_LEADS] = key
    st.session_state[_SENT] = Place(CLASS_PAGE)


def come_along(page: str, screen: str, query: dict[str, str]) -> None:
    """Remember that this screen belongs to a class.

    Args:
        page: of the file in ``pages`` to which it comes back.
        screen: ``join`` or ``show``: its page's prefix of keys.
        query: of that page's address.
    """
    st.session_state[_FOLLOWS] = (page, screen, query)


def leave_the_class() -> None:
    """Follow nobody any more."""
    st.session_state.pop(_FOLLOWS, None)


def belongs_to(code: str) -> bool:
    """Whether this screen was in the class with this code."""
    return _FOLLOWS in st.session_state and as_code(st.session_state[_FOLLOWS][2][CODE]) == as_code(code)


def go_with_teacher(now: SchoolClass) -> None:
    """On a phone or the projector: go where the teacher is, if they lead elsewhere."""
    place = place_of(now)
    if place is not None and place.page != CLASS_PAGE:
        _take_over(place, now)
        st.switch_page(f"pages/{place.page}.py")


def show_whom_it_follows(page: str) -> None:
    """On every page, before it runs: the teacher's screen leads, a class's screen follows, any other pays nothing.

    Args:
        page: name of its file in ``pages``.
    """
    if _LEADS in st.session_state:
        with st.container(key="class-leads"):
            st.fragment(_lead, run_every=LOOK_EVERY_S)(page)
    elif _FOLLOWS in st.session_state and page not in ("phone", "projector"):
        with st.container(key="class-follows"):
            st.fragment(_follow)(page)


def _lead(page: str) -> None:
    key = str(st.session_state.get(_LEADS, ""))
    if not key:
        return  # let go meanwhile
    try:
        now = classes.teachers_class(key)
        if now.activity != classes.FOLLOWING:
            _stop_leading()  # the class does something else now
            return
        place = _where_i_am(page)
        if place != st.session_state.get(_SENT):
            lead_to(key, place)
            st.session_state[_SENT] = place
    except DigitDemoError:
        _stop_leading()
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(say("follow-you-lead"))
        st.button(say("class-on-your-own"), key="class_let_go", on_click=_let_go, args=(key,))
    show_problem()


def _let_go(key: str) -> None:
    attempt(lambda: change_activity(key, classes.ON_YOUR_OWN))
    _stop_leading()


def _stop_leading() -> None:
    for name in (_LEADS, _SENT):
        st.session_state.pop(name, None)


def _where_i_am(page: str) -> Place:
    if page not in PAGES:
        return Place(CLASS_PAGE)
    drawing = _drawing_on(page)
    text = "" if drawing is None else drawing_to_json(replace(drawing, strokes=tuple(thin(drawing.strokes))))
    chosen = {name: st.session_state.get(name) for name in _CHOSEN.get(page, ())}
    values = {name: value for name, value in chosen.items() if type(value) in (int, str)}
    return Place(page, text, session.named_model() or "", values)  # type: ignore[arg-type]


def _drawing_on(page: str) -> Drawing | None:
    """What is drawn on the page's own canvas; where it has none, on the Draw page's."""
    for name in (f"{page}_canvas_state", "draw_canvas_state"):
        state: CanvasState | None = st.session_state.get(name)
        if state is not None and not state.drawing.is_blank:
            return state.drawing
    return None


def _follow(page: str) -> None:
    if _FOLLOWS not in st.session_state:
        return  # the class has ended meanwhile
    back, screen, query = st.session_state[_FOLLOWS]
    try:
        now = find_class(query[CODE], visitors_address())
    except DigitDemoError:
        leave_the_class()  # it has ended
        return
    follow_class(f"{screen}_away", now, every_drawing=False)
    place = place_of(now)
    if place is None or place.page == CLASS_PAGE:
        goes_back = st.button(say("follow-back"), key="class_back", icon=":material/school:")
        if goes_back or now.activity != classes.ON_YOUR_OWN:
            st.switch_page(f"pages/{back}.py", query_params=query)
    elif place.page != page:
        _take_over(place, now)
        st.switch_page(f"pages/{place.page}.py")
    elif st.session_state.get(_CAME) != (now.code, now.activity_version):
        _take_over(place, now)
        st.rerun()
    else:
        st.markdown(say("follow-you-follow"))


def _take_over(place: Place, now: SchoolClass) -> None:
    """Put the teacher's network, drawing and choices into this session; what cannot be used here is left out."""
    st.session_state[_CAME] = (now.code, now.activity_version)
    with suppress(DigitDemoError):
        if place.network:
            session.choose_model(place.network)
    for name, value in place.values.items():
        if name in _CHOSEN.get(place.page, ()):
            st.session_state[name] = value
    with suppress(DigitDemoError):
        if place.drawing:
            _put_on_canvas(place.page, drawing_from_json(place.drawing))


def _put_on_canvas(page: str, drawing: Drawing) -> None:
    is_one_digit = page not in ("number", "calculate")
    for name in (f"{page}_canvas_state", *(["draw_canvas_state"] if is_one_digit and page != "draw" else [])):
        state: CanvasState | None = st.session_state.get(name)
        if state is None:
            st.session_state[name] = CanvasState(drawing)
        else:
            state.replace_drawing(drawing)
    if is_one_digit:
        pen, width, height = drawing.pen_width_px, drawing.width_px, drawing.height_px
        network = session.recognizer()
        session.keep_reading(
            network.read_strokes(drawing.strokes, pen_width_px=pen, canvas_side_px=width, canvas_height_px=height)
        )
