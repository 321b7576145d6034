"""The controls of a training: from widgets to a Setting and back."""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from digitdemo.datasets.augmentation import GENTLE, Augmentation
from digitdemo.datasets.handwriting import Handwriting
from digitdemo.datasets.picture_folder import picture_sets
from digitdemo.errors import DigitDemoError
from digitdemo.networks.presets import PRESETS
from digitdemo.planning.gathering import mnist_is_here
from digitdemo.planning.setting import LIMITS, OPTIMISERS, SCHEDULES, TESTS, Setting
from digitdemo.storage.labelled import count_labelled
from digitdemo.storage.models import find_model, retrained_models, shipped_models
from digitdemo.ui.plain_text import plain
from digitdemo.ui.session import NETWORK_PARAMETER, PRESENT_PARAMETER, visit

_SETTING, _FIRST, _GENERATIONS = "retrain_setting", "retrain_first", "retrain_generations"
_VISIT = "retrain_visit"
OWN = "own"
SCRATCH = "from scratch"
SOURCES = {
    "synthetic": "Synthetic",
    "mnist": "MNIST",
    "drawings": "My drawings",
    "pictures": "Pictures",
}
OPTIMISER_NAMES = {
    "sgd": "SGD",
    "momentum": "SGD with momentum",
    "adam": "Adam",
    "rmsprop": "RMSprop",
    "adadelta": "Adadelta",
}
TEST_NAMES = {
    "same kind": "others of the same kind",
    "mnist": "MNIST’s test set",
    "drawings": "my drawings",
    "pictures": "pictures",
}
AMOUNTS = {"synthetic": 10_000, "mnist": 20_000, "drawings": 1_000, "pictures": 5_000}


def current_setting() -> Setting:
    """The setting that the page shows: kept, or the address's, or the default."""
    if st.session_state.get(_VISIT) != visit():
        st.session_state[_VISIT] = visit()
        st.session_state.pop(_FIRST, None)  # the widgets of an earlier visit are gone
    if _SETTING not in st.session_state:
        st.session_state[_SETTING], remarks = Setting.nearest(st.query_params.to_dict())
        for remark in remarks:
            st.warning(plain(remark))
    setting: Setting = st.session_state[_SETTING]
    return setting


def keep_setting(setting: Setting) -> None:
    """Remember the setting, here and in the page's address."""
    st.session_state[_SETTING] = setting
    names = ("run", "key", NETWORK_PARAMETER, PRESENT_PARAMETER)
    others = {name: st.query_params[name] for name in names if name in st.query_params}
    st.query_params.from_dict({**setting.to_query(), **others})


def replace_setting(setting: Setting) -> None:
    """Show another setting: every widget is made anew with its values."""
    forget(*(key.removeprefix("retrain_w_").rstrip("_0123456789") for key in st.session_state.get(_FIRST, {})))
    keep_setting(setting)


def choose_quickly(setting: Setting) -> Setting:
    """The two choices that matter most: which network, which pictures."""
    names = [*PRESETS, *([] if setting.architecture in PRESETS else [OWN])]
    shown = setting.architecture if setting.architecture in PRESETS else OWN
    chosen = st.selectbox(
        "Network",
        names,
        names.index(_first("architecture", shown)) if _first("architecture", shown) in names else 0,
        format_func=lambda name: "My own" if name == OWN else PRESETS[name].title,
        key=_key("architecture"),
        disabled=bool(setting.start_from),
        help="Ready-made networks. Build your own under “Build your own” below.",
    )
    if chosen != OWN and chosen != setting.architecture:
        learning = PRESETS[chosen].learning
        setting = dataclasses.replace(setting, architecture=chosen, **learning)
        forget("learning_rate", "optimiser")
    st.caption(PRESETS[chosen].note if chosen in PRESETS else "Built from the blocks below.")
    used = [name for name in SOURCES if getattr(setting, name)]
    kinds = st.pills(
        "Learn from",
        list(SOURCES),
        selection_mode="multi",
        default=_first("sources", used),
        format_func=SOURCES.__getitem__,
        key=_key("sources"),
        wrap=True,
        help="Choose one, or several for a mixture.",
    )
    changes: dict[str, Any] = {}
    for name in SOURCES:
        if (name in kinds) != (name in used):
            changes[name] = AMOUNTS[name] if name in kinds else 0
            forget(name)
    return dataclasses.replace(setting, **changes)


def choose_data(setting: Setting) -> Setting:
    """How many pictures of each kind, how the made ones look, how all are varied, what to test on."""
    changes: dict[str, Any] = {}
    for name, title in SOURCES.items():
        if getattr(setting, name):
            changes[name] = st.slider(
                title,
                100,
                int(LIMITS[name].high),
                _first(name, max(100, getattr(setting, name))),
                step=100,
                key=_key(name),
                format="%d pictures",
            )
    if setting.mnist and not mnist_is_here():
        st.info("MNIST is not on this machine yet. Its 11 MB are downloaded when you press Train.")
    if setting.drawings and not count_labelled():
        st.info("There are no labelled drawings yet. On the Draw page, say which digit you drew.")
    if setting.pictures:
        sets = picture_sets()
        if sets:
            chosen = setting.picture_set if setting.picture_set in sets else sets[0]
            changes["picture_set"] = _select("Set of pictures", "picture_set", sets, chosen)
            changes["saturate"] = st.toggle(
                "Saturate first, as the course’s author did", _first("saturate", setting.saturate), key=_key("saturate")
            )
        else:
            st.info("There is no set of pictures yet. Import a zip under “My data” below.")
    changes["test"] = _select("Test on", "test", TESTS, setting.test, TEST_NAMES)
    if setting.synthetic:
        changes["handwriting"] = _choose_handwriting(setting.handwriting)
    changes["augmentation"] = _choose_augmentation(setting.augmentation)
    return dataclasses.replace(setting, **changes)


def choose_learning(setting: Setting) -> Setting:
    """Optimiser, learning rate, batch, epochs, seed."""
    left, right = st.columns(2)
    changes: dict[str, Any] = {}
    with left:
        changes["optimiser"] = _select("Optimiser", "optimiser", OPTIMISERS, setting.optimiser, OPTIMISER_NAMES)
        changes["learning_rate"] = st.number_input(
            "Learning rate",
            *_ends("learning_rate"),
            _first("learning_rate", setting.learning_rate),
            format="%g",
            key=_key("learning_rate"),
        )
        changes["schedule"] = _select("Schedule", "schedule", SCHEDULES, setting.schedule)
        changes["weight_decay"] = st.number_input(
            "Weight decay",
            *_ends("weight_decay"),
            _first("weight_decay", setting.weight_decay),
            0.001,
            format="%g",
            key=_key("weight_decay"),
        )
    with right:
        changes["epochs"] = _number("Epochs", "epochs", setting.epochs)
        changes["batch"] = _number("Pictures a batch", "batch", setting.batch)
        changes["patience"] = _number(
            "Stop early after epochs without progress (0: never)", "patience", setting.patience
        )
        changes["seed"] = _number("Seed", "seed", setting.seed)
    return dataclasses.replace(setting, **changes)


def choose_start(setting: Setting) -> Setting:
    """From scratch, or on from a stored network."""
    models = {model.name: model.title for model in [*shipped_models(), *retrained_models()]}
    start = setting.start_from if setting.start_from in models else ""
    if start != setting.start_from:
        gone = plain(setting.start_from[:60])
        st.warning(f"There is no network called “{gone}” to go on from: learning begins from scratch.")
    names = {"": SCRATCH, **{name: f"go on from “{title}”" for name, title in models.items()}}
    chosen = _select("Start", "start_from", list(names), start, names)
    frozen = 0
    if chosen:
        most = _most_frozen(find_model(chosen).version, chosen)
        if setting.frozen > most:
            st.warning(f"At least one layer must learn: of this network {most} can stay as they are.")
        frozen = _number("Keep so many first layers as they are", "frozen", min(setting.frozen, most), most)
    return dataclasses.replace(setting, start_from=chosen, frozen=frozen)


def _choose_handwriting(how: Handwriting) -> Handwriting:
    st.markdown("**Synthetic handwriting**")
    left, right = st.columns(2)
    values = {}
    for place, (name, title) in enumerate(_HANDWRITING):
        values[name] = (left, right)[place % 2].slider(
            title,
            *_ends(f"handwriting.{name}"),
            _first(f"handwriting_{name}", float(getattr(how, name))),
            key=_key(f"handwriting_{name}"),
        )
    return Handwriting(**values)


def _choose_augmentation(how: Augmentation) -> Augmentation:
    st.markdown("**Vary each picture, anew every epoch**")
    with st.container(horizontal=True):
        if st.button("Gently", key="retrain_vary_gently"):
            forget(*(f"augmentation_{name}" for name, _ in _AUGMENTATION))
            how = GENTLE
        if st.button("Not at all", key="retrain_vary_not"):
            forget(*(f"augmentation_{name}" for name, _ in _AUGMENTATION))
            how = Augmentation()
    left, right = st.columns(2)
    values = {}
    for place, (name, title) in enumerate(_AUGMENTATION):
        values[name] = (left, right)[place % 2].slider(
            title,
            *_ends(f"augmentation.{name}"),
            _first(f"augmentation_{name}", float(getattr(how, name))),
            key=_key(f"augmentation_{name}"),
        )
    return dataclasses.replace(how, **values)


_HANDWRITING = (
    ("slant", "Slant"),
    ("proportions", "Proportions"),
    ("wobble", "Wobble"),
    ("joins", "Loose joins"),
    ("european", "European forms"),
    ("thinnest_px", "Thinnest pen"),
    ("thickest_px", "Thickest pen"),
)
_AUGMENTATION = (
    ("turn_deg", "Turn, degrees"),
    ("shift_px", "Shift, pixels"),
    ("scale", "Scale"),
    ("shear", "Slant"),
    ("thickness", "Thicker or thinner, share"),
    ("noise", "Noise"),
    ("elastic_px", "Elastic, pixels"),
)


def _select(title: str, name: str, options: Sequence[str], value: str, words: Mapping[str, str] | None = None) -> str:
    first = _first(name, value)
    index = options.index(first) if first in options else 0
    return str(st.selectbox(title, options, index, format_func=lambda one: (words or {}).get(one, one), key=_key(name)))


@st.cache_data(max_entries=50, show_spinner=False)
def _most_frozen(version: str, name: str) -> int:
    """How many layers with kernels can stay as they are, so that one is left to learn."""
    try:
        return max(0, sum("kernel" in layer.weights for layer in find_model(name).layers()) - 1)
    except DigitDemoError:
        return 0


def _number(title: str, name: str, value: int, most: int | None = None) -> int:
    low, high = map(int, _ends(name))
    high = high if most is None else min(high, most)
    return int(st.number_input(title, low, high, _first(name, value), key=_key(name)))


def _ends(name: str) -> tuple[float, float]:
    """The smallest and the largest value of a part of the setting."""
    return float(LIMITS[name].low), float(LIMITS[name].high)


def _key(name: str) -> str:
    """The widget's key; another after each ``forget``, so that a new widget takes the place of the old one."""
    generation = st.session_state.get(_GENERATIONS, {}).get(name, 0)
    return f"retrain_w_{name}_{generation}" if generation else f"retrain_w_{name}"


def _first(name: str, value: Any) -> Any:
    """The value with which the widget began: it stays what it was while the widget lives.

    Given as the widget's default rather than put into its state: a value put there is lost when a visitor's next
    click interrupts the script.
    """
    return st.session_state.setdefault(_FIRST, {}).setdefault(_key(name), value)


def forget(*names: str) -> None:
    """Let these widgets begin anew, with the setting's values."""
    generations = st.session_state.setdefault(_GENERATIONS, {})
    for name in names:
        generations[name] = generations.get(name, 0) + 1
