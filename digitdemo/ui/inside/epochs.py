"""The same digit in the network as it was after an earlier epoch, where its training kept that."""

from dataclasses import replace

import numpy as np
import streamlit as st

from digitdemo.errors import ModelError
from digitdemo.explaining.architecture import Stage, Step, stages_of
from digitdemo.explaining.feature_maps import DRAWING, ExplainedNetwork
from digitdemo.explaining.forward import can_compute, run_step
from digitdemo.explaining.kernels import kernels_by_epoch
from digitdemo.sentences import say
from digitdemo.storage.kept_weights import kept_epochs, weights_after
from digitdemo.ui.inside.subject import Subject, keep_in
from digitdemo.ui.plain_text import plain

_EPOCH = "inside_epoch"


def subject_after_epoch(subject: Subject, stage: Stage) -> Subject:
    """A slider over the kept epochs, and what the page is about after the chosen one.

    Trainings of today keep all layers. Of an older one's only the first convolution is known: its own maps follow,
    those behind it would be a mixture that never was.
    """
    explained = subject.explained
    bundle = explained.network.model.bundle
    epochs = kept_epochs(bundle) if all(map(can_compute, explained.steps)) else []
    if len(epochs) > 1:
        epoch = _choose(epochs)
        try:
            return subject if epoch == epochs[-1] else _all_layers_after(subject, epoch)
        except ModelError as error:
            st.warning(plain(error))
            return subject
    first = explained.convolutions[0] if explained.convolutions else None
    kept = kernels_by_epoch(explained.network.model) if first in stage.steps else None
    if first is None or kept is None or len(kept) < 2 or kept.shape[1:] != first.layer.weights["kernel"].shape:
        return subject
    epoch = _choose(list(range(len(kept))))
    return subject if epoch == len(kept) - 1 else _first_kernels(subject, stage, first, kept[epoch])


def _choose(epochs: list[int]) -> int:
    keep_in(_EPOCH, list(epochs), epochs[-1])
    label, help_text = say("inside-epoch"), say("inside-epoch-help")
    if epochs == list(range(len(epochs))):
        return int(st.slider(label, 0, epochs[-1], key=_EPOCH, help=help_text, width=300))
    return int(st.select_slider(label, epochs, key=_EPOCH, help=help_text, width=300))


def _all_layers_after(subject: Subject, epoch: int) -> Subject:
    explained = _explained_after(subject.explained.network.model.version, epoch, subject.explained)
    return replace(subject, explained=explained, maps=_maps(explained.steps, subject.maps[DRAWING]))


@st.cache_resource(max_entries=64, show_spinner=False)
def _explained_after(version: str, epoch: int, _explained: ExplainedNetwork) -> ExplainedNetwork:
    layers = {step.layer.name: step.layer for step in _explained.steps}
    like = {name: layer.weights for name, layer in layers.items() if layer.weights}
    weights = weights_after(_explained.network.model.bundle, epoch, like)
    return _with_weights(_explained, weights)


def _first_kernels(subject: Subject, stage: Stage, first: Step, kernel: np.ndarray) -> Subject:
    weights = {first.layer.name: {**first.layer.weights, "kernel": kernel}}
    explained = _with_weights(subject.explained, weights)
    known = [explained.step(step.name) for step in stage.steps]
    return replace(subject, explained=explained, maps={**subject.maps, **_maps(tuple(known), subject.maps[DRAWING])})


def _with_weights(explained: ExplainedNetwork, weights: dict[str, dict[str, np.ndarray]]) -> ExplainedNetwork:
    steps = tuple(
        replace(step, layer=replace(step.layer, weights=weights[step.layer.name]))
        if step.layer.name in weights
        else step
        for step in explained.steps
    )
    return replace(explained, steps=steps, stages=tuple(stages_of(list(steps))))


def _maps(steps: tuple[Step, ...], drawing: np.ndarray) -> dict[str, np.ndarray]:
    maps, values = {DRAWING: drawing}, drawing[None]
    for step in steps:
        values = run_step(step, values)
        maps[step.name] = values[0]
    return maps
