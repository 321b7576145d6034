"""The house's walls: who may import whom, held by reading the imports."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
ROOMS = [
    *("limits", "server_settings", "sentences", "errors"),
    *("drawing", "networks", "storage", "reading", "datasets", "explaining"),
    *("planning", "learning", "runs", "calculating", "detecting", "classroom", "training", "command_line"),
]
"""Bottom to top; a room imports itself and the rooms before it. Language is a setting: settings come first."""

UI_MAY_IMPORT = {*ROOMS, "ui"} - {"training", "command_line"}


def imports_of(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides where it goes"
            names |= {f"{node.module}.{alias.name}" for alias in node.names} | {str(node.module)}
    return names


def room_of(path: Path) -> str:
    inside = path.relative_to(PROJECT / "digitdemo")
    return inside.parts[0].removesuffix(".py")


def rooms_imported(path: Path) -> set[str]:
    return {name.split(".")[1] for name in imports_of(path) if name.startswith("digitdemo.")} & {*ROOMS, "ui"}


MODULES = sorted((PROJECT / "digitdemo").rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_imports_go_down(path: Path) -> None:
    room = room_of(path)
    if room in ("__init__", "__main__"):
        return
    allowed = UI_MAY_IMPORT if room == "ui" else set(ROOMS[: ROOMS.index(room) + 1])
    assert rooms_imported(path) <= allowed


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_tensorflow_stays_in_the_training_room_and_streamlit_in_the_ui_room(path: Path) -> None:
    top = {name.split(".")[0] for name in imports_of(path)}
    room = room_of(path)
    if room not in ("training", "command_line"):
        assert not top & {"tensorflow", "keras"}
    if room != "ui":
        assert not top & {"streamlit", "streamlit_drawable_canvas"}


def test_pages_are_short_and_do_not_train() -> None:
    for path in (PROJECT / "pages").glob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 100, path
        assert "training" not in rooms_imported(path), path


def test_a_file_has_300_lines_at_most_and_a_function_40() -> None:
    files, functions = set(), set()
    for path in [*MODULES, *(PROJECT / "pages").glob("*.py"), PROJECT / "streamlit_app.py"]:
        name, text = path.relative_to(PROJECT).as_posix(), path.read_text(encoding="utf-8")
        files |= {name} if len(text.splitlines()) > 300 else set()
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
                functions |= {f"{name} {node.name}"} if node.end_lineno - node.lineno >= 40 else set()
    for path in [*(PROJECT / "digitdemo").rglob("*.js"), *(PROJECT / "digitdemo").rglob("*.css")]:
        files |= {path.name} if len(path.read_text(encoding="utf-8").splitlines()) > 300 else set()
    assert files <= {"boards.js"}  # Streamlit takes a component's script as one text
    assert functions == set()


PARTS = re.compile(
    r"""["'](?:status|setting|about|results|card|checkpoint|drawing_now)\.json["']|["']network\.(?:keras|tflite)["']"""
    r"""|["'](?:batches|history|norms|drawing|sweep|gradients)\.csv["']|["']checkpoint\.keras["']"""
)
"""What runs and networks consist of."""


def test_a_part_of_a_run_or_a_network_is_named_in_one_place() -> None:
    named: dict[str, list[str]] = {}
    for path in MODULES:
        for part in set(PARTS.findall(path.read_text(encoding="utf-8"))):
            named.setdefault(part, []).append(path.relative_to(PROJECT / "digitdemo").as_posix())
    assert len(named) > 10
    assert {place for places in named.values() for place in places} == {"runs/run.py", "storage/models.py"}
    assert all(len(places) == 1 for places in named.values()), named


def test_only_storage_knows_in_which_folder_something_lies() -> None:
    knows = {path for path in MODULES if re.search(r"\bFolderStore\b|Path\([^)]*\.place\)", path.read_text("utf-8"))}
    assert {room_of(path) for path in knows} == {"storage"}


def test_the_environment_of_this_project_is_read_in_one_place() -> None:
    readers = {room_of(path) for path in MODULES if re.search(r"\bos\.environ\b", path.read_text("utf-8"))}
    others = {"datasets", "training"}  # Keras's and the system's own variables: where its cache lies, how many threads
    assert readers == {"server_settings", "runs", *others}  # runs hand the environment on to the worker
    namers = {path for path in MODULES if re.search(r"[\"']DIGITDEMO_", path.read_text("utf-8"))}
    assert {room_of(path) for path in namers} == {"server_settings"}


def test_importing_what_the_web_process_imports_leaves_tensorflow_out() -> None:
    modules = [
        ".".join(path.relative_to(PROJECT).with_suffix("").parts)
        for path in MODULES
        if room_of(path) not in ("training", "command_line", "__main__")
    ]
    script = (
        f"import importlib, sys\nfor name in {modules!r}: importlib.import_module(name.removesuffix('.__init__'))\n"
    )
    script += "sys.exit(bool({'tensorflow', 'keras', 'torch'} & set(sys.modules)))"
    subprocess.run([sys.executable, "-c", script], cwd=PROJECT, check=True, capture_output=True)


def test_the_top_level_is_the_design_cards() -> None:
    listed = subprocess.run(
        ["git", "ls-tree", "--name-only", "HEAD"], cwd=PROJECT, check=True, capture_output=True, text=True
    ).stdout.split()
    visible = {name for name in listed if not name.startswith(".")}
    expected = {"README.md", "requirements.txt", "streamlit_app.py", "digitdemo", "pages", "models", "tests"}
    assert visible - {"LICENSE"} <= expected


def test_the_readme_names_files_that_are_there() -> None:
    developers = (PROJECT / "README.md").read_text(encoding="utf-8").split("## For developers")[1]
    named = re.findall(r"(?:^|`)((?:digitdemo|pages|tests|streamlit_app)[\w/]*(?:/|\.py|\.ftl))", developers, re.M)
    assert len(named) > 20
    assert [name for name in named if not (PROJECT / name).exists()] == []


def test_the_readmes_house_has_every_room() -> None:
    text = (PROJECT / "README.md").read_text(encoding="utf-8")
    house = text.split("### The house in")[1].split("```")[1]
    rooms = {path.name for path in (PROJECT / "digitdemo").iterdir() if (path / "__init__.py").is_file()}
    assert [room for room in sorted(rooms) if f"digitdemo/{room}/" not in house] == []
