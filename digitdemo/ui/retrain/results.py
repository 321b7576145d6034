"""After a run: the verdict, what the network gets wrong, and putting it to work."""

import numpy as np
import pandas as pd
import streamlit as st

from digitdemo.errors import DigitDemoError
from digitdemo.planning.setting import Setting
from digitdemo.planning.verdict import judge
from digitdemo.runs.run import DRAWINGS, TEST, Run
from digitdemo.runs.status import OPEN_STATES
from digitdemo.sentences import say
from digitdemo.storage.kept_weights import kept_epochs
from digitdemo.storage.models import DEFAULT_MODEL
from digitdemo.storage.shared_choice import share_choice, sharing_is_allowed
from digitdemo.ui import session
from digitdemo.ui.plain_text import plain
from digitdemo.ui.retrain.charts import calibration_chart
from digitdemo.ui.retrain.pictures import captions_of, show_digits

MOST_SHOWN = 60
ICONS = {
    "fine": ":material/check_circle:",
    "underfitting": ":material/trending_down:",
    "overfitting": ":material/content_copy:",
    "diverging": ":material/warning:",
    "too early to say": ":material/hourglass_empty:",
}


def show_results(run: Run) -> None:
    """Show what came of a run; nothing while it goes on."""
    if run.status().state in OPEN_STATES:
        return
    if run.has_network:
        show_use(run)
    results = run.results()
    if "test_accuracy" not in results:
        return
    _show_verdict(run)
    errors, table, persons, sure, mine = st.tabs(["Errors", "Confusion", "By person", "Sure and right", "My drawings"])
    with errors:
        _show_test_errors(run)
    with table:
        st.fragment(_show_confusion)(run)
    with persons:
        _show_persons(results.get("accuracy_by_person", {}))
    with sure:
        calibration = results["calibration"]
        st.altair_chart(calibration_chart(calibration["bins"]), key="retrain_calibration")
        st.caption(f"On average, how sure it is and how often it is right differ by {calibration['error']:.1%}.")
    with mine:
        _show_before_and_after(run, results)


def show_use(run: Run) -> None:
    """Put the network to work, or go back to the shipped one."""
    using = session.chosen_model_name() == run.name
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Use this network",
            type="primary",
            icon=":material/check:",
            disabled=using,
            key="retrain_use",
            on_click=_choose,
            args=(run.name,),
        )
        st.button(
            "Back to the shipped network",
            disabled=not using,
            key="retrain_use_shipped",
            on_click=_choose,
            args=(DEFAULT_MODEL,),
        )
        if kept_epochs(run.bundle) and st.button(
            say("learning-look-back"), icon=":material/history:", key="retrain_look_back"
        ):
            st.session_state["learning_network"] = run.name
            st.switch_page("pages/learning.py")
        if sharing_is_allowed() and st.button("Use it for everyone", key="retrain_share"):
            try:
                share_choice(run.name)
                st.toast("Everyone who has not chosen a network uses this one now.")
            except DigitDemoError as error:
                st.error(plain(error))
    if using:
        st.caption("Draw and Look inside use this network now.")


def _choose(name: str) -> None:
    try:
        session.choose_model(name)
    except DigitDemoError as error:
        st.error(plain(error))


def _show_verdict(run: Run) -> None:
    results = run.results()
    setting = setting_of(run)
    history = run.history().to_dict("records")
    verdict = judge(history, results, setting.learning_rate, setting.optimiser) if setting else judge(history, results)
    st.markdown(f"#### {ICONS[verdict.word]} {verdict.word.capitalize()}")
    st.markdown(" ".join(verdict.reasons))
    if verdict.remedies:
        st.markdown("\n".join(f"- {remedy}" for remedy in verdict.remedies))
    test, drawings = st.columns(2)
    count = results["test_pictures"]
    # Half the width of a 95 % interval: what chance alone would change in another test of this size.
    chance = 1.96 * float(np.sqrt(results["test_accuracy"] * (1 - results["test_accuracy"]) / count))
    test.metric("Test pictures read right", f"{results['test_accuracy']:.1%}")
    test.caption(f"of {count:,}; chance alone moves this by ±{100 * chance:.1f} points.")
    if "drawings_after" in results:
        change = results["drawings_after"] - results["drawings_before"]
        drawings.metric("My drawings read right", f"{results['drawings_after']:.1%}", f"{100 * change:+.1f} points")


def _test_arrays(run: Run) -> dict[str, np.ndarray] | None:
    arrays = run.arrays(TEST)
    return arrays if arrays.keys() >= {"images", "digits", "probabilities"} else None


def _show_test_errors(run: Run) -> None:
    arrays = _test_arrays(run)
    if arrays is None:
        return
    readings = arrays["probabilities"].argmax(axis=1)
    wrong = np.flatnonzero(readings != arrays["digits"])
    worst = wrong[np.argsort(-arrays["probabilities"][wrong].max(axis=1))][:MOST_SHOWN]
    st.caption(f"{len(wrong):,} test pictures are misread. Those it is surest about come first: truth → reading.")
    show_digits(arrays["images"][worst], captions_of(arrays["digits"][worst], readings[worst]))


def _show_confusion(run: Run) -> None:
    arrays = _test_arrays(run)
    if arrays is None:
        return
    digits, readings = arrays["digits"], arrays["probabilities"].argmax(axis=1)
    counts = np.zeros((10, 10), int)
    np.add.at(counts, (digits, readings), 1)
    st.caption("Rows: what it is. Columns: what it is read as. Choose a cell to see its pictures.")
    table = pd.DataFrame(counts, index=[f"is {d}" for d in range(10)], columns=[str(d) for d in range(10)])
    chosen = st.dataframe(
        table, on_select="rerun", selection_mode="single-cell", key="retrain_confusion", height=410, row_height=35
    )
    cells = chosen["selection"]["cells"]
    if not cells:
        return
    row, column = int(cells[0][0]), int(str(cells[0][1]))
    here = np.flatnonzero((digits == row) & (readings == column))
    st.markdown(f"{len(here)} pictures of a **{row}** are read as **{column}**.")
    shown = here[np.argsort(arrays["probabilities"][here, column])][:MOST_SHOWN]
    show_digits(arrays["images"][shown], [f"{p:.0%}" for p in arrays["probabilities"][shown, column]])


def _show_persons(by_person: dict[str, float]) -> None:
    if not by_person:
        st.caption("The test pictures do not say who wrote them. Sets of pictures and my drawings do.")
        return
    table = pd.DataFrame(sorted(by_person.items(), key=lambda pair: pair[1]), columns=["person", "read right"])
    st.dataframe(
        table,
        hide_index=True,
        column_config={"read right": st.column_config.ProgressColumn(format="percent", min_value=0, max_value=1)},
    )


def _show_before_and_after(run: Run, results: dict[str, object]) -> None:
    arrays = run.arrays(DRAWINGS)
    if not arrays.keys() >= {"images", "digits", "before", "after"}:
        st.caption("Say on the Draw page which digit you drew; here you then see what the training changed for you.")
        return
    images, digits = arrays["images"], arrays["digits"]
    was, now = arrays["before"].argmax(axis=1), arrays["after"].argmax(axis=1)
    changed = np.flatnonzero(was != now)
    st.caption(f"{len(changed)} of {len(digits)} drawings are read differently than by “{results['before_name']}”.")
    captions = [f"{digits[i]}: {was[i]} → {now[i]}" for i in changed[:MOST_SHOWN]]
    show_digits(images[changed[:MOST_SHOWN]], captions)


def setting_of(run: Run) -> Setting | None:
    """A run's setting; None where it cannot be read."""
    try:
        return run.setting()
    except DigitDemoError:
        return None
