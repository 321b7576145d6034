"""A network as a row of blocks, and its short notation: ``c24k5-norm-relu-max2-drop40``.

=============  ======================================================================================
word           block
=============  ======================================================================================
``c24k5``      convolution, 24 filters of 5×5; ``s2``: stride 2; ``v``: no padding; ``b``: always a bias
``dw1k3``      depthwise convolution: for each channel 1 filter of 3×3 of its own; ``s2``, ``v``, ``b`` likewise
``norm``       batch normalisation
``relu``       activation; or ``leaky``, ``elu``, ``tanh``, ``sigmoid``, ``maxout``
``max2``       the largest of each 2×2; ``mean2``: their mean; ``s1``: stride 1
``gmean``      the mean of each whole map
``drop40``     dropout of 40 %
``d128``       dense, 128 units
=============  ======================================================================================

One output a class and their softmax always follow; maps are flattened before the first dense block. Which kinds of
blocks there are, and how their words are made, stands in ``kinds``.
"""

import re
from collections.abc import Sequence

from digitdemo.errors import SettingError
from digitdemo.networks.kinds.kind import Block
from digitdemo.networks.kinds.table import BLOCK_KINDS

MAX_BLOCKS = 60
_LONGEST_WORD = 24


def parse_blocks(notation: str) -> tuple[Block, ...]:
    """Read the notation.

    Raises:
        SettingError: a word that is none, or too many.
    """
    words = [word for word in re.split(r"[-\s]+", notation.strip()) if word]
    if len(words) > MAX_BLOCKS:
        raise SettingError("networks-too-many-blocks", most=MAX_BLOCKS, blocks=len(words))
    return tuple(_parse_word(word) for word in words)


def write_blocks(blocks: Sequence[Block]) -> str:
    """The notation of a row of blocks."""
    return "-".join(BLOCK_KINDS[block.kind].write(block) for block in blocks)


def _parse_word(word: str) -> Block:
    if len(word) < _LONGEST_WORD:
        for kind in BLOCK_KINDS.values():
            block = kind.read(word)
            if block is not None:
                return block
    raise SettingError("networks-no-block", word=word[:_LONGEST_WORD])
