"""Arrays as crisp pictures: pixels stay pixels, scaled by whole numbers; on two colour scales."""

import base64

import cv2
import numpy as np


def png(picture: np.ndarray, scale: int = 1) -> bytes:
    """A PNG file of a picture whose pixels are each ``scale`` screen pixels wide.

    Args:
        picture: (height, width) or (height, width, 3) RGB uint8.
    """
    if scale > 1:
        picture = picture.repeat(scale, axis=0).repeat(scale, axis=1)
    bgr = picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_RGB2BGR)
    return cv2.imencode(".png", bgr)[1].tobytes()


def data_uri(picture: np.ndarray, scale: int = 1) -> str:
    """The same PNG inside an address, for HTML: no request of its own."""
    return "data:image/png;base64," + base64.b64encode(png(picture, scale)).decode("ascii")
