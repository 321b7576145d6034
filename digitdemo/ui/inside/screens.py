"""The page's screens: one at a time, behind tabs that a link can name (``/inside?show=arithmetic``)."""

import streamlit as st

from digitdemo.sentences import say
from digitdemo.server_settings import server_settings
from digitdemo.ui.inside.subject import GRID, KERNELS

GLANCE, ARITHMETIC, OCCLUSION, LIVE, LAB = "glance", "arithmetic", "occlusion", "live-maps", "lab"
SCREENS = {
    GLANCE: "inside-screen-glance",
    ARITHMETIC: "inside-screen-arithmetic",
    OCCLUSION: "inside-screen-occlusion",
    LIVE: "inside-screen-live",
    LAB: "inside-screen-lab",
}
"""What the address calls each, and the id of its title."""

OTHER_NAMES = {
    "filters": ARITHMETIC,
    "kernels": ARITHMETIC,
    "feature-maps": ARITHMETIC,
    "maps": ARITHMETIC,
    "questions": OCCLUSION,
    "live": LIVE,
}
"""Names under which a link may ask for a screen, too."""

KERNEL_NAMES = ("filters", "kernels")
SHOW = "show"
PART = "inside_lab_part"
_CHOSEN, _WRITTEN = "inside_show", "inside_show_written"


def choose_screen() -> str:
    """The tabs, and which of them is chosen; the address names it, and follows."""
    if st.query_params.get(SHOW) in KERNEL_NAMES:
        st.session_state[GRID] = KERNELS
    names = [name for name in SCREENS if name != LIVE or server_settings().live]
    _follow_address(SHOW, _CHOSEN, _WRITTEN, names, OTHER_NAMES)
    chosen = st.segmented_control(
        say("inside-screens"),
        names,
        format_func=lambda each: say(SCREENS[each]),
        key=_CHOSEN,
        required=True,
        wrap=True,
        label_visibility="collapsed",
        persist_state="session",
    )
    _write_address(SHOW, _WRITTEN, str(chosen), GLANCE)
    return str(chosen)


def go_to_screen(name: str) -> None:
    """In a callback: show another screen when the page runs next."""
    st.session_state[_CHOSEN] = name


def choose_part(parts: dict[str, str], other_names: dict[str, str], label: str) -> str:
    """A screen's own parts, named by the address as ``&part=``.

    Args:
        parts: what the address calls each, and its title; the first one is the default and is not written.
    """
    written = f"{PART}_written"
    _follow_address("part", PART, written, list(parts), other_names)
    chosen = st.segmented_control(
        label,
        list(parts),
        format_func=parts.__getitem__,
        key=PART,
        required=True,
        wrap=True,
        label_visibility="collapsed",
        persist_state="session",
    )
    _write_address("part", written, str(chosen), next(iter(parts)))
    return str(chosen)


def forget_part() -> None:
    """Take another screen's part out of the address; coming back it is still the chosen one."""
    if "part" in st.query_params:
        del st.query_params["part"]
    st.session_state[f"{PART}_written"] = None


def _follow_address(parameter: str, key: str, written: str, names: list[str], other_names: dict[str, str]) -> None:
    """A link, or the browser's way back, chooses; what the page itself wrote into the address does not."""
    asked = st.query_params.get(parameter)
    if written not in st.session_state or asked != st.session_state[written]:
        found = other_names.get(asked, asked) if asked else None
        if found in names or (written in st.session_state and asked is None):
            st.session_state[key] = found or names[0]
    if st.session_state.get(key) not in names:
        st.session_state[key] = names[0]


def _write_address(parameter: str, written: str, chosen: str, default: str) -> None:
    wanted = None if chosen == default else chosen
    if wanted is None:
        if parameter in st.query_params:
            del st.query_params[parameter]
    elif st.query_params.get(parameter) != wanted:
        st.query_params[parameter] = wanted
    st.session_state[written] = wanted
