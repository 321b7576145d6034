"""All runs: a table, two side by side, names and notes, export, deletion with undo."""

import functools
from typing import Any

import pandas as pd
import streamlit as st

from digitdemo.errors import DigitDemoError
from digitdemo.planning.gathering import SOURCES
from digitdemo.runs.catalogue import all_runs, delete_run, restore_run
from digitdemo.runs.report import report_of
from digitdemo.runs.run import HISTORY, Run
from digitdemo.runs.status import OPEN_STATES
from digitdemo.runs.tensorboard import tensorboard_of
from digitdemo.sentences import current_language, say
from digitdemo.storage.models import DEFAULT_MODEL, KERAS_FILE, LITERT_FILE
from digitdemo.ui import session
from digitdemo.ui.plain_text import cell, plain
from digitdemo.ui.retrain.charts import compare_chart
from digitdemo.ui.retrain.results import setting_of
from digitdemo.ui.retrain.setting import replace_setting
from digitdemo.ui.retrain.start import show_import
from digitdemo.ui.retrain.visitor import look_at, may_control
from digitdemo.ui.retrain.words import network_name, source_name, when

MOST_LINES = 100
_COLUMNS = (
    *("run", "state", "network", "pictures", "check", "test", "parameters"),
    *("learning-s", "reading-ms", "when", "note"),
)
_COMPARED = ("check", "test", "parameters", "learning-s")


def _formats() -> dict[str, Any]:
    number = st.column_config.NumberColumn
    formats = {"check": "percent", "test": "percent", "parameters": "localized", "learning-s": "%.0f"}
    formats["reading-ms"] = "%.2f"
    helped = {name: say(f"retrain-column-{name}-help") for name in formats}
    return {name: number(_title(name), format=formats[name], help=helped[name]) for name in formats} | {
        name: st.column_config.TextColumn(_title(name)) for name in _COLUMNS if name not in formats
    }


def _title(column: str) -> str:
    return say(f"retrain-column-{column}")


def show_runs(looked_at: Run | None) -> None:
    """The table; its chosen lines are opened, or laid side by side."""
    runs = all_runs()[:MOST_LINES]
    _show_undo()
    if not runs:
        st.caption(say("retrain-runs-none"))
    else:
        table = pd.DataFrame([_line(run) for run in runs])
        chosen = st.dataframe(
            table,
            hide_index=True,
            column_config=_formats(),
            on_select="rerun",
            selection_mode="multi-row",
            key="retrain_table",
            height=min(38 * (len(runs) + 1), 380),
        )
        selected = [runs[row] for row in chosen["selection"]["rows"] if row < len(runs)]
        st.caption(say("retrain-runs-choose"))
        if len(selected) == 1:
            _show_one(selected[0], looked_at)
        elif len(selected) >= 2:
            _show_two(selected[0], selected[1])
    with st.expander(say("retrain-import"), icon=":material/upload:"):
        show_import()


def _line(run: Run) -> dict[str, object]:
    """A run's line, read anew only when one of its files has changed."""
    return _read_line(run.bundle.place, run.version(), current_language(), run)


@st.cache_data(max_entries=500, show_spinner=False)
def _read_line(place: str, version: tuple[int, ...], language: str, _run: Run) -> dict[str, object]:
    run = _run
    status, results = run.status(), run.results()
    setting = setting_of(run)
    history = run.history()
    kinds = [source_name(name) for name in SOURCES if setting and getattr(setting, name)]
    return {
        "run": cell(run.title),
        "state": say(f"retrain-state-{status.state}"),
        "network": cell(network_name(setting)) if setting else "",
        "pictures": " + ".join(kinds),
        "check": history.iloc[-1]["check_accuracy"] if len(history) else None,
        "test": results.get("test_accuracy", results.get("made_accuracy")),
        "parameters": results.get("parameters"),
        "learning-s": results.get("learning_s"),
        "reading-ms": results.get("reading_ms"),
        "when": when(status.queued_at),
        "note": cell(run.about.get("note", "")),
    }


def _show_one(run: Run, looked_at: Run | None) -> None:
    mine = may_control(run)
    with st.container(horizontal=True):
        opened = looked_at is not None and looked_at.name == run.name
        if st.button(say("retrain-open"), key="retrain_open", disabled=opened):
            look_at(run)
            st.query_params["run"] = run.name
            st.rerun()
        if st.button(say("retrain-take-setting"), key="retrain_take_setting"):
            setting = setting_of(run)
            if setting is not None:
                replace_setting(setting)
                st.rerun()
        going_on = run.status().state in OPEN_STATES
        if st.button(
            say("retrain-delete"), icon=":material/delete:", key="retrain_delete", disabled=going_on or not mine
        ):
            _delete(run)
    left, right = st.columns(2)
    title = left.text_input(
        say("retrain-name"), run.title, max_chars=60, key=f"retrain_title_{run.name}", disabled=not mine
    )
    note = right.text_input(
        say("retrain-note"), run.about.get("note", ""), max_chars=500, key=f"retrain_note_{run.name}"
    )
    if (title, note) != (run.title, run.about.get("note", "")):
        run.change_about(title=title or run.name, note=note)
        st.rerun()
    _show_export(run)


def _delete(run: Run) -> None:
    try:
        delete_run(run.name)
    except DigitDemoError as error:
        st.error(plain(error))
        return
    if session.chosen_model_name() == run.name:
        session.choose_model(DEFAULT_MODEL)
    st.session_state["retrain_deleted_run"] = run.name
    look_at(None)
    st.rerun()


def _show_undo() -> None:
    name = st.session_state.get("retrain_deleted_run")
    if not name:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(say("retrain-run-deleted"))
        if st.button(say("retrain-undo"), icon=":material/undo:", key="retrain_undo"):
            try:
                restore_run(name)
            except DigitDemoError as error:
                st.error(plain(error))
            del st.session_state["retrain_deleted_run"]
            st.rerun()


def _show_export(run: Run) -> None:
    with st.container(horizontal=True):
        for label, file_name in (
            (".keras", KERAS_FILE),
            ("LiteRT", LITERT_FILE),
            (say("retrain-history"), HISTORY),
        ):
            if run.bundle.has(file_name):
                content = functools.partial(run.bundle.read, file_name)  # read only when somebody takes it
                st.download_button(label, content, f"{run.name}-{file_name}", key=f"retrain_export_{file_name}")
        if run.bundle.has(HISTORY):
            st.download_button(
                "TensorBoard", lambda: tensorboard_of(run), f"{run.name}-tensorboard.zip", key="retrain_export_board"
            )
            st.download_button(
                say("retrain-report"),
                lambda: report_of(run),
                f"{run.name}.html",
                "text/html",
                key="retrain_export_report",
            )


def _show_two(first: Run, second: Run) -> None:
    names = [first.title, second.title if second.title != first.title else f"{second.title} (2)"]
    histories = {name: run.history() for name, run in zip(names, (first, second), strict=True)}
    left, right = st.columns(2)
    left.altair_chart(compare_chart(histories, "check_loss", say("retrain-two-loss")), key="retrain_two_loss")
    right.altair_chart(compare_chart(histories, "check_accuracy", say("retrain-two-right")), key="retrain_two_right")
    settings = [setting_of(first), setting_of(second)]
    queries = [setting.to_query() if setting else {} for setting in settings]
    differing = sorted({name for query in queries for name in query if queries[0].get(name) != queries[1].get(name)})
    results = [_line(first), _line(second)]
    rows = {_title(key): [_shown(line[key]) for line in results] for key in _COMPARED}
    usual = say("retrain-two-default")
    rows |= {say("retrain-two-setting", name=name): [one.get(name, usual) for one in queries] for name in differing}
    st.dataframe(pd.DataFrame.from_dict(rows, orient="index", columns=names))


def _shown(value: object) -> str:
    return "–" if value is None else f"{value:.4g}" if isinstance(value, float) else str(value)
