"""Two trainings that differ in what they begin with."""

from dataclasses import replace

import pytest

from digitdemo.errors import SettingError
from digitdemo.planning.other_classes import can_teach, convolutions_of, side_by_side
from digitdemo.storage.models import find_model


def test_they_differ_in_the_beginning_alone() -> None:
    knowing, scratch = side_by_side("letters", 20, find_model())
    assert knowing == replace(scratch, start_from="digitdemo", frozen=2)
    assert side_by_side("letters", 20, find_model(), frozen=9)[0].frozen == 5
    assert scratch.letters == 200
    assert [layer.shape for layer in scratch.layers()][-1] == (10,)
    for setting in (knowing, scratch):
        setting.check()
    assert side_by_side("symbols", 5, find_model("lenet5"))[1].symbols == 110


def test_a_network_without_convolutions_has_nothing_to_lend() -> None:
    assert convolutions_of(find_model("lenet5")) == 2
    assert not can_teach(find_model("mlp"))


@pytest.mark.parametrize(
    ("source", "examples", "network"),
    [("letters", 4, "digitdemo"), ("letters", 101, "digitdemo"), ("drawings", 20, "digitdemo"), ("letters", 20, "mlp")],
)
def test_what_cannot_be_compared_is_said(source: str, examples: int, network: str) -> None:
    with pytest.raises(SettingError, match="5 to 100 examples"):
        side_by_side(source, examples, find_model(network))
