"""Putting pieces together: covers, lines and heights against answers found by hand or by trying everything."""

from itertools import combinations

import numpy as np
import pytest

from digitdemo.reading.segmentation import (
    FOR_STROKES,
    MAX_TRIALS,
    Pieces,
    Weights,
    best_cover,
    features,
    possible_groups,
)
from digitdemo.reading.text_lines import slope_of, split_into_lines, usual_height


def pieces_at(*boxes, height=10.0, contact=(), joined=()):
    """Pieces by their boxes (left, top, right, bottom)."""
    count = len(boxes)
    touching, cut = np.zeros((count, count), bool), np.zeros((count, count))
    for one, other in contact:
        touching[one, other] = touching[other, one] = True
    source = np.arange(count)
    for one, other, ink in joined:
        cut[one, other] = cut[other, one] = ink
        source[other] = source[one]
    return Pieces(np.array(boxes, float).reshape(-1, 4), height, touching, cut, source)


def all_covers(left):
    """Every way to part a set into groups."""
    if not left:
        yield []
        return
    first, *rest = left
    for size in range(len(rest) + 1):
        for others in combinations(rest, size):
            for cover in all_covers([piece for piece in rest if piece not in others]):
                yield [(first, *others), *cover]


@pytest.mark.parametrize("seed", range(5))
def test_the_best_cover_is_the_best_of_all_covers(seed):
    rng = np.random.default_rng(seed)
    scores = {}
    covers = list(all_covers(list(range(5))))
    for cover in covers:
        for group in cover:
            scores.setdefault(group, float(rng.normal(0, len(group))))
    best = max(covers, key=lambda cover: sum(scores[group] for group in cover))
    assert sorted(best_cover(5, list(scores), scores.__getitem__)) == sorted(best)


def test_a_cover_of_nothing_is_empty():
    assert best_cover(0, [], lambda group: 0.0) == []


def test_pieces_of_two_digits_are_tried_alone_and_together_only_where_near():
    pieces = pieces_at((0, 0, 5, 10), (6, 0, 11, 10), (30, 0, 35, 10))
    groups = possible_groups(pieces)
    assert {(0,), (1,), (2,), (0, 1)} == set(groups)


def test_parts_of_one_stroke_are_put_together_only_with_what_was_between_them():
    pieces = pieces_at((0, 0, 3, 10), (3, 0, 6, 10), (6, 0, 9, 10), joined=[(0, 1, 0.1), (1, 2, 0.1)])
    pieces.source[:] = 0
    assert (0, 2) not in possible_groups(pieces)
    assert (0, 1, 2) in possible_groups(pieces)


def test_a_scribble_of_many_strokes_stays_within_the_limit_and_can_be_covered():
    rng = np.random.default_rng(1)
    corners = rng.uniform(0, 10, (120, 2))
    pieces = pieces_at(*np.concatenate([corners, corners + 1], axis=1)[np.argsort(corners[:, 0])].tolist())
    groups = possible_groups(pieces)
    assert len(groups) <= MAX_TRIALS
    covered = sorted(piece for group in best_cover(120, groups, len) for piece in group)
    assert covered == list(range(120))


def test_features_of_a_crossed_seven_and_of_its_bar_alone():
    seven = pieces_at((0, 0, 6, 10), (1, 5, 5, 6), contact=[(0, 1)])
    together = dict(zip(Weights.__dataclass_fields__, features(seven, (0, 1), 1.0), strict=True))
    assert together == pytest.approx({**dict.fromkeys(together, 0.0), "digit": 1.0})
    bar = dict(zip(Weights.__dataclass_fields__, features(seven, (1,), 0.5), strict=True))
    assert bar["doubt"] == pytest.approx(np.log(2))
    assert bar["low"] == pytest.approx(np.log(10) ** 2)
    assert bar["left_out_contact"] == 1
    assert bar["left_out_overlap"] == pytest.approx(0.4)


def test_features_of_two_digits_read_as_one():
    two = pieces_at((0, 0, 4, 10), (6, 0, 12, 10))
    together = dict(zip(Weights.__dataclass_fields__, features(two, (0, 1), 1.0), strict=True))
    assert together["wide"] == pytest.approx(0.4)
    assert together["gap"] == pytest.approx(0.2)
    assert together["loose"] == 1


def test_features_count_the_cuts_at_their_sides():
    cut = pieces_at((0, 0, 4, 10), (4, 0, 8, 10), joined=[(0, 1, 0.3)])
    left = dict(zip(Weights.__dataclass_fields__, features(cut, (0,), 1.0), strict=True))
    assert (left["cut"], left["cuts"]) == (pytest.approx(0.3), 1)
    whole = dict(zip(Weights.__dataclass_fields__, features(cut, (0, 1), 1.0), strict=True))
    assert (whole["cut"], whole["cuts"], whole["loose"]) == (0, 0, 0)


def test_weights_and_features_have_one_order():
    assert len(FOR_STROKES.as_array()) == len(features(pieces_at((0, 0, 1, 1)), (0,), 0.9))


def test_the_usual_height_passes_over_bars_and_dots():
    assert usual_height(np.array([1.0, 1.0, 1.0, 10.0, 11.0])) in (10.0, 11.0)
    assert usual_height(np.array([0.0])) > 0


def test_the_slope_of_stairs_is_one_and_of_two_pieces_not_said():
    stairs = np.array([(20 * n, 20 * n, 20 * n + 10, 20 * n + 10) for n in range(4)], float)
    assert slope_of(stairs) == pytest.approx(1)
    assert slope_of(stairs[:2]) == 0


def boxes(*places):
    return np.array([(x, y, x + 8, y + 10) for x, y in places], float)


def lines_of(boxes_):
    return [sorted(line.tolist()) for line in split_into_lines(boxes_)]


def test_digits_above_each_other_are_lines_from_the_top():
    assert lines_of(boxes((0, 40), (0, 0), (12, 41))) == [[1], [0, 2]]
    assert lines_of(boxes((0, 0), (0, 20), (0, 40))) == [[0], [1], [2]]


def test_stairs_are_one_line():
    assert lines_of(boxes((0, 0), (20, 20), (40, 40), (60, 60))) == [[0, 1, 2, 3]]


def test_two_sloping_lines_are_told_apart():
    upper = [(20 * n, 5 * n) for n in range(5)]
    lower = [(20 * n, 5 * n + 14) for n in range(5)]
    assert lines_of(boxes(*upper, *lower)) == [[0, 1, 2, 3, 4], [5, 6, 7, 8, 9]]


def test_the_bar_over_a_five_is_no_line():
    five = np.array([(0, 5, 8, 16), (2, 0, 9, 1)], float)
    assert lines_of(five) == [[0, 1]]
