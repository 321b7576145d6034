"""Dropout's masks, the readings with them, and normalisation, against a few independent lines of NumPy."""

import numpy as np
import pytest

from digitdemo.explaining.feature_maps import ExplainedNetwork
from digitdemo.explaining.gallery import gallery
from digitdemo.learning.brakes import dropout_masks, last_dense, normalised, scores_with_masks
from digitdemo.learning.fresh import fresh_network
from digitdemo.learning.network import LearningNetwork
from digitdemo.storage.models import find_model

TEN = gallery().inputs[[gallery().first_of(digit) for digit in range(10)]][..., None].astype(np.float64)


def test_masks_switch_off_about_as_many_as_said_and_never_any_at_0() -> None:
    assert (~dropout_masks(100, 784, 0.3, seed=1)).mean() == pytest.approx(0.3, abs=0.01)
    assert dropout_masks(10, 784, 0.0, seed=2).all()
    assert (dropout_masks(1, 784, 0.5, seed=1) != dropout_masks(1, 784, 0.5, seed=2)).any()


def test_scores_with_masks_by_hand() -> None:
    network = LearningNetwork.of(fresh_network("tiny"))
    masks = dropout_masks(3, 784, 0.4, seed=5)
    last = last_dense(network)
    features, weights = network.outputs(TEN[:1])[last], network.weights["outputs"]
    for mask, scores in zip(masks, scores_with_masks(network, TEN[:1], masks, 0.4), strict=True):
        kept = np.flatnonzero(mask)
        np.testing.assert_allclose(scores, features[0, kept] / 0.6 @ weights["kernel"][kept] + weights["bias"])


def test_ten_thousand_masks_give_the_scores_without_one_on_average() -> None:
    network = LearningNetwork.of(fresh_network("tiny"))
    masks = dropout_masks(4000, 784, 0.5, seed=3)
    mean = scores_with_masks(network, TEN[:1], masks, 0.5).mean(axis=0)
    np.testing.assert_allclose(mean, network.scores(TEN[:1])[0], atol=0.02)


@pytest.mark.parametrize(("name", "is_own"), [("digitdemo", True), ("mlp", False), ("lenet5", False)])
def test_behind_a_normalisation_mean_and_spread_are_beta_and_gamma_however_large_the_numbers_were(
    name: str, is_own: bool
) -> None:
    network = LearningNetwork.of(ExplainedNetwork.load(find_model(name)).steps)
    for times in (1.0, 100.0):
        found = normalised(network, TEN, times)
        assert found.is_own == is_own
        np.testing.assert_allclose(found.mean_after, found.beta, atol=1e-9)
        np.testing.assert_allclose(found.spread_after, np.abs(found.gamma) * found.spread / found.divisor, atol=1e-9)
        before, after = found.example
        by_hand = found.gamma[0] * (before - found.mean[0]) / found.divisor[0] + found.beta[0]
        assert after == pytest.approx(by_hand)


def test_a_chain_without_a_dense_layer_has_no_place_for_masks() -> None:
    network = LearningNetwork.of(fresh_network("tiny"))
    assert last_dense(LearningNetwork(network.steps[:-1], network.weights)) is None
