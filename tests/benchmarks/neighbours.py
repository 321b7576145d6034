"""How well nearest neighbours read, on what the networks of the Compare page are measured on too.

``python -m tests.benchmarks.neighbours [--update-card]``, with ``DIGITDEMO_MNIST``, ``DIGITDEMO_STROKES`` and
``DIGITDEMO_LETTERS`` as for ``python -m digitdemo evaluate``. Letters and shapes are measured, none is turned away.
"""

import os
import sys

from digitdemo.datasets.mnist import find_mnist, load_mnist
from digitdemo.datasets.stroke_file import LETTERS_VARIABLE, STROKES_VARIABLE, load_stroke_file
from digitdemo.learning.neighbours import neighbour_reader
from digitdemo.training.cards import add_to_card
from digitdemo.training.evaluation_command import table, unknown_to
from digitdemo.training.measures import measure


def main(update_card: bool) -> None:
    reader = neighbour_reader()
    mnist = find_mnist(None)
    measures = measure(
        reader,
        mnist=load_mnist(mnist) if mnist else None,
        digits=unknown_to(reader.model, load_stroke_file(os.environ[STROKES_VARIABLE])),
        letters=unknown_to(reader.model, load_stroke_file(os.environ[LETTERS_VARIABLE])),
    )
    print(table(measures))
    if update_card:
        command = "python -m tests.benchmarks.neighbours --update-card"
        add_to_card(reader.model, {"command": command, **measures.for_card()})


if __name__ == "__main__":
    main("--update-card" in sys.argv)
