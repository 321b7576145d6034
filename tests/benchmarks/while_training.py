"""Pen up → answer while a run is on, against idle: ``python -m tests.benchmarks.while_training``.

A browser draws on a running app; each time is from the release of the mouse to the changed reading in the page.
Prints a table; the aim is a ratio of at most 1.3.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from digitdemo.planning.setting import Setting
from digitdemo.runs.queue import join_line, stop
from digitdemo.storage.models import STORE_VARIABLE
from tests.browser.conftest import launch_chromium, start_app
from tests.browser.drawing import open_draw_page

ROUNDS = 25
STROKES = [[(0.5, 0.15), (0.5, 0.85)], [(0.25, 0.2), (0.75, 0.2), (0.4, 0.85)]]
# Watches the reading from inside the page, frame by frame: a look from Playwright costs more than what is measured.
WATCH = """() => {
  window.released = window.changed = 0;
  for (const kind of ['pointerup', 'mouseup'])
    window.addEventListener(kind, () => { window.released ||= performance.now(); }, {capture: true, once: true});
  const look = () => {
    // The browser reads along while the pen moves; the small print is the server's, and comes with its answer.
    const small = document.querySelector('.st-key-prediction .dd-small');
    if (window.released && small && small.textContent.includes('parameters, in')) window.changed = performance.now();
    else requestAnimationFrame(look);
  };
  look();
}"""
BLANK = "document.querySelector('.st-key-prediction .dd-small')?.textContent.startsWith('Ready')"


def measure(page: Page) -> list[float]:
    """Milliseconds from the pen's lifting to the changed reading."""
    times = []
    for number in range(ROUNDS):
        page.evaluate(WATCH)
        box = page.locator(".upper-canvas").bounding_box()
        assert box is not None
        points = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in STROKES[number % 2]]
        page.mouse.move(*points[0])
        page.mouse.down()
        for point in points[1:]:
            page.mouse.move(*point, steps=4)
        page.mouse.up()
        page.wait_for_function("window.changed > 0")
        times.append(float(page.evaluate("window.changed - window.released")))
        page.get_by_role("button", name="Clear").first.click()
        page.wait_for_function(BLANK)
        page.wait_for_timeout(400)
    return times


def main() -> None:
    """Measure idle, then while a run is on, in the same browser and server."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        os.environ[STORE_VARIABLE] = folder
        process, url = start_app(Path(folder) / "log.txt", **{STORE_VARIABLE: folder})
        try:
            page = launch_chromium(playwright).new_page(viewport={"width": 1280, "height": 900})
            page.goto(f"{url}/retrain")  # wakes the queue
            page.get_by_role("button", name="Train", exact=True).wait_for()
            page.wait_for_timeout(15_000)  # its spare worker gets ready
            open_draw_page(page, url)
            idle = measure(page)
            run = join_line(Setting(architecture="digitdemo", synthetic=20_000, epochs=200), "busy")
            while run.status().started_at is None:
                time.sleep(0.2)
            busy = measure(page)
            assert run.status().state == "running"
            stop(run)
        finally:
            process.terminate()
            process.wait(20)
    for name, times in (("idle", idle), ("while training", busy)):
        low, high = statistics.median(times), statistics.quantiles(times, n=20)[-1]
        print(f"{name:16} median {low:6.0f} ms   95 % {high:6.0f} ms")
    print(f"ratio of medians {statistics.median(busy) / statistics.median(idle):.2f} (aim: at most 1.3)")


if __name__ == "__main__":
    sys.exit(main())
