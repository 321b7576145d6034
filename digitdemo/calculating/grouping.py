"""Which strokes make one sign: candidates, what they are worth, and the best way to use every stroke once."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from digitdemo.calculating.stroke_counts import count_scores
from digitdemo.calculating.symbol_network import SymbolNetwork, read_shapes
from digitdemo.calculating.symbol_sizes import label_scores
from digitdemo.drawing.strokes import Stroke

MAX_STROKES = 4
"""Of one sign; a ÷ and a crossed 5 have three, few signs four."""

_POSSIBLE, _LATER = -4.0, -1.0
"""Log-odds from which two strokes are tried as one sign: written one after the other, or with others between."""

_SURELY = 2.0
"""Log-odds from which a stroke is tried with a sign that was left and come back to."""

_PAIRS_COUNT = 1.0
"""How far neighbouring strokes' odds count beside what the network says of the group."""

_MOST_A_STROKE = 4
"""Candidates, on average: more come from scribbles, and would only take time."""

_BEAM = 24

_DOT, _SPOT = 0.2, 0.15
"""In heights of a usual sign: how large a dot is at most, and how far apart two taps on one spot."""


@dataclass(frozen=True)
class Box:
    """Where ink lies: pixels of the canvas, x to the right, y down."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Pixels."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Pixels."""
        return self.bottom - self.top

    @property
    def x(self) -> float:
        """The middle's."""
        return (self.left + self.right) / 2

    @property
    def y(self) -> float:
        """The middle's."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Group:
    """Strokes that may be one sign.

    Attributes:
        strokes: their indices, ascending.
        box: around them.
        probabilities: by label; what is missing to one is for "no sign of a calculation".
        score: higher is likelier to be one sign; comparable between ways to use the same strokes.
    """

    strokes: tuple[int, ...]
    box: Box
    probabilities: dict[str, float]
    score: float

    @property
    def label(self) -> str:
        """The likeliest."""
        return max(self.probabilities, key=self.probabilities.__getitem__)


@dataclass(frozen=True)
class Grouping:
    """One way to use every stroke once.

    Attributes:
        groups: by their first stroke.
        score: higher is likelier.
    """

    groups: tuple[Group, ...]
    score: float


def box_of(strokes: Sequence[Stroke]) -> Box:
    """Around all points."""
    points = np.concatenate(strokes)
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    return Box(float(left), float(top), float(right), float(bottom))


def usual_height_px(strokes: Sequence[Stroke]) -> float:
    """About a digit's height: what the taller half of the strokes have in common, long lines and dots left out."""
    boxes = [box_of([stroke]) for stroke in strokes]
    heights = sorted(box.height for box in boxes if box.height > 0.5 * box.width)
    if not heights:
        return max(1.0, max(max(box.width, box.height) for box in boxes))
    heights = [height for height in heights if height >= _DOT * heights[-1]]
    return max(1.0, heights[int(0.6 * (len(heights) - 1))])


def join_dots(strokes: Sequence[Stroke], height_px: float) -> list[tuple[int, ...]]:
    """Dots that were tapped twice on one spot are one dot.

    Returns:
        The strokes' indices, those of one dot together, by the first of each.
    """
    boxes = [box_of([stroke]) for stroke in strokes]
    is_dot = [max(box.width, box.height) < _DOT * height_px for box in boxes]
    joined: list[list[int]] = []
    for index, box in enumerate(boxes):
        same = next(
            (unit for unit in joined if is_dot[index] and is_dot[unit[0]] and _is_near(boxes[unit[0]], box, height_px)),
            None,
        )
        if same is None:
            joined.append([index])
        else:
            same.append(index)
    return [tuple(unit) for unit in joined]


def _is_near(first: Box, second: Box, height_px: float) -> bool:
    return max(abs(first.x - second.x), abs(first.y - second.y)) < _SPOT * height_px


def find_candidates(log_odds: np.ndarray) -> list[tuple[int, ...]]:
    """Groups of strokes that may be one sign: each stroke goes well with another one of the group.

    Args:
        log_odds: (strokes, strokes) that two strokes belong to one sign.
    """
    count = len(log_odds)
    near = log_odds > _POSSIBLE
    found: set[tuple[int, ...]] = {(index,) for index in range(count)}
    for first in range(count):
        for length in range(2, MAX_STROKES + 1):
            group = tuple(range(first, first + length))
            if group[-1] < count and _is_chained(group, near):
                found.add(group)
    # A sign may be finished later: a crossed 7, the dots of a division.
    pairs = np.argwhere(np.triu(log_odds > _LATER, 2)).tolist()
    found |= set(_likeliest([(first, second) for first, second in pairs], log_odds, _MOST_A_STROKE * count))
    found |= {longer for group in sorted(found) for longer in _gone_over(group, log_odds)}
    alone, together = [g for g in found if len(g) == 1], [g for g in found if len(g) > 1]
    return sorted(alone + _likeliest(together, log_odds, (_MOST_A_STROKE - 1) * count))


def _likeliest(groups: list[tuple[int, ...]], log_odds: np.ndarray, most: int) -> list[tuple[int, ...]]:
    """At most so many, by how well their strokes go together on average."""
    if len(groups) <= most:
        return groups
    odds = log_odds.tolist()

    def mean_odds(group: tuple[int, ...]) -> float:
        pairs = list(combinations(group, 2))
        return sum(odds[first][second] for first, second in pairs) / len(pairs)

    return sorted(groups, key=lambda group: (-mean_odds(group), group))[:most]


def _gone_over(group: tuple[int, ...], log_odds: np.ndarray) -> list[tuple[int, ...]]:
    """The same sign with strokes written later, when others were: one of them, or as many as a sign may have."""
    later = log_odds[list(group), group[-1] + 1 :].max(axis=0) > _SURELY
    strokes = tuple(int(index) for index in group[-1] + 1 + np.flatnonzero(later))[: MAX_STROKES - len(group)]
    return [(*group, *strokes[:count]) for count in sorted({1, len(strokes)}) if strokes]


def score_candidates(
    network: SymbolNetwork,
    strokes: Sequence[Stroke],
    candidates: Sequence[tuple[int, ...]],
    log_odds: np.ndarray,
    height_px: float,
) -> list[Group]:
    """Read all candidates at once.

    A group's score: what the network says, once a stroke, and how well its strokes go together and keep apart from all
    others, and how many strokes people write its label with. A pair that is torn apart costs both its groups half.
    """
    together, apart = -np.logaddexp(0, -log_odds), -np.logaddexp(0, log_odds) / 2
    np.fill_diagonal(apart, 0.0)
    parts = [[strokes[index] for index in candidate] for candidate in candidates]
    boxes = [box_of(part) for part in parts]
    shapes = read_shapes(network, parts)
    sizes = np.array([[box.width, box.height] for box in boxes]) / height_px
    counts = count_scores(network.classes, [len(candidate) for candidate in candidates])
    probabilities = label_scores(network.sizes, shapes, sizes, counts)
    groups = []
    for candidate, box, row, count in zip(candidates, boxes, probabilities, counts, strict=True):
        by_label = dict(zip(network.classes, (float(value) for value in row), strict=True))
        by_label.pop("other", None)
        inside = list(candidate)
        pairs = together[np.ix_(inside, inside)][np.triu_indices(len(inside), 1)].sum()
        pairs += apart[inside].sum() - apart[np.ix_(inside, inside)].sum()
        label = max(by_label, key=by_label.__getitem__)
        score = len(candidate) * float(np.log(max(by_label[label], 1e-6))) + _PAIRS_COUNT * float(pairs)
        score += float(count[network.classes.index(label)])
        groups.append(Group(candidate, box, by_label, score))
    return groups


def best_groupings(groups: Sequence[Group], stroke_count: int, wanted: int = 3) -> list[Grouping]:
    """The best ways to use every stroke once, best first: always go on from the first stroke that is still free."""
    starting_with: dict[int, list[Group]] = {}
    for group in groups:
        starting_with.setdefault(group.strokes[0], []).append(group)
    everything = (1 << stroke_count) - 1
    beam: dict[int, list[Grouping]] = {0: [Grouping((), 0.0)]}
    done: list[Grouping] = []
    while beam:
        following: dict[int, list[Grouping]] = {}
        for used, ways in beam.items():
            if used == everything:
                done += ways
                continue
            first = (~used & (used + 1)).bit_length() - 1
            for group in starting_with.get(first, ()):
                mask = sum(1 << index for index in group.strokes)
                if not used & mask:
                    longer = [Grouping((*way.groups, group), way.score + group.score) for way in ways]
                    following.setdefault(used | mask, []).extend(longer)
        beam = _prune(following, wanted)
    return sorted(done, key=lambda way: -way.score)[:wanted]


def neighbouring_groupings(best: Grouping, groups: Sequence[Group], wanted: int, within: float) -> list[Grouping]:
    """Ways that differ from the best one in one place: one other group, and the best use of what it leaves over.

    Args:
        wanted: at most so many, the likeliest first.
        within: no less likely than the best one by more than this.
    """
    owner = {index: group for group in best.groups for index in group.strokes}
    by_strokes = {group.strokes: group for group in groups}
    found: dict[tuple[tuple[int, ...], ...], Grouping] = {}
    for group in groups:
        if owner[group.strokes[0]].strokes == group.strokes:
            continue
        replaced = {owner[index].strokes: owner[index] for index in group.strokes}
        left_over = sorted({index for strokes in replaced for index in strokes} - set(group.strokes))
        rest = _best_use(tuple(left_over), by_strokes)
        if rest is None:
            continue
        new = [group, *rest.groups]
        score = best.score + group.score + rest.score - sum(old.score for old in replaced.values())
        kept = [old for old in best.groups if old.strokes not in replaced]
        whole = tuple(sorted([*kept, *new], key=lambda entry: entry.strokes))
        if score > best.score - within:
            found.setdefault(tuple(entry.strokes for entry in whole), Grouping(whole, score))
    return sorted(found.values(), key=lambda way: -way.score)[:wanted]


def _best_use(strokes: tuple[int, ...], by_strokes: dict[tuple[int, ...], Group]) -> Grouping | None:
    """Of a few strokes; None where there is no way to use them all."""
    if not strokes:
        return Grouping((), 0.0)
    best: Grouping | None = None
    for size in range(min(len(strokes), MAX_STROKES)):
        for others in combinations(strokes[1:], size):
            group = by_strokes.get((strokes[0], *others))
            rest = _best_use(tuple(i for i in strokes[1:] if i not in others), by_strokes) if group else None
            if group and rest is not None and (best is None or group.score + rest.score > best.score):
                best = Grouping((group, *rest.groups), group.score + rest.score)
    return best


def _prune(beam: dict[int, list[Grouping]], wanted: int) -> dict[int, list[Grouping]]:
    kept = {used: sorted(ways, key=lambda way: -way.score)[:wanted] for used, ways in beam.items()}
    if len(kept) <= _BEAM:
        return kept
    # Ways that used more strokes have paid for more: compare what a stroke costs.
    best = sorted(kept, key=lambda used: -kept[used][0].score / max(1, used.bit_count()))[:_BEAM]
    return {used: kept[used] for used in best}


def _is_chained(group: Sequence[int], near: np.ndarray) -> bool:
    reached = {group[0]}
    for _ in group:
        reached |= {index for index in group if any(near[index, other] for other in reached)}
    return len(reached) == len(group)
