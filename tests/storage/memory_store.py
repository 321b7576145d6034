"""A store that is no folder: what a database's would be like. Kept in this process, for tests."""

import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


class MemoryLock:
    """A lock within this process."""

    def __init__(self, held: set[str], name: str) -> None:
        self._held, self._name, self._mine = held, name, False

    def take(self) -> bool:
        if not self._mine and self._name in self._held:
            return False
        self._held.add(self._name)
        self._mine = True
        return True

    def give_back(self) -> None:
        if self._mine:
            self._held.discard(self._name)
            self._mine = False


class MemoryStore:
    """Bundles as dictionaries; each change of a part gets the next number as its version."""

    def __init__(self) -> None:
        self._bundles: dict[str, dict[str, tuple[int, bytes]]] = {}
        self._away: dict[str, dict[str, tuple[int, bytes]]] = {}
        self._held: set[str] = set()
        self._changes = 0
        self._guard = threading.RLock()

    def names(self, part: str) -> list[str]:
        return [name for name, parts in self._bundles.items() if part in parts]

    def has(self, name: str, part: str) -> bool:
        return part in self._bundles.get(name, {})

    def parts(self, name: str) -> list[str]:
        return list(self._bundles.get(name, {}))

    def parts_version(self, name: str) -> int:
        return self._changes if name in self._bundles else 0

    def version(self, name: str, part: str) -> int:
        return self._bundles[name][part][0] if self.has(name, part) else 0

    def size_bytes(self, name: str, part: str) -> int:
        return len(self._bundles[name][part][1]) if self.has(name, part) else 0

    def read(self, name: str, part: str) -> bytes:
        if not self.has(name, part):
            raise FileNotFoundError(f"{name}/{part}")
        return self._bundles[name][part][1]

    @contextmanager
    def as_file(self, name: str, part: str) -> Iterator[Path]:
        content = self.read(name, part)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / part
            path.write_bytes(content)
            yield path

    def write(self, name: str, part: str, content: bytes) -> None:
        with self._guard:
            self._changes += 1
            self._bundles.setdefault(name, {})[part] = (self._changes, content)

    def write_with(self, name: str, part: str, write: Callable[[Path], object]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / part
            write(path)
            self.write(name, part, path.read_bytes())

    def append(self, name: str, part: str, content: bytes) -> None:
        with self._guard:
            before = self.read(name, part) if self.has(name, part) else b""
            self.write(name, part, before + content)

    def remove(self, name: str, part: str) -> None:
        self._changes += 1
        self._bundles.get(name, {}).pop(part, None)

    def create(self, name: str, parts: Mapping[str, bytes]) -> None:
        for part, content in parts.items():
            self.write(name, part, content)

    def put_away(self, name: str, keep_s: float) -> None:
        self._away[name] = self._bundles.pop(name)

    def bring_back(self, name: str) -> bool:
        if name not in self._away:
            return False
        self._bundles[name] = self._away.pop(name)
        return True

    def erase(self, name: str) -> None:
        self._bundles.pop(name, None)
        self._away.pop(name, None)

    def lock(self, name: str = "") -> MemoryLock:
        return MemoryLock(self._held, name)

    def environment(self) -> dict[str, str]:
        return {}

    def place(self, name: str) -> str:
        return f"memory:{name}"
