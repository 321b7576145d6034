"""Where things are kept by name: runs, networks, drawings. One small interface; today's folders are its one answer.

A *bundle* is what belongs together under one name, like a run; its *parts* are named too, like files. Whoever keeps
them elsewhere, in a database, writes a second class with these methods; nobody who asks would notice.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from digitdemo.server_settings import server_settings
from digitdemo.storage.folder_store import FolderStore


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

    def parts(self, name: str) -> list[str]:
        """What a bundle has, in any order; nothing where there is no such bundle."""

    def parts_version(self, name: str) -> int:
        """A number that changes whenever a part comes or goes; 0 where there is no such bundle."""

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

    def parts(self) -> list[str]:
        """What it has, in any order."""
        return self.store.parts(self.name)

    def parts_version(self) -> int:
        """A number that changes whenever a part comes or goes; 0 where it is not there."""
        return self.store.parts_version(self.name)

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


def server_store() -> Store:
    """What this server's visitors make: where the environment says, or in ``models/retrained``."""
    return FolderStore(server_settings().store.resolve())


def bundle_at(folder: Path) -> Bundle:
    """A folder anywhere, as a bundle: what the command line is told by path."""
    resolved = folder.resolve()
    return Bundle(FolderStore(resolved.parent), resolved.name)
