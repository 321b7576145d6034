"""A lesson in real browsers: a teacher, a projector and two phones."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.drawing import BARRED_SEVEN, ONE, draw, expect_no_traceback


@pytest.fixture
def open_window(browser: Browser) -> Iterator[list[Page]]:
    pages: list[Page] = []
    yield pages
    for page in pages:
        page.context.close()


def projector(browser: Browser, pages: list[Page]) -> Page:
    pages.append(browser.new_context(viewport={"width": 1920, "height": 1080}).new_page())
    return pages[-1]


def phone(browser: Browser, pages: list[Page]) -> Page:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    pages.append(context.new_page())
    return pages[-1]


def guess_first(teacher: Page, board: Page, phones: list[Page]) -> None:
    """Two phones vote, talk, vote again, and the network is asked."""
    teacher.get_by_role("button", name="Guess first").click()
    for pupil in phones:
        pupil.locator(".st-key-guess_7 button").click(timeout=20_000)  # every phone follows
        expect(pupil.get_by_text("You said 7.")).to_be_visible(timeout=20_000)
    expect(board.locator(".st-key-class-voted")).to_contain_text("2 of 2 have voted", timeout=20_000)
    expect(board.locator(".dd-guess-bars")).to_have_count(0)
    teacher.get_by_role("button", name="Show the votes").click()
    expect(board.get_by_label("7: 2 votes")).to_be_visible(timeout=20_000)
    teacher.get_by_role("button", name="Vote again").click()
    phones[0].locator(".st-key-guess_1 button").click(timeout=20_000)
    expect(board.locator(".st-key-class-voted")).to_contain_text("1 of 2 have voted", timeout=20_000)
    teacher.get_by_role("button", name="Ask the network").click()
    expect(board.get_by_text("It was meant to be")).to_be_visible(timeout=20_000)
    expect(board.get_by_text("The network reads")).to_be_visible()
    expect(phones[0].locator(".st-key-class-task")).to_contain_text("You said 1", timeout=20_000)


def test_a_lesson_from_the_code_to_the_receipt(browser: Browser, app_url: str, open_window: list[Page]) -> None:
    teacher = projector(browser, open_window)
    teacher.goto(f"{app_url}/class")
    teacher.get_by_role("button", name="Open a class").click()
    code = teacher.locator(".st-key-class-code .dd-class-code").inner_text(timeout=20_000)
    assert re.fullmatch("[A-Z]{6}", code)
    expect(teacher.locator(".dd-class-qr img")).to_be_visible()
    board = projector(browser, open_window)
    board.goto(f"{app_url}/show?code={code}")
    expect(board.locator(".dd-class-count")).to_contain_text("0 drawings", timeout=20_000)
    phones = [phone(browser, open_window) for _ in range(2)]
    for pupil in phones:
        pupil.goto(f"{app_url}/join?code={code.lower()}")
        expect(pupil.locator(".st-key-class-task")).to_contain_text("Wait for your teacher", timeout=20_000)
    teacher.get_by_role("button", name="Collect", exact=True).click()
    for pupil, strokes in zip(phones, (ONE, BARRED_SEVEN), strict=True):
        expect(pupil.locator(".upper-canvas")).to_be_visible(timeout=20_000)  # every phone follows
        expect(pupil.locator(".st-key-join_clear button")).to_be_visible()
        draw(pupil, strokes)
        pupil.get_by_role("button", name="Hand in").click()  # at once: the last stroke may still be on its way
        expect(pupil.locator(".st-key-class-accepted")).to_contain_text("1 drawing accepted", timeout=20_000)
    expect(board.locator(".dd-class-tiles img")).to_have_count(2, timeout=20_000)
    expect(teacher.locator(".st-key-class-count")).to_contain_text("2 drawings by 2 pupils", timeout=20_000)
    phones[0].reload()
    expect(phones[0].locator(".st-key-class-accepted")).to_contain_text("1 drawing accepted", timeout=20_000)
    guess_first(teacher, board, phones)
    teacher.get_by_role("button", name="End the lesson").click()
    teacher.locator(".st-key-class_end_now button").click()
    expect(teacher.locator(".st-key-class-receipt")).to_contain_text("2 drawings are deleted", timeout=20_000)
    expect(teacher.locator(".st-key-class-receipt")).to_contain_text("3 votes are deleted")
    for page in open_window:
        expect_no_traceback(page)
