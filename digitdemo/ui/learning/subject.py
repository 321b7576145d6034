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
from digitdemo.networks.task import DIGITS
from digitdemo.sentences import say, say_error
from digitdemo.storage.models import DEFAULT_MODEL, StoredModel, reading_models
from digitdemo.ui import session
from digitdemo.ui.learning.samples import one_of_each
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
        values: (batch, *input shape) float64: mine first, then one of every other class, as the chain gets them.
        digits: (batch,) which of the network's classes they should be read as.
        names: what people call the classes.
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
    names: tuple[str, ...] = DIGITS
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

    @property
    def knows_digits(self) -> bool:
        """True where its first classes are the ten digits, in their order: alone, or before signs."""
        return self.names[: len(DIGITS)] == DIGITS

    @property
    def knows_only_digits(self) -> bool:
        """True where it tells the ten digits apart, and nothing else."""
        return self.names == DIGITS

    def said(self, place: int) -> str:
        """One class as it stands in a sentence."""
        return plain(self.names[place])


def show_subject() -> Subject | None:
    """Choose network and right answer; where the network cannot learn here the page says why."""
    models = {model.name: model for model in reading_models()}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = _choose_network(models)
        model = models.get(name)
        found = _drawing(model)
        if found:
            drawing, meant, is_sample = found
            truth = _choose_truth(model.class_names if model else DIGITS, meant, drawing)
        if not found or is_sample:
            st.page_link("pages/draw.py", label=say("learning-draw-one"), icon=":material/draw:")
    if model and not model.reads_digits:
        signs = plain(" ".join(model.class_names))
        st.info(say("learning-signs" if found else "networks-no-sample", network=plain(model.title), signs=signs))
    if not found:
        return None
    if is_sample:
        st.caption(say("learning-sample"))
    try:
        return _subject(name, model, drawing, truth, is_sample)
    except DigitDemoError as error:
        st.error(plain(say_error(error)), icon=":material/error:")
        return None


def _choose_network(models: dict[str, StoredModel]) -> str:
    if st.session_state.setdefault(NETWORK, FRESH) not in (FRESH, *models):
        st.session_state[NETWORK] = FRESH
    return str(
        st.selectbox(
            say("learning-network"),
            [FRESH, *models],
            format_func=lambda each: _title(each, models),
            key=NETWORK,
            width=420,
        )
    )


def _choose_truth(names: tuple[str, ...], meant: int, drawing: np.ndarray) -> int:
    of = (names, meant, drawing.tobytes())
    if st.session_state.get(_TRUTH_OF) != of:
        st.session_state[_TRUTH_OF], st.session_state[TRUTH] = of, meant
    places = range(len(names))
    return int(st.selectbox(say("learning-truth"), places, format_func=names.__getitem__, key=TRUTH, width=180))


def _title(name: str, models: dict[str, StoredModel]) -> str:
    return say("learning-fresh") if name == FRESH else f"{models[name].title} ({name})"


def _drawing(model: StoredModel | None) -> tuple[np.ndarray, int, bool] | None:
    """My digit, what it is most likely meant to be, and whether it is a sample; None where there is not even that."""
    preparation = session.current_preparation()
    if preparation is not None and np.any(preparation.network_input):
        return preparation.network_input, _meant(model, preparation.network_input), False
    samples = one_of_each(model)
    if not samples:
        return None
    place = DEFAULT_SAMPLE if DEFAULT_SAMPLE in samples else min(samples)
    return samples[place], place, True


def _meant(model: StoredModel | None, network_input: np.ndarray) -> int:
    """What the visitor's network reads, where it tells the same apart; else what the page's own one reads, or ours."""
    classes = model.classes if model else DIGITS
    try:
        reader = session.recognizer()
        if reader.model.classes != classes:
            reader = session.recognizer(model.name if model else DEFAULT_MODEL)
        return int(reader.network.probabilities(network_input).argmax())
    except DigitDemoError:
        return min(DEFAULT_SAMPLE, len(classes) - 1)


def _subject(name: str, model: StoredModel | None, drawing: np.ndarray, truth: int, is_sample: bool) -> Subject | None:
    explained = None if model is None else _explained(model)
    steps = fresh_network("tiny") if explained is None else explained.steps
    network = LearningNetwork.of(steps)
    if not _all_numbers(network.left_out + network.steps):
        return None
    if network.left_out:
        unknown = ", ".join(step.layer.name for step in network.left_out if step.kind == "other")
        st.warning(plain(say("learning-left-out", layers=unknown, last=network.left_out[-1].name)))
    others = {place: picture for place, picture in one_of_each(model).items() if place != truth}
    values = _as_the_chain_gets_them(network, explained, np.stack([drawing, *others.values()]))
    return Subject(
        _with_moves(network, name),
        drawing,
        values,
        np.array([truth, *others]),
        is_sample,
        names=model.class_names if model else DIGITS,
        strokes=_strokes_of(drawing, is_sample),
        least=model.min_probability if model else 0.0,
        model=model,
    )


def _strokes_of(drawing: np.ndarray, is_sample: bool) -> tuple[Stroke, ...]:
    """The lines of what is shown; what stands on the Draw page's canvas may be another digit than was read last."""
    if is_sample:
        shown, place_of_it = gallery(), gallery().first_of(DEFAULT_SAMPLE)
        return shown.strokes[place_of_it] if np.array_equal(drawing, shown.inputs[place_of_it]) else ()
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
