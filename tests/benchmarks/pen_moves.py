"""What reading while the pen moves costs, in a real browser.

    python -m tests.benchmarks.pen_moves [--digits 20] [--long 500]

Draws digits with a mouse on the Draw page, points as far apart in time as on a 60 Hz screen: the gallery's, or those of
the stroke file that DIGITDEMO_STROKES names. Prints updates a second, milliseconds an update, messages to the server
during strokes, pen events lost, bytes at first load, the time from pen up to the server's reading with and without it,
and the browser's memory after many digits.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, CDPSession, Page, Response, expect, sync_playwright

from digitdemo.datasets.stroke_file import STROKES_VARIABLE, load_stroke_file
from digitdemo.explaining.gallery import gallery
from tests.browser.conftest import launch_chromium, start_app
from tests.browser.drawing import open_draw_page

FRAME_S = 1 / 60
LIVE = ".st-key-draw_live_reading .live"

WATCH = """() => {
  window.penUp = 0;
  window.answers = [];
  window.compared = [];
  let before = [];
  const said = () => [".dd-digit", ".dd-percent"].flatMap((part) =>
    [...document.querySelectorAll(`.st-key-prediction ${part}`)].map((each) => each.textContent));
  document.addEventListener("pointerup", () => {
    window.penUp = performance.now();
    before = said();
  }, true);
  new MutationObserver(() => {
    const print = document.querySelector(".st-key-prediction .dd-small")?.textContent ?? "";
    if (window.penUp && print.includes("parameters, in")) {
      window.answers.push(performance.now() - window.penUp);
      window.penUp = 0;
      const now = said();
      const apart = now.slice(1).map((percent, digit) => Math.abs(parseFloat(percent) - parseFloat(before[digit + 1])));
      window.compared.push([before[0] === now[0], Math.max(...apart)]);
    }
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}"""

COLLECT = """element => {
  const { live } = element;
  const judge = live.judge.bind(live);
  window.costs = [];
  live.judge = (cost) => { window.costs.push(cost); judge(cost); };
}"""

DRAW_MANY = """async (element, [strokes, count]) => {
  const { live } = element;
  const canvas = [...document.querySelector(".st-key-canvas").querySelectorAll("*")]
    .map((each) => each.shadowRoot?.querySelector(".upper-canvas")).find(Boolean);
  const box = canvas.getBoundingClientRect();
  const tell = (kind, [x, y]) => canvas.dispatchEvent(new PointerEvent(kind, {
    bubbles: true, composed: true, isPrimary: true, pointerId: 1, button: kind === "pointermove" ? -1 : 0,
    clientX: box.left + x * box.width, clientY: box.top + y * box.height,
  }));
  const frame = () => new Promise(requestAnimationFrame);
  for (let digit = 0; digit < count; digit++) {
    live.drawing.replace([]);
    for (const stroke of strokes[digit % strokes.length]) {
      tell("pointerdown", stroke[0]);
      for (const point of stroke.slice(1)) { tell("pointermove", point); await frame(); }
      tell("pointerup", stroke[stroke.length - 1]);
    }
  }
  live.drawing.replace([]);
  live.reading.restore();
}"""


def drawings(count: int) -> list[list[np.ndarray]]:
    """Strokes in the unit square, a point a frame."""
    path = os.environ.get(STROKES_VARIABLE)
    if path:
        signs = load_stroke_file(path)
        chosen = np.random.default_rng(2).permutation(len(signs))[:count]
        return [[thin(stroke) for stroke in signs[index].strokes] for index in chosen]
    return [[thin(stroke) for stroke in fitted(strokes)] for strokes in gallery().strokes[:count]]


def fitted(strokes: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Strokes moved and scaled into the middle of the unit square."""
    low, high = np.concatenate(strokes).min(axis=0), np.concatenate(strokes).max(axis=0)
    return [(stroke - (low + high) / 2) * 0.7 / (high - low).max() + 0.5 for stroke in strokes]


def thin(stroke: np.ndarray) -> np.ndarray:
    """About one point for each 3 % of the canvas's side: a brisk hand at 60 Hz."""
    steps = np.linalg.norm(np.diff(stroke, axis=0), axis=1)
    along = np.concatenate([[0], np.cumsum(steps)])
    at = np.linspace(0, along[-1], max(2, round(along[-1] / 0.03)))
    return np.stack([np.interp(at, along, stroke[:, axis]) for axis in (0, 1)], axis=1)


def draw_at_pace(page: Page, strokes: Sequence[np.ndarray]) -> tuple[int, float]:
    """Returns the number of pen events and the seconds that the pen was down."""
    box = page.locator(".upper-canvas").bounding_box()
    assert box is not None
    events, down_s = 0, 0.0
    for stroke in strokes:
        points = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in stroke]
        page.mouse.move(*points[0])
        started = due = time.perf_counter()
        page.mouse.down()
        for point in points[1:]:
            due += FRAME_S
            time.sleep(max(0, due - time.perf_counter()))
            page.mouse.move(*point)
        down_s += time.perf_counter() - started
        page.mouse.up()
        events += len(points)
    return events, down_s


def wait_for_answer(page: Page) -> None:
    """Wait until the server has spoken, clear the canvas, and wait for the new one."""
    expect(page.locator(".st-key-prediction .dd-small")).to_contain_text("parameters, in", timeout=20_000)
    canvas = page.locator(".upper-canvas").element_handle()
    page.locator(".st-key-draw_clear button").click()
    expect(page.locator(".st-key-prediction .dd-digit")).to_have_text("–")
    page.wait_for_function("canvas => !canvas.isConnected", arg=canvas)
    page.locator(".upper-canvas").hover()
    page.wait_for_timeout(400)  # the canvas's toolbar slides in; on its way it covers the upper edge


def memory_mb(session: CDPSession) -> float:
    """The page's JavaScript heap after a collection."""
    session.send("HeapProfiler.collectGarbage")
    metrics = {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}
    return metrics["JSHeapUsedSize"] / 1e6


def row(name: str, value: str) -> None:
    print(f"{name:<62} {value:>22}", flush=True)


def spread(values: Sequence[float], unit: str = "ms") -> str:
    ordered = sorted(values)
    return f"{statistics.median(ordered):.1f} / {ordered[int(0.95 * (len(ordered) - 1))]:.1f} {unit}"


def open_watched(chromium: Browser, url: str) -> Page:
    page = chromium.new_context(viewport={"width": 1280, "height": 900}).new_page()
    open_draw_page(page, url)
    page.evaluate(WATCH)
    return page


def measure_first_load(chromium: Browser, url: str) -> None:
    loaded: dict[str, int] = {}

    def weigh(response: Response) -> None:
        if "/api/live/" in response.url or "/api/networks/" in response.url:
            loaded[response.url] = len(response.body())

    page = chromium.new_context().new_page()
    page.on("response", weigh)
    open_draw_page(page, url)
    expect(page.locator(LIVE)).to_have_attribute("data-state", "ready", timeout=15_000)
    row("bytes at first load: modules", f"{sum(size for name, size in loaded.items() if '/live/' in name):,}")
    row("bytes at first load: weights", f"{sum(size for name, size in loaded.items() if '/networks/' in name):,}")
    page.context.close()


def measure_strokes(live_page: Page, plain_page: Page, digits: list[list[np.ndarray]]) -> None:
    """Draw on two pages by turns, one with it and one without, so that both have the same machine."""
    sent: list[float] = []
    live_page.on("websocket", lambda socket: socket.on("framesent", lambda _: sent.append(time.perf_counter())))
    live_page.reload()
    live = live_page.locator(LIVE)
    expect(live).to_have_attribute("data-state", "ready", timeout=15_000)
    live_page.evaluate(WATCH)
    live.evaluate(COLLECT)
    plain_page.get_by_text("Read while I draw").click()
    expect(plain_page.locator(LIVE)).to_have_count(0)
    events = messages = 0
    down_s = 0.0
    for strokes in digits:
        for stroke in strokes:
            live_page.wait_for_timeout(400)  # on the way from one stroke to the next
            before = len(sent)
            more, seconds = draw_at_pace(live_page, [stroke])
            messages += len(sent) - before
            events, down_s = events + more, down_s + seconds
        wait_for_answer(live_page)
        for stroke in strokes:
            plain_page.wait_for_timeout(400)
            draw_at_pace(plain_page, [stroke])
        wait_for_answer(plain_page)
    costs = live_page.evaluate("window.costs")
    seen = live.evaluate("element => element.live.counts.penEvents")
    row("digits drawn, pen events", f"{len(digits)}, {events}")
    row("pen events a second, updates a second", f"{events / down_s:.0f}, {len(costs) / down_s:.0f}")
    row("an update, median / p95", spread(costs))
    row("websocket messages during strokes", str(messages))
    row("pen events lost", str(events - seen))
    compared = live_page.evaluate("window.compared")
    same = sum(is_same for is_same, _ in compared)
    row("last reading in the browser the same as the server's", f"{same} of {len(compared)}")
    row("their probabilities differ at most by", f"{max(apart for _, apart in compared):.0f} percent points")
    row("pen up to the server's reading, live, median / p95", spread(live_page.evaluate("window.answers")))
    row("the same with the switch off", spread(plain_page.evaluate("window.answers")))


def measure_memory(page: Page, digits: list[list[np.ndarray]], many: int) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    listed = [[stroke.tolist() for stroke in strokes] for strokes in digits]
    page.locator(LIVE).evaluate(DRAW_MANY, [listed, 20])
    before_mb = memory_mb(session)
    page.locator(LIVE).evaluate(DRAW_MANY, [listed, many])
    row(f"JavaScript heap before and after {many} digits", f"{before_mb:.1f}, {memory_mb(session):.1f} MB")


def main() -> None:
    """Start an app and a browser, measure, stop both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--digits", type=int, default=20)
    parser.add_argument("--long", type=int, default=500, metavar="DIGITS", help="for the memory")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        process, url = start_app(Path(folder) / "log.txt", DIGITDEMO_STORE=folder)
        try:
            chromium = launch_chromium(playwright)
            measure_first_load(chromium, url)
            live_page, plain_page = open_watched(chromium, url), open_watched(chromium, url)
            measure_strokes(live_page, plain_page, drawings(asked.digits))
            measure_memory(live_page, drawings(asked.digits), asked.long)
            chromium.close()
        finally:
            process.terminate()
            process.wait(10)


if __name__ == "__main__":
    main()
