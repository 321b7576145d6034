"""Picture files from outside, opened with care: whatever a phone, a scanner or a joker sends."""

import io
import warnings

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from digitdemo.errors import PictureError

MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 50_000_000
"""What a good phone's camera gives; a decompression bomb of 20,000x20,000 has eight times as many."""

FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")
"""What is opened; each has a decoder that ships with Pillow and needs no program beside it."""

_WORKING_SIDE_PX = 1600


def open_picture(content: bytes) -> np.ndarray:
    """Open a picture file: upright, as its camera meant it; of an animation the first frame.

    Returns:
        (height, width, 3) RGB or (height, width, 4) RGBA uint8, neither side over 1600.

    Raises:
        PictureError: empty, no picture, damaged, or too large.
    """
    if not content:
        raise PictureError("This file is empty.")
    if len(content) > MAX_FILE_BYTES:
        raise PictureError(f"A picture's file may have at most {MAX_FILE_BYTES >> 20} MB.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of odd metadata; only pixels matter here
            return _open(content)
    except UnidentifiedImageError as error:
        raise PictureError("This file is not a picture that can be opened. Try PNG or JPEG.") from error
    except Image.DecompressionBombError as error:
        raise PictureError(_too_large("too many")) from error
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, OverflowError) as error:
        raise PictureError("This picture is damaged or incomplete. Save it again, or try another.") from error
    except MemoryError as error:
        raise PictureError(_too_large("too many")) from error


def _open(content: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
        width, height = picture.size
        if width * height > MAX_PIXELS:
            raise PictureError(_too_large(f"{width:,} × {height:,}"))
        if width * height == 0:
            raise PictureError("This picture has no pixels.")
        picture.draft("RGB", (_WORKING_SIDE_PX, _WORKING_SIDE_PX))  # JPEG: decode small at once
        upright = ImageOps.exif_transpose(_to_eight_bits(picture))
        upright.thumbnail((_WORKING_SIDE_PX, _WORKING_SIDE_PX))
        return np.asarray(upright)


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
    has_transparency = picture.mode in ("LA", "PA", "RGBA", "RGBa", "La") or "transparency" in picture.info
    return picture.convert("RGBA" if has_transparency else "RGB")


def _too_large(size: str) -> str:
    return f"This picture is too large ({size} pixels). Shrink it below {MAX_PIXELS // 1_000_000} million pixels."
