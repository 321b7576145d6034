"""Reading while the pen still moves: the chosen network runs in the visitor's browser; the server is told nothing.

The browser loads our own JavaScript modules and the network's weights over HTTP, once (see ``ui/routes.py``). What
Streamlit carries is small: where they are, the strokes that the server has, and the words.
"""

import hashlib
import logging
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
import streamlit as st

from digitdemo.drawing.drawing import Drawing
from digitdemo.drawing.strokes import thin
from digitdemo.errors import ModelError
from digitdemo.explaining.browser_network import folded_weights
from digitdemo.reading import preprocessing
from digitdemo.reading.recognizer import Recognizer
from digitdemo.sentences import say
from digitdemo.sentences.speech import current_language
from digitdemo.storage.models import StoredModel, model_of
from digitdemo.storage.store import Bundle
from digitdemo.ui import reading
from digitdemo.ui.canvas import CanvasState
from digitdemo.ui.canvas_path import POINTS_PER_CURVE
from digitdemo.ui.plain_text import plain

LOGGER = logging.getLogger("digitdemo")

FOLDER = Path(__file__).parent
MODULES = {path.name: path for path in sorted(FOLDER.glob("*.js")) if path.name != "component.js"}

OPENCV_LINE_EXCESS_PX = 1.1
"""How much further than asked OpenCV's smooth-edged thick lines reach, measured on drawn digits: with it the ink of
500 of them differs by 0.5 % of full ink a pixel from the server's."""

TEXTS = {
    # what the browser calls it: its sentence, and its gaps, which the browser fills in
    "loading": ("draw-live-loading", {}),
    "ready": ("draw-live-ready", {}),
    "off": ("draw-live-off", {}),
    "slow": ("draw-live-slow", {}),
    "knew": ("draw-live-knew", {"digit": "{digit}", "percent": "{percent}"}),
    "unsure": ("draw-live-unsure", {}),
    "view_label": ("draw-live-view", {}),
    "strip_label": ("draw-live-strip", {}),
    "looking_back": ("draw-live-looking-back", {"percent": "{percent}"}),
}


def show_live(page: str, state: CanvasState, recognizer: Recognizer) -> None:
    """Let the browser read during the stroke, in the place of the server's reading; show how the reading grew.

    Call it after the reading is shown, so that what the browser wrote is replaced when the server's answer is there.

    Args:
        page: the page's prefix of widget keys.
        state: the canvas that is drawn on, in the container ``canvas``; the reading is in ``prediction``.
        recognizer: the network that reads.
    """
    model = recognizer.model
    try:
        data = common_data(page, state, describe_network(model), "live.js", texts(model))
    except ModelError as error:
        st.caption(say("draw-live-unsuitable", network=plain(model.title), reason=plain(error)))
        return
    key = f"{page}_live_reading"
    component("live")(
        key=key,
        data={**data, "canvas": ".st-key-canvas", "reading": ".st-key-prediction"},
        on_problem_change=lambda: log_problem(key),
    )


def describe_network(model: StoredModel) -> dict[str, Any]:
    """Where the browser finds a network, and when it says a digit.

    Raises:
        ModelError: the browser's engine cannot run it; the message names the layer.
    """
    _, version = packed_network(model)
    url = f"/api/networks/{quote(model.name)}.bin?v={version}"
    return {"url": url, "names": model.class_names, "min_probability": model.min_probability}


def packed_network(model: StoredModel) -> tuple[bytes, str]:
    """A network as the browser takes it, and a version that changes with its content.

    Raises:
        ModelError: it cannot be read, or the browser's engine cannot run it.
    """
    content = _pack(model.bundle, model.version)
    if isinstance(content, ModelError):
        raise content
    return content, version_of(content)


@lru_cache(maxsize=8)
def _pack(bundle: Bundle, _version: str) -> bytes | ModelError:
    try:
        model = model_of(bundle)
        return folded_weights(model.layers(), len(model.classes)).pack()
    except ModelError as error:
        return error  # kept, so that an unsuitable network is not read again on every run


@lru_cache(maxsize=8)
def version_of(content: bytes) -> str:
    """Changes with the content: the part of an address that lets browsers keep it for ever."""
    return hashlib.sha256(content).hexdigest()[:16]


@cache
def modules_version() -> str:
    """Changes with any of the modules: part of their address, so that browsers may keep them for ever."""
    return version_of(b"".join(path.read_bytes() for path in MODULES.values()))


def constants() -> dict[str, float]:
    """What the preparation in the browser shares with ``reading.preprocessing``."""
    return {
        "field_px": preprocessing.FIELD_PX,
        "box_px": preprocessing.BOX_PX,
        "pen_width_in_box_px": preprocessing.PEN_WIDTH_IN_BOX_PX,
        "ink_threshold": preprocessing.INK_THRESHOLD,
        "oversampling": preprocessing.OVERSAMPLING,
        "line_excess_px": OPENCV_LINE_EXCESS_PX,
        "points_per_curve": POINTS_PER_CURVE,
    }


def texts(model: StoredModel) -> dict[str, Any]:
    """The sentences that the browser fills in, those of the server's reading among them."""
    return _texts(current_language(), model.title, model.reads_digits)


@lru_cache(maxsize=32)
def _texts(_language: str, title: str, reads_digits: bool) -> dict[str, Any]:
    """Said once a language: they are twenty sentences, and every stroke sends them."""
    return {
        **{name: say(message_id, **gaps) for name, (message_id, gaps) in TEXTS.items()},
        "small_print": say("draw-live-small-print", network=title, elapsed="{elapsed_ms}"),
        **reading.sentences_to_fill(reads_digits),
    }


def flat_strokes(drawing: Drawing) -> list[list[float]]:
    """A drawing's strokes as the browser takes them: [x, y, x, y, ...], thinned where they are very many."""
    return [np.round(stroke, 1).ravel().tolist() for stroke in thin(drawing.strokes)]


@cache  # made when first shown: made on import, Streamlit warns that no page is running
def component(name: str) -> Callable[..., Any]:
    """A component of ours: its HTML and CSS; its module is named in the data."""
    return st.components.v2.component(
        f"digitdemo_{name}",
        html=(FOLDER / f"{name}.html").read_text("utf-8"),
        css=(FOLDER / f"{name}.css").read_text("utf-8"),
        js=(FOLDER / "component.js").read_text("utf-8"),
    )


def common_data(
    page: str, state: CanvasState, network: dict[str, Any], module: str, words: dict[str, Any]
) -> dict[str, Any]:
    """What every component that reads while the pen moves is told; ``network`` as of ``describe_network``."""
    key = f"{page}_live_runs"
    st.session_state[key] = st.session_state.get(key, 0) + 1
    drawing = state.drawing
    return {
        "run": st.session_state[key],  # so that the browser hears of every run, also of one that changed nothing
        "module": f"/api/live/{modules_version()}/{module}",
        "network": network,
        "drawing": {
            "mount": state.mount,
            "width_px": drawing.width_px,
            "height_px": drawing.height_px,
            "pen_width_px": drawing.pen_width_px,
            "strokes": flat_strokes(drawing),
        },
        "constants": constants(),
        "texts": words,
    }


def log_problem(key: str) -> None:
    """Tell the server's log once a visit why a browser does not read."""
    problem = getattr(st.session_state.get(key), "problem", None)
    if problem and not st.session_state.get(f"{key}_told"):
        st.session_state[f"{key}_told"] = True
        LOGGER.warning("A browser does not read while drawing: %s", repr(problem)[:300])
