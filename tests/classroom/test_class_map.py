"""The class map: alike lies close, the hardest hands and pairs are counted right, nothing taken out stays on it."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from digitdemo.classroom import placing
from digitdemo.classroom.class_map import features_of, hardest_hands, map_drawings, mixed_up, nearest_drawings
from digitdemo.classroom.collecting import Collected
from digitdemo.classroom.placing import on_grid, place_points
from digitdemo.classroom.puzzles import made_drawings
from digitdemo.reading.recognizer import Recognizer


@pytest.fixture(scope="module")
def drawings() -> list[Collected]:
    made = list(made_drawings(120, np.random.default_rng(4)))
    return [Collected(place, place % 6, f"P{place % 6}", digit, drawn) for place, (drawn, digit) in enumerate(made)]


def share_among_their_own(places: np.ndarray, kinds: np.ndarray) -> float:
    """Of points whose five neighbours are most often of their own kind."""
    distances = ((places[:, None] - places) ** 2).sum(axis=2)
    np.fill_diagonal(distances, np.inf)
    around = kinds[np.argsort(distances, axis=1)[:, :5]]
    return float(np.mean([np.bincount(row).argmax() == kind for row, kind in zip(around, kinds, strict=True)]))


@pytest.mark.parametrize("most", [placing.MOST_DESCENDING, 150])
def test_groups_that_lie_apart_stay_apart_on_the_plane(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placing, "MOST_DESCENDING", most)
    rng = np.random.default_rng(1)
    kinds = np.repeat(np.arange(10), 30)
    features = np.eye(10)[kinds] * 8 + rng.normal(size=(300, 10))
    assert share_among_their_own(place_points(features), kinds) > 0.97


def test_a_map_has_the_same_places_each_time_within_the_unit_square(
    drawings: list[Collected], recognizer: Recognizer
) -> None:
    known: dict[int, tuple[np.ndarray, int]] = {}
    first, second = (map_drawings(drawings, recognizer, known) for _ in range(2))
    assert np.array_equal(map_drawings(drawings, recognizer).places, first.places)
    assert set(known) == {one.id for one in drawings}
    assert np.array_equal(first.places, second.places)
    assert first.places.min() >= 0
    assert first.places.max() <= 1
    digits = np.array([one.digit for one in drawings])
    assert share_among_their_own(first.places, first.read_as) > 0.7
    assert ((first.read_as == digits) == ~first.is_wrong).all()


@pytest.mark.parametrize("count", [0, 1, 2, 4, 5, 6])
def test_few_points_and_equal_points_have_places_too(count: int) -> None:
    for features in (np.random.default_rng(1).normal(size=(count, 7)), np.ones((count, 7)), np.ones((count, 1))):
        places = place_points(features)
        assert places.shape == (count, 2)
        assert np.isfinite(places).all()


def test_every_drawing_has_a_cell_of_its_own() -> None:
    cells = on_grid(np.full((60, 2), 0.5), 10, 7)
    assert len({tuple(cell) for cell in cells.tolist()}) == 60
    assert cells.min() >= 0
    assert cells.max(axis=0).tolist() <= [9, 6]
    assert on_grid(np.array([[0.0, 0.0], [1.0, 1.0]]), 10, 7).tolist() == [[0, 0], [9, 6]]


def test_the_nearest_drawing_to_one_on_the_map_is_that_one(drawings: list[Collected], recognizer: Recognizer) -> None:
    on_map = map_drawings(drawings, recognizer)
    features, digit = features_of(recognizer, drawings[7].drawing)
    found = nearest_drawings(on_map, features)
    assert found[0].id == drawings[7].id
    assert len(found) == 5
    assert digit == on_map.read_as[7]


def test_hard_hands_and_mixed_up_pairs_are_counted(drawings: list[Collected], recognizer: Recognizer) -> None:
    on_map = map_drawings(drawings, recognizer)
    right = [replace(one, digit=int(read)) for one, read in zip(drawings, on_map.read_as, strict=True)]
    assert (hardest_hands(on_map.with_labels(right)), mixed_up(on_map.with_labels(right))) == ([], [])

    def mislabel(one: Collected) -> Collected:
        is_theirs = one.member_id == 3 and one.digit in (4, 9)
        return replace(one, digit=13 - one.digit) if is_theirs else one

    wrong = [mislabel(one) for one in right]
    swapped = sum(one.member_id == 3 and one.digit in (4, 9) for one in right)
    labelled = on_map.with_labels(wrong)
    assert [(hand.member_id, hand.wrong, hand.count) for hand in hardest_hands(labelled)] == [(3, swapped, 20)]
    assert mixed_up(labelled) == [(4, 9, swapped)]


def test_what_is_taken_out_leaves_the_map(drawings: list[Collected], recognizer: Recognizer) -> None:
    smaller: Any = map_drawings(drawings, recognizer).with_labels(drawings[10:])
    assert [one.id for one in smaller.drawings] == list(range(10, 120))
    assert len(smaller.places) == len(smaller.features) == len(smaller.read_as) == 110
