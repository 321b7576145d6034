"""What the aids find out: learning ten pictures by heart, trying learning rates, checking the slopes."""

import pandas as pd
import streamlit as st

from digitdemo.planning.setting import Setting
from digitdemo.runs.run import Run
from digitdemo.sentences import Message, say
from digitdemo.ui.plain_text import plain
from digitdemo.ui.retrain.charts import learning_chart, sweep_chart
from digitdemo.ui.retrain.words import layer_name


def show_aid(run: Run, setting: Setting) -> None:
    """Show what an aid has measured so far, and what it says in the end."""
    results = run.results()
    if setting.task == "ten pictures":
        batches, nothing = run.batches(), pd.DataFrame()
        left, right = st.columns(2)
        left.altair_chart(learning_chart(batches, nothing, "loss", 1), key="retrain_ten_loss")
        right.altair_chart(learning_chart(batches, nothing, "accuracy", 1), key="retrain_ten_accuracy")
    elif setting.task == "rate sweep":
        sweep = run.sweep()
        if len(sweep):
            st.altair_chart(sweep_chart(sweep), key="retrain_sweep")
    elif setting.task == "gradient check":
        _show_gradients(run.gradients())
    told = Message.from_json(results.get("message"))
    words = told.said() if told else str(results.get("words", ""))  # older runs kept the sentence itself
    if words:
        st.info(plain(words), icon=":material/lightbulb:")


def _show_gradients(table: pd.DataFrame) -> None:
    if not len(table):
        return
    names = {
        "layer": say("retrain-gradient-layer"),
        "by_backpropagation": say("retrain-gradient-backwards"),
        "by_nudging": say("retrain-gradient-nudged"),
        "difference": say("retrain-gradient-difference"),
    }
    table = table.assign(layer=table["layer"].map(str).map(layer_name))
    st.dataframe(table.rename(columns=names), hide_index=True)
