"""The page from the entry point, as a visitor gets to it."""

import re
import shutil
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from digitdemo.reading.preprocessing import prepare_strokes
from digitdemo.storage.kept_weights import keep_weights
from digitdemo.storage.keras_file import read_layers
from digitdemo.storage.models import find_model, shipped_models
from digitdemo.ui.inside.lab import PARTS
from digitdemo.ui.pixels import png
from tests.explaining.networks import folder_of_networks
from tests.sentences.naked import naked_texts, names_of_networks

ENTRY_POINT = Path(__file__).resolve().parents[2] / "streamlit_app.py"
SEVEN = [np.array([[60.0, 60], [220, 60], [120, 240]])]


@pytest.fixture
def page(canvas) -> AppTest:
    app = AppTest.from_file(ENTRY_POINT, default_timeout=30)
    app.session_state["preparation"] = prepare_strokes(SEVEN, pen_width_px=18, width_px=280)
    app.switch_page("pages/inside.py")
    return app


def show(page: AppTest, screen: str, part: str = "") -> AppTest:
    """The screen that a link names."""
    page.query_params["show"] = screen
    if part:
        page.query_params["part"] = part
    return visit(page)


def visit(page: AppTest) -> AppTest:
    page.run()
    assert not page.exception
    return page


def texts(page: AppTest) -> str:
    return "\n".join(str(element.value) for element in [*page.markdown, *page.code, *page.caption, *page.header])


@pytest.mark.parametrize(
    ("address", "chosen", "said"),
    [
        ("glance", "glance", "From your drawing on the left"),
        ("arithmetic", "arithmetic", "of map"),
        ("filters", "arithmetic", "Nobody chose these numbers"),
        ("occlusion", "occlusion", "A window slides over the drawing"),
        ("live-maps", "live-maps", "watch the feature maps"),
        ("lab", "lab", "= "),
        ("nowhere", "glance", "From your drawing on the left"),
    ],
)
def test_a_link_names_a_screen(page, address: str, chosen: str, said: str) -> None:
    show(page, address)
    assert page.segmented_control(key="inside_show").value == chosen
    assert said in texts(page)
    assert "Your digit" in texts(page)


def test_the_address_follows_the_chosen_screen_and_the_way_back(page) -> None:
    visit(page)
    assert "show" not in page.query_params
    page.segmented_control(key="inside_show").set_value("lab")
    visit(page)
    assert page.query_params["show"] == "lab"
    page.segmented_control(key="inside_lab_part").set_value("pooling")
    visit(page)
    assert page.query_params["part"] == "pooling"
    page.segmented_control(key="inside_show").set_value("occlusion")
    visit(page)
    assert page.query_params["show"] == "occlusion"
    assert "part" not in page.query_params
    page.query_params["show"] = "arithmetic"  # the browser's Back button
    visit(page)
    assert page.segmented_control(key="inside_show").value == "arithmetic"


def test_nothing_drawn_shows_a_sample_and_a_hint(canvas) -> None:
    page = AppTest.from_file(ENTRY_POINT, default_timeout=30).switch_page("pages/inside.py")
    visit(page)
    assert "Nothing is drawn yet" in texts(page)
    page.segmented_control(key="inside_sample").set_value(3)
    visit(page)
    assert "reads a **3**" in texts(page)


def test_parameters_are_explained(page) -> None:
    visit(page)
    table = next(block.value for block in page.markdown if "a dense layer instead" in str(block.value))
    assert re.search(r"3·3·\d+·\d+ = [\d,]+", table)
    filters = int(re.search(r"5·5·1·(\d+)", table)[1])
    assert f"{(28 * 28 + 1) * 28 * 28 * filters:,}" in table


@pytest.mark.parametrize(
    "kind", ["convolution", "normalisation", "activation", "pooling", "dense", "softmax", "flatten"]
)
def test_the_arithmetic_of_every_kind_of_step(page, kind: str) -> None:
    show(page, "arithmetic")
    from digitdemo.explaining.feature_maps import ExplainedNetwork

    explained = ExplainedNetwork.load(find_model())
    step = next(step for step in explained.steps if step.kind == kind)
    stage = next(number for number, stage in enumerate(explained.stages) if step in stage.steps)
    page.selectbox(key="inside_layer").set_value(stage)
    visit(page)
    page.segmented_control(key="inside_step").set_value(step.name)
    visit(page)
    assert "the same number" in texts(page)
    assert any(" = " in str(code.value) for code in page.code)


def test_another_pixel_has_another_sum(page) -> None:
    show(page, "arithmetic")
    before = [code.value for code in page.code]
    page.number_input(key="inside_row").set_value(0)
    page.number_input(key="inside_column").set_value(0)
    visit(page)
    assert [code.value for code in page.code] != before
    assert "counts as 0 (padding)" in texts(page)


@pytest.mark.parametrize(
    "question",
    ["where", "matter", "why", "likes"],
)
def test_every_question_has_an_answer(page, question: str) -> None:
    show(page, "occlusion")
    page.segmented_control(key="inside_question").set_value(question)
    visit(page)
    assert not page.error


@pytest.mark.parametrize("part", list(PARTS))
def test_every_part_of_the_lab(page, part: str) -> None:
    show(page, "lab", part)
    assert page.segmented_control(key="inside_lab_part").value == part
    assert not page.error
    if part == "neuron":
        assert "0.5664790559676278" in texts(page)


@pytest.mark.parametrize("name", ["cross", "zero-padding", "two-filters"])
def test_the_worked_examples_can_be_chosen_and_stepped_through(page, name: str) -> None:
    show(page, "lab")
    picture = page.selectbox(key="inside_lab_source")
    picture.set_value(name)
    visit(page)
    first = page.code[-1].value
    page.button(key="inside_lab_step").click()
    visit(page)
    assert page.code[-1].value != first
    assert not page.warning


def test_settings_that_do_not_go_together_are_said_in_words(page) -> None:
    show(page, "lab")
    page.selectbox(key="inside_lab_padding").set_value("keep")
    page.number_input(key="inside_lab_stride").set_value(2)
    visit(page)
    assert "stride of 1" in page.warning[0].value


SLOW_BUILDS = [pytest.param(name, marks=pytest.mark.slow) for name in ("large", "maxout", "one-pixel")]


@pytest.mark.parametrize("name", ["mixed", "dense-only", "light", *SLOW_BUILDS])
def test_a_network_of_another_build_is_shown_or_said(page, name: str) -> None:
    page.session_state["chosen_model"] = str(folder_of_networks() / name)
    show(page, "filters")
    assert not page.error
    if name == "dense-only":
        assert "no convolution, so it has no kernels" in texts(page)
    layers = page.selectbox(key="inside_layer")
    for layer in range(len(layers.options)):
        page.selectbox(key="inside_layer").set_value(layer)
        visit(page)
        steps = page.segmented_control(key="inside_step").options
        assert steps
    page.segmented_control(key="inside_show").set_value("occlusion")
    visit(page)
    for question in ("matter", "why", "likes"):
        page.segmented_control(key="inside_question").set_value(question)
        visit(page)


def test_a_network_that_is_gone_is_said(page) -> None:
    page.session_state["chosen_model"] = "nowhere"
    visit(page)
    assert "There is no network called" in page.error[0].value


def test_kernels_epoch_by_epoch_where_the_training_kept_them(page, tmp_path) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(folder_of_networks() / "mixed", folder)
    weights = next(layer for layer in read_layers(folder / "network.keras") if layer.name == "first").weights["kernel"]
    np.savez(folder / "kernels_by_epoch.npz", kernels=np.stack([weights * part for part in (0, 0.5, 1)]))
    page.session_state["chosen_model"] = str(folder)
    show(page, "filters")
    epoch = page.slider(key="inside_epoch")
    assert (epoch.min, epoch.max, epoch.value) == (0, 2, 2)  # 0: before learning
    before = [str(code.value) for code in page.code]
    epoch.set_value(1)  # half of each weight: what it finds follows
    visit(page)
    assert [str(code.value) for code in page.code] != before
    assert "the same number" in texts(page)
    epoch.set_value(0)
    visit(page)


def test_every_map_follows_the_epoch_where_the_training_kept_all_layers(page, tmp_path) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(folder_of_networks() / "mixed", folder)
    weights = {layer.name: layer.weights for layer in read_layers(folder / "network.keras") if layer.weights}
    for epoch, share in enumerate((0.0, 0.5, 1.0)):
        scaled = {name: {key: share * value for key, value in named.items()} for name, named in weights.items()}
        keep_weights(find_model(folder).bundle, epoch, scaled)
    page.session_state["chosen_model"] = str(folder)
    show(page, "arithmetic")
    layers = page.selectbox(key="inside_layer")
    layers.set_value(len(layers.options) - 1)  # the last layer, which an old training would not have kept
    visit(page)
    after = [str(code.value) for code in page.code]
    page.slider(key="inside_epoch").set_value(1)
    visit(page)
    assert [str(code.value) for code in page.code] != after
    assert "the same number" in texts(page)


def test_another_stored_network_can_be_chosen_here(page, tmp_path, monkeypatch) -> None:
    shutil.copytree(folder_of_networks() / "dense-only", tmp_path / "run-1")
    monkeypatch.setenv("DIGITDEMO_STORE", str(tmp_path))
    show(page, "glance")
    page.selectbox(key="inside_network").set_value("run-1")
    show(page, "filters")
    assert "no convolution, so it has no kernels" in texts(page)
    assert page.session_state["chosen_model"] == "run-1"


@pytest.mark.parametrize("name", [model.name for model in shipped_models()])
def test_every_shipped_network_is_shown(page, name: str) -> None:
    page.session_state["chosen_model"] = name
    for screen in ("glance", "arithmetic", "filters", "occlusion"):
        show(page, screen)
        assert not page.error
    page.segmented_control(key="inside_question").set_value("why")
    visit(page)
    assert "The last layer adds up evidence" in texts(page)


def test_a_network_for_other_classes_names_them(page) -> None:
    show(page, "glance")
    page.selectbox(key="inside_network").set_value("symbols")
    for screen in ("glance", "arithmetic", "filters", "occlusion"):
        show(page, screen)
        assert not page.error
    assert page.selectbox(key="inside_digit").options[10:14] == ["+", "−", "×", "÷"]
    page.selectbox(key="inside_digit").set_value(12)
    for question in ("matter", "why", "likes"):
        page.segmented_control(key="inside_question").set_value(question)
        visit(page)
    assert page.session_state["chosen_model"] == "symbols"  # used on every page
    assert not any("etect" in option for option in page.selectbox(key="inside_network").options)


def test_leaving_and_coming_back_loses_nothing_that_is_needed(page) -> None:
    show(page, "arithmetic")
    page.selectbox(key="inside_layer").set_value(2)
    visit(page)
    page.switch_page("pages/draw.py")
    visit(page)
    page.session_state["preparation"] = prepare_strokes(SEVEN, pen_width_px=18, width_px=280)
    page.switch_page("pages/inside.py")
    show(page, "arithmetic")
    place = page.number_input(key="inside_row").value, page.number_input(key="inside_column").value
    assert place != (0, 0)  # the strongest pixel, not a corner
    page.selectbox(key="inside_layer").set_value(2)
    visit(page)
    assert page.selectbox(key="inside_arithmetic_channel").value is not None


def test_an_answer_is_hidden_until_it_is_tried_or_asked_for(page) -> None:
    show(page, "lab", "neuron")
    page.toggle(key="inside_lab_try").set_value(True)
    visit(page)
    assert "0.5664790559676278" not in texts(page)
    page.number_input(key="neuron_answer").set_value(0.12)
    page.button(key="neuron_check").click()
    visit(page)
    assert "Not yet" in page.warning[0].value
    page.number_input(key="neuron_answer").set_value(0.57)
    page.button(key="neuron_check").click()
    visit(page)
    assert "0.5664790559676278" in texts(page)
    page.slider(key="inside_lab_bias").set_value(0.5)  # another exercise
    visit(page)
    assert "= ?" in texts(page)
    page.button(key="neuron_tell").click()
    visit(page)
    assert "= ?" not in texts(page)


def test_the_course_counts_the_parameters_of_its_example_and_says_its_misprint(page) -> None:
    show(page, "lab")
    page.selectbox(key="inside_lab_source").set_value("two-filters")
    visit(page)
    assert "54 + 2 = 56" in texts(page)
    assert "16 are these" in texts(page)


def test_softmax_with_my_digits_scores(page) -> None:
    show(page, "lab", "softmax")
    code = page.code[0].value
    power, total, share = re.search(r"\n([\d.]+) / ([\d.]+) = ([\d.]+)", code).groups()
    assert float(power) / float(total) == pytest.approx(float(share), abs=1e-4)


def test_pooling_forgives_a_shift(page) -> None:
    show(page, "lab", "pooling")
    page.selectbox(key="inside_lab_pooling_source").set_value("digit")
    page.selectbox(key="inside_lab_pooling_shift").set_value("right")
    visit(page)
    before, behind = map(int, re.search(r"together are (\d+) % .* and (\d+) %", texts(page)).groups())
    assert 0 < behind < before


def test_a_perceptron_corrects_itself_until_all_is_right(page) -> None:
    show(page, "lab", "perceptron")
    assert "It begins with" in texts(page)
    for _ in range(10):
        page.button(key="inside_lab_perceptron_round").click()
        visit(page)
        if page.success:
            break
    assert "All four pairs are right" in page.success[0].value
    assert "its decision boundary" in texts(page)


def test_no_single_map_matters_where_none_does(page) -> None:
    show(page, "occlusion")
    page.segmented_control(key="inside_question").set_value("matter")
    visit(page)
    said = [info.value for info in page.info if "No single map matters" in info.value]
    assert said or any("other map" in str(caption.value) for caption in page.caption)


@pytest.mark.parametrize("screen", ["arithmetic", "filters", "occlusion", "live-maps"])
def test_no_sentence_stands_outside_the_catalogue(page, screen: str, monkeypatch) -> None:
    monkeypatch.setenv("DIGITDEMO_LANG", "xx")
    show(page, screen)
    assert naked_texts(page, names_of_networks()) == []


@pytest.mark.parametrize("part", list(PARTS))
def test_no_sentence_of_the_lab_stands_outside_the_catalogue(page, part: str, monkeypatch) -> None:
    monkeypatch.setenv("DIGITDEMO_LANG", "xx")
    show(page, "lab", part)
    assert naked_texts(page, names_of_networks()) == []


@pytest.mark.parametrize("in_colour", [False, True])
def test_a_picture_of_mine_goes_through_the_lab(page, in_colour: bool) -> None:
    show(page, "lab")
    page.selectbox(key="inside_lab_source").set_value("upload")
    visit(page)
    assert any("until then this is your digit" in info.value for info in page.info)
    picture = np.zeros((80, 120, 3), np.uint8)
    picture[20:60, 30:90] = (200, 40, 90)
    page.file_uploader(key="inside_lab_file").upload("mine.png", png(picture), "image/png")
    page.toggle(key="inside_lab_colour").set_value(in_colour)
    visit(page)
    assert not page.error
    shrunk = "(64 − 2 + 2·0)"  # the longer side becomes 64 pixels
    assert shrunk in texts(page)
