"""The first start on a server that lacks something."""

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import PROJECT


def test_missing_system_libraries_are_named_with_their_packages(tmp_path: Path) -> None:
    (tmp_path / "cv2.py").write_text("raise ImportError('libGL.so.1: cannot open shared object file')")
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.headless", "true"]
    result = subprocess.run(
        [*command, "--server.port", "0"],
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert result.returncode != 0
    assert "libGL.so.1" in result.stderr
    assert "apt-get install -y libgl1 libglib2.0-0" in result.stderr
    assert "Traceback" not in result.stderr


def test_the_package_gives_its_names_when_asked() -> None:
    script = "import digitdemo, sys; assert 'cv2' not in sys.modules; from digitdemo import Recognizer, Reading"
    subprocess.run([sys.executable, "-c", script], cwd=PROJECT, check=True)
