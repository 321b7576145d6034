"""Which maps matter to the reading, why this digit and not that one, and what a filter likes."""

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from digitdemo.errors import ModelError
from digitdemo.explaining.architecture import Step
from digitdemo.explaining.feature_maps import DRAWING
from digitdemo.explaining.gallery import gallery
from digitdemo.explaining.importance import Evidence, evidence, probabilities_without_each_map
from digitdemo.explaining.occlusion import GREY
from digitdemo.explaining.sentences import layer_number, title_of
from digitdemo.sentences import say
from digitdemo.ui.boards import Board, Legend, show_boards, tiles
from digitdemo.ui.colour_scales import SIGNED, round_limit
from digitdemo.ui.inside.occlusion import DIGIT, OTHER, choose_class, follow_reading, occlusion_of
from digitdemo.ui.inside.subject import MAP, STEP, Subject, gallery_excitements, keep_between, keep_in
from digitdemo.ui.plain_text import plain
from digitdemo.ui.reading import percent

_LIKES_STEP, _LIKES_MAP, _MATTERS_STEP = "inside_likes_step", "inside_likes_map", "inside_matters_step"
_MOST_BARS = 16
_GALLERY_SHOWN = 8
MATTERS_FROM = 0.01
"""A probability that a map must take or give to be worth a bar."""

_WHOLE = 100.0
"""Per cent: the bars' scale is fixed, so that little looks like little."""


def show_which_maps(subject: Subject) -> None:
    """Each map switched off, one at a time."""
    follow_reading(subject)
    steps = [stage.last for stage in subject.explained.stages if stage.last.has_maps]
    if not steps:
        st.info(say("inside-no-maps"))
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        step = _choose_step(subject, steps, _MATTERS_STEP, steps[-1])
        digit = choose_class(subject, say("inside-digit"), DIGIT)
    st.caption(say("inside-matter-explained", digit=subject.said(digit)))
    try:
        readings = probabilities_without_each_map(subject.explained, subject.maps, step.name)
    except ModelError as error:
        st.info(plain(error))
        return
    lost = subject.probabilities[digit] - readings[:, digit]
    order = np.argsort(-np.abs(lost), kind="stable")
    if float(np.abs(lost).max()) < MATTERS_FROM:
        least = percent(float(readings[:, digit].min()))
        words = "inside-none-matters" if digit == subject.digit else "inside-none-speaks"
        st.info(say(words, count=len(lost), digit=subject.said(digit), least=least))
        return
    order = order[np.abs(lost[order]) >= MATTERS_FROM][:_MOST_BARS]
    left, right = st.columns(2, gap="medium")
    with left:
        _show_maps_that_matter(subject, step, order, lost)
    with right:
        names = [say("inside-map-number", map=int(index)) for index in order]
        _show_bars(names, _WHOLE * lost[order], say("inside-lost-per-cent"), "matter", (-_WHOLE, _WHOLE))
    rest = len(lost) - len(order)
    if rest:
        st.caption(say("inside-others-matter-less", count=rest))


def _show_maps_that_matter(subject: Subject, step: Step, order: np.ndarray, lost: np.ndarray) -> None:
    limit = subject.limit_of(step.name)
    board = Board(
        tiles(subject.maps[step.name][..., order]),
        "matter",
        alt=say("inside-map"),
        limits=limit,
        pixel_px=max(2, 84 // max(step.output_shape[:2])),
        labels=[f"{index}: {_WHOLE * lost[index]:+.0f} %".replace("-", "−") for index in order],
        exact=False,
    )
    legend = Legend(say("inside-map-legend", step=title_of(step)), limit, subject.is_signed(step.name))
    show_boards([board], "inside_matter_boards", legends=(legend,))


def show_why(subject: Subject) -> None:
    """The evidence for one digit against another."""
    follow_reading(subject)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        digit = choose_class(subject, say("inside-this-digit"), DIGIT, width=140)
        others = [other for other in range(len(subject.names)) if other != digit]
        keep_in(OTHER, list(others), subject.runner_up if subject.runner_up != digit else others[0])
        other = choose_class(subject, say("inside-and-not"), OTHER, digit, width=140)
    left, right = st.columns(2, gap="medium")
    try:
        split = evidence(subject.explained, subject.maps, digit, other)
    except ModelError as error:
        st.info(plain(error))
    else:
        _say_evidence(subject, split)
        with left:
            _show_places(subject, split)
        with right:
            order = np.argsort(-np.abs(split.by_map), kind="stable")[:_MOST_BARS]
            names = [say("inside-map-number", map=int(index)) for index in order]
            _show_bars(names, split.by_map[order], say("inside-why-bars"), "why")
    with left:
        _show_occlusion_between(subject, digit, other)


def _show_occlusion_between(subject: Subject, digit: int, other: int) -> None:
    lost = occlusion_of(subject, 5, 2, GREY).lost(digit, against=other)
    limit = round_limit(lost)
    note = say("inside-why-cover-note", digit=subject.said(digit), other=subject.said(other))
    boards = [
        Board(tiles(subject.maps[DRAWING]), "drawing", say("inside-your-drawing"), "28×28", limits=1, pixel_px=7),
        Board(lost[None], "why", say("inside-why-cover"), note, limits=limit, pixel_px=7),
    ]
    legend = Legend(say("inside-for-the", digit=subject.said(digit)), limit, is_signed=True)
    show_boards(boards, "inside_why_boards", legends=(legend,))


def _say_evidence(subject: Subject, split: Evidence) -> None:
    winner = split.digit if split.total >= 0 else split.other
    times = float(np.exp(min(abs(split.total), 50)))
    if times >= 1e6:
        odds = say("inside-odds-million")
    else:
        odds = say("inside-odds", times=f"{times:.1f}" if times < 100 else f"{times:,.0f}")
    st.write(
        say(
            "inside-why-explained",
            digit=subject.said(split.digit),
            other=subject.said(split.other),
            total=f"{split.total:+.2f}".replace("-", "−"),
            winner=subject.said(winner),
            odds=odds,
        )
    )


def _show_places(subject: Subject, split: Evidence) -> None:
    places = split.by_place
    if places is None:
        return
    limit = round_limit(places)
    board = Board(
        places[None],
        "places",
        say("inside-why-places"),
        say("inside-why-colours", digit=subject.said(split.digit), other=subject.said(split.other)),
        limits=limit,
        pixel_px=max(7, 196 // max(places.shape)),
        digits=1 if places.shape[0] <= 8 else None,
    )
    show_boards([board], "inside_places_boards", legends=(Legend(say("inside-evidence"), limit, is_signed=True),))


def show_likes(subject: Subject) -> None:
    """The gallery's digits that excite one map most."""
    steps = [
        step for step in subject.explained.steps if step.has_maps and (step.has_kernels or step.kind == "activation")
    ]
    if not steps:
        st.info(say("inside-no-maps"))
        return
    chosen = next((step for step in steps if step.name == st.session_state.get(STEP)), steps[0])
    with st.container(horizontal=True, vertical_alignment="bottom"):
        step = _choose_step(subject, steps, _LIKES_STEP, chosen)
        count = step.output_shape[2]
        keep_between(_LIKES_MAP, 0, count - 1, int(st.session_state.get(MAP) or 0))
        index = int(st.number_input(say("inside-map"), 0, count - 1, key=_LIKES_MAP, width=140))
    st.caption(say("inside-likes-explained"))
    found = gallery_excitements(subject.explained)[step.name]
    best = [each for each in found.best_digits(index, _GALLERY_SHOWN) if found.strongest[each, index] > 0]
    if not best:
        st.info(say("inside-likes-nothing"))
        return
    outlines = {}
    for tile, each in enumerate(best):
        seen = step.seen(*(int(side) for side in found.places[each, index]))
        outlines[tile] = [seen] if seen else []
    board = Board(
        gallery().inputs[best],
        "likes",
        alt=say("inside-gallery-digit"),
        limits=1,
        pixel_px=5,
        outlines=outlines,
        labels=[f"{found.strongest[each, index]:.2f}" for each in best],
    )
    own = f"{float(subject.maps[step.name][..., index].max()):.2f}"
    show_boards([board], "inside_likes_boards", legends=(Legend(say("inside-likes-legend", own=own), 1, False),))


def _choose_step(subject: Subject, steps: list[Step], key: str, default: Step) -> Step:
    by_name = {step.name: step for step in steps}
    keep_in(key, list(by_name), default.name)
    titles = {
        step.name: say("inside-after-step", layer=layer_number(subject.explained, step.name), step=title_of(step))
        for step in steps
    }
    name = st.selectbox(say("inside-layer"), list(by_name), format_func=titles.__getitem__, key=key, width=340)
    return by_name[str(name)]


def _show_bars(
    names: list[str], values: np.ndarray, title: str, key: str, domain: tuple[float, float] | None = None
) -> None:
    table = pd.DataFrame({"name": names, "value": values})
    scale = alt.Scale(domain=list(domain)) if domain else alt.Undefined
    chart = (
        alt.Chart(table, height=alt.Step(22))
        .mark_bar()
        .encode(
            alt.X("value:Q", title=title, axis=alt.Axis(tickCount=7), scale=scale),
            alt.Y("name:N", sort=None, title=None),
            color=alt.condition("datum.value > 0", alt.value(SIGNED[15]), alt.value(SIGNED[4])),
            tooltip=[alt.Tooltip("name", title=" "), alt.Tooltip("value", title=" ", format=".3f")],
        )
    )
    st.altair_chart(chart, key=f"inside_bars_{key}")
