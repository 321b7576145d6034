"""A picture of each class that a network tells apart: digits that the project drew, other signs from its own test."""

import numpy as np
import streamlit as st

from digitdemo.explaining.gallery import gallery
from digitdemo.networks.task import DIGITS
from digitdemo.reading.preprocessing import FIELD_PX
from digitdemo.runs.run import TEST, Run
from digitdemo.storage.models import StoredModel


def one_of_each(model: StoredModel | None) -> dict[int, np.ndarray]:
    """As far as there are any, in the order of the classes; of a fresh network they are the digits.

    Returns:
        By the place of the class: (28, 28) float32 in [0, 1].
    """
    classes = model.classes if model else DIGITS
    shown = gallery()
    tested = {} if model is None or set(classes) <= set(DIGITS) else _tested(model.version, model)
    found = {place: tested[place] for place in range(len(classes)) if place in tested}
    digits = {place: shown.inputs[shown.first_of(int(name))] for place, name in enumerate(classes) if name in DIGITS}
    return dict(sorted({**found, **digits}.items()))


@st.cache_data(max_entries=16, show_spinner=False)
def _tested(version: str, _model: StoredModel) -> dict[int, np.ndarray]:
    """The first picture of each class with which the network's training tested it; none where it kept none."""
    arrays = Run(_model.bundle).arrays(TEST)
    images, labels = arrays.get("images"), arrays.get("digits")
    if images is None or labels is None or images.shape[1:] != (FIELD_PX, FIELD_PX) or len(images) != len(labels):
        return {}
    places, firsts = np.unique(labels, return_index=True)
    return {int(place): images[first].astype(np.float32) / 255 for place, first in zip(places, firsts, strict=True)}
