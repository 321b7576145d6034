import numpy as np
import pytest

from digitdemo.errors import ModelError
from digitdemo.explaining.feature_maps import ExplainedNetwork, feature_maps
from digitdemo.explaining.importance import evidence, probabilities_without_each_map


def test_switching_off_a_dead_map_changes_nothing(shipped, maps) -> None:
    changed = {**maps, "relu_3": maps["relu_3"].copy()}
    changed["relu_3"][..., 4] = 0
    readings = probabilities_without_each_map(shipped, changed, "relu_3")
    assert readings.shape == (maps["relu_3"].shape[2], 10)
    np.testing.assert_allclose(readings.sum(axis=1), 1, atol=1e-5)
    expected = probabilities_without_each_map(shipped, maps, "relu_3")[4]
    np.testing.assert_allclose(readings[4], expected, atol=1e-5)


def test_a_layer_that_cannot_be_computed_is_said(built, seven) -> None:
    explained = ExplainedNetwork.load(built("large"))  # it has a layer of zero padding
    maps = feature_maps(explained, seven)
    with pytest.raises(ModelError, match="cannot be computed"):
        probabilities_without_each_map(explained, maps, "small")
    assert probabilities_without_each_map(explained, maps, "around").shape == (1, 10)


@pytest.mark.parametrize("name", ["mixed", "dense-only", "large", "maxout", "one-pixel", "light"])
def test_evidence_adds_up_to_the_log_of_the_odds(built, seven, name: str) -> None:
    explained = ExplainedNetwork.load(built(name))
    maps = feature_maps(explained, seven)
    probabilities = maps[explained.steps[-1].name]
    split = evidence(explained, maps, 7, 1)
    assert split.total == pytest.approx(np.log(probabilities[7] / probabilities[1]), abs=1e-3)
    assert split.by_place is None


def test_evidence_of_the_shipped_network_has_a_place(shipped, maps) -> None:
    probabilities = maps[shipped.steps[-1].name].astype(float)
    split = evidence(shipped, maps, 7, 1)
    assert split.total == pytest.approx(np.log(probabilities[7] / probabilities[1]), rel=1e-3)
    assert split.by_place.sum() + split.bias == pytest.approx(split.total, rel=1e-4)
    assert split.by_map.sum() + split.bias == pytest.approx(split.total, rel=1e-4)
