"""Digits and kernels as rows of crisp pixels, for the Retrain page."""

import html
from collections.abc import Iterable, Sequence

import numpy as np
import streamlit as st

from digitdemo.ui.pixels import data_uri

BLUE, WHITE, ORANGE = np.array([[33, 102, 172], [247, 247, 247], [224, 130, 20]], np.float64)


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
    """Show a first convolution's kernels, blue negative to orange positive, all on one scale.

    Args:
        kernels: (rows, columns, channels, filters) float32.
    """
    most = max(float(np.abs(kernels).max()), 1e-9)
    figures = "".join(
        _figure(signed_colours(kernels[:, :, 0, number] / most), "", scale, alt=f"kernel {number + 1}")
        for number in range(min(kernels.shape[3], 48))
    )
    _show(figures, height_px)


def signed_colours(values: np.ndarray) -> np.ndarray:
    """(height, width) in [-1, 1] -> (height, width, 3) uint8: blue, white at 0, orange."""
    amount = np.clip(np.abs(values), 0, 1)[..., None]
    ends = np.where((values < 0)[..., None], BLUE, ORANGE)
    return np.round(WHITE + (ends - WHITE) * amount).astype(np.uint8)


def _figure(picture: np.ndarray, caption: str, scale: int, alt: str = "") -> str:
    words = html.escape(caption)
    below = f"<figcaption>{words}</figcaption>" if caption else ""
    return f'<figure><img src="{data_uri(picture, scale)}" alt="{html.escape(alt) or words}">{below}</figure>'


def _show(figures: str, height_px: int | None) -> None:
    room = f"min-height:{height_px}px" if height_px else ""
    st.html(f'<div class="dd-row" style="{room}">{figures}</div>')


def captions_of(digits: Iterable[int], readings: Iterable[int]) -> list[str]:
    """“7 → 1” for a 7 that was read as a 1."""
    return [f"{truth} → {reading}" for truth, reading in zip(digits, readings, strict=True)]
