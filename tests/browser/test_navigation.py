"""The menu."""

from playwright.sync_api import Browser, expect


def test_on_a_phone_the_menu_closes_when_a_page_is_chosen(browser: Browser, app_url: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(app_url)
    for path, heading in (("compare", "Side by side"), ("number", "Read a number")):
        page.get_by_test_id("stExpandSidebarButton").tap()
        page.get_by_test_id("stSidebar").locator(f'a[href$="/{path}"]').tap()
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
        expect(page.get_by_test_id("stExpandSidebarButton")).to_be_visible()
    context.close()
