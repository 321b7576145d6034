"""About how long a training takes, from the arithmetic of its layers and from how long others took here."""

import math
from contextlib import suppress
from statistics import median

from digitdemo.errors import DigitDemoError
from digitdemo.networks.layers import count_multiplications
from digitdemo.planning.setting import Setting
from digitdemo.runs.catalogue import all_runs
from digitdemo.runs.run import Run
from digitdemo.runs.status import DONE
from digitdemo.storage.models import find_model

OVERHEAD_S = 2.5e-5
"""A picture's share of what a step costs besides multiplying; measured on one core at 2.5 GHz."""

MULTIPLICATIONS_A_S = 1.0e10
"""In training, forward multiplications a second, backpropagation included; measured on the same core."""

BEGINNING_S, FINISHING_S = 2.0, 4.0
"""Getting the pictures ready; testing, storing: measured on the same core, taken until a run here tells its own."""

_REMEMBERED = 3
"""So many of the latest runs tell how fast this machine is: few, because what else it does changes."""


def estimate_seconds(setting: Setting) -> float:
    """Seconds of a whole run, about; corrected by the latest runs on this machine."""
    beginnings = [first for run in _latest() if (first := run.status().first_batch_s) is not None]
    beginning_s = median(beginnings) if beginnings else BEGINNING_S
    return beginning_s + _learning_s(setting) * _correction() + finishing_seconds()


def finishing_seconds() -> float:
    """Seconds from the last batch to a network that can be used, about, as the latest runs here took."""
    measured = [value for run in _latest() if isinstance(value := run.results().get("finishing_s"), int | float)]
    return float(median(measured)) if measured else FINISHING_S


def is_measured() -> bool:
    """True once a training on this machine has told how fast it is; before, the estimate is a guess."""
    return bool(_ratios())


def _learning_s(setting: Setting) -> float:
    pictures = setting.training_pictures * (setting.epochs if setting.task == "train" else 1)
    return pictures * (OVERHEAD_S + _multiplications(setting) / MULTIPLICATIONS_A_S)


def _multiplications(setting: Setting) -> float:
    try:
        if not setting.start_from:
            return count_multiplications(setting.layers())
        # A stored network: its kernels' sizes, each used at about 100 places.
        layers = find_model(setting.start_from).layers()
        return sum(
            math.prod(layer.weights["kernel"].shape) * (100 if layer.kind == "Conv2D" else 1)
            for layer in layers
            if "kernel" in layer.weights
        )
    except DigitDemoError:
        return 1e6


def _correction() -> float:
    """How much longer the latest runs took than they should have; 1 where none is known."""
    ratios = _ratios()
    return min(max(median(ratios), 0.2), 20.0) if ratios else 1.0


def _ratios() -> list[float]:
    """Of the latest runs: how long they learned, measured by how long they should have."""
    ratios: list[float] = []
    for run in _latest():
        with suppress(DigitDemoError):
            ratios.append(run.status().learning_s / max(_learning_s(run.setting()), 0.1))
    return ratios


def _latest() -> list[Run]:
    """The latest runs that went to their end and took long enough to tell something."""
    done = [run for run in all_runs()[:20] if run.status().state == DONE and run.status().learning_s > 1]
    return done[:_REMEMBERED]
