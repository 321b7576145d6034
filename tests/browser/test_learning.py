"""The time machine in a real browser: a kept version reads while the pen moves, as NumPy's reads."""

import re

import numpy as np
from playwright.sync_api import Page, expect

from digitdemo.learning.lesson import Lesson, history_of
from digitdemo.learning.units import log_softmax
from tests.browser.drawing import BARRED_SEVEN

READ = """element => [[...element.live.network.input], [...element.live.network.run()], element.live.url]"""
WAIT = """(element, part) => new Promise((resolve) => {
  const look = () => (element.live.url.includes(part) && element.live.network ? resolve() : setTimeout(look, 50));
  look();
})"""


def read_as(page: Page, batch: int) -> None:
    """Wait for that version; what the browser reads with it is what the page's own network does, to 1e-4."""
    expect(page.get_by_text(f"The network as it was after batch {batch} reads while you draw")).to_be_visible()
    live = page.locator(".st-key-learning_time_maps .live")
    expect(live).to_have_attribute("data-state", "ready")
    live.evaluate(WAIT, f"/{batch}.bin")
    field, chances, _ = live.evaluate(READ)
    ours = history_of(Lesson()).version(batch).scores(np.array(field, np.float32).reshape(1, 28, 28, 1))
    np.testing.assert_allclose(chances, np.exp(log_softmax(ours))[0], atol=1e-4)
    percent = f"{100 * max(chances):.0f}"
    expect(live.locator(".said")).to_contain_text(re.compile(rf"{int(np.argmax(chances))}, with {percent}\s%"))


def test_a_kept_version_reads_what_is_drawn_anew(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/learning")
    page.locator(".st-key-learning_time_step_10 button").click(timeout=30_000)
    page.get_by_text("Draw anew, and let this version read").click()
    canvas = page.locator(".st-key-learning_time_canvas .upper-canvas")
    canvas.scroll_into_view_if_needed()
    expect(page.locator(".st-key-learning_time_maps .said")).to_have_text("Nothing is drawn yet.")
    box = canvas.bounding_box()
    assert box is not None
    for stroke in BARRED_SEVEN:
        points = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in stroke]
        page.mouse.move(*points[0])
        page.mouse.down()
        for point in points[1:]:
            page.mouse.move(*point, steps=3)
        page.mouse.up()
    read_as(page, 10)
    slider = page.locator(".st-key-learning_time_look input[type=range]")
    slider.focus()
    for _ in range(6):
        slider.press("ArrowLeft")
    read_as(page, 4)
