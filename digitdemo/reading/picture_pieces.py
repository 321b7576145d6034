"""A picture's ink as the pieces of a number: what hangs together, cut where two digits may touch.

A cut is a path from the top to the bottom of the ink that goes through as little ink as it can and may lean up to
45 degrees, so that a 7 can reach over a 4 (a seam: Avidan and Shamir, "Seam carving", 2007; before them, for touching
digits, Congedo, Dimauro, Impedovo and Pirlo, "Segmentation of numeric strings", 1995, as the "drop fall").
"""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from digitdemo.reading.preprocessing import INK_THRESHOLD
from digitdemo.reading.segmentation import MIN_JOIN, Pieces
from digitdemo.reading.text_lines import usual_height

_SEAM_HEIGHT_PX = 64  # seams are sought on a picture so coarse
_BANDS = (0.03, 0.06, 0.12, 0.22)  # of the height: how far a seam may stray to either side of its middle
_LEAN_COST = 0.03  # of one pixel's ink: a seam through white paper stays upright
_LEAST_RESISTANCE = 0.05
_ONE_LINE, _TWO_LINES = 1.1, 1.55  # in half widths of the usual line: how far from paper the middle of the ink is
_TOUCH_DISCOUNT = 0.8  # of a line: what a seam saves where the line is two that touch
_NECK = 0.7  # of a line: ink narrower than this is where two digits just touch
_ALONG_INK = 1.6  # lines, for a whole height through ink
_IS_INK = 0.4  # of full ink, on the coarse picture
_MAX_SEAM_COST = 2.0  # lines: a seam through more is none between two digits
_WIDE_ENOUGH_TO_CUT = 0.5  # of the height
_TOUCH_COST = 0.7  # of a line: a seam that costs less goes where two lines touch
_SEAMS_APART, _TOUCHES_APART = 0.15, 0.08  # of the height
_TOUCHES_APART_IN_LINES = 0.8  # at least: two seams within a thick line are one
_MIN_PART_AREA = 0.02  # of the height's square
_SPECK = 0.12  # of the height: what is smaller both ways is dirt


@dataclass(frozen=True)
class InkPiece:
    """A part of the ink, to be read alone or with others.

    Attributes:
        ink: (height, width) uint8, cut out of the picture: 0 paper to 255 ink.
        left: of the picture, pixels.
        top: of the picture, pixels.
    """

    ink: np.ndarray
    left: int
    top: int

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right, bottom."""
        return self.left, self.top, self.left + self.ink.shape[1], self.top + self.ink.shape[0]


def find_components(ink: np.ndarray) -> list[InkPiece]:
    """What hangs together on a picture, without specks, from left to right.

    Args:
        ink: (height, width) uint8, 0 paper to 255 ink.
    """
    is_ink = (ink > INK_THRESHOLD).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(is_ink, connectivity=8)
    if count == 1:
        return []
    heights = stats[1:, cv2.CC_STAT_HEIGHT].astype(np.float64)
    sides = np.maximum(heights, stats[1:, cv2.CC_STAT_WIDTH])
    large = np.flatnonzero(sides >= min(_SPECK * usual_height(heights), sides.max())) + 1
    found = []
    for label in large:
        left, top, width, height = stats[label, :4]
        inside = np.s_[top : top + height, left : left + width]
        found.append(InkPiece(np.where(labels[inside] == label, ink[inside], 0), int(left), int(top)))
    return sorted(found, key=lambda piece: piece.box[0] + piece.box[2])


def take_apart(
    components: list[InkPiece], is_surely_digit: Callable[[InkPiece], bool] = lambda component: False
) -> tuple[list[InkPiece], Pieces]:
    """Make pieces of a line's components: wide ones are cut where two digits may touch.

    Args:
        components: of one line, at least one.
        is_surely_digit: says of a component that is no wider than high that it needs no cut.

    Returns:
        The pieces' ink and the pieces, both from left to right.
    """
    height = usual_height(np.array([component.ink.shape[0] for component in components], np.float64))
    parts: list[InkPiece] = []
    sources: list[int] = []
    joins: list[tuple[int, float]] = []
    for source, component in enumerate(components):
        tall, wide = component.ink.shape
        is_whole = wide < _WIDE_ENOUGH_TO_CUT * height or (wide < tall and is_surely_digit(component))
        cut, costs = ([component], []) if is_whole else _cut(component, height)
        joins += [(len(parts) + place, cost) for place, cost in enumerate(costs)]
        parts += cut
        sources += [source] * len(cut)
    order = np.argsort([part.box[0] + part.box[2] for part in parts], kind="stable")
    place_of = np.argsort(order)
    joined = np.zeros((len(parts), len(parts)))
    for left_part, cost in joins:
        a, b = place_of[left_part], place_of[left_part + 1]
        joined[a, b] = joined[b, a] = max(cost, MIN_JOIN)
    parts = [parts[index] for index in order]
    boxes = np.array([part.box for part in parts], np.float64)
    return parts, Pieces(boxes, height, np.zeros(joined.shape, bool), joined, np.array(sources)[order])


def put_together(parts: list[InkPiece]) -> np.ndarray:
    """The ink of some pieces on one picture: (height, width) uint8, as large as they need."""
    boxes = np.array([part.box for part in parts])
    left, top = boxes[:, :2].min(axis=0)
    right, bottom = boxes[:, 2:].max(axis=0)
    ink = np.zeros((bottom - top, right - left), np.uint8)
    for part in parts:
        place = ink[part.top - top :, part.left - left :][: part.ink.shape[0], : part.ink.shape[1]]
        np.maximum(place, part.ink, out=place)
    return ink


def _cut(component: InkPiece, height: float) -> tuple[list[InkPiece], list[float]]:
    """The component from left to right, cut by seams; and what each seam costs, in lines."""
    seams, costs = _find_seams(component.ink, height)
    columns = np.arange(component.ink.shape[1])
    parts: list[InkPiece] = []
    kept_costs: list[float] = []
    rest = component.ink
    for seam, cost in zip(seams, costs, strict=True):
        is_left = columns[None] < seam[:, None]
        left, right = np.where(is_left, rest, 0), np.where(is_left, 0, rest)
        # A seam along the rim cuts off nothing; what it left to its left goes with the next part.
        if min(_area(left), _area(right)) >= _MIN_PART_AREA * height**2:
            parts.append(_cropped(left, component))
            kept_costs.append(cost)
            rest = right
    return [*parts, _cropped(rest, component)], kept_costs


def _area(ink: np.ndarray) -> int:
    return int(np.count_nonzero(ink > INK_THRESHOLD))


def _cropped(ink: np.ndarray, component: InkPiece) -> InkPiece:
    left, top, width, height = cv2.boundingRect((ink > INK_THRESHOLD).astype(np.uint8))
    return InkPiece(ink[top : top + height, left : left + width], component.left + left, component.top + top)


def _find_seams(ink: np.ndarray, height: float) -> tuple[list[np.ndarray], list[float]]:
    """Seams through a component, from left to right: each (rows,) columns; and their costs in lines."""
    scale = min(1.0, _SEAM_HEIGHT_PX / height)
    size = (max(2, round(ink.shape[1] * scale)), max(2, round(ink.shape[0] * scale)))
    coarse = cv2.resize(ink, size, interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    doubled, line_px = _doubled_lines(ink)
    doubled = cv2.resize(doubled, size, interpolation=cv2.INTER_AREA)
    resistance = coarse * (1 - (1 - _LEAST_RESISTANCE) * doubled)
    ways = [_cheapest_ways_down(resistance, max(1, round(band * height * scale))) for band in _BANDS]
    seams = np.concatenate(ways)
    costs = _costs_in_lines(coarse, doubled, seams, height * scale, line_px * scale)
    kept = _choose_seams(coarse, seams, costs, height * scale, line_px * scale)
    rows = np.minimum((np.arange(ink.shape[0]) + 0.5) * size[1] / ink.shape[0], size[1] - 1).astype(int)
    fine = [np.round(seams[index][rows] * (ink.shape[1] / size[0])).astype(np.int64) for index in kept]
    return fine, [float(costs[index]) for index in kept]


def _choose_seams(ink: np.ndarray, seams: np.ndarray, costs: np.ndarray, height: float, line_px: float) -> list[int]:
    """The cheapest seams that cut something off and are not nearly the same, from left to right.

    Seams through a touch come first, being cheap, and may lie closer together: a narrow 1 touches on both sides.
    """
    total, columns = ink.sum(), np.arange(ink.shape[1])
    kept: list[int] = []
    for index in np.argsort(costs, kind="stable"):
        if costs[index] > _MAX_SEAM_COST:
            break
        left = float(ink[columns[None] < seams[index][:, None]].sum())
        cuts_off = min(left, total - left) >= _MIN_PART_AREA * height**2  # a seam along the rim cuts off nothing
        touches_apart = max(_TOUCHES_APART * height, _TOUCHES_APART_IN_LINES * line_px)
        apart = touches_apart if costs[index] < _TOUCH_COST else _SEAMS_APART * height
        if cuts_off and all(np.abs(seams[index] - seams[other]).mean() >= apart for other in kept):
            kept.append(int(index))
    return sorted(kept, key=lambda index: float(seams[index].mean()))


def _costs_in_lines(
    ink: np.ndarray, doubled: np.ndarray, seams: np.ndarray, height: float, line_px: float
) -> np.ndarray:
    """What seams cost: (seams,) float64, one for each line that they go through, less where two lines touch.

    Counting lines rather than ink makes thin and thick pens cost the same. Two digits touch in one place; a ring is
    crossed twice.

    Args:
        ink: (rows, columns) float32 in [0, 1].
        doubled: (rows, columns) float32, as of ``_doubled_lines``.
        seams: (seams, rows) float64 columns.
        height: of the line of writing, pixels.
        line_px: width of a usual line of ink.
    """
    places = np.clip(np.floor(seams).astype(int), 0, ink.shape[1] - 1)
    rows = np.arange(len(ink))[None]
    inside = ink[rows, places] > _IS_INK
    begins = inside.copy()
    begins[:, 1:] &= ~inside[:, :-1]
    crossings = int(np.count_nonzero(begins))
    crossing = (np.cumsum(begins.ravel()) - 1)[inside.ravel()]  # which one each inked step of a seam belongs to
    widest = np.zeros(crossings)
    np.maximum.at(widest, crossing, doubled[rows, places][inside])
    lengths = np.bincount(crossing, minlength=crossings)
    each = np.minimum(lengths / line_px / _NECK, 1) * (1 - _TOUCH_DISCOUNT * widest) + _ALONG_INK * lengths / height
    return np.bincount(np.nonzero(begins)[0], weights=each, minlength=len(seams))


def _doubled_lines(ink: np.ndarray) -> tuple[np.ndarray, float]:
    """Where the ink is wider than one line.

    Two lines that touch side by side make one of up to double width, and the seam belongs in its middle. There the
    distance to the paper is up to twice what it is in the middle of one line.

    Returns:
        (height, width) float32, 0 in a single line, up to 1; and a usual line's width in pixels.
    """
    is_ink = (ink > INK_THRESHOLD).astype(np.uint8)
    from_paper = cv2.distanceTransform(cv2.copyMakeBorder(is_ink, 1, 1, 1, 1, cv2.BORDER_CONSTANT), cv2.DIST_L2, 5)
    from_paper = from_paper[1:-1, 1:-1]
    # In a long line distances are spread evenly from 0 to half its width: the median is a quarter of the width.
    half_width = 2 * float(np.median(from_paper[is_ink > 0]))
    doubled = np.clip((from_paper / half_width - _ONE_LINE) / (_TWO_LINES - _ONE_LINE), 0, 1)
    return cv2.dilate(doubled.astype(np.float32), np.ones((3, 3), np.uint8)), 2 * half_width


def _cheapest_ways_down(ink: np.ndarray, band_px: int) -> np.ndarray:
    """The cheapest way from top to bottom within each upright band of columns, by dynamic programming.

    Args:
        ink: (rows, columns) float32 in [0, 1].
        band_px: columns to either side of a band's middle.

    Returns:
        (bands, rows) float64: the columns before which each way goes.
    """
    # Outside counts as ink: a seam around the ink cuts off nothing, and would hide the one beside it.
    padded = np.pad(ink, ((0, 0), (band_px, band_px)), constant_values=1)
    bands = np.lib.stride_tricks.sliding_window_view(padded, 2 * band_px + 1, axis=1)[:, ::2]  # (rows, bands, width)
    rows, count, width = bands.shape
    cost = bands[-1].astype(np.float32)
    step = np.zeros((rows, count, width), np.int8)
    for row in range(rows - 2, -1, -1):
        below = np.pad(cost, ((0, 0), (1, 1)), constant_values=np.inf)
        ways = np.stack([below[:, 1:-1], below[:, :-2] + _LEAN_COST, below[:, 2:] + _LEAN_COST])
        step[row] = np.array([0, -1, 1], np.int8)[ways.argmin(axis=0)]
        cost = bands[row] + ways.min(axis=0)
    every = np.arange(count)
    place = cost.argmin(axis=1)
    seams = np.empty((count, rows))
    for row in range(rows):
        seams[:, row] = place + 2 * every - band_px + 0.5
        place = place + step[row, every, place]
    return seams
