"""What the Draw page shows at the moment, told from the fragment that reads to the one behind *More*."""

from dataclasses import dataclass

import streamlit as st

from digitdemo.reading.recognizer import Reading, Recognizer


@dataclass
class Shown:
    """Changed with every run, never replaced: a download asked for later finds what is shown then.

    Attributes:
        network: who reads; None where none can be used.
        reading: what was read last; None where no network could.
        picture_problem: why the chosen picture cannot be read, "" for nothing.
    """

    network: Recognizer | None = None
    reading: Reading | None = None
    picture_problem: str = ""


def shown_now() -> Shown:
    """What this visitor is shown."""
    shown: Shown = st.session_state.setdefault("draw_shown", Shown())
    return shown
