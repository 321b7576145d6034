"""The Draw page, drawn on by a real browser."""

from playwright.sync_api import Page, expect

from tests.browser.drawing import BARRED_SEVEN, draw, open_draw_page, read_digit


def test_a_barred_seven_is_read(page: Page, app_url: str) -> None:
    open_draw_page(page, app_url)
    assert read_digit(page) == "–"
    draw(page, BARRED_SEVEN)
    expect(page.locator(".st-key-prediction .dd-digit")).to_have_text("7")
