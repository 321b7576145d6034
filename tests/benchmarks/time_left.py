"""How honest the time left is: ``python -m tests.benchmarks.time_left``, two trainings, the second knows the first.

What is promised before a training begins, and after parts of it, beside what it takes from then on.
"""

import os
import sys
import tempfile
import time

from digitdemo.planning.setting import Setting
from digitdemo.runs.dispatcher import Dispatcher
from digitdemo.runs.estimate import estimate_seconds
from digitdemo.runs.queue import join_line
from digitdemo.runs.status import OPEN_STATES
from digitdemo.storage.models import STORE_VARIABLE
from digitdemo.storage.store import server_store

SHARES = (0.1, 0.25, 0.5, 0.75)


def train(setting: Setting, title: str) -> None:
    """Train once and print a line for each promise."""
    promised_s = estimate_seconds(setting)
    run = join_line(setting, title, "benchmark")
    dispatcher = Dispatcher(server_store())
    dispatcher.wake()
    began, promises = 0.0, {}
    while (status := run.status()).state in OPEN_STATES:
        began = began or (time.time() if status.state == "running" else 0.0)
        for share in SHARES:
            if status.progress >= share and share not in promises and status.remaining_s is not None:
                promises[share] = (time.time(), status.remaining_s)
        time.sleep(0.1)
    ended = time.time()
    dispatcher.close()
    print(f"{title}: {status.state}", flush=True)
    print(f"  before it began    promised {promised_s:5.1f} s   took {ended - began:5.1f} s")
    for share, (moment, left_s) in promises.items():
        print(f"  after {share:4.0%}         promised {left_s:5.1f} s   took {ended - moment:5.1f} s")


def main(epochs: int) -> None:
    """Train twice in a store of its own."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ[STORE_VARIABLE] = folder
        for title in ("first", "second"):
            train(Setting(epochs=epochs), title)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
