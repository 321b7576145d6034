"""How a network learns, as one picture: large enough for the last row, light enough for forty phones."""

import html
from collections.abc import Sequence
from urllib.parse import quote

import pandas as pd

from digitdemo.sentences import say

WIDTH, HEIGHT = 900, 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 90, 30, 30, 70
LEARNED, CHECKED = "#2f7fd1", "#d9720b"
MOST_POINTS = 150


def curve_address(batches: pd.DataFrame, history: pd.DataFrame, epochs: int, *, ink: str) -> str:
    """An SVG as an address: the share read right of what is learned from (a line), and of others (dots, dashed).

    Args:
        batches: ``at`` (epochs) and ``accuracy``, some lines a second.
        history: ``epoch`` and ``check_accuracy``, a line an epoch.
        epochs: of the whole training.
        ink: colour of words and axes.
    """
    learned = _thinned(_points(batches, "at", "accuracy"))
    checked = _points(history, "epoch", "check_accuracy")
    parts = [_axes(epochs, ink)]
    if learned:
        parts.append(_line(learned, epochs, LEARNED, ""))
    if checked:
        parts.append(_line(checked, epochs, CHECKED, ' stroke-dasharray="14 10"'))
        parts += [_dot(point, epochs) for point in checked]
    box = f'viewBox="0 0 {WIDTH} {HEIGHT}" font-family="system-ui,sans-serif"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{"".join(parts)}</svg>'
    return f"data:image/svg+xml,{quote(svg)}"


def words_of_curve(history: pd.DataFrame) -> str:
    """What the picture shows, for who does not see it."""
    checked = _points(history, "epoch", "check_accuracy")
    if not checked:
        return say("curve-begins")
    return say("curve-now", epoch=round(checked[-1][0]), percent=round(100 * checked[-1][1]))


def _points(table: pd.DataFrame, across: str, up: str) -> list[tuple[float, float]]:
    if not {across, up} <= set(table.columns):
        return []
    pairs = table[[across, up]].dropna()
    return [(float(x), float(y)) for x, y in pairs.itertuples(index=False)]


def _thinned(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The mean of neighbours, so that a line of some hundred batches can be seen from afar."""
    size = max(1, -(-len(points) // MOST_POINTS), len(points) // 25)
    groups = [points[start : start + size] for start in range(0, len(points), size)]
    return [(group[-1][0], sum(value for _, value in group) / len(group)) for group in groups]


def _place(point: tuple[float, float], epochs: int) -> tuple[float, float]:
    across = (WIDTH - _LEFT - _RIGHT) * min(point[0] / max(epochs, 1), 1)
    return _LEFT + across, HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * min(max(point[1], 0), 1)


def _line(points: Sequence[tuple[float, float]], epochs: int, colour: str, how: str) -> str:
    places = " ".join(f"{x:.0f},{y:.0f}" for x, y in (_place(point, epochs) for point in points))
    return f'<polyline points="{places}" fill="none" stroke="{colour}" stroke-width="6" stroke-linejoin="round"{how}/>'


def _dot(point: tuple[float, float], epochs: int) -> str:
    x, y = _place(point, epochs)
    return f'<circle cx="{x:.0f}" cy="{y:.0f}" r="11" fill="{CHECKED}"/>'


def _axes(epochs: int, ink: str) -> str:
    bottom, right = HEIGHT - _BOTTOM, WIDTH - _RIGHT
    at = f'x="{_LEFT - 12}" text-anchor="end"'
    marks = "".join(
        f'<text {at} y="{_place((0, share), epochs)[1] + 9:.0f}">{100 * share:.0f} %</text>' for share in (0, 0.5, 1)
    )
    rounds = html.escape(say("curve-rounds", epochs=epochs))
    return (
        f'<g fill="{ink}" font-size="26"><path d="M{_LEFT} {_TOP}V{bottom}H{right}" fill="none" stroke="{ink}" '
        f'stroke-width="3"/>{marks}<text x="{right}" y="{HEIGHT - 22}" text-anchor="end">{rounds}</text></g>'
    )
