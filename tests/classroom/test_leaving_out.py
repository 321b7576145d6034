"""Leave me out: the same seed without a pupil gives the network of a class that they never joined."""

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from digitdemo.classroom import collecting, training
from digitdemo.classroom.classes import COLLECTING, SchoolClass, change_activity, open_class, teachers_class
from digitdemo.classroom.collecting import collected, hand_in
from digitdemo.classroom.forgetting import end_lesson
from digitdemo.classroom.leaving_out import effect_of, leave_me_out, leave_out, repeat_of
from digitdemo.classroom.members import Member, join_class, members_of
from digitdemo.classroom.puzzles import made_drawings
from digitdemo.classroom.training import ALONE, kept_out_places, start_training
from digitdemo.drawing.drawing import Drawing
from digitdemo.errors import ClassError
from digitdemo.planning.gathering import PERSONS_A_SOURCE, SOURCES, gather, gather_test
from digitdemo.reading.network import Network
from digitdemo.reading.recognizer import Recognizer
from digitdemo.runs.catalogue import all_runs
from digitdemo.runs.run import Run
from digitdemo.runs.status import DONE
from digitdemo.storage.keras_file import read_layers
from digitdemo.storage.models import find_model
from tests.classroom.hands import new_number

pytestmark = pytest.mark.usefixtures("database")

PUPILS, EACH = 6, 10


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DIGITDEMO_STORE", str(tmp_path))
    monkeypatch.setattr(collecting, "MOST_AT_ONCE", 10**6)
    return tmp_path


@pytest.fixture(scope="module")
def hands() -> list[list[tuple[Drawing, int]]]:
    return [made_drawings(EACH, np.random.default_rng(pupil)) for pupil in range(PUPILS)]


def a_class(hands: list[list[tuple[Drawing, int]]]) -> tuple[SchoolClass, str]:
    opened, key = open_class()
    change_activity(key, COLLECTING)
    members = [join_class(opened.code)[0] for _ in hands]
    for turn in range(EACH):  # in turns, as a class draws
        for member, drawings in zip(members, hands, strict=True):
            drawing, digit = drawings[turn]
            hand_in(member, new_number(), digit, drawing)
    return teachers_class(key), key


def as_if_trained(run: Run) -> None:
    run.write_status(run.status().changed("", state=DONE))
    run.bundle.write("card.json", "{}")


def trained_class(hands: list[list[tuple[Drawing, int]]]) -> tuple[SchoolClass, str]:
    _, key = a_class(hands)
    as_if_trained(start_training(key, beside=ALONE))
    return teachers_class(key), key


def learner(now: SchoolClass) -> Member:
    """A pupil from whom the network has learned."""
    return next(member for member in members_of(now) if member.place not in kept_out_places(now))


def test_what_is_learned_is_that_of_a_class_that_they_never_joined(hands: list[list[tuple[Drawing, int]]]) -> None:
    now, _ = trained_class(hands)
    kept_out = next(member for member in members_of(now) if member.place in kept_out_places(now))
    for leaver in (learner(now), kept_out):
        run = leave_me_out(now, leaver)
        _, other_key = a_class([drawings for place, drawings in enumerate(hands) if place != leaver.place])
        never = start_training(other_key, beside=ALONE)
        for mine, theirs in zip(
            (*gather(run.setting()), gather_test(run.setting())),
            (*gather(never.setting()), gather_test(never.setting())),
            strict=True,
        ):
            assert np.array_equal(mine.images, theirs.images)
            assert np.array_equal(mine.digits, theirs.digits)
        as_if_trained(run)


def test_the_others_stay_learned_from_or_kept_out_as_they_were(hands: list[list[tuple[Drawing, int]]]) -> None:
    now, _ = trained_class(hands)
    leaver = learner(now)
    run = leave_me_out(now, leaver)
    persons = gather_test(run.setting()).persons - PERSONS_A_SOURCE * SOURCES.index("pictures")
    tested = set(persons.tolist())
    assert tested
    assert tested <= kept_out_places(now)  # with fewer drawings fewer may be kept out, but nobody else


@pytest.mark.sqlite
@pytest.mark.skipif(find_spec("keras") is None, reason="needs Keras")
def test_its_network_is_bit_for_bit_that_of_a_class_that_they_never_joined(
    hands: list[list[tuple[Drawing, int]]], recognizer: Recognizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from digitdemo.training.session import train_run

    monkeypatch.setattr(training, "EPOCHS_ALONE", 2)
    now, _ = trained_class(hands)
    leaver = learner(now)
    run = leave_me_out(now, leaver)
    _, other_key = a_class([drawings for place, drawings in enumerate(hands) if place != leaver.place])
    never = start_training(other_key, beside=ALONE)
    for each in (run, never):
        assert train_run(each) == 0
        assert each.status().state == DONE, each.status().said()
    mine, theirs = (read_layers(each.bundle.read("network.keras")) for each in (run, never))
    assert len(mine) == len(theirs) > 5
    for layer, other in zip(mine, theirs, strict=True):
        assert layer.weights.keys() == other.weights.keys()
        assert all(layer.weights[name].tobytes() == other.weights[name].tobytes() for name in layer.weights)
    trained = Recognizer(Network(find_model(run.name)))
    drawings = collected(now)
    effect = effect_of(now, leaver, drawings, recognizer, trained)
    assert effect.mine_with.count == effect.mine_without.count == EACH
    assert effect.others_with.count == (PUPILS - 1) * EACH
    assert effect.mine_without.right < EACH
    assert {one.member_id for one, _, _ in effect.changed} <= {leaver.id}
    assert len(effect.changed) >= effect.mine_with.right - effect.mine_without.right
    same = effect_of(now, leaver, drawings, recognizer, recognizer)
    assert (same.changed, same.is_chance, same.mine_with) == ((), True, same.mine_without)


def test_who_may_ask_and_when(hands: list[list[tuple[Drawing, int]]]) -> None:
    now, key = a_class(hands)
    first, second, *_ = members_of(now)
    with pytest.raises(ClassError, match="Train first"):
        leave_me_out(now, first)
    as_if_trained(start_training(key, beside=ALONE))
    now = teachers_class(key)
    late, _ = join_class(now.code)
    with pytest.raises(ClassError, match="nothing from you"):
        leave_me_out(now, late)
    with pytest.raises(ClassError, match="teacher"):
        leave_out("no key", first.id)
    _, other_key = open_class()
    with pytest.raises(ClassError, match="not in this class"):
        leave_out(other_key, first.id)
    run = leave_out(key, first.id)
    assert repeat_of(now, first) == run
    assert repeat_of(now, second) is None
    with pytest.raises(ClassError, match="still going on"):
        leave_me_out(now, second)
    as_if_trained(run)
    again = leave_me_out(now, first)
    assert run.name not in [one.name for one in all_runs()]
    assert repeat_of(now, first) == again


def test_the_end_forgets_trainings_and_pictures_without_a_pupil(
    hands: list[list[tuple[Drawing, int]]], store: Path
) -> None:
    now, key = trained_class(hands)
    as_if_trained(leave_me_out(now, learner(now)))
    assert len(list((store / "pictures").glob("*.npz"))) == 2
    assert end_lesson(key).networks == 2
    assert list((store / "pictures").glob("*.npz")) == []
    assert all_runs() == []
