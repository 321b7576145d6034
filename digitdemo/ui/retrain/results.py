"""After a run: how much it reads right, putting it to work, what it gets wrong, and what its numbers say."""

import html

import numpy as np
import streamlit as st

from digitdemo.errors import DigitDemoError
from digitdemo.networks.task import DIGITS
from digitdemo.planning.setting import Setting
from digitdemo.planning.verdict import judge
from digitdemo.runs.run import TEST, Run
from digitdemo.sentences import say
from digitdemo.storage.kept_weights import kept_epochs
from digitdemo.storage.models import DEFAULT_MODEL
from digitdemo.storage.shared_choice import share_choice, sharing_is_allowed
from digitdemo.ui import session
from digitdemo.ui.plain_text import plain
from digitdemo.ui.retrain.aid import show_aid
from digitdemo.ui.retrain.pictures import captions_of, show_digits
from digitdemo.ui.retrain.result_details import show_result_details
from digitdemo.ui.retrain.run import can_go_on, show_figure, show_go_on, status_sentence
from digitdemo.ui.retrain.words import share_percent

WORST_SHOWN = 24
ICONS = {
    "fine": ":material/check_circle:",
    "underfitting": ":material/trending_down:",
    "overfitting": ":material/content_copy:",
    "diverging": ":material/warning:",
    "too early to say": ":material/hourglass_empty:",
}


def show_results(run: Run) -> None:
    """Show what came of a run that is over: the number, the button, the worst errors; the rest behind a fold."""
    status, results, setting = run.status(), run.results(), setting_of(run)
    with st.container(key="retrain-after"):
        left, right = st.columns([2, 3], gap="medium")
        with left:
            with st.container(key="run-status"):
                st.markdown(status_sentence(run, status))
                _show_share(results, setting)
                _show_use(run)
                if can_go_on(run, status):
                    show_go_on(run)
            _show_after_use(run)
            if setting and setting.task == "train" and run.has_network:
                _show_verdict(run, setting)
        with right:
            if setting and setting.task not in ("train", "import"):
                show_aid(run, setting)
            else:
                _show_worst(run, setting)
        if setting and "test_accuracy" in results:
            show_result_details(run, setting)


def _show_share(results: dict[str, object], setting: Setting | None) -> None:
    accuracy, count = results.get("test_accuracy"), results.get("test_pictures")
    if not isinstance(accuracy, float | int) or not isinstance(count, int) or not count:
        return
    # Half the width of a 95 % interval: what chance alone would change in another test of this size.
    chance = 1.96 * float(np.sqrt(accuracy * (1 - accuracy) / count))
    others = setting is not None and setting.classes != DIGITS
    of_what = say("shoulders-of-tested" if others else "retrain-of-tested", count=count)
    show_figure(share_percent(accuracy), of_what, say("retrain-by-chance", points=f"{100 * chance:.1f}"))


def _show_use(run: Run) -> None:
    """The large button; it leads to the Draw page."""
    if not run.has_network:
        return
    words = say("retrain-use")
    if st.button(words, type="primary", icon=":material/draw:", key="retrain_use", width="stretch"):
        _choose(run.name)
        st.switch_page("pages/draw.py")


def _show_after_use(run: Run) -> None:
    """Going back, looking back, and sharing."""
    if not run.has_network:
        return
    using = session.chosen_model_name() == run.name
    with st.container(horizontal=True, vertical_alignment="center"):
        if using:
            shipped = say("retrain-use-shipped")
            st.button(shipped, key="retrain_use_shipped", on_click=_choose, args=(DEFAULT_MODEL,))
        look_back = say("learning-look-back")
        if kept_epochs(run.bundle) and st.button(look_back, icon=":material/history:", key="retrain_look_back"):
            st.session_state["learning_network"] = run.name
            st.switch_page("pages/learning.py")
        if sharing_is_allowed() and st.button(say("retrain-share"), key="retrain_share"):
            try:
                share_choice(run.name)
                st.toast(say("retrain-shared"))
            except DigitDemoError as error:
                st.error(plain(error))
    if using:
        st.caption(say("retrain-using"))


def _choose(name: str) -> None:
    try:
        session.choose_model(name)
    except DigitDemoError as error:
        st.error(plain(error))


def _show_verdict(run: Run, setting: Setting) -> None:
    results, history = run.results(), run.history().to_dict("records")
    verdict = judge(history, results, setting.learning_rate, setting.optimiser, setting.initialisation)
    title = verdict.title()
    st.markdown(f"#### {ICONS[verdict.word]} {title[:1].upper()}{title[1:]}")
    st.markdown(" ".join(plain(reason.said()) for reason in verdict.reasons))
    if verdict.remedies:
        st.markdown("\n".join(f"- {plain(remedy.said())}" for remedy in verdict.remedies))
    if "drawings_after" in results:
        before, after = float(results["drawings_before"]), float(results["drawings_after"])
        change = say("retrain-points", points=f"{100 * (after - before):+.1f}")
        st.metric(say("retrain-drawings-right"), share_percent(after), change)


def _show_worst(run: Run, setting: Setting | None) -> None:
    arrays = run.arrays(TEST)
    if not arrays.keys() >= {"images", "digits", "probabilities"}:
        return
    probabilities, digits = arrays["probabilities"], arrays["digits"]
    readings = probabilities.argmax(axis=1)
    wrong = np.flatnonzero(readings != digits)
    worst = wrong[np.argsort(-probabilities[wrong].max(axis=1))][:WORST_SHOWN]
    with st.container(key="retrain-worst"):
        st.markdown(f"**{html.escape(say('retrain-worst', count=len(wrong)))}**")
        classes = setting.classes if setting else DIGITS
        show_digits(arrays["images"][worst], captions_of(digits[worst], readings[worst], classes), 3)


def setting_of(run: Run) -> Setting | None:
    """A run's setting; None where it cannot be read."""
    try:
        return run.setting()
    except DigitDemoError:
        return None
