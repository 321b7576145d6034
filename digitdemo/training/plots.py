"""Pictures of how well a network reads: what it misread most surely, and whether its per cents mean what they say."""

import numpy as np
from PIL import Image, ImageDraw

from digitdemo.training.measures import Answers, reliability

_CELL_PX = 112
_CAPTION_PX = 34
_COLUMNS = 8
_MOST_ERRORS = 64
_SIDE_PX, _MARGIN_PX = 480, 60
_BINS = 10

PAPER, INK, BLUE, ORANGE = (255, 255, 255), (30, 30, 30), (52, 110, 190), (214, 116, 30)


def draw_worst_errors(answers: Answers) -> Image.Image:
    """The misread digits as the network saw them, the surest error first, each with truth, reading and how sure."""
    worst = worst_errors(answers)[:_MOST_ERRORS]
    columns = min(_COLUMNS, max(3, len(worst)))
    rows = max(1, -(-len(worst) // columns))
    sheet = Image.new("RGB", (columns * _CELL_PX, rows * (_CELL_PX + _CAPTION_PX)), PAPER)
    pen = ImageDraw.Draw(sheet)
    if not len(worst):
        pen.text((12, 12), "No error.", INK, font_size=16)
    for place, index in enumerate(worst):
        left, top = place % columns * _CELL_PX, place // columns * (_CELL_PX + _CAPTION_PX)
        grey = np.round(255 - 255 * answers.inputs[index]).astype(np.uint8)
        enlarged = Image.fromarray(grey).resize((_CELL_PX - 4, _CELL_PX - 4), Image.Resampling.NEAREST)
        sheet.paste(enlarged, (left + 2, top + 2))
        read, sure = int(answers.probabilities[index].argmax()), float(answers.probabilities[index].max())
        said = "" if answers.said[index] >= 0 else ", not said"
        pen.text((left + 4, top + _CELL_PX), f"{answers.truths[index]}, read as {read}", INK, font_size=12)
        pen.text((left + 4, top + _CELL_PX + 15), f"{100 * sure:.0f} % sure{said}", INK, font_size=12)
    return sheet


def worst_errors(answers: Answers) -> np.ndarray:
    """Where the most probable digit is not the true one, the surest error first: indices."""
    wrong = np.flatnonzero(answers.probabilities.argmax(axis=1) != answers.truths)
    return wrong[np.argsort(-answers.probabilities[wrong].max(axis=1), kind="stable")]


def draw_reliability(answers: Answers) -> Image.Image:
    """Reliability diagram: how often it was right, over how sure it was; on the diagonal it means what it says.

    The area of a dot is the share of readings in its bin.
    """
    side = _SIDE_PX + 2 * _MARGIN_PX
    picture = Image.new("RGB", (side, side), PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((_MARGIN_PX, _MARGIN_PX, _MARGIN_PX + _SIDE_PX, _MARGIN_PX + _SIDE_PX), outline=INK)
    pen.line((*_at(0, 0), *_at(1, 1)), fill=(170, 170, 170), width=2)
    for step in range(0, 101, 20):
        x, y = _at(step / 100, step / 100)
        pen.text((x, _MARGIN_PX + _SIDE_PX + 8), f"{step} %", INK, anchor="ma", font_size=13)
        pen.text((_MARGIN_PX - 8, y), f"{step} %", INK, anchor="rm", font_size=13)
    for share, sure, right in reliability(answers.probabilities, answers.truths, _BINS):
        x, y = _at(sure, right)
        radius = 4 + 16 * np.sqrt(share)
        pen.line((x, y, *_at(sure, sure)), fill=ORANGE, width=3)
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=BLUE, width=3)
        pen.text((x - radius - 6, y), f"{100 * share:.1f} %", INK, anchor="rm", font_size=11)
    pen.text((side / 2, side - 18), "how sure it was", INK, anchor="mm", font_size=15)
    pen.text(
        (side / 2, 24), "how often it was right; beside each dot the share of readings", INK, anchor="mm", font_size=15
    )
    return picture


def _at(x: float, y: float) -> tuple[float, float]:
    """(0..1, 0..1) to pixels, y upwards."""
    return _MARGIN_PX + x * _SIDE_PX, _MARGIN_PX + (1 - y) * _SIDE_PX
