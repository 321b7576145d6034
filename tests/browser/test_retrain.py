"""The Retrain page in a real browser, with a real worker, on synthetic digits."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser.drawing import draw, read_digit

ONE = [[(0.5, 0.15), (0.5, 0.5), (0.5, 0.85)]]
BEGIN_MS = 120_000  # milliseconds, for machines that are busy with other things; a few thousand are usual


def status(page: Page) -> Locator:
    return page.locator(".st-key-run-status")


def curve(page: Page) -> str:
    """What the loss chart looks like now."""
    lines = page.locator(".st-key-retrain_curves .mark-line path")
    return "".join(lines.evaluate_all("paths => paths.map(path => path.getAttribute('d'))"))


def wait_until(page: Page, is_so: Callable[[], bool], timeout_s: int = 20) -> None:
    for _ in range(10 * timeout_s):
        if is_so():
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"still not so after {timeout_s} s")


def fits_one_screen(page: Page, width: int, height: int) -> bool:
    """Nothing to scroll by, and what the last row looks at lies within the window."""
    page.set_viewport_size({"width": width, "height": height})
    main = page.get_by_test_id("stMain")
    expect(page.locator(".st-key-retrain_curves .mark-line path").first).to_be_visible()
    wait_until(page, lambda: main.evaluate("main => main.scrollHeight <= main.clientHeight"))
    return in_view(page, ".st-key-run-status") and in_view(page, ".st-key-retrain_curves")


def in_view(page: Page, selector: str) -> bool:
    """Whether all of an element lies within the window."""
    box, window = page.locator(selector).bounding_box(), page.viewport_size
    assert box is not None
    assert window is not None
    return box["y"] >= 0 and box["y"] + box["height"] <= window["height"] + 1


def stop(page: Page) -> None:
    """Press the run's Stop; Streamlit's own, in the bar, ends the page's script."""
    page.locator(".st-key-retrain_stop button").click()


def test_train_watch_reload_stop_use_and_read(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/retrain?epochs=150")
    page.get_by_role("combobox", name="Network").click()
    page.get_by_role("option", name="Tiny").click()
    expect(page.get_by_text("9,298 parameters").first).to_be_visible()
    page.get_by_role("button", name="Train", exact=True).click()
    expect(status(page)).to_have_text(re.compile(r"^(waiting|running)"))
    expect(status(page)).to_have_text(re.compile(r"^running.*Epoch 1 of 150"), timeout=BEGIN_MS)

    expect(status(page)).to_contain_text(re.compile(r"never seen: \d"), timeout=BEGIN_MS)
    before = curve(page)
    expect(status(page)).to_have_text(re.compile(r"^running.*Epoch ([89]|\d\d)"), timeout=BEGIN_MS)  # a 1 is read then
    wait_until(page, lambda: curve(page) != before)  # the chart follows the status by a refresh

    assert fits_one_screen(page, 1920, 1080)
    assert fits_one_screen(page, 1280, 720)
    number = page.locator(".dd-figure b").evaluate("element => parseFloat(getComputedStyle(element).fontSize)")
    assert number >= 120

    page.reload()
    expect(status(page)).to_have_text(re.compile(r"^running.*Epoch"), timeout=BEGIN_MS)
    page.locator(".st-key-retrain_pause button").click()
    expect(status(page)).to_have_text(re.compile("^paused"), timeout=BEGIN_MS)
    page.locator(".st-key-retrain_go_on button").click()
    expect(status(page)).to_have_text(re.compile("^running"), timeout=BEGIN_MS)
    stop(page)
    expect(status(page)).to_have_text(re.compile("^stopped"), timeout=BEGIN_MS)
    expect(page.locator(".st-key-retrain_pause, .st-key-retrain_stop")).to_have_count(0)  # nothing dead stays
    expect(page.locator(".st-key-retrain-worst img").first).to_be_visible()

    page.get_by_role("button", name="Use this network and draw").click()
    expect(page.locator(".upper-canvas")).to_be_visible(timeout=20_000)
    expect(page.locator(".st-key-prediction")).to_contain_text("Tiny")
    draw(page, ONE)
    expect(page.locator(".st-key-prediction .dd-digit")).to_have_text("1")
    assert read_digit(page) == "1"


def test_on_a_phone_train_brings_the_card_into_view(page: Page, app_url: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{app_url}/retrain?architecture=tiny&synthetic=500&epochs=40")
    page.get_by_role("button", name="Train", exact=True).click()
    expect(status(page)).to_have_text(re.compile(r"^(waiting|running)"))
    assert in_view(page, ".st-key-run-status")
    expect(status(page)).to_have_text(re.compile(r"^running.*left"), timeout=BEGIN_MS)
    page.mouse.wheel(0, 600)
    assert in_view(page, ".st-key-run-status")
    stop(page)
    expect(page.get_by_role("button", name="Use this network and draw")).to_be_visible(timeout=BEGIN_MS)
    assert in_view(page, ".st-key-run-status")
