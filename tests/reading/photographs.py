"""Photographed digits, made from people's strokes: paper, light, shadow, pen, camera and file, each by chance.

Not a photograph is real, but every trouble in them is one that real ones have, and each kind holds another trouble, so
that a table tells which one a change helps or hurts.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image

from digitdemo.reading.strokes import draw

PENS = {
    "black biro": (40, 40, 48),
    "blue biro": (45, 65, 150),
    "red pen": (190, 40, 45),
    "green pen": (25, 120, 70),
    "pencil": (105, 105, 110),
    "black felt-tip": (22, 22, 25),
    "orange felt-tip": (225, 110, 25),
}
PAPERS = {
    "white": (243, 243, 240),
    "cream": (240, 230, 205),
    "yellow note": (250, 228, 110),
    "recycled grey": (196, 193, 184),
    "pink note": (245, 170, 185),
}
TABLES = ((105, 70, 42), (60, 45, 38), (120, 122, 125), (30, 30, 34), (165, 130, 90))


@dataclass
class Scene:
    """What lies before the camera.

    Attributes:
        reflectance: (height, width, 3) float32, 0 to 1: how much light each spot gives back.
        rng: draws everything that is left to chance.
    """

    reflectance: np.ndarray
    rng: np.random.Generator

    @property
    def shape(self) -> tuple[int, int]:
        return self.reflectance.shape[:2]


def blank_sheet(rng: np.random.Generator, colour: Sequence[float], height: int = 720, width: int = 960) -> Scene:
    fibres = cv2.GaussianBlur(rng.normal(0, 1, (height, width)).astype(np.float32), (0, 0), 1.2)
    clouds = cv2.resize(rng.normal(0, 1, (9, 12)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    texture = 1 + rng.uniform(0.004, 0.02) * fibres / fibres.std() + rng.uniform(0, 0.012) * clouds
    return Scene((np.asarray(colour, np.float32) / 255) * texture[..., None], rng)


def print_lines(scene: Scene, *, spacing_px: float, squared: bool, darkness: float) -> None:
    height, width = scene.shape
    lines = np.zeros((height, width), np.uint8)
    thickness = 1 if spacing_px < 45 else 2
    for y in np.arange(scene.rng.uniform(0, spacing_px), height, spacing_px):
        cv2.line(lines, (0, round(y)), (width, round(y)), 255, thickness)
    if squared:
        for x in np.arange(scene.rng.uniform(0, spacing_px), width, spacing_px):
            cv2.line(lines, (round(x), 0), (round(x), height), 255, thickness)
    colour = np.array([0.55, 0.65, 0.9] if scene.rng.random() < 0.6 else [0.6, 0.6, 0.62], np.float32)
    alpha = (lines.astype(np.float32) / 255 * darkness)[..., None]
    scene.reflectance *= 1 - alpha * (1 - colour * 0.6)


def write(
    scene: Scene,
    strokes: Sequence[np.ndarray],
    *,
    colour: Sequence[float],
    size: float,
    pen: float,
    opacity: float = 1.0,
    grain: float = 0.0,
    chalk: bool = False,
) -> None:
    """Write a digit that is ``size`` of the frame's height tall, with a pen that is ``pen`` of the digit wide."""
    rng, (height, width) = scene.rng, scene.shape
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    extent = max(float((high - low).max()), 1e-6)
    side = size * height
    room = np.array([width, height]) - side * (1 + pen) * (high - low) / extent
    corner = np.clip(room, 0, None) * rng.uniform(0.15, 0.85, 2) + pen * side / 2
    placed = [(stroke - low) / extent * side + corner for stroke in strokes]
    alpha = draw(placed, width, height, max(pen * side, 1.5)).astype(np.float32) / 255
    if grain > 0:
        noise = cv2.GaussianBlur(rng.normal(0, 1, (height, width)).astype(np.float32), (0, 0), 1.5)
        alpha *= np.clip(1 - grain * (0.5 + noise / noise.std()), 0, 1)
    pressure = cv2.resize(rng.uniform(0.8, 1, (6, 8)).astype(np.float32), (width, height))
    alpha = (alpha * pressure * opacity)[..., None]
    ink = np.asarray(colour, np.float32) / 255
    scene.reflectance = scene.reflectance * (1 - alpha) + ink * alpha * (1 if chalk else scene.reflectance**0.3)


def lay_on_table(scene: Scene) -> None:
    """Show the table beyond one or two of the sheet's edges."""
    rng, (height, width) = scene.rng, scene.shape
    colour = np.asarray(TABLES[rng.integers(len(TABLES))], np.float32) / 255
    grain = cv2.GaussianBlur(rng.normal(0, 1, (height, width)).astype(np.float32), (0, 0), 40, sigmaY=1.5)
    table = colour * (1 + 0.12 * grain / grain.std())[..., None]
    mask = np.ones((height, width), np.float32)
    for side in rng.permutation(4)[: rng.integers(1, 3)]:
        depth = rng.uniform(0.03, 0.13)
        tilt = rng.uniform(-0.02, 0.02)
        y, x = np.mgrid[:height, :width] / np.array([height, width]).reshape(2, 1, 1)
        across, along = ((y, x), (1 - y, x), (x, y), (1 - x, y))[side]
        mask *= (across > depth + tilt * (along - 0.5)).astype(np.float32)
    mask = cv2.GaussianBlur(mask, (0, 0), 1)[..., None]
    scene.reflectance = scene.reflectance * mask + table * (1 - mask)


def tilt(scene: Scene, turn_deg: float, perspective: float) -> None:
    """Turn the sheet and tip it; beyond the sheet lies more of it."""
    rng, (height, width) = scene.rng, scene.shape
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    angle = np.radians(rng.uniform(-turn_deg, turn_deg))
    matrix = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    middle = np.array([width, height]) / 2
    moved = (corners - middle) @ matrix.T + middle + rng.uniform(-perspective, perspective, (4, 2)) * height
    warp = cv2.getPerspectiveTransform(corners, moved.astype(np.float32))
    scene.reflectance = cv2.warpPerspective(scene.reflectance, warp, (width, height), borderMode=cv2.BORDER_REPLICATE)


def even_light(scene: Scene, unevenness: float) -> np.ndarray:
    """A lamp or a window to one side: (height, width) float32, 1 where it is brightest."""
    rng, (height, width) = scene.rng, scene.shape
    y, x = np.mgrid[:height, :width].astype(np.float32) / np.array([height, width], np.float32).reshape(2, 1, 1)
    angle = rng.uniform(0, 2 * np.pi)
    slope = (x - 0.5) * np.cos(angle) + (y - 0.5) * np.sin(angle)
    hill = np.exp(-((x - rng.uniform(0, 1)) ** 2 + (y - rng.uniform(0, 1)) ** 2) / rng.uniform(0.2, 0.8))
    light = 1 - unevenness * (0.5 + slope) * 0.7 - unevenness * 0.3 * (1 - hill)
    return light / light.max()


def cast_shadow(scene: Scene, light: np.ndarray, *, depth: float, soft_px: float) -> np.ndarray:
    """The edge of a hand's or a phone's shadow, straight or round, across the picture."""
    rng, (height, width) = scene.rng, scene.shape
    mask = np.zeros((height, width), np.uint8)
    if rng.random() < 0.6:
        angle, through = rng.uniform(0, 2 * np.pi), np.array([width, height]) * rng.uniform(0.3, 0.7, 2)
        along = np.array([np.cos(angle), np.sin(angle)]) * 2000
        side = np.array([-along[1], along[0]])
        corners = np.array([through - along, through + along, through + along + side, through - along + side])
        cv2.fillConvexPoly(mask, np.round(corners).astype(np.int32), 255)
    else:
        centre = (int(width * rng.uniform(0.1, 0.9)), int(height * rng.uniform(0.1, 0.9)))
        axes = (int(width * rng.uniform(0.2, 0.5)), int(height * rng.uniform(0.2, 0.6)))
        cv2.ellipse(mask, centre, axes, float(rng.uniform(0, 180)), 0, 360, 255, -1)
    shade = cv2.GaussianBlur(mask.astype(np.float32) / 255, (0, 0), soft_px)
    return light * (1 - depth * shade)


def expose(scene: Scene, light: np.ndarray, *, noise: float, blur_px: float, exposure: float = 1.0) -> np.ndarray:
    """What the sensor makes of it: (height, width, 3) uint8, with a colour cast, a curve, blur and noise."""
    rng = scene.rng
    cast = 1 + rng.uniform(-0.06, 0.06, 3).astype(np.float32)
    seen = np.clip(scene.reflectance * light[..., None] * cast * exposure, 0, 1) ** rng.uniform(0.85, 1.15)
    if blur_px > 0.2:
        seen = cv2.GaussianBlur(seen, (0, 0), blur_px)
    grains = rng.normal(0, 1, (*scene.shape, 3)).astype(np.float32)
    grains = 0.5 * grains + 0.5 * cv2.GaussianBlur(grains, (0, 0), 1.0) / 0.28
    return np.clip(seen * 255 + noise * grains, 0, 255).astype(np.uint8)


def as_jpeg(picture: np.ndarray, quality: int, orientation: int = 1) -> bytes:
    """A JPEG file; with an EXIF orientation its pixels lie turned, as phones store them."""
    undo = {1: 0, 6: 1, 3: 2, 8: 3}[orientation]  # quarter turns anticlockwise
    stored = Image.fromarray(np.ascontiguousarray(np.rot90(picture, undo)))
    exif = Image.Exif()
    exif[0x0112] = orientation
    file = io.BytesIO()
    stored.save(file, "JPEG", quality=quality, exif=exif)
    return file.getvalue()


def as_png(picture: np.ndarray) -> bytes:
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "PNG")
    return file.getvalue()


Strokes = Sequence[np.ndarray]
Maker = Callable[[Strokes, np.random.Generator], bytes]


def _shoot(scene: Scene, light: np.ndarray, *, noise: float = 3, blur_px: float = 0.8, quality: int = 80) -> bytes:
    return as_jpeg(expose(scene, light, noise=noise, blur_px=blur_px), quality)


def _pen(rng: np.random.Generator) -> dict:
    name = list(PENS)[rng.integers(len(PENS))]
    pencil = name == "pencil"
    return {
        "colour": PENS[name],
        "pen": rng.uniform(0.05, 0.14),
        "opacity": rng.uniform(0.75, 0.95) if pencil else rng.uniform(0.88, 1.0),
        "grain": rng.uniform(0.05, 0.2) if pencil else 0.0,
    }


def _paper(rng: np.random.Generator) -> Scene:
    return blank_sheet(rng, list(PAPERS.values())[rng.integers(len(PAPERS))])


def plain(strokes: Strokes, rng: np.random.Generator) -> bytes:
    scene = _paper(rng)
    write(scene, strokes, size=rng.uniform(0.35, 0.8), **_pen(rng))
    tilt(scene, 6, 0.03)
    return _shoot(scene, even_light(scene, rng.uniform(0.1, 0.6)), quality=int(rng.integers(50, 92)))


def shadow(strokes: Strokes, rng: np.random.Generator) -> bytes:
    scene = _paper(rng)
    write(scene, strokes, size=rng.uniform(0.35, 0.8), **_pen(rng))
    tilt(scene, 6, 0.03)
    light = cast_shadow(
        scene, even_light(scene, rng.uniform(0.1, 0.5)), depth=rng.uniform(0.3, 0.6), soft_px=rng.uniform(1.5, 12)
    )
    return _shoot(scene, light)


def squared(strokes: Strokes, rng: np.random.Generator) -> bytes:
    scene = blank_sheet(rng, PAPERS["white"])
    print_lines(scene, spacing_px=rng.uniform(30, 80), squared=True, darkness=rng.uniform(0.15, 0.45))
    write(scene, strokes, size=rng.uniform(0.35, 0.8), **_pen(rng))
    tilt(scene, 5, 0.03)
    return _shoot(scene, even_light(scene, rng.uniform(0.1, 0.5)))


def ruled(strokes: Strokes, rng: np.random.Generator) -> bytes:
    scene = blank_sheet(rng, PAPERS["white" if rng.random() < 0.5 else "cream"])
    print_lines(scene, spacing_px=rng.uniform(50, 120), squared=False, darkness=rng.uniform(0.15, 0.5))
    write(scene, strokes, size=rng.uniform(0.35, 0.8), **_pen(rng))
    tilt(scene, 5, 0.03)
    return _shoot(scene, even_light(scene, rng.uniform(0.1, 0.5)))


def table_edge(strokes: Strokes, rng: np.random.Generator) -> bytes:
    scene = _paper(rng)
    write(scene, strokes, size=rng.uniform(0.3, 0.6), **_pen(rng))
    lay_on_table(scene)
    return _shoot(scene, even_light(scene, rng.uniform(0.1, 0.5)))


def far_away(strokes: Strokes, rng: np.random.Generator) -> bytes:
    scene = _paper(rng)
    write(scene, strokes, size=rng.uniform(0.12, 0.25), **_pen(rng))
    return _shoot(scene, even_light(scene, rng.uniform(0.1, 0.5)))


def dim(strokes: Strokes, rng: np.random.Generator) -> bytes:
    """A room with little light: dark, grainy, blurred, squeezed hard."""
    scene = _paper(rng)
    write(scene, strokes, size=rng.uniform(0.35, 0.8), **_pen(rng))
    tilt(scene, 6, 0.03)
    picture = expose(
        scene,
        even_light(scene, rng.uniform(0.2, 0.7)),
        noise=rng.uniform(6, 14),
        blur_px=rng.uniform(1, 3),
        exposure=rng.uniform(0.35, 0.7),
    )
    return as_jpeg(picture, int(rng.integers(30, 70)))


def board(strokes: Strokes, rng: np.random.Generator) -> bytes:
    """Chalk on a blackboard that was wiped before."""
    scene = blank_sheet(rng, ((38, 62, 50), (45, 45, 47), (30, 50, 62))[rng.integers(3)])
    clouds = cv2.resize(rng.normal(0, 1, (6, 8)).astype(np.float32), (960, 720), interpolation=cv2.INTER_CUBIC)
    scene.reflectance += (0.03 * np.clip(clouds, 0, None))[..., None]
    colour = ((235, 235, 230), (240, 225, 120), (240, 170, 180))[rng.integers(3)]
    grain = rng.uniform(0.1, 0.3)
    write(
        scene, strokes, size=rng.uniform(0.35, 0.8), colour=colour, pen=rng.uniform(0.05, 0.12), grain=grain, chalk=True
    )
    tilt(scene, 5, 0.03)
    return _shoot(scene, even_light(scene, rng.uniform(0.1, 0.5)), noise=5)


def whiteboard(strokes: Strokes, rng: np.random.Generator) -> bytes:
    """Glossy: a lamp's reflection beside the digit."""
    scene = blank_sheet(rng, (228, 232, 235))
    write(scene, strokes, size=rng.uniform(0.35, 0.7), **_pen(rng))
    light = even_light(scene, rng.uniform(0.2, 0.6)) * 0.85
    y, x = np.mgrid[:720, :960]
    spot = np.exp(-((x - rng.uniform(0, 960)) ** 2 + (y - rng.uniform(0, 720)) ** 2) / rng.uniform(2000, 12000))
    return _shoot(scene, light + 0.5 * spot.astype(np.float32))


def exif_turned(strokes: Strokes, rng: np.random.Generator) -> bytes:
    scene = _paper(rng)
    write(scene, strokes, size=rng.uniform(0.35, 0.8), **_pen(rng))
    picture = expose(scene, even_light(scene, rng.uniform(0.1, 0.5)), noise=3, blur_px=0.8)
    return as_jpeg(picture, 80, (3, 6, 8)[rng.integers(3)])


def tight(strokes: Strokes, rng: np.random.Generator) -> bytes:
    """Cut so close that the digit fills the frame."""
    height = 720
    extent = np.ptp(np.concatenate(strokes), axis=0)
    width = int(np.clip(height * extent[0] / max(float(extent[1]), 1e-6), 240, 1400))
    scene = blank_sheet(rng, PAPERS["white"], height, width)
    size = 0.9 * min(1, width * 0.9 / (height * 0.9) / max(float(extent[0] / extent.max()), 1e-6))
    write(scene, strokes, **(_pen(rng) | {"size": size}))
    return _shoot(scene, even_light(scene, rng.uniform(0.1, 0.4)))


def fat(strokes: Strokes, rng: np.random.Generator) -> bytes:
    """A thick felt-tip or a brush."""
    scene = _paper(rng)
    write(scene, strokes, **(_pen(rng) | {"size": rng.uniform(0.4, 0.75), "pen": rng.uniform(0.16, 0.24)}))
    return _shoot(scene, even_light(scene, rng.uniform(0.1, 0.5)))


def scan(strokes: Strokes, rng: np.random.Generator) -> bytes:
    """A flatbed scan in grey, a little askew, one rim darker."""
    scene = blank_sheet(rng, (246, 246, 246))
    write(scene, strokes, size=rng.uniform(0.3, 0.8), **_pen(rng))
    tilt(scene, 3, 0.0)
    light = np.ones(scene.shape, np.float32)
    light[:, -int(rng.integers(4, 24)) :] *= rng.uniform(0.5, 0.9)
    grey = cv2.cvtColor(expose(scene, light, noise=2, blur_px=0.6), cv2.COLOR_RGB2GRAY)
    return as_png(grey) if rng.random() < 0.5 else as_jpeg(cv2.merge([grey] * 3), 75)


def faint(strokes: Strokes, rng: np.random.Generator) -> bytes:
    """A hard pencil, hardly pressed."""
    scene = blank_sheet(rng, PAPERS["white" if rng.random() < 0.5 else "cream"])
    opacity, width = rng.uniform(0.35, 0.6), rng.uniform(0.03, 0.07)
    write(scene, strokes, colour=PENS["pencil"], size=rng.uniform(0.4, 0.75), pen=width, opacity=opacity, grain=0.15)
    return _shoot(scene, even_light(scene, rng.uniform(0.1, 0.4)))


def dirty(strokes: Strokes, rng: np.random.Generator) -> bytes:
    """Crumbs, dots and a stroke of another pen at the rim."""
    scene = _paper(rng)
    write(scene, strokes, size=rng.uniform(0.4, 0.7), **_pen(rng))
    for _ in range(int(rng.integers(3, 15))):
        centre = (int(rng.integers(960)), int(rng.integers(720)))
        spot = np.zeros(scene.shape, np.uint8)
        cv2.circle(spot, centre, int(rng.integers(1, 6)), 255, -1, cv2.LINE_AA)
        scene.reflectance *= 1 - 0.7 * (spot.astype(np.float32) / 255)[..., None]
    rim = np.zeros(scene.shape, np.uint8)
    x = int(rng.integers(0, 960))
    cv2.line(rim, (x, 0), (x + int(rng.integers(-120, 120)), int(rng.integers(10, 50))), 255, 8, cv2.LINE_AA)
    scene.reflectance *= 1 - 0.8 * (rim.astype(np.float32) / 255)[..., None]
    return _shoot(scene, even_light(scene, rng.uniform(0.1, 0.5)))


def program(strokes: Strokes, rng: np.random.Generator) -> bytes:
    """A drawing program's PNG: transparent or coloured paper, black, white or coloured ink."""
    side = int(rng.integers(64, 900))
    points = np.concatenate(strokes)
    low, extent = points.min(axis=0), max(float(np.ptp(points, axis=0).max()), 1e-6)
    size = rng.uniform(0.4, 0.85) * side
    placed = [(stroke - low) / extent * size + (side - size) * rng.uniform(0.3, 0.7, 2) for stroke in strokes]
    ink = draw(placed, side, side, max(rng.uniform(0.03, 0.16) * size, 1)).astype(np.float32)[..., None] / 255
    if rng.random() < 0.4:
        colour = ((0, 0, 0), (255, 255, 255), tuple(rng.integers(0, 256, 3)))[rng.integers(3)]
        return as_png(np.dstack([np.broadcast_to(np.uint8(colour), (side, side, 3)), np.uint8(ink * 255)]))
    while True:
        paper, pen = rng.integers(0, 256, (2, 3))
        if np.abs(paper - pen).max() > 70:
            break
    return as_png(np.round(paper * (1 - ink) + pen * ink).astype(np.uint8))


MODERATE: dict[str, Maker] = {
    "plain": plain,
    "shadow": shadow,
    "squared": squared,
    "ruled": ruled,
    "table edge": table_edge,
    "board": board,
    "whiteboard": whiteboard,
    "EXIF-turned": exif_turned,
    "tight": tight,
    "scan": scan,
    "program": program,
}
HARD: dict[str, Maker] = {"far away": far_away, "dim": dim, "fat": fat, "faint": faint, "dirty": dirty}


def photographed_calculation(strokes: Strokes, rng: np.random.Generator) -> bytes:
    """A sheet of paper across which a calculation is written, in uneven light, sometimes with a shadow."""
    scene = blank_sheet(rng, list(PAPERS.values())[rng.integers(len(PAPERS))], 500, 1280)
    points = np.concatenate(strokes)
    extent = np.maximum(points.max(axis=0) - points.min(axis=0), 1)
    side = min(1150 / extent[0], 400 / extent[1], 5) * extent.max()
    colour = list(PENS.values())[rng.integers(len(PENS))]
    pen_px = rng.uniform(2.5, 4.5)
    write(scene, strokes, colour=colour, size=side / 500, pen=pen_px / side, opacity=rng.uniform(0.75, 1))
    tilt(scene, 2, 0.02)
    light = even_light(scene, rng.uniform(0.1, 0.5))
    if rng.random() < 0.4:
        light = cast_shadow(scene, light, depth=rng.uniform(0.2, 0.5), soft_px=rng.uniform(4, 20))
    return as_jpeg(expose(scene, light, noise=rng.uniform(2, 5), blur_px=rng.uniform(0.5, 1)), 80)
