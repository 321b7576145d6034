"""A network small enough to be drawn: units in layers, every one connected with every one of the next layer."""

import itertools
from collections.abc import Sequence

COURSE_LAYERS = (3, 4, 4, 1)
"""The course's multi-layer perceptron: 3 inputs, two hidden layers of 4 units, 1 output; 41 parameters."""


def parameters_of(layers: Sequence[int]) -> list[tuple[int, int]]:
    """Weights and biases between each layer and the next."""
    return [(before * after, after) for before, after in itertools.pairwise(layers)]


def count_text(layers: Sequence[int]) -> str:
    """How they are counted: (3·4 + 4) + (4·4 + 4) + (4·1 + 1) = 41."""
    pairs = list(itertools.pairwise(layers))
    terms = " + ".join(f"({before}·{after} + {after})" for before, after in pairs)
    return f"{terms} = {sum(weights + biases for weights, biases in parameters_of(layers)):,}"


def keras_lines(layers: Sequence[int], activation: str = "relu") -> str:
    """The same network as Keras builds it, as the course writes it."""
    lines = ["from keras import Sequential", "from keras.layers import Dense, Input", "", "model = Sequential()"]
    lines.append(f"model.add(Input(shape=({layers[0]},)))")
    lines += [f"model.add(Dense({units}, activation={activation!r}))" for units in layers[1:-1]]
    return "\n".join([*lines, f"model.add(Dense({layers[-1]}))"])


def neuron_lines(inputs: int, activation: str) -> str:
    """One neuron as Keras builds it."""
    return (
        "from keras import Sequential\nfrom keras.layers import Dense, Input\n\n"
        f"model = Sequential([Input(shape=({inputs},)), Dense(1, activation={activation!r})])"
    )
