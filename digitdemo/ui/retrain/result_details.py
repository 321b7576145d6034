"""Behind *Details* when a run is over: curves, confusion, people, how sure it is, what it changed for my drawings."""

from collections.abc import Callable

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from digitdemo.networks.class_names import class_names
from digitdemo.planning.setting import Setting
from digitdemo.runs.run import DRAWINGS, NAMELESS, TEST, Run
from digitdemo.sentences import say
from digitdemo.ui.colour_scales import coloured
from digitdemo.ui.plain_text import cell, plain
from digitdemo.ui.retrain.charts import calibration_chart
from digitdemo.ui.retrain.details import show_curves, show_drawing, show_first_kernels, show_sizes
from digitdemo.ui.retrain.pictures import captions_of, show_digits

MOST_SHOWN = 60


def show_result_details(run: Run, setting: Setting) -> None:
    """Show a fold with a tab for each; drawn while it is open."""
    fold = st.expander(say("retrain-details"), icon=":material/query_stats:", key="retrain_details", on_change="rerun")
    if not fold.open:
        return
    tabs: dict[str, Callable[[], None]] = {
        "curves": lambda: show_curves(run, setting),
        "errors": lambda: _show_test_errors(run, setting),
        "confusion": lambda: st.fragment(_show_confusion)(run, setting),
        "persons": lambda: _show_persons(run),
        "sure": lambda: _show_calibration(run),
        "my-drawings": lambda: _show_before_and_after(run),
        "drawing": lambda: show_drawing(run, setting),
        "kernels": lambda: show_first_kernels(run),
        "sizes": lambda: show_sizes(run.norms()),
    }
    with fold:
        for place, show in zip(st.tabs([say(f"retrain-tab-{name}") for name in tabs]), tabs.values(), strict=True):
            with place:
                show()


def _test_arrays(run: Run) -> dict[str, np.ndarray] | None:
    arrays = run.arrays(TEST)
    return arrays if arrays.keys() >= {"images", "digits", "probabilities"} else None


def _show_test_errors(run: Run, setting: Setting) -> None:
    arrays = _test_arrays(run)
    if arrays is None:
        return
    readings = arrays["probabilities"].argmax(axis=1)
    wrong = np.flatnonzero(readings != arrays["digits"])
    worst = wrong[np.argsort(-arrays["probabilities"][wrong].max(axis=1))][:MOST_SHOWN]
    st.caption(say("retrain-errors-tested", count=len(wrong)))
    show_digits(arrays["images"][worst], captions_of(arrays["digits"][worst], readings[worst], setting.classes))


def _show_confusion(run: Run, setting: Setting) -> None:
    arrays = _test_arrays(run)
    if arrays is None:
        return
    digits, readings = arrays["digits"], arrays["probabilities"].argmax(axis=1)
    names = class_names(setting.classes)
    counts = np.zeros((len(names), len(names)), int)
    np.add.at(counts, (digits, readings), 1)
    st.caption(say("retrain-confusion-how"))
    chosen = st.altair_chart(
        _confusion_chart(counts, names), key="retrain_confusion", on_select="rerun", width="content"
    )
    cells = chosen["selection"].get("cell") or []
    if not cells:
        return
    row, column = names.index(cells[0]["is"]), names.index(cells[0]["read"])
    here = np.flatnonzero((digits == row) & (readings == column))
    st.markdown(say("retrain-confusion-chosen", count=len(here), truth=plain(names[row]), reading=plain(names[column])))
    shown = here[np.argsort(arrays["probabilities"][here, column])][:MOST_SHOWN]
    show_digits(arrays["images"][shown], [f"{p:.0%}" for p in arrays["probabilities"][shown, column]])


def _confusion_chart(counts: np.ndarray, names: list[str]) -> alt.LayerChart | alt.FacetChart:
    """A cell for each two classes, with its number; the darker, the larger the share of its row, errors in orange."""
    rows, columns = np.indices(counts.shape)
    share = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    table = pd.DataFrame(
        {
            "is": np.array(names)[rows.ravel()],
            "read": np.array(names)[columns.ravel()],
            "count": counts.ravel(),
            # Errors are few: their colour is as dark at a tenth of the row as that of the right ones at all of it.
            "colour": (colour := np.where(rows == columns, share, -np.minimum(10 * share, 1)).ravel()),
            "hex": ["#" + bytes(one).hex() for one in coloured(colour, 1.0)],
        }
    )
    base = alt.Chart(table).encode(
        alt.X("read:O", sort=names, title=say("retrain-confusion-read"), axis=alt.Axis(orient="top", labelAngle=0)),
        alt.Y("is:O", sort=names, title=say("retrain-confusion-is"), axis=alt.Axis(labelOverlap=False)),
        tooltip=[alt.Tooltip("is:O"), alt.Tooltip("read:O"), alt.Tooltip("count:Q")],
    )
    cell_chosen = alt.selection_point(name="cell", fields=["is", "read"])
    boxes = base.mark_rect(stroke="#8fa3b5").encode(alt.Color("hex:N", scale=None))
    dark = alt.condition("abs(datum.colour) > 0.5", alt.value("#ffffff"), alt.value("#14202b"))
    numbers = base.mark_text(fontSize=14).encode(text="count:Q", color=dark)
    return alt.layer(boxes.add_params(cell_chosen), numbers).properties(width=48 * len(names), height=40 * len(names))


def _show_persons(run: Run) -> None:
    by_person = run.results().get("accuracy_by_person", {})
    if not isinstance(by_person, dict) or not by_person:
        st.caption(say("retrain-persons-none"))
        return
    person, right = say("retrain-column-person"), say("retrain-column-right")
    rows = [(_person_name(name), share) for name, share in sorted(by_person.items(), key=lambda pair: pair[1])]
    column = st.column_config.ProgressColumn(format="percent", min_value=0, max_value=1)
    st.dataframe(pd.DataFrame(rows, columns=[person, right]), hide_index=True, column_config={right: column})


def _person_name(name: str) -> str:
    """The person's folder, or a number where nobody is named."""
    number = name.removeprefix(NAMELESS)
    return say("retrain-person", number=int(number)) if number != name and number.isdecimal() else cell(name)


def _show_calibration(run: Run) -> None:
    calibration = run.results().get("calibration")
    if isinstance(calibration, dict):
        st.altair_chart(calibration_chart(calibration["bins"]), key="retrain_calibration")
        st.caption(say("retrain-calibration", percent=f"{100 * calibration['error']:.1f}\u00a0%"))


def _show_before_and_after(run: Run) -> None:
    arrays = run.arrays(DRAWINGS)
    if not arrays.keys() >= {"images", "digits", "before", "after"}:
        st.caption(say("retrain-drawings-none"))
        return
    images, digits = arrays["images"], arrays["digits"]
    was, now = arrays["before"].argmax(axis=1), arrays["after"].argmax(axis=1)
    changed = np.flatnonzero(was != now)
    name = plain(run.results().get("before_name", ""))
    st.caption(say("retrain-drawings-changed", changed=len(changed), count=len(digits), network=name))
    captions = [f"{digits[i]}: {was[i]} → {now[i]}" for i in changed[:MOST_SHOWN]]
    show_digits(images[changed[:MOST_SHOWN]], captions)
