"""A hand that draws on the canvas."""

from collections.abc import Iterable, Sequence

from playwright.sync_api import Page, expect


def open_draw_page(page: Page, url: str) -> None:
    page.goto(url)
    expect(page.locator(".upper-canvas")).to_be_visible(timeout=20_000)
    expect(page.locator(".st-key-prediction")).to_be_visible()


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


def read_digit(page: Page) -> str:
    """The first text of the reading."""
    return page.locator(".st-key-prediction").inner_text().strip().split()[0]


BARRED_SEVEN = [
    [(0.3, 0.25), (0.5, 0.24), (0.72, 0.25), (0.6, 0.45), (0.52, 0.62), (0.45, 0.82)],
    [(0.38, 0.52), (0.5, 0.51), (0.66, 0.5)],
]
