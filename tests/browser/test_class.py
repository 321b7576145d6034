"""A lesson in real browsers: a teacher, a projector and three phones. Where it fails, pictures of all are kept."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.drawing import BARRED_SEVEN, ONE, draw, expect_no_traceback


@pytest.fixture
def open_window() -> Iterator[list[Page]]:
    pages: list[Page] = []
    yield pages
    for page in pages:
        page.context.close()


@contextmanager
def pictures_where_it_fails(pages: list[Page], folder: Path) -> Iterator[None]:
    """Keep what every screen shows when something was not as expected; pytest keeps the folder."""
    try:
        yield
    except BaseException:
        for number, page in enumerate(pages):
            page.screenshot(path=str(folder / f"screen-{number}.png"))
        print(f"What the screens showed: {folder}/screen-*.png")
        raise


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
    expect(board.locator(".st-key-class-voted")).to_contain_text("2 of 3 have voted", timeout=20_000)
    expect(board.locator(".dd-guess-bars")).to_have_count(0)
    teacher.get_by_role("button", name="Show the votes").click()
    expect(board.get_by_label("7: 2 votes")).to_be_visible(timeout=20_000)
    teacher.get_by_role("button", name="Vote again").click()
    phones[0].locator(".st-key-guess_1 button").click(timeout=20_000)
    expect(board.locator(".st-key-class-voted")).to_contain_text("1 of 3 have voted", timeout=20_000)
    teacher.get_by_role("button", name="Ask the network").click()
    expect(board.get_by_text("It was meant to be")).to_be_visible(timeout=20_000)
    expect(board.get_by_text("The network reads")).to_be_visible()
    expect(phones[0].locator(".st-key-class-task")).to_contain_text("You said 1", timeout=20_000)


def see_the_map(teacher: Page, board: Page, pupil: Page) -> None:
    """Every drawing is on the map; a phone finds those like its own."""
    teacher.get_by_role("button", name="Class map").click()
    expect(board.locator(".dd-map figure")).to_have_count(2, timeout=20_000)
    expect(pupil.locator(".upper-canvas")).to_be_visible(timeout=20_000)
    draw(pupil, ONE)
    expect(pupil.locator(".dd-map-alike img")).to_have_count(2, timeout=20_000)


def follow_the_teacher(teacher: Page, board: Page, pupil: Page) -> None:
    """Phone and projector come along to another page, and back."""
    teacher.get_by_role("button", name="Follow me").click()
    expect(pupil.get_by_text("Your teacher shows something")).to_be_visible(timeout=20_000)
    teacher.get_by_role("link", name="Push it").first.click()
    for screen in (pupil, board):
        expect(screen.get_by_role("heading", name="How far can it be pushed?")).to_be_visible(timeout=20_000)
    teacher.get_by_role("link", name="A class").first.click()
    teacher.get_by_role("button", name="Look up").click()
    expect(pupil.get_by_text("Look up!")).to_be_visible(timeout=20_000)
    expect(board.locator(".st-key-class-count")).to_be_visible(timeout=20_000)


def take_home_and_leave(teacher: Page, board: Page, pupil: Page) -> None:
    """The teacher's zip has both drawings; who leaves takes theirs off the board."""
    with teacher.expect_download(timeout=20_000) as download:
        teacher.get_by_role("button", name="Take everything home").click()
    names = ZipFile(download.value.path()).namelist()
    assert {"report.html", "votes.csv"} <= set(names)
    assert sum(name.endswith(".png") for name in names) == 2
    pupil.get_by_text("You are ").click()
    pupil.get_by_role("button", name="Leave the class").click()
    pupil.get_by_role("button", name="Leave and delete my drawings").click()
    expect(pupil.get_by_text("You have left the class")).to_be_visible(timeout=20_000)
    expect(board.locator(".st-key-class-count")).to_contain_text("1 drawing by 2 pupils", timeout=20_000)


def test_a_lesson_from_the_code_to_the_receipt(
    browser: Browser, app_url: str, open_window: list[Page], tmp_path: Path
) -> None:
    with pictures_where_it_fails(open_window, tmp_path):
        play_lesson(browser, app_url, open_window)


def play_lesson(browser: Browser, app_url: str, open_window: list[Page]) -> None:
    teacher = projector(browser, open_window)
    teacher.goto(f"{app_url}/class")
    teacher.get_by_role("button", name="Open a class").click()
    code = teacher.locator(".st-key-class-code .dd-class-code").inner_text(timeout=20_000)
    assert re.fullmatch("[A-Z]{6}", code)
    expect(teacher.locator(".dd-class-qr img")).to_be_visible()
    board = projector(browser, open_window)
    board.goto(f"{app_url}/show?code={code}")
    expect(board.locator(".dd-class-count")).to_contain_text("0 drawings", timeout=20_000)
    phones = [phone(browser, open_window) for _ in range(3)]
    for pupil in phones:
        pupil.goto(f"{app_url}/join?code={code.lower()}")
        expect(pupil.locator(".st-key-class-task")).to_contain_text("Wait for your teacher", timeout=20_000)
    teacher.get_by_role("button", name="Collect", exact=True).click()
    for pupil, strokes in zip(phones, (ONE, BARRED_SEVEN), strict=False):
        expect(pupil.locator(".upper-canvas")).to_be_visible(timeout=20_000)  # every phone follows
        expect(pupil.locator(".st-key-join_clear button")).to_be_visible()
        draw(pupil, strokes)
        pupil.get_by_role("button", name="Hand in").click()  # at once: the last stroke may still be on its way
        expect(pupil.locator(".st-key-class-accepted")).to_contain_text("1 drawing accepted", timeout=20_000)
    expect(board.locator(".dd-class-tiles img")).to_have_count(2, timeout=20_000)
    expect(teacher.locator(".st-key-class-count")).to_contain_text("2 drawings by 3 pupils", timeout=20_000)
    phones[0].reload()
    expect(phones[0].locator(".st-key-class-accepted")).to_contain_text("1 drawing accepted", timeout=20_000)
    guess_first(teacher, board, phones[:2])
    see_the_map(teacher, board, phones[2])
    follow_the_teacher(teacher, board, phones[2])
    take_home_and_leave(teacher, board, phones[1])
    teacher.get_by_role("button", name="End the lesson").click()
    teacher.locator(".st-key-class_end_now button").click()
    expect(teacher.locator(".st-key-class-receipt")).to_contain_text("One drawing is deleted", timeout=20_000)
    expect(teacher.locator(".st-key-class-receipt")).to_contain_text("2 votes are deleted")
    for page in open_window:
        expect_no_traceback(page)
