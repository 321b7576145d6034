"""Feature maps that follow the pen, on a canvas of the Look inside page's own; computed in the visitor's browser."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import streamlit as st

from digitdemo.drawing.drawing import DEFAULT_PEN_WIDTH_PX, DEFAULT_SIDE_PX
from digitdemo.errors import DigitDemoError, DrawingError
from digitdemo.explaining.architecture import Step
from digitdemo.explaining.browser_network import folded_weights
from digitdemo.explaining.feature_maps import ExplainedNetwork
from digitdemo.explaining.gallery import gallery
from digitdemo.explaining.sentences import shape_text, title_of
from digitdemo.sentences import say
from digitdemo.server_settings import server_settings
from digitdemo.ui.canvas import CanvasState, canvas_state, show_canvas
from digitdemo.ui.canvas_buttons import show_canvas_buttons
from digitdemo.ui.colour_scales import coloured, round_limit
from digitdemo.ui.inside.subject import explained_network
from digitdemo.ui.live import common_data, component, describe_network, log_problem
from digitdemo.ui.plain_text import plain

PAGE = "inside_live"
SIDE_PX = DEFAULT_SIDE_PX
COLOURS = 255

TEXTS = {
    "loading": "inside-live-loading",
    "off": "inside-live-off",
    "slow": "inside-live-slow",
    "blank": "inside-live-blank",
}
"""What the browser says itself, by the id of its sentence."""

_USUAL_SHARE = 0.97


@st.fragment
def show_live_maps() -> None:
    """A canvas, and the maps of the chosen layers beside it; nothing where reading while drawing is switched off."""
    if not server_settings().live:
        return
    st.caption(say("inside-live-introduction"))
    try:
        explained = explained_network()
        layers = mapped_layers(explained)
    except DigitDemoError as error:
        st.caption(plain(say("inside-live-unsuitable", reason=error)))
        return
    chosen = _choose_layers(layers)
    canvas_column, maps_column = st.columns([2, 3], gap="medium")
    with canvas_column:
        state = _show_canvas()
    with maps_column:
        model = explained.network.model
        data = common_data(PAGE, state, describe_network(model), "maps.js", _texts(model.reads_digits))
        shown = [{"layer": name, "title": layers[name].caption, "limit": layers[name].limit} for name in chosen]
        component("maps")(
            key=f"{PAGE}_maps",
            data={**data, "canvas": f".st-key-{PAGE}_canvas", "layers": shown, "colours": colours()},
            on_problem_change=lambda: log_problem(f"{PAGE}_maps"),
        )


def _texts(reads_digits: bool) -> dict[str, str]:
    """The sentences that the browser fills in itself."""
    gaps = {"digit": "{digit}", "percent": "{percent}"}
    none = say("inside-live-reads-none" if reads_digits else "inside-live-reads-no-sign", **gaps)
    reads = {"reads": say("inside-live-reads", **gaps), "reads_none": none}
    return {**{name: say(words) for name, words in TEXTS.items()}, **reads, "ready": ""}


@dataclass(frozen=True)
class MappedLayer:
    """A layer whose maps the browser can show.

    Attributes:
        number: the place of its stage in the page's list, from 1.
        step: whose maps they are.
        limit: a round number that few of its maps' numbers exceed: the end of its colour scale, which stays while
            the pen moves.
        is_signed: some of its numbers are below 0.
    """

    number: int
    step: Step
    limit: float
    is_signed: bool

    @property
    def title(self) -> str:
        """What a page calls it."""
        return f"{self.number}. {title_of(self.step)}, {shape_text(self.step.output_shape)}"

    @property
    def caption(self) -> str:
        """The title with what the colours mean."""
        words = "inside-live-signed" if self.is_signed else "inside-live-amounts"
        return say(words, step=self.title, limit=f"{self.limit:g}")


def mapped_layers(explained: ExplainedNetwork) -> dict[str, MappedLayer]:
    """The layers whose maps the browser can show, by name, in the order in which data pass.

    Raises:
        ModelError: the browser's engine cannot run the network.
    """
    return _mapped_layers(explained.network.model.version, explained)


@st.cache_resource(max_entries=16, show_spinner=False)
def _mapped_layers(version: str, _explained: ExplainedNetwork) -> dict[str, MappedLayer]:
    model = _explained.network.model
    network = folded_weights(model.layers(), len(model.classes))
    with_maps = {step["layer"] for step in network.steps if len(step["out"]) == 3}
    samples = [gallery().inputs[gallery().first_of(digit)] for digit in range(10)]
    outputs = [_explained.network.layer_outputs(network_input) for network_input in samples]
    layers = {}
    for number, stage in enumerate(_explained.stages, 1):
        for step in stage.steps:
            name = step.layer.name
            if name in with_maps:
                values = np.stack([output[name] for output in outputs])
                layers[name] = MappedLayer(number, step, _usual_limit(values), bool(values.min() < 0))
    return layers


def _usual_limit(values: np.ndarray) -> float:
    """A round number that nearly all values but 0 keep below; with the largest one as limit the rest would be pale."""
    amounts = np.abs(values[values != 0])
    return round_limit(np.quantile(amounts, _USUAL_SHARE, keepdims=True)) if amounts.size else 1.0


def _choose_layers(layers: dict[str, MappedLayer]) -> list[str]:
    names = list(layers)
    after_activation = [name for name in names if not layers[name].is_signed] or names
    default = list(dict.fromkeys([*after_activation[:1], *after_activation[-1:]]))
    key = f"{PAGE}_layers"
    if key in st.session_state:  # what an earlier network had is not offered by this one
        st.session_state[key] = [name for name in st.session_state[key] if name in layers] or default
    else:
        st.session_state[key] = default
    return list(
        st.pills(
            say("inside-live-layers"),
            names,
            selection_mode="multi",
            format_func=lambda name: layers[name].title,
            key=key,
        )
    )


def _show_canvas() -> CanvasState:
    state = canvas_state(PAGE, SIDE_PX, SIDE_PX, DEFAULT_PEN_WIDTH_PX)
    with st.container(key=f"{PAGE}_canvas"):
        try:
            show_canvas(PAGE, state)
        except DrawingError as error:
            st.error(plain(error))
    show_canvas_buttons(PAGE, state)
    return state


@cache
def colours() -> list[int]:
    """The signed scale as the browser takes it, [red, green, blue, red, ...]."""
    return [int(part) for part in coloured(np.linspace(-1, 1, COLOURS), 1.0).ravel()]
