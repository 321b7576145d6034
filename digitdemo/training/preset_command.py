"""``python -m digitdemo train --preset tiny --data synthetic``: the page's training, in the terminal."""

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from digitdemo.errors import RunError, SettingError
from digitdemo.networks.presets import DEFAULT_PRESET, PRESETS, name_today
from digitdemo.planning.setting import Setting
from digitdemo.runs.catalogue import create_run
from digitdemo.runs.recorder import Recorder
from digitdemo.runs.run import Run
from digitdemo.runs.status import FAILED, RUNNING
from digitdemo.sentences import Message
from digitdemo.storage.files import make_folder
from digitdemo.storage.models import KERAS_FILE, LITERT_FILE, find_model
from digitdemo.storage.store import bundle_at
from digitdemo.training.cards import write_card
from digitdemo.training.session import train_run

TERMINAL = "terminal"
"""Who asked for the run: nobody on the page, so that no visitor finds it as their own or deletes it."""

DATA_DEFAULTS = {"synthetic": 10_000, "mnist": 60_000, "drawings": 20_000, "symbols": 15_000, "letters": 1_000}


def run(preset: str | None, data: str | None, epochs: int | None, seed: int, out: Path | None) -> None:
    """Train a preset as the page does; the run appears on the page too.

    Args:
        data: names of sources, joined by ``+``; each may say how many: ``synthetic:5000+mnist``.
        out: a folder that gets the network too, beside the run's own; None for none.

    Raises:
        SettingError: no such preset or source.
        StoreError: ``out`` cannot be written.
        RunError: the training failed.
    """
    name = name_today(preset or DEFAULT_PRESET)
    if name not in PRESETS:
        raise SettingError("setting-no-preset", name=name, presets=", ".join(PRESETS))
    setting = replace(
        Setting(architecture=name, seed=seed, synthetic=0, **PRESETS[name].learning), **_amounts(data or "synthetic")
    )
    if epochs is not None:
        setting = replace(setting, epochs=epochs)
    setting.check()
    if out is not None:
        make_folder(out)  # before anything is trained: where nothing can be written, that is said now
    begun = create_run(setting.to_json(), PRESETS[name].title, owner=TERMINAL, state=RUNNING)
    train_run(begun, recorder=_TellingRecorder(begun))
    status, results = begun.status(), begun.results()
    if status.state == FAILED:
        raise RunError(status.said())
    print(f"{status.said()} Test: {results['test_accuracy']:.2%} of {results['test_pictures']:,} pictures right.")
    if out is not None:
        print(f"Stored in {_copy_network(begun.name, out)}.")
    print(f"Stored as “{begun.name}”: python -m digitdemo read IMAGE --model {begun.name}")


class _TellingRecorder(Recorder):
    """Tells each epoch in the terminal too."""

    told = 0

    def say(self, told: Message | str | None = None, **changes: Any) -> None:
        super().say(told, **changes)
        if self.status.epoch > self.told:
            self.told = self.status.epoch
            print(_last_epoch(self.run), flush=True)


def _copy_network(name: str, folder: Path) -> str:
    model, copy = find_model(name), bundle_at(folder)
    for part in (KERAS_FILE, LITERT_FILE):
        copy.write(part, model.bundle.read(part))
    return write_card(copy, {**model.card, "name": copy.name}).bundle.place


def _last_epoch(run: Run) -> str:
    last = run.history().iloc[-1]
    return (
        f"{time.strftime('%H:%M:%S')}  epoch {last['epoch']:.0f}: loss {last['loss']:.3f}, "
        f"check pictures {last['check_accuracy']:.2%}, {last['learning_s']:.1f} s"
    )


def _amounts(data: str) -> dict[str, Any]:
    amounts: dict[str, Any] = {}
    for word in data.split("+"):
        source, _, count = word.partition(":")
        if source not in DATA_DEFAULTS or (count and not count.isdigit()):
            raise SettingError("setting-no-source", word=word, sources=", ".join(DATA_DEFAULTS))
        amounts[source] = int(count) if count else DATA_DEFAULTS[source]
    return amounts
