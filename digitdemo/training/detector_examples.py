"""What the detector learns from: scenes, and what the cells should say of them. No Keras: any process may make them."""

from dataclasses import dataclass

import numpy as np

from digitdemo.datasets.scenes import Sources, make_scenes
from digitdemo.detecting.grid import CELL_PX, encode

SIDE_PX = 192
"""Of the scenes learned from. The network slides, so it reads sheets of any size afterwards."""


@dataclass(frozen=True)
class SceneMaker:
    """Makes one epoch after the other; can be handed to another process.

    Attributes:
        sources: what scenes are put together from.
        scenes: an epoch.
        side_px: of a scene.
    """

    sources: Sources
    scenes: int
    side_px: int = SIDE_PX

    def __call__(self, epoch: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """One epoch; all are alike.

        Returns:
            (scenes, side, side, 1) uint8 ink, and what the cells should say: (scenes, rows, columns, 6) float32.
        """
        scenes = make_scenes(self.scenes, self.side_px, self.sources, rng)
        cells = -(-self.side_px // CELL_PX)
        targets = [encode(scene.boxes, scene.digits, cells, cells) for scene in scenes]
        return np.stack([scene.ink for scene in scenes])[..., None], np.stack(targets)
