"""What stands around every page: presenting, the chosen network in the address, and words while the server is away.

The address of every page says which network was chosen (``?network=NAME``) and whether it is presented
(``?present=1``): a link leads to just that, and a reload loses neither. A tab that comes without them, to a server
that was started again, tells which network and which digit it had kept.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from digitdemo.sentences import say
from digitdemo.storage.models import reading_models
from digitdemo.ui import session
from digitdemo.ui.draw.screen import take_kept_digit
from digitdemo.ui.plain_text import plain
from digitdemo.ui.session import NETWORK_PARAMETER, PRESENT_PARAMETER

_PRESENTS, _HEARD, _KEY = "frame_presents", "frame_heard", "frame"
_TEXTS = {"title": "frame-away-title", "safe": "frame-away-safe", "wait": "frame-away-wait"}


def show_frame(pages: Sequence[StreamlitPage], chosen: StreamlitPage) -> None:
    """Show what is around the chosen page; call it before the page runs.

    Args:
        pages: those in the menu, in its order.
        chosen: the one that is shown.
    """
    _follow_address()
    st.html(f'<style>:root {{ --dd-menu: "{say("frame-menu")}"; }}</style>')
    with st.container(key="frame-script"):
        _component()(
            key=_KEY,
            data={
                "network": session.named_model() or "",
                "asks": session.visit() <= 1 and not st.session_state.get(_HEARD, False),
                "texts": {name: say(sentence) for name, sentence in _TEXTS.items()},
            },
            on_kept_change=_take_kept,
        )
    if st.session_state.get(_PRESENTS):
        _show_way_out(pages, chosen)
    else:
        with st.container(key="frame-present"):
            st.button(
                say("frame-present"),
                key="frame_present",
                icon=":material/present_to_all:",
                on_click=_present,
                args=(True,),
                type="tertiary",
            )


def _show_way_out(pages: Sequence[StreamlitPage], chosen: StreamlitPage) -> None:
    """A presented page has no menu: the pages before and after it, and the end of presenting."""
    with st.container(key="frame-presents", horizontal=True, width="content"):
        if chosen in pages:
            place = pages.index(chosen)
            for neighbour, icon in ((place - 1, ":material/arrow_back:"), (place + 1, ":material/arrow_forward:")):
                if 0 <= neighbour < len(pages):
                    st.page_link(pages[neighbour], icon=icon)
        st.button(say("frame-leave"), key="frame_leave", icon=":material/close:", on_click=_present, args=(False,))


def _present(presents: bool) -> None:
    st.session_state[_PRESENTS] = presents
    if not presents:
        st.query_params.pop(PRESENT_PARAMETER, None)


def _follow_address() -> None:
    """Do what the address asks for; write into it what is chosen, where a way through the menu has dropped it."""
    if st.query_params.get(PRESENT_PARAMETER) == "1":
        st.session_state[_PRESENTS] = True
    elif st.session_state.get(_PRESENTS):
        st.query_params[PRESENT_PARAMETER] = "1"
    asked, named = st.query_params.get(NETWORK_PARAMETER), session.named_model()
    if asked and asked != named and not _choose(asked):
        st.query_params.pop(NETWORK_PARAMETER)
        name = session.chosen_model_name()
        title = next((model.title for model in reading_models() if model.name == name), name)
        st.toast(say("frame-no-such-network", network=plain(title)), icon=":material/error:", duration="long")
    elif named and not asked:
        st.query_params[NETWORK_PARAMETER] = named


def _take_kept() -> None:
    """A browser tells what it had before the server was started again, or the page loaded anew."""
    st.session_state[_HEARD] = True
    kept = getattr(st.session_state.get(_KEY), "kept", None)
    if not isinstance(kept, dict):
        return
    name = kept.get("network")
    if isinstance(name, str) and not session.named_model():
        _choose(name)
    take_kept_digit(kept.get("drawing"))


def _choose(name: str) -> bool:
    """Use a stored network, by its name only: an address opens no folder."""
    known = any(model.name == name for model in reading_models())
    if known:
        session.choose_model(name)
    return known


@lru_cache(maxsize=1)
def _component() -> Callable[..., object]:
    return st.components.v2.component("digitdemo_frame", js=Path(__file__).with_suffix(".js").read_text("utf-8"))
