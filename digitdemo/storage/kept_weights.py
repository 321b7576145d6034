"""A network's weights as they were after each epoch of its training: one part of its bundle an epoch."""

import io
from collections.abc import Mapping

import numpy as np

from digitdemo.errors import ModelError
from digitdemo.storage.store import Bundle

Weights = Mapping[str, Mapping[str, np.ndarray]]
"""By layer's name, then by weight's name."""

MOST_BYTES = 24_000_000
"""Of all epochs of a training together; of a larger one every second epoch is kept, or every third, …"""

MOST_KEPT = 60
"""Epochs; more than a slider can tell apart."""

MOST_EPOCHS = 200


def part_of(epoch: int) -> str:
    """The part's name; epoch 0 is before learning."""
    return f"weights_after_{epoch:03d}.npz"


def is_kept(epoch: int, epochs: int, parameters: int) -> bool:
    """Whether an epoch's weights are worth their place: the first and the last ones always are, where there is any.

    Args:
        epochs: of the whole training.
        parameters: of the network, 4 bytes each.
    """
    at_once = min(MOST_BYTES // max(4 * parameters, 1), MOST_KEPT)
    if at_once < 2:
        return False
    every = -(-epochs // (at_once - 1))
    return epoch % every == 0 or epoch == epochs


def keep_weights(bundle: Bundle, epoch: int, weights: Weights) -> None:
    """Keep the weights of an epoch.

    Raises:
        StoreError: they cannot be written.
    """
    packed = io.BytesIO()
    arrays = {f"{layer}|{name}": value for layer, named in weights.items() for name, value in named.items()}
    np.savez_compressed(packed, **{name: value.astype(np.float32) for name, value in arrays.items()})  # type: ignore[arg-type]
    bundle.write(part_of(epoch), packed.getvalue())


def kept_epochs(bundle: Bundle) -> list[int]:
    """The epochs whose weights were kept, the first one first; none for networks that come from elsewhere."""
    return [epoch for epoch in range(MOST_EPOCHS + 1) if bundle.has(part_of(epoch))] if bundle.has(part_of(0)) else []


def weights_after(bundle: Bundle, epoch: int, like: Weights) -> dict[str, dict[str, np.ndarray]]:
    """The weights of an epoch.

    Args:
        like: the network's weights now; those kept must have their names and shapes.

    Raises:
        ModelError: they are missing, damaged, or another network's.
    """
    found: dict[str, dict[str, np.ndarray]] = {}
    try:
        with np.load(io.BytesIO(bundle.read(part_of(epoch))), allow_pickle=False) as stored:
            for layer, named in like.items():
                found[layer] = {name: np.asarray(stored[f"{layer}|{name}"], np.float32) for name in named}
    except Exception as error:  # NumPy and zipfile raise whatever a damaged file provokes
        raise ModelError("storage-kept-damaged", epoch=epoch) from error
    shapes = [(found[layer][name].shape, value.shape) for layer, named in like.items() for name, value in named.items()]
    if any(ours != theirs for ours, theirs in shapes):
        raise ModelError("storage-kept-damaged", epoch=epoch)
    return found
