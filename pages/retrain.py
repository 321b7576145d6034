import streamlit as st

from digitdemo.runs.dispatcher import dispatcher
from digitdemo.runs.status import OPEN_STATES
from digitdemo.sentences import say
from digitdemo.ui.retrain.other_classes import is_open, show_other_classes
from digitdemo.ui.retrain.plan import show_folded_plan, show_plan
from digitdemo.ui.retrain.results import show_results
from digitdemo.ui.retrain.run import show_run
from digitdemo.ui.retrain.setting import current_setting
from digitdemo.ui.retrain.start import show_problem
from digitdemo.ui.retrain.visitor import chosen_run, remember_visitor
from digitdemo.ui.retrain.words import STYLE

dispatcher().get_ready()
with st.container(key="retrain-unseen"):
    remember_visitor()
    st.html(STYLE)
with st.container(key="retrain-screen"):
    st.title(say("retrain-title"), anchor=False)
    show_problem()
    current_setting()  # a link's, with what it had that cannot be
    run = chosen_run()
    if run is None:
        show_plan()
    elif run.status().state in OPEN_STATES:
        show_folded_plan(run, another=False)
        show_run(run)
        if is_open():
            show_other_classes()
    else:
        show_results(run)
        show_folded_plan(run, another=True)
