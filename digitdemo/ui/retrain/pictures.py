"""Digits and kernels as rows of crisp pixels, for the Retrain page."""

import html
from collections.abc import Iterable, Sequence

import numpy as np
import streamlit as st

from digitdemo.networks.class_names import class_names
from digitdemo.networks.task import DIGITS
from digitdemo.sentences import say
from digitdemo.ui.colour_scales import coloured, round_limit
from digitdemo.ui.pixels import data_uri


def show_digits(images: np.ndarray, captions: Sequence[str], scale: int = 2, height_px: int | None = None) -> None:
    """Show digits in rows.

    Args:
        images: (count, 28, 28) uint8, 0 paper to 255 ink.
        captions: one each, said to a screen reader too.
        scale: screen pixels a pixel.
        height_px: room that is kept even where there are fewer pictures.
    """
    figures = "".join(_figure(255 - image, caption, scale) for image, caption in zip(images, captions, strict=True))
    _show(figures, height_px)


def show_kernels(kernels: np.ndarray, scale: int = 8, height_px: int | None = None) -> None:
    """Show a first convolution's kernels, all on one scale: blue above 0, orange below.

    Args:
        kernels: (rows, columns, channels, filters) float32.
    """
    limit = round_limit(kernels)
    figures = "".join(
        _figure(coloured(kernels[:, :, 0, number], limit), "", scale, alt=say("retrain-kernel", number=number + 1))
        for number in range(min(kernels.shape[3], 48))
    )
    _show(figures, height_px)


def _figure(picture: np.ndarray, caption: str, scale: int, alt: str = "") -> str:
    words = html.escape(caption)
    below = f"<figcaption>{words}</figcaption>" if caption else ""
    return f'<figure><img src="{data_uri(picture, scale)}" alt="{html.escape(alt) or words}">{below}</figure>'


def _show(figures: str, height_px: int | None) -> None:
    room = f"min-height:{height_px}px" if height_px else ""
    st.html(f'<div class="dd-row" style="{room}">{figures}</div>')


def captions_of(labels: Iterable[int], readings: Iterable[int], classes: Sequence[str] = DIGITS) -> list[str]:
    """“7 → 1” for a 7 that was read as a 1; both are places among the classes."""
    names = class_names(classes)
    return [f"{names[truth]} → {names[reading]}" for truth, reading in zip(labels, readings, strict=True)]
