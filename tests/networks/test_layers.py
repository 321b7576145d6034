"""Shapes and parameters by arithmetic, against Keras's own; what cannot be is refused beforehand."""

import pytest

from digitdemo.errors import SettingError
from digitdemo.networks.blocks import parse_blocks, write_blocks
from digitdemo.networks.layers import count_multiplications, count_parameters, plan_layers
from digitdemo.networks.presets import DEFAULT_PRESET, PRESETS, layers_of
from digitdemo.planning.keras_code import network_code
from digitdemo.planning.setting import Setting

OTHERS = {
    "every kind": "c8k3s2v-norm-leaky-c6k4-elu-mean3-drop10-d20-tanh-d8-sigmoid",
    "depthwise": "c6k3-dw2k5s2-norm-relu-c8k1-relu-dw1k3vb-norm-gmean-d12",
    "nothing between": "gmean",
    "maxout on maps": "c8k3-maxout-max2",
    "maxout on units": "d16-maxout",
    "overlapping pooling": "c4k3-max3s2",
    "nothing but the outputs": "",
    "normalised dense": "d32-norm-relu",
}


@pytest.mark.parametrize("notation", [preset.notation for preset in PRESETS.values()] + list(OTHERS.values()))
def test_notation_comes_back_as_it_was(notation):
    assert write_blocks(parse_blocks(notation)) == notation


@pytest.mark.parametrize("notation", [preset.notation for preset in PRESETS.values()] + list(OTHERS.values()))
def test_plan_agrees_with_keras_and_its_code_runs(notation):
    pytest.importorskip("keras")
    from digitdemo.training.builder import build_layers

    plan = plan_layers(parse_blocks(notation))
    model = build_layers(plan)
    built = [layer for layer in model.layers if layer.name != "drawing"]
    assert [layer.name for layer in built] == [layer.name for layer in plan]
    assert [tuple(layer.output.shape[1:]) for layer in built] == [layer.shape for layer in plan]
    assert [layer.count_params() for layer in built] == [layer.parameters for layer in plan]
    namespace = {}
    exec(network_code(plan), namespace)
    assert namespace["model"].count_params() == count_parameters(plan)


def test_earlier_names_of_presets_are_still_known():
    assert layers_of("ours") == layers_of("digitdemo")
    assert Setting.from_query({"architecture": "keras"}).architecture == "keras-example"


def test_known_sizes():
    keras_example = plan_layers(parse_blocks(PRESETS["keras-example"].notation))
    assert count_parameters(keras_example) == 34_826  # as keras.io counts it
    # 26² maps of 3² kernels on 1 channel to 32; 11² of 3² on 32 to 64; 1600 to 10
    assert count_multiplications(keras_example) == 26**2 * 9 * 32 + 11**2 * 9 * 32 * 64 + 1600 * 10
    lenet = plan_layers(parse_blocks(PRESETS["lenet5"].notation))
    assert count_parameters(lenet) == 61_706  # LeNet-5 with full connections


@pytest.mark.parametrize(
    ("notation", "words"),
    [
        ("c8k9v-max2-c8k11v", "Block 3: A 11×11 kernel is larger than the 10×10 map"),
        ("max2-max2-max2-max2-max2", "Block 5: A 2×2 window is larger than the 1×1 map"),
        ("d10-c3k3", "Block 2: Convolution: this needs maps"),
        ("c5k3-maxout", "Block 2: Maxout takes channels two by two"),
        ("c0k3", "Convolution: its size must be 1 to 512. It is 0"),
        ("dw9k3", "Depthwise convolution: its size must be 1 to 8"),
        ("gmean-max2", "Block 2: Max pooling: this needs maps"),
        ("drop95", "Dropout: its size must be 1 to 90"),
        ("d4096-d4096", "parameters"),
        ("c512k28-c512k28", "would have 209,937,418 parameters"),
        ("c8k3-lambda", "“lambda” is no block"),
        ("c8", "“c8” is no block"),
        ("-".join(["relu"] * 61), "at most 60 blocks"),
        ("c99999999999999999999k3", "must be 1 to 512"),
        ("c999999999999999999999999k3", "no block"),
    ],
)
def test_the_impossible_is_told_beforehand(notation, words):
    with pytest.raises(SettingError, match=words.replace("(", r"\(")):
        plan_layers(parse_blocks(notation))


def test_the_default_preset_learns_as_a_new_setting_does():
    assert PRESETS["mlp"].learning == {"learning_rate": 0.002, "optimiser": "adam"}
    assert PRESETS[DEFAULT_PRESET].learning == {
        "learning_rate": Setting().learning_rate,
        "optimiser": Setting().optimiser,
    }
