"""The courses' worked examples must come out to the digit."""

import numpy as np
import pytest

from digitdemo.errors import LabError
from digitdemo.explaining.classic_kernels import CLASSIC_KERNELS
from digitdemo.explaining.convolution_lab import PADDINGS, convolve, normalise_for_viewing, output_size, pool
from digitdemo.explaining.neuron import normalise_batch, run_neuron
from digitdemo.explaining.perceptron import CASES, TASKS, Perceptron, lessons
from digitdemo.explaining.small_network import COURSE_LAYERS, count_text, parameters_of
from digitdemo.explaining.worked_examples import BATCH, CROSS, NEURON, POOLING_INPUT, TWO_FILTERS, ZERO_PADDING
from digitdemo.networks.activations import elu, leaky_relu, maxout, relu, sigmoid


def run(example, index: int = 0):
    return convolve(
        example.picture,
        example.kernels[index],
        stride=example.stride,
        padding=example.padding,
        padding_px=example.padding_px,
        bias=example.biases[index],
    )


def test_the_cross_on_four_rows_keeps_the_border() -> None:
    expected = [[2, 0, 4, 1, 0], [1, 4, 9, 2, 0], [5, 10, 5, 3, 0], [1, 0, 0, 0, 0]]
    assert run(CROSS).output.tolist() == expected


def test_zero_padding() -> None:
    expected = [[0, 3, 8, 4], [9, 19, 25, 10], [21, 37, 43, 16], [6, 7, 8, 0]]
    assert run(ZERO_PADDING).output.tolist() == expected


def test_two_filters_on_three_channels() -> None:
    volume = np.stack([run(TWO_FILTERS, index).output for index in range(2)], axis=2)
    assert volume.shape == (3, 3, 2)
    padded = np.pad(TWO_FILTERS.picture, ((1, 1), (1, 1), (0, 0)))
    for row, column, index in np.ndindex(3, 3, 2):
        patch = padded[2 * row : 2 * row + 3, 2 * column : 2 * column + 3]
        assert volume[row, column, index] == (patch * TWO_FILTERS.kernels[index]).sum() + TWO_FILTERS.biases[index]
    assert sum(kernel.size for kernel in TWO_FILTERS.kernels) == 54
    assert len(TWO_FILTERS.biases) == 2


def test_max_pooling() -> None:
    assert pool(POOLING_INPUT, "max", window=2, stride=2).tolist() == [[6, 8], [3, 4]]
    assert pool(POOLING_INPUT, "mean").tolist() == [[3.25, 5.25], [2, 2]]
    assert pool(POOLING_INPUT, "sum", window=3, stride=1).tolist() == [[28, 31], [30, 33]]
    with pytest.raises(LabError, match="does not fit"):
        pool(POOLING_INPUT, window=5)


def test_the_courses_neuron() -> None:
    neuron = run_neuron(NEURON.inputs, NEURON.weights, NEURON.bias, NEURON.activation)
    assert neuron.output == 0.5664790559676278
    with pytest.raises(LabError, match="one weight for each input"):
        run_neuron([1], [1, 2], 0)


def test_batch_normalisation_of_the_vision_slides() -> None:
    batch = normalise_batch(BATCH)
    np.testing.assert_allclose(batch.means, [4, 3.33, 4.33, 3.33], atol=0.005)
    np.testing.assert_allclose(batch.deviations, [2.94, 0.471, 1.70, 2.62], atol=0.005)
    np.testing.assert_allclose(batch.normalised.mean(axis=1), 0, atol=1e-12)
    np.testing.assert_allclose(batch.normalised.std(axis=1), 1)


def test_a_turned_kernel_is_the_convolution_of_mathematics() -> None:
    picture = np.random.default_rng(4).normal(size=(6, 7))
    kernel = np.arange(9.0).reshape(3, 3)
    turned = convolve(picture, kernel, turned=True).output
    assert turned == pytest.approx(convolve(picture, kernel[::-1, ::-1]).output)
    impulse = np.zeros((5, 5))
    impulse[2, 2] = 1  # a true convolution of an impulse gives the kernel back as it is
    assert convolve(impulse, kernel, turned=True).output.tolist() == kernel.tolist()


@pytest.mark.parametrize("padding", PADDINGS)
def test_every_window_adds_up_to_its_output(padding: str) -> None:
    picture = np.random.default_rng(6).normal(size=(6, 8))
    done = convolve(picture, np.arange(9.0).reshape(3, 3), padding=padding, bias=0.5)
    for place in range(done.places):
        window = done.window(place)
        assert window.total == pytest.approx(done.output[window.row, window.column])
        assert window.products.sum() + 0.5 == pytest.approx(window.total)
    if padding == "keep":
        assert (done.output[0] == picture[0]).all()
        assert (done.output[:, -1] == picture[:, -1]).all()
    assert done.output.shape[0] == (4 if padding == "none" else 6)


def test_obtained_values_are_copied_outwards() -> None:
    picture = np.arange(20.0).reshape(4, 5)
    done = convolve(picture, CLASSIC_KERNELS["cross"], padding="copy")
    inner = [[30.0, 35, 40], [55, 60, 65]]
    assert done.output[1:3, 1:4].tolist() == inner
    assert done.output.tolist() == np.pad(inner, 1, mode="edge").tolist()


def test_a_filter_of_its_own_at_the_border_adds_up_to_the_same() -> None:
    picture = np.array([[1.0, 2, 3], [4, 5, 6], [7, 8, 9]])
    output = convolve(picture, CLASSIC_KERNELS["cross"], padding="own").output
    assert output[1, 1] == 5 + 2 + 4 + 6 + 8
    assert output[0, 0] == 3 * 1 + 2 + 4  # two weights lie outside, and go to the middle
    assert output[0, 1] == 2 * 2 + 1 + 3 + 5
    flat = convolve(np.full((5, 6), 7.0), CLASSIC_KERNELS["Gaussian blur"], padding="own").output
    assert (flat == 7 * 16).all()
    edges = convolve(np.full((5, 6), 7.0), CLASSIC_KERNELS["Laplacian"], padding="own").output
    assert (edges == 0).all()


def test_a_row_of_numbers_is_convolved_too() -> None:
    done = convolve(np.array([[0.0, 0, 3, 3, 0]]), np.array([[-1.0, 1]]))
    assert done.output.tolist() == [[0, 3, 0, -3]]


def test_the_slides_two_filters_agree_in_sixteen_of_eighteen_numbers() -> None:
    slide = np.array([[[-1, 0, 1], [4, -5, 2], [-1, -1, 1]], [[-2, -7, 0], [-6, 3, 0], [-4, 6, 4]]])
    ours = np.stack([run(TWO_FILTERS, index).output for index in range(2)])
    different = np.argwhere(ours != slide).tolist()
    assert different == [[0, 2, 0], [0, 2, 1]]
    assert ours[0, 2].tolist() == [1, 1, 1]  # the slide's own numbers, added up, are not its -1, -1, 1


def test_the_small_network_of_the_course() -> None:
    assert parameters_of(COURSE_LAYERS) == [(12, 4), (16, 4), (4, 1)]
    assert count_text(COURSE_LAYERS) == "(3·4 + 4) + (4·4 + 4) + (4·1 + 1) = 41"


@pytest.mark.parametrize("task", ["and", "or", "nand"])
def test_the_perceptron_learns_what_a_line_can_part(task: str) -> None:
    learned = lessons(task, 40)[-1].after
    assert [learned.output(case) for case in CASES] == list(TASKS[task])


def test_the_perceptron_never_learns_either_or() -> None:
    assert min(lesson.after.mistakes("xor") for lesson in lessons("xor", 400)) > 0


@pytest.mark.parametrize("task", ["and", "or", "nand"])
def test_where_the_perceptron_says_one_ends_on_its_straight_line(task: str) -> None:
    learned = lessons(task, 40)[-1].after
    corners = np.array(learned.region_of_one(-0.5, 1.5))
    inner = corners[np.abs(corners - 0.5).max(axis=1) < 1]
    x, y = corners.T
    area = abs((x * np.roll(y, -1) - y * np.roll(x, -1)).sum()) / 2
    places = [(a, b) for a in np.linspace(-0.49, 1.49, 60) for b in np.linspace(-0.49, 1.49, 60)]
    assert area / 4 == pytest.approx(np.mean([learned.output(place) for place in places]), abs=0.02)
    on_the_line = [corner for corner in corners.tolist() if learned.total(tuple(corner)) == pytest.approx(0)]
    assert len(on_the_line) == 2
    assert not len(inner), "a straight line has no bend within the square"


def test_before_learning_the_perceptron_says_one_everywhere_and_may_say_it_nowhere() -> None:
    assert len(Perceptron().region_of_one(0, 1)) == 4
    assert Perceptron((-1, -1), -9).region_of_one(0, 1) == []


def test_the_perceptrons_rule_by_hand() -> None:
    first, second = lessons("and", 2, rate=0.5)
    assert (first.case, first.wanted, first.output) == ((0, 0), 0, 1)
    assert first.after == Perceptron((0, 0), -0.5)
    assert (second.output, second.after) == (0, first.after)  # right: nothing changes
    neuron = run_neuron([1, 1], [0.5, 0.5], -1.0, "step")
    assert neuron.output == 1


@pytest.mark.parametrize(
    ("side", "kernel", "ring", "stride"), [(28, 3, 0, 1), (28, 5, 2, 2), (7, 2, 1, 3), (5, 5, 0, 1)]
)
def test_the_output_is_as_large_as_the_formula_says(side: int, kernel: int, ring: int, stride: int) -> None:
    done = convolve(np.zeros((side, side)), np.ones((kernel, kernel)), padding="zeros", padding_px=ring, stride=stride)
    assert done.output.shape == (output_size(side, kernel, ring, stride),) * 2


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"padding": "keep", "stride": 2}, "stride of 1"),
        ({"padding": "mirror"}, "must be one of"),
        ({"stride": 0}, "1 or more"),
    ],
)
def test_settings_that_do_not_go_together_are_said(settings: dict, reason: str) -> None:
    with pytest.raises(LabError, match=reason):
        convolve(np.zeros((5, 5)), np.ones((3, 3)), **settings)


def test_sizes_that_do_not_go_together_are_said() -> None:
    with pytest.raises(LabError, match="larger than the picture"):
        convolve(np.zeros((2, 2)), np.ones((3, 3)))
    with pytest.raises(LabError, match="larger than the picture"):
        convolve(np.zeros((2, 2)), np.ones((3, 3)), padding="keep")
    with pytest.raises(LabError, match="2 channels, the picture 3"):
        convolve(np.zeros((5, 5, 3)), np.ones((3, 3, 2)))
    with pytest.raises(LabError, match="one channel"):
        convolve(np.zeros((5, 5, 3)), np.ones((3, 3)), padding="keep")


def test_normalisation_for_viewing() -> None:
    values = np.array([[-50.0, 0, 100, 200], [300, 250, 20, 10]])
    assert normalise_for_viewing(values, "none").tolist() == [[0, 0, 100, 200], [255, 250, 20, 10]]
    stretched = normalise_for_viewing(values)
    assert (stretched.min(), stretched.max()) == (0, 255)
    extremes = np.append(np.arange(100.0), 10_000)
    assert normalise_for_viewing(extremes)[50] == 1  # one outlier darkens all others
    assert int(normalise_for_viewing(extremes, "5 %–95 %")[50]) == pytest.approx(127, abs=2)
    assert normalise_for_viewing(np.full((2, 2), 7.0)).tolist() == [[0, 0], [0, 0]]


def test_activations_at_a_few_points() -> None:
    x = np.array([-2.0, 0, 3])
    assert relu(x).tolist() == [0, 0, 3]
    assert leaky_relu(x).tolist() == [-0.2, 0, 3]
    assert elu(x)[0] == pytest.approx(np.exp(-2) - 1)
    assert sigmoid(np.array([0.0, -1000, 1000])).tolist() == [0.5, 0, 1]
    assert maxout(x, (1, -1), (0, 0)).tolist() == [2, 0, 3]
