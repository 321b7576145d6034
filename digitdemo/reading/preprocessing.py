"""From a picture or a drawing to the network's input, the way MNIST itself was made.

The network learned from digits whose longest side is 20 px, placed by their centre of mass in a field of
28x28 px (LeCun, Cortes and Burges, "The MNIST database"). A drawing that skips these steps is a stranger to it:
the same network that reads 99 % of MNIST reads 75 % of whole canvases shrunk to 28x28.

Every intermediate picture is kept, so that a page can show the way.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from digitdemo.drawing.strokes import Stroke
from digitdemo.errors import BlankDrawingError
from digitdemo.reading.ink import find_ink
from digitdemo.reading.strokes import bounding_box, draw, redraw

FIELD_PX = 28
BOX_PX = 20
PEN_WIDTH_IN_BOX_PX = 2.6
"""About the line width of MNIST's digits; strokes are redrawn with it."""

INK_THRESHOLD = 40
"""Of 255: paler pixels are the smooth edge of a line and do not count when the ink is cropped."""

_THIN = 0.55  # of MNIST's line width: thinner lines are thickened

OVERSAMPLING = 8

LOOKED_AT_PX = 160
"""Longest side of a drawing's first pictures, which people look at and nothing is read from: a ninth of a canvas's
pixels."""


@dataclass(frozen=True)
class Step:
    """One picture on the way.

    Attributes:
        name: one of raw, ink, one-pen, cropped, scaled, centred.
        picture: (height, width) or (height, width, 3) uint8; all but ``raw`` are 0 paper to 255 ink.
    """

    name: str
    picture: np.ndarray


@dataclass(frozen=True)
class Preparation:
    """What came of a picture or a drawing.

    Attributes:
        network_input: (28, 28) float32 in [0, 1], 0 paper to 1 ink.
        steps: the way there, in order; the last one is ``network_input`` as uint8.
    """

    network_input: np.ndarray
    steps: tuple[Step, ...]


def prepare_picture(picture: np.ndarray) -> Preparation:
    """Make the network's input from a picture.

    Args:
        picture: (height, width), (height, width, 3) RGB or (height, width, 4) RGBA uint8; ink darker or lighter
            than the paper.

    Raises:
        PictureError: another shape or type, or no pixel at all.
        BlankDrawingError: nothing on the picture stands out from its paper.
    """
    raw, ink = find_ink(picture)
    one_pen = thicken_thin_lines(ink)
    cropped = crop(one_pen)
    scaled = scale_into_box(cropped)
    centred = ink if is_prepared(ink) else centre_by_mass(scaled)
    way = {"raw": raw, "ink": ink} | ({} if one_pen is ink else {"one-pen": one_pen})
    return _preparation(**way, cropped=cropped, scaled=scaled, centred=centred)


def prepare_strokes(
    strokes: Sequence[Stroke], *, pen_width_px: float, width_px: int, height_px: int | None = None
) -> Preparation:
    """Make the network's input from pen strokes, redrawn at one width so that the pen's setting stops mattering.

    Args:
        strokes: each (points, 2), in pixels of the canvas.
        pen_width_px: the pen that drew them; only the ``raw`` and ``ink`` pictures depend on it. Those and
            ``one-pen`` are the canvas made smaller, ``LOOKED_AT_PX``.
        width_px: of the canvas.
        height_px: of the canvas; a square one if None.

    Raises:
        BlankDrawingError: there is no stroke.
    """
    low, high = bounding_box(strokes)
    one_pen_px = float((high - low).max()) * PEN_WIDTH_IN_BOX_PX / (BOX_PX - PEN_WIDTH_IN_BOX_PX)
    smaller = min(1.0, LOOKED_AT_PX / max(width_px, height_px or width_px))
    size = max(1, round(width_px * smaller)), max(1, round((height_px or width_px) * smaller))
    shown = [stroke * smaller for stroke in strokes]
    ink, one_pen = (draw(shown, *size, pen_px * smaller) for pen_px in (pen_width_px, one_pen_px))
    cropped = crop(redraw(strokes, BOX_PX, PEN_WIDTH_IN_BOX_PX, OVERSAMPLING))
    scaled = scale_into_box(cropped)
    centred = centre_by_mass(scaled)
    return _preparation(raw=255 - ink, ink=ink, **{"one-pen": one_pen}, cropped=cropped, scaled=scaled, centred=centred)


def prepare_ink(ink: np.ndarray) -> Preparation:
    """Make the network's input from found ink, as of one digit of a number.

    Args:
        ink: (height, width) uint8, 0 paper to 255 ink.

    Raises:
        BlankDrawingError: no pixel carries ink.
    """
    cropped = crop(ink)
    scaled = scale_into_box(cropped)
    return _preparation(ink=ink, cropped=cropped, scaled=scaled, centred=centre_by_mass(scaled))


def thicken_thin_lines(ink: np.ndarray) -> np.ndarray:
    """Give lines so thin that shrinking would wash them out the width of MNIST's pens; others stay as they are.

    Args:
        ink: (height, width) uint8.

    Returns:
        The very same array where no line is too thin; else (height, width) uint8.
    """
    is_ink = (ink > INK_THRESHOLD).astype(np.uint8)
    _, _, width, height = cv2.boundingRect(is_ink)
    wanted_px = PEN_WIDTH_IN_BOX_PX * max(width, height) / BOX_PX
    if wanted_px < 2:
        return ink
    # Across a line of n pixels the distances to the paper are 1, 2, .. n/2 .. 2, 1: on average n/4 + 1/2.
    distance = cv2.distanceTransform(is_ink, cv2.DIST_L2, 3)
    line_px = max(1.0, 4 * float(distance[is_ink > 0].mean()) - 2)
    if line_px > _THIN * wanted_px:
        return ink
    brush_px = max(2, round(wanted_px - line_px + 1))
    thickened = cv2.dilate(ink, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (brush_px, brush_px)))
    return cv2.GaussianBlur(thickened, (0, 0), max(0.5, wanted_px / 8))


def crop(ink: np.ndarray) -> np.ndarray:
    """Cut away the empty paper around the ink.

    Raises:
        BlankDrawingError: no pixel is darker than ``INK_THRESHOLD``.
    """
    left, top, width, height = cv2.boundingRect((ink > INK_THRESHOLD).astype(np.uint8))
    if width == 0:
        raise BlankDrawingError("picture-no-ink")
    return ink[top : top + height, left : left + width]


def scale_into_box(ink: np.ndarray, box_px: int = BOX_PX) -> np.ndarray:
    """Scale so that the longer side is ``box_px``; the shape is kept, a thin line keeps at least one pixel.

    Args:
        ink: (height, width) uint8.

    Returns:
        (height, width) uint8, the longer one ``box_px``.
    """
    height, width = ink.shape
    scale = box_px / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    # Averaging over areas keeps a line's darkness when shrinking; when enlarging, straight lines between pixels do.
    return cv2.resize(ink, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)


def is_prepared(ink: np.ndarray) -> bool:
    """True for a picture that went this way already, as MNIST's own did: preparing it again would only blur it.

    Args:
        ink: (height, width) uint8.
    """
    if ink.shape != (FIELD_PX, FIELD_PX):
        return False
    _, _, width, height = cv2.boundingRect((ink > 0).astype(np.uint8))
    moments = cv2.moments(ink)
    mass = max(moments["m00"], 1e-9)
    off_centre_px = max(abs(moments[order] / mass - FIELD_PX / 2) for order in ("m10", "m01"))
    # Edges too pale to count may have been lost: one pixel less, and a centre a little off.
    return BOX_PX - 1 <= max(width, height) <= BOX_PX and off_centre_px < 0.6


def centre_by_mass(ink: np.ndarray, field_px: int = FIELD_PX) -> np.ndarray:
    """Place a digit so that its centre of mass is on the centre of the field, by whole pixels, none cut off.

    Args:
        ink: (height, width) uint8, neither longer than ``field_px``.

    Returns:
        (field_px, field_px) uint8.
    """
    height, width = ink.shape
    moments = cv2.moments(ink)
    mass = max(moments["m00"], 1e-9)
    # In every picture of MNIST the centre of mass rounds to pixel (14, 14), counted from 0.
    left = round(field_px / 2 - moments["m10"] / mass)
    top = round(field_px / 2 - moments["m01"] / mass)
    left = min(max(left, 0), field_px - width)
    top = min(max(top, 0), field_px - height)
    field = np.zeros((field_px, field_px), np.uint8)
    field[top : top + height, left : left + width] = ink
    return field


def shrink_whole(picture: np.ndarray) -> np.ndarray:
    """What most demos do: the whole picture, made square with empty paper, shrunk to the field at one go.

    Args:
        picture: (height, width) uint8, 0 paper to 255 ink.

    Returns:
        (28, 28) float32 in [0, 1].
    """
    height, width = picture.shape
    side = max(height, width)
    square = np.zeros((side, side), np.uint8)
    top, left = (side - height) // 2, (side - width) // 2
    square[top : top + height, left : left + width] = picture
    interpolation = cv2.INTER_AREA if side > FIELD_PX else cv2.INTER_LINEAR
    return (cv2.resize(square, (FIELD_PX, FIELD_PX), interpolation=interpolation) / 255).astype(np.float32)


def _preparation(**pictures: np.ndarray) -> Preparation:
    network_input = pictures["centred"].astype(np.float32) / np.float32(255)
    return Preparation(network_input, tuple(Step(name, picture) for name, picture in pictures.items()))
