"""Files from outside: every kind that phones and programs make, and what is refused."""

import time
import tracemalloc

import numpy as np
import pytest
from PIL import Image

from digitdemo.errors import PictureError
from digitdemo.reading.pictures import MAX_FILE_BYTES, open_picture, size_from_header
from tests.reading.bad_pictures import BAD_FILES, bomb, encode, line_picture


@pytest.mark.parametrize("what", BAD_FILES)
def test_what_cannot_be_opened_is_refused_in_words(what):
    content, said = BAD_FILES[what]
    with pytest.raises(PictureError, match=said):
        open_picture(content)


def test_a_decompression_bomb_costs_neither_time_nor_memory():
    content = bomb()
    tracemalloc.start()
    started = time.process_time()
    with pytest.raises(PictureError, match="too large"):
        open_picture(content)
    elapsed_s, peak_bytes = time.process_time() - started, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert elapsed_s < 1
    assert peak_bytes < 4 * 1024 * 1024


def test_a_file_that_is_too_large_is_refused_unread():
    with pytest.raises(PictureError, match="20 MB"):
        open_picture(bytes(MAX_FILE_BYTES + 1))


def line_is_dark(picture: np.ndarray) -> bool:
    assert picture.dtype == np.uint8
    assert picture.shape[:2] == (60, 60)
    assert picture.shape[2] in (3, 4)
    return bool(picture[30, 30, :3].max() < 40 and picture[30, 5, :3].min() > 200)


def sixteen_bits() -> Image.Image:
    return Image.fromarray(np.asarray(line_picture()).astype(np.uint16) * 257)


def palette_with_transparency() -> bytes:
    picture = line_picture("P")
    return encode(picture, "PNG", transparency=3)


def animation(kind: str) -> bytes:
    other = Image.new("L", (60, 60), 128)
    return encode(line_picture(), kind, save_all=True, append_images=[other, other], duration=50)


@pytest.mark.parametrize(
    "content",
    [
        *(pytest.param(encode(line_picture(mode), "PNG"), id=f"PNG {mode}") for mode in ("1", "L", "LA", "P", "RGB")),
        pytest.param(encode(line_picture("RGBA"), "PNG"), id="PNG RGBA"),
        pytest.param(encode(sixteen_bits(), "PNG"), id="PNG 16 bits"),
        pytest.param(palette_with_transparency(), id="PNG palette with transparency"),
        pytest.param(encode(line_picture("CMYK"), "JPEG", quality=95), id="JPEG CMYK"),
        pytest.param(encode(line_picture("L"), "JPEG", quality=95), id="JPEG grey"),
        pytest.param(encode(line_picture("CMYK"), "TIFF"), id="TIFF CMYK"),
        pytest.param(encode(line_picture("1"), "TIFF", compression="group4"), id="TIFF fax"),
        pytest.param(encode(sixteen_bits(), "TIFF"), id="TIFF 16 bits"),
        pytest.param(encode(line_picture("I"), "TIFF"), id="TIFF 32 bits"),
        pytest.param(encode(line_picture("F"), "TIFF"), id="TIFF float"),
        pytest.param(encode(line_picture("LAB") if False else line_picture("YCbCr"), "TIFF"), id="TIFF YCbCr"),
        pytest.param(encode(line_picture(), "BMP"), id="BMP"),
        pytest.param(encode(line_picture(), "GIF"), id="GIF"),
        pytest.param(encode(line_picture("RGB"), "WEBP", lossless=True), id="WEBP"),
        pytest.param(animation("GIF"), id="animated GIF"),
        pytest.param(animation("WEBP"), id="animated WEBP"),
        pytest.param(animation("PNG"), id="APNG"),
        pytest.param(animation("TIFF"), id="TIFF of many pages"),
    ],
)
def test_every_kind_is_opened_and_of_many_pictures_the_first(content):
    assert line_is_dark(open_picture(content))


def test_transparency_is_kept():
    pixels = np.zeros((60, 60, 4), np.uint8)
    pixels[20:40, 28:32, 3] = 255
    opened = open_picture(encode(Image.fromarray(pixels), "PNG"))
    np.testing.assert_array_equal(opened, pixels)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_that_the_camera_turned_is_upright(orientation):
    upright = np.full((40, 60), 255, np.uint8)
    upright[:10, :20] = 0  # a mark in the upper left corner
    undo = {1: None, 2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}[orientation]  # Pillow's transposes
    stored = Image.fromarray(upright)
    stored = stored if undo is None else stored.transpose(Image.Transpose(undo))
    exif = Image.Exif()
    exif[0x0112] = orientation
    opened = open_picture(encode(stored, "PNG", exif=exif))
    np.testing.assert_array_equal(opened[..., 0], upright)


def test_large_pictures_are_shrunk_and_keep_their_shape():
    opened = open_picture(encode(Image.new("RGB", (6000, 3000), (250, 250, 250)), "JPEG"))
    assert opened.shape == (800, 1600, 3)


def test_damaged_metadata_do_not_matter():
    content = bytearray(
        encode(line_picture("RGB", 60), "JPEG", exif=b"Exif\x00\x00MM\x00*\x00\x00\xff\xff" + bytes(20))
    )
    assert line_is_dark(open_picture(bytes(content)))


@pytest.mark.parametrize(
    ("width", "height", "mode", "kind", "options"),
    [
        (7000, 7000, "I;16", "PNG", {"compress_level": 1}),
        (4000, 5000, "RGB", "PNG", {"compress_level": 1}),
        (5500, 3000, "P", "PNG", {}),
        (2600, 2600, "RGB", "WEBP", {"quality": 1}),
        (5100, 5100, "RGB", "JPEG", {"progressive": True}),
    ],
)
def test_a_picture_that_would_fill_the_memory_is_refused_by_its_header(width, height, mode, kind, options):
    pixels = np.zeros((height, width), np.uint16) if mode == "I;16" else None
    picture = Image.fromarray(pixels) if pixels is not None else Image.new(mode, (width, height))
    content = encode(picture, kind, **options)
    assert size_from_header(content) == (width, height)
    with pytest.raises(PictureError, match="too large"):
        open_picture(content)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "I;16"])
def test_a_large_picture_is_averaged_down_and_keeps_its_line(mode):
    line = line_picture("L", 3400)
    if mode == "I;16":
        line = Image.fromarray(np.asarray(line).astype(np.uint16) * 257)
    elif mode == "P":
        line = line.convert("RGB").quantize(8)
    else:
        line = line.convert(mode)
    opened = open_picture(encode(line, "PNG", compress_level=1))
    assert max(opened.shape[:2]) <= 1600
    middle = opened.shape[0] // 2
    assert opened[middle, middle, :3].max() < 60  # the line
    assert opened[middle, middle // 4, :3].min() > 200  # the paper beside it


@pytest.mark.parametrize("what", ["empty", "text", "JPEG's first bytes"])
def test_a_header_that_is_none_is_refused_in_words(what):
    content, said = BAD_FILES[what]
    with pytest.raises(PictureError, match=said):
        size_from_header(content)
