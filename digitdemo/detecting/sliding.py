"""A window that moves over the whole sheet, right and down, in several sizes: the course's way to localise.

A window of each size is read wherever it shows a whole sign: some ink, little of it cut by the window's rim, and a sign
about as large as the window's inner box. What overlaps a surer window, of any size, yields to it.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from digitdemo.detecting.ink_boxes import ConnectedInk, fit_to_ink
from digitdemo.detecting.sheet import usual_side
from digitdemo.reading.boxes import Suppression, suppress
from digitdemo.reading.network import Network
from digitdemo.reading.preprocessing import BOX_PX, FIELD_PX, INK_THRESHOLD

SIZES = (0.5, 0.7, 1.0, 1.4, 2.0)
"""Of the usual sign's longer side: what a window's inner box measures."""

STEP_PX = 4
"""Of the window's 28 pixels, right and down; finer steps see more and take longer."""

MIN_CONFIDENCE = 0.5
MAX_OVERLAP = 0.3
MAX_INSIDE = 0.6
MAX_READINGS = 700
"""The fullest windows are read first; a scribbled sheet has more, and would take seconds."""

_RIM_PX = 3
_MOST_RIM = 0.15  # of the ink under a window may lie in its rim: more belongs to a neighbour, or is cut
_SMALLEST_SIGN = 0.6  # of the window's inner box


@dataclass(frozen=True)
class SlidingFinding:
    """What windows of several sizes saw.

    Attributes:
        boxes: (read, 4) the windows' inner boxes, in the ink's pixels.
        sizes: (read,) which of ``SIZES`` each has.
        probabilities: (read, 10).
        confidences: (read,) the highest probability, times how well the sign fills the window.
        suppression: which windows stay, and which had to yield to which.
        found: (kept, 4) the boxes that stay, fitted to their ink.
        digits: (kept,) what they read.
        windows: how many were looked at.
        elapsed_ms: altogether.
    """

    boxes: np.ndarray
    sizes: np.ndarray
    probabilities: np.ndarray
    confidences: np.ndarray
    suppression: Suppression
    found: np.ndarray
    digits: np.ndarray
    windows: int
    elapsed_ms: float


def slide_everywhere(
    network: Network, ink: np.ndarray, sizes: Sequence[float] = SIZES, step_px: int = STEP_PX
) -> SlidingFinding:
    """Move windows of several sizes over a sheet and let suppression choose among all of them.

    Args:
        ink: (height, width) uint8, 0 paper to 255 ink.
        sizes: of the usual sign's longer side.
        step_px: of the window's 28 pixels.
    """
    started = time.perf_counter()
    is_ink = (ink > INK_THRESHOLD).astype(np.uint8)
    usual_px = usual_side(is_ink) if is_ink.any() else float(BOX_PX)
    seen = [_windows_of(ink, size * usual_px, step_px) for size in sizes]
    fills = np.concatenate([one.fills for one in seen])
    chosen = np.sort(np.argsort(-fills, kind="stable")[:MAX_READINGS])
    fields = np.concatenate([one.fields for one in seen])[chosen]
    boxes = np.concatenate([one.boxes for one in seen])[chosen]
    of_size = np.repeat(sizes, [len(one.fields) for one in seen])[chosen]
    none = np.zeros((0, 10), np.float32)
    probabilities = np.stack([network.probabilities(field) for field in fields]) if len(fields) else none
    confidences = probabilities.max(axis=1, initial=0) * fills[chosen]
    suppression, kept, fitted = _suppress(ink, boxes, confidences)
    digits = probabilities[kept].argmax(axis=1) if len(kept) else np.zeros(0, int)
    windows, elapsed_ms = sum(one.count for one in seen), 1e3 * (time.perf_counter() - started)
    return SlidingFinding(boxes, of_size, probabilities, confidences, suppression, fitted, digits, windows, elapsed_ms)


def _suppress(
    ink: np.ndarray, boxes: np.ndarray, confidences: np.ndarray
) -> tuple[Suppression, np.ndarray, np.ndarray]:
    """Which windows of all sizes stay, the sure ones' indices, and their boxes fitted to the ink."""
    sure = np.where(confidences >= MIN_CONFIDENCE, confidences, 0)
    suppression = suppress(boxes, sure, MAX_OVERLAP, MAX_INSIDE)
    kept = np.array([index for index in suppression.kept if sure[index] > 0], int)
    fitted = fit_to_ink(ConnectedInk.of(ink), boxes[kept])
    # Two windows that saw parts of one digit are fitted to the same ink.
    apart = list(suppress(fitted, sure[kept], MAX_INSIDE, MAX_INSIDE).kept)
    return suppression, kept[apart], fitted[apart]


def _ink_under(sheet: np.ndarray, rim_px: int) -> np.ndarray:
    """The ink under each window without its rim, by sums over corners: (places down, places right) float64."""
    sums = cv2.integral(sheet).astype(np.float64)  # (height + 1, width + 1)
    side = FIELD_PX - 2 * rim_px
    rows, columns = (length - FIELD_PX + 1 for length in sheet.shape)
    low_y, low_x = slice(rim_px, rim_px + rows), slice(rim_px, rim_px + columns)
    high_y, high_x = slice(rim_px + side, rim_px + side + rows), slice(rim_px + side, rim_px + side + columns)
    return np.asarray(sums[high_y, high_x] - sums[low_y, high_x] - sums[high_y, low_x] + sums[low_y, low_x])


@dataclass(frozen=True)
class _Windows:
    """Windows of one size that show a whole sign: (n, 28, 28) fields, (n, 4) inner boxes, (n,) how well filled."""

    count: int
    fields: np.ndarray
    boxes: np.ndarray
    fills: np.ndarray


def scaled_for_window(ink: np.ndarray, sign_px: float) -> np.ndarray:
    """Scale a sheet so that signs with a longer side of ``sign_px`` get the network's 20 pixels."""
    scale = BOX_PX / sign_px
    sides = [max(1, round(side * scale)) for side in (ink.shape[1], ink.shape[0])]
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return cv2.resize(ink, (sides[0], sides[1]), interpolation=way)


def _windows_of(ink: np.ndarray, sign_px: float, step_px: int) -> _Windows:
    """Scale the sheet for windows of one size, then cut one out at every step."""
    scale = BOX_PX / sign_px
    small = np.pad(scaled_for_window(ink, sign_px), FIELD_PX // 2)
    views = np.lib.stride_tricks.sliding_window_view(small, (FIELD_PX, FIELD_PX))[::step_px, ::step_px]
    rows, columns = views.shape[:2]
    total, inner = (_ink_under(small, rim_px)[::step_px, ::step_px].ravel() for rim_px in (0, _RIM_PX))
    whole = np.flatnonzero((total > 255 * 4) & (inner >= (1 - _MOST_RIM) * total))
    fields, fills = views[np.unravel_index(whole, (rows, columns))], []
    for field in fields:
        shown = (field[_RIM_PX:-_RIM_PX, _RIM_PX:-_RIM_PX] > INK_THRESHOLD).astype(np.uint8)
        _, _, width, height = cv2.boundingRect(shown)
        fills.append(min(1.0, max(width, height) / BOX_PX))
    fill = np.array(fills) * (inner[whole] / total[whole])
    large = fill >= _SMALLEST_SIGN
    place = np.stack(np.unravel_index(whole[large], (rows, columns)), axis=1)[:, ::-1] * step_px - FIELD_PX // 2
    margin = (FIELD_PX - BOX_PX) / 2
    low = (place + margin) / scale
    boxes = np.concatenate([low, low + BOX_PX / scale], axis=1)
    return _Windows(rows * columns, fields[large].astype(np.float32) / np.float32(255), boxes, fill[large])
