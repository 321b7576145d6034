"""Pictures of every page, to be looked at: ``python -m tests.screens FOLDER``.

Each page at 1920×1080, 1280×720, 768×1024, 390×844 and 844×390, light and dark, empty and filled. Options choose among
them (``--pages draw,push --sizes 390x844 --schemes dark --states filled``); ``--present`` takes presented pages.
"""

import argparse
import itertools
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, expect, sync_playwright

from digitdemo.ui.navigation import PAGES
from tests.browser.conftest import launch_chromium, start_app
from tests.browser.drawing import BARRED_SEVEN, draw, expect_pen_ready, expect_reading, open_draw_page

Scheme = Literal["light", "dark"]
SIZES = ("1920x1080", "1280x720", "768x1024", "390x844", "844x390")
SCHEMES, STATES = ("light", "dark"), ("empty", "filled")
NAMES = {path or "draw": path for _, _, path, _ in PAGES}
WIDEST_PHONE_PX = 900
WAIT_MS = 60_000
IDLE = """() => document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === "notRunning"
  && !document.querySelector('[data-testid="stSkeleton"]')"""


def draw_in_squares(page: Page) -> None:
    """Two digits beside each other, on a canvas that is wider than high."""
    expect(page.locator(".upper-canvas")).to_be_visible(timeout=WAIT_MS)
    expect_pen_ready(page)
    box = page.locator(".upper-canvas").bounding_box()
    assert box is not None
    side = min(box["height"] / box["width"], 0.48)
    for left in (0, side):
        draw(page, [[(left + side * x, y) for x, y in stroke] for stroke in BARRED_SEVEN])


def open_class(page: Page) -> None:
    """A teacher opens a class."""
    page.get_by_role("button", name="Open a class").click()
    expect(page.locator(".st-key-class-code")).to_be_visible(timeout=WAIT_MS)


def train(page: Page) -> None:
    """The smallest network learns from made digits until it is there."""
    page.locator(".st-key-retrain_train button").first.click()
    expect(page.locator(".st-key-retrain_use button, .st-key-retrain_use_it button").first).to_be_visible(
        timeout=180_000
    )


FILLS: dict[str, Callable[[Page], None]] = {
    "number": draw_in_squares,
    "calculate": draw_in_squares,
    "class": open_class,
    "retrain": train,
}
"""What fills a page beside the digit that was drawn on the first one."""


def settle(page: Page) -> None:
    """Wait until the page's script has ended and nothing is a grey block any more."""
    page.wait_for_load_state()
    expect(page.locator("h1").first).to_be_attached(timeout=WAIT_MS)
    page.wait_for_function(IDLE, timeout=WAIT_MS)
    page.wait_for_timeout(700)  # charts draw themselves after that


def take(browser: Browser, url: str, size: str, scheme: Scheme, state: str, asked: argparse.Namespace) -> None:
    """One visitor's pictures of every page that is asked for."""
    width, height = map(int, size.split("x"))
    is_phone = width < WIDEST_PHONE_PX and min(width, height) < 500
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, has_touch=is_phone, is_mobile=is_phone
    )
    page = context.new_page()
    if state == "filled":
        open_draw_page(page, url)
        draw(page, BARRED_SEVEN)
        expect_reading(page, "7")
    for name in asked.pages:
        page.goto(f"{url}/{NAMES[name]}{'?present=1' if asked.present else ''}")
        settle(page)
        if state == "filled" and name in FILLS:
            FILLS[name](page)
            settle(page)
        page.screenshot(path=asked.folder / f"{name}-{size}-{scheme}-{state}.png")
    context.close()


def arguments() -> argparse.Namespace:
    """What is asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    for name, choices in (("pages", tuple(NAMES)), ("sizes", SIZES), ("schemes", SCHEMES), ("states", STATES)):
        parser.add_argument(f"--{name}", type=lambda text: text.split(","), default=choices, help=",".join(choices))
    parser.add_argument("--present", action="store_true", help="without menus, as on a projector")
    return parser.parse_args()


def main() -> None:
    """Start an app with a store of its own, and take the pictures."""
    asked = arguments()
    asked.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as own, sync_playwright() as playwright:
        process, url = start_app(Path(own) / "log.txt", DIGITDEMO_STORE=str(Path(own) / "store"))
        browser = launch_chromium(playwright)
        try:
            for size, scheme, state in itertools.product(asked.sizes, asked.schemes, asked.states):
                take(browser, url, size, scheme, state, asked)
                print(size, scheme, state)
        finally:
            browser.close()
            process.terminate()
            process.wait(10)


if __name__ == "__main__":
    main()
