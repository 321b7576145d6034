"""Dense layers, normalisations, activations and the cost: each forward, and beside it the derivatives backward."""

from typing import Any

import numpy as np

from digitdemo.networks.activations import function_of, sigmoid


def dense_backward(values: np.ndarray, kernel: np.ndarray, slope: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Derivatives by a dense layer's input and kernel.

    Args:
        values: (batch, inputs).
        kernel: (inputs, units).
        slope: (batch, units).
    """
    return slope @ kernel.T, values.T @ slope


def normalise(
    values: np.ndarray, gamma: np.ndarray, beta: np.ndarray, mean: np.ndarray, variance: np.ndarray, epsilon: float
) -> np.ndarray:
    """Batch normalisation; (channels,) each. Its mean and variance are the kept ones, or a batch's own."""
    return np.asarray((values - mean) / np.sqrt(variance + epsilon) * gamma + beta)


def normalise_backward(
    values: np.ndarray, gamma: np.ndarray, mean: np.ndarray, variance: np.ndarray, epsilon: float, slope: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Derivatives by input, gamma and beta where mean and variance stand fast, as while a network reads."""
    spread = np.sqrt(variance + epsilon)
    others = tuple(range(values.ndim - 1))
    by_gamma = (slope * (values - mean) / spread).sum(axis=others)
    return slope * (gamma / spread), by_gamma, slope.sum(axis=others)


def batch_statistics(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean and variance of each channel over a batch, (channels,) each: what a normalisation learns with."""
    others = tuple(range(values.ndim - 1))
    return values.mean(axis=others), values.var(axis=others)


def normalise_training_backward(
    values: np.ndarray, gamma: np.ndarray, epsilon: float, slope: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The same while a network learns, where mean and variance come from the batch and hear of the cost too.

    Ioffe and Szegedy, "Batch normalization", 2015.
    """
    others = tuple(range(values.ndim - 1))
    mean, variance = batch_statistics(values)
    spread = np.sqrt(variance + epsilon)
    centred = (values - mean) / spread
    by_gamma, by_beta = (slope * centred).sum(axis=others), slope.sum(axis=others)
    count = values.size // values.shape[-1]
    return gamma / spread * (slope - by_beta / count - centred * by_gamma / count), by_gamma, by_beta


def derivative_of(kind: str, config: dict[str, Any], values: np.ndarray) -> np.ndarray | None:
    """How fast an activation's result changes with each number, there where it stands.

    Args:
        kind: Keras's class name; ``Activation`` for one inside a layer.
        config: its settings.
        values: any shape, what goes in.

    Returns:
        The shape of ``values``; None where the function's derivative is not known here.
    """
    found = function_of(kind, config)
    if found is None:
        return None
    name, function = found
    if kind == "ReLU":
        return _relu_derivative(config, values)
    if name == "leaky_relu":
        leak = float(np.asarray(function(np.array([-1.0])))[0]) * -1  # what is left of −1
        return np.where(values < 0, leak, 1.0).astype(values.dtype)
    if name == "elu":
        alpha = float(config.get("alpha", 1.0)) if kind == "ELU" else 1.0
        return np.where(values < 0, alpha * np.exp(np.minimum(values, 0)), 1.0).astype(values.dtype)
    return _named_derivative(name, values)


def _relu_derivative(config: dict[str, Any], values: np.ndarray) -> np.ndarray:
    leak, threshold = float(config.get("negative_slope") or 0), float(config.get("threshold") or 0)
    found = np.where(values > threshold, 1.0, leak)
    if config.get("max_value") is not None:
        found = np.where(values >= float(config["max_value"]), 0.0, found)
    return found.astype(values.dtype)


def _named_derivative(name: str, values: np.ndarray) -> np.ndarray | None:
    if name == "linear":
        return np.ones_like(values)
    if name == "relu":
        return (values > 0).astype(values.dtype)
    if name == "tanh":
        return 1 - np.tanh(values) ** 2
    risen = sigmoid(values)
    if name == "sigmoid":
        return np.asarray(risen * (1 - risen))
    if name == "softplus":
        return risen
    if name in ("silu", "swish"):
        return np.asarray(risen * (1 + values * (1 - risen)))
    return None


def softmax_backward(probabilities: np.ndarray, slope: np.ndarray) -> np.ndarray:
    """Derivatives by the scores, of a softmax along the last axis."""
    return probabilities * (slope - (slope * probabilities).sum(axis=-1, keepdims=True))


def log_softmax(scores: np.ndarray) -> np.ndarray:
    """The logarithms of the softmax's probabilities, exact where a probability is too small to be written."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


def cross_entropy(scores: np.ndarray, digits: np.ndarray) -> np.ndarray:
    """−ln of the probability that the right digit gets, for each picture.

    Args:
        scores: (batch, classes), before the softmax.
        digits: (batch,) the right answers.

    Returns:
        (batch,); not finite where the scores are not.
    """
    return -log_softmax(scores)[np.arange(len(scores)), digits]


def cross_entropy_backward(scores: np.ndarray, digits: np.ndarray) -> np.ndarray:
    """The derivatives of the batch's mean cost by the scores: what is said minus what should be, p − y."""
    error = np.exp(log_softmax(scores))
    error[np.arange(len(scores)), digits] -= 1
    return np.asarray(error / len(scores))
