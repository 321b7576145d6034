"""All kinds, by name."""

from digitdemo.networks.kinds.kind import BlockKind, LayerKind
from digitdemo.networks.kinds.others import OTHER_BLOCKS, OTHER_LAYERS
from digitdemo.networks.kinds.sliding import SLIDING_BLOCKS, SLIDING_LAYERS

LAYER_KINDS: dict[str, LayerKind] = {**SLIDING_LAYERS, **OTHER_LAYERS}
"""By Keras's class name."""

BLOCK_KINDS: dict[str, BlockKind] = {kind.name: kind for kind in [*SLIDING_BLOCKS, *OTHER_BLOCKS]}
"""By name, in the order in which a page offers them."""
