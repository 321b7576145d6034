"""The smallest change of the pen's line: its slopes by nudging, its places by preparing, and what is read by LiteRT."""

from itertools import pairwise

import numpy as np
import pytest

from digitdemo.errors import BlankDrawingError
from digitdemo.explaining.feature_maps import ExplainedNetwork
from digitdemo.explaining.gallery import gallery
from digitdemo.learning.line_change import aligned, change_line
from digitdemo.learning.network import LearningNetwork
from digitdemo.learning.pen_line import MOST_POINTS, in_field, place, slope_by_points
from digitdemo.reading.preprocessing import PEN_WIDTH_IN_BOX_PX, prepare_strokes
from digitdemo.storage.models import find_model

NEIGHBOURS = {0: 6, 1: 7, 2: 7, 3: 8, 4: 9, 5: 6, 6: 0, 7: 9, 8: 3, 9: 4}


@pytest.fixture(scope="module")
def shipped() -> tuple[LearningNetwork, ExplainedNetwork]:
    explained = ExplainedNetwork.load(find_model())
    return LearningNetwork.of(explained.steps), explained


def soft_ink(lines: list[np.ndarray]) -> np.ndarray:
    """Every pixel's ink, computed from the distance to 500 points of each piece."""
    centres = np.stack(np.meshgrid(np.arange(28) + 0.5, np.arange(28) + 0.5), axis=-1)
    nearest = np.full((28, 28), np.inf)
    for line in lines:
        for start, end in pairwise(line):
            on_it = start + np.linspace(0, 1, 500)[:, None] * (end - start)
            distances = np.sqrt(((centres[:, :, None] - on_it) ** 2).sum(axis=3)).min(axis=2)
            nearest = np.minimum(nearest, distances)
    return 1 / (1 + np.exp((nearest - PEN_WIDTH_IN_BOX_PX / 2) / 0.7))


def test_slopes_by_points_as_nudging_says() -> None:
    rng = np.random.default_rng(3)
    slope = rng.normal(size=(28, 28))
    lines = [np.array([[6.0, 7.3], [15.2, 9.1], [11.7, 19.4]]), np.array([[18.3, 18.6], [22.4, 12.2]])]
    found = slope_by_points(lines, slope)
    for line, slopes in zip(lines, found, strict=True):
        for at in np.ndindex(*line.shape):
            up, down = ([each.copy() for each in lines] for _ in range(2))
            index = next(number for number, each in enumerate(lines) if each is line)
            up[index][at] += 1e-3
            down[index][at] -= 1e-3
            nudged = (slope * (soft_ink(up) - soft_ink(down))).sum() / 2e-3
            assert slopes[at] == pytest.approx(nudged, rel=0.02, abs=0.02)


def test_going_back_to_the_picture_alone_gives_what_the_whole_way_back_gives(shipped) -> None:
    network, _ = shipped
    pictures, digits = gallery().inputs[:3, ..., None].astype(np.float64), np.array([9, 0, 4])
    alone = network.input_slopes(network.outputs(pictures), digits)
    whole = network.gradients(pictures, digits).inputs[0]
    assert np.abs(whole).max() > 0
    np.testing.assert_allclose(alone, whole, rtol=1e-9, atol=1e-12)


def test_lines_lie_in_the_field_where_their_ink_is() -> None:
    for strokes in gallery().strokes[::9]:
        field = prepare_strokes(strokes, pen_width_px=18, width_px=280).network_input
        np.testing.assert_array_equal(place(strokes).field, field)
        for line in in_field(strokes):
            columns, rows = line.astype(int).T
            assert field[rows, columns].min() > 0.3
    dense = soft_ink(in_field(gallery().strokes[5]))
    field = place(gallery().strokes[5]).field
    assert np.corrcoef(dense.ravel(), field.ravel())[0, 1] > 0.9


@pytest.mark.parametrize("digit", range(10))
def test_every_digit_becomes_its_neighbour_and_is_not_turned_away(shipped, digit: int) -> None:
    network, explained = shipped
    least = explained.network.model.min_probability
    assert least > 0.5
    change = change_line(network, gallery().strokes[gallery().first_of(digit)], NEIGHBOURS[digit], least)
    assert change.reached
    field = place(change.after).field
    read = explained.network.probabilities(field)  # by LiteRT
    assert read.argmax() == NEIGHBOURS[digit]
    assert read.max() >= least
    assert 0 < change.distances().mean() < 5
    for before, after in zip(change.before, change.after, strict=True):
        assert before.shape == after.shape


def test_an_unclear_digit_gets_clear_and_a_clear_one_stays(shipped) -> None:
    network, explained = shipped
    four = gallery().strokes[gallery().first_of(4)]
    unclear = change_line(network, four, 9, 0.5).after  # hardly a 9, and hardly a 4 any more
    assert explained.network.probabilities(place(unclear).field).max() < 0.8
    cleared = change_line(network, unclear, 4, 0.95)
    assert cleared.reached
    assert explained.network.probabilities(place(cleared.after).field)[4] >= 0.95
    again = change_line(network, cleared.after, 4, 0.9)
    assert again.steps == 0
    assert again.distances().max() == 0


def test_shifted_and_scaled_lines_are_brought_back() -> None:
    lines = [np.array([[3.0, 4], [8, 9], [2, 12]]), np.array([[10.0, 3], [12, 20]])]
    for back, line in zip(aligned(lines, [1.4 * line + [3, -2] for line in lines]), lines, strict=True):
        np.testing.assert_allclose(back, line)


def test_a_dot_a_scribble_and_nothing(shipped) -> None:
    network, _ = shipped
    dot = change_line(network, [np.array([[50.0, 50.0]])], 3, 0.99)
    assert not dot.reached
    assert np.isfinite(dot.chances).all()
    scribble = np.random.default_rng(1).uniform(0, 280, (3000, 2))
    assert sum(map(len, in_field([scribble]))) <= MOST_POINTS + 1
    with pytest.raises(BlankDrawingError):
        change_line(network, [], 3)
