import numpy as np
import pytest

from digitdemo.errors import ModelError
from digitdemo.explaining.architecture import read_steps, stages_of
from digitdemo.explaining.feature_maps import ExplainedNetwork
from digitdemo.explaining.forward import run_step
from digitdemo.explaining.sentences import dense_parameters, field_text, parameters_text, sentence_of, title_of
from tests.explaining.chains import convolution, dense, plain, pooling


def test_parameters_are_written_as_a_calculation() -> None:
    steps = read_steps([convolution("a", 24, 5, 1), convolution("b", 48, 3, 24)])
    assert parameters_text(steps[1]) == "(3·3·24 + 1)·48 = 10,416"
    assert steps[1].parameters == 10_416
    assert dense_parameters(steps[0]) == (28 * 28 + 1) * 24 * 24 * 24


def test_an_activation_inside_a_layer_is_a_step_of_its_own() -> None:
    steps = read_steps([convolution("a", 2, 3, 1, activation="relu"), plain("flat", "Flatten"), dense("d", 1352, 10)])
    assert [step.name for step in steps] == ["a", "a · relu", "flat", "d"]
    assert [step.inside for step in steps] == [False, True, False, False]


def test_a_kind_that_is_not_known_is_shown_and_said() -> None:
    steps = read_steps([plain("odd", "Lambda"), pooling("p")], {"odd": (14, 14, 3)})
    assert steps[0].kind == "other"
    assert steps[1].output_shape == (7, 7, 3)
    assert field_text(steps[1]) == "not known here"
    assert "not how it is computed" in sentence_of(steps[0])
    with pytest.raises(ModelError, match="odd"):
        read_steps([plain("odd", "Lambda")])


def test_stages_of_the_shipped_network(shipped: ExplainedNetwork) -> None:
    titles = [title_of(stage.first) for stage in shipped.stages]
    assert titles[0].startswith("Convolution")
    assert titles[-1] == "Dense"
    assert [step for stage in shipped.stages for step in stage.steps] == list(shipped.steps)
    assert sum(stage.parameters for stage in shipped.stages) == shipped.network.model.parameters


@pytest.mark.parametrize("name", ["mixed", "dense-only", "large", "maxout", "one-pixel", "light"])
def test_shapes_are_those_of_litert(built, name: str) -> None:
    explained = ExplainedNetwork.load(built(name))
    outputs = explained.network.layer_outputs(np.zeros((28, 28), np.float32))
    shown = [step.layer.name for step in explained.steps if not step.inside]
    assert shown == [layer for layer in outputs if not layer.startswith(("pairs", "maxout"))]
    for step in explained.steps:
        assert step.output_shape == outputs[step.layer.name].shape
        assert sentence_of(step).endswith(".")
        assert title_of(step)
    assert stages_of(list(explained.steps)) == list(explained.stages)


@pytest.mark.parametrize("seed", range(30))
def test_chains_at_random_keep_their_promised_shapes(seed: int) -> None:
    rng = np.random.default_rng(seed)
    layers, shape = [], (28, 28, 1)
    for number in range(int(rng.integers(1, 9))):
        side = int(rng.integers(1, min(*shape[:2], 6) + 1))
        same = {"padding": "same" if rng.random() < 0.5 else "valid"}
        if rng.random() < 0.6:
            stride = int(rng.integers(1, 4))
            made = convolution(f"c{number}", int(rng.integers(1, 9)), side, shape[2], strides=[stride, stride], **same)
        else:
            kind = ("MaxPooling2D", "AveragePooling2D")[int(rng.integers(2))]
            made = pooling(f"p{number}", kind, side, **same)
        layers.append(made)
        shape = read_steps(layers)[-1].output_shape
    steps = read_steps([*layers, plain("flat", "Flatten"), dense("answer", int(np.prod(shape)), 10, "softmax")])
    values = rng.random((2, 28, 28, 1)).astype(np.float32)
    for step in steps:
        values = run_step(step, values)
        assert values.shape == (2, *step.output_shape)
        assert np.isfinite(values).all()
