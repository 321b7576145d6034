"""Starting runs: Train, the aids, the link, another's network."""

import dataclasses
from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st

from digitdemo.errors import DigitDemoError
from digitdemo.planning.setting import Setting
from digitdemo.runs.dispatcher import dispatcher
from digitdemo.runs.queue import join_line
from digitdemo.runs.run import Run
from digitdemo.sentences import say
from digitdemo.storage.models import find_model
from digitdemo.ui import session
from digitdemo.ui.classroom.address import base_address
from digitdemo.ui.plain_text import plain
from digitdemo.ui.retrain.visitor import KEY_PARAMETER, RUN_PARAMETER, look_at, may_control, owner
from digitdemo.ui.retrain.words import network_name

AIDS = ("ten pictures", "rate sweep", "gradient check")
_PROBLEM = "retrain_problem"


def train(setting: Setting) -> None:
    """Put a run in line and look at it."""
    start(setting, title_of(setting))


def start(setting: Setting, title: str, network: bytes | None = None) -> None:
    """Put any task in line and look at it; what is in the way is said on the page."""
    preparation = session.current_preparation()
    drawing = None if preparation is None else preparation.network_input
    try:
        run = join_line(setting, title, owner(), drawing, network)
    except DigitDemoError as error:
        st.session_state[_PROBLEM] = plain(error)
        return
    dispatcher().wake()
    look_at(run)
    st.query_params["run"] = run.name


def show_problem() -> None:
    """Say once what was in the way of the last start."""
    if _PROBLEM in st.session_state:
        st.warning(st.session_state.pop(_PROBLEM))


def title_of(setting: Setting) -> str:
    """A run's first name, to be changed at will."""
    if setting.start_from:
        try:
            return say("retrain-title-gone-on", network=find_model(setting.start_from).title)[:60]
        except DigitDemoError:
            pass  # it is gone: the run says so
    return network_name(setting)


def show_aids(setting: Setting) -> None:
    """Buttons for the aids, each with what it is good for."""
    st.markdown(f"#### {say('retrain-aids-title')}")
    st.caption(say("retrain-aids"))
    for task in AIDS:
        name = f"retrain-aid-{task.replace(' ', '-')}"
        label = say(name)
        st.button(
            label,
            key=f"retrain_aid_{task.replace(' ', '_')}",
            width="stretch",
            on_click=start,
            args=(dataclasses.replace(setting, task=task), label),
        )
        st.caption(say(f"{name}-why"))


def show_link(setting: Setting, run: Run | None) -> None:
    """The setting as an address; and the run that is looked at, for another device."""
    st.caption(say("retrain-link-how"))
    _show_address(setting.to_query())
    if run is not None and may_control(run):
        st.caption(say("retrain-link-run"))
        _show_address({RUN_PARAMETER: run.name, KEY_PARAMETER: owner()})


def _show_address(query: Mapping[str, str]) -> None:
    """An address that works from another device too."""
    address = f"{base_address()}/retrain"
    st.code(f"{address}?{urlencode(query)}" if query else address, language=None, wrap_lines=True)


def show_import() -> None:
    """Bring a .keras file."""
    uploaded = st.file_uploader(say("retrain-import-file"), type="keras", key="retrain_import", max_upload_size=40)
    pressed = st.button(say("retrain-import-start"), disabled=uploaded is None, key="retrain_import_start")
    if pressed and uploaded is not None:
        title = uploaded.name.removesuffix(".keras")[:40] or say("retrain-title-imported")
        start(Setting(task="import"), title, uploaded.getvalue())
        st.rerun()
    st.caption(say("retrain-import-rules"))
