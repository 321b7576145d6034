"""Who looks at the Retrain page, and which run they look at: kept over a reload by the page's address."""

import hashlib
import secrets

import streamlit as st

from digitdemo.errors import RunError
from digitdemo.planning.line import open_runs
from digitdemo.storage.runs import Run, all_runs, find_run

_OWNER, _RUN = "retrain_owner", "retrain_run"
RUN_PARAMETER, KEY_PARAMETER = "run", "key"


def owner() -> str:
    """A name without meaning for this visitor: the same after a reload, and wherever their run's link is opened."""
    if KEY_PARAMETER in st.query_params:
        st.session_state[_OWNER] = st.query_params[KEY_PARAMETER][:16]
    if _OWNER not in st.session_state:
        cookie = st.context.cookies.get("_streamlit_xsrf")
        st.session_state[_OWNER] = hashlib.sha256(cookie.encode()).hexdigest()[:12] if cookie else secrets.token_hex(6)
    return str(st.session_state[_OWNER])


def may_control(run: Run) -> bool:
    """True for the runs that this visitor asked for."""
    return run.about.get("owner", "") in ("", owner())


def chosen_run() -> Run | None:
    """The run that is looked at: the chosen one, the address's, or the visitor's latest."""
    for name in (st.session_state.get(_RUN), st.query_params.get(RUN_PARAMETER)):
        try:
            if name:
                return find_run(str(name))
        except RunError:
            st.session_state.pop(_RUN, None)
    mine = [run for run in open_runs() if may_control(run)]
    return mine[0] if mine else next((run for run in all_runs() if may_control(run)), None)


def look_at(run: Run | None) -> None:
    """Look at another run from now on."""
    if run is None:
        st.session_state.pop(_RUN, None)
        st.query_params.pop(RUN_PARAMETER, None)
    else:
        st.session_state[_RUN] = run.name
