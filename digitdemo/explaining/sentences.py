"""What each step of a network does, in one plain sentence, and how its parameters are counted."""

from digitdemo.explaining.architecture import Stage, Step

ACTIVATION_NAMES = {
    "relu": "ReLU",
    "leaky_relu": "leaky ReLU",
    "elu": "ELU",
    "sigmoid": "sigmoid",
    "tanh": "tanh",
    "softmax": "softmax",
    "linear": "linear",
    "gelu": "GELU",
    "selu": "SELU",
    "silu": "SiLU",
    "relu6": "ReLU6",
    "softplus": "softplus",
}

_ACTIVATION_SENTENCES = {
    "relu": "Negative numbers become 0; positive ones stay.",
    "leaky_relu": "Positive numbers stay; negative ones shrink to a small share of themselves.",
    "elu": "Positive numbers stay; negative ones bend towards −1.",
    "sigmoid": "Every number is squeezed between 0 and 1.",
    "tanh": "Every number is squeezed between −1 and 1.",
}


def title_of(step: Step) -> str:
    """A short name: Convolution 5×5, ReLU, Max pooling 2×2."""
    rows, columns = step.window
    if step.kind == "convolution":
        return f"Convolution {rows}×{columns}"
    if step.kind == "depthwise convolution":
        return f"Depthwise convolution {rows}×{columns}"
    if step.kind == "pooling":
        return f"{step.function.capitalize()} pooling {rows}×{columns}"
    if step.kind == "global pooling":
        return f"Global {step.function} pooling"
    if step.kind in ("activation", "softmax"):
        return ACTIVATION_NAMES.get(step.function, step.function)
    if step.kind == "other":
        return step.layer.kind
    return step.kind.capitalize()


def short_title(step: Step) -> str:
    """The same where there is little room: Conv 5×5, Pool 2×2."""
    rows, columns = step.window
    short = {
        "convolution": f"Conv {rows}×{columns}",
        "depthwise convolution": f"Depthwise {rows}×{columns}",
        "pooling": f"Pool {rows}×{columns}",
        "global pooling": "Pool all",
    }
    return short.get(step.kind, title_of(step))


def stage_title(stage: Stage, number: int) -> str:
    """The stage as a line in a list: 3. Convolution 3×3 → 14×14×40."""
    return f"{number}. {title_of(stage.first)} → {shape_text(stage.last.output_shape)}"


def shape_text(shape: tuple[int, ...]) -> str:
    """28×28×24, or 10."""
    return "×".join(f"{side}" for side in shape)


def sentence_of(step: Step) -> str:
    """What the step does, in one sentence of plain words."""
    rows, columns = step.window
    count = step.output_shape[-1]
    sentences = {
        "convolution": f"{count} filters of {rows}×{columns} slide over the picture; each looks for one small pattern.",
        "depthwise convolution": f"Every map has filters of {rows}×{columns} of its own; none looks at two of them.",
        "normalisation": "Each map is shifted and stretched to a usual range, so that the next step gets what it is "
        "used to.",
        "activation": _ACTIVATION_SENTENCES.get(step.function, "Every number is bent by the same curve."),
        "maxout": "Of every two neighbouring maps the larger number is kept, place by place; half as many maps remain.",
        "pooling": f"Of every {rows}×{columns} window only the {_kept(step)} is kept; the maps get smaller.",
        "global pooling": f"Of every whole map only the {_kept(step)} is kept: one number a map.",
        "flatten": "The maps are laid out as one long row of numbers; nothing is computed.",
        "reshape": "The same numbers in another arrangement; nothing is computed.",
        "dropout": "Only while learning it hides numbers by chance; now it passes everything on.",
        "dense": f"Each of {count} units weighs all {step.inputs:,} numbers and adds them up.",
        "softmax": "The scores become probabilities that add up to 1.",
    }
    return sentences.get(step.kind, "This page can show what comes out of this layer, but not how it is computed.")


def parameters_text(step: Step) -> str:
    """How many numbers the step keeps, written as a calculation: (3·3·24 + 1)·48 = 10,416."""
    if step.parameters is None:
        return "not known here"
    if not step.parameters:
        return "0"
    total = f"{step.parameters:,}"
    has_bias = "bias" in step.layer.weights
    if step.has_kernels:
        rows, columns = step.window
        channels = step.kernels.shape[2]
        weights = f"{rows}·{columns}·{channels}" if channels > 1 else f"{rows}·{columns}"
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
    bias = " and one bias" if "bias" in step.layer.weights else ""
    if step.kind == "convolution":
        return (
            f"Each of the {step.output_shape[2]} filters has {rows}·{columns} weights for each of its "
            f"{step.input_shape[2]} input channels{bias}."
        )
    if step.kind == "depthwise convolution":
        return f"Each of the {step.output_shape[2]} filters has {rows}·{columns} weights for its one map{bias}."
    if step.kind == "dense":
        return f"Each of the {step.output_shape[0]} units has one weight for each of its {step.inputs:,} inputs{bias}."
    if step.kind == "normalisation":
        return "Each map has its mean and its spread, measured while learning, and usually a learned factor and offset."
    return "It learns nothing." if step.parameters == 0 else ""


def dense_parameters(step: Step) -> int | None:
    """What a dense layer with the same inputs and outputs would have to learn; None for other steps."""
    return (step.inputs + 1) * step.outputs if step.kind == "convolution" else None


def field_text(step: Step) -> str:
    """How much of the drawing one number sees: 5×5 px."""
    if step.field is None:
        return "not known here"
    rows, columns = step.field.size
    return "the whole drawing" if min(rows, columns) >= 28 else f"{rows}×{columns} px"


def _kept(step: Step) -> str:
    return "largest number" if step.function == "max" else "mean"
