"""The arithmetic of one number as text: what a teacher would write on the board."""

import numpy as np

from digitdemo.explaining.arithmetic import Arithmetic
from digitdemo.explaining.sentences import function_name
from digitdemo.sentences import say

CHANNELS_WRITTEN = 5
PRODUCTS_WRITTEN = 25
_MINUS = "−"


def number(value: float, digits: int = 4) -> str:
    """A number with a real minus sign, rounded; no "−0"."""
    if not np.isfinite(value):
        return say("inside-padding")
    rounded = f"{abs(value):.{digits}f}"
    return rounded if value >= 0 or float(rounded) == 0 else f"{_MINUS}{rounded}"


def in_sum(value: float) -> str:
    """A number as it stands inside a sum: negative ones in brackets."""
    text = number(value)
    return f"({text})" if text.startswith(_MINUS) else text


def products_text(arithmetic: Arithmetic, channel: int) -> str:
    """All products of one input channel, added: 0.0000 × 0.1200 + 0.9800 × (−0.3000) = −0.2940.

    Of a large kernel only the largest ones, and the sum of the others.
    """
    patch, kernel = arithmetic.patch[..., channel].ravel(), arithmetic.kernel[..., channel].ravel()
    products = patch * kernel
    order = np.arange(len(products))
    if len(products) > PRODUCTS_WRITTEN:
        order = np.argsort(-np.abs(products), kind="stable")
    terms = [f"{number(patch[each])} × {in_sum(kernel[each])}" for each in order[:PRODUCTS_WRITTEN]]
    rest = order[PRODUCTS_WRITTEN:]
    if len(rest):
        terms.append(say("inside-the-others", sum=in_sum(float(products[rest].sum())), count=len(rest)))
    return f"{' + '.join(terms)} = {number(float(arithmetic.channel_sums[channel]))}"


def sum_text(arithmetic: Arithmetic) -> str:
    """The written-out sum that gives the result, of any step."""
    kind = arithmetic.step.kind
    if kind == "dense" or arithmetic.step.has_kernels:
        return _weighted_sum(arithmetic)
    if kind == "normalisation":
        weight, value = float(arithmetic.kernel.item()), float(arithmetic.patch.item())
        return f"{number(value)} × {in_sum(weight)} + {in_sum(arithmetic.bias)} = {number(arithmetic.result)}"
    if kind in ("pooling", "global pooling", "maxout"):
        return _pooling_text(arithmetic)
    if kind == "softmax":
        scores = arithmetic.patch.ravel()
        own = float(scores[arithmetic.position[-1]])
        total = float(np.exp(scores - scores.max()).sum())
        share = f"{number(np.exp(own - scores.max()))} / {number(total)}"
        power = f"exp({number(own)} − {in_sum(float(scores.max()))})"
        return f"{say('inside-softmax-share', power=power)} = {share} = {number(arithmetic.result)}"
    value = float(arithmetic.patch.item())
    if kind == "activation":
        return f"{function_name(arithmetic.step.function)}({number(value)}) = {number(arithmetic.result)}"
    return f"{say('inside-passed-on')} = {number(arithmetic.result)}"


def _weighted_sum(arithmetic: Arithmetic) -> str:
    sums, order = arithmetic.channel_sums, arithmetic.largest_first
    written = [in_sum(float(sums[channel])) for channel in order[:CHANNELS_WRITTEN]]
    rest = order[CHANNELS_WRITTEN:]
    if len(rest):
        written.append(say("inside-the-others", sum=in_sum(float(sums[rest].sum())), count=len(rest)))
    if "bias" in arithmetic.step.layer.weights:
        written.append(say("inside-bias", bias=in_sum(arithmetic.bias)))
    return f"{' + '.join(written)} = {number(arithmetic.result)}"


def _pooling_text(arithmetic: Arithmetic) -> str:
    values = [float(value) for value in arithmetic.patch.ravel() if np.isfinite(value)]
    shown = [number(value) for value in values[:16]] + (["…"] if len(values) > 16 else [])
    if arithmetic.step.function == "max":
        return f"{say('inside-largest-of', numbers=', '.join(shown))} = {number(arithmetic.result)}"
    return f"({' + '.join(shown)}) / {len(values)} = {number(arithmetic.result)}"
