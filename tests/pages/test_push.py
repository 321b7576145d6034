"""The page on pushing digits, from the entry point."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import PROJECT


@pytest.fixture
def page(canvas):
    app = AppTest.from_file(str(PROJECT / "streamlit_app.py"), default_timeout=30)
    app.switch_page("pages/push.py")
    return app.run()


def sentences(app):
    return " ".join(element.value for element in app.markdown)


def test_a_sample_is_turned_before_anything_is_drawn(page):
    assert not page.exception
    assert "still a 7 from −" in sentences(page)
    assert "°" in sentences(page)


@pytest.mark.parametrize("kind", ["Shift", "Resize", "Line width", "Noise", "Erase", "Invert"])
def test_every_other_way_says_how_far(page, kind):
    page.button_group(key="push_kind").set_value([kind]).run()
    assert not page.exception
    assert "7" in sentences(page)
    assert "up to" in sentences(page) or "from" in sentences(page) or "all the way" in sentences(page)


def test_no_network_chosen_leaves_an_empty_chart(page):
    page.multiselect(key="push_networks").set_value([]).run()
    assert not page.exception
    assert "still a" not in sentences(page)


def test_preparing_again_makes_it_bear_shifts(page):
    page.button_group(key="push_kind").set_value(["Shift"]).run()
    page.toggle(key="push_again").set_value(True).run()
    assert not page.exception
    assert "still a 7" in sentences(page)
