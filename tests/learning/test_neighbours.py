"""Nearest neighbours: found by looking at every kept picture one by one, and voting as counted by hand."""

import numpy as np
import pytest

from digitdemo.explaining.gallery import gallery
from digitdemo.learning.neighbours import NEIGHBOURS, neighbour_reader, neighbours


@pytest.mark.parametrize("index", range(0, 80, 13))
def test_the_nearest_are_those_with_the_smallest_distances(index: int) -> None:
    found, mine = neighbours(), gallery().inputs[index]
    places, distances = found.nearest(mine)
    one_by_one = np.array([np.linalg.norm(kept - mine) for kept in found.pictures])
    assert len(places) == NEIGHBOURS
    np.testing.assert_allclose(distances, np.sort(one_by_one)[:NEIGHBOURS], rtol=1e-3)
    np.testing.assert_allclose(one_by_one[places], distances, rtol=1e-3)


def test_every_neighbour_has_one_vote() -> None:
    found = neighbours()
    for mine in gallery().inputs[::7]:
        votes = found.digits[found.nearest(mine)[0]]
        shares = found.probabilities(mine)
        assert shares.sum() == pytest.approx(1, abs=1e-3)
        np.testing.assert_allclose(shares * NEIGHBOURS, np.bincount(votes, minlength=10), atol=5e-3)


def test_of_a_tie_the_nearest_has_it() -> None:
    found = neighbours()
    for mine in gallery().inputs:
        votes = found.digits[found.nearest(mine)[0]]
        counts = np.bincount(votes, minlength=10)
        best = {int(digit) for digit in np.flatnonzero(counts == counts.max())}
        first = next(int(digit) for digit in votes if int(digit) in best)
        assert found.probabilities(mine).argmax() == first


def test_it_reads_strokes_as_a_network_does_and_nothing_where_nothing_is_drawn() -> None:
    reader = neighbour_reader()
    shown = gallery()
    read = [reader.read_strokes(list(strokes), canvas_side_px=100).digit for strokes in shown.strokes[::4]]
    assert np.mean(np.array(read) == shown.digits[::4]) > 0.8
    assert reader.read_strokes([]).is_blank
