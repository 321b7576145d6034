"""The lab's batch normalisation: the vision slides' example, to edit."""

import numpy as np
import pandas as pd
import streamlit as st

from digitdemo.explaining.neuron import normalise_batch
from digitdemo.explaining.worked_examples import BATCH
from digitdemo.sentences import say


def show_batch_normalisation() -> None:
    """Mean, deviation, and what is left when both are taken away."""
    st.caption(say("lab-batch-explained"))
    st.latex(r"\hat{x} = \frac{x - \mu}{\sigma} \qquad y = \gamma\,\hat{x} + \beta")
    names = [f"x{row + 1}" for row in range(len(BATCH))]
    samples = [say("lab-sample", number=index + 1) for index in range(BATCH.shape[1])]
    with st.container(horizontal=True):
        gamma = float(st.slider("γ", -2.0, 3.0, 1.0, 0.1, key="inside_lab_gamma", help=say("lab-gamma"), width=240))
        beta = float(st.slider("β", -3.0, 3.0, 0.0, 0.1, key="inside_lab_beta", help=say("lab-beta"), width=240))
    left, right = st.columns(2, gap="medium")
    table = pd.DataFrame(BATCH, index=names, columns=samples)
    edited = left.data_editor(table, key="inside_lab_batch", width="content")
    batch = normalise_batch(np.nan_to_num(edited.to_numpy(np.float64)))
    result = pd.DataFrame(gamma * batch.normalised + beta, index=names, columns=samples)
    result.insert(0, say("lab-mean"), batch.means)
    result.insert(1, say("lab-deviation"), batch.deviations)
    right.table(result.map(lambda value: f"{value:.3g}".replace("-", "−")))
