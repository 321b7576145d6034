"""Picture files that no careful program would send."""

import io
import struct
import zlib

import numpy as np
from PIL import Image


def encode(picture: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def png_of_size(width: int, height: int, rows: bytes = b"") -> bytes:
    """A grey one-bit PNG that says it is so large; its rows are what is given."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def bomb() -> bytes:
    """20,000 x 20,000 pixels in 49 KB."""
    return png_of_size(20_000, 20_000, bytes(2501 * 20_000))


def line_picture(mode: str = "L", side: int = 60) -> Image.Image:
    """A dark upright line on light paper."""
    pixels = np.full((side, side), 230, np.uint8)
    pixels[side // 6 : -side // 6, side // 2 - 3 : side // 2 + 3] = 20
    return Image.fromarray(pixels).convert(mode)


BAD_FILES = {
    # what: (content, what the message says)
    "empty": (b"", "empty"),
    "text": (b"I am not a picture.", "not a picture"),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "not a picture"),
    "SVG": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "not a picture"),
    "JSON": (b'{"format": "digitdemo drawing"}', "not a picture"),
    "PNG's first bytes": (b"\x89PNG\r\n\x1a\n", "damaged|not a picture"),
    "truncated PNG": (encode(line_picture(), "PNG")[:90], "damaged"),
    "truncated JPEG": (encode(line_picture("RGB", 600), "JPEG")[:700], "damaged"),
    "truncated WEBP": (encode(line_picture("RGB", 600), "WEBP")[:300], "damaged|not a picture"),
    "JPEG's first bytes": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "damaged|not a picture"),
    "0 x 0": (png_of_size(0, 0), "damaged|no pixels|not a picture"),
    "0 x 5": (png_of_size(0, 5), "damaged|no pixels|not a picture"),
    "bomb": (bomb(), "too large"),
    "wide bomb": (png_of_size(2_000_000_000, 1), "too large|damaged"),
}
