"""A version of a network in one row of pictures: my digit, kernels, feature maps, a bar for each class."""

import numpy as np

from digitdemo.explaining.architecture import Step
from digitdemo.learning import units
from digitdemo.learning.network import LearningNetwork
from digitdemo.sentences import say
from digitdemo.ui.boards import Board, Legend, show_boards, tiles
from digitdemo.ui.colour_scales import round_limit
from digitdemo.ui.learning.subject import Subject
from digitdemo.ui.learning.time_words import field_of

MAPS_LIMIT = 3.0
"""The end of the feature maps' scale, the same for all versions; normalised numbers seldom exceed it."""
_LEAST_LIMIT = 0.2
"""Of the weights' scale, where a network begins with zeros."""
_MOST_TILES, _ACROSS, _TILE_PX = 16, 4, 56


def mine_of(subject: Subject) -> np.ndarray:
    """(1, 28, 28, 1) float32."""
    return subject.drawing.astype(np.float32)[None, :, :, None]


def chances_of(network: LearningNetwork, subject: Subject) -> np.ndarray:
    """(classes,) what a version gives them."""
    with np.errstate(all="ignore"):
        return np.asarray(np.exp(units.log_softmax(network.scores(mine_of(subject)).astype(np.float64)))[0])


def show_network(
    network: LearningNetwork, scale_of: LearningNetwork, subject: Subject, key: str, *, all_kernels: bool = False
) -> None:
    """In one row, on scales that are the same for all versions.

    Args:
        scale_of: the version whose weights say where their scale ends.
        all_kernels: of every convolution, not of the first one only.
    """
    outputs, chances = network.outputs(mine_of(subject)), chances_of(network, subject)
    boards = [Board(subject.drawing[None], title=say("learning-my-digit"), pixel_px=6, limits=1.0)]
    layers = [step for step in network.steps if "kernel" in step.layer.weights and not step.inside]
    shown = [step for step in layers if step.kind == "convolution"] if all_kernels else []
    shown = shown or layers[:1]
    limit = max(*(round_limit(scale_of.weights[step.layer.name]["kernel"]) for step in shown), _LEAST_LIMIT)
    boards += [_kernels(network, step, step is layers[0], limit) for step in shown]
    rectified = [index for index, step in enumerate(network.steps) if step.kind == "activation"]
    boards += [_maps(network.steps[index], outputs[index + 1][0]) for index in rectified]
    answer = say("learning-time-answer")
    boards.append(Board(np.nan_to_num(chances).reshape(1, 1, -1), title=answer, bars=subject.names))
    legends = [Legend(say("learning-legend-weight"), limit, is_signed=True)]
    if rectified:
        is_signed = any(bool((outputs[index + 1] < 0).any()) for index in rectified)
        legends.append(Legend(say("learning-time-found"), MAPS_LIMIT, is_signed=is_signed))
    show_boards(boards, key, joined="›", legends=tuple(legends))


def _kernels(network: LearningNetwork, step: Step, is_first: bool, limit: float) -> Board:
    title = say("learning-time-kernels") if is_first else say("learning-time-kernels-of", layer=step.layer.name)
    kernel = network.weights[step.layer.name]["kernel"]
    if kernel.ndim == 2:
        title = say("learning-time-unit-weights")
    if kernel.ndim == 4:
        shown = tiles(kernel[:, :, 0])
    else:  # a dense layer: each unit's weights as the maps or the drawing that they lie on
        side = int(np.sqrt(kernel.shape[0]))
        shown = kernel.T.reshape(-1, side, side) if side * side == kernel.shape[0] else kernel.T[:, None, :]
    shown = shown[:_MOST_TILES]
    return Board(shown, title=title, limits=limit, pixel_px=_pixel_px(shown), across=_ACROSS)


def _maps(step: Step, values: np.ndarray) -> Board:
    if values.ndim != 3:
        hidden = values.reshape(-1, 1, 1)[:_MOST_TILES]
        title = say("learning-time-units")
        return Board(hidden, title=title, limits=MAPS_LIMIT, pixel_px=_pixel_px(hidden), across=_ACROSS)
    maps = tiles(values)[:_MOST_TILES]
    note = say("learning-time-sees", field=field_of(step))
    title = say("learning-time-maps")
    return Board(maps, title=title, note=note, limits=MAPS_LIMIT, pixel_px=_pixel_px(maps), across=_ACROSS)


def _pixel_px(shown: np.ndarray) -> int:
    return max(2, _TILE_PX // shown.shape[1])
