"""What browsers send, before Streamlit opens it."""

import json

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from digitdemo.ui.messages import MAX_JSON_CHARACTERS, REFUSED, readable


def message(*values: str) -> BackMsg:
    built = BackMsg()
    for number, value in enumerate(values):
        widget = built.rerun_script.widget_states.widgets.add()
        widget.id = str(number)
        widget.json_value = value
    return built


@pytest.mark.parametrize(
    "text", ["", "{", "[" * 100_000, "[" * 100_000 + "]" * 100_000, "\udcff".encode("utf-8", "replace").decode() + "{"]
)
def test_what_is_no_json_is_replaced_and_its_neighbour_stays(text: str) -> None:
    read = BackMsg.FromString(readable(message(text, '{"a": 1}').SerializeToString()))
    first, second = read.rerun_script.widget_states.widgets
    assert first.json_value == REFUSED
    assert second.json_value == '{"a": 1}'


def test_what_is_far_too_long_is_not_even_opened() -> None:
    read = BackMsg.FromString(readable(message(json.dumps("x" * MAX_JSON_CHARACTERS)).SerializeToString()))
    assert read.rerun_script.widget_states.widgets[0].json_value == REFUSED


def test_other_messages_pass_as_they_are() -> None:
    typed = BackMsg()
    typed.rerun_script.widget_states.widgets.add().string_value = "{"
    for content in (message("null", "7").SerializeToString(), typed.SerializeToString(), b"", b"\xff\xff no message"):
        assert readable(content) == content
