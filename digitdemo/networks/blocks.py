"""A network as a row of blocks, and its short notation: ``c24k5-norm-relu-max2-drop40``.

=============  ======================================================================================
word           block
=============  ======================================================================================
``c24k5``      convolution, 24 filters of 5×5; ``s2``: stride 2; ``v``: no padding; ``b``: always a bias
``norm``       batch normalisation
``relu``       activation; or ``leaky``, ``elu``, ``tanh``, ``sigmoid``, ``maxout``
``max2``       the largest of each 2×2; ``mean2``: their mean; ``s1``: stride 1
``drop40``     dropout of 40 %
``d128``       dense, 128 units
=============  ======================================================================================

Ten outputs and their softmax always follow; maps are flattened before the first dense block.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from digitdemo.errors import SettingError

ACTIVATIONS = ("relu", "leaky", "elu", "tanh", "sigmoid", "maxout")
KINDS = ("convolution", "normalisation", *ACTIVATIONS, "max pooling", "mean pooling", "dropout", "dense")
MAX_BLOCKS = 60


@dataclass(frozen=True)
class Block:
    """One block of a network; numbers that its kind does not need are ignored.

    Attributes:
        kind: one of ``KINDS``.
        size: filters of a convolution, side of a pooling window, units of a dense block, percent of a dropout.
        kernel: side of a convolution's kernel, pixels.
        stride: step of a convolution or pooling, pixels; 0: 1 for a convolution, the window's side for a pooling.
        padded: True if a convolution's map keeps its size (before the stride).
        biased: True if a convolution has a bias even before a normalisation.
    """

    kind: str
    size: int = 0
    kernel: int = 3
    stride: int = 0
    padded: bool = True
    biased: bool = False


_POOLINGS = {"max": "max pooling", "mean": "mean pooling"}
_WORD = re.compile(
    r"(?:c(?P<filters>\d+)k(?P<kernel>\d+)(?:s(?P<conv_stride>\d+))?(?P<valid>v?)(?P<biased>b?))"
    r"|(?:(?P<pooling>max|mean)(?P<window>\d+)(?:s(?P<pool_stride>\d+))?)"
    r"|(?:drop(?P<percent>\d+))|(?:d(?P<units>\d+))|(?P<plain>norm|" + "|".join(ACTIVATIONS) + ")"
)


def parse_blocks(notation: str) -> tuple[Block, ...]:
    """Read the notation.

    Raises:
        SettingError: a word that is none, or too many.
    """
    words = [word for word in re.split(r"[-\s]+", notation.strip()) if word]
    if len(words) > MAX_BLOCKS:
        raise SettingError(f"A network may have at most {MAX_BLOCKS} blocks. This one has {len(words)}.")
    return tuple(_parse_word(word) for word in words)


def write_blocks(blocks: Sequence[Block]) -> str:
    """The notation of a row of blocks."""
    return "-".join(_write_word(block) for block in blocks)


def _parse_word(word: str) -> Block:
    match = _WORD.fullmatch(word) if len(word) < 24 else None
    if match is None:
        raise SettingError(f"“{word[:24]}” is no block. Blocks are written like c16k3, norm, relu, max2, drop40, d128.")
    part = match.groupdict()
    if part["filters"]:
        stride = int(part["conv_stride"] or 0)
        return Block(
            "convolution", int(part["filters"]), int(part["kernel"]), stride, not part["valid"], bool(part["biased"])
        )
    if part["pooling"]:
        return Block(_POOLINGS[part["pooling"]], int(part["window"]), stride=int(part["pool_stride"] or 0))
    if part["percent"]:
        return Block("dropout", int(part["percent"]))
    if part["units"]:
        return Block("dense", int(part["units"]))
    return Block("normalisation" if part["plain"] == "norm" else part["plain"])


def _write_word(block: Block) -> str:
    stride = f"s{block.stride}" if block.stride else ""
    if block.kind == "convolution":
        return f"c{block.size}k{block.kernel}{stride}{'' if block.padded else 'v'}{'b' if block.biased else ''}"
    if block.kind in _POOLINGS.values():
        return f"{block.kind.split()[0]}{block.size}{stride}"
    short = {"normalisation": "norm", "dropout": f"drop{block.size}", "dense": f"d{block.size}"}
    return short.get(block.kind, block.kind)
