"""Pictures and files on the Draw page: read, or refused in words while the drawing stays."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PROJECT, start_app
from tests.browser.drawing import (
    BARRED_SEVEN,
    DIGIT,
    click_button,
    draw,
    expect_no_traceback,
    expect_reading,
    open_draw_page,
    open_more,
)
from tests.reading.bad_pictures import BAD_FILES, encode, line_picture

ERROR = ".stAlert"


def upload_picture(page: Page, name: str, content: bytes) -> None:
    picker = page.locator(".st-key-draw_file input[type=file]")
    picker.set_input_files({"name": name, "mimeType": "image/png", "buffer": content})


def open_picture_input(page: Page) -> None:
    open_more(page)
    page.get_by_text("Read a picture instead").click()
    expect(page.locator(".st-key-draw_file")).to_be_visible()


def test_a_picture_is_read_and_the_next_stroke_takes_over(page: Page, app_url: str) -> None:
    open_draw_page(page, app_url)
    open_picture_input(page)
    upload_picture(page, "one.png", encode(line_picture(side=300), "PNG"))
    expect_reading(page, "1")
    page.keyboard.press("Escape")
    expect(page.locator(".dd-over-canvas img")).to_be_visible()
    draw(page, BARRED_SEVEN)
    expect_reading(page, "7")
    expect(page.locator(".dd-over-canvas")).to_have_count(0)
    expect_no_traceback(page)


def test_a_button_brings_the_drawing_back(page: Page, app_url: str) -> None:
    open_draw_page(page, app_url)
    draw(page, BARRED_SEVEN)
    expect_reading(page, "7")
    open_picture_input(page)
    upload_picture(page, "one.png", encode(line_picture(side=300), "PNG"))
    expect_reading(page, "1")
    page.keyboard.press("Escape")
    click_button(page, "draw_back")
    expect_reading(page, "7")
    expect(page.locator(".dd-over-canvas")).to_have_count(0)


def test_bad_pictures_are_refused_and_the_drawing_stays(page: Page, app_url: str) -> None:
    open_draw_page(page, app_url)
    draw(page, BARRED_SEVEN)
    expect_reading(page, "7")
    open_picture_input(page)
    for what in ("empty", "text", "truncated PNG", "truncated JPEG", "0 x 0", "bomb"):
        upload_picture(page, "digit.png", BAD_FILES[what][0])
        expect(page.locator(".st-key-prediction").locator(ERROR)).to_be_visible(timeout=10_000)
        expect_no_traceback(page)
        page.locator(".st-key-draw_file [data-testid=stFileChipDeleteBtn] button").click()
        expect_reading(page, "7")


def test_json_that_is_no_drawing_is_refused_and_the_drawing_stays(page: Page, app_url: str) -> None:
    open_draw_page(page, app_url)
    draw(page, BARRED_SEVEN)
    expect_reading(page, "7")
    open_more(page)
    page.get_by_text("Take it along, bring it back").click()
    for content, said in ((b"[1, 2]", "not a drawing"), (b"nonsense", "not JSON"), (b"[" * 5_000_000, "4 MB")):
        picker = page.locator("[class*=st-key-draw_load] input[type=file]")
        picker.set_input_files({"name": "drawing.json", "mimeType": "application/json", "buffer": content})
        expect(page.locator(ERROR).filter(has_text=said)).to_be_visible(timeout=15_000)
        expect(page.locator(DIGIT)).to_have_text("7")
    expect_no_traceback(page)


def test_the_camera_can_be_switched_on(page: Page, app_url: str) -> None:
    open_draw_page(page, app_url)
    open_picture_input(page)
    page.locator(".st-key-draw_camera_on label").first.click()
    expect(page.locator(".st-key-draw_camera")).to_be_visible(timeout=10_000)
    expect_no_traceback(page)


@pytest.fixture
def damaged_app(tmp_path: Path) -> Iterator[str]:
    """The app over a copy of the project whose network is cut off in the middle."""
    copied = tmp_path / "project"
    ignored = shutil.ignore_patterns(".git", "tests", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache")
    shutil.copytree(PROJECT, copied, ignore=ignored)
    path = copied / "models" / "digitdemo" / "network.tflite"
    path.write_bytes(path.read_bytes()[:50_000])
    process, url = start_app(tmp_path / "log.txt", folder=copied, DIGITDEMO_STORE=str(tmp_path / "store"))
    yield url
    process.terminate()
    process.wait(10)


def test_a_damaged_network_is_named_and_the_canvas_works(page: Page, damaged_app: str) -> None:
    open_draw_page(page, damaged_app)
    expect(page.locator(ERROR).filter(has_text="network.tflite is damaged")).to_be_visible(timeout=10_000)
    draw(page, BARRED_SEVEN)
    expect(page.locator(".st-key-draw_undo button")).to_be_enabled(timeout=10_000)
    click_button(page, "draw_clear")
    expect(page.locator(".st-key-draw_redo button")).to_be_enabled(timeout=10_000)
    expect_no_traceback(page)
