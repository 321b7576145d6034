import numpy as np
import pytest

from digitdemo.explaining.feature_maps import ExplainedNetwork, dead_maps, feature_maps
from digitdemo.explaining.forward import can_compute, run_step


def convolve_slowly(step, inputs: np.ndarray) -> np.ndarray:
    """The definition, in a few lines: window by window."""
    kernel = step.layer.weights["kernel"]
    bias = step.layer.weights.get("bias", np.zeros(kernel.shape[3]))
    padded = np.pad(inputs, (*step.padding, (0, 0)))
    output = np.empty(step.output_shape)
    for row, column in np.ndindex(output.shape[:2]):
        y, x = row * step.stride[0], column * step.stride[1]
        d = step.dilation
        patch = padded[y : y + kernel.shape[0] * d : d, x : x + kernel.shape[1] * d : d]
        output[row, column] = np.einsum("rcd,rcdf->f", patch, kernel) + bias
    return output


def test_convolutions_are_those_of_numpy(shipped, maps) -> None:
    for step in shipped.convolutions:
        expected = convolve_slowly(step, maps[shipped.before(step)])
        np.testing.assert_allclose(maps[step.name], expected, atol=1e-4)


@pytest.mark.parametrize("name", ["mixed", "dense-only", "large", "maxout", "one-pixel", "light"])
def test_every_step_can_be_repeated_from_the_one_before(built, seven, name: str) -> None:
    explained = ExplainedNetwork.load(built(name))
    maps = feature_maps(explained, seven)
    for step in explained.steps:
        assert maps[step.name].shape == step.output_shape
        if can_compute(step):
            repeated = run_step(step, maps[explained.before(step)][None])[0]
            np.testing.assert_allclose(repeated, maps[step.name], atol=1e-4, err_msg=step.name)
        if step.kind == "convolution":
            expected = convolve_slowly(step, maps[explained.before(step)])
            np.testing.assert_allclose(maps[step.name], expected, atol=1e-4)


def test_a_map_with_one_number_everywhere_is_dead() -> None:
    maps = np.zeros((4, 4, 3), np.float32)
    maps[1, 1, 1] = 0.5
    assert dead_maps(maps).tolist() == [True, False, True]
