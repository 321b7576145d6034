"""The courses' experiments: each button sets a whole training, so that two can be laid side by side."""

from typing import Any

import streamlit as st

from digitdemo.networks.presets import PRESETS
from digitdemo.planning.setting import Setting
from digitdemo.sentences import say
from digitdemo.ui.retrain.setting import replace_setting

_STEPS: dict[str, Any] = {"architecture": "depth-1", "optimiser": "sgd", "schedule": "constant", "synthetic": 5000}
_BEGINNING: dict[str, Any] = {"architecture": "depth-2", "synthetic": 5000}
_BATCH: dict[str, Any] = {"architecture": "tiny", "schedule": "constant", "synthetic": 5000}
_DECAY: dict[str, Any] = {"architecture": "depth-1", "synthetic": 300, "epochs": 40, "batch": 32}

EXPERIMENTS: dict[str, dict[str, dict[str, Any]]] = {
    # question: {button: what differs from the default setting}
    "depth": {name: {"architecture": name} for name in ("depth-0", "depth-1", "depth-2")},
    "size": {
        "too-complex": {"architecture": "too-complex"},
        "too-simple": {"architecture": "too-simple"},
        "just-right": {"architecture": "author"},
    },
    "beginning": {name: {**_BEGINNING, "initialisation": name} for name in ("zeros", "large", "he")},
    "steps": {
        "too-fast": {**_STEPS, "learning_rate": 10.0},
        "clipped": {**_STEPS, "learning_rate": 10.0, "clip": 0.05},
        "small": {**_STEPS, "learning_rate": 0.0001},
    },
    "batch": {"few": {**_BATCH, "batch": 8}, "many": {**_BATCH, "batch": 1024}},
    "decay": {"by-heart": _DECAY, "decayed": {**_DECAY, "weight_decay": 0.1}},
}


def setting_of_experiment(changes: dict[str, Any]) -> Setting:
    """The default setting with what its network learns well with, and with what is tried."""
    preset = PRESETS[changes["architecture"]]
    return Setting(**{**preset.learning, **changes})


def show_experiments() -> None:
    """Show the questions and their buttons."""
    st.markdown(f"#### {say('retrain-try')}")
    st.caption(say("retrain-try-how"))
    for question, tries in EXPERIMENTS.items():
        st.markdown(say(f"retrain-try-{question}"))
        with st.container(horizontal=True):
            for name, changes in tries.items():
                st.button(
                    say(f"retrain-try-{name}"),
                    key=f"retrain_try_{name.replace('-', '_')}",
                    on_click=replace_setting,
                    args=(setting_of_experiment(changes),),
                )
