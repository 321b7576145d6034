import re

import numpy as np
import pytest

from digitdemo.errors import ModelError
from digitdemo.explaining.arithmetic import arithmetic_of_pixel, outline_below, steps_after
from digitdemo.explaining.feature_maps import ExplainedNetwork, feature_maps
from digitdemo.explaining.written_out import number, products_text, sum_text


def check_everywhere(explained: ExplainedNetwork, maps: dict[str, np.ndarray]) -> None:
    rng = np.random.default_rng(1)
    for step in explained.steps:
        if step.kind == "other":
            continue
        corners = [(0,) * len(step.output_shape), tuple(side - 1 for side in step.output_shape)]
        inside = [tuple(int(rng.integers(side)) for side in step.output_shape) for _ in range(10)]
        for position in corners + inside:
            arithmetic = arithmetic_of_pixel(explained, maps, step.name, position)
            assert arithmetic.result == pytest.approx(arithmetic.network_output, abs=1e-4), (step.name, position)
            assert sum_text(arithmetic).endswith(f"= {number(arithmetic.result)}")
            if step.kind in ("convolution", "dense"):
                total = arithmetic.channel_sums.astype(float).sum() + arithmetic.bias
                assert total == pytest.approx(arithmetic.network_output, abs=1e-4)


def test_it_adds_up_to_what_the_shipped_network_says(shipped, maps) -> None:
    check_everywhere(shipped, maps)


@pytest.mark.parametrize("name", ["mixed", "dense-only", "large", "maxout", "one-pixel", "light"])
def test_it_adds_up_in_networks_of_another_build(built, seven, name: str) -> None:
    explained = ExplainedNetwork.load(built(name))
    check_everywhere(explained, feature_maps(explained, seven))


def test_the_written_out_sum_is_the_sum_of_its_numbers(shipped, maps) -> None:
    row, column, index = np.unravel_index(maps["convolution_2"].argmax(), maps["convolution_2"].shape)
    arithmetic = arithmetic_of_pixel(shipped, maps, "convolution_2", (int(row), int(column), int(index)))
    plain = sum_text(arithmetic).replace("−", "-")
    terms, result = plain.split(" = ")
    total = sum(float(re.match(r"\(?(-?[\d.]+)", term).group(1)) for term in terms.split(" + "))
    assert total == pytest.approx(float(result), abs=1e-3)  # every term is rounded to 4 digits
    channel = int(arithmetic.largest_first[0])
    text = products_text(arithmetic, channel)
    assert text.count("×") == arithmetic.kernel[..., 0].size


def test_what_follows_a_convolution(shipped) -> None:
    following = [step.kind for step in steps_after(shipped, shipped.step("convolution_1"))]
    assert following == ["normalisation", "activation"]


def test_the_patch_is_outlined_in_the_layer_below(shipped) -> None:
    convolution = shipped.step("convolution_2")  # 3×3 with padding
    assert outline_below(convolution, (0, 0, 1)) == (0, 0, 2, 2)
    assert outline_below(convolution, (5, 6, 1)) == (4, 5, 3, 3)
    assert outline_below(shipped.step("pooling_1"), (3, 4, 0)) == (6, 8, 2, 2)
    assert outline_below(shipped.step("relu_1"), (3, 4, 0)) == (3, 4, 1, 1)
    assert outline_below(next(step for step in shipped.steps if step.kind == "dense"), (1,)) is None


def test_a_place_outside_is_refused(shipped, maps) -> None:
    with pytest.raises(ModelError, match="no number at"):
        arithmetic_of_pixel(shipped, maps, "convolution_1", (28, 0, 0))
