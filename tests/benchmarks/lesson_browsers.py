"""The real browsers of the scripted lesson: half of them phones with a processor four times slower."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass

from playwright.async_api import Error, Page, async_playwright

from tests.benchmarks.lesson_people import Measured, first_number
from tests.browser.conftest import CHROMIUM_ARGUMENTS, system_chromium

SLOWER = 4
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
STROKE = [(0.3, 0.2), (0.7, 0.2), (0.6, 0.5), (0.45, 0.8)]
WITHIN_MS = 30_000
STREAMLITS_OWN = ("/static/", "/_stcore/", "favicon")


@dataclass
class BrowserPupil:
    """A pupil in a browser. ``accepted`` drawings were told to be accepted."""

    page: Page
    measured: Measured
    accepted: int = 0
    votes: int = 0

    async def collect(self, digits: int, pause_s: float) -> None:
        """Draw with the mouse and press Hand in."""
        for _ in range(digits):
            began = time.perf_counter()
            try:
                await self.hand_in()
            except Error as error:
                self.measured.errors.append(f"in a browser: {error.message.splitlines()[0]}")
            await asyncio.sleep(max(0.0, pause_s - (time.perf_counter() - began)))

    async def hand_in(self) -> None:
        """One stroke, then the button."""
        box = await self.page.locator(".upper-canvas").bounding_box(timeout=WITHIN_MS)
        points = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in STROKE]
        await self.page.mouse.move(*points[0])
        await self.page.mouse.down()
        for point in points[1:]:
            await self.page.mouse.move(*point, steps=4)
        await self.page.mouse.up()
        await self.page.get_by_role("button", name="Hand in").click(timeout=WITHIN_MS)
        words = f"{self.accepted + 1} drawing"
        await self.page.locator(".st-key-class-accepted", has_text=words).wait_for(timeout=WITHIN_MS)
        self.accepted = first_number(await self.page.locator(".st-key-class-accepted").inner_text())

    async def vote(self, digit: int) -> None:
        """Tap a digit."""
        try:
            await self.page.locator(f".st-key-guess_{digit} button").click(timeout=WITHIN_MS)
            await self.page.get_by_text(f"You said {digit}").first.wait_for(timeout=WITHIN_MS)
            self.votes += 1
        except Error as error:
            self.measured.errors.append(f"in a browser: {error.message.splitlines()[0]}")

    async def sees(self, words: str, since: float) -> None:
        """Wait until the task says so, and note how long it took."""
        try:
            await self.page.locator(".st-key-class-task", has_text=words).wait_for(timeout=WITHIN_MS)
            self.measured.browsers.append(time.perf_counter() - since)
        except Error as error:
            self.measured.errors.append(f"in a browser: {error.message.splitlines()[0]}")


@contextlib.asynccontextmanager
async def browser_pupils(
    url: str, code: str, count: int, measured: Measured
) -> AsyncIterator[tuple[list[BrowserPupil], float]]:
    """So many pupils in browsers, in the class, every second one with a phone; and the first one's load in KiB."""
    if not count:
        yield [], 0.0
        return
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=system_chromium(), args=CHROMIUM_ARGUMENTS)
        try:
            pages = [
                await (await chromium.new_context(**(PHONE if number % 2 else {}))).new_page()
                for number in range(count)
            ]
            loads = [await _join(page, url, code, is_slow=number % 2 == 1) for number, page in enumerate(pages)]
            yield [BrowserPupil(page, measured) for page in pages], loads[0]
        finally:
            await chromium.close()


async def _join(page: Page, url: str, code: str, *, is_slow: bool) -> float:
    """Open the phone's page; returned is what was loaded of ours, in KiB: all but Streamlit's own files."""
    loaded = {"bytes": 0}
    session = await page.context.new_cdp_session(page)
    if is_slow:
        await session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    await session.send("Network.enable")
    ours: set[str] = set()

    def note(event: dict) -> None:
        if not any(part in event["response"]["url"] for part in STREAMLITS_OWN):
            ours.add(event["requestId"])

    def add(event: dict) -> None:
        loaded["bytes"] += event["encodedDataLength"] if event["requestId"] in ours else 0

    def frame(event: dict) -> None:
        loaded["bytes"] += len(event["response"]["payloadData"]) * 3 // 4  # base64

    session.on("Network.responseReceived", note)
    session.on("Network.loadingFinished", add)
    session.on("Network.webSocketFrameReceived", frame)
    await page.goto(f"{url}/join?code={code}")
    await page.locator(".st-key-class-task").wait_for(timeout=2 * WITHIN_MS)
    return loaded["bytes"] / 1024
