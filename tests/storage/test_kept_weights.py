"""Weights kept epoch by epoch: what is kept, that it comes back as it was, and what is refused."""

from pathlib import Path

import numpy as np
import pytest

from digitdemo.errors import ModelError
from digitdemo.storage.kept_weights import MOST_BYTES, is_kept, keep_weights, kept_epochs, part_of, weights_after
from digitdemo.storage.store import bundle_at

WEIGHTS: dict[str, dict[str, np.ndarray]] = {
    "first": {"kernel": np.arange(12.0).reshape(3, 4), "bias": np.ones(4)},
    "last": {"gamma": np.zeros(2)},
}


@pytest.fixture
def bundle(tmp_path: Path):
    (tmp_path / "mine").mkdir()
    return bundle_at(tmp_path / "mine")


def test_what_was_kept_comes_back(bundle) -> None:
    assert kept_epochs(bundle) == []
    for epoch in (0, 2, 4):
        scaled = {layer: {name: value * epoch for name, value in named.items()} for layer, named in WEIGHTS.items()}
        keep_weights(bundle, epoch, scaled)
    assert kept_epochs(bundle) == [0, 2, 4]
    found = weights_after(bundle, 4, WEIGHTS)
    np.testing.assert_array_equal(found["first"]["kernel"], 4 * WEIGHTS["first"]["kernel"])
    assert found["last"]["gamma"].dtype == np.float32


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04" + bytes(100)])
def test_a_damaged_part_is_said(bundle, content: bytes) -> None:
    bundle.write(part_of(1), content)
    with pytest.raises(ModelError, match="after epoch 1"):
        weights_after(bundle, 1, WEIGHTS)


def test_a_missing_epoch_and_another_network_s_weights_are_said(bundle) -> None:
    with pytest.raises(ModelError):
        weights_after(bundle, 7, WEIGHTS)
    keep_weights(bundle, 7, {"first": WEIGHTS["first"]})
    with pytest.raises(ModelError):
        weights_after(bundle, 7, WEIGHTS)
    keep_weights(bundle, 7, {**WEIGHTS, "last": {"gamma": np.zeros(3)}})
    with pytest.raises(ModelError):
        weights_after(bundle, 7, WEIGHTS)


@pytest.mark.parametrize(("epochs", "parameters"), [(3, 9_298), (200, 9_298), (30, 54_266), (20, 600_000)])
def test_no_more_is_kept_than_has_room_and_the_first_and_last_always_are(epochs: int, parameters: int) -> None:
    kept = [epoch for epoch in range(epochs + 1) if is_kept(epoch, epochs, parameters)]
    assert kept[0] == 0
    assert kept[-1] == epochs
    assert 4 * parameters * (len(kept) - 1) <= MOST_BYTES
    assert len(kept) > min(epochs, 6)


def test_of_a_network_too_large_nothing_is_kept() -> None:
    assert not any(is_kept(epoch, 10, 5_000_000) for epoch in range(11))
