"""Who starts the workers and notices their ends. One for each store folder.

It lives in the web process as one thread, which sleeps until a worker ends or somebody asks for something. Of several
servers on one folder only the holder of the lock starts workers; the lock goes to another when its process ends.
"""

import atexit
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path

from digitdemo.runs.queue import recover_runs, requeue, waiting_runs
from digitdemo.runs.run import FAILED, OPEN_STATES, PAUSED, RUNNING, Run
from digitdemo.server_settings import server_settings
from digitdemo.storage.files import FileLock
from digitdemo.storage.models import STORE_VARIABLE, store_folder

PROJECT = Path(__file__).resolve().parents[2]

LOOK_EVERY_S = 0.5
"""While a worker trains: how soon its end is noticed."""

LISTEN_EVERY_S = 5.0
"""Without one: how soon runs are noticed that another server's visitors put in line."""

SILENCE_LIMIT_S = 180.0
"""A worker that writes nothing for so long hangs."""

IMPORT_LIMIT_S = 60.0
"""A network that somebody brought must not keep others waiting longer."""

SPARE_LIVES_S = 300.0
"""A worker that got ready and was not needed gives its 600 MB back after this time."""

GIVEN_BACK = 75
"""Exit status of a worker whose run is to be taken up again."""


@dataclass
class _Worker:
    """A process that trains, or waits to."""

    process: subprocess.Popen[bytes]
    run: Run | None
    log: Path


class Dispatcher:
    """Starts waiting runs, notices the ends of workers, and keeps one worker ready while somebody is interested."""

    def __init__(self, folder: Path) -> None:
        """Take a store folder, the only one it ever looks into; nothing is started before ``wake``."""
        self.folder = folder
        self._lock = FileLock(folder / ".queue.lock")
        self._wake = threading.Event()
        self._guard = threading.RLock()
        self._workers: list[_Worker] = []
        self._spare: _Worker | None = None
        self._thread: threading.Thread | None = None
        self._closing = False
        self._interest_at = 0.0

    def wake(self) -> None:
        """Look at the line now; starts the thread at the first call."""
        with self._guard:
            if self._thread is None and not self._closing:
                self._thread = threading.Thread(target=self._watch, name="run-queue", daemon=True)
                self._thread.start()
        self._wake.set()

    def get_ready(self) -> None:
        """Somebody looks at the page: have a worker ready, so that Train starts at once."""
        if server_settings().spare_worker:
            self._interest_at = time.monotonic()
        self.wake()

    def close(self) -> None:
        """End every worker, gently first; runs stay in line for the next server."""
        with self._guard:
            self._closing = True
            workers = [*self._workers, *([self._spare] if self._spare else [])]
            self._workers, self._spare = [], None
        self._wake.set()
        if self._thread is not None:
            self._thread.join(timeout=10)
        for worker in workers:
            if worker.process.stdin:
                worker.process.stdin.close()  # its sign to save and end
        until = time.monotonic() + 8
        for worker in workers:
            try:
                worker.process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                worker.process.kill()
                worker.process.wait()
            self._put_back(worker)
        self._lock.give_back()

    @property
    def leads(self) -> bool:
        """True if this process starts the workers."""
        return self._lock.take()

    def worker_pids(self) -> list[int]:
        """Process ids of the workers that live, the spare one included."""
        with self._guard:
            workers = [*self._workers, *([self._spare] if self._spare else [])]
        return [worker.process.pid for worker in workers if worker.process.poll() is None]

    def _watch(self) -> None:
        recovered = False
        while not self._closing:
            try:
                leads = self.leads
                if leads and not recovered:
                    recovered = recover_runs(self.folder)
                if leads:
                    with self._guard:
                        self._look()
            except OSError:
                pass  # the folder may be away for a moment; the next look tries again
            busy = bool(self._workers)
            self._wake.wait(LOOK_EVERY_S if busy else LISTEN_EVERY_S)
            self._wake.clear()

    def _look(self) -> None:
        if self._closing:
            return
        for worker in list(self._workers):
            if worker.process.poll() is not None:
                self._workers.remove(worker)
                self._bury(worker)
            else:
                self._end_if_hung(worker)
        for run in waiting_runs(self.folder):
            if len(self._workers) >= server_settings().runs_at_once:
                break
            self._start(run)
        self._keep_spare()

    def _start(self, run: Run) -> None:
        spare = self._spare if self._spare and self._spare.process.poll() is None else None
        now = time.time()
        run.write_status(replace(run.status(), state=RUNNING, turn_at=now, beat_at=now, words="Starting."))
        if spare and spare.process.stdin:
            self._spare = None
            try:
                spare.process.stdin.write(f"{run.folder}\n".encode())
                spare.process.stdin.flush()
            except OSError:
                spare.process.kill()
            else:
                spare.run = run
                spare.log.replace(run.folder / "log.txt")  # the process goes on writing to the same file
                self._workers.append(spare)
                return
        self._workers.append(_launch(self.folder, [str(run.folder), "--watch"], run))

    def _keep_spare(self) -> None:
        """Have one worker ready while somebody looks and none trains; let it go when nobody does."""
        if self._spare and self._spare.process.poll() is not None:
            self._spare = None
        wanted = self._interest_at > 0 and time.monotonic() - self._interest_at < SPARE_LIVES_S
        if wanted and self._spare is None and not self._workers:
            self._spare = _launch(self.folder, ["--wait"], None)
        elif not wanted and self._spare is not None:
            if self._spare.process.stdin:
                self._spare.process.stdin.close()
            self._spare.process.wait(5)
            self._spare = None

    def _end_if_hung(self, worker: _Worker) -> None:
        if worker.run is None:
            return
        status = worker.run.status()
        usual = IMPORT_LIMIT_S if (worker.run.folder / "import.keras").is_file() else SILENCE_LIMIT_S
        limit_s = server_settings().silence_limit_s or usual
        silent_s = time.time() - max(status.beat_at, status.turn_at)
        if silent_s > limit_s:
            worker.process.kill()
            worker.process.wait()
            words = f"The worker said nothing for {silent_s:.0f} seconds and was ended."
            worker.run.write_status(replace(worker.run.status(), state=FAILED, words=words, ended_at=time.time()))

    def _bury(self, worker: _Worker) -> None:
        """A worker has ended: if its run has not, say why."""
        if worker.run is None:
            return
        status = worker.run.status()
        code = worker.process.returncode
        if status.state == PAUSED and code == GIVEN_BACK:
            return
        if status.state not in OPEN_STATES:
            return
        last = worker.run.last_words(200).splitlines()
        how = f"signal {-code}" if code < 0 else f"status {code}"
        words = f"The worker ended unexpectedly ({how}). {last[-1] if last else ''}".strip()
        worker.run.write_status(replace(status, state=FAILED, words=words, ended_at=time.time(), pid=0))

    def _put_back(self, worker: _Worker) -> None:
        """The server ends: the run waits for the next one."""
        if worker.run is not None and worker.run.status().state in OPEN_STATES:
            requeue(worker.run)


def _launch(store: Path, arguments: list[str], run: Run | None) -> _Worker:
    """Start a worker process in a session of its own, so that Ctrl-C in the terminal reaches only the server."""
    path = run.folder / "log.txt" if run else store / f".spare-{os.getpid()}.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    log = path.open("ab" if run else "wb")
    search = os.pathsep.join([str(PROJECT), *filter(None, [os.environ.get("PYTHONPATH")])])
    process = subprocess.Popen(
        [sys.executable, "-m", "digitdemo.training.worker", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=log,
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": search, STORE_VARIABLE: str(store)},
        start_new_session=True,
    )
    log.close()
    return _Worker(process, run, path)


_dispatchers: dict[Path, Dispatcher] = {}
_dispatchers_guard = threading.Lock()


def dispatcher() -> Dispatcher:
    """The dispatcher of this process for the store folder; made at the first call, closed when the process ends."""
    folder = store_folder().resolve()
    with _dispatchers_guard:
        if folder not in _dispatchers:
            _dispatchers[folder] = Dispatcher(folder)
            atexit.register(_dispatchers[folder].close)
        return _dispatchers[folder]
