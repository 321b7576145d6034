"""The dense layer as a convolution: one pass is the sliding window, number by number."""

import numpy as np
import pytest

from digitdemo.detecting.fully_convolutional import FullyConvolutional, untouched_places
from digitdemo.errors import ModelError
from digitdemo.explaining.architecture import read_steps
from digitdemo.explaining.forward import run_step
from digitdemo.reading.strokes import draw
from digitdemo.storage.models import find_model

SHEET = (92, 116)


def steps_of(name: str):
    return read_steps(find_model(name).layers())


@pytest.fixture(scope="module")
def sheet(dev_digits):
    """Three people's digits on one sheet, small."""
    strokes = []
    for index, place in ((3, (4, 30)), (700, (40, 8)), (1404, (78, 50))):
        own = dev_digits[index].on_canvas(60)
        low = np.concatenate(own).min(axis=0)
        strokes += [stroke - low + place for stroke in own]
    return draw(strokes, SHEET[1], SHEET[0], 3).astype(np.float32) / 255


@pytest.mark.parametrize("name", ["digitdemo", "lenet5", "keras-example"])
def test_one_pass_is_the_sliding_window(name, sheet):
    network = FullyConvolutional.of(steps_of(name))
    in_one_pass = network.read(sheet[None])[0]
    assert in_one_pass.shape == (*network.places(*SHEET), 10)
    assert in_one_pass == pytest.approx(network.read_windows(sheet), abs=1e-5)
    assert in_one_pass.max(axis=2).max() > 0.9, "a sheet of paper would prove little"
    assert np.ptp(in_one_pass.max(axis=2)) > 0.3


def test_a_network_without_padding_is_read_exactly_as_trained(sheet):
    """Keras's example pads nothing: its windows are the 26 pixels of the trained field that it looks at."""
    steps = steps_of("keras-example")
    network = FullyConvolutional.of(steps)
    assert (network.window_px, network.margin_px, network.stride_px) == (26, 0, 4)
    values = sheet[None, 8:36, 40:68, None]
    for step in steps:
        values = run_step(step, values)
    assert network.read(sheet[None])[0, 2, 10] == pytest.approx(values[0], abs=1e-5)


def test_ours_sees_real_paper_where_it_had_zeros_and_reads_the_same_digits(dev_digits, recognizer):
    network = FullyConvolutional.of(steps_of("digitdemo"))
    assert (network.window_px, network.margin_px, network.stride_px) == (52, 14, 8)
    alike = 0
    for sign in dev_digits[::95]:
        reading = recognizer.read_strokes(sign.on_canvas(280))
        around = np.pad(reading.preparation.network_input, (14, 10))
        alike += network.read(around[None])[0, 0, 0].argmax() == reading.closest
    assert alike >= 19, f"of {len(dev_digits[::95])}"


def test_where_no_zero_reaches_the_maps_are_the_whole_pictures(sheet):
    """Of our first convolution 24 × 24 places see no border; there a cut-out field gives the whole sheet's numbers."""
    steps = steps_of("digitdemo")
    untouched = untouched_places(steps)
    assert untouched[0] == ("convolution_1", 24 * 24, 28 * 28)
    assert untouched[-1][1] == 0, "behind the last pooling every place has seen zeros"
    cut = run_step(steps[0], sheet[None, 30:58, 40:68, None])[0]
    network = FullyConvolutional.of(steps)
    whole = network.moves[0].run(sheet[None, ..., None])[0]  # its first place is (2, 2) of the sheet
    assert cut[2:26, 2:26] == pytest.approx(whole[30:54, 40:64], abs=1e-5)
    assert np.abs(cut[:2] - whole[28:30, 38:66]).max() > 1e-3


def test_multiplications_by_hand():
    """LeNet-5 without padding: 5·5·6 at 28 × 28 places of a 32-pixel window, 5·5·6·16 at 10 × 10, then dense layers."""
    network = FullyConvolutional.of(steps_of("lenet5"))
    window = 28 * 28 * 150 + 10 * 10 * 2400 + 400 * 120 + 120 * 84 + 84 * 10
    assert network.multiplications(32, 32) == window
    assert network.places(40, 36) == (3, 2)
    assert network.multiplications_in_windows(40, 36) == 6 * window
    first = 36 * 32 * 150 + 14 * 12 * 2400 + 6 * (400 * 120 + 120 * 84 + 84 * 10)
    assert network.multiplications(40, 36) == first


def test_a_network_without_maps_cannot_slide():
    with pytest.raises(ModelError, match="cannot slide"):
        FullyConvolutional.of(steps_of("mlp"))
