"""axe-core looks at every page: nothing serious or critical that is ours, light and dark, on a laptop and a phone."""

from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from digitdemo.ui.navigation import PAGES
from tests.browser.drawing import BARRED_SEVEN, draw, expect_reading, open_draw_page
from tests.javascript.node import npm_packages

Scheme = Literal["light", "dark"]
PATHS = [path for _, _, path, _ in PAGES]
LAPTOP, PHONE = (1280, 800), (390, 844)
OURS = ".stMain"
"""Streamlit's own frame, the menu above it, is not ours to mend."""

FIND = """async (ours) => {
  const found = await axe.run(ours, {resultTypes: ["violations"]});
  return found.violations.filter(({impact}) => impact === "serious" || impact === "critical")
    .flatMap(({id, nodes}) => nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.html.slice(0, 160)}`));
}"""
IDLE = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  return app.dataset.testScriptState === "notRunning" && !document.querySelector('[data-testid="stSkeleton"]');
}"""


@pytest.fixture(scope="module")
def axe() -> str:
    return (npm_packages() / "axe-core" / "axe.min.js").read_text("utf-8")


def visitor(browser: Browser, size: tuple[int, int], scheme: Scheme) -> BrowserContext:
    is_phone = size == PHONE
    return browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, has_touch=is_phone, is_mobile=is_phone
    )


def problems(page: Page, axe: str) -> list[str]:
    """What axe finds on the page as it stands; of each rule and place a line."""
    page.evaluate(axe)
    found: list[str] = page.evaluate(FIND, OURS)
    return found


def look(browser: Browser, url: str, axe: str, size: tuple[int, int], scheme: Scheme, paths: list[str]) -> list[str]:
    """Draw a digit, and let axe look at each page."""
    context = visitor(browser, size, scheme)
    page = context.new_page()
    open_draw_page(page, url)
    draw(page, BARRED_SEVEN)
    expect_reading(page, "7")
    found = []
    for path in paths:
        page.goto(f"{url}/{path}")
        expect(page.locator("h1").first).to_be_attached(timeout=20_000)
        page.wait_for_function(IDLE, timeout=60_000)
        found += [f"/{path}: {line}" for line in problems(page, axe)]
    context.close()
    return found


def test_axe_finds_nothing_on_any_page(browser: Browser, app_url: str, axe: str) -> None:
    assert look(browser, app_url, axe, LAPTOP, "light", PATHS) == []


def test_axe_finds_nothing_in_the_dark_on_a_phone(browser: Browser, app_url: str, axe: str) -> None:
    """On pages that are quickly looked at; the slow test looks at all."""
    assert look(browser, app_url, axe, PHONE, "dark", ["", "number", "compare", "join"]) == []


@pytest.mark.slow
@pytest.mark.parametrize(("size", "scheme"), [(LAPTOP, "dark"), (PHONE, "light"), (PHONE, "dark")])
def test_axe_finds_nothing_on_any_screen(
    browser: Browser, app_url: str, axe: str, size: tuple[int, int], scheme: Scheme
) -> None:
    assert look(browser, app_url, axe, size, scheme, PATHS) == []


def test_axe_is_looking(page: Page, axe: str) -> None:
    page.set_content('<main class="stMain"><img src="data:,"><button></button></main>')
    assert {line.split(":")[0] for line in problems(page, axe)} == {"image-alt", "button-name"}
