"""The setting that the page shows: kept, or the address's, or the default; and the two choices that matter most."""

import dataclasses
from typing import Any

import streamlit as st

from digitdemo.errors import DigitDemoError
from digitdemo.networks.layers import count_parameters
from digitdemo.networks.presets import PRESETS
from digitdemo.planning.gathering import SOURCES
from digitdemo.planning.setting import Setting
from digitdemo.sentences import say
from digitdemo.ui.plain_text import plain
from digitdemo.ui.retrain.visitor import KEY_PARAMETER, RUN_PARAMETER, plan_from_link
from digitdemo.ui.retrain.widgets import begin_visit, first, forget, forget_all, key_of, title_of
from digitdemo.ui.retrain.words import source_name
from digitdemo.ui.session import NETWORK_PARAMETER, PRESENT_PARAMETER

_SETTING = "retrain_setting"
_OTHER_PARAMETERS = (RUN_PARAMETER, KEY_PARAMETER, NETWORK_PARAMETER, PRESENT_PARAMETER)
OWN = "own"
AMOUNTS = {
    "synthetic": 10_000,
    "mnist": 20_000,
    "drawings": 1_000,
    "pictures": 5_000,
    "symbols": 15_000,
    "letters": 1_000,
}


def current_setting() -> Setting:
    """The setting that the page shows: kept, or the address's, or the default."""
    begin_visit()
    if _SETTING not in st.session_state:
        query = st.query_params.to_dict()
        st.session_state[_SETTING], remarks = Setting.nearest(query)
        plan_from_link(query)
        for remark in remarks:
            st.warning(plain(remark))
    setting: Setting = st.session_state[_SETTING]
    return setting


def keep_setting(setting: Setting) -> None:
    """Remember the setting, here and in the page's address."""
    st.session_state[_SETTING] = setting
    others = {name: st.query_params[name] for name in _OTHER_PARAMETERS if name in st.query_params}
    st.query_params.from_dict({**setting.to_query(), **others})


def replace_setting(setting: Setting) -> None:
    """Show another setting: every widget is made anew with its values."""
    forget_all()
    keep_setting(setting)


def choose_quickly(setting: Setting) -> Setting:
    """The two choices that matter most: which network, which pictures."""
    setting = _choose_network(setting)
    used = [name for name in SOURCES if getattr(setting, name)]
    kinds = st.pills(
        say("retrain-learn-from"),
        list(SOURCES),
        selection_mode="multi",
        default=first("sources", used),
        format_func=source_name,
        key=key_of("sources"),
        wrap=True,
        help=say("retrain-learn-from-help"),
    )
    changes: dict[str, Any] = {}
    for name in SOURCES:
        if (name in kinds) != (name in used):
            changes[name] = AMOUNTS[name] if name in kinds else 0
            forget(name)
    return dataclasses.replace(setting, **changes)


def _choose_network(setting: Setting) -> Setting:
    names = [*PRESETS, *([] if setting.architecture in PRESETS else [OWN])]
    shown = setting.architecture if setting.architecture in PRESETS else OWN
    began = first("architecture", shown)
    chosen = st.selectbox(
        title_of("architecture"),
        names,
        names.index(began) if began in names else 0,
        format_func=lambda name: say("retrain-network-own") if name == OWN else PRESETS[name].title,
        key=key_of("architecture"),
        disabled=bool(setting.start_from),
        help=say("retrain-network-help"),
    )
    if chosen != OWN and chosen != setting.architecture:
        setting = dataclasses.replace(setting, architecture=chosen, **PRESETS[chosen].learning)
        forget("learning_rate", "optimiser")
    st.caption(_network_note(setting))
    return setting


def _network_note(setting: Setting) -> str:
    if setting.start_from:
        return say("retrain-network-stored")
    preset = PRESETS.get(setting.architecture)
    note = preset.note if preset else say("retrain-network-built")
    try:
        return say("retrain-network-size", note=note, count=count_parameters(setting.layers()))
    except DigitDemoError:
        return note  # what does not fit is said under Train
