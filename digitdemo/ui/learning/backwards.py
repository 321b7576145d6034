"""Backwards: the chain of derivatives from the cost to one weight, number by number."""

import numpy as np
import streamlit as st

from digitdemo.explaining.architecture import Step
from digitdemo.explaining.sentences import title_of
from digitdemo.learning.network import LearningNetwork
from digitdemo.learning.one_weight import (
    Link,
    Weight,
    chain_of,
    finite_difference,
    inputs_under,
    output_channel,
    owner_of,
)
from digitdemo.sentences import say
from digitdemo.ui.boards import Board, Legend, show_boards
from digitdemo.ui.colour_scales import round_limit
from digitdemo.ui.learning.subject import Subject, number
from digitdemo.ui.plain_text import plain

_TERMS = 4
"""So many ways are written out; the rest is one number."""
_CHAIN_RULE = (
    r"$$\frac{\partial C}{\partial w} = \sum \frac{\partial a_1}{\partial w} \cdot "
    r"\frac{\partial a_2}{\partial a_1} \cdots \frac{\partial s}{\partial a_n} \cdot \frac{\partial C}{\partial s}$$"
)
_RULES = {
    "relu": "learning-rule-relu",
    "convolution": "learning-rule-convolution",
    "depthwise convolution": "learning-rule-convolution",
    "normalisation": "learning-rule-normalisation",
    "activation": "learning-rule-activation",
    "max": "learning-rule-max",
    "mean": "learning-rule-mean",
    "dense": "learning-rule-dense",
}


def show_backwards(subject: Subject, weight: Weight) -> None:
    """From p − y back to the weight chosen above, for my digit."""
    st.header(say("learning-backwards-title"), anchor="backwards")
    st.markdown(f"**{say('learning-backwards-question')}**")
    network = subject.network
    scores = network.scores(subject.mine)[0]
    if not np.isfinite(scores).all():
        st.warning(say("learning-infinite"))
        return
    st.write(say("learning-backwards-introduction"))
    links = chain_of(network, weight, subject.mine, subject.truth)
    lines = [_errors_line(subject, scores)]
    lines += [_line_of(link) for link in reversed(links)]
    st.markdown("\n".join(f"{place}. {line}" for place, line in enumerate(lines, 1)))
    _show_one_way(links)
    if network.steps[owner_of(network, weight)].has_maps:
        _show_sum(network, weight, subject)
    _show_check(subject, weight, links[0].slope)


def _errors_line(subject: Subject, scores: np.ndarray) -> str:
    chances = np.exp(scores - scores.max())
    chances /= chances.sum()
    said = ", ".join(
        f"{subject.said(place)}: {number(float(chance), 4)} − {int(place == subject.truth)}"
        f" = {number(float(chance) - (place == subject.truth), 6)}"
        for place, chance in enumerate(chances)
    )
    return say("learning-error-line", errors=said)


def _line_of(link: Link) -> str:
    shown, rest = link.terms[:_TERMS], link.terms[_TERMS:]
    words = " + ".join(f"({number(term.local)}) × ({number(term.slope)})" for term in shown) or "0"
    if rest:
        words += " + " + say("learning-rest", count=len(rest), sum=number(sum(term.product for term in rest), 6))
    rule = say(_rule_of(link.step)) if _rule_of(link.step) else ""
    return f"**{plain(title_of(link.step))}** {rule}  \n{words} = **{number(link.slope, 6)}**"


def _show_one_way(links: list[Link]) -> None:
    """The chain rule: along one way the factors are multiplied, over all ways the products are added."""
    st.markdown(_CHAIN_RULE)
    if not all(link.terms for link in links) or links[0].slope == 0:
        return
    factors = [*(link.terms[0].local for link in links), links[-1].terms[0].slope]
    product = float(np.prod(factors))
    st.markdown(
        say("learning-one-way", factors=" × ".join(f"({number(factor)})" for factor in factors),
            product=number(product, 4), share=number(100 * product / links[0].slope, 3))
    )  # fmt: skip


def _rule_of(step: Step) -> str:
    if step.kind in ("pooling", "global pooling", "maxout"):
        return _RULES[step.function]
    if step.kind == "activation" and step.function == "relu":
        return _RULES["relu"]
    return _RULES.get(step.kind, "")


def _show_sum(network: LearningNetwork, weight: Weight, subject: Subject) -> None:
    """Places × slopes, and their products, whose sum is the weight's slope."""
    owner = owner_of(network, weight)
    step = network.steps[owner]
    under = inputs_under(step, weight, network.outputs(subject.mine)[owner])
    slopes = network.gradients(subject.mine, subject.digits[:1]).inputs[owner + 1][
        0, :, :, output_channel(step, weight)
    ]
    products = under * slopes
    limit, small = round_limit(slopes), round_limit(products)
    show_boards(
        [
            Board(under[None], title=say("learning-board-under"), pixel_px=8),
            Board(slopes[None], title=say("learning-board-slopes"), limits=limit, pixel_px=8),
            Board(products[None], title=say("learning-board-products"), limits=small, pixel_px=8),
        ],
        "learning_backwards_boards",
        legends=(Legend(say("learning-board-slopes"), limit, is_signed=True),),
    )
    st.markdown(say("learning-board-sum", places=under.size, sum=number(float(products.sum()), 6)))


def _show_check(subject: Subject, weight: Weight, slope: float) -> None:
    nudged = finite_difference(subject.network, weight, subject.mine, subject.digits[:1])
    gradient = weight.slope(subject.network, subject.mine, subject.digits[:1])
    st.markdown(
        say(
            "learning-check",
            chain=number(slope, 6),
            gradient=number(gradient, 6),
            nudged=number(nudged, 6),
        )
    )
