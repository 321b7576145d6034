"""A stroke must not vanish: a server slowed by 1.5 s a run, digits drawn without pause, Clear and Undo in between."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence

import pytest
from playwright.sync_api import Browser, Page, expect

from digitdemo.datasets.stroke_file import WrittenSign
from tests.browser.conftest import PROJECT, free_port, wait_for_app
from tests.browser.drawing import DIGIT, ONE, draw, open_draw_page, within_the_canvas

DELAY_S = 1.5
ANSWERS_WITHIN_MS = 30_000
Hand = Callable[[Page, Sequence[Sequence[Sequence[float]]]], None]


@pytest.fixture(scope="module")
def slow_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("slow")
    port = free_port()
    command = [sys.executable, "-m", "tests.browser.slow_app", str(DELAY_S), "run", "streamlit_app.py"]
    command += ["--server.port", str(port), "--server.headless", "true"]
    with (folder / "log.txt").open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=PROJECT,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, "DIGITDEMO_STORE": str(folder / "store")},
        )
    url = f"http://localhost:{port}"
    try:
        wait_for_app(process, url, folder / "log.txt")
        yield url
    finally:
        process.terminate()
        process.wait(10)
        shutil.rmtree(folder / "store", ignore_errors=True)


def finger(page: Page, strokes: Sequence[Sequence[Sequence[float]]]) -> None:
    """Draw strokes of the unit square as a finger would."""
    session = page.context.new_cdp_session(page)
    box = page.locator(".upper-canvas").bounding_box()
    assert box is not None
    for stroke in strokes:
        at = [{"x": box["x"] + x * box["width"], "y": box["y"] + y * box["height"]} for x, y in stroke]
        session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": at[:1]})
        for point in at[1:]:
            session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
        session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    session.detach()


def draw_without_pause(page: Page, hand: Hand, signs: list[WrittenSign]) -> list[tuple[object, ...]]:
    """Each digit: begun right after Clear; a stroke too many in the middle, taken back. Returns what was misread."""
    wrong: list[tuple[object, ...]] = []
    live = page.locator(".live").first
    for sign in signs:
        strokes = [stroke.tolist() for stroke in within_the_canvas(sign.strokes)]
        hand(page, ONE)
        page.locator(".st-key-draw_undo button").click()
        hand(page, strokes)
        page.wait_for_function(
            f"element => element.live.data.drawing.strokes.length === {len(strokes)}",
            arg=live.element_handle(),
            timeout=ANSWERS_WITHIN_MS,
        )
        try:
            expect(page.locator(DIGIT)).to_have_text(sign.sign, timeout=8_000)
        except AssertionError:
            wrong.append((sign.writer, sign.sign, page.locator(DIGIT).inner_text()))
        page.locator(".st-key-draw_clear button").click()
    return wrong


def many_signs(dev_digits: list[WrittenSign], count: int) -> list[WrittenSign]:
    return [dev_digits[(37 * number) % len(dev_digits)] for number in range(count)]


def hands(browser: Browser, name: str) -> tuple[Page, Hand]:
    if name == "mouse":
        return browser.new_context(viewport={"width": 1280, "height": 900}).new_page(), draw
    phone = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    return phone.new_page(), finger


@pytest.mark.parametrize("count", [4, pytest.param(50, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", ["mouse", "finger"])
def test_every_stroke_is_there_and_every_digit_is_read(
    browser: Browser, slow_url: str, dev_digits: list[WrittenSign], name: str, count: int
) -> None:
    page, hand = hands(browser, name)
    open_draw_page(page, slow_url)
    expect(page.locator(".live").first).to_have_attribute("data-state", "ready", timeout=ANSWERS_WITHIN_MS)
    wrong = draw_without_pause(page, hand, many_signs(dev_digits, count))
    page.context.close()
    assert len(wrong) <= count // 20, wrong  # a digit that the network misreads is no lost stroke


def test_clear_after_another_page_takes_no_stroke_along(browser: Browser, slow_url: str) -> None:
    page, _ = hands(browser, "mouse")
    open_draw_page(page, slow_url)
    draw(page, ONE)
    expect(page.locator(DIGIT)).to_have_text("1", timeout=ANSWERS_WITHIN_MS)
    page.wait_for_timeout(2500)
    page.get_by_role("link", name="Number").first.click()
    expect(page.locator(".st-key-number_board .upper-canvas")).to_be_visible(timeout=ANSWERS_WITHIN_MS)
    page.get_by_role("link", name="Draw", exact=True).first.click()
    expect(page.locator(".st-key-canvas .upper-canvas")).to_be_visible(timeout=ANSWERS_WITHIN_MS)
    expect(page.locator(".st-key-draw_clear button")).to_be_enabled(timeout=ANSWERS_WITHIN_MS)
    page.locator(".upper-canvas").evaluate("canvas => canvas.classList.add('old')")
    page.locator(".st-key-draw_clear button").click()
    assert page.locator(".upper-canvas.old").evaluate("canvas => canvas.style.pointerEvents") == "none"
    expect(page.locator(".upper-canvas.old")).to_have_count(0, timeout=ANSWERS_WITHIN_MS)
    draw(page, ONE)
    page.locator(".st-key-draw_undo button").click()
    draw(page, ONE)
    expect(page.locator(DIGIT)).to_have_text("1", timeout=ANSWERS_WITHIN_MS)
    page.context.close()
