"""What the parts of a training are called, and a whole training in one line."""

import datetime
import math
import re
from pathlib import Path

from digitdemo.errors import DigitDemoError
from digitdemo.networks.presets import PRESETS
from digitdemo.planning.gathering import SOURCES
from digitdemo.planning.setting import Setting
from digitdemo.sentences import say
from digitdemo.storage.models import find_model
from digitdemo.ui.plain_text import plain

MINUTES_FROM_S = 90

STYLE = Path(__file__).with_name("style.css")


def source_name(source: str) -> str:
    """What pictures to learn from are called."""
    return say(f"retrain-source-{source}")


def optimiser_name(optimiser: str) -> str:
    """What people call the way in which the weights are changed."""
    return say(f"retrain-optimiser-{optimiser}")


def network_name(setting: Setting) -> str:
    """A preset's name, the stored network that is gone on from, or that it was built here."""
    if setting.start_from:
        try:
            return find_model(setting.start_from).title
        except DigitDemoError:
            return setting.start_from
    preset = PRESETS.get(setting.architecture)
    return preset.title if preset else say("retrain-network-own")


_LAYER = re.compile(r"([a-z_]+?)(?:_(\d+))?")
_LAYERS = (
    *("convolution", "normalisation", "relu", "leaky", "elu", "tanh", "sigmoid", "maxout", "pooling", "dropout"),
    *("flatten", "dense", "outputs", "probabilities", "depthwise", "global_pooling"),
)


def layer_name(name: str) -> str:
    """A layer of a network that was planned here, ``convolution_1``, as people call it; another's name as it stands."""
    found = _LAYER.fullmatch(name)
    if found is None or found[1] not in _LAYERS:
        return name.replace("_", " ")
    kind = say(f"retrain-layer-{found[1].replace('_', '-')}")
    return say("retrain-layer-numbered", kind=kind, number=int(found[2])) if found[2] else kind


def setting_line(setting: Setting) -> str:
    """A training in one line: network, pictures, epochs, how it learns."""
    kinds = [
        say(f"retrain-some-{source}", count=getattr(setting, source)) for source in SOURCES if getattr(setting, source)
    ]
    return say(
        "retrain-setting-line",
        network=plain(network_name(setting)),
        pictures=", ".join(kinds) or say("retrain-some-nothing"),
        epochs=setting.epochs,
        optimiser=optimiser_name(setting.optimiser),
        rate=f"{setting.learning_rate:g}",
    )


def duration(seconds: float) -> str:
    """Some seconds, or minutes where they are many."""
    if seconds < MINUTES_FROM_S:
        return say("retrain-seconds", count=max(1, round(seconds)))
    return say("retrain-minutes", count=round(seconds / 60))


def share_percent(share: float) -> str:
    """A share of counted pictures; 100 % only where all of them are."""
    tenths = min(round(1000 * share), 999) if share < 1 else 1000
    return f"{tenths / 10:.1f}\u00a0%" if math.isfinite(share) else "–"


def when(seconds: float) -> str:
    """Time of day, short, in figures that every language reads."""
    return datetime.datetime.fromtimestamp(seconds).strftime("%Y-%m-%d %H:%M")
