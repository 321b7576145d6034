"""Bundles as folders with plain files, which a person can read, copy and take away."""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from digitdemo.errors import StoreError
from digitdemo.server_settings import VARIABLES
from digitdemo.storage.files import FileLock, changing, make_folder, write_aside, write_aside_with

_AWAY = ".deleted"
_CLOCK_TICK_NS = 100_000_000
_BUNDLE_LOCK, _STORE_LOCK = ".worker.lock", ".queue.lock"


@dataclass(frozen=True)
class FolderStore:
    """A folder of folders with plain files, which a person can read, copy and take away.

    A name that leads out of the folder is nowhere: nothing is found under it, and nothing is written.
    """

    folder: Path

    def names(self, part: str) -> list[str]:
        """The folders in which such a file lies; hidden ones are not looked into."""
        return [path.parent.name for path in self.folder.glob(f"*/{part}") if not path.parent.name.startswith(".")]

    def has(self, name: str, part: str) -> bool:
        """True if the file is there."""
        return _is_plain(name) and self._path(name, part).is_file()

    def parts(self, name: str) -> list[str]:
        """The files; hidden ones are none."""
        try:
            with os.scandir(self.folder / _plain(name)) as entries:
                return [entry.name for entry in entries if not entry.name.startswith(".")]
        except (OSError, StoreError):
            return []

    def parts_version(self, name: str) -> int:
        """When the folder was changed, nanoseconds; another number each time while that is too fresh to be told."""
        with suppress(OSError, ValueError, StoreError):
            changed, now = (self.folder / _plain(name)).stat().st_mtime_ns, time.time_ns()
            # A change within the clock's tick of the last one would not show in the folder's time.
            return now if now - changed < _CLOCK_TICK_NS else changed
        return 0

    def version(self, name: str, part: str) -> int:
        """When the file was changed, nanoseconds."""
        with suppress(OSError, ValueError):
            return self._path(name, part).stat().st_mtime_ns
        return 0

    def size_bytes(self, name: str, part: str) -> int:
        """The file's size."""
        with suppress(OSError, ValueError):
            return self._path(name, part).stat().st_size
        return 0

    def read(self, name: str, part: str) -> bytes:
        """The file's content."""
        return self._path(name, part).read_bytes()

    @contextmanager
    def as_file(self, name: str, part: str) -> Iterator[Path]:
        """The file itself."""
        path = self._path(name, part)
        if not path.is_file():
            raise FileNotFoundError(path)
        yield path

    def write(self, name: str, part: str, content: bytes) -> None:
        """Write the file aside, then rename it."""
        write_aside(make_folder(self.folder / _plain(name)) / part, content)

    def write_with(self, name: str, part: str, write: Callable[[Path], object]) -> None:
        """Let it be written aside, then rename it."""
        write_aside_with(make_folder(self.folder / _plain(name)) / part, write)

    def append(self, name: str, part: str, content: bytes) -> None:
        """Add to the file."""
        path = self._path(name, part)
        with changing(path), path.open("ab") as file:
            file.write(content)

    def remove(self, name: str, part: str) -> None:
        """Delete the file."""
        path = self._path(name, part)
        with changing(path):
            path.unlink(missing_ok=True)

    def create(self, name: str, parts: Mapping[str, bytes]) -> None:
        """Make the folder under a hidden name, then rename it."""
        folder = self.folder / _plain(name)
        with changing(folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            aside = Path(tempfile.mkdtemp(prefix=".new-", dir=self.folder))
            try:
                for part, content in parts.items():
                    (aside / part).write_bytes(content)
                aside.chmod(0o755)  # as any other folder: others in the house may look
                aside.rename(folder)
            except BaseException:
                shutil.rmtree(aside, ignore_errors=True)
                raise

    def put_away(self, name: str, keep_s: float) -> None:
        """Move the folder into a hidden one; what has lain there for too long is deleted."""
        away = make_folder(self.folder / _AWAY)
        for old in away.iterdir():
            if time.time() - old.stat().st_ctime > keep_s:
                shutil.rmtree(old, ignore_errors=True)
        folder = self.folder / _plain(name)
        with changing(folder):
            folder.rename(away / name)

    def erase(self, name: str) -> None:
        """Delete the folder."""
        for folder in (self.folder / _plain(name), self.folder / _AWAY / name):
            if folder.is_dir():
                with changing(folder):
                    shutil.rmtree(folder)

    def bring_back(self, name: str) -> bool:
        """Move the folder back."""
        if not _is_plain(name) or not (self.folder / _AWAY / name).is_dir():
            return False
        with changing(self.folder / name):
            (self.folder / _AWAY / name).rename(self.folder / name)
        return True

    def lock(self, name: str = "") -> FileLock:
        """A lock on a hidden file, held by the system for the process."""
        return FileLock(self._path(name, _BUNDLE_LOCK) if name else self.folder / _STORE_LOCK)

    def environment(self) -> dict[str, str]:
        """The folder's name."""
        return {VARIABLES["store"]: str(self.folder)}

    def place(self, name: str) -> str:
        """The folder."""
        return str(self.folder / name)

    def _path(self, name: str, part: str) -> Path:
        return self.folder / _plain(name) / part


@lru_cache(maxsize=4096)
def _is_plain(name: str) -> bool:
    return bool(name) and name == Path(name).name and not name.startswith(".")


def _plain(name: str) -> str:
    if not _is_plain(name):
        raise StoreError("storage-no-name", name=name[:60])
    return name
