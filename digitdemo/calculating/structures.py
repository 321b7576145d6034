"""What belongs to a root or to a fraction bar, by where it stands."""

from digitdemo.calculating.grammar import DIGITS
from digitdemo.calculating.grouping import Box, Group

Numbered = list[tuple[int, Group]]
"""Groups, each with its number among all."""

ROOT_SHARE, BAR_SHARE = 0.3, 0.15
"""From which probability a sign is tried as a root, or as a fraction bar."""

_SHORT_BAR = 0.25
"""Of its own width: how far a digit may lie beyond the end of a fraction bar."""

_LEAST = 1e-5


def share_of(group: Group, label: str) -> float:
    """Of a label, among all signs: strokes must be something, even if they look like no sign."""
    return group.probabilities.get(label, 0.0) / max(sum(group.probabilities.values()), _LEAST)


def root_content(root: Group, others: Numbered) -> Numbered | None:
    """What lies under a root's roof; where nothing does, the nearest sign behind its hook."""
    box = root.box
    slack = 0.2 * box.height
    level = [
        entry
        for entry in others
        # The hook of a root may reach under what stands before it.
        if box.top - slack < entry[1].box.y < box.bottom + slack
        and entry[1].box.x > box.left + 0.1 * box.width
        and entry[1].box.left > box.left
    ]
    inside = [
        entry
        for entry in level
        if _shared_width(entry[1].box, box) > 0.3 * entry[1].box.width and entry[1].box.width < 1.1 * box.width
    ]
    if not inside:
        near = [entry for entry in level if box.right - box.height < entry[1].box.left < box.right + 0.5 * box.height]
        return sorted(near, key=lambda entry: entry[1].box.left)[:1] or None
    # A roof may be too short: what stands under an inner root stands under the outer one too.
    taken = {index for index, _ in inside}
    for index, inner in list(inside):
        if share_of(inner, "\\sqrt") > ROOT_SHARE and index in taken:
            rest = [entry for entry in others if entry[0] not in taken]
            more = root_content(inner, rest) or []
            inside += more
            taken |= {number for number, _ in more}
    return inside


def over_and_under(bar: Group, others: Numbered) -> tuple[Numbered, Numbered]:
    """What stands over a fraction bar and what under it; nothing where the bar is no fraction's."""
    box = bar.box
    column = [entry for entry in others if _belongs_to_bar(entry[1], box)]
    above = _reaching(bar, [entry for entry in column if entry[1].box.y < box.y], 1)
    below = _reaching(bar, [entry for entry in column if entry[1].box.y >= box.y], -1)
    return above, below


def _belongs_to_bar(group: Group, bar: Box) -> bool:
    """Over or under a bar, or a digit so near its end that the bar was drawn too short."""
    box = group.box
    if _shared_width(box, bar) > 0.4 * max(box.width, 2.0):
        return True
    clear = box.bottom < bar.top or box.top > bar.bottom
    gap = max(bar.left - box.right, box.left - bar.right)
    return clear and group.label in DIGITS and gap < _SHORT_BAR * bar.width


def _shared_width(a: Box, b: Box) -> float:
    """Pixels over which two boxes lie above each other; a little more, so that a dot has some."""
    return min(a.right, b.right) - max(a.left, b.left) + 1.0


def _reaching(bar: Group, side: Numbered, sign: int) -> Numbered:
    """Those on one side if the nearest of them is near enough for a fraction, and mostly on this side of the bar."""
    middle = bar.box.y
    good = []
    for entry in side:
        box = entry[1].box
        overhang = (box.bottom - middle) if sign > 0 else (middle - box.top)
        if overhang < 0.35 * max(box.height, 1.0):
            good.append(entry)
    tall = [entry[1].box.height for entry in good]
    if not tall:
        return []
    gaps = [(middle - entry[1].box.bottom) if sign > 0 else (entry[1].box.top - middle) for entry in good]
    return good if min(gaps) < 1.6 * max(max(tall), 0.25 * bar.box.width) else []
