"""What the page How it learns is about: a network that may be changed, my digit, and what it should be read as."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from digitdemo.drawing.strokes import Stroke, thin
from digitdemo.errors import DigitDemoError
from digitdemo.explaining.architecture import Step
from digitdemo.explaining.feature_maps import ExplainedNetwork, feature_maps
from digitdemo.explaining.gallery import gallery
from digitdemo.learning.fresh import fresh_network
from digitdemo.learning.network import LearningNetwork
from digitdemo.learning.one_weight import Weight
from digitdemo.learning.pen_line import place
from digitdemo.sentences import say, say_error
from digitdemo.storage.models import StoredModel, retrained_models, shipped_models
from digitdemo.ui import session
from digitdemo.ui.plain_text import plain

NETWORK, TRUTH = "learning_network", "learning_truth"
FRESH = "fresh"
DEFAULT_SAMPLE = 7
_ALIKE = 0.01
"""Of full ink, the mean difference of two pictures of the same lines."""
_MOVES, _MOVED_NETWORK, _TRUTH_OF = "learning_moves", "learning_moved_network", "learning_truth_of"


@dataclass(frozen=True)
class Subject:
    """What learns.

    Attributes:
        network: as it is now, with every step taken on this page.
        drawing: (28, 28) float32 in [0, 1], my digit.
        values: (10, *input shape) float64: mine first, then one of every other digit, as the chain gets them.
        digits: (10,) what they should be read as.
        is_sample: True where nothing is drawn yet.
        strokes: my digit's lines, in any unit; none where it came from a picture.
        model: the stored network that it is, or None for a fresh one.
        least: the probability that a digit must get from the network, so that it is not turned away.
    """

    network: LearningNetwork
    drawing: np.ndarray
    values: np.ndarray
    digits: np.ndarray
    is_sample: bool
    strokes: tuple[Stroke, ...] = ()
    least: float = 0.0
    model: StoredModel | None = None

    @property
    def mine(self) -> np.ndarray:
        """(1, *input shape)."""
        return self.values[:1]

    @property
    def truth(self) -> int:
        """What my digit should be read as."""
        return int(self.digits[0])


def show_subject() -> Subject | None:
    """Choose network and right answer; where the network cannot learn here the page says why."""
    models = {model.name: model for model in (*shipped_models(), *retrained_models())}
    drawing, meant, is_sample = _drawing()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.session_state.setdefault(NETWORK, FRESH)
        if st.session_state[NETWORK] not in (FRESH, *models):
            st.session_state[NETWORK] = FRESH
        name = st.selectbox(
            say("learning-network"),
            [FRESH, *models],
            format_func=lambda each: _title(each, models),
            key=NETWORK,
            width=420,
        )
        if st.session_state.get(_TRUTH_OF) != (meant, drawing.tobytes()):
            st.session_state[_TRUTH_OF], st.session_state[TRUTH] = (meant, drawing.tobytes()), meant
        truth = st.selectbox(say("learning-truth"), range(10), key=TRUTH, width=180)
        if is_sample:
            st.page_link("pages/draw.py", label=say("learning-draw-one"), icon=":material/draw:")
    if is_sample:
        st.caption(say("learning-sample"))
    try:
        return _subject(str(name), models, drawing, int(truth), is_sample)
    except DigitDemoError as error:
        st.error(plain(say_error(error)), icon=":material/error:")
        return None


def _title(name: str, models: dict[str, StoredModel]) -> str:
    return say("learning-fresh") if name == FRESH else f"{models[name].title} ({name})"


def _drawing() -> tuple[np.ndarray, int, bool]:
    """My digit, what it is most likely meant to be, and whether it is a sample."""
    preparation = session.current_preparation()
    if preparation is None or not np.any(preparation.network_input):
        shown = gallery()
        return shown.inputs[shown.first_of(DEFAULT_SAMPLE)], DEFAULT_SAMPLE, True
    try:
        meant = int(session.recognizer().network.probabilities(preparation.network_input).argmax())
    except DigitDemoError:
        meant = DEFAULT_SAMPLE
    return preparation.network_input, meant, False


def _subject(
    name: str, models: dict[str, StoredModel], drawing: np.ndarray, truth: int, is_sample: bool
) -> Subject | None:
    explained = None if name == FRESH else _explained(models[name])
    steps = fresh_network("tiny") if explained is None else explained.steps
    network = LearningNetwork.of(steps)
    if not _all_numbers(network.left_out + network.steps):
        return None
    if network.left_out:
        unknown = ", ".join(step.layer.name for step in network.left_out if step.kind == "other")
        st.warning(plain(say("learning-left-out", layers=unknown, last=network.left_out[-1].name)))
    shown = gallery()
    others = [shown.inputs[shown.first_of(digit)] for digit in range(10) if digit != truth]
    pictures = np.stack([drawing, *others])
    digits = np.array([truth, *(digit for digit in range(10) if digit != truth)])
    values = _as_the_chain_gets_them(network, explained, pictures)
    least = 0.0 if name == FRESH else models[name].min_probability
    strokes = _strokes_of(drawing, is_sample)
    return Subject(_with_moves(network, name), drawing, values, digits, is_sample, strokes, least, models.get(name))


def _strokes_of(drawing: np.ndarray, is_sample: bool) -> tuple[Stroke, ...]:
    """The lines of what is shown; what stands on the Draw page's canvas may be another digit than was read last."""
    if is_sample:
        return gallery().strokes[gallery().first_of(DEFAULT_SAMPLE)]
    state = st.session_state.get("draw_canvas_state")
    if state is None or state.drawing.is_blank:
        return ()
    strokes = thin(state.drawing.visible().strokes)
    is_same = bool(strokes) and float(np.abs(place(strokes).field - drawing).mean()) < _ALIKE
    return tuple(strokes) if is_same else ()


def _explained(model: StoredModel) -> ExplainedNetwork:
    return _load(model.version, model)


@st.cache_resource(max_entries=16, show_spinner=False)
def _load(version: str, _model: StoredModel) -> ExplainedNetwork:
    return ExplainedNetwork.load(_model)


def _all_numbers(steps: tuple[Step, ...]) -> bool:
    for step in steps:
        broken = sum(int((~np.isfinite(weights)).sum()) for weights in step.layer.weights.values())
        if broken:
            st.error(plain(say("learning-no-numbers", layer=step.layer.name, count=broken)), icon=":material/error:")
            return False
    return True


def _as_the_chain_gets_them(
    network: LearningNetwork, explained: ExplainedNetwork | None, pictures: np.ndarray
) -> np.ndarray:
    if explained is None or not network.left_out:
        return pictures[..., None].astype(np.float64)
    last = network.left_out[-1].name
    return np.stack([feature_maps(explained, picture)[last] for picture in pictures]).astype(np.float64)


def _with_moves(network: LearningNetwork, name: str) -> LearningNetwork:
    """Every step taken on this page, of this network."""
    if st.session_state.get(_MOVED_NETWORK) != name:
        st.session_state[_MOVED_NETWORK], st.session_state[_MOVES] = name, []
    for weight, by in moves():
        network = weight.moved(network, by)
    return network


def moves() -> list[tuple[Weight, float]]:
    """The steps taken so far, the earliest first."""
    return list(st.session_state.setdefault(_MOVES, []))


def keep_moves(taken: list[tuple[Weight, float]]) -> None:
    """Remember the steps taken."""
    st.session_state[_MOVES] = taken


def number(value: float, digits: int = 5) -> str:
    """A number with so many figures that count, as text."""
    if not np.isfinite(value):
        return say("learning-not-finite")
    return f"{value:.{digits}g}".replace("-", "−")
