"""The process that trains one run: ``python -m digitdemo.training.worker NAME``.

With ``--wait`` it gets ready (importing TensorFlow takes seconds) and takes the name from its standard input.
With ``--watch`` it ends when its standard input ends: whoever started it is gone, and nobody is left to train for.
"""

import os
import sys
import threading
import time
import traceback

from digitdemo.server_settings import server_settings

CORES_LEFT = 1
"""For the web process."""

ORPHAN_LIMIT_S = 60.0
"""So long may an orphan take to save what it has."""

_orphaned = threading.Event()


def main(arguments: list[str]) -> int:
    """Train the run of the server's store that is named, or that the standard input names."""
    lower_priority()
    name = next((argument for argument in arguments if not argument.startswith("--")), "")
    if not name:
        get_ready()
        name = sys.stdin.readline().strip()
        if not name:
            return 0
    if {"--watch", "--wait"} & set(arguments):
        threading.Thread(target=_watch_standard_input, daemon=True).start()
    import cv2

    cv2.setNumThreads(1)
    from digitdemo.runs.catalogue import find_run
    from digitdemo.training.session import train_run

    return train_run(find_run(name), _orphaned.is_set)


def lower_priority() -> None:
    """Take lower priority and leave the web process its core; before TensorFlow is imported."""
    threads = max(1, (os.cpu_count() or 2) - CORES_LEFT)
    for variable in ("OMP_NUM_THREADS", "TF_NUM_INTRAOP_THREADS"):
        os.environ.setdefault(variable, str(threads))
    os.environ.setdefault("TF_NUM_INTEROP_THREADS", "1")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    if hasattr(os, "nice"):
        os.nice(server_settings().nice)


def get_ready() -> None:
    """Do beforehand what every run needs: import TensorFlow, make the default digits."""
    from digitdemo.planning.gathering import gather
    from digitdemo.planning.setting import Setting
    from digitdemo.training.learner import Learner

    setting = Setting()
    learn, _ = gather(setting)
    # Tracing the first network loads what later ones need too.
    Learner(setting).step(learn.images[:8], learn.digits[:8], 0.001)
    print("ready", flush=True)


def _watch_standard_input() -> None:
    while sys.stdin.readline():
        pass
    _orphaned.set()
    time.sleep(ORPHAN_LIMIT_S)
    os._exit(3)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception:
        traceback.print_exc()
        sys.exit(1)
