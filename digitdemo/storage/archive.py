"""Zip files that a stranger sent: looked through before anything is unpacked, and every failure is a sentence."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from digitdemo.errors import ArchiveError

_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What Keras, this program and every desktop write. The others unpack without end before anyone can count."""

_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    RuntimeError,  # encrypted
    ValueError,  # names that are no UTF-8 among them
    LookupError,
    OverflowError,
    NotImplementedError,
)


class Archive:
    """An opened zip file; entries are read one at a time, never to disk."""

    def __init__(self, opened: zipfile.ZipFile) -> None:
        """Take over a zip file that was looked through."""
        self._opened = opened
        self.sizes_bytes = {entry.filename: entry.file_size for entry in opened.infolist() if not entry.is_dir()}
        """What each file unpacks to, by its name, as the zip file says."""

    def read(self, name: str) -> bytes:
        """Unpack one file; never more than ``sizes_bytes`` says.

        Raises:
            ArchiveError: it is not there, encrypted or damaged.
        """
        try:
            return self._opened.read(name)
        except _DAMAGED as error:
            raise ArchiveError("archive-file-damaged") from error


@contextmanager
def open_archive(source: bytes | Path, *, max_files: int, max_unpacked_bytes: int) -> Iterator[Archive]:
    """Open a zip file from outside.

    Args:
        source: its content, or its path.
        max_files: more are refused, before any is unpacked.
        max_unpacked_bytes: likewise, of all files together.

    Raises:
        ArchiveError: no zip file, damaged, too much in it, or packed in a way that is not read here.
    """
    try:
        opened = zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source)
    except _DAMAGED as error:
        raise ArchiveError("archive-no-zip") from error
    with opened:
        entries = opened.infolist()
        if len(entries) > max_files:
            raise ArchiveError("archive-too-many-files", files=len(entries), most=max_files)
        if sum(entry.file_size for entry in entries) > max_unpacked_bytes:
            raise ArchiveError("archive-too-large", most=max_unpacked_bytes >> 20)
        if any(entry.compress_type not in _COMPRESSIONS for entry in entries):
            raise ArchiveError("archive-rare-packing")
        yield Archive(opened)
