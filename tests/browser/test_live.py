"""Reading while the pen moves, on the Draw page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, WebSocket, expect

from tests.browser.drawing import BARRED_SEVEN, draw, open_draw_page, open_more

PRINT = ".st-key-prediction .dd-small"
DIGIT = ".st-key-prediction .dd-digit"
BROWSER_SPEAKS = "in your browser"

BAR_OF_SEVEN = BARRED_SEVEN[0]
UPRIGHT = [(0.5, 0.15 + 0.07 * step) for step in range(11)]


def live(page: Page) -> Locator:
    return page.locator(".st-key-draw_live_reading .live")


def open_live(page: Page, url: str) -> None:
    open_draw_page(page, url)
    expect(live(page)).to_have_attribute("data-state", "ready", timeout=15_000)


def at(page: Page, x: float, y: float) -> tuple[float, float]:
    box = page.locator(".upper-canvas").bounding_box()
    assert box is not None
    return box["x"] + x * box["width"], box["y"] + y * box["height"]


def press_and_move(page: Page, points: list[tuple[float, float]]) -> None:
    """Put the pen down and move it; it stays down."""
    on_page = [at(page, *point) for point in points]
    page.mouse.move(*on_page[0])
    page.mouse.down()
    for point in on_page[1:]:
        page.mouse.move(*point, steps=4)


def expect_server_speaks(page: Page) -> None:
    expect(page.locator(PRINT)).to_contain_text("parameters, in")
    expect(page.locator(PRINT)).not_to_contain_text(BROWSER_SPEAKS)


@pytest.fixture
def errors(page: Page) -> Iterator[list[str]]:
    """What went wrong in the page; nothing may."""
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    yield found
    assert found == []


@pytest.mark.usefixtures("errors")
def test_the_reading_follows_the_pen_and_the_server_has_the_last_word(page: Page, app_url: str) -> None:
    sent: list[object] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framesent", lambda frame: sent.append(frame))

    page.on("websocket", listen)
    open_live(page, app_url)
    sent.clear()
    press_and_move(page, BAR_OF_SEVEN)
    expect(page.locator(DIGIT)).to_have_text("7")
    expect(page.locator(PRINT)).to_contain_text(BROWSER_SPEAKS)
    assert sent == []  # not one message to the server while the pen moves
    assert live(page).evaluate("element => element.live.counts.penEvents") == 1 + 4 * (len(BAR_OF_SEVEN) - 1)
    page.mouse.up()
    expect_server_speaks(page)
    expect(page.locator(DIGIT)).to_have_text("7")
    expect(live(page).locator(".note")).to_contain_text("It knew the 7")


EVERY_FRAME = """() => {
  window.frames_ = [];
  const look = () => {
    const place = document.querySelector(".st-key-prediction .dd-reading");
    window.frames_.push(place ? place.querySelector(".dd-digit").textContent : "nothing");
    requestAnimationFrame(look);
  };
  look();
}"""


@pytest.mark.usefixtures("errors")
def test_nothing_flickers_between_the_browser_and_the_server(page: Page, app_url: str) -> None:
    open_live(page, app_url)
    draw(page, [BAR_OF_SEVEN])
    expect_server_speaks(page)
    page.evaluate(EVERY_FRAME)
    for _ in range(3):  # one stroke close behind the other, the server's answers in between
        draw(page, [BARRED_SEVEN[1]])
        page.wait_for_timeout(200)
    expect_server_speaks(page)
    assert set(page.evaluate("window.frames_")) == {"7"}


@pytest.mark.usefixtures("errors")
def test_the_strip_shows_how_the_reading_grew(page: Page, app_url: str) -> None:
    open_live(page, app_url)
    draw(page, [BAR_OF_SEVEN])
    expect_server_speaks(page)
    final = page.locator(".st-key-prediction .dd-reading").inner_html()
    strip = live(page).locator(".strip")
    strip.hover(position={"x": 3, "y": 20})
    expect(page.locator(PRINT)).to_contain_text("Looking back")
    assert page.locator(".st-key-prediction .dd-reading").inner_html() != final
    page.mouse.move(5, 5)
    expect_server_speaks(page)
    assert page.locator(".st-key-prediction .dd-reading").inner_html() == final
    strip.focus()
    strip.press("End")
    expect(strip).to_have_attribute("aria-valuetext", "7")
    strip.press("Home")
    expect(page.locator(PRINT)).to_contain_text("Looking back")
    strip.press("Escape")
    assert page.locator(".st-key-prediction .dd-reading").inner_html() == final


@pytest.mark.usefixtures("errors")
def test_switched_off_nothing_of_it_runs(page: Page, app_url: str) -> None:
    open_live(page, app_url)
    open_more(page)
    page.get_by_text("Read while I draw").click()
    page.keyboard.press("Escape")
    expect(live(page)).to_have_count(0)
    press_and_move(page, BAR_OF_SEVEN)
    expect(page.locator(DIGIT)).to_have_text("–")
    page.mouse.up()
    expect(page.locator(DIGIT)).to_have_text("7")
    expect_server_speaks(page)


@pytest.mark.usefixtures("errors")
def test_a_stroke_may_leave_the_canvas_and_end_outside(page: Page, app_url: str) -> None:
    open_live(page, app_url)
    press_and_move(page, [*UPRIGHT, (0.5, 1.2), (0.5, 1.3)])
    expect(page.locator(PRINT)).to_contain_text(BROWSER_SPEAKS)
    page.mouse.up()
    expect_server_speaks(page)
    assert live(page).evaluate("element => element.live.drawing.strokeCount") == 1


@pytest.mark.usefixtures("errors")
def test_undo_clear_and_leaving_in_mid_stroke_do_no_harm(page: Page, app_url: str) -> None:
    open_live(page, app_url)
    draw(page, [UPRIGHT])
    expect_server_speaks(page)
    press_and_move(page, BAR_OF_SEVEN)
    page.locator(".st-key-draw_undo button").evaluate("button => button.click()")
    page.mouse.move(*at(page, 0.4, 0.4))
    page.mouse.up()  # the stroke under way stays; the one before it is gone
    expect_server_speaks(page)
    expect(page.locator(".st-key-draw_redo button")).to_be_disabled()
    page.locator(".st-key-draw_clear button").click()
    expect(page.locator(DIGIT)).to_have_text("–")
    draw(page, [UPRIGHT])
    page.locator(".st-key-draw_undo button").click()
    draw(page, [BAR_OF_SEVEN])
    expect(page.locator(DIGIT)).to_have_text("7")
    expect_server_speaks(page)

    press_and_move(page, UPRIGHT)
    page.get_by_role("link", name="Look inside").first.evaluate("link => link.click()")
    expect(page.locator(".upper-canvas")).to_have_count(0)
    page.mouse.up()
    page.get_by_role("link", name="Draw").first.click()
    expect(page.locator(DIGIT)).to_have_text("7")
    expect(live(page)).to_have_attribute("data-state", "ready")
    expect(live(page).locator(".note")).to_contain_text("It knew the 7")  # read again from its strokes


@pytest.mark.usefixtures("errors")
def test_another_window_and_another_network_between_strokes(page: Page, app_url: str) -> None:
    open_live(page, app_url)
    draw(page, [BAR_OF_SEVEN])
    expect_server_speaks(page)
    page.set_viewport_size({"width": 900, "height": 700})
    expect(page.locator(".upper-canvas")).to_have_count(1)
    expect(page.locator(DIGIT)).to_have_text("7")
    live(page).evaluate("""element => {
      const { live } = element, { network } = live.data;
      live.hear({ data: { ...live.data, network: { ...network, url: network.url + "&again" } }, setTriggerValue() {} });
    }""")
    expect(live(page)).to_have_attribute("data-state", "ready")
    expect(live(page).locator(".note")).to_contain_text("It knew the 7")
    press_and_move(page, BARRED_SEVEN[1])
    expect(page.locator(DIGIT)).to_have_text("7")
    expect(page.locator(PRINT)).to_contain_text(BROWSER_SPEAKS)
    page.mouse.up()
    expect_server_speaks(page)


@pytest.mark.usefixtures("errors")
def test_a_zoomed_page_is_read_alike(page: Page, app_url: str) -> None:
    open_live(page, app_url)
    page.evaluate("document.body.style.zoom = 1.25")
    press_and_move(page, BAR_OF_SEVEN)
    expect(page.locator(DIGIT)).to_have_text("7")
    page.mouse.up()
    expect_server_speaks(page)
    expect(page.locator(DIGIT)).to_have_text("7")


def test_a_phone_s_first_finger_draws_and_a_second_one_does_not(browser: Browser, app_url: str) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, device_scale_factor=2
    )
    page = context.new_page()
    open_live(page, app_url)
    session = context.new_cdp_session(page)

    def touch(kind: str, *fingers: tuple[int, tuple[float, float]]) -> None:
        points = [{"id": finger, "x": at(page, *place)[0], "y": at(page, *place)[1]} for finger, place in fingers]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", (1, BAR_OF_SEVEN[0]))
    touch("touchStart", (1, BAR_OF_SEVEN[0]), (2, (0.9, 0.9)))
    for x1, y1 in BAR_OF_SEVEN[1:]:
        touch("touchMove", (1, (x1, y1)), (2, (0.1 + x1 / 9, 0.9)))
    expect(page.locator(DIGIT)).to_have_text("7")
    expect(page.locator(PRINT)).to_contain_text(BROWSER_SPEAKS)
    assert live(page).evaluate("element => element.live.drawing.raw.length / 2") <= len(BAR_OF_SEVEN)
    touch("touchEnd")
    expect_server_speaks(page)
    expect(page.locator(DIGIT)).to_have_text("7")
    context.close()


def change_module(page: Page, name: str, old: str, new: str) -> None:
    """Serve a module with a few letters changed."""

    def answer(route: Route) -> None:
        response = route.fetch()
        assert old in response.text()
        route.fulfill(response=response, body=response.text().replace(old, new))

    page.route(f"**/{name}.js", answer)


@pytest.mark.usefixtures("errors")
def test_on_a_slow_device_it_steps_back_and_says_so(page: Page, app_url: str) -> None:
    change_module(page, "pen_reader", "SLOWEST_UPDATE_MS = 1000 / 15", "SLOWEST_UPDATE_MS = 0.001")
    open_live(page, app_url)
    press_and_move(page, UPRIGHT)
    expect(live(page).locator(".note")).to_contain_text("too slow")
    page.mouse.up()
    expect_server_speaks(page)


def test_a_canvas_that_looks_different_leaves_the_page_as_it_was(
    page: Page, app_url: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    change_module(page, "pen", "canvas.upper-canvas", "canvas.another-name")
    change_module(page, "pen_reader", "CANVAS_WITHIN_MS = 15000", "CANVAS_WITHIN_MS = 300")
    open_draw_page(page, app_url)
    expect(live(page)).to_have_attribute("data-state", "off")
    expect(live(page).locator(".note")).to_contain_text("The server reads")
    draw(page, [BAR_OF_SEVEN])
    expect(page.locator(DIGIT)).to_have_text("7")
    expect_server_speaks(page)
    logs = tmp_path_factory.getbasetemp().glob("app*/log.txt")  # a test that was tried again has an app of its own
    assert any("canvas was not found" in log.read_text() for log in logs)


@pytest.mark.usefixtures("errors")
def test_on_the_inside_page_the_feature_maps_follow_the_pen(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/inside?show=live-maps")
    maps = page.locator(".st-key-inside_live_maps .live")
    expect(maps).to_have_attribute("data-state", "ready", timeout=30_000)
    page.locator(".upper-canvas").scroll_into_view_if_needed()
    expect(maps.locator("figure")).to_have_count(2)
    picture = "() => [...document.querySelectorAll('*')].flatMap((each) => each.shadowRoot ?"
    picture += " [...each.shadowRoot.querySelectorAll('.maps canvas')] : []).map((canvas) => canvas.toDataURL())"
    blank = page.evaluate(picture)
    press_and_move(page, BAR_OF_SEVEN[:3])
    expect(maps.locator(".said")).not_to_contain_text("blank")
    half = page.evaluate(picture)
    page.mouse.up()
    draw(page, [BAR_OF_SEVEN[2:]])
    expect(maps.locator(".said")).to_contain_text("7")
    whole = page.evaluate(picture)
    for before, between, after in zip(blank, half, whole, strict=True):
        assert len({before, between, after}) == 3
