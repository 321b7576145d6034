"""Where things are kept by name: runs, networks, drawings. One small interface; today's folders are its one answer.

A *bundle* is what belongs together under one name, like a run; its *parts* are named too, like files. Whoever keeps
them elsewhere, in a database, writes a second class with these methods; nobody who asks would notice.
"""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from digitdemo.errors import StoreError
from digitdemo.server_settings import VARIABLES, server_settings
from digitdemo.storage.files import FileLock, changing, make_folder, write_aside, write_aside_with


class Lock(Protocol):
    """A lock that is given back when its holder dies, however it dies."""

    def take(self) -> bool:
        """Take it if nobody holds it; never waits. True if it is held now."""

    def give_back(self) -> None:
        """Let others take it."""


class Store(Protocol):
    """Named bundles of named parts. Whatever cannot be written is a ``StoreError``."""

    def names(self, part: str) -> list[str]:
        """The bundles that have this part, in any order; none of those that were put away."""

    def has(self, name: str, part: str) -> bool:
        """True if the bundle is there and has this part."""

    def version(self, name: str, part: str) -> int:
        """A number that changes whenever the part does; 0 where there is none."""

    def size_bytes(self, name: str, part: str) -> int:
        """How large a part is; 0 where there is none."""

    def read(self, name: str, part: str) -> bytes:
        """A part's content.

        Raises:
            FileNotFoundError: there is none.
            OSError: it cannot be read now.
        """

    def as_file(self, name: str, part: str) -> AbstractContextManager[Path]:
        """A file with the part's content, for libraries that read by path only; not to be changed.

        Raises:
            FileNotFoundError: there is none.
        """

    def write(self, name: str, part: str, content: bytes) -> None:
        """Replace a part, or add it: a reader sees the old one or the new one, whole."""

    def write_with(self, name: str, part: str, write: Callable[[Path], object]) -> None:
        """The same for libraries that write by path; the path ends as the part's name does."""

    def append(self, name: str, part: str, content: bytes) -> None:
        """Add to the end of a part; what is cut off by a crash is at its end."""

    def remove(self, name: str, part: str) -> None:
        """Remove a part, where there is one."""

    def create(self, name: str, parts: Mapping[str, bytes]) -> None:
        """Make a bundle: nobody sees it before it is complete."""

    def put_away(self, name: str, keep_s: float) -> None:
        """Take a bundle away; ``bring_back`` finds it for so many seconds at least."""

    def erase(self, name: str) -> None:
        """Delete a bundle for good, where there is one, put away or not."""

    def bring_back(self, name: str) -> bool:
        """Undo ``put_away``; False if it is not there any more."""

    def lock(self, name: str = "") -> Lock:
        """Held by whoever works on a bundle; without a name, by whoever leads the whole store."""

    def environment(self) -> dict[str, str]:
        """The environment variables that lead another process to this store."""

    def place(self, name: str) -> str:
        """Where a person finds a bundle: a folder, or an address."""


@dataclass(frozen=True)
class Bundle:
    """One bundle of a store: the same methods, without its name."""

    store: Store
    name: str

    def has(self, part: str) -> bool:
        """True if it has this part."""
        return self.store.has(self.name, part)

    def version(self, *parts: str) -> tuple[int, ...]:
        """For each part a number that changes whenever the part does; 0 where there is none."""
        return tuple(self.store.version(self.name, part) for part in parts)

    def size_bytes(self, part: str) -> int:
        """How large a part is; 0 where there is none."""
        return self.store.size_bytes(self.name, part)

    def read(self, part: str) -> bytes:
        """A part's content; ``FileNotFoundError`` where there is none."""
        return self.store.read(self.name, part)

    def read_text(self, part: str) -> str:
        """A part that is text; what is no UTF-8 in it becomes a replacement character. Empty where there is none."""
        try:
            return self.read(part).decode("utf-8", errors="replace")
        except OSError:
            return ""

    def as_file(self, part: str) -> AbstractContextManager[Path]:
        """A file with the part's content."""
        return self.store.as_file(self.name, part)

    def write(self, part: str, content: bytes | str) -> None:
        """Replace a part, or add it."""
        self.store.write(self.name, part, content.encode() if isinstance(content, str) else content)

    def write_with(self, part: str, write: Callable[[Path], object]) -> None:
        """Replace a part by what a library writes to a path."""
        self.store.write_with(self.name, part, write)

    def append(self, part: str, content: str) -> None:
        """Add to the end of a part."""
        self.store.append(self.name, part, content.encode())

    def remove(self, *parts: str) -> None:
        """Remove parts, where they are there."""
        for part in parts:
            self.store.remove(self.name, part)

    def lock(self) -> Lock:
        """Held by whoever works on it."""
        return self.store.lock(self.name)

    @property
    def place(self) -> str:
        """Where a person finds it."""
        return self.store.place(self.name)


_AWAY = ".deleted"
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


def server_store() -> Store:
    """What this server's visitors make: where the environment says, or in ``models/retrained``."""
    return FolderStore(server_settings().store.resolve())


def bundle_at(folder: Path) -> Bundle:
    """A folder anywhere, as a bundle: what the command line is told by path."""
    resolved = folder.resolve()
    return Bundle(FolderStore(resolved.parent), resolved.name)


def _is_plain(name: str) -> bool:
    return bool(name) and name == Path(name).name and not name.startswith(".")


def _plain(name: str) -> str:
    if not _is_plain(name):
        raise StoreError("storage-no-name", name=name[:60])
    return name
