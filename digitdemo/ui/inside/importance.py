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
from digitdemo.explaining.sentences import title_of
from digitdemo.ui.boards import Board, Legend, show_boards, tiles
from digitdemo.ui.colour_scales import SIGNED, round_limit
from digitdemo.ui.inside.occlusion import DIGIT, OTHER, follow_reading, occlusion_of
from digitdemo.ui.inside.subject import MAP, STEP, Subject, gallery_excitements, keep_between, keep_in
from digitdemo.ui.plain_text import plain

IMPORTANCE_EXPLAINED = (
    "Each map is switched off (all its numbers become 0), one at a time, and the rest of the network reads on. "
    "Long bars: without this map, the network believes much less in the {digit}. "
    "Maps work together, so that one alone often matters little; that is an answer too."
)
WHY_EXPLAINED = (
    "The last layer adds up evidence. Each of its inputs is multiplied by a weight for the {digit} and by one for "
    "the {other}; the difference speaks for the one or for the other. All differences together are "
    "**{total:+.2f}**: the {winner} wins. The network finds it {odds} as likely."
)
WHY_PLACES = "Where the evidence lies"
WHY_COLOURS = "blue for the {digit}, orange for the {other}"
WHY_BARS = "Which maps of the last layer bring it"
WHY_OCCLUSION = "What a cover takes away"
WHY_OCCLUSION_NOTE = "from {digit} rather than {other}"
LIKES_EXPLAINED = (
    "These are the digits of a small gallery, drawn for this project, that excite this map most. "
    "The frame shows where: that is the pattern the filter looks for."
)
LIKES_NOTHING = "No digit of the gallery excites this map."
NO_MAPS = "This network has no feature maps, so there is nothing to show here."
_LIKES_STEP, _LIKES_MAP, _MATTERS_STEP = "inside_likes_step", "inside_likes_map", "inside_matters_step"
_MOST_BARS = 16
_GALLERY_SHOWN = 8


def show_which_maps(subject: Subject) -> None:
    """Each map switched off, one at a time."""
    follow_reading(subject)
    steps = _steps_before_the_next_layer(subject)
    if not steps:
        st.info(NO_MAPS)
        return
    left, right = st.columns(2)
    step = _choose_step(left, steps, _MATTERS_STEP, steps[-1])
    digit = int(right.selectbox("Digit", range(10), key=DIGIT))
    st.write(IMPORTANCE_EXPLAINED.format(digit=digit))
    try:
        readings = probabilities_without_each_map(subject.explained, subject.maps, step.name)
    except ModelError as error:
        st.info(plain(error))
        return
    lost = subject.probabilities[digit] - readings[:, digit]
    order = np.argsort(-np.abs(lost), kind="stable")
    limit = subject.limit_of(step.name)
    board = Board(
        tiles(subject.maps[step.name][..., order[:_MOST_BARS]]),
        "matter",
        alt="Map",
        limits=limit,
        pixel_px=max(2, 70 // max(step.output_shape[:2])),
        labels=[f"{index}: {100 * lost[index]:+.1f} %" for index in order[:_MOST_BARS]],
        exact=False,
    )
    show_boards([board], "inside_matter_boards", legends=(Legend("Map", limit, subject.is_signed(step.name)),))
    _show_bars(
        [f"Map {index}" for index in order[:_MOST_BARS]], 100 * lost[order[:_MOST_BARS]], "lost, per cent", "matter"
    )


def show_why(subject: Subject) -> None:
    """The evidence for one digit against another."""
    follow_reading(subject)
    left, right = st.columns(2)
    digit = int(left.selectbox("This digit", range(10), key=DIGIT))
    others = [other for other in range(10) if other != digit]
    keep_in(OTHER, list(others), subject.runner_up if subject.runner_up != digit else others[0])
    other = int(right.selectbox("And not", others, key=OTHER))
    try:
        split = evidence(subject.explained, subject.maps, digit, other)
    except ModelError as error:
        st.info(plain(error))
    else:
        _show_evidence(split)
    lost = occlusion_of(subject, 5, 2, GREY).lost(digit, against=other)
    limit = round_limit(lost)
    boards = [Board(tiles(subject.maps[DRAWING]), "drawing", "Your drawing", "28×28", limits=1, pixel_px=9)]
    boards.append(
        Board(
            lost[None],
            "why",
            WHY_OCCLUSION,
            WHY_OCCLUSION_NOTE.format(digit=digit, other=other),
            limits=limit,
            pixel_px=9,
        )
    )
    show_boards(boards, "inside_why_boards", legends=(Legend(f"for the {digit}", limit, is_signed=True),))


def _show_evidence(split: Evidence) -> None:
    digit, other, total = split.digit, split.other, split.total
    winner = digit if total >= 0 else other
    times = float(np.exp(min(abs(total), 50)))
    odds = f"{times:.1f} times" if times < 100 else (f"{times:,.0f} times" if times < 1e6 else "over a million times")
    st.write(WHY_EXPLAINED.format(digit=digit, other=other, total=total, winner=winner, odds=odds))
    places = split.by_place
    if places is not None:
        limit = round_limit(places)
        board = Board(
            places[None],
            "places",
            WHY_PLACES,
            WHY_COLOURS.format(digit=digit, other=other),
            limits=limit,
            pixel_px=36,
            digits=1 if places.shape[0] <= 8 else None,
        )
        show_boards([board], "inside_places_boards", legends=(Legend("Evidence", limit, is_signed=True),))
    order = np.argsort(-np.abs(split.by_map), kind="stable")[:_MOST_BARS]
    _show_bars([f"Map {index}" for index in order], split.by_map[order], WHY_BARS, "why")


def show_likes(subject: Subject) -> None:
    """The gallery's digits that excite one map most."""
    steps = [
        step for step in subject.explained.steps if step.has_maps and (step.has_kernels or step.kind == "activation")
    ]
    if not steps:
        st.info(NO_MAPS)
        return
    left, right = st.columns(2)
    chosen = next((step for step in steps if step.name == st.session_state.get(STEP)), steps[0])
    step = _choose_step(left, steps, _LIKES_STEP, chosen)
    count = step.output_shape[2]
    keep_between(_LIKES_MAP, 0, count - 1, int(st.session_state.get(MAP) or 0))
    index = int(right.number_input("Map", 0, count - 1, key=_LIKES_MAP))
    st.write(LIKES_EXPLAINED)
    found = gallery_excitements(subject.explained)[step.name]
    best = [each for each in found.best_digits(index, _GALLERY_SHOWN) if found.strongest[each, index] > 0]
    if not best:
        st.info(LIKES_NOTHING)
        return
    outlines = {}
    for tile, each in enumerate(best):
        seen = step.seen(*(int(side) for side in found.places[each, index]))
        outlines[tile] = [seen] if seen else []
    board = Board(
        gallery().inputs[best],
        "likes",
        alt="Digit of the gallery",
        limits=1,
        pixel_px=4,
        outlines=outlines,
        labels=[f"{found.strongest[each, index]:.2f}" for each in best],
    )
    own = float(subject.maps[step.name][..., index].max())
    legend = Legend(f"Ink. Below each: the map's largest number; on your digit it is {own:.2f}.", 1, is_signed=False)
    show_boards([board], "inside_likes_boards", legends=(legend,))


def _steps_before_the_next_layer(subject: Subject) -> list[Step]:
    """The steps whose maps go on to another layer: behind the activation, or behind the pooling."""
    return [stage.last for stage in subject.explained.stages if stage.last.has_maps]


def _choose_step(where: st.delta_generator.DeltaGenerator, steps: list[Step], key: str, default: Step) -> Step:
    by_name = {step.name: step for step in steps}
    keep_in(key, list(by_name), default.name)
    name = where.selectbox(
        "Layer", list(by_name), format_func=lambda each: f"{each} ({title_of(by_name[each])})", key=key
    )
    return by_name[str(name)]


def _show_bars(names: list[str], values: np.ndarray, title: str, key: str) -> None:
    table = pd.DataFrame({"name": names, "value": values})
    chart = (
        alt.Chart(table, height=alt.Step(22))
        .mark_bar()
        .encode(
            alt.X("value:Q", title=title, axis=alt.Axis(tickCount=7)),
            alt.Y("name:N", sort=None, title=None),
            color=alt.condition("datum.value > 0", alt.value(SIGNED[15]), alt.value(SIGNED[4])),
            tooltip=["name", alt.Tooltip("value", format=".3f")],
        )
    )
    st.altair_chart(chart, key=f"inside_bars_{key}")
