from dataclasses import replace

import numpy as np
import pytest

from digitdemo.errors import ModelError
from digitdemo.explaining.classic_kernels import CLASSIC_KERNELS, closest_classic_kernel
from digitdemo.explaining.feature_maps import ExplainedNetwork, feature_maps
from digitdemo.explaining.kernels import (
    kernel_strengths,
    kernels,
    kernels_by_epoch,
    order_by_similarity,
    order_by_strength,
    strongest_channels,
    weight_images,
)
from digitdemo.storage.store import bundle_at


def test_kernels_of_the_shipped_network(shipped) -> None:
    weights = kernels(shipped, "convolution_2")
    assert weights.shape == (3, 3, *weights.shape[2:])
    assert kernel_strengths(weights).shape == weights.shape[2:]
    with pytest.raises(ModelError, match="no convolution"):
        kernels(shipped, "relu_1")


def test_orders_hold_every_filter_once() -> None:
    weights = np.random.default_rng(2).normal(size=(3, 3, 4, 9)).astype(np.float32)
    weights[..., 5] *= 10
    weights[:, :, 2, 5] *= 10
    assert order_by_strength(weights)[0] == 5
    assert strongest_channels(weights)[5] == 2
    order = order_by_similarity(weights[:, :, 0])
    assert sorted(order) == list(range(9))


def test_like_kernels_become_neighbours() -> None:
    edge, blur = np.array([[1.0, -1], [1, -1]]), np.ones((2, 2))
    pictures = np.stack([2 * edge, blur, edge, 1.5 * blur], axis=2)
    assert order_by_similarity(pictures).tolist() in ([0, 2, 1, 3], [0, 2, 3, 1])


@pytest.mark.parametrize("name", ["identity", "sharpen", "Laplacian", "mean blur", "Laplacian of eight neighbours"])
def test_a_classic_kernel_is_closest_to_itself(name: str) -> None:
    likeness = closest_classic_kernel(-2 * CLASSIC_KERNELS[name])
    assert likeness.name == name
    assert likeness.correlation == pytest.approx(1)
    assert likeness.is_reversed


def test_a_vertical_edge_of_any_size_is_found() -> None:
    for side in (3, 5, 7):
        edge = np.repeat(np.linspace(1, -1, side)[None], side, axis=0)
        assert closest_classic_kernel(edge).name == "vertical edge"
        assert closest_classic_kernel(edge.T).name == "horizontal edge"
    assert closest_classic_kernel(np.zeros((3, 3))).correlation == 0
    assert closest_classic_kernel(np.ones((1, 1))).correlation == pytest.approx(1)


def test_sharpen_is_identity_and_laplacian() -> None:
    assert (CLASSIC_KERNELS["identity"] + CLASSIC_KERNELS["Laplacian"] == CLASSIC_KERNELS["sharpen"]).all()


def test_weight_images_lie_on_the_pixels_they_weigh(built, seven) -> None:
    explained = ExplainedNetwork.load(built("dense-only"))
    step = explained.step("hidden")
    images = weight_images(explained, step)
    assert images.shape == (28, 28, 1, 12)
    total = (images[:, :, 0, 3] * seven).sum() + step.layer.weights["bias"][3]
    assert total == pytest.approx(feature_maps(explained, seven)["hidden"][3], abs=1e-4)
    assert weight_images(explained, explained.step("answer")) is None


def test_kernels_epoch_by_epoch_where_they_were_kept(shipped, tmp_path) -> None:
    model = replace(shipped.network.model, bundle=bundle_at(tmp_path))
    assert kernels_by_epoch(model) is None
    np.savez(tmp_path / "kernels_by_epoch.npz", kernels=np.zeros((4, 5, 5, 1, 24), np.float32))
    assert kernels_by_epoch(model).shape == (4, 5, 5, 1, 24)
    (tmp_path / "kernels_by_epoch.npz").write_bytes(b"no zip")
    assert kernels_by_epoch(model) is None
