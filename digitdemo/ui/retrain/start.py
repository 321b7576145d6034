"""Starting runs: Train, the aids, the link, another's network."""

import dataclasses
from urllib.parse import urlencode

import streamlit as st

from digitdemo.errors import DigitDemoError
from digitdemo.networks.presets import PRESETS
from digitdemo.planning.setting import Setting
from digitdemo.runs.dispatcher import dispatcher
from digitdemo.runs.queue import join_line
from digitdemo.runs.run import Run
from digitdemo.storage.models import find_model
from digitdemo.ui import session
from digitdemo.ui.plain_text import plain
from digitdemo.ui.retrain.visitor import look_at, may_control, owner

AIDS = {
    "ten pictures": ("Learn ten pictures by heart", "A network that cannot do even that has a mistake in it."),
    "rate sweep": ("Sweep the learning rate", "Raises it batch by batch: where the loss falls fastest is a good one."),
    "gradient check": ("Check the gradients", "Nudges single weights and compares with what backpropagation says."),
}
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
            return f"{find_model(setting.start_from).title}, gone on"[:60]
        except DigitDemoError:
            return "Gone on"
    preset = PRESETS.get(setting.architecture)
    return preset.title if preset else "My own network"


def show_aids(setting: Setting) -> None:
    """Buttons for the aids, each with what it is good for."""
    for task, (label, why) in AIDS.items():
        st.button(
            label,
            key=f"retrain_aid_{task.replace(' ', '_')}",
            width="stretch",
            on_click=start,
            args=(dataclasses.replace(setting, task=task), label),
        )
        st.caption(why)


def show_link(setting: Setting, run: Run | None) -> None:
    """The setting as an address; and the run that is looked at, for another device."""
    st.caption("The same link, the same seed, the same curves. The address above has it too.")
    query = urlencode(setting.to_query())
    st.code(f"/retrain?{query}" if query else "/retrain", language=None, wrap_lines=True)
    if run is not None and may_control(run):
        st.caption("To watch, pause and stop your run on another device:")
        address = urlencode({"run": run.name, "key": owner()})
        st.code(f"/retrain?{address}", language=None, wrap_lines=True)


def show_import() -> None:
    """Bring a .keras file."""
    uploaded = st.file_uploader(
        "A network of your own, as Keras 3 saves it (.keras)", type="keras", key="retrain_import", max_upload_size=40
    )
    if st.button("Import", disabled=uploaded is None, key="retrain_import_start") and uploaded is not None:
        start(Setting(task="import"), uploaded.name.removesuffix(".keras")[:40] or "Imported", uploaded.getvalue())
        st.rerun()
    st.caption("It must read 28×28×1 pictures and have 10 outputs. It is checked first; no code in it is run.")
