"""One artificial neuron, and the batch normalisation of a few numbers, as in the courses."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from digitdemo.errors import LabError
from digitdemo.networks.activations import FUNCTIONS


@dataclass(frozen=True)
class Neuron:
    """What a neuron makes of its inputs.

    Attributes:
        products: each input times its weight.
        total: their sum and the bias.
        output: the activation of that.
    """

    products: tuple[float, ...]
    total: float
    output: float


def run_neuron(inputs: Sequence[float], weights: Sequence[float], bias: float, activation: str = "sigmoid") -> Neuron:
    """Weigh, add, bend: activation(w1 x1 + w2 x2 + ... + b); ``step`` is the perceptron's, 1 from 0 on.

    Raises:
        LabError: not as many weights as inputs.
    """
    if len(inputs) != len(weights):
        raise LabError("lab-neuron-weights", inputs=len(inputs), weights=len(weights))
    products = tuple(weight * value for weight, value in zip(weights, inputs, strict=True))
    total = sum(products) + bias
    if activation == "step":
        return Neuron(products, total, 1.0 if total >= 0 else 0.0)
    if activation == "sigmoid" and total > -700:
        return Neuron(products, total, 1 / (1 + math.exp(-total)))  # digit by digit what the course's notebook prints
    return Neuron(products, total, float(FUNCTIONS[activation](np.array(total, np.float64))))


@dataclass(frozen=True)
class NormalisedBatch:
    """A batch, normalised feature by feature.

    Attributes:
        means: (features,).
        deviations: (features,), standard deviations of the batch itself (divided by n).
        normalised: (features, samples), mean 0 and deviation 1 each.
    """

    means: np.ndarray
    deviations: np.ndarray
    normalised: np.ndarray


def normalise_batch(features: np.ndarray, epsilon: float = 0.0) -> NormalisedBatch:
    """Batch normalisation while learning (Ioffe and Szegedy, 2015), without learned factor and offset.

    Args:
        features: (features, samples), as the slides lay them out.
    """
    means, deviations = features.mean(axis=1), features.std(axis=1)
    spread = np.sqrt(deviations**2 + epsilon)
    normalised = (features - means[:, None]) / np.where(spread == 0, 1, spread)[:, None]
    return NormalisedBatch(means, deviations, normalised)
