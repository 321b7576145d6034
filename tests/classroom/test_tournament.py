"""A fair tournament: equal networks seldom have a winner, a better one often has; nobody tested was ever met."""

from pathlib import Path

import numpy as np
import pytest

from digitdemo.classroom import collecting
from digitdemo.classroom.classes import COLLECTING, TOURNAMENT, SchoolClass, change_activity, open_class, teachers_class
from digitdemo.classroom.collecting import hand_in
from digitdemo.classroom.entries import (
    clear_tournament,
    enter,
    entries_of,
    judge_entries,
    start_tournament,
    unseen_drawings,
)
from digitdemo.classroom.forgetting import end_lesson
from digitdemo.classroom.members import Member, join_class
from digitdemo.classroom.paired import fewest_pupils, sign_flip_p
from digitdemo.classroom.puzzles import made_drawings
from digitdemo.classroom.tournament import TOO_CLOSE, TOO_FEW, WON, judge_tournament, pupils_to_keep_out
from digitdemo.classroom.training import ALONE, start_training
from digitdemo.errors import ClassError
from digitdemo.planning.gathering import PERSONS_A_SOURCE, SOURCES, gather, gather_test
from digitdemo.planning.setting import Setting
from digitdemo.reading.recognizer import Recognizer
from digitdemo.runs.catalogue import all_runs, create_run, find_run
from digitdemo.runs.status import DONE
from tests.classroom.hands import new_number

TOURNAMENTS = 1000


def simulated(
    rng: np.random.Generator, shares: list[float], pupils: int, each: int, spread: float
) -> tuple[np.ndarray, np.ndarray]:
    """Networks that read as well as they do on the whole, but each better on some hands than on others.

    Args:
        spread: standard deviation, in log odds, of what a network does better or worse on one hand than on another.
    """
    odds = np.log(np.array(shares) / (1 - np.array(shares)))[:, None]
    of_hand = rng.normal(0, 1, (1, pupils)) + rng.normal(0, spread, (len(shares), pupils))
    probability = 1 / (1 + np.exp(-(odds + of_hand)))
    right = rng.random((len(shares), pupils, each)) < probability[:, :, None]
    return right.reshape(len(shares), -1), np.repeat(np.arange(pupils), each)


@pytest.mark.parametrize(("networks", "pupils", "spread"), [(2, 6, 0.0), (2, 12, 1.0), (4, 9, 0.7), (8, 12, 1.0)])
def test_a_thousand_tournaments_of_equal_networks_crown_a_false_winner_in_at_most_5_percent(
    networks: int, pupils: int, spread: float
) -> None:
    rng = np.random.default_rng([networks, pupils])
    shares = [0.9] * networks
    results = [judge_tournament(*simulated(rng, shares, pupils, 20, spread)) for _ in range(TOURNAMENTS)]
    assert sum(result.winner is not None for result in results) <= TOURNAMENTS * 0.05


def test_a_clearly_better_network_mostly_wins() -> None:
    rng = np.random.default_rng(5)
    results = [judge_tournament(*simulated(rng, [0.8, 0.96, 0.8], 10, 20, 0.3)) for _ in range(200)]
    assert sum(result.winner == 1 for result in results) > 150


def test_the_sign_flip_test_agrees_with_counting_by_hand() -> None:
    # +3, +1: sums 4, 2, -2, -4, each one way of four; as far from 0 as 4: two of them.
    assert sign_flip_p([3, 1]) == pytest.approx(0.5)
    assert sign_flip_p([1, 1, 1, 0]) == pytest.approx(0.25)
    assert sign_flip_p([]) == sign_flip_p([0, 0]) == sign_flip_p([2, -2]) == 1.0
    assert sign_flip_p([1] * 6) == pytest.approx(2 / 64)
    assert fewest_pupils() == 6


def test_with_too_few_pupils_nobody_wins() -> None:
    right = np.array([[True] * 50, [False] * 50])
    assert judge_tournament(right, np.repeat(np.arange(5), 10)).verdict == TOO_FEW
    result = judge_tournament(right[::-1], np.repeat(np.arange(10), 5))
    assert (result.verdict, result.winner, result.order, result.right) == (WON, 1, (1, 0), (0, 50))
    assert judge_tournament(right[:1].repeat(2, axis=0), np.repeat(np.arange(10), 5)).verdict == TOO_CLOSE


@pytest.mark.parametrize(("pupils", "kept_out"), [(3, 0), (4, 1), (9, 6), (12, 6), (30, 10), (40, 13)])
def test_a_third_is_kept_out_and_enough_to_call_a_winner(pupils: int, kept_out: int) -> None:
    assert pupils_to_keep_out(pupils, 3) == kept_out


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database: str) -> Path:
    monkeypatch.setenv("DIGITDEMO_STORE", str(tmp_path))
    monkeypatch.setattr(collecting, "MOST_AT_ONCE", 10**6)
    return tmp_path


def open_tournament(pupils: int = 10) -> tuple[SchoolClass, str, list[Member]]:
    opened, key = open_class()
    change_activity(key, COLLECTING)
    members = []
    for pupil in range(pupils):
        members.append(join_class(opened.code)[0])
        for drawing, digit in made_drawings(5, np.random.default_rng(pupil)):
            hand_in(members[-1], new_number(), digit, drawing)
    change_activity(key, TOURNAMENT)
    return teachers_class(key), key, members


def built_network(start_from: str = "", picture_set: str = "") -> str:
    """A finished run of the Retrain page."""
    setting = Setting(start_from=start_from, pictures=20 if picture_set else 0, picture_set=picture_set)
    run = create_run(setting.to_json(), "Ours", "0" * 16, state=DONE)
    run.bundle.write("card.json", "{}")
    return run.name


def test_no_network_has_met_whom_it_is_tested_on(store: Path) -> None:
    now, key, members = open_tournament()
    enter(now, members[0], "Reds", "tiny")
    enter(now, members[1], "Blues", "mlp")
    start_tournament(key)
    strangers = {one.member_id for one in unseen_drawings(now)}
    assert len(strangers) == 6
    places = {member.place for member in members if member.id in strangers}
    for entry in entries_of(now):
        setting = find_run(entry.run).setting()
        for part in (*gather(setting), gather_test(setting)):
            of_class = part.persons[part.sources == SOURCES.index("pictures")]
            met = set((of_class - PERSONS_A_SOURCE * SOURCES.index("pictures")).tolist())
            assert met <= set(range(len(members)))
            assert not met & places
    assert {find_run(entry.run).setting().architecture for entry in entries_of(now)} == {"tiny", "mlp"}
    with pytest.raises(ClassError, match="No network can enter now"):
        enter(now, members[2], "Late", "small")
    with pytest.raises(ClassError, match="begins once"):
        start_tournament(key)


def test_networks_of_the_retrain_page_enter_unless_they_have_met_the_class(store: Path) -> None:
    now, key, members = open_tournament()
    own = built_network()
    enter(now, members[0], "Reds", own)
    enter(now, members[0], "Reds", built_network(start_from=own))
    assert len(entries_of(now)) == 1
    of_class = start_training(key, beside=ALONE)
    of_class.write_status(of_class.status().changed("", state=DONE))
    of_class.bundle.write("card.json", "{}")
    change_activity(key, TOURNAMENT)
    for met in (of_class.name, built_network(start_from=of_class.name), built_network(picture_set="class-0123")):
        with pytest.raises(ClassError, match="has learned from pupils"):
            enter(now, members[1], "Blues", met)
    for missing in ("", "../etc", "0101-0000-nothing-00", "ours"):
        with pytest.raises(ClassError, match="no such network"):
            enter(now, members[1], "Blues", missing)


def test_results_are_counted_on_the_drawings_of_strangers(store: Path, recognizer: Recognizer) -> None:
    now, key, members = open_tournament()
    enter(now, members[0], "Reds", "tiny")
    enter(now, members[1], "Blues", built_network())
    start_tournament(key)
    result = judge_entries([recognizer, Recognizer.load("lenet5")], unseen_drawings(now))
    assert (result.count, result.pupils) == (30, 6)
    assert max(result.right) == result.right[result.order[0]]


def test_the_end_and_a_new_tournament_forget_all_but_what_groups_built(store: Path) -> None:
    now, key, members = open_tournament()
    own = built_network()
    enter(now, members[0], "Reds", "tiny")
    enter(now, members[1], "Blues", own)
    start_tournament(key)
    trained = next(run for run in all_runs() if run.name != own)
    trained.write_status(trained.status().changed("", state=DONE))
    clear_tournament(key)
    assert entries_of(now) == []
    assert [run.name for run in all_runs()] == [own]
    enter(now, members[0], "Reds", "tiny")
    enter(now, members[1], "Blues", "mlp")
    start_tournament(key)
    assert end_lesson(key).networks == 2
    assert [run.name for run in all_runs()] == [own]
    assert list((store / "pictures").glob("*")) == []
