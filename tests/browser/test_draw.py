"""The Draw page, drawn on by a real browser."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Error, Page, expect

from digitdemo.datasets.stroke_file import WrittenSign
from tests.browser.drawing import (
    BARRED_SEVEN,
    DIGIT,
    ONE,
    clear,
    click_button,
    draw,
    expect_no_traceback,
    expect_pen_ready,
    expect_reading,
    open_draw_page,
    open_more,
    read_digit,
    within_the_canvas,
)


def test_a_barred_seven_is_read(page: Page, app_url: str) -> None:
    open_draw_page(page, app_url)
    assert read_digit(page) == "–"
    draw(page, BARRED_SEVEN)
    expect_reading(page, "7")
    expect(page.locator(".st-key-canvas .upper-canvas")).to_have_count(1)
    expect(page.locator(".dd-steps img")).to_have_count(6)


@pytest.mark.parametrize("turns", [2, pytest.param(4, marks=pytest.mark.slow)])
def test_digits_of_many_writers_are_read(page: Page, app_url: str, dev_digits: list[WrittenSign], turns: int) -> None:
    of_digit = [[sign for sign in dev_digits if sign.digit == digit] for digit in range(10)]
    places = [(digit, 7 * digit + 47 * turn) for digit in range(10) for turn in range(turns)]
    signs = [of_digit[digit][place % len(of_digit[digit])] for digit, place in places]
    assert len({sign.writer for sign in signs}) > 5 * turns
    open_draw_page(page, app_url)
    wrong = []
    for sign in signs:
        draw(page, within_the_canvas(sign.strokes))
        try:
            expect_reading(page, sign.sign)
        except (AssertionError, Error):
            wrong.append((sign.writer, sign.sign, page.locator(DIGIT).inner_text()))
        clear(page)
    assert len(wrong) <= 1, wrong


def test_undo_redo_and_clear_by_our_buttons(page: Page, app_url: str) -> None:
    open_draw_page(page, app_url)
    draw(page, [*ONE, [(0.2, 0.5), (0.5, 0.5), (0.8, 0.5)]])
    expect(page.locator(DIGIT)).not_to_have_text("–")
    click_button(page, "draw_undo")
    expect_reading(page, "1")
    click_button(page, "draw_undo")
    expect_reading(page, "–")
    click_button(page, "draw_redo")
    expect_reading(page, "1")
    clear(page)
    draw(page, BARRED_SEVEN)  # the new canvas takes the pen
    expect_reading(page, "7")


def test_the_canvas_own_toolbar_is_out_of_sight(page: Page, app_url: str) -> None:
    open_draw_page(page, app_url)
    draw(page, ONE)
    expect_reading(page, "1")
    page.locator(".upper-canvas").hover()
    expect(page.locator(".dc-toolbar")).to_be_hidden()
    for key in ("draw_undo", "draw_redo", "draw_clear"):
        box = page.locator(f".st-key-{key} button").bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert box["width"] >= 44


def test_undo_and_redo_by_the_keyboard(page: Page, app_url: str) -> None:
    open_draw_page(page, app_url)
    draw(page, ONE)
    expect_reading(page, "1")
    page.keyboard.press("Control+z")
    expect_reading(page, "–")
    page.keyboard.press("Control+Shift+Z")
    expect_reading(page, "1")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+y")
    expect_reading(page, "1")


def open_take_along(page: Page) -> None:
    open_more(page)
    page.get_by_text("Take it along, bring it back").click()


def test_the_picture_and_the_drawing_go_out_and_the_drawing_comes_back(
    page: Page, app_url: str, tmp_path: Path
) -> None:
    open_draw_page(page, app_url)
    draw(page, BARRED_SEVEN)
    expect_reading(page, "7")
    open_take_along(page)
    with page.expect_download() as download:
        click_button(page, "draw_download_png")
    picture = Image.open(download.value.path())
    assert picture.size == (28, 28)
    assert np.asarray(picture).max() > 200
    with page.expect_download() as download:
        click_button(page, "draw_download_json")
    saved = tmp_path / "drawing.json"
    download.value.save_as(saved)
    page.keyboard.press("Escape")
    click_button(page, "draw_clear")
    expect_reading(page, "–")
    open_take_along(page)
    page.locator("[class*=st-key-draw_load] input[type=file]").set_input_files(saved)
    expect_reading(page, "7")
    page.reload()
    expect(page.locator(".upper-canvas")).to_be_visible(timeout=20_000)
    expect_reading(page, "7")  # a reload loses nothing


def test_another_page_and_back_keeps_the_drawing(page: Page, app_url: str) -> None:
    open_draw_page(page, app_url)
    draw(page, BARRED_SEVEN[:1])
    expect_reading(page, "7")
    page.get_by_role("link", name="Retrain").click()
    expect(page.locator(".upper-canvas")).to_have_count(0)
    page.get_by_role("link", name="Draw", exact=True).click()
    expect_reading(page, "7")
    draw(page, BARRED_SEVEN[1:])
    expect_reading(page, "7")
    click_button(page, "draw_undo")
    expect_reading(page, "7")
    click_button(page, "draw_undo")
    expect_reading(page, "–")


def test_another_window_and_another_theme_keep_the_drawing(browser: Browser, app_url: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="dark")
    page = context.new_page()
    open_draw_page(page, app_url)
    draw(page, BARRED_SEVEN)
    expect_reading(page, "7")
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator(".upper-canvas")).to_have_count(1, timeout=10_000)
    expect_reading(page, "7")
    page.emulate_media(color_scheme="light")
    expect_reading(page, "7")
    clear(page)
    draw(page, ONE)
    expect_reading(page, "1")
    expect_no_traceback(page)
    context.close()


def box_of(page: Page, selector: str) -> dict[str, float]:
    box = page.locator(selector).bounding_box()
    assert box is not None
    return dict(box, right=box["x"] + box["width"], bottom=box["y"] + box["height"])


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1280, 720)])
def test_on_a_projector_the_page_is_one_screen(browser: Browser, app_url: str, width: int, height: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    open_draw_page(page, app_url)
    draw(page, BARRED_SEVEN)
    expect_reading(page, "7")
    expect(page.locator(".dd-steps img")).to_have_count(6)
    canvas, digit = box_of(page, ".st-key-canvas"), box_of(page, DIGIT)
    assert canvas["height"] >= height / 2
    assert abs(canvas["width"] - canvas["height"]) < 2
    assert digit["height"] >= height / 3
    assert box_of(page, ".dd-steps")["bottom"] <= height
    assert (
        page.evaluate(
            "(() => { const all = document.querySelector('[data-testid=stMain]');"
            "return all.scrollHeight - all.clientHeight })()"
        )
        <= 1
    )
    context.close()


def test_on_a_phone_canvas_answer_and_buttons_share_the_first_screen(browser: Browser, app_url: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    open_draw_page(page, app_url)
    canvas = box_of(page, ".st-key-canvas")
    assert canvas["width"] >= 320
    assert canvas["right"] <= 390
    draw(page, BARRED_SEVEN)
    expect_reading(page, "7")
    for part in (DIGIT, ".dd-words", ".st-key-draw_clear"):
        assert box_of(page, part)["bottom"] <= 844
    context.close()


def test_everything_pressed_twice_quickly_does_no_harm(page: Page, app_url: str) -> None:
    open_draw_page(page, app_url)
    draw(page, BARRED_SEVEN)
    expect_reading(page, "7")
    for key in ("draw_undo", "draw_redo", "draw_clear"):
        button = page.locator(f".st-key-{key} button")
        expect(button).to_be_enabled(timeout=10_000)
        button.dblclick()
    expect_reading(page, "–")
    page.wait_for_timeout(1000)  # the last of six presses has made its canvas by then
    expect_pen_ready(page)
    draw(page, ONE)
    expect_reading(page, "1")
    expect_no_traceback(page)


def test_one_dot_is_a_question(page: Page, app_url: str) -> None:
    open_draw_page(page, app_url)
    box = page.locator(".upper-canvas").bounding_box()
    page.mouse.click(box["x"] + 100, box["y"] + 100)
    expect_reading(page, "?")


def test_on_a_phone_a_finger_draws(browser: Browser, app_url: str) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, device_scale_factor=3
    )
    page = context.new_page()
    open_draw_page(page, app_url)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    session = context.new_cdp_session(page)
    box = page.locator(".upper-canvas").bounding_box()
    for stroke in BARRED_SEVEN:
        at = [{"x": box["x"] + x * box["width"], "y": box["y"] + y * box["height"]} for x, y in stroke]
        session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": at[:1]})
        for point in at[1:]:
            session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
        session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect_reading(page, "7")
    assert page.evaluate("window.scrollY") == 0
    page.locator(".st-key-draw_clear button").tap()
    expect_reading(page, "–")
    context.close()
