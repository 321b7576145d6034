"""The page Calculate in a real browser: the answer stands in the first screen."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.drawing import draw
from tests.calculating.signs import write


@pytest.mark.parametrize("size", [(1280, 720), pytest.param((390, 844), marks=pytest.mark.slow)])
def test_the_answer_stands_in_the_first_screen(page: Page, app_url: str, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{app_url}/calculate")
    canvas = page.locator(".upper-canvas")
    expect(canvas).to_be_visible(timeout=20_000)
    box = canvas.bounding_box()
    assert box is not None
    strokes = write("4+7=", left=30, top=50, height=60)
    draw(page, [[(x / box["width"], y / box["height"]) for x, y in stroke] for stroke in strokes])
    value = page.locator(".st-key-calculate_value")
    expect(page.locator(".st-key-latex code")).to_have_text("4+7=", timeout=20_000)
    expect(value).to_contain_text("11")
    place = value.bounding_box()
    assert place is not None
    assert place["y"] + place["height"] <= size[1]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
