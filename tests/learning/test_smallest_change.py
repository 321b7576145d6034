"""The smallest change flips what a network says, and is small."""

import numpy as np

from digitdemo.datasets.handwriting import Handwriting, make_handwriting
from digitdemo.explaining.feature_maps import ExplainedNetwork
from digitdemo.learning.network import LearningNetwork
from digitdemo.learning.smallest_change import smallest_change
from digitdemo.storage.models import find_model


def test_nearly_every_digit_flips_to_a_neighbour_by_a_change_smaller_than_half_its_ink() -> None:
    explained = ExplainedNetwork.load(find_model("lenet5"))
    network = LearningNetwork.of(explained.steps).in_precision(np.float32)
    pictures, _ = make_handwriting(40, Handwriting(), np.random.default_rng(11))
    flipped = 0
    for picture in pictures.astype(np.float32) / 255:
        chances = explained.network.probabilities(picture)
        target = int(np.argsort(chances)[-2])
        change = smallest_change(network, picture, target)
        assert change.picture.min() >= 0
        assert change.picture.max() <= 1
        small = np.linalg.norm(change.picture - picture) < np.linalg.norm(picture) / 2
        read = explained.network.probabilities(change.picture.astype(np.float32))  # by LiteRT, not by NumPy
        flipped += bool(small and read[target] > read[int(chances.argmax())] - 1e-4)
    assert flipped >= 38


def test_what_reads_as_asked_already_stays_as_it_is() -> None:
    explained = ExplainedNetwork.load(find_model("lenet5"))
    network = LearningNetwork.of(explained.steps)
    picture = make_handwriting(1, Handwriting(), np.random.default_rng(2))[0][0].astype(np.float64) / 255
    said = int(network.scores(picture[None, :, :, None]).argmax())
    change = smallest_change(network, picture, said)
    assert change.steps == 0
    np.testing.assert_array_equal(change.picture, picture)
