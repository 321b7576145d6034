"""Standing on shoulders: letters or symbols learned from a few examples, with what a network knows and from nothing."""

import streamlit as st

from digitdemo.errors import DigitDemoError
from digitdemo.networks.class_names import class_names
from digitdemo.planning.other_classes import EXAMPLES, USUALLY_FROZEN, can_teach, convolutions_of, side_by_side
from digitdemo.planning.signs import SIGN_CLASSES, signs_are_here
from digitdemo.runs.catalogue import all_runs, find_run
from digitdemo.runs.dispatcher import dispatcher
from digitdemo.runs.queue import join_side_by_side
from digitdemo.runs.run import Run
from digitdemo.runs.status import OPEN_STATES
from digitdemo.sentences import say
from digitdemo.storage.models import DEFAULT_MODEL, find_model, shipped_models
from digitdemo.ui.plain_text import plain
from digitdemo.ui.retrain.charts import compare_chart
from digitdemo.ui.retrain.run import show_figure, status_sentence
from digitdemo.ui.retrain.visitor import may_control, owner
from digitdemo.ui.retrain.words import share_percent

_SOURCE, _EXAMPLES, _NETWORK = "retrain_other_source", "retrain_other_examples", "retrain_other_network"
_FROZEN, _PROBLEM = "retrain_other_frozen", "retrain_other_problem"
_REFRESH_S = 2.0
_CHART_PX = 420


_FOLD = "retrain_shoulders"


def is_open() -> bool:
    """True while somebody looks at it: beside a run that goes on it then stands by itself."""
    return bool(st.session_state.get(_FOLD))


def show_other_classes() -> None:
    """A fold: the question, the choices, and both ways side by side."""
    with st.expander(say("shoulders-title"), icon=":material/school:", key=_FOLD, on_change="rerun") as fold:
        if not fold.open:
            return
        st.markdown(f"**{say('shoulders-question')}**")
        st.write(say("shoulders-explained"))
        here = [source for source in SIGN_CLASSES if signs_are_here(source)]
        if here:
            _choose(here)
        else:
            st.info(say("shoulders-no-files"))
        pair = _latest_pair()
        if pair is not None:
            going_on = any(run.status().state in OPEN_STATES for run in pair)
            st.fragment(_show_pair, run_every=_REFRESH_S if going_on else None)(*pair)


def _choose(here: list[str]) -> None:
    teachers = {model.name: model.title for model in shipped_models() if can_teach(model)}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        source = str(st.selectbox(say("shoulders-classes"), here, format_func=_source_name, key=_SOURCE, width=320))
        names = list(teachers)
        start = names.index(DEFAULT_MODEL) if DEFAULT_MODEL in names else 0
        network = st.selectbox(say("shoulders-network"), names, start, teachers.__getitem__, key=_NETWORK, width=320)
    examples = st.slider(say("shoulders-examples"), *EXAMPLES, 20, step=5, key=_EXAMPLES)
    most = convolutions_of(find_model(network))
    frozen = st.slider(say("shoulders-frozen"), 0, most, min(USUALLY_FROZEN, most), key=f"{_FROZEN}_{network}")
    arguments = (source, examples, network, frozen)
    st.button(
        say("shoulders-learn"), "retrain_other_learn", None, _start, arguments, icon=":material/play_arrow:",
        type="primary",
    )  # fmt: skip
    if _PROBLEM in st.session_state:
        st.warning(st.session_state.pop(_PROBLEM))


def _source_name(source: str) -> str:
    return say(
        f"shoulders-{source}", count=len(SIGN_CLASSES[source]), names=" ".join(class_names(SIGN_CLASSES[source]))
    )


def _start(source: str, examples: int, network: str, frozen: int) -> None:
    try:
        knowing, scratch = side_by_side(source, examples, find_model(network), frozen)
        titles = say(f"shoulders-title-{source}-knowing"), say(f"shoulders-title-{source}-scratch")
        join_side_by_side((knowing, titles[0]), (scratch, titles[1]), owner())
    except DigitDemoError as error:
        st.session_state[_PROBLEM] = plain(error)
        return
    dispatcher().wake()


def _latest_pair() -> tuple[Run, Run] | None:
    """The visitor's latest two that were put in line together: with what is known, from nothing."""
    for run in all_runs():
        other = run.about.get("beside")
        if isinstance(other, str) and other and may_control(run):
            try:
                return find_run(other), run
            except DigitDemoError:
                continue  # one of the two was deleted
    return None


def _show_pair(knowing: Run, scratch: Run) -> None:
    names = say("shoulders-knowing"), say("shoulders-scratch")
    for column, run, name in zip(st.columns(2, gap="medium"), (knowing, scratch), names, strict=True):
        with column, st.container(key=f"retrain-shoulders-{'knowing' if run is knowing else 'scratch'}"):
            st.markdown(f"**{name}**")
            accuracy, count = run.results().get("test_accuracy"), run.results().get("test_pictures")
            if isinstance(accuracy, float | int) and isinstance(count, int):
                show_figure(share_percent(accuracy), say("shoulders-of-tested", count=count))
            else:
                st.caption(status_sentence(run, run.status()))
    histories = {name: run.history() for name, run in zip(names, (knowing, scratch), strict=True)}
    chart = compare_chart(histories, "check_accuracy", say("shoulders-curves"))
    st.altair_chart(chart, height=_CHART_PX, key="retrain_shoulders_curves")
    gained = _gained(knowing, scratch)
    if gained is not None:
        st.markdown(say("shoulders-gained" if gained >= 0 else "shoulders-lost", points=f"{abs(gained):.1f}"))


def _gained(knowing: Run, scratch: Run) -> float | None:
    """Percentage points; None before both are tested."""
    shares = [run.results().get("test_accuracy") for run in (knowing, scratch)]
    numbers = [float(share) for share in shares if isinstance(share, float | int)]
    return 100 * (numbers[0] - numbers[1]) if len(numbers) == 2 else None
