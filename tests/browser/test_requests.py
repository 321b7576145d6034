"""Nothing phones home: whatever the page asks for, it asks this server."""

from urllib.parse import urlparse

from playwright.sync_api import Page, expect

from tests.browser.drawing import BARRED_SEVEN, draw, expect_reading, open_draw_page


def test_every_request_goes_to_this_server(page: Page, app_url: str) -> None:
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    open_draw_page(page, app_url)
    draw(page, BARRED_SEVEN)
    expect_reading(page, "7")
    for name in ("Look inside", "Retrain", "Draw"):
        page.get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading").first).to_be_visible(timeout=20_000)
    page.wait_for_load_state("networkidle")
    assert len(asked) > 10
    here = urlparse(app_url).netloc
    elsewhere = [url for url in asked if not url.startswith(("data:", "blob:")) and urlparse(url).netloc != here]
    assert elsewhere == []
