"""The npm packages that the checks use: pinned, installed beside their list, and only where Node is there."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from filelock import FileLock

FOLDER = Path(__file__).parent
LOCK = FOLDER / "package-lock.json"
INSTALLED = FOLDER / "node_modules"
_NOTE = INSTALLED / ".installed-lock.json"
"""A copy of the lock file that was installed: another one since means to install again."""


def npm_packages() -> Path:
    """The folder of the installed packages; the test is skipped where Node or npm is missing.

    Raises:
        CalledProcessError: npm cannot install them.
    """
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("needs Node and npm")
    wanted = LOCK.read_bytes()
    with FileLock(FOLDER / ".installing"):
        if not _NOTE.is_file() or _NOTE.read_bytes() != wanted:
            command = [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
            subprocess.run(command, cwd=FOLDER, check=True, capture_output=True, env={**os.environ, "CI": "true"})
            _NOTE.write_bytes(wanted)
    return INSTALLED
