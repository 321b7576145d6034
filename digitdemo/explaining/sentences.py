"""What each step of a network does, in one plain sentence, and how its parameters are counted."""

from digitdemo.explaining.architecture import Stage, Step
from digitdemo.explaining.feature_maps import DRAWING, ExplainedNetwork
from digitdemo.reading.preprocessing import FIELD_PX
from digitdemo.sentences import say

_KINDS = {
    "normalisation": "inside-kind-normalisation",
    "maxout": "inside-kind-maxout",
    "flatten": "inside-kind-flatten",
    "reshape": "inside-kind-reshape",
    "dropout": "inside-kind-dropout",
    "dense": "inside-kind-dense",
}

_FUNCTIONS = {
    "relu": "inside-function-relu",
    "leaky_relu": "inside-function-leaky-relu",
    "elu": "inside-function-elu",
    "sigmoid": "inside-function-sigmoid",
    "tanh": "inside-function-tanh",
    "softmax": "inside-function-softmax",
    "linear": "inside-function-linear",
    "gelu": "inside-function-gelu",
    "selu": "inside-function-selu",
    "silu": "inside-function-silu",
    "relu6": "inside-function-relu6",
    "softplus": "inside-function-softplus",
}

_BENDS = {
    "relu": "inside-does-relu",
    "leaky_relu": "inside-does-leaky-relu",
    "elu": "inside-does-elu",
    "sigmoid": "inside-does-sigmoid",
    "tanh": "inside-does-tanh",
}

_DOES = {
    "normalisation": "inside-does-normalisation",
    "maxout": "inside-does-maxout",
    "flatten": "inside-does-flatten",
    "reshape": "inside-does-reshape",
    "dropout": "inside-does-dropout",
    "softmax": "inside-does-softmax",
}


def function_name(function: str) -> str:
    """What an activation is called: leaky ReLU; a function that is not known here by its own name."""
    return say(_FUNCTIONS[function]) if function in _FUNCTIONS else function


def title_of(step: Step) -> str:
    """A short name: Convolution 5×5, ReLU, Max pooling 2×2."""
    rows, columns = step.window
    if step.kind == "convolution":
        return say("inside-kind-convolution", rows=rows, columns=columns)
    if step.kind == "depthwise convolution":
        return say("inside-kind-depthwise", rows=rows, columns=columns)
    if step.kind == "pooling":
        kind = "inside-kind-max-pooling" if step.function == "max" else "inside-kind-mean-pooling"
        return say(kind, rows=rows, columns=columns)
    if step.kind == "global pooling":
        return say("inside-kind-global-max" if step.function == "max" else "inside-kind-global-mean")
    if step.kind in ("activation", "softmax"):
        return function_name(step.function or step.kind)
    return say(_KINDS[step.kind]) if step.kind in _KINDS else step.layer.kind


def short_title(step: Step) -> str:
    """The same where there is little room: Conv 5×5, Pool 2×2."""
    rows, columns = step.window
    if step.kind == "convolution":
        return say("inside-short-convolution", rows=rows, columns=columns)
    if step.kind == "depthwise convolution":
        return say("inside-short-depthwise", rows=rows, columns=columns)
    if step.kind == "pooling":
        return say("inside-short-pooling", rows=rows, columns=columns)
    return say("inside-short-global") if step.kind == "global pooling" else title_of(step)


def stage_title(stage: Stage, number: int) -> str:
    """The stage as a line in a list: 3. Convolution 3×3 → 14×14×40."""
    return f"{number}. {title_of(stage.first)} → {shape_text(stage.last.output_shape)}"


def source_of(explained: ExplainedNetwork, name: str, channel: int) -> str:
    """One picture that goes into a step: the drawing, or a map by its number and its layer's."""
    if name == DRAWING:
        return say("inside-your-drawing")
    return say("inside-map-of", map=channel, layer=layer_number(explained, name))


def layer_number(explained: ExplainedNetwork, name: str) -> int:
    """The place, from 1, of the layer that a step belongs to, as the page's list counts them."""
    stages = enumerate(explained.stages, 1)
    return next(number for number, stage in stages if name in {step.name for step in stage.steps})


def shape_text(shape: tuple[int, ...]) -> str:
    """28×28×24, or 10."""
    return "×".join(f"{side}" for side in shape)


def sentence_of(step: Step) -> str:
    """What the step does, in one sentence of plain words."""
    rows, columns = step.window
    count = step.output_shape[-1]
    if step.kind == "convolution":
        return say("inside-does-convolution", filters=count, rows=rows, columns=columns)
    if step.kind == "depthwise convolution":
        return say("inside-does-depthwise", rows=rows, columns=columns)
    if step.kind == "activation":
        return say(_BENDS.get(step.function, "inside-does-bend"))
    if step.kind == "pooling":
        kept = "inside-does-max-pooling" if step.function == "max" else "inside-does-mean-pooling"
        return say(kept, rows=rows, columns=columns)
    if step.kind == "global pooling":
        return say("inside-does-global-max" if step.function == "max" else "inside-does-global-mean")
    if step.kind == "dense":
        return say("inside-does-dense", units=count, inputs=step.inputs)
    return say(_DOES.get(step.kind, "inside-does-unknown"))


def parameters_text(step: Step) -> str:
    """How many numbers the step keeps, written as a calculation: (3·3·24 + 1)·48 = 10,416."""
    if step.parameters is None:
        return say("inside-not-known")
    if not step.parameters:
        return "0"
    total = f"{step.parameters:,}"
    has_bias = "bias" in step.layer.weights
    if step.has_kernels:
        rows, columns = step.window
        channels = step.kernels.shape[2]
        weights = f"{rows}·{columns}·{channels}" if step.kind == "convolution" else f"{rows}·{columns}"
        each = f"({weights} + 1)" if has_bias else weights
        return f"{each}·{step.output_shape[2]} = {total}"
    if step.kind == "dense":
        each = f"({step.inputs} + 1)" if has_bias else f"{step.inputs}"
        return f"{each}·{step.output_shape[0]} = {total}"
    if step.kind == "normalisation":
        return f"{len(step.layer.weights)}·{step.output_shape[-1]} = {total}"
    return total


def parameters_sentence(step: Step) -> str:
    """What the calculation counts, in words."""
    rows, columns = step.window
    biases = int("bias" in step.layer.weights)
    if step.has_kernels:
        return say(
            "inside-counts-convolution", filters=step.output_shape[2], rows=rows, columns=columns,
            channels=step.kernels.shape[2], biases=biases,
        )  # fmt: skip
    if step.kind == "dense":
        return say("inside-counts-dense", units=step.output_shape[0], inputs=step.inputs, biases=biases)
    if step.kind == "normalisation":
        return say("inside-counts-normalisation")
    return say("inside-counts-nothing") if step.parameters == 0 else ""


def dense_parameters(step: Step) -> int | None:
    """What a dense layer with the same inputs and outputs would have to learn; None for other steps."""
    return (step.inputs + 1) * step.outputs if step.kind == "convolution" else None


def field_text(step: Step) -> str:
    """How much of the drawing one number sees: 5×5 px."""
    if step.field is None:
        return say("inside-not-known")
    rows, columns = step.field.size
    return say("inside-sees-all") if min(rows, columns) >= FIELD_PX else f"{rows}×{columns} px"
