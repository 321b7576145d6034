"""Types (JSDoc, read by TypeScript's compiler) and style (ESLint) of every module that a page loads."""

import subprocess
from pathlib import Path

from tests.javascript.node import FOLDER, npm_packages

PROJECT = Path(__file__).resolve().parents[2]


def run_tool(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(npm_packages() / ".bin" / name), *arguments]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True)


def test_the_types_fit() -> None:
    result = run_tool("tsc", "--project", str(FOLDER))
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_types_are_looked_at(tmp_path: Path) -> None:
    """The compiler does find a wrong type: the settings are in force."""
    module = tmp_path / "wrong.js"
    module.write_text("/** @param {number} side */\nexport const area = (side) => side.length;\n", encoding="utf-8")
    result = run_tool("tsc", "--allowJs", "--checkJs", "--noEmit", "--strict", "--types", "", str(module))
    assert "TS2339" in result.stdout


def test_the_linter_finds_nothing() -> None:
    result = run_tool("eslint", "--config", str(FOLDER / "eslint.config.js"), "digitdemo")
    assert result.returncode == 0, result.stdout + result.stderr
