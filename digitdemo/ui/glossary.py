"""Words of the field, each with its plain meaning: a tap away on every page that uses them."""

import streamlit as st

from digitdemo.sentences import say

WORDS = {
    # what the code calls it: (the word's sentence, its meaning's)
    "accuracy": ("glossary-accuracy", "glossary-accuracy-means"),
    "activation": ("glossary-activation", "glossary-activation-means"),
    "batch": ("glossary-batch", "glossary-batch-means"),
    "channel": ("glossary-channel", "glossary-channel-means"),
    "convolution": ("glossary-convolution", "glossary-convolution-means"),
    "cost": ("glossary-cost", "glossary-cost-means"),
    "dropout": ("glossary-dropout", "glossary-dropout-means"),
    "epoch": ("glossary-epoch", "glossary-epoch-means"),
    "feature-map": ("glossary-feature-map", "glossary-feature-map-means"),
    "gradient": ("glossary-gradient", "glossary-gradient-means"),
    "kernel": ("glossary-kernel", "glossary-kernel-means"),
    "learning-rate": ("glossary-learning-rate", "glossary-learning-rate-means"),
    "mnist": ("glossary-mnist", "glossary-mnist-means"),
    "network": ("glossary-network", "glossary-network-means"),
    "optimiser": ("glossary-optimiser", "glossary-optimiser-means"),
    "overfitting": ("glossary-overfitting", "glossary-overfitting-means"),
    "padding": ("glossary-padding", "glossary-padding-means"),
    "parameters": ("glossary-parameters", "glossary-parameters-means"),
    "preparation": ("glossary-preparation", "glossary-preparation-means"),
    "probability": ("glossary-probability", "glossary-probability-means"),
    "segmentation": ("glossary-segmentation", "glossary-segmentation-means"),
    "shared-weights": ("glossary-shared-weights", "glossary-shared-weights-means"),
    "sliding-window": ("glossary-sliding-window", "glossary-sliding-window-means"),
    "stride": ("glossary-stride", "glossary-stride-means"),
    "suppression": ("glossary-suppression", "glossary-suppression-means"),
    "underfitting": ("glossary-underfitting", "glossary-underfitting-means"),
    "variations": ("glossary-variations", "glossary-variations-means"),
    "weight-decay": ("glossary-weight-decay", "glossary-weight-decay-means"),
}


def show_words(page: str, *words: str) -> None:
    """A button that opens the meanings of a page's words, in the given order.

    Args:
        page: the page's prefix of widget keys; one such button a page.
        words: keys of ``WORDS``.
    """
    with st.popover(say("glossary-open"), icon=":material/menu_book:", key=f"{page}_words"):
        st.markdown("\n\n".join(f"**{say(WORDS[word][0])}**  \n{say(WORDS[word][1])}" for word in words))


def meaning(word: str) -> str:
    """What a word means, for the ``help`` of a widget that is named after it."""
    return say(WORDS[word][1])
