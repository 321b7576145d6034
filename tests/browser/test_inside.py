"""Draw on the first page, go inside, see that digit's maps, pick a pixel, run the lab step by step."""

import re

from playwright.sync_api import Locator, Page, TimeoutError, expect

from digitdemo.ui.inside.lab import PARTS
from tests.browser.drawing import BARRED_SEVEN, clear, draw, expect_pen_ready, expect_reading, open_draw_page

ONE = [[(0.5, 0.15), (0.5, 0.35), (0.5, 0.6), (0.5, 0.85)]]
SCREENS = {
    "glance": "glance",
    "arithmetic": "arithmetic",
    "filters": "filters",
    "occlusion": "occlusion",
    "live-maps": "live-maps",
    "lab": "lab",
}
"""What a link asks for, and the key of what must be there then."""

MOST_SCREENS = 3
SIZES = [(1920, 1080), (1280, 720), (390, 844)]
SHOWN = ".boards .board, .live, [data-testid=stCode], [data-testid=stTable]"
"""What a screen shows once it is there."""


def go_inside(page: Page) -> None:
    page.get_by_role("link", name="Look inside").click()
    expect(page.locator(".st-key-glance .board").first).to_be_visible(timeout=20_000)


def open_inside(page: Page, url: str, show: str = "glance", part: str = "") -> None:
    page.goto(f"{url}/inside?show={show}{f'&part={part}' if part else ''}")
    expect(page.locator(f".st-key-{SCREENS[show]}")).to_be_visible(timeout=20_000)
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
    expect(page.locator(".st-key-glance .board canvas").nth(3)).to_be_visible()
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


def test_a_link_names_a_screen_and_the_address_follows_the_tabs(page: Page, app_url: str) -> None:
    open_inside(page, app_url, "arithmetic")
    expect(page.get_by_text("Nothing is drawn yet")).to_be_visible()
    expect(page.locator(".st-key-arithmetic")).to_contain_text(re.compile(r"×.*=", re.DOTALL))
    expect(page.locator(".st-key-glance")).to_have_count(0)  # only the chosen screen is computed
    page.get_by_role("radio", name="Convolution lab").click()
    expect(page.locator(".st-key-lab .board").first).to_be_visible(timeout=20_000)
    expect(page).to_have_url(re.compile(r"/inside\?show=lab$"))
    page.go_back()
    expect(page.locator(".st-key-arithmetic")).to_be_visible(timeout=20_000)


def test_no_screen_is_higher_than_three_windows_nor_wider_than_one(page: Page, app_url: str) -> None:
    for show, part in [*((name, "") for name in SCREENS if name != "lab"), *(("lab", part) for part in PARTS)]:
        open_inside(page, app_url, show, part)
        expect(page.locator(SHOWN).first, f"{show} {part}").to_be_visible(timeout=20_000)
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            until = page.evaluate("Date.now()") + 10_000
            measured = page.wait_for_function(
                """([width, height, until]) => {
                    const main = document.querySelector("[data-testid=stMain]")
                    const fits = main.scrollHeight <= height && main.scrollWidth <= width
                    if (fits || Date.now() > until) return [main.scrollHeight, main.scrollWidth]
                }""",
                arg=[width, MOST_SCREENS * height, until],
            ).json_value()
            assert measured[0] <= MOST_SCREENS * height, (show, part, width)
            assert measured[1] <= width, (show, part, width)


def test_the_network_stands_in_one_row_and_is_swiped_on_a_phone(page: Page, app_url: str) -> None:
    open_inside(page, app_url)
    boards = page.locator(".st-key-inside_glance_boards .board")
    expect(boards.nth(2)).to_be_visible()
    tops = {round(each.bounding_box()["y"]) for each in boards.all()}
    assert len(tops) == 1
    maps = page.locator(".st-key-inside_glance_boards .board:nth-of-type(2) canvas")
    assert maps.count() == 8
    assert min(each.bounding_box()["width"] for each in maps.all()) >= 64
    page.set_viewport_size({"width": 390, "height": 844})
    row = page.locator(".st-key-inside_glance_boards .row")
    expect(row).to_have_css("scroll-snap-type", "x mandatory")
    expect(boards.nth(1)).to_have_css("width", re.compile(r"^3\d\d"))  # a card
    page.locator("[data-testid=stMain]").evaluate("main => main.scrollTo(0, 300)")
    expect(page.locator(".dd-pinned img")).to_be_in_viewport()


def test_down_from_a_layer_to_a_pixel(page: Page, app_url: str) -> None:
    open_inside(page, app_url)
    arithmetic = page.locator(".st-key-arithmetic")
    expect(page.locator(".st-key-inside_glance_boards .board.clickable").nth(2)).to_be_visible()
    page.locator(".st-key-inside_glance_boards .board.clickable").nth(2).locator(
        "header"
    ).click()  # the second convolution
    expect(page.locator(".st-key-feature-maps")).to_contain_text("One number sees: 10×10 px")
    layer = page.locator(".st-key-inside_layer input")
    expect(layer).to_have_value(re.compile(r"^3\. Convolution 3×3"))  # the widgets follow the click
    expect(page).to_have_url(re.compile(r"show=arithmetic$"))
    page.locator(".st-key-feature-maps .tile.pickable").nth(5).click()
    expect(page.locator(".st-key-feature-maps")).to_contain_text("Map 5 after Convolution 3×3")
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
    open_inside(page, app_url, "lab")
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
