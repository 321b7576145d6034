"""Files that are never found half-written, and locks between processes."""

import errno
import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from digitdemo.errors import StoreError

LOGGER = logging.getLogger("digitdemo")


_SENTENCES = {
    errno.ENOSPC: "storage-disk-full",
    errno.EDQUOT: "storage-disk-full",
    errno.EROFS: "storage-read-only",
    errno.EACCES: "storage-read-only",
    errno.EPERM: "storage-read-only",
}


@contextmanager
def changing(path: Path) -> Iterator[None]:
    """Whatever keeps a file or folder from being changed is one sentence, and one line in the log.

    Raises:
        StoreError: full, read-only, gone, or whatever the system says.
    """
    try:
        yield
    except StoreError:
        raise
    except OSError as error:
        LOGGER.warning("%s cannot be changed: %s", path, error.strerror or error)
        code = _SENTENCES.get(error.errno or 0)
        refused = StoreError(code) if code else StoreError("storage-refuses", reason=error.strerror or str(error))
        refused.errno = error.errno
        raise refused from error


def make_folder(path: Path) -> Path:
    """Make a folder and those above it, where they are missing.

    Raises:
        StoreError: it cannot be made.
    """
    with changing(path):
        path.mkdir(parents=True, exist_ok=True)
    return path


def write_aside(path: Path, content: bytes | str) -> None:
    """Write a file beside its place, then rename it there: a reader sees the old one or the new one, whole."""
    write_aside_with(path, lambda aside: aside.write_bytes(content.encode() if isinstance(content, str) else content))


def write_aside_with(path: Path, write: Callable[[Path], object]) -> None:
    """The same for whoever writes files by name; the name beside ends as the file's own does."""
    aside = path.with_name(f".{os.getpid()}.aside.{path.name}")
    with changing(path):
        try:
            write(aside)
            os.replace(aside, path)
        finally:
            with suppress(OSError):
                aside.unlink(missing_ok=True)


class FileLock:
    """A lock that the system takes back when its holder dies, however it dies."""

    def __init__(self, path: Path) -> None:
        """Name the lock's file; it is made when first taken."""
        self.path = path
        self._file: IO[bytes] | None = None

    def take(self) -> bool:
        """Take the lock if nobody holds it; never waits. True if it is held now."""
        if self._file is not None:
            return True
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = self.path.open("a+b")
        try:
            _lock(file)
        except OSError:
            file.close()
            return False
        self._file = file
        return True

    def give_back(self) -> None:
        """Let others take it."""
        if self._file is not None:
            self._file.close()
            self._file = None


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
