"""The command line: read a picture, train a shipped network, say what a network is worth.

TensorFlow is imported by ``train`` and ``ablate`` alone, when they are called.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from digitdemo.calculating.drawing_file import load_drawing
from digitdemo.calculating.picture_strokes import strokes_in_picture
from digitdemo.calculating.reading import read_expression
from digitdemo.detecting.finding import find_digits
from digitdemo.detecting.network import DETECTOR_MODEL, load_detector
from digitdemo.errors import DigitDemoError, PictureError
from digitdemo.reading.pictures import open_picture
from digitdemo.reading.recognizer import Recognizer
from digitdemo.runs.catalogue import describe_runs
from digitdemo.sentences import say
from digitdemo.storage.models import DEFAULT_MODEL, SHIPPED_MODELS


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns:
        The exit status: 0 done, 1 something that can be said in words went wrong, 130 interrupted.
    """
    options = build_parser().parse_args(arguments)
    try:
        options.run(options)
    except DigitDemoError as error:
        print(f"digitdemo: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("digitdemo: stopped.", file=sys.stderr)
        return 130
    return 0


def build_parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    parser = argparse.ArgumentParser(
        prog="python -m digitdemo", description="Read handwritten digits, train the networks, measure them."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_read(commands)
    _add_find(commands)
    _add_train(commands)
    _add_ablate(commands)
    _add_evaluate(commands)
    commands.add_parser("runs", help="list the stored runs; prints JSON").set_defaults(run=_runs)
    return parser


def _add_read(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("read", help="read the digit on a picture, or a calculation; prints JSON")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("picture", metavar="IMAGE", type=Path, nargs="?", help="a PNG, JPEG, … with one digit on it")
    what.add_argument(
        "--expression", metavar="FILE", type=Path, help="instead, a calculation: a picture, or a JSON file of strokes"
    )
    _add_model(parser)
    parser.set_defaults(run=_read)


def _add_find(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("find", help="find the digits anywhere on a picture, and read them; prints JSON")
    parser.add_argument("picture", metavar="IMAGE", type=Path, help="a PNG, JPEG, … with digits on it")
    parser.add_argument("--alone", action="store_true", help="the detector alone, no box is read again")
    parser.add_argument("--detector", default=DETECTOR_MODEL, help="its name or folder (default: %(default)s)")
    parser.set_defaults(run=_find)


def _add_train(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("train", help="train a network that ships, and write its card")
    parser.add_argument(
        "--recipe",
        default="digitdemo",
        help="which one, or “symbols”, or “detector”; “list” shows all (default: %(default)s)",
    )
    parser.add_argument("--preset", help="a preset of the Retrain page instead, like “tiny”: seconds, not minutes")
    parser.add_argument("--data", help="for a preset: synthetic, mnist, drawings, or a mixture as synthetic:5000+mnist")
    parser.add_argument("--epochs", type=_count, help="instead of the recipe's own number")
    parser.add_argument("--seed", type=int, default=1, help="of everything random (default: %(default)s)")
    parser.add_argument("--leave-out", type=_count, default=8, metavar="N", help="writers to check with (default: 8)")
    parser.add_argument(
        "--folds", type=_count, metavar="N", help="cross-validate over writers instead; stores no network"
    )
    parser.add_argument("--card", metavar="MODEL", help="with --folds: write the figures into this network's card")
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="where to store it (default: its place in models/)")
    _add_data(parser)
    _add_expressions(parser)
    parser.set_defaults(run=_train)


def _add_ablate(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("ablate", help="say what each ingredient of our training brings; takes half an hour")
    parser.add_argument("--seed", type=int, default=1, help="of everything random (default: %(default)s)")
    parser.add_argument("--leave-out", type=_count, default=8, metavar="N", help="writers to check with (default: 8)")
    parser.add_argument("--card", metavar="MODEL", help="write the table into this network's card")
    _add_data(parser)
    parser.set_defaults(run=_ablate)


def _add_evaluate(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("evaluate", help="say what a network is worth, on writers it does not know")
    parser.add_argument("--plot", type=Path, metavar="DIR", help="save worst errors and reliability as pictures")
    parser.add_argument("--all-writers", action="store_true", help="also those that the network learned from")
    parser.add_argument("--robustness", action="store_true", help="also along every distortion; takes minutes")
    parser.add_argument("--update-card", action="store_true", help="write the figures into the network's card")
    _add_model(parser)
    _add_data(parser)
    _add_expressions(parser)
    parser.set_defaults(run=_evaluate)


def _add_model(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", default=DEFAULT_MODEL, help="a network's name or folder (default: %(default)s)")


def _add_data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--mnist", type=Path, metavar="FILE", help="mnist.npz (else DIGITDEMO_MNIST, Keras's cache)")
    parser.add_argument("--strokes", type=Path, metavar="FILE", help="people's digits (else DIGITDEMO_STROKES)")
    parser.add_argument("--letters", type=Path, metavar="FILE", help="people's letters (else DIGITDEMO_LETTERS)")


def _add_expressions(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--expressions", type=Path, metavar="FILE", help="people's calculations (else DIGITDEMO_EXPRESSIONS)"
    )


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"must be at least 1, not {number}")
    return number


def _read(options: argparse.Namespace) -> None:
    if options.expression is not None:
        _read_calculation(options.expression)
        return
    reading = Recognizer.load(options.model).read(_open(options.picture))
    answer = {
        "digit": reading.digit,
        "probabilities": [round(float(probability), 4) for probability in reading.probabilities],
        "model": reading.model.name,
    }
    print(json.dumps(answer))


def _open(path: Path) -> np.ndarray:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise PictureError("picture-cannot-be-opened", path=str(path), reason=error.strerror) from error
    return open_picture(content)


def _find(options: argparse.Namespace) -> None:
    detector = load_detector(options.detector)
    finding = find_digits(_open(options.picture), detector=detector, read_again=not options.alone)
    answer = {
        "text": finding.text,
        "digits": [
            {
                "digit": found.digit,
                "box": [round(float(side), 1) for side in found.box],
                "probability": round(found.probability, 4),
                "confidence": round(found.confidence, 4),
            }
            for found in finding.digits
        ],
        "width": finding.width_px,
        "height": finding.height_px,
        "model": detector.model.name,
    }
    print(json.dumps(answer))


def _read_calculation(path: Path) -> None:
    drawing = load_drawing(path) if path.suffix.lower() == ".json" else strokes_in_picture(_open(path))
    reading = read_expression(drawing.strokes, drawing.width_px, drawing.height_px)
    value, problem = reading.value, reading.outcome.problem
    answer = {
        "latex": reading.latex,
        "value": value if value is None or isinstance(value, bool) else str(value),
        "probability": round(reading.probability, 4),
        "symbols": [{"label": symbol.label, "strokes": list(symbol.strokes)} for symbol in reading.symbols],
        "remark": say(reading.remark) if reading.remark else str(problem) if problem else "",
    }
    print(json.dumps(answer, ensure_ascii=False))


def _runs(_: argparse.Namespace) -> None:
    print(json.dumps(describe_runs(), indent=1))


def _train(options: argparse.Namespace) -> None:
    if options.preset or options.data:
        from digitdemo.training import preset_command

        preset_command.run(options.preset, options.data, options.epochs, options.seed, options.out)
        return
    if options.recipe == "symbols":
        from digitdemo.training import symbol_command

        symbol_command.run(
            expressions=options.expressions,
            strokes=options.strokes,
            epochs=options.epochs,
            seed=options.seed,
            folder=options.out or SHIPPED_MODELS / "symbols",
        )
        return
    if options.recipe == "detector":
        _train_detector(options)
        return
    from digitdemo.training import training_command  # TensorFlow: three seconds, and 600 MB

    training_command.run(
        recipe_name=options.recipe,
        epochs=options.epochs,
        seed=options.seed,
        leave_out=options.leave_out,
        folds=options.folds,
        card_of=options.card,
        folder=options.out,
        files=(options.mnist, options.strokes, options.letters, options.expressions),
        models_folder=SHIPPED_MODELS,
    )


def _train_detector(options: argparse.Namespace) -> None:
    from digitdemo.training import detector_command

    detector_command.run(
        files=(options.mnist, options.strokes, options.letters),
        epochs=options.epochs,
        seed=options.seed,
        leave_out=options.leave_out,
        folder=options.out or SHIPPED_MODELS / DETECTOR_MODEL,
    )


def _ablate(options: argparse.Namespace) -> None:
    from digitdemo.training import ablation

    ablation.run(
        seed=options.seed,
        leave_out=options.leave_out,
        files=(options.mnist, options.strokes, options.letters),
        card_of=options.card,
    )


def _evaluate(options: argparse.Namespace) -> None:
    from digitdemo.training import evaluation_command

    evaluation_command.run(
        model_name=options.model,
        plot_folder=options.plot,
        all_writers=options.all_writers,
        robustness=options.robustness,
        update_card=options.update_card,
        files=(options.mnist, options.strokes, options.letters),
        expressions=options.expressions,
    )
