"""Rosenblatt's perceptron: a neuron with a step, and the rule by which it learns.

F. Rosenblatt, "The perceptron: a probabilistic model for information storage and organization in the brain" (1958).
"""

import itertools
from dataclasses import dataclass

CASES = ((0, 0), (0, 1), (1, 0), (1, 1))
"""All pairs of two inputs that are 0 or 1."""

TASKS = {"and": (0, 0, 0, 1), "or": (0, 1, 1, 1), "nand": (1, 1, 1, 0), "xor": (0, 1, 1, 0)}
"""What should come out for each pair; no perceptron learns the last one (Minsky and Papert, 1969)."""


@dataclass(frozen=True)
class Perceptron:
    """Two weights and a bias: 1 where w1 x1 + w2 x2 + b reaches 0, else 0."""

    weights: tuple[float, float] = (0.0, 0.0)
    bias: float = 0.0

    def total(self, inputs: tuple[float, float]) -> float:
        """The sum before the step."""
        return self.weights[0] * inputs[0] + self.weights[1] * inputs[1] + self.bias

    def output(self, inputs: tuple[float, float]) -> int:
        """1 or 0."""
        return int(self.total(inputs) >= 0)

    def region_of_one(self, low: float, high: float) -> list[tuple[float, float]]:
        """Where it says 1 among inputs from ``low`` to ``high``: the corners of a polygon, none where it is nowhere.

        What parts it from the rest, its decision boundary, is the straight line w1 x1 + w2 x2 + b = 0.
        """
        square = [(low, low), (high, low), (high, high), (low, high)]
        corners: list[tuple[float, float]] = []
        for start, end in itertools.pairwise([*square, square[0]]):
            before, after = self.total(start), self.total(end)
            if before >= 0:
                corners.append(start)
            if before * after < 0:
                share = before / (before - after)
                corners.append((start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])))
        return corners

    def mistakes(self, task: str) -> int:
        """How many of the four pairs it gets wrong."""
        return sum(self.output(case) != wanted for case, wanted in zip(CASES, TASKS[task], strict=True))


@dataclass(frozen=True)
class Lesson:
    """One step of learning.

    Attributes:
        case: the pair that was shown.
        wanted: what should come out.
        output: what came out.
        after: the perceptron that was corrected: w + rate (wanted - output) x, b + rate (wanted - output).
    """

    case: tuple[int, int]
    wanted: int
    output: int
    after: Perceptron


def lessons(task: str, count: int, rate: float = 0.5, start: Perceptron | None = None) -> list[Lesson]:
    """Show the four pairs in turn, ``count`` pairs in all, and correct after each."""
    perceptron = start or Perceptron()
    taken = []
    for number in range(count):
        case, wanted = CASES[number % 4], TASKS[task][number % 4]
        output = perceptron.output(case)
        step = rate * (wanted - output)
        (first, second), bias = perceptron.weights, perceptron.bias
        perceptron = Perceptron((first + step * case[0], second + step * case[1]), bias + step)
        taken.append(Lesson(case, wanted, output, perceptron))
    return taken
