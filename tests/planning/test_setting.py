"""A setting: link, file, and what is refused."""

import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from digitdemo.datasets.augmentation import GENTLE
from digitdemo.datasets.handwriting import Handwriting
from digitdemo.errors import SettingError
from digitdemo.planning.setting import LIMITS, OPTIMISERS, SCHEDULES, Setting
from digitdemo.sentences import has_sentence

SETTINGS = some.builds(
    Setting,
    architecture=some.sampled_from(["tiny", "c8k3-relu", "keras-example"]),
    synthetic=some.integers(20, 1000),
    saturate=some.booleans(),
    handwriting=some.builds(Handwriting, slant=some.sampled_from([0.0, 0.1, 0.35])),
    augmentation=some.sampled_from([GENTLE]),
    optimiser=some.sampled_from(OPTIMISERS),
    schedule=some.sampled_from(SCHEDULES),
    learning_rate=some.sampled_from([1e-4, 0.006, 1.5]),
    seed=some.integers(0, 2**31 - 1),
)


@given(SETTINGS)
def test_link_and_file_give_the_same_setting_back(setting):
    assert Setting.from_query(setting.to_query()) == setting
    assert Setting.from_json(setting.to_json()) == setting
    setting.check()


def test_a_link_names_only_what_differs():
    assert Setting().to_query() == {}
    assert Setting(epochs=7, handwriting=Handwriting(slant=0.5)).to_query() == {
        "epochs": "7",
        "handwriting.slant": "0.5",
    }
    assert Setting.from_query({"unknown": "1", "run": "x"}) == Setting()


@pytest.mark.parametrize(
    "query",
    [{"epochs": "many"}, {"learning_rate": "nan"}, {"learning_rate": "inf"}, {"batch": "1e999"}, {"seed": ""}],
)
def test_a_link_that_cannot_be_read_says_so(query):
    with pytest.raises(SettingError, match="cannot be read"):
        Setting.from_query(query)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"epochs": 0}, "“Epochs” must be 1 to 200"),
        ({"epochs": 10**9}, "Epochs"),
        ({"batch": 0}, "“Pictures a batch”"),
        ({"learning_rate": math.nan}, "“Learning rate”"),
        ({"learning_rate": -1.0}, "“Learning rate”"),
        ({"synthetic": 0}, "nothing to learn from"),
        ({"synthetic": -5}, "“Synthetic”"),
        ({"optimiser": "magic"}, "“Optimiser” must be one of"),
        ({"architecture": "c8k29"}, "1 to 28"),
        ({"pictures": 100}, "set of pictures"),
        ({"synthetic": 100_000, "mnist": 60_000, "pictures": 60_000}, "At most"),
    ],
)
def test_what_cannot_be_trained_is_refused(changes, words):
    with pytest.raises(SettingError, match=words):
        Setting(**changes).check()


@pytest.mark.parametrize("text", ["", "[]", "{", '{"handwriting": 3}', "\x00", "null"])
def test_damaged_files_are_refused(text):
    with pytest.raises(SettingError):
        Setting.from_json(text)


ABSURD = some.one_of(
    some.sampled_from(["", "0", "-1", "50", "nan", "inf", "-inf", "1e999", "99999999999999999999", "x", "None", "1.5"]),
    some.text(max_size=30),
    some.floats(),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no failure
@given(some.dictionaries(some.sampled_from([*LIMITS, "optimiser", "test", "schedule", "task", "saturate"]), ABSURD))
def test_whatever_a_link_says_the_nearest_allowed_value_is_taken(query):
    setting, remarks = Setting.nearest(query)
    for name, limits in LIMITS.items():
        group, _, field = name.rpartition(".")
        value = getattr(getattr(setting, group) if group else setting, field)
        assert limits.allow(value), name
    assert setting.optimiser in OPTIMISERS
    assert len(remarks) <= len(query)


@pytest.mark.parametrize(
    ("query", "name", "taken"),
    [
        ({"epochs": "0"}, "epochs", 1),
        ({"learning_rate": "50"}, "learning_rate", 10),
        ({"batch": "99999"}, "batch", 2048),
        ({"seed": "-1"}, "seed", 0),
        ({"learning_rate": "nan"}, "learning_rate", 0.01),
        ({"optimiser": "magic"}, "optimiser", "adam"),
    ],
)
def test_a_value_that_was_changed_is_said(query, name, taken):
    setting, (remark,) = Setting.nearest(query)
    assert getattr(setting, name) == taken
    assert str(taken) in remark.replace(",", "")


@given(SETTINGS)
def test_an_allowed_link_is_taken_as_it_is(setting):
    assert Setting.nearest(setting.to_query()) == (setting, [])


def test_what_people_call_a_number_and_what_explains_it_stand_with_its_field():
    controls = [limits for limits in LIMITS.values() if limits.sentence]
    assert len(controls) > 25
    assert all(has_sentence(limits.sentence) for limits in controls)
    assert sum(has_sentence(limits.help) for limits in controls) > 20
