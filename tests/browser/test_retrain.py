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


def test_train_watch_reload_stop_use_and_read(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/retrain?epochs=150")
    page.get_by_role("combobox", name="Network").click()
    page.get_by_role("option", name="Tiny").click()
    expect(page.get_by_text("9,298 parameters")).to_be_visible()
    page.get_by_role("button", name="Train", exact=True).click()
    expect(status(page)).to_have_text(re.compile(r"^(waiting|running)"))
    expect(status(page)).to_have_text(re.compile(r"^running.*Epoch 1 of 150"), timeout=BEGIN_MS)

    expect(page.get_by_text(re.compile(r"^After epoch \d"))).to_be_visible(timeout=BEGIN_MS)
    before = curve(page)
    expect(status(page)).to_have_text(re.compile(r"^running.*Epoch ([3-9]|\d\d)"), timeout=BEGIN_MS)
    wait_until(page, lambda: curve(page) != before)  # the chart follows the status by a refresh

    page.reload()
    expect(status(page)).to_have_text(re.compile(r"^running.*Epoch"), timeout=BEGIN_MS)
    page.get_by_role("button", name="Pause").click()
    expect(status(page)).to_have_text(re.compile("^paused"), timeout=BEGIN_MS)
    page.get_by_role("button", name="Go on").click()
    expect(status(page)).to_have_text(re.compile("^running"), timeout=BEGIN_MS)
    page.get_by_role("button", name="Stop").click()
    expect(status(page)).to_have_text(re.compile("^stopped"), timeout=BEGIN_MS)

    page.get_by_role("button", name="Use this network").click()
    expect(page.get_by_text("use this network now")).to_be_visible()
    page.get_by_role("link", name="Draw").click()
    expect(page.locator(".upper-canvas")).to_be_visible(timeout=20_000)
    expect(page.locator(".st-key-prediction")).to_contain_text("Tiny")
    draw(page, ONE)
    expect(page.locator(".st-key-prediction .dd-digit")).to_have_text("1")
    assert read_digit(page) == "1"
