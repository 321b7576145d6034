"""Twenty trainings in a row: the web process stays as large as it was, and no worker stays behind."""

import os
from importlib.util import find_spec

import pytest

from digitdemo.runs.dispatcher import Dispatcher
from digitdemo.runs.queue import join_line
from digitdemo.storage.folder_store import FolderStore
from tests.training.conftest import QUICK, wait_for, wait_for_end
from tests.training.workers import worker_pids

pytestmark = [pytest.mark.slow, pytest.mark.skipif(find_spec("keras") is None, reason="needs Keras")]


def resident_mib() -> float:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def test_twenty_trainings_leave_no_trace(store):
    queue = Dispatcher(FolderStore(store))
    sizes = []
    for number in range(20):
        queue.get_ready()
        run = join_line(QUICK, f"Run {number}", "anna")
        queue.wake()
        assert wait_for_end(run) == "done"
        sizes.append(resident_mib())
    queue.close()
    wait_for(lambda: not worker_pids(queue))
    print(f"resident after 2, 10, 20 trainings: {sizes[1]:.0f}, {sizes[9]:.0f}, {sizes[19]:.0f} MiB")
    assert sizes[-1] - sizes[1] < 10
