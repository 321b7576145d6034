import numpy as np
import pytest

from digitdemo.datasets.not_digits import KINDS
from digitdemo.datasets.stroke_file import WrittenSign
from digitdemo.training.evaluation_command import confusion_table, table, unknown_to
from digitdemo.training.measures import Answers, Measures, by_writer, fit_canvas, measure, turn
from digitdemo.training.plots import draw_reliability, draw_worst_errors, worst_errors


def answers(truths: list[int], read: list[int], sure: list[float], limit: float = 0.5) -> Answers:
    probabilities = np.zeros((len(truths), 10), np.float32)
    for row, (digit, probability) in enumerate(zip(read, sure, strict=True)):
        probabilities[row] = (1 - probability) / 9
        probabilities[row, digit] = probability
    said = np.where(probabilities.max(axis=1) >= limit, probabilities.argmax(axis=1), -1)
    inputs = np.zeros((len(truths), 28, 28), np.float32)
    return Answers(np.array(truths), probabilities, said, inputs, np.ones(len(truths)))


FOUR = answers([1, 7, 7, 9], [1, 7, 1, 5], [0.9, 0.4, 0.8, 0.3])


def test_figures_by_hand() -> None:
    assert FOUR.accuracy == 0.5
    assert FOUR.turned_away == 0.5
    assert FOUR.answered_right == 0.5


def test_of_nothing_answered_nothing_is_wrong() -> None:
    assert answers([1], [2], [0.3]).answered_right == 1


def test_the_surest_error_comes_first() -> None:
    assert list(worst_errors(answers([1, 2, 3], [0, 0, 3], [0.6, 0.9, 1.0]))) == [1, 0]


def test_joined_answers_and_the_card() -> None:
    letters = answers([-1, -1], [3, 4], [0.2, 0.9])
    measures = Measures({"strokes_18": FOUR, "pictures_18": FOUR, "turned_30": FOUR, "letters": letters})
    joined = measures.joined("strokes_", "pictures_")
    assert joined is not None
    assert len(joined.truths) == 8
    assert measures.joined("mnist") is None
    card = measures.for_card()
    assert card["accuracy"] == {"strokes_18": 0.5, "pictures_18": 0.5, "turned_30": 0.5}
    assert card["letters_turned_away"] == 0.5
    assert card["turned_away"] == 0.5
    assert "shapes_turned_away" not in card


def test_writers_by_hand() -> None:
    stroke = [np.array([[0.5, 0.1], [0.5, 0.9]])]
    signs = [WrittenSign(writer, sign, stroke) for writer, sign in ((3, "1"), (3, "7"), (9, "7"), (9, "9"))]
    shares = by_writer(FOUR, signs)  # the third and the fourth are read wrong
    assert shares == {"each": {"3": 1.0, "9": 0.0}, "mean": 0.5, "standard_deviation": pytest.approx(0.7071)}


def test_tables_say_errors_and_what_was_not_said() -> None:
    measures = Measures({"strokes_18": FOUR, "letters": answers([-1], [3], [0.2])})
    lines = table(measures).splitlines()
    assert any("pen 18 px, as strokes" in line and "50.00 %" in line and "99.70 %" in line for line in lines)
    assert any(line.startswith("letters turned away") and "100.00 %" in line for line in lines)
    row_of_seven = confusion_table(FOUR).splitlines()[8].split()
    assert row_of_seven == ["7", "·", "1", "·", "·", "·", "·", "·", "·", "·", "·", "1"]


def test_turning_by_hand() -> None:
    (turned,) = turn([np.array([[140.0, 40.0]])], 90)  # clockwise, y points down: the top goes right
    assert np.allclose(turned, [[240, 140]])


def test_shapes_fill_their_share_of_the_canvas() -> None:
    points = np.concatenate(fit_canvas([np.array([[5.0, 5.0], [6.0, 7.0]])], share=0.5))
    assert np.ptp(points, axis=0).max() == pytest.approx(140)
    assert np.allclose((points.min(axis=0) + points.max(axis=0)) / 2, 140)


def test_everything_is_measured_through_the_recogniser(recognizer, little_mnist, few_digits, few_letters) -> None:
    seen: list[str] = []
    measures = measure(recognizer, mnist=little_mnist, digits=few_digits, letters=few_letters, progress=seen.append)
    assert seen == list(measures.by_name)
    assert {"mnist_test", "mnist_test_pictures", "strokes_10", "pictures_26", "turned_30", "letters"} <= set(seen)
    assert set(KINDS) <= set(seen)
    assert len(measures.by_name["turned_30"].truths) == 2 * len(few_digits)
    assert measures.by_name["strokes_18"].inputs.max() > 0.9


def test_only_writers_whom_the_network_does_not_know_count(recognizer) -> None:
    split = recognizer.model.card["split"]
    known, left_out = split["training_writers"], split["left_out_writers"]

    def writers_of(writers: list[int]) -> list[int]:
        signs = [WrittenSign(writer, "1", [np.zeros((1, 2))]) for writer in writers]
        return [sign.writer for sign in unknown_to(recognizer.model, signs)]

    assert writers_of([*known, *left_out]) == left_out
    assert writers_of([*known, 100_001]) == [100_001]
    assert writers_of(known) == known  # better known ones than none; it is said


def test_pictures_of_errors_and_reliability() -> None:
    assert draw_worst_errors(FOUR).size[0] >= 3 * 112
    assert draw_worst_errors(answers([1], [1], [0.9])).size[0] > 100  # no error is a picture too
    many = answers([1] * 200, [2] * 200, [0.9] * 200)
    assert draw_worst_errors(many).size == (8 * 112, 8 * (112 + 34))
    diagram = np.asarray(draw_reliability(FOUR))
    assert diagram.shape == (600, 600, 3)
    assert (diagram != 255).any()
