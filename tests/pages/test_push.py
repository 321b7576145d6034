"""The page on pushing digits, from the entry point."""

import pytest
from streamlit.testing.v1 import AppTest

from digitdemo.reading.distortions import DISTORTIONS
from digitdemo.reading.sweeps import Stretch
from digitdemo.ui.push.words import bearing_in_words
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
    assert "Still a 7 from −" in sentences(page)
    assert "°" in sentences(page)


@pytest.mark.parametrize("kind", ["shift", "resize", "thicken", "noise", "erase", "invert"])
def test_every_other_way_says_how_far(page, kind):
    page.button_group(key="push_kind").set_value(f"push-kind-{kind}").run()
    assert not page.exception
    assert "7" in sentences(page)
    assert "Still a 7" in sentences(page)


def test_that_no_network_is_chosen_is_said(page):
    page.multiselect(key="push_networks").set_value([]).run()
    assert not page.exception
    assert "Still a" not in sentences(page)
    assert "Choose a network" in page.info[0].value


def test_preparing_again_makes_it_bear_shifts(page):
    page.button_group(key="push_kind").set_value("push-kind-shift").run()
    page.toggle(key="push_again").set_value(True).run()
    assert not page.exception
    assert "Still a 7" in sentences(page)
    assert "translation invariance" in page.info[0].value  # why it bears a shift at all


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        ([Stretch(-180, 180, 7)], "Still a 7, all the way."),
        (
            [
                Stretch(-180, -96, 1),
                Stretch(-95, -85, 7),
                Stretch(-84, -27, None),
                Stretch(-26, 47, 7),
                Stretch(48, 180, 2),
            ],
            "Still a 7 from −26° to +47°. A 7 again from −95° to −85°. Elsewhere it reads: 1, 2; or it is not sure.",
        ),
        (
            [Stretch(-180, -5, None), Stretch(-4, 180, 2)],
            "It reads a 2 even before anything is changed. Nowhere is it sure of a 7. "
            "Elsewhere it reads: 2; or it is not sure.",
        ),
        (
            [Stretch(-180, -1, None), Stretch(0, 0, 7), Stretch(1, 180, None)],
            "Still a 7 at 0° only. Elsewhere it is not sure.",
        ),
    ],
)
def test_every_stretch_is_named(found, sentence):
    assert bearing_in_words(DISTORTIONS["turn"], 7, found) == sentence
