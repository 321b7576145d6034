"""What each way to find digits is worth, measured on people never learned from; the detector's card has it."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from digitdemo.detecting.network import DETECTOR_MODEL
from digitdemo.errors import ModelError
from digitdemo.sentences import say
from digitdemo.storage.models import find_model

_KINDS = {
    "line": "detecting-kind-line",
    "touching": "detecting-kind-touching",
    "scattered": "detecting-kind-scattered",
    "mixed sizes": "detecting-kind-mixed",
    "with other things": "detecting-kind-others",
}
_WAYS = {
    "cut first": "number-cut",
    "window everywhere": "detecting-everywhere",
    "one pass, read again": "detecting-way",
}


def show_measured() -> None:
    """A row for each kind of sheet, a column for each way; nothing where the card does not have it."""
    try:
        measured = find_model(DETECTOR_MODEL).card.get("left_out_people", {})
    except ModelError:
        return  # what the page needs of it is said where it is needed
    rows = [
        {say("detecting-sheets"): say(title)}
        | {say(name): _said(measured[kind][way]) for way, name in _WAYS.items() if way in measured[kind]}
        for kind, title in _KINDS.items()
        if kind in measured
    ]
    if rows:
        with st.expander(say("detecting-measured")):
            st.dataframe(pd.DataFrame(rows), hide_index=True, key="number_measured")
            st.caption(say("detecting-measured-how", sheets=measured["sheets_a_kind"]))


def _said(line: Mapping[str, float]) -> str:
    right, alarms = 100 * line["found_and_right"], line["false_alarms_a_hundred"]
    return say("detecting-measured-cell", right=f"{right:.1f}", alarms=f"{alarms:.1f}")
