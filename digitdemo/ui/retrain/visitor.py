"""Who looks at the Retrain page, and which run they look at: kept over a reload by the page's address."""

import re
import secrets
from collections.abc import Mapping

import streamlit as st

from digitdemo.errors import RunError
from digitdemo.planning.setting import setting_names
from digitdemo.runs.catalogue import all_runs, find_run
from digitdemo.runs.queue import open_runs
from digitdemo.runs.run import Run

_OWNER, _RUN, _PLANS = "retrain_owner", "retrain_run", "retrain_plans"
RUN_PARAMETER, KEY_PARAMETER = "run", "key"
COOKIE = "digitdemo_visitor"
_NAME = re.compile("[0-9a-f]{16}")


def owner() -> str:
    """A name without meaning for this visitor: the same after a reload, and wherever their run's link is opened."""
    asked = st.query_params.get(KEY_PARAMETER) or st.session_state.get(_OWNER) or st.context.cookies.get(COOKIE)
    if not isinstance(asked, str) or not _NAME.fullmatch(asked):
        asked = secrets.token_hex(8)
    st.session_state[_OWNER] = asked
    return asked


def remember_visitor() -> None:
    """Let the browser keep the name for a day, so that whoever closes the tab can still stop their run."""
    name = owner()
    if st.context.cookies.get(COOKIE) != name:
        script = f"document.cookie = '{COOKIE}={name}; max-age=86400; path=/; SameSite=Lax'"
        st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)


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
    if mine or st.session_state.get(_PLANS):
        return mine[0] if mine else None
    return next((run for run in all_runs() if may_control(run)), None)


def plan_from_link(query: Mapping[str, str]) -> None:
    """Whoever comes by a link to a setting wants to train it, not to see what an earlier run of theirs came to."""
    st.session_state[_PLANS] = bool(query.keys() & setting_names()) and RUN_PARAMETER not in query


def look_at(run: Run | None) -> None:
    """Look at another run from now on."""
    if run is None:
        st.session_state.pop(_RUN, None)
        st.query_params.pop(RUN_PARAMETER, None)
        st.session_state[_PLANS] = True
    else:
        st.session_state[_RUN] = run.name
