"""A lesson's versions beside Keras's: what they read, and where the same batches lead; and what the settings do."""

import numpy as np
import pytest

from digitdemo.errors import SettingError
from digitdemo.explaining.gallery import gallery
from digitdemo.learning.lesson import CLIP, MOST_BATCHES, RATES, STARTS, Lesson, batch_of, history_of
from digitdemo.learning.stepping import cut_to, slopes_of, step_down
from digitdemo.learning.units import log_softmax
from tests.learning.tape import folder_of_gradients


@pytest.fixture(scope="module")
def keras_lesson() -> dict[str, np.ndarray]:
    return dict(np.load(folder_of_gradients() / "lesson.npz"))


def right(lesson: Lesson, batch: int) -> float:
    shown = gallery()
    read = history_of(lesson).version(batch).scores(shown.inputs[..., None]).argmax(axis=1)
    return float((read == shown.digits).mean())


def test_every_kept_version_reads_as_keras_does_with_its_weights(keras_lesson) -> None:
    for batch, theirs in enumerate(keras_lesson["chances"]):
        scores = history_of(Lesson()).version(batch).scores(keras_lesson["digits"])
        np.testing.assert_allclose(np.exp(log_softmax(scores)), theirs, atol=1e-4)
    assert len(keras_lesson["chances"]) == MOST_BATCHES + 1


def test_forty_batches_lead_where_keras_s_own_learning_leads(keras_lesson) -> None:
    network, costs = history_of(Lesson()).version(0).in_precision(np.float64), []
    for batch in range(1, 41):
        slopes = slopes_of(network, *batch_of(batch))
        network = step_down(network, slopes, Lesson().rate)
        costs.append(slopes.cost)
    np.testing.assert_allclose(costs, [keras_lesson[f"cost {batch}"] for batch in range(1, 41)], atol=1e-4)
    compared = 0
    for layer, named in network.weights.items():
        for name, weights in named.items():
            np.testing.assert_allclose(weights, keras_lesson[f"{layer}/{name}"], atol=1e-4)
            compared += 1
    assert compared == 12


def test_it_learns() -> None:
    assert right(Lesson(), 0) < 0.3
    assert right(Lesson(), 100) > 0.8


def test_zeros_learn_only_where_no_layer_lies_between() -> None:
    assert right(Lesson(0, "zeros"), 60) > 0.7
    slopes = history_of(Lesson(2, "zeros")).slopes(1)
    assert not any(slopes.weights[f"convolution_{number}"]["kernel"].any() for number in (1, 2))
    assert right(Lesson(2, "zeros"), 60) < 0.2


def test_a_rate_that_is_too_large_learns_when_the_gradient_is_cut() -> None:
    assert right(Lesson(2, "usual", 1.0), 60) < 0.2
    cut = Lesson(2, "usual", 1.0, clipped=True)
    assert right(cut, 60) > 0.8
    taken = history_of(cut).taken(1)
    assert taken.length > CLIP
    assert taken.length * taken.cut == pytest.approx(CLIP)


def test_cutting_by_hand() -> None:
    assert cut_to(5.0, 1.0) == pytest.approx(0.2)
    assert cut_to(0.5, 1.0) == 1.0
    assert cut_to(5.0, 0) == 1.0


def test_he_s_weights_spread_as_he_says() -> None:
    kernel = history_of(Lesson(1, "he")).version(0).weights["dense_1"]["kernel"]
    assert kernel.std() == pytest.approx(np.sqrt(2 / 784), rel=0.03)


def test_slopes_while_learning_as_nudging_says() -> None:
    values, digits = (part[:6] for part in batch_of(3))
    network, values = history_of(Lesson()).version(5).in_precision(np.float64), values.astype(np.float64)
    found = slopes_of(network, values, digits)
    rng = np.random.default_rng(4)
    for layer, named in found.weights.items():
        for name, slopes in named.items():
            place = tuple(rng.integers(side) for side in slopes.shape)
            nudge = np.zeros_like(slopes)
            nudge[place] = 1e-6
            up, down = (slopes_of(network.moved({(layer, name): way * nudge}), values, digits).cost for way in (1, -1))
            assert slopes[place] == pytest.approx((up - down) / 2e-6, rel=1e-3, abs=1e-8), (layer, name)


def test_a_lesson_is_found_by_its_name_and_nothing_else_is() -> None:
    for start in STARTS:
        lesson = Lesson(1, start, RATES[0], clipped=True)
        assert Lesson.named(lesson.name) == lesson
    for name in ("", "2-usual-0.1", "2-usual-0.10-free", "3-usual-0.1-free", "../models", "2-usual-nan-free"):
        with pytest.raises(SettingError):
            Lesson.named(name)
    for wrong in ({"depth": 7}, {"start": "hot"}, {"rate": float("nan")}):
        with pytest.raises(SettingError):
            Lesson(**wrong)
    with pytest.raises(SettingError):
        history_of(Lesson()).version(MOST_BATCHES + 1)
