"""Draw on the first page, go inside, see that digit's maps, pick a pixel, run the lab step by step."""

import re

import pytest
from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.browser.drawing import BARRED_SEVEN, clear, draw, expect_pen_ready, expect_reading, open_draw_page

ONE = [[(0.5, 0.15), (0.5, 0.35), (0.5, 0.6), (0.5, 0.85)]]
KEYS = ["glance", "filters", "feature-maps", "arithmetic", "occlusion", "lab"]


def go_inside(page: Page) -> None:
    page.get_by_role("link", name="Look inside").click()
    expect(page.locator(".st-key-glance .board").first).to_be_visible(timeout=20_000)


def open_inside(page: Page, url: str) -> None:
    page.goto(f"{url}/inside")
    expect(page.locator(".st-key-glance .board").first).to_be_visible(timeout=20_000)
    expect(page.locator(".st-key-lab .board").first).to_be_visible(timeout=20_000)
    expect(page.locator("[data-testid=stApp]")).to_have_attribute("data-test-script-state", "notRunning")


def ink_of(canvas: Locator) -> list[int]:
    """How blue each pixel of a drawn array is, from the canvas itself."""
    return canvas.evaluate(
        "c => { const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
        " return Array.from({length: d.length / 4}, (_, i) => 255 - d[4 * i]) }"
    )


def choose(page: Page, key: str, option: str) -> None:
    """Choose from a list; while charts above it still settle, the list may close again."""
    for _ in range(4):
        page.locator(f".st-key-{key} input").click()
        try:
            page.get_by_role("option", name=option).click(timeout=4000)
        except TimeoutError:
            page.keyboard.press("Escape")
        else:
            return
    raise AssertionError(f"{option} could not be chosen")


def test_my_digit_is_what_the_page_is_about(page: Page, app_url: str) -> None:
    open_draw_page(page, app_url)
    draw(page, BARRED_SEVEN)
    expect(page.locator(".st-key-prediction")).to_contain_text("%")
    expect(page.get_by_text("What the network sees")).to_be_visible()
    go_inside(page)
    expect(page.get_by_text("Your digit, as")).to_be_visible()
    drawing = page.locator(".st-key-glance .board canvas").first
    seven = ink_of(drawing)
    assert len(seven) == 28 * 28
    assert max(seven[: 14 * 28]) > 200
    expect(page.locator(".st-key-feature-maps canvas").nth(3)).to_be_visible()
    page.get_by_role("link", name="Draw", exact=True).click()
    expect(page.locator(".upper-canvas")).to_be_visible(timeout=20_000)
    expect_pen_ready(page)
    clear(page)
    draw(page, ONE)
    expect_reading(page, "1")
    go_inside(page)
    for _ in range(100):  # the picture follows the page by a moment
        one = ink_of(page.locator(".st-key-glance .board canvas").first)
        if one != seven:
            break
        page.wait_for_timeout(100)
    assert one != seven
    assert sum(one[14 * 28 : 15 * 28]) < sum(seven[14 * 28 : 15 * 28])  # a 7's bar is gone


def test_every_section_is_there_without_a_click(page: Page, app_url: str) -> None:
    open_inside(page, app_url)
    for key in KEYS:
        expect(page.locator(f".st-key-{key}")).to_have_count(1)
    expect(page.get_by_text("Nothing is drawn yet")).to_be_visible()
    expect(page.locator(".st-key-arithmetic")).to_contain_text(re.compile(r"×.*=", re.DOTALL))
    expect(page.locator("[data-testid=stSidebarNav]")).to_have_count(0)


def test_down_from_a_layer_to_a_pixel(page: Page, app_url: str) -> None:
    open_inside(page, app_url)
    arithmetic = page.locator(".st-key-arithmetic")
    page.locator(".st-key-glance .board.clickable").nth(2).click()  # the second convolution
    expect(page.locator(".st-key-feature-maps")).to_contain_text("One number sees: 10×10 px")
    layer = page.locator(".st-key-inside_layer input")
    expect(layer).to_have_value(re.compile(r"^3\. Convolution 3×3"))  # the widgets follow the click
    expect(page.locator(".st-key-inside_filters_layer input")).to_have_value(re.compile("^Convolution 3×3"))
    page.locator(".st-key-feature-maps .tile.pickable").nth(5).click()
    expect(page.get_by_text("Map 5, from the drawing to one pixel")).to_be_visible()
    pixels = page.locator(".st-key-feature-maps .tile.pixels").first
    box = pixels.locator("canvas").bounding_box()
    side = box["width"] / 14
    pixels.locator("canvas").click(position={"x": 4.5 * side, "y": 2.5 * side})
    expect(arithmetic).to_contain_text("Row 2, column 4 of map 5")
    expect(arithmetic).to_contain_text("the same number")
    pixels.press("ArrowDown")
    expect(arithmetic).to_contain_text("Row 3, column 4 of map 5")
    expect(pixels).to_be_focused()


def test_the_lab_step_by_step(page: Page, app_url: str) -> None:
    open_inside(page, app_url)
    lab = page.locator(".st-key-lab")
    choose(page, "inside_lab_source", "Slides: 4×5 numbers and a cross")
    expect(lab).to_contain_text("Place 1 of 6: row 1, column 1")
    expect(lab.locator("table[aria-label=Output]")).to_have_text(re.compile(r"^20410" + "14920" + "510530" + "10000$"))
    expect(lab.locator("[data-testid=stCode]").first).to_contain_text("= 4")
    lab.get_by_role("button", name="Step").click()
    expect(lab).to_contain_text("Place 2 of 6: row 1, column 2")
    expect(lab.locator("[data-testid=stCode]").first).to_contain_text("= 9")
    lab.get_by_role("button", name="Play").click()
    expect(lab).to_contain_text(re.compile(r"Place [456] of 6"), timeout=10_000)
    lab.get_by_role("button", name="Pause").click()
    expect(lab.get_by_role("button", name="Play")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_sticks_out_at_the_side(page: Page, app_url: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    open_inside(page, app_url)
    sticking_out = page.evaluate(
        """width => [...document.querySelectorAll('[data-testid=stMain] *')]
            .filter(e => e.getBoundingClientRect().right > width + 1 && e.scrollWidth > 0)
            .filter(e => !e.closest('[role=radiogroup], [data-testid=stExpander], [data-testid=stButtonGroup]'))
            .map(e => e.tagName + '.' + e.className).slice(0, 5)""",
        width,
    )
    assert sticking_out == []
