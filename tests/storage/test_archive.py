"""Zip files from strangers: every damage is an ArchiveError, and nothing is unpacked before it is counted."""

import contextlib
import io
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from digitdemo.errors import ArchiveError
from digitdemo.storage.archive import open_archive

LIMITS = {"max_files": 5, "max_unpacked_bytes": 1_000_000}


def zipped(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


GOOD = zipped({"a/1.txt": b"one" * 100, "b.txt": b"two"})


def read_all(content: bytes) -> dict[str, bytes]:
    with open_archive(content, **LIMITS) as archive:
        return {name: archive.read(name) for name in archive.sizes_bytes}


def test_files_are_read_from_memory_and_from_a_path(tmp_path: Path) -> None:
    assert read_all(GOOD) == {"a/1.txt": b"one" * 100, "b.txt": b"two"}
    (tmp_path / "good.zip").write_bytes(GOOD)
    with open_archive(tmp_path / "good.zip", **LIMITS) as archive:
        assert archive.read("b.txt") == b"two"
        with pytest.raises(ArchiveError):
            archive.read("not there")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no zip"),
        (b"PK\x03\x04", "no zip"),
        (zipped({f"{number}": b"" for number in range(6)}), "6 files"),
        (zipped({"large": bytes(2_000_000)}), "more than"),
        (zipped({"a": b"x" * 99}, zipfile.ZIP_LZMA), "rare way"),
        (zipped({"a": b"x" * 99}, zipfile.ZIP_BZIP2), "rare way"),
    ],
)
def test_what_is_no_bearable_zip_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(ArchiveError, match=words):
        read_all(content)


def test_a_damaged_stream_is_a_sentence() -> None:
    start = GOOD.index(zlib.compress(b"one" * 100)[2:-4])
    with pytest.raises(ArchiveError, match="damaged"):
        read_all(GOOD[:start] + b"\xff" * 5 + GOOD[start + 5 :])


def test_a_name_that_is_no_utf8_is_a_sentence() -> None:
    marked = zipped({"ä.txt": b"x"}).replace("ä.txt".encode(), b"\xff\xfe.txt")
    with pytest.raises(ArchiveError):
        read_all(marked)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some.integers(0, len(GOOD) - 1), some.binary(min_size=1, max_size=8))
def test_whatever_is_damaged_nothing_else_is_raised(place: int, bytes_there: bytes) -> None:
    damaged = GOOD[:place] + bytes_there + GOOD[place + len(bytes_there) :]
    with contextlib.suppress(ArchiveError):
        assert sum(map(len, read_all(damaged).values())) <= LIMITS["max_unpacked_bytes"]
