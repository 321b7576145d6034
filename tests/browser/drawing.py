"""A hand that draws on the canvas."""

import time
from collections.abc import Iterable, Sequence

import numpy as np
from playwright.sync_api import Page, expect

DIGIT = ".st-key-prediction .dd-digit"
SMALL_PRINT = ".st-key-prediction .dd-small"
SERVER_SPEAKS = "parameters, in"
"""In the small print once the server has read the last stroke; before, the browser's own reading stands there."""


def open_draw_page(page: Page, url: str) -> None:
    page.goto(url)
    expect(page.locator(".upper-canvas")).to_be_visible(timeout=20_000)
    expect(page.locator(".st-key-prediction")).to_be_visible()
    if not page.evaluate("matchMedia('(pointer: coarse)').matches"):
        expect_pen_ready(page)


def draw(page: Page, strokes: Iterable[Sequence[Sequence[float]]]) -> None:
    """Draw strokes of the unit square on the page's canvas, as a mouse would."""
    box = page.locator(".upper-canvas").bounding_box()
    assert box is not None
    for stroke in strokes:
        points = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in stroke]
        page.mouse.move(*points[0])
        page.mouse.down()
        for point in points[1:]:
            page.mouse.move(*point)
        page.mouse.up()


def within_the_canvas(strokes: Sequence[np.ndarray]) -> list[np.ndarray]:
    """A person's strokes, moved and shrunk so that all lie on the canvas; of a long stroke some 25 points."""
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    size = max(float((high - low).max()), 0.75)
    thinned = [np.concatenate([stroke[: -1 : max(1, len(stroke) // 25)], stroke[-1:]]) for stroke in strokes]
    return [(stroke - (low + high) / 2) / size * 0.75 + 0.5 for stroke in thinned]


def read_digit(page: Page) -> str:
    """The first text of the reading."""
    return page.locator(".st-key-prediction").inner_text().strip().split()[0]


def expect_reading(page: Page, digit: str) -> None:
    """Wait until the server's reading says so."""
    expect(page.locator(DIGIT)).to_have_text(digit, timeout=10_000)
    if digit != "–":
        expect(page.locator(SMALL_PRINT)).to_contain_text(SERVER_SPEAKS, timeout=10_000)
        expect(page.locator(DIGIT)).to_have_text(digit)


def expect_no_traceback(page: Page) -> None:
    expect(page.locator("[data-testid=stException]")).to_have_count(0)
    assert "Traceback" not in page.inner_text("body")


def click_button(page: Page, key: str) -> None:
    page.locator(f".st-key-{key} button").click()


def open_more(page: Page) -> None:
    """Open what the Draw page keeps behind *More*."""
    page.locator(".st-key-draw_more").get_by_role("button").first.click()


def clear(page: Page) -> None:
    """Press Clear, and wait until the server has heard of it."""
    click_button(page, "draw_clear")
    expect(page.locator(DIGIT)).to_have_text("–", timeout=10_000)
    expect_pen_ready(page)


def expect_pen_ready(page: Page) -> None:
    """Wait until the canvas has loaded what stands on it; a stroke before that would be lost."""
    box = page.locator(".upper-canvas").bounding_box()
    assert box is not None
    until = time.monotonic() + 5
    while time.monotonic() < until:
        page.mouse.move(box["x"] + 40, box["y"] + 40)
        page.mouse.move(box["x"] + 60, box["y"] + 60)
        if page.locator(".upper-canvas").evaluate("canvas => canvas.style.cursor") == "crosshair":
            return


BARRED_SEVEN = [
    [(0.3, 0.25), (0.5, 0.24), (0.72, 0.25), (0.6, 0.45), (0.52, 0.62), (0.45, 0.82)],
    [(0.38, 0.52), (0.5, 0.51), (0.66, 0.5)],
]
ONE = [[(0.5, 0.2), (0.5, 0.4), (0.5, 0.6), (0.5, 0.8)]]
