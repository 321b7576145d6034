"""Nearest examples and prototypes, against distances computed one by one."""

import numpy as np

from digitdemo.explaining.feature_maps import ExplainedNetwork
from digitdemo.learning.alike import examples, last_features, nearest, prototypes
from digitdemo.learning.network import LearningNetwork
from digitdemo.storage.models import find_model


def test_nearest_by_hand() -> None:
    features = np.array([[0.0, 0], [3, 4], [1, 0], [0, 2]])
    places, distances = nearest(features, np.array([0.0, 0]), 3)
    assert places.tolist() == [0, 2, 3]
    assert distances.tolist() == [0, 1, 2]


def test_a_prototype_is_the_one_nearest_to_its_kind_s_mean() -> None:
    digits = np.repeat(np.arange(10), 3)
    features = digits[:, None] * 100.0 + np.tile([0.0, 1, 5], 10)[:, None]  # the mean lies at 2, nearest to 1
    assert prototypes(features, digits).tolist() == [3 * digit + 1 for digit in range(10)]


def test_a_good_network_s_nearest_examples_are_mostly_of_the_same_digit() -> None:
    network = LearningNetwork.of(ExplainedNetwork.load(find_model()).steps).in_precision(np.float32)
    pictures, digits = examples()
    features = last_features(network, pictures[..., None])
    same = [(digits[nearest(features, features[place], 6)[0][1:]] == digits[place]).mean() for place in range(60)]
    assert np.mean(same) > 0.8, np.mean(same)
