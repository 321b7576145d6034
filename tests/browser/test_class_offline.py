"""A phone that loses its network, and its page, in the middle of collecting: what was handed in arrives once."""

import sqlite3
import subprocess
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import SharedApp
from tests.browser.drawing import ONE, draw


def store_of(shared_app: SharedApp, process: subprocess.Popen) -> Path:
    assert shared_app.started is not None
    assert shared_app.started[0] is process
    assert shared_app.store is not None
    return shared_app.store


def hand_in(phone: Page) -> str:
    """Draw what is asked for and hand it in; which digit it was."""
    asked = phone.locator(".st-key-class-task b").inner_text()
    draw(phone, ONE)
    phone.get_by_role("button", name="Hand in").click()
    expect(phone.locator(".st-key-class-task b")).not_to_have_text(asked)  # the next one, without any server
    return asked


def test_what_waits_for_the_network_arrives_once(
    browser: Browser, app_process: tuple[subprocess.Popen, str], shared_app: SharedApp
) -> None:
    process, url = app_process
    teacher, phone = browser.new_context().new_page(), browser.new_context(has_touch=True, is_mobile=True).new_page()
    teacher.goto(f"{url}/class")
    teacher.get_by_role("button", name="Open a class").click()
    code = teacher.locator(".st-key-class-code .dd-class-code").inner_text(timeout=20_000)
    teacher.get_by_role("button", name="Collect", exact=True).click()
    phone.goto(f"{url}/join?code={code}")
    expect(phone.get_by_role("button", name="Hand in")).to_be_visible(timeout=30_000)
    phone.context.set_offline(True)
    drawn = [hand_in(phone) for _ in range(3)]
    expect(phone.get_by_text("The network is away")).to_be_visible(timeout=20_000)
    draw(phone, ONE)  # on the canvas, not handed in
    phone.context.set_offline(False)
    expect(phone.locator(".st-key-class-accepted")).to_contain_text("3 drawings accepted", timeout=30_000)
    phone.reload()
    expect(phone.locator(".st-key-class-accepted")).to_contain_text("3 drawings accepted", timeout=30_000)
    expect(phone.locator(".st-key-join_undo button")).to_be_enabled(timeout=20_000)  # the stroke is still there
    drawn.append(phone.locator(".st-key-class-task b").inner_text())
    phone.get_by_role("button", name="Hand in").click()
    expect(phone.locator(".st-key-class-accepted")).to_contain_text("4 drawings accepted", timeout=30_000)
    phone.goto(f"{url}/join?code={code}")  # scanned once more: the same place
    expect(phone.locator(".st-key-class-accepted")).to_contain_text("4 drawings accepted", timeout=30_000)
    expect(teacher.locator(".st-key-class-count")).to_contain_text("4 drawings by 1 pupil", timeout=30_000)
    query = "SELECT digit FROM drawings JOIN classes ON classes.id = class_id WHERE code = ? ORDER BY drawings.id"
    with sqlite3.connect(store_of(shared_app, process) / "classes.sqlite") as database:
        assert [str(digit) for (digit,) in database.execute(query, (code,))] == drawn
    vote_without_a_network(teacher, phone, store_of(shared_app, process), code)
    for page in (teacher, phone):
        page.context.close()


def vote_without_a_network(teacher: Page, phone: Page, store: Path, code: str) -> None:
    """Somebody taps, and changes their mind, while the network is away: it is back, and they have one vote."""
    teacher.get_by_role("button", name="Guess first").click()
    expect(phone.locator(".st-key-guess_7 button")).to_be_visible(timeout=20_000)
    phone.context.set_offline(True)
    for digit in (7, 3):
        phone.locator(f".st-key-guess_{digit} button").click()
        expect(phone.locator(f".st-key-guess_{digit} button")).to_have_attribute("aria-pressed", "true")
    expect(phone.get_by_text("Your vote for 3 waits here")).to_be_visible(timeout=20_000)
    phone.context.set_offline(False)
    expect(phone.get_by_text("You said 3.")).to_be_visible(timeout=30_000)
    query = "SELECT votes.digit FROM votes JOIN members ON members.id = member_id JOIN classes ON classes.id = class_id"
    with sqlite3.connect(store / "classes.sqlite") as database:
        assert database.execute(f"{query} WHERE code = ?", (code,)).fetchall() == [(3,)]
