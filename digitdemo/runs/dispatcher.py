"""Who starts the workers and notices their ends. One for each store folder.

It lives in the web process as one thread, which sleeps until a worker ends or somebody asks for something. Of several
servers on one folder only the holder of the lock starts workers; the lock goes to another when its process ends.
"""

import atexit
import os
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from digitdemo.errors import StoreError
from digitdemo.runs.queue import recover_runs, requeue, waiting_runs
from digitdemo.runs.run import Run
from digitdemo.runs.status import FAILED, GIVEN_BACK, OPEN_STATES, PAUSED, RUNNING
from digitdemo.sentences import Message
from digitdemo.server_settings import server_settings
from digitdemo.storage.store import Store, server_store

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


@dataclass
class _Worker:
    """A process that trains, or waits to."""

    process: subprocess.Popen[bytes]
    run: Run | None
    log: Path


class Dispatcher:
    """Starts waiting runs, notices the ends of workers, and keeps one worker ready while somebody is interested."""

    def __init__(self, store: Store) -> None:
        """Take a store, the only one it ever looks into; nothing is started before ``wake``."""
        self.store = store
        self._logs: tempfile.TemporaryDirectory[str] | None = None
        self._lock = store.lock()
        self._wake = threading.Event()
        self._guard = threading.RLock()
        self._workers: list[_Worker] = []
        self._spare: _Worker | None = None
        self._thread: threading.Thread | None = None
        self._closing = False
        self._interest_at = 0.0
        self._launched = 0

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
        if self._logs is not None:
            self._logs.cleanup()
        self._lock.give_back()

    @property
    def leads(self) -> bool:
        """True if this process starts the workers."""
        return self._lock.take()

    def _watch(self) -> None:
        recovered = False
        while not self._closing:
            try:
                leads = self.leads
                if leads and not recovered:
                    recovered = recover_runs(self.store)
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
        for run in waiting_runs(self.store):
            if len(self._workers) >= server_settings().runs_at_once:
                break
            self._start(run)
        self._keep_spare()

    def _start(self, run: Run) -> None:
        spare = self._spare if self._spare and self._spare.process.poll() is None else None
        now = time.time()
        run.write_status(run.status().changed(Message("runs-starting"), state=RUNNING, turn_at=now, beat_at=now))
        if spare and spare.process.stdin:
            self._spare = None
            try:
                spare.process.stdin.write(f"{run.name}\n".encode())
                spare.process.stdin.flush()
            except OSError:
                spare.process.kill()
            else:
                spare.run = run
                self._workers.append(spare)
                return
        self._workers.append(self._launch([run.name, "--watch"], run))

    def _keep_spare(self) -> None:
        """Have one worker ready while somebody looks and none trains; let it go when nobody does."""
        if self._spare and self._spare.process.poll() is not None:
            self._spare = None
        wanted = self._interest_at > 0 and time.monotonic() - self._interest_at < SPARE_LIVES_S
        if wanted and self._spare is None and not self._workers:
            self._spare = self._launch(["--wait"], None)
        elif not wanted and self._spare is not None:
            if self._spare.process.stdin:
                self._spare.process.stdin.close()
            self._spare.process.wait(5)
            self._spare = None

    def _end_if_hung(self, worker: _Worker) -> None:
        if worker.run is None:
            return
        status = worker.run.status()
        usual = IMPORT_LIMIT_S if worker.run.is_import else SILENCE_LIMIT_S
        limit_s = server_settings().silence_limit_s or usual
        silent_s = time.time() - max(status.beat_at, status.turn_at)
        if silent_s > limit_s:
            worker.process.kill()
            worker.process.wait()
            silent = Message("runs-worker-silent", seconds=round(silent_s))
            worker.run.write_status(worker.run.status().changed(silent, state=FAILED, ended_at=time.time()))

    def _bury(self, worker: _Worker) -> None:
        """A worker has ended: if its run has not, say why."""
        said = worker.log.read_bytes() if worker.log.is_file() else b""
        worker.log.unlink(missing_ok=True)
        if worker.run is None:
            return
        with suppress(StoreError):  # a full disk must not hide the end itself
            worker.run.keep_log(said)
        status = worker.run.status()
        code = worker.process.returncode
        if status.state == PAUSED and code == GIVEN_BACK:
            return
        if status.state not in OPEN_STATES:
            return
        last = "".join(worker.run.last_words(200).splitlines()[-1:])
        killed = Message("runs-worker-killed", signal=-code, last=last)
        why = killed if code < 0 else Message("runs-worker-ended", status=code, last=last)
        worker.run.write_status(status.changed(why, state=FAILED, ended_at=time.time(), pid=0))

    def _put_back(self, worker: _Worker) -> None:
        """The server ends: the run waits for the next one."""
        if worker.run is not None and worker.run.status().state in OPEN_STATES:
            requeue(worker.run)

    def _launch(self, arguments: list[str], run: Run | None) -> _Worker:
        """Start a worker process in a session of its own, so that Ctrl-C in the terminal reaches only the server."""
        self._launched += 1
        if self._logs is None:
            self._logs = tempfile.TemporaryDirectory(prefix="digitdemo-workers-", ignore_cleanup_errors=True)
        path = Path(self._logs.name) / f"{self._launched}.log"
        search = os.pathsep.join([str(PROJECT), *filter(None, [os.environ.get("PYTHONPATH")])])
        with path.open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "digitdemo.training.worker", *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=log,
                cwd=PROJECT,
                env={**os.environ, "PYTHONPATH": search, **self.store.environment()},
                start_new_session=True,
            )
        return _Worker(process, run, path)


_dispatchers: dict[Store, Dispatcher] = {}
_dispatchers_guard = threading.Lock()


def dispatcher() -> Dispatcher:
    """The dispatcher of this process for the server's store; made at the first call, closed when the process ends."""
    store = server_store()
    with _dispatchers_guard:
        if store not in _dispatchers:
            _dispatchers[store] = Dispatcher(store)
            atexit.register(_dispatchers[store].close)
        return _dispatchers[store]
