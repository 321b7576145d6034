import streamlit as st

from digitdemo.errors import DigitDemoError
from digitdemo.planning.setting import Setting
from digitdemo.runs.dispatcher import dispatcher
from digitdemo.runs.estimate import estimate_seconds
from digitdemo.ui.plain_text import plain
from digitdemo.ui.retrain import setting as controls
from digitdemo.ui.retrain.data import show_my_data, show_preview
from digitdemo.ui.retrain.network import choose_network, show_network
from digitdemo.ui.retrain.results import show_results
from digitdemo.ui.retrain.run import NO_RUN, show_run
from digitdemo.ui.retrain.runs import show_runs
from digitdemo.ui.retrain.start import show_aids, show_link, show_problem, train
from digitdemo.ui.retrain.visitor import chosen_run, remember_visitor

dispatcher().get_ready()
remember_visitor()


def choose() -> Setting:
    setting = controls.choose_quickly(controls.current_setting())
    button = st.container()
    with st.expander("Pictures", icon=":material/image:"):
        setting = controls.choose_data(setting)
    with st.expander("Learning", icon=":material/speed:"):
        setting = controls.choose_start(setting)
        setting = controls.choose_learning(setting)
    controls.keep_setting(setting)
    with button:
        show_train_button(setting)
    with st.expander("Aids", icon=":material/build:"):
        show_aids(setting)
    with st.expander("Link to this setting", icon=":material/link:"):
        show_link(setting, chosen_run())
    return setting


def show_train_button(setting: Setting) -> None:
    problem = ""
    try:
        setting.check()
    except DigitDemoError as error:
        problem = plain(error)
    impossible = bool(problem)
    st.button("Train", "retrain_train", None, train, (setting,), type="primary", width="stretch", disabled=impossible)
    show_problem()
    if problem:
        st.warning(problem)
    else:
        st.caption(f"About {estimate_seconds(setting):.0f} s of training.")


def show_plan(setting: Setting) -> None:
    st.subheader("What the network will see")
    show_preview(setting)
    st.subheader("What the network looks like")
    show_network(setting)
    with st.expander("Build your own", icon=":material/account_tree:"):
        choose_network(setting)


st.title("Retrain")
left, right = st.columns([2, 3], gap="large")
with left:
    chosen = choose()
run = chosen_run()
with right:
    if run is None:
        st.info(NO_RUN)
        show_plan(chosen)
    else:
        show_run(run)
        show_results(run)
if run is not None:
    show_plan(chosen)
st.subheader("All runs")
show_runs(run)
with st.expander("My data", icon=":material/folder:"):
    show_my_data()
