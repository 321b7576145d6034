"""From the pen's lifting to the answer: python tests/benchmarks/pen_to_answer.py [--digits 200].

A real browser draws people's digits on the real canvas. The page itself notes when the pen went up, when the canvas
sent, when the first answer came back, and when the server's reading was painted.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import psutil
from playwright.sync_api import Browser, Error, Page, expect, sync_playwright

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

from digitdemo.datasets.stroke_file import STROKES_VARIABLE, load_stroke_file, path_from_environment  # noqa: E402
from tests.browser.conftest import launch_chromium, start_app  # noqa: E402
from tests.browser.drawing import DIGIT, clear, draw, open_draw_page, within_the_canvas  # noqa: E402

LEGS = {
    "pen up → canvas sends": ("up", "sent"),
    "canvas sends → first message back": ("sent", "received"),
    "first message back → answer painted": ("received", "painted"),
    "whole way": ("up", "painted"),
}

STOPWATCH = """
(() => {
  const marks = (window.marks = {});
  addEventListener("pointerdown", () => { for (const name in marks) delete marks[name]; }, true);
  addEventListener("pointerup", () => { marks.up = performance.now(); }, true);
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (...message) {
    if (marks.up && !marks.sent) marks.sent = performance.now();
    if (!this.watched) {
      this.watched = true;
      this.addEventListener("message", () => {
        if (marks.sent && !marks.received) marks.received = performance.now();
      });
    }
    return send.apply(this, message);
  };
  const look = () => {
    if (!marks.received || marks.painted) return;
    const print = document.querySelector(".st-key-prediction .dd-small");
    if (!print || !print.textContent.includes("parameters, in")) return;
    marks.painted = -1;
    requestAnimationFrame(() => setTimeout(() => { marks.painted = performance.now(); }));
  };
  const everything = { subtree: true, childList: true, characterData: true };
  const start = () => new MutationObserver(look).observe(document.body, everything);
  document.body ? start() : addEventListener("DOMContentLoaded", start);
})();
"""


def time_page_loads(browser: Browser, url: str, count: int = 6) -> list[float]:
    """Seconds until canvas and reading stand there; the first one is cold."""
    seconds = []
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    for _ in range(count):
        page = context.new_page()
        started = time.perf_counter()
        page.goto(url)
        expect(page.locator(".upper-canvas")).to_be_visible(timeout=30_000)
        expect(page.locator(DIGIT)).to_be_visible(timeout=30_000)
        seconds.append(time.perf_counter() - started)
        page.close()
    context.close()
    return seconds


def time_one_digit(page: Page, strokes: list[np.ndarray]) -> dict[str, float] | None:
    """The marks of the last stroke, milliseconds of the page's clock; None if the answer did not come."""
    draw(page, strokes)
    try:
        page.wait_for_function("window.marks.painted > 0", timeout=5_000)
    except Error:
        return None
    return dict(page.evaluate("window.marks"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--digits", type=int, default=200)
    options = parser.parse_args()
    signs = load_stroke_file(
        path_from_environment(STROKES_VARIABLE) or PROJECT.parent / "shared/data/drawn-digits-dev.json.gz"
    )
    order = np.random.default_rng(1).permutation(len(signs))[: options.digits]
    print(f"machine's load: {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        process, url = start_app(Path(folder) / "log.txt", DIGITDEMO_STORE=folder)
        browser = launch_chromium(playwright)
        loads = time_page_loads(browser, url)
        print(
            f"page load: {loads[0]:.2f} s cold, {statistics.median(loads[1:]):.2f} s warm (median of {len(loads) - 1})"
        )
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.add_init_script(STOPWATCH)
        open_draw_page(page, url)
        marks, missing, right, memory = [], 0, 0, [psutil.Process(process.pid).memory_info().rss / 2**20]
        for number, index in enumerate(order, 1):
            taken = time_one_digit(page, within_the_canvas(signs[index].strokes))
            if taken:
                marks.append(taken)
                right += page.locator(DIGIT).inner_text() == signs[index].sign
            missing += taken is None
            clear(page)
            if number % max(1, options.digits // 4) == 0:
                memory.append(psutil.Process(process.pid).memory_info().rss / 2**20)
        browser.close()
        process.terminate()
        process.wait(10)
    print(f"{len(marks)} digits, {right} read right, {missing} without an answer")
    print("| leg | p50 | p95 |\n|---|---|---|")
    for leg, (start, end) in LEGS.items():
        times = [mark[end] - mark[start] for mark in marks]
        print(f"| {leg} | {np.percentile(times, 50):.0f} ms | {np.percentile(times, 95):.0f} ms |")
    print("web process memory: " + " → ".join(f"{mib:.0f}" for mib in memory) + " MiB")
    print(f"machine's load: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
