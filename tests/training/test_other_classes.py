"""A trained network learns other classes: its last layer begins anew, the frozen ones stay, its card tells."""

from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from digitdemo.datasets.stroke_file import LETTERS_VARIABLE
from digitdemo.errors import SettingError
from digitdemo.networks.task import LETTERS
from digitdemo.planning.other_classes import side_by_side
from digitdemo.planning.setting import Setting
from digitdemo.reading.network import Network
from digitdemo.runs.catalogue import create_run
from digitdemo.runs.run import TEST
from digitdemo.runs.status import DONE, RUNNING
from digitdemo.storage.models import STORE_VARIABLE, find_model, retrained_models
from tests.conftest import shared_file

pytestmark = pytest.mark.skipif(find_spec("keras") is None, reason="needs Keras")

SETTING = Setting(synthetic=0, letters=60, epochs=1, batch=16, start_from="lenet5", frozen=2)


def test_the_last_layer_begins_anew_and_the_frozen_ones_stay() -> None:
    from digitdemo.training.builder import build_model, load_stored

    stored, model = load_stored("lenet5"), build_model(SETTING)
    assert model.output_shape == (None, 10)
    assert model.layers[-2].name == "outputs"
    for layer in model.layers[:-2]:
        for ours, theirs in zip(layer.get_weights(), stored.get_layer(layer.name).get_weights(), strict=True):
            np.testing.assert_array_equal(ours, theirs)
    learning = [layer.name for layer in model.layers if layer.trainable_weights]
    assert learning == ["dense_1", "dense_2", "outputs"]
    assert build_model(replace(SETTING, letters=0, symbols=100)).output_shape == (None, 22)
    assert build_model(replace(SETTING, letters=0, mnist=100)).layers[-2].name == "dense"


def test_a_network_without_a_dense_end_is_refused() -> None:
    import keras

    from digitdemo.training.builder import with_new_outputs

    inputs = keras.Input((28, 28, 1))
    pooled = keras.layers.GlobalAveragePooling2D()(keras.layers.Conv2D(10, 3)(inputs))
    with pytest.raises(SettingError, match="does not end in a dense layer"):
        with_new_outputs(keras.Model(inputs, pooled), 10)


def test_a_run_gives_a_network_for_letters(tmp_path: Path, letter_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from digitdemo.training.session import train_run

    monkeypatch.setenv(STORE_VARIABLE, str(tmp_path / "store"))
    run = create_run(SETTING.to_json(), "Letters", state=RUNNING)
    train_run(run)
    assert run.status().state == DONE, run.status().said()
    model = find_model(run.name)
    assert model.classes == LETTERS
    assert not model.reads_digits
    assert run.name not in {each.name for each in retrained_models()}
    assert Network(model).probabilities(np.zeros((28, 28), np.float32)).shape == (10,)
    assert run.arrays(TEST)["probabilities"].shape[1] == 10
    assert 0 <= run.results()["test_accuracy"] <= 1
    assert "drawings" not in run.results()


@pytest.mark.slow
@pytest.mark.parametrize("examples", [20])
def test_knowing_digits_helps_with_letters(
    examples: int, tmp_path: Path, dev_letters, monkeypatch: pytest.MonkeyPatch
) -> None:
    """People's letters, by writers of whom none is learned from; prints what each way reads right."""
    from digitdemo.training.session import train_run

    monkeypatch.setenv(STORE_VARIABLE, str(tmp_path / "store"))
    monkeypatch.setenv(LETTERS_VARIABLE, str(shared_file(LETTERS_VARIABLE, "drawn-letters-dev.json.gz")))
    shares = []
    for setting in side_by_side("letters", examples, find_model()):
        run = create_run(setting.to_json(), "Letters", state=RUNNING)
        train_run(run)
        assert run.status().state == DONE, run.status().said()
        curve = ", ".join(f"{100 * share:.0f}" for share in run.history()["check_accuracy"])
        shares.append(run.results()["test_accuracy"])
        print(f"{setting.start_from or 'from nothing'}: {shares[-1]:.1%} of {run.results()['test_pictures']}; {curve}")
    assert shares[0] > shares[1]
    assert shares[0] > 0.8
