"""Numbers and comparisons, drawn by a real browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.drawing import BARRED_SEVEN


def draw_at(page: Page, strokes, left: float, side: float) -> None:
    """Strokes of the unit square, in a square of the canvas."""
    box = page.locator(".upper-canvas").bounding_box()
    assert box is not None
    for stroke in strokes:
        points = [(box["x"] + left + side * x, box["y"] + side * y) for x, y in stroke]
        page.mouse.move(*points[0])
        page.mouse.down()
        for point in points[1:]:
            page.mouse.move(*point)
        page.mouse.up()


ONE = [[(0.35, 0.45), (0.55, 0.2), (0.54, 0.5), (0.55, 0.85)]]
THREE = [
    [
        (0.3, 0.25),
        (0.45, 0.18),
        (0.62, 0.27),
        (0.58, 0.42),
        (0.42, 0.5),
        (0.6, 0.56),
        (0.66, 0.72),
        (0.5, 0.85),
        (0.3, 0.78),
    ]
]


def test_a_number_grows_with_each_digit(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/number")
    expect(page.locator(".upper-canvas")).to_be_visible(timeout=20_000)
    expect(page.locator(".dd-number")).to_have_text("–")
    draw_at(page, BARRED_SEVEN, 0, 200)
    expect(page.locator(".dd-number")).to_have_text("7")
    draw_at(page, THREE, 130, 200)
    expect(page.locator(".dd-number")).to_have_text("73")
    draw_at(page, ONE, 260, 200)
    expect(page.locator(".dd-number")).to_have_text("731")
    boxes = page.locator(".dd-boxes .dd-mark")
    expect(boxes).to_have_count(3)
    canvas, first = page.locator(".upper-canvas").bounding_box(), boxes.first.bounding_box()
    assert canvas is not None
    assert first is not None
    assert canvas["x"] + 40 < first["x"] < canvas["x"] + 70  # 0.3 of 200 px, less half a pen
    page.get_by_role("button", name="Undo").first.click()
    expect(page.locator(".dd-number")).to_have_text("73")
    page.get_by_role("tab", name="One pass").click()
    grid = page.locator('canvas[aria-label^="The grid of confidences"]')
    cell_px = grid.evaluate("grid => grid.getBoundingClientRect().height / grid.height")
    for row, column in ((1, 1), (3, 2)):
        grid.click(position={"x": (column - 0.5) * cell_px, "y": (row - 0.5) * cell_px})
        expect(page.locator(".st-key-number_cell_says")).to_contain_text(f"row {row}, column {column}", timeout=10_000)


@pytest.mark.parametrize("path", ["number", "calculate", "compare"])
@pytest.mark.parametrize("width", [320, pytest.param(390, marks=pytest.mark.slow)])
def test_no_canvas_is_cut_on_a_phone(page: Page, app_url: str, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{app_url}/{path}")
    canvas = page.locator(".upper-canvas")
    expect(canvas).to_be_visible(timeout=20_000)
    page.wait_for_function(
        """() => {
          const box = document.querySelector('[class*="_canvas_fit"]').getBoundingClientRect();
          return box.left >= 0 && box.right <= innerWidth && document.documentElement.scrollWidth <= innerWidth;
        }"""
    )
    box, frame = canvas.bounding_box(), page.locator('[class*="_canvas_fit"]').bounding_box()
    assert box is not None
    assert frame is not None
    assert box["width"] == pytest.approx(frame["width"], abs=3)  # the frame cuts nothing off
    assert box["height"] == pytest.approx(frame["height"], abs=3)


def test_every_network_reads_the_same_drawing(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/compare")
    expect(page.locator(".upper-canvas")).to_be_visible(timeout=20_000)
    cards = page.locator(".dd-reader-answer p")
    expect(cards.first).to_have_text("–")
    draw_at(page, BARRED_SEVEN, 0, 280)
    expect(cards.first).to_have_text("7")
