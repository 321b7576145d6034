"""What modules do that need no page: run by Node, with stand-ins for the little of a browser that they touch."""

import base64
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from digitdemo.ui.classroom import push
from digitdemo.ui.live import FOLDER


def run_node(script: str) -> Any:
    """What a script gives to ``say``, as Python's objects; the test is skipped where Node is missing."""
    if shutil.which("node") is None:
        pytest.skip("needs Node")
    beginning = "const say = (value) => console.log(JSON.stringify(value));\n"
    command = ["node", "--input-type=module", "-e", beginning + script]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def address_of(module: Path) -> str:
    """Of its text: Node takes a file for a module by its ending or its package only."""
    return f"data:text/javascript;base64,{base64.b64encode(module.read_bytes()).decode()}"


KEEP = f"""
import {{ keepDrawing }} from "{address_of(FOLDER / "keep.js")}";
const kept = new Map();
globalThis.sessionStorage = {{
  getItem: (name) => kept.get(name) ?? null,
  setItem: (name, value) => kept.set(name, value),
  removeItem: (name) => kept.delete(name),
}};
const told = [];
const hear = (page, drawing, or_from = null) => keepDrawing({{ page, drawing, or_from }}, (text) => told.push(text));
"""


def test_a_page_without_a_drawing_is_told_another_page_s() -> None:
    """Compare opened by its address knows no drawing; the tab has kept the Draw page's."""
    script = 'hear("draw", "seven"); hear("compare", null, "draw"); hear("number", null); say(told);'
    assert run_node(KEEP + script) == ["seven"]


def test_a_page_s_own_drawing_comes_first() -> None:
    script = 'hear("draw", "seven"); hear("compare", "four", "draw"); hear("compare", null, "draw"); say(told);'
    assert run_node(KEEP + script) == ["four"]


def test_nothing_is_told_of_what_was_cleared() -> None:
    script = 'hear("draw", "seven"); hear("draw", ""); hear("compare", null, "draw"); hear("draw", null); say(told);'
    assert run_node(KEEP + script) == []


PUSH = f"""
import push from "{address_of(push.SCRIPT)}";
Math.random = () => 0;
let sources = [], timers = [];
globalThis.EventSource = class {{
  static CLOSED = 2;
  readyState = 1;
  constructor(url) {{ this.url = url; sources.push(this); }}
  close() {{ this.readyState = 2; }}
}};
globalThis.setTimeout = (act, ms) => timers.push({{ act, ms }}); // its place in the row, from 1 on, is its number
globalThis.clearTimeout = (number) => {{ if (number) timers[number - 1] = null; }};
const parentElement = {{}}, asked = [];
const setTriggerValue = (name, value) => asked.push([name, value]);
const data = {{ url: "/api/classes/AAAA/events", watch: "version", pause_ms: 300 }};
const show = (version) => push({{ data: {{ ...data, version }}, parentElement, setTriggerValue }});
const happen = (version) => sources.at(-1).onmessage({{ data: JSON.stringify({{ version }}) }});
const ring = () => {{ // whatever timer is set
  const due = timers.filter(Boolean);
  timers = timers.map(() => null);
  due.forEach(({{ act }}) => act());
  return due.map(({{ ms }}) => ms);
}};
"""


def test_a_run_that_streamlit_passed_over_is_asked_for_again() -> None:
    script = "show(1); happen(2); const waited = [ring(), ring(), ring()]; show(2); say([asked, waited, ring()]);"
    asked, waited, after = run_node(PUSH + script)
    assert asked == [["changed", 2]] * 3  # nobody showed version 2 after the first and the second asking
    assert waited == [[300], [3000], [3000]]
    assert after == []  # what is shown is not asked for


def test_one_run_at_a_time_is_asked_for() -> None:
    """What happens while a run is on its way is asked for when it has come."""
    script = "show(1); happen(2); ring(); happen(3); happen(4); const before = [...asked]; show(2); ring();"
    assert run_node(PUSH + script + "say([before, asked]);") == [[["changed", 2]], [["changed", 2], ["changed", 4]]]


def test_a_page_that_was_left_asks_for_nothing() -> None:
    script = "const leave = show(1); happen(2); leave(); say([ring(), asked, sources[0].readyState]);"
    assert run_node(PUSH + script) == [[], [], 2]


def test_a_line_that_is_refused_is_opened_again() -> None:
    script = """show(1); sources[0].onerror(); const broken = ring(); // the browser comes back by itself
sources[0].close(); sources[0].onerror(); const refused = ring(); happen(2); ring();
say([broken, refused, sources.length, asked]);"""
    assert run_node(PUSH + script) == [[], [3000], 2, [["changed", 2]]]
