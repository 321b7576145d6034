"""The app on a busy machine: every run of a script starts so many seconds late. ``python -m … SECONDS ARGUMENTS``."""

import sys
import time

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.web.cli import main

DELAY_S = float(sys.argv.pop(1))
_run_script = ScriptRunner._run_script


def _run_late(self: ScriptRunner, *arguments: object) -> None:
    time.sleep(DELAY_S)
    _run_script(self, *arguments)


ScriptRunner._run_script = _run_late
sys.exit(main())
