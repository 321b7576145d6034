"""A page that is loaded anew, and a server that is started again, lose neither the drawing nor the chosen network."""

import os
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PROJECT, start_app, wait_for_app
from tests.browser.drawing import BARRED_SEVEN, DIGIT, clear, draw, expect_pen_ready, expect_reading, open_draw_page

AWAY = ".dd-away"


def test_a_reload_keeps_drawing_and_network(page: Page, app_url: str) -> None:
    open_draw_page(page, f"{app_url}/?network=lenet5")
    draw(page, BARRED_SEVEN)
    expect_reading(page, "7")
    expect(page.locator(".st-key-prediction")).to_contain_text("LeNet-5")
    page.reload()
    expect_reading(page, "7")
    page.goto(app_url)  # without the network's name: the tab knows it
    expect(page.locator(".st-key-prediction")).to_contain_text("LeNet-5", timeout=20_000)
    expect_reading(page, "7")
    page.wait_for_url("**/?network=lenet5")
    clear(page)
    page.reload()
    expect(page.locator(".upper-canvas")).to_be_visible(timeout=20_000)
    expect_pen_ready(page)
    expect(page.locator(DIGIT)).to_have_text("–")  # what was taken back comes no more
    draw(page, BARRED_SEVEN)
    expect_reading(page, "7")
    page.goto(f"{app_url}/push")  # the digit is there on pages that explain it
    expect(page.get_by_text("This is your digit.")).to_be_visible(timeout=20_000)
    page.goto(f"{app_url}/compare")  # and on the one that has a canvas of its own
    expect(page.get_by_text("read a 7.")).to_be_visible(timeout=20_000)


def test_a_server_that_is_started_again_finds_the_drawing(browser: Browser, tmp_path: Path) -> None:
    environment = {"DIGITDEMO_STORE": str(tmp_path / "store"), "DIGITDEMO_SPARE_WORKER": "0"}
    process, url = start_app(tmp_path / "first.txt", **environment)
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    try:
        open_draw_page(page, url)
        draw(page, BARRED_SEVEN)
        expect_reading(page, "7")
        page.reload()  # the canvas is made with the drawing now: nothing of it is the canvas's own
        expect_reading(page, "7")
        process.kill()
        expect(page.locator(AWAY)).to_contain_text("What you drew is kept", timeout=20_000)
        expect(page.get_by_text("yourscript")).to_have_count(0)
        command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.headless", "true"]
        with (tmp_path / "second.txt").open("wb") as log:
            process = subprocess.Popen(
                [*command, "--server.port", url.rsplit(":", 1)[1]],
                cwd=PROJECT,
                stdout=log,
                stderr=log,
                env={**os.environ, **environment},
            )
        wait_for_app(process, url, tmp_path / "second.txt")
        expect(page.locator(AWAY)).to_have_count(0, timeout=60_000)
        expect_reading(page, "7")
    finally:
        page.context.close()
        process.kill()


def test_presenting_stays_from_page_to_page_and_ends_with_escape(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/push?present=1")
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=20_000)
    expect(page.get_by_test_id("stHeader")).to_be_hidden()
    page.locator(".st-key-frame-presents").get_by_role("link", name="Look inside").click()
    expect(page.get_by_role("heading", name="Look inside", level=1)).to_be_visible(timeout=20_000)
    page.wait_for_url("**/inside?present=1")
    expect(page.get_by_test_id("stHeader")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stHeader")).to_be_visible()
    page.wait_for_url("**/inside")
