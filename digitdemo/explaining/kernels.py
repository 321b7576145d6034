"""A network's learned kernels: read, ordered, and watched while they were learned."""

import io

import numpy as np

from digitdemo.errors import ModelError
from digitdemo.explaining.architecture import Step
from digitdemo.explaining.feature_maps import ExplainedNetwork
from digitdemo.storage.models import StoredModel

KERNELS_BY_EPOCH_FILE = "kernels_by_epoch.npz"


def kernels(explained: ExplainedNetwork, step_name: str) -> np.ndarray:
    """The kernels of one convolution; those of a depthwise one see one channel each.

    Returns:
        (rows, columns, channels, filters) float32.

    Raises:
        ModelError: the step is no convolution.
    """
    step = explained.step(step_name)
    if not step.has_kernels:
        raise ModelError("inside-no-convolution", step=step_name)
    return step.kernels


def kernel_strengths(weights: np.ndarray) -> np.ndarray:
    """How strong each channel of each filter is: the root of the sum of its squared weights.

    Args:
        weights: (rows, columns, channels, filters).

    Returns:
        (channels, filters) float32.
    """
    return np.sqrt((weights**2).sum(axis=(0, 1)))


def strongest_channels(weights: np.ndarray) -> np.ndarray:
    """Each filter's strongest input channel, (filters,) int."""
    return kernel_strengths(weights).argmax(axis=0)


def order_by_strength(weights: np.ndarray) -> np.ndarray:
    """The filters, the strongest first, (filters,) int."""
    return np.argsort(-kernel_strengths(weights).sum(axis=0), kind="stable")


def order_by_similarity(pictures: np.ndarray) -> np.ndarray:
    """An order in which neighbours look alike: the strongest first, then always the one most like the last.

    Args:
        pictures: (rows, columns, filters), one kernel a filter.

    Returns:
        (filters,) int.
    """
    flat = pictures.reshape(-1, pictures.shape[-1]).T  # (filters, weights)
    lengths = np.linalg.norm(flat, axis=1)
    unit = flat / np.maximum(lengths, 1e-12)[:, None]
    likeness = unit @ unit.T
    order = [int(lengths.argmax())]
    left = set(range(len(flat))) - set(order)
    while left:
        nearest = max(sorted(left), key=lambda other: likeness[order[-1], other])
        order.append(nearest)
        left.remove(nearest)
    return np.array(order)


def weight_images(explained: ExplainedNetwork, step: Step) -> np.ndarray | None:
    """The weights of a dense layer that stands directly behind flattened maps, laid back on the maps' pixels.

    Returns:
        (height, width, channels, units) float32; None where the inputs are not pixels.
    """
    if step.kind != "dense":
        return None
    for earlier in reversed(explained.steps[: explained.index(step.name)]):
        if earlier.kind == "flatten" and len(earlier.input_shape) == 3:
            return step.layer.weights["kernel"].reshape(*earlier.input_shape, -1)
        if earlier.kind not in ("dropout", "flatten"):
            return None
    return None


def kernels_by_epoch(model: StoredModel) -> np.ndarray | None:
    """The first convolution's kernels before learning and after each epoch, where the training kept them.

    Returns:
        (1 + epochs, rows, columns, channels, filters) float32, or None.
    """
    try:
        with np.load(io.BytesIO(model.bundle.read(KERNELS_BY_EPOCH_FILE)), allow_pickle=False) as stored:
            epochs = np.asarray(stored["kernels"], np.float32)
    except (OSError, KeyError, ValueError):
        return None
    return epochs if epochs.ndim == 5 and len(epochs) else None
