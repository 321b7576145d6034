"""What ``python -m digitdemo evaluate`` does. No TensorFlow: a network is measured the way it is used."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from digitdemo.datasets.expression_file import EXPRESSIONS_VARIABLE, digits_among, load_expression_file
from digitdemo.datasets.mnist import Mnist, find_mnist, load_mnist
from digitdemo.datasets.stroke_file import (
    LETTERS_VARIABLE,
    STROKES_VARIABLE,
    WrittenSign,
    load_stroke_file,
    path_from_environment,
)
from digitdemo.errors import DataError
from digitdemo.reading.recognizer import Recognizer
from digitdemo.reading.sweeps import robustness_curves
from digitdemo.storage.models import StoredModel
from digitdemo.training.calibration import calibrate_crosswise
from digitdemo.training.cards import add_to_card
from digitdemo.training.measures import Answers, Measures, by_writer, measure, measure_strangers, sureness
from digitdemo.training.plots import draw_reliability, draw_worst_errors

_AIMS = {
    "mnist_test": 0.9975,
    "strokes_10": 0.997,
    "strokes_18": 0.997,
    "strokes_26": 0.996,
    "pictures_10": 0.997,
    "pictures_18": 0.997,
    "pictures_26": 0.996,
}

_SURENESS_AIMS = {"turned_away": "≤ 1 %", "answered_right": "≥ 99.8 %", "ece": "≤ 1 %"}

_PUSHED_DIGITS = 200
"""Digits that are pushed along every distortion: some 350 readings each."""

_TITLES = {
    "mnist_test": "MNIST's test digits",
    "mnist_test_pictures": "the same, read as pictures",
    "turned_30": "turned by 30° either way",
}


def run(
    *,
    model_name: str,
    plot_folder: Path | None,
    all_writers: bool,
    robustness: bool,
    update_card: bool,
    files: tuple[Path | None, Path | None, Path | None],
    expressions: Path | None = None,
) -> None:
    """Measure a network and print what came out.

    Raises:
        ModelError: there is no such network.
        DataError: a named file cannot be read, or there is nothing to measure with.
    """
    recognizer = Recognizer.load(model_name)
    mnist, digits, letters = _load(*files)
    if not all_writers:
        digits, letters = unknown_to(recognizer.model, digits), unknown_to(recognizer.model, letters)
    strangers = _strangers(expressions)
    if mnist is None and not digits and not strangers:
        raise DataError("data-nothing-to-measure")
    _say_who(recognizer.model, digits, letters)
    measures = measure(recognizer, mnist=mnist, digits=digits, letters=letters, progress=_show_progress)
    digit_answers = _print_tables(measures)
    figures = {**measures.for_card(), **(_by_writers(measures, digits) if digits else {})}
    if strangers:
        figures["strangers"] = measure_strangers(recognizer, strangers)
        print("\n" + strangers_lines(figures["strangers"]))
    if robustness and digits:
        figures["robustness"] = _pushed(recognizer, measures)
    if plot_folder is not None and digit_answers is not None:
        _save_plots(plot_folder, digit_answers)
    if update_card:
        figures["accuracy"] = {**recognizer.model.card.get("accuracy", {}), **figures["accuracy"]}
        print(f"Written into {add_to_card(recognizer.model, figures).bundle.place}.")


def _print_tables(measures: Measures) -> Answers | None:
    """Print what was read; gives the answers to digits, where there are any."""
    if measures.by_name:
        print("\r" + " " * 40 + "\r" + table(measures))
    digit_answers = measures.digits or measures.by_name.get("mnist_test")
    if digit_answers is not None:
        print("\n" + confusion_table(digit_answers))
    return digit_answers


def _by_writers(measures: Measures, digits: Sequence[WrittenSign]) -> dict[str, Any]:
    figures: dict[str, Any] = {"by_writer": by_writer(measures.by_name["strokes_18"], digits)}
    print("\n" + writers_line(figures["by_writer"]))
    if len(figures["by_writer"]["each"]) > 1:
        figures["crosswise"] = crosswise(measures, digits)
        print("\n" + crosswise_lines(figures["crosswise"]))
    return figures


def _pushed(recognizer: Recognizer, measures: Measures) -> dict[str, Any]:
    prepared = measures.by_name["strokes_18"]
    some = slice(None, None, -(-len(prepared.truths) // _PUSHED_DIGITS))
    curves = robustness_curves(recognizer.network, prepared.inputs[some], prepared.truths[some])
    print("\nMeasured along " + ", ".join(curves["curves"]) + ".")
    return curves


def unknown_to(model: StoredModel, signs: Sequence[WrittenSign]) -> list[WrittenSign]:
    """The signs to measure with.

    By the writers left out when the shipped networks were trained, so that all are measured on the same ones; of
    another file, by those whom the network did not learn from; all, if that leaves none.
    """
    split = model.card.get("split", {})
    left_out, known = set(split.get("left_out_writers", [])), set(split.get("training_writers", []))
    chosen = [sign for sign in signs if sign.writer in left_out]
    return chosen or [sign for sign in signs if sign.writer not in known] or list(signs)


def table(measures: Measures) -> str:
    """The figures, one a line, with the aims that this project set itself."""
    lines = [f"{'':40} {'right':>8} {'aim':>8} {'errors':>7} {'of':>6}"]
    for name, answers in measures.by_name.items():
        if (answers.truths < 0).any():
            continue
        aim = f"{100 * _AIMS[name]:.2f} %" if name in _AIMS else ""
        errors = round((1 - answers.accuracy) * len(answers.truths))
        lines.append(f"{_title(name):40} {100 * answers.accuracy:6.2f} % {aim:>8} {errors:7} {len(answers.truths):6}")
    lines += ["", f"{'':40} {'share':>8} {'aim':>8}"]
    lines += [_share_line(*entry) for entry in _shares(measures)]
    return "\n".join(lines)


def writers_line(shares: dict[str, Any]) -> str:
    """Each writer's digits read right from strokes, pen 18 px."""
    each = "  ".join(f"{writer}: {100 * share:.0f} %" for writer, share in shares["each"].items())
    spread = f"mean {100 * shares['mean']:.2f} %, standard deviation {100 * shares['standard_deviation']:.2f}"
    return f"each writer, pen 18 px, as strokes: {each}\n{spread}"


def crosswise(measures: Measures, digits: Sequence[WrittenSign]) -> dict[str, float]:
    """What a network's sureness is worth for a writer who had no part in fitting its temperature and its limit."""
    answers, not_digits = measures.digits, measures.not_digits
    assert answers is not None  # there are digits
    noise = not_digits.probabilities if not_digits is not None else np.empty((0, 10))
    writers = np.tile([sign.writer for sign in digits], len(answers.truths) // len(digits))
    return sureness(calibrate_crosswise(answers, writers, noise))


def crosswise_lines(figures: dict[str, float]) -> str:
    """The same shares as in the table, each writer judged by what fits the others."""
    titles = "turned away, limit of the other writers", "right, of those then answered", "calibration error, likewise"
    return "\n".join(_share_line(*row) for row in _with_aims(figures, titles))


def strangers_lines(figures: dict[str, float]) -> str:
    """The same shares for people on other devices, from whom no network that ships learned."""
    head = f"{figures['digits']} digits by {figures['people']} people who wrote calculations, pen 18 px, as strokes"
    titles = "their digits turned away", "right, of those then answered", "calibration error, likewise"
    rows = [("their digits read right", figures["right"], "≥ 99.5 %"), *_with_aims(figures, titles)]
    return "\n".join([head, *(_share_line(*row) for row in rows)])


def confusion_table(answers: Answers) -> str:
    """(true digit, read digit) counts; ? counts what it would not say."""
    counts = np.zeros((10, 11), int)
    np.add.at(counts, (answers.truths, np.where(answers.said < 0, 10, answers.said)), 1)
    header = "true \\ read " + "".join(f"{name:>6}" for name in [*"0123456789", "?"])
    rows = [f"{digit:11} " + "".join(f"{count or '·':>6}" for count in row) for digit, row in enumerate(counts)]
    return "\n".join([header, *rows])


def _shares(measures: Measures) -> list[tuple[str, float, str]]:
    shares = []
    digits = measures.digits
    if digits is not None:
        titles = "writers' digits turned away", "right, of the digits it answers", "expected calibration error"
        shares += _with_aims(sureness(digits), titles)
    for name, answers in measures.by_name.items():
        if (answers.truths < 0).all():
            title = "letters" if name == "letters" else f"made: {name}"
            shares.append((f"{title} turned away", answers.turned_away, "≥ 90 %"))
    return shares


def _with_aims(figures: dict[str, float], titles: Sequence[str]) -> list[tuple[str, float, str]]:
    """What ``sureness`` gives, each share with its title and its aim."""
    return [(title, figures[key], aim) for title, (key, aim) in zip(titles, _SURENESS_AIMS.items(), strict=True)]


def _share_line(title: str, share: float, aim: str) -> str:
    return f"{title:40} {100 * share:6.2f} % {aim:>8}"


def _title(name: str) -> str:
    kind, _, pen = name.partition("_")
    if kind in ("strokes", "pictures"):
        return f"writers' digits, pen {pen} px, as {kind}"
    return _TITLES.get(name, name)


def _load(
    mnist: Path | None, strokes: Path | None, letters: Path | None
) -> tuple[Mnist | None, list[WrittenSign], list[WrittenSign]]:
    mnist_path = find_mnist(mnist)
    strokes_path = strokes or path_from_environment(STROKES_VARIABLE)
    letters_path = letters or path_from_environment(LETTERS_VARIABLE)
    return (
        load_mnist(mnist_path) if mnist_path else None,
        load_stroke_file(strokes_path) if strokes_path else [],
        load_stroke_file(letters_path) if letters_path else [],
    )


def _strangers(expressions: Path | None) -> list[WrittenSign]:
    """Digits by those who were kept aside when ``many-hands`` was trained; none without a file."""
    path = expressions or path_from_environment(EXPRESSIONS_VARIABLE)
    return digits_among(load_expression_file(path).split()[1]) if path else []


def _say_who(model: StoredModel, digits: Sequence[WrittenSign], letters: Sequence[WrittenSign]) -> None:
    writers = {sign.writer for sign in digits}
    learned = writers & set(model.card.get("split", {}).get("training_writers", []))
    print(
        f"{model.title} ({model.name}): {model.parameters:,} parameters, turns away below {model.min_probability:.2f}."
    )
    if digits:
        print(f"{len(digits)} digits and {len(letters)} letters by {len(writers)} writers{_warning(learned)}.\n")


def _warning(learned: set[Any]) -> str:
    return f"; {len(learned)} of them it LEARNED FROM" if learned else ", none of whom it learned from"


def _save_plots(folder: Path, answers: Answers) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, picture in (
        ("worst-errors.png", draw_worst_errors(answers)),
        ("reliability.png", draw_reliability(answers)),
    ):
        picture.save(folder / name)
        print(f"Saved {folder / name}.")


def _show_progress(name: str) -> None:
    print(f"\rread {name:30}", end="", flush=True)
