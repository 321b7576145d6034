"""Picture files from outside, opened with care: whatever a phone, a scanner or a joker sends."""

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import cv2
import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from digitdemo.errors import PictureError
from digitdemo.server_settings import server_settings

MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 50_000_000
"""What a good phone's camera gives; a decompression bomb of 20,000x20,000 has eight times as many."""

FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")
"""What is opened; each has a decoder that ships with Pillow and needs no program beside it."""

_WORKING_SIDE_PX = 1600


_BYTES_A_PIXEL = {"1": 2, "L": 1, "P": 5, "PA": 8, "I;16": 4, "I;16B": 4, "I;16L": 4, "I": 8, "F": 8}
"""Of Pillow's modes, the first conversion included; all others are kept in 4 and made small as they are."""

_PROGRESSIVE_BYTES_A_PIXEL = 3
"""A progressive JPEG's file is gone through whole, however small it is wanted."""

_WEBP_BYTES_A_PIXEL = 18
"""Its decoder keeps two more pictures beside the one that it gives."""


def open_picture(content: bytes) -> np.ndarray:
    """Open a picture file: upright, as its camera meant it; of an animation the first frame.

    Returns:
        (height, width, 3) RGB or (height, width, 4) RGBA uint8, neither side over 1600.

    Raises:
        PictureError: empty, no picture, damaged, or too large.
    """
    with _opened(content) as picture:
        full_width, full_height = picture.size
        wanted = _WORKING_SIDE_PX / max(full_width, full_height, 1)
        picture.draft("RGB", (int(full_width * wanted), int(full_height * wanted)))  # JPEG: decode small at once
        _check_size(picture, full_width, full_height)
        upright = ImageOps.exif_transpose(_to_eight_bits(_shrunk(picture)))
        upright.thumbnail((_WORKING_SIDE_PX, _WORKING_SIDE_PX))
        return np.asarray(upright)


def size_from_header(content: bytes) -> tuple[int, int]:
    """(width, height) in pixels, before any of them is decoded.

    Raises:
        PictureError: empty, no picture, or a damaged header.
    """
    with _opened(content) as picture:
        return picture.size


@contextmanager
def _opened(content: bytes) -> Iterator[Image.Image]:
    """A picture file whose header was read; whatever goes wrong with it, now or later, is said in a sentence."""
    if not content:
        raise PictureError("picture-file-empty")
    if len(content) > MAX_FILE_BYTES:
        raise PictureError("picture-file-too-large", most=MAX_FILE_BYTES >> 20)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of odd metadata; only pixels matter here
            with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
                yield picture
    except UnidentifiedImageError as error:
        raise PictureError("picture-no-picture") from error
    except (Image.DecompressionBombError, MemoryError) as error:
        raise PictureError("picture-far-too-large") from error
    except _DAMAGED as error:
        raise PictureError("picture-damaged") from error


_DAMAGED = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, OverflowError, struct.error)


def _check_size(picture: Image.Image, full_width: int, full_height: int) -> None:
    """Refuse by the header what would take too much memory.

    Args:
        full_width: in the file, before a JPEG is decoded small.
        full_height: likewise.
    """
    pixels = full_width * full_height
    if pixels == 0:
        raise PictureError("picture-no-pixels")
    needed = picture.width * picture.height * _BYTES_A_PIXEL.get(picture.mode, 4)
    if picture.info.get("progressive"):
        needed = max(needed, pixels * _PROGRESSIVE_BYTES_A_PIXEL)
    if picture.format == "WEBP":
        needed = pixels * _WEBP_BYTES_A_PIXEL
    if pixels > MAX_PIXELS or needed > server_settings().max_picture_mb << 20:
        raise PictureError("picture-too-large", width=full_width, height=full_height)


def _shrunk(picture: Image.Image) -> Image.Image:
    """The picture, decoded and averaged down to not much more than is wanted, before anything copies it."""
    factor = max(picture.size) // _WORKING_SIDE_PX
    if factor < 2:
        return picture
    if picture.mode == "1":
        picture = picture.convert("L")
    if picture.mode in ("P", "PA"):
        picture = picture.convert("RGBA" if _is_transparent(picture) else "RGB")
    if picture.mode.startswith("I;16"):
        averaged = cv2.resize(np.asarray(picture), None, fx=1 / factor, fy=1 / factor, interpolation=cv2.INTER_AREA)
        small = Image.fromarray(averaged)
    else:
        small = picture.reduce(factor)
    small.info.update(picture.info)
    return small


def _to_eight_bits(picture: Image.Image) -> Image.Image:
    """RGB or RGBA from whatever a file holds: palettes, CMYK, one bit or sixteen."""
    if picture.mode.startswith(("I", "F")):
        values = np.asarray(picture).astype(np.float64)
        low, high = np.nanmin(values), np.nanmax(values)
        top = 255.0 if high <= 255 and low >= 0 else 65535.0 if low >= 0 and high <= 65535 else high - low
        offset = 0.0 if low >= 0 and high <= 65535 else low
        scaled = np.nan_to_num((values - offset) / max(top, 1e-9)) * 255
        converted = Image.fromarray(np.clip(scaled, 0, 255).astype(np.uint8)).convert("RGB")
        converted.info.update(picture.info)
        return converted
    return picture.convert("RGBA" if _is_transparent(picture) else "RGB")


def _is_transparent(picture: Image.Image) -> bool:
    return picture.mode in ("LA", "PA", "RGBA", "RGBa", "La") or "transparency" in picture.info
