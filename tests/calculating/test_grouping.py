"""Candidates and the best way to use every stroke once."""

import numpy as np
import pytest

from digitdemo.calculating.grouping import (
    Box,
    Group,
    best_groupings,
    find_candidates,
    join_dots,
    neighbouring_groupings,
    usual_height_px,
)
from digitdemo.calculating.stroke_pairs import fit_pairs, pair_features, same_sign_log_odds
from tests.calculating.signs import write


def scored(strokes, score):
    return Group(strokes, Box(0, 0, 1, 1), {"1": 1.0}, score)


def test_the_best_grouping_uses_every_stroke_once():
    groups = [scored((0,), -1), scored((1,), -1), scored((2,), -1), scored((0, 1), -0.5), scored((1, 2), -0.2)]
    best = best_groupings(groups, 3)
    assert [group.strokes for group in best[0].groups] == [(0,), (1, 2)]
    assert best[0].score == pytest.approx(-1.2)
    assert [way.score for way in best] == sorted((way.score for way in best), reverse=True)
    for way in best:
        assert sorted(index for group in way.groups for index in group.strokes) == [0, 1, 2]


def test_neighbours_differ_from_the_best_grouping_in_one_place():
    groups = [scored((0,), -1), scored((1,), -1), scored((2,), -1), scored((0, 1), -0.5), scored((1, 2), -0.2)]
    best = best_groupings(groups, 3)[0]
    others = neighbouring_groupings(best, groups, 5, 4.0)
    assert [[group.strokes for group in way.groups] for way in others] == [[(0, 1), (2,)], [(0,), (1,), (2,)]]
    assert [way.score for way in others] == pytest.approx([-1.5, -3.0])
    assert len(neighbouring_groupings(best, groups, 5, 1.0)) == 1
    assert len(neighbouring_groupings(best, groups, 1, 4.0)) == 1


def test_a_sign_may_be_finished_later():
    odds = np.full((3, 3), -6.0)
    odds[0, 2] = odds[2, 0] = 2.0
    assert (0, 2) in find_candidates(odds)
    assert (0, 1) not in find_candidates(odds)


def test_a_sign_is_gone_over_later_with_more_than_one_stroke():
    odds = np.full((5, 5), -6.0)
    for first, second in ((0, 1), (0, 3), (1, 3), (3, 4)):
        odds[first, second] = odds[second, first] = 4.0
    assert {(0, 1), (0, 1, 3)} <= set(find_candidates(odds))
    odds[1, 4] = odds[4, 1] = 4.0
    assert (0, 1, 3, 4) in find_candidates(odds)


def test_features_are_the_same_both_ways_round_and_do_not_know_the_size():
    strokes = write("1+4=")
    features = pair_features(strokes, usual_height_px(strokes))
    assert np.allclose(features, features.transpose(1, 0, 2))
    larger = [3 * stroke for stroke in strokes]
    assert np.allclose(features, pair_features(larger, usual_height_px(larger)))


def test_pairs_are_learned():
    rng = np.random.default_rng(0)
    features = np.column_stack([np.ones(400), rng.normal(size=400)])
    is_same = features[:, 1] + 0.3 * rng.normal(size=400) > 0
    odds = same_sign_log_odds(features, fit_pairs(features, is_same))
    assert ((odds > 0) == is_same).mean() > 0.85


def test_a_dot_tapped_twice_is_one_dot_and_two_dots_stay_two():
    dot = np.array([[50.0, 50.0], [52.0, 51.0]])
    line = np.array([[0.0, 50.0], [80.0, 50.0]])
    strokes = [line, dot, dot + (0, 40), dot + (2, 1), line + (0, 2)]
    assert join_dots(strokes, 60.0) == [(0,), (1, 3), (2,), (4,)]
    assert join_dots([], 60.0) == []


def test_dots_and_one_point_have_a_height():
    assert usual_height_px([np.zeros((1, 2))]) >= 1
    assert np.isfinite(pair_features([np.zeros((1, 2)), np.zeros((3, 2))], 1.0)).all()


def test_dots_do_not_say_how_tall_digits_are():
    dots = [np.array([[x, 140.0], [x + 1, 141.0]]) for x in (200.0, 204.0)]
    assert usual_height_px([*write("4"), *dots]) == pytest.approx(usual_height_px(write("4")))
