"""Finds the weights of digitdemo.reading.segmentation on the dev writers that the benchmark does not use.

A structured perceptron with a margin (Collins 2002; Tsochantaridis et al. 2005): read a number with the current
weights, every wrong group made attractive by a bonus; where the cover is wrong, move the weights towards the features
of the right cover and away from those of the wrong one; average the weights of all steps.

A fifth of those writers is kept for a last look: weights that do not read their numbers better than the old ones
have learned the numbers and not the cutting, and are not worth taking.

    python -m tests.benchmarks.fit_segmentation [strokes|pictures]
"""

import os
import sys

import numpy as np

from digitdemo.datasets.stroke_file import STROKES_VARIABLE, choose_writers, load_stroke_file, split_by_writer
from digitdemo.reading import picture_pieces, stroke_pieces
from digitdemo.reading.number import _is_surely_digit
from digitdemo.reading.number_lines import PictureLine, StrokeLine, field_of
from digitdemo.reading.preprocessing import prepare_ink
from digitdemo.reading.recognizer import Recognizer
from digitdemo.reading.segmentation import FOR_PICTURES, FOR_STROKES, Weights, best_cover, features, possible_groups
from digitdemo.reading.strokes import draw
from tests.datasets.written_numbers import choose_digits, put_number_together

MARGIN = 2.0
NUMBERS = int(os.environ.get("NUMBERS", "800"))
GAPS = ((0.05, 0.4), (0.0, 0.1), (-0.06, 0.02), (-0.12, 0.0))


def right_groups(owner_of_part):
    return {tuple(np.flatnonzero(owner_of_part == owner).tolist()) for owner in set(owner_of_part.tolist())}


def stroke_example(recognizer, number, rng):
    strokes, owner = list(number.strokes), list(number.digit_of_stroke)
    if rng.random() < 0.15:  # somebody who does not lift the pen between two digits
        place = int(rng.integers(len(strokes) - 1))
        strokes[place : place + 2] = [np.concatenate(strokes[place : place + 2])]
    parts, pieces = stroke_pieces.take_apart(strokes, lambda stroke: _is_surely_digit(recognizer, field_of([stroke])))
    every = np.concatenate(number.strokes)
    owners = np.concatenate([[o] * len(s) for o, s in zip(owner, number.strokes, strict=True)])
    of_part = []
    for part in parts:
        nearest = ((part[:, None] - every[None]) ** 2).sum(axis=2).argmin(axis=1)
        of_part.append(np.bincount(owners[nearest]).argmax())
    return StrokeLine(recognizer, parts, 18), pieces, right_groups(np.array(of_part))


def picture_example(recognizer, number, rng):
    pen = float(rng.choice([6, 10, 18, 26]))
    owners = np.array(number.digit_of_stroke)
    layers = np.stack(
        [
            draw(
                [s for s, o in zip(number.strokes, owners, strict=True) if o == place],
                number.width_px,
                number.height_px,
                pen,
            )
            for place in range(len(number.text))
        ]
    )
    parts, pieces = picture_pieces.take_apart(
        picture_pieces.find_components(layers.max(axis=0)),
        lambda component: _is_surely_digit(recognizer, prepare_ink(component.ink).network_input),
    )
    of_part = []
    for part in parts:
        rows, columns = np.nonzero(part.ink > 100)
        here = layers[:, part.top + rows, part.left + columns]
        share = (here > 100).sum(axis=1) / max(len(rows), 1)
        if np.sort(share)[-1] < 0.7:
            return None  # no cut parts these two digits
        of_part.append(share.argmax())
    return PictureLine(recognizer, parts), pieces, right_groups(np.array(of_part))


def make_examples(kind, recognizer, signs, rng):
    make = stroke_example if kind == "strokes" else picture_example
    examples, inseparable = [], 0
    while len(examples) < NUMBERS:
        chosen = choose_digits(signs, int(rng.integers(2, 6)), rng)
        gaps = GAPS[int(rng.integers(len(GAPS)))]
        number = put_number_together(
            chosen, gaps, rng, slope=rng.normal(0, 0.1), ink_gap_px=0 if kind == "strokes" else rng.choice([0, 8, 16])
        )
        example = make(recognizer, number, rng)
        if example is None:
            inseparable += 1
            continue
        line, pieces, right = example
        groups = sorted({*possible_groups(pieces), *right})
        sure = [float(recognizer.network.probabilities(line.prepare(group)).max()) for group in groups]
        table = np.array([features(pieces, group, p) for group, p in zip(groups, sure, strict=True)])
        examples.append((len(pieces), groups, table, right))
    print(f"{NUMBERS} numbers; {inseparable} more could not be cut apart", flush=True)
    return examples


def cover_of(example, weights, bonus=0.0):
    count, groups, table, right = example
    scores = dict(
        zip(groups, -(table @ weights) + [0.0 if g in right else bonus * len(g) for g in groups], strict=True)
    )
    return set(best_cover(count, groups, scores.__getitem__))


def fit(examples, weights, rng, epochs=12):
    total, steps = np.zeros_like(weights), 0
    for epoch in range(epochs):
        wrong = 0
        for index in rng.permutation(len(examples)):
            _, groups, table, right = examples[index]
            cover = cover_of(examples[index], weights, MARGIN)
            if cover != right:
                place = {group: row for row, group in enumerate(groups)}
                gradient = sum(table[place[g]] for g in cover) - sum(table[place[g]] for g in right)
                weights = np.maximum(weights + 0.05 / (1 + epoch / 3) * gradient, LOWEST)
                wrong += 1
            if epoch >= epochs // 2:
                total, steps = total + weights, steps + 1
        print(f"epoch {epoch}: {wrong} wrong with margin", flush=True)
    return total / steps


LOWEST = np.array([-5.0] + [0.0] * (len(FOR_STROKES.as_array()) - 1))


def main(kind):
    recognizer = Recognizer.load()
    signs = load_stroke_file(os.environ[STROKES_VARIABLE])
    rng = np.random.default_rng(3)
    ours, _ = split_by_writer(signs, choose_writers(signs, 8, seed=1))
    learned, kept = split_by_writer(ours, choose_writers(ours, 6, seed=1))
    examples, unseen = (make_examples(kind, recognizer, these, rng) for these in (learned, kept))
    start = (FOR_STROKES if kind == "strokes" else FOR_PICTURES).as_array()
    fitted = fit(examples, start, rng)
    for name, weights in (("before", start), ("after", fitted)):
        right = [np.mean([cover_of(e, weights) == e[3] for e in some]) for some in (examples, unseen)]
        print(f"{name}: cut right {right[0]:.2%} of the learned, {right[1]:.2%} of the unseen writers")
    print(Weights(*(round(float(w), 2) for w in fitted)))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "strokes")
