"""One weight's life: the cost along it, its slope, the step, and the chain of derivatives that makes the slope."""

from dataclasses import dataclass

import numpy as np

from digitdemo.explaining.architecture import Step
from digitdemo.explaining.forward import compute
from digitdemo.learning import units
from digitdemo.learning.backward import run_back
from digitdemo.learning.network import LearningNetwork
from digitdemo.networks.windows import pool_mean

CURVE_POINTS = 41
_AT_ONCE = 6
"""Points of a curve; more at once leave the processor's cache, and take half as long again."""
_LINEAR = ("convolution", "depthwise convolution", "normalisation", "dense", "dropout", "flatten", "reshape")


@dataclass(frozen=True)
class Weight:
    """One weight's place: a layer's name, which of its arrays, and the index in it."""

    layer: str
    name: str
    index: tuple[int, ...]

    def value(self, network: LearningNetwork) -> float:
        """What it is now."""
        return float(network.weights[self.layer][self.name][self.index])

    def moved(self, network: LearningNetwork, by: float) -> LearningNetwork:
        """The network with this weight moved, everything else as it was."""
        step = np.zeros_like(network.weights[self.layer][self.name])
        step[self.index] = by
        return network.moved({(self.layer, self.name): step})

    def slope(self, network: LearningNetwork, values: np.ndarray, digits: np.ndarray) -> float:
        """The derivative of the batch's mean cost by this weight."""
        return float(network.gradients(values, digits).weights[self.layer][self.name][self.index])


@dataclass(frozen=True)
class Term:
    """One of the ways on which a number reaches the cost.

    Attributes:
        at: index of the number behind, among the outputs of the step.
        local: how fast that number changes with the one before.
        slope: how fast the cost changes with that number.
    """

    at: tuple[int, ...]
    local: float
    slope: float

    @property
    def product(self) -> float:
        """Its share of the sum."""
        return self.local * self.slope


@dataclass(frozen=True)
class Link:
    """One step of the way back.

    Attributes:
        step: which one.
        slope: the derivative of the cost by the weight (first link) or by one number that goes into the step.
        terms: whose sum it is; the largest, with or without its sign, first.
    """

    step: Step
    slope: float
    terms: tuple[Term, ...]


def owner_of(network: LearningNetwork, weight: Weight) -> int:
    """The place of the step that a weight belongs to."""
    return next(
        index for index, step in enumerate(network.steps) if step.layer.name == weight.layer and not step.inside
    )


def cost_curve(
    network: LearningNetwork, weight: Weight, values: np.ndarray, digits: np.ndarray, places: np.ndarray
) -> np.ndarray:
    """The mean cost where one kernel's weight takes each of many values; exact, not an estimate.

    The step that the weight belongs to is a straight line in it, so that it is computed twice; what comes behind is
    computed for every place.

    Args:
        values: (batch, *input shape).
        digits: (batch,) the right answers.
        places: (points,) what the weight is set to.

    Returns:
        (points,); infinite or NaN where the numbers grow too large.
    """
    owner = owner_of(network, weight)
    step, weights = network.steps[owner], network.weights[weight.layer]
    came_in = network.outputs(values)[owner]
    alone = np.zeros_like(weights[weight.name])
    alone[weight.index] = 1
    with np.errstate(all="ignore"):
        base, change = compute(step, weights, came_in), compute(step, {weight.name: alone}, came_in)
        moves = (places - weight.value(network)).astype(base.dtype).reshape(-1, *(1,) * base.ndim)
        parts = [
            _mean_costs(network, owner, base + some * change, digits)
            for some in np.array_split(moves, -(-len(places) // _AT_ONCE))
        ]
    return np.concatenate(parts)


def _mean_costs(network: LearningNetwork, owner: int, outputs: np.ndarray, digits: np.ndarray) -> np.ndarray:
    """From (points, batch, *output shape of the step ``owner``) to (points,) mean costs."""
    scores = network.scores(outputs.reshape(-1, *outputs.shape[2:]), owner + 1)
    costs = units.cross_entropy(scores, np.tile(digits, len(outputs)))
    return np.asarray(costs.reshape(len(outputs), len(digits)).mean(axis=1))


def finite_difference(network: LearningNetwork, weight: Weight, values: np.ndarray, digits: np.ndarray) -> float:
    """The slope as nudging tells it: the whole network computed twice, the weight a little up and a little down."""
    nudge = 1e-5 * max(1.0, abs(weight.value(network)))
    up, down = (weight.moved(network, sign * nudge).cost(values, digits) for sign in (1, -1))
    return (up - down) / (2 * nudge)


def chain_of(network: LearningNetwork, weight: Weight, values: np.ndarray, digit: int) -> list[Link]:
    """From one weight of a kernel to the cost of one picture: each step's derivative, along the strongest way.

    Args:
        values: (1, *input shape).

    Returns:
        The weight's own link first; the last one ends at a score, whose slope is p − y.
    """
    outputs = network.outputs(values)
    slopes = network.gradients(values, np.array([digit])).inputs
    owner = owner_of(network, weight)
    terms = _terms_of_weight(network.steps[owner], weight, outputs[owner], slopes[owner + 1])
    links = [Link(network.steps[owner], sum(term.product for term in terms), terms)]
    for index in range(owner + 1, len(network.steps)):
        step, at = network.steps[index], links[-1].terms[0].at
        weights = network.weights.get(step.layer.name, {})
        local = _local_derivatives(step, weights, outputs[index], at)
        terms = _sorted_terms(local, slopes[index + 1][0])
        links.append(Link(step, float(slopes[index][0][at]), terms))
        if not terms or all(term.product == 0 for term in terms):
            break  # nobody behind hears of this number: the way ends here
    return links


def inputs_under(step: Step, weight: Weight, came_in: np.ndarray) -> np.ndarray:
    """What one weight of a kernel is multiplied with, at every place.

    Args:
        came_in: (1, *input shape).

    Returns:
        (output height, output width) of a convolution, (1, 1) of a dense layer.
    """
    if step.kind == "dense":
        return came_in[:, weight.index[0]].reshape(1, 1)
    geometry = step.geometry
    row, column, channel = weight.index[:3]
    places = geometry.places((step.output_shape[0], step.output_shape[1]))
    touched = next(found for at_row, at_column, found in places if (at_row, at_column) == (row, column))
    return np.asarray(geometry.padded(came_in)[touched][0, :, :, channel])


def output_channel(step: Step, weight: Weight) -> int:
    """Which of the step's outputs hears a weight."""
    if step.kind == "depthwise convolution":
        kernel = step.layer.weights["kernel"]
        return int(weight.index[2] * kernel.shape[3] + weight.index[3])
    return weight.index[-1]


def _terms_of_weight(step: Step, weight: Weight, came_in: np.ndarray, slope: np.ndarray) -> tuple[Term, ...]:
    under, channel = inputs_under(step, weight, came_in), output_channel(step, weight)
    if step.kind == "dense":
        return (Term((channel,), float(under[0, 0]), float(slope[0, channel])),)
    terms = [
        Term((row, column, channel), float(under[row, column]), float(slope[0, row, column, channel]))
        for row, column in np.ndindex(*under.shape)
    ]
    return tuple(sorted(terms, key=lambda term: -abs(term.product)))


def _sorted_terms(local: np.ndarray, slope: np.ndarray) -> tuple[Term, ...]:
    heard = zip(*np.nonzero(local), strict=True)
    found = [Term(tuple(int(part) for part in at), float(local[at]), float(slope[at])) for at in heard]
    return tuple(sorted(found, key=lambda term: -abs(term.product)))


def _local_derivatives(
    step: Step, weights: dict[str, np.ndarray], came_in: np.ndarray, at: tuple[int, ...]
) -> np.ndarray:
    """How fast each output of a step changes with one of its inputs, (*output shape).

    Args:
        came_in: (1, *input shape).
    """
    one = np.zeros_like(came_in)
    one[(0, *at)] = 1
    if step.kind in _LINEAR or step.function == "mean":
        return np.asarray((compute(step, weights, one) - compute(step, weights, np.zeros_like(one)))[0])
    if step.kind == "activation":
        return run_back(step, weights, came_in, np.ones_like(came_in))[0][0] * one[0]
    return _by_asking(step, weights, came_in, at)


def _by_asking(step: Step, weights: dict[str, np.ndarray], came_in: np.ndarray, at: tuple[int, ...]) -> np.ndarray:
    """Ask each output in turn whether it hears the input: of a pooling only the largest is heard."""
    outputs = int(np.prod(step.output_shape))
    asked = _could_hear(step, came_in, at)
    slope = np.zeros((len(asked), outputs))
    slope[np.arange(len(asked)), asked] = 1
    repeated = np.repeat(came_in, len(asked), axis=0)
    back = run_back(step, weights, repeated, slope.reshape(-1, *step.output_shape))[0]
    found = np.zeros(outputs)
    found[asked] = [each[at] for each in back]
    return found.reshape(step.output_shape)


def _could_hear(step: Step, came_in: np.ndarray, at: tuple[int, ...]) -> np.ndarray:
    """The numbers of those outputs whose window an input lies in."""
    outputs = np.arange(int(np.prod(step.output_shape)))
    if step.kind == "pooling":
        one = np.zeros_like(came_in)
        one[(0, *at)] = 1
        return np.flatnonzero(pool_mean(one, step.geometry))
    if step.kind == "softmax":
        return outputs
    channel = at[-1] // 2 if step.kind == "maxout" else at[-1]
    return outputs[outputs % step.output_shape[-1] == channel]
