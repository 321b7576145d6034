"""The controls behind a fold: pictures, learning, the start."""

import dataclasses
from typing import Any

import streamlit as st

from digitdemo.datasets.augmentation import GENTLE, Augmentation
from digitdemo.datasets.handwriting import Handwriting
from digitdemo.datasets.picture_folder import picture_sets
from digitdemo.errors import DigitDemoError
from digitdemo.limits import shown_fields
from digitdemo.planning.gathering import SOURCES, mnist_is_here
from digitdemo.planning.initialisation import INITIALISATIONS
from digitdemo.planning.setting import LIMITS, OPTIMISERS, SCHEDULES, TESTS, Setting
from digitdemo.sentences import say
from digitdemo.storage.labelled import count_labelled
from digitdemo.storage.models import find_model, retrained_models, shipped_models
from digitdemo.ui.plain_text import plain
from digitdemo.ui.retrain.widgets import choose_fine, choose_one, choose_whole, first, forget, key_of, slide, title_of
from digitdemo.ui.retrain.words import optimiser_name, source_name


def choose_data(setting: Setting) -> Setting:
    """How many pictures of each kind, how the made ones look, how all are varied, what to test on."""
    changes: dict[str, Any] = {}
    for name in SOURCES:
        if getattr(setting, name):
            changes[name] = st.slider(
                say("retrain-how-many", source=source_name(name)),
                100,
                int(LIMITS[name].high),
                first(name, max(100, getattr(setting, name))),
                step=100,
                key=key_of(name),
            )
    if setting.mnist and not mnist_is_here():
        st.info(say("retrain-mnist-not-here"))
    if setting.drawings and not count_labelled():
        st.info(say("retrain-no-drawings"))
    if setting.pictures:
        changes |= _choose_set(setting)
    changes["test"] = choose_one("test", TESTS, setting.test, _test_name)
    if setting.synthetic:
        changes["handwriting"] = _choose_handwriting(setting.handwriting)
    changes["augmentation"] = _choose_augmentation(setting.augmentation)
    return dataclasses.replace(setting, **changes)


def _choose_set(setting: Setting) -> dict[str, Any]:
    sets = picture_sets()
    if not sets:
        st.info(say("retrain-no-set"))
        return {}
    chosen = setting.picture_set if setting.picture_set in sets else sets[0]
    return {
        "picture_set": choose_one("picture_set", sets, chosen),
        "saturate": st.toggle(title_of("saturate"), first("saturate", setting.saturate), key=key_of("saturate")),
    }


def _test_name(test: str) -> str:
    return say(f"retrain-test-{test.replace(' ', '-')}")


def choose_learning(setting: Setting) -> Setting:
    """Optimiser, learning rate, batch, epochs, seed."""
    left, right = st.columns(2)
    changes: dict[str, Any] = {}
    with left:
        changes["optimiser"] = choose_one(
            "optimiser",
            OPTIMISERS,
            setting.optimiser,
            optimiser_name,
            say("retrain-optimiser-help"),
        )
        for name, step in (("learning_rate", None), ("weight_decay", 0.001), ("clip", 0.1)):
            changes[name] = choose_fine(name, getattr(setting, name), step)
        changes["schedule"] = choose_one(
            "schedule",
            SCHEDULES,
            setting.schedule,
            lambda one: say(f"retrain-schedule-{one}"),
            say("retrain-schedule-help"),
        )
    with right:
        changes["initialisation"] = choose_one(
            "initialisation",
            INITIALISATIONS,
            setting.initialisation,
            lambda one: say(f"retrain-initialisation-{one}"),
            say("retrain-initialisation-help"),
        )
        for name in ("epochs", "batch", "patience", "seed"):
            changes[name] = choose_whole(name, getattr(setting, name))
    return dataclasses.replace(setting, **changes)


def choose_start(setting: Setting) -> Setting:
    """From scratch, or on from a stored network."""
    models = {model.name: model.title for model in [*shipped_models(), *retrained_models()]}
    start = setting.start_from if setting.start_from in models else ""
    if start != setting.start_from:
        st.warning(say("retrain-start-gone", network=plain(setting.start_from[:60])))
    names = {"": say("retrain-start-scratch")}
    names |= {name: say("retrain-start-from", network=title) for name, title in models.items()}
    chosen = choose_one("start_from", list(names), start, names.__getitem__)
    frozen = 0
    if chosen:
        most = _most_frozen(find_model(chosen).version, chosen)
        if setting.frozen > most:
            st.warning(say("retrain-frozen-too-many", most=most))
        frozen = choose_whole("frozen", min(setting.frozen, most), most)
    return dataclasses.replace(setting, start_from=chosen, frozen=frozen)


@st.cache_data(max_entries=50, show_spinner=False)
def _most_frozen(version: str, name: str) -> int:
    """How many layers with kernels can stay as they are, so that one is left to learn."""
    try:
        return max(0, sum("kernel" in layer.weights for layer in find_model(name).layers()) - 1)
    except DigitDemoError:
        return 0


def _choose_handwriting(how: Handwriting) -> Handwriting:
    st.markdown(f"**{say('retrain-handwriting')}**")
    return Handwriting(**_sliders("handwriting", shown_fields(Handwriting), how))


def _choose_augmentation(how: Augmentation) -> Augmentation:
    st.markdown(f"**{say('retrain-augmentation')}**")
    with st.container(horizontal=True):
        for label, key, chosen in (
            ("retrain-augmentation-gently", "retrain_vary_gently", GENTLE),
            ("retrain-augmentation-not", "retrain_vary_not", Augmentation()),
        ):
            if st.button(say(label), key=key):
                forget(*(f"augmentation_{name}" for name in shown_fields(Augmentation)))
                how = chosen
    return dataclasses.replace(how, **_sliders("augmentation", shown_fields(Augmentation), how))


def _sliders(group: str, names: tuple[str, ...], how: object) -> dict[str, float]:
    values = {}
    columns = st.columns(2)
    for place, name in enumerate(names):
        with columns[place % 2]:
            values[name] = slide(group, name, float(getattr(how, name)))
    return values
