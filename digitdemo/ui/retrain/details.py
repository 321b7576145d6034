"""Behind *Details*: the loss, the kernels, the drawing epoch by epoch, the worst errors, how large the weights are."""

import pandas as pd
import streamlit as st

from digitdemo.networks.class_names import class_names
from digitdemo.planning.setting import Setting
from digitdemo.runs.run import ERRORS, KERNELS, Run
from digitdemo.sentences import say
from digitdemo.ui.retrain.charts import drawing_chart, learning_chart, norms_chart
from digitdemo.ui.retrain.pictures import captions_of, show_digits, show_kernels
from digitdemo.ui.retrain.words import layer_name

PICTURES_PX = 190


def show_details(run: Run, setting: Setting) -> None:
    """Show a fold; what is in it is drawn while it is open, and costs nothing otherwise."""
    fold = st.expander(say("retrain-details"), icon=":material/query_stats:", key="retrain_details", on_change="rerun")
    if not fold.open:
        return
    with fold:
        names = ["curves", "kernels", "drawing", "errors", "sizes"]
        curves, kernels, drawing, errors, sizes = st.tabs([say(f"retrain-tab-{name}") for name in names])
        with curves:
            show_curves(run, setting)
        with kernels:
            show_first_kernels(run)
        with drawing:
            show_drawing(run, setting)
        with errors:
            _show_errors(run, setting)
        with sizes:
            show_sizes(run.norms())


def show_curves(run: Run, setting: Setting) -> None:
    """Loss and share read right, side by side."""
    batches, history = run.batches(), run.history()
    left, right = st.columns(2)
    left.altair_chart(learning_chart(batches, history, "loss", setting.epochs), key="retrain_loss")
    right.altair_chart(learning_chart(batches, history, "accuracy", setting.epochs), key="retrain_small_accuracy")
    st.caption(say("retrain-loss-means"))
    st.markdown(_latest(history))


def _latest(history: pd.DataFrame) -> str:
    if not len(history):
        return say("retrain-epoch-none")
    last = history.iloc[-1]
    return say(
        "retrain-epoch-latest",
        epoch=int(last["epoch"]),
        checked=f"{100 * last['check_accuracy']:.1f}\u00a0%",
        learned=f"{100 * last['learned_accuracy']:.1f}\u00a0%",
    )


def show_first_kernels(run: Run) -> None:
    """The first layer's kernels, before and now."""
    stack = run.arrays(KERNELS).get("kernels")
    if stack is None:
        st.caption(say("retrain-kernels-none"))
        return
    st.caption(say("retrain-kernels-before"))
    show_kernels(stack[0], 9)
    st.caption(say("retrain-kernels-now"))
    show_kernels(stack[-1], 9, PICTURES_PX // 2)


def show_drawing(run: Run, setting: Setting) -> None:
    """How the drawing's reading changed."""
    readings = run.drawing_readings()
    if not len(readings):
        st.caption(say("retrain-drawing-none"))
        return
    named = readings.rename(columns={str(place): name for place, name in enumerate(class_names(setting.classes))})
    st.altair_chart(drawing_chart(named, setting.epochs), key="retrain_drawing")


def show_sizes(table: pd.DataFrame) -> None:
    """How large each layer's weights and slopes are (their norms), one chart under the other."""
    st.caption(say("retrain-sizes-mean"))
    if not len(table):
        return
    table = table.assign(layer=table["layer"].map(str).map(layer_name))
    st.altair_chart(norms_chart(table, "weight_norm", say("retrain-sizes-weights")), key="retrain_weight_norms")
    st.altair_chart(norms_chart(table, "gradient_norm", say("retrain-sizes-gradients")), key="retrain_gradients")


def _show_errors(run: Run, setting: Setting) -> None:
    kept = run.arrays(ERRORS)
    if not kept.keys() >= {"images", "digits", "probabilities"}:
        st.caption(say("retrain-errors-not-yet"))
        return
    st.caption(say("retrain-errors-checked"))
    show_digits(
        kept["images"],
        captions_of(kept["digits"], kept["probabilities"].argmax(axis=1), setting.classes),
        3,
        PICTURES_PX,
    )
