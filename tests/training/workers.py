"""The processes that a dispatcher started."""

from digitdemo.runs.dispatcher import Dispatcher


def worker_pids(dispatcher: Dispatcher) -> list[int]:
    """Process ids of the workers that live, the spare one included."""
    with dispatcher._guard:
        workers = [*dispatcher._workers, *([dispatcher._spare] if dispatcher._spare else [])]
    return [worker.process.pid for worker in workers if worker.process.poll() is None]
