"""The whole network in slow motion: it learns batch by batch, and any kept version can be looked at again."""

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from digitdemo.learning.lesson import BATCH, CLIP, DEPTHS, MOST_BATCHES, RATES, STARTS, Lesson, history_of
from digitdemo.sentences import say
from digitdemo.ui.learning.subject import Subject, number
from digitdemo.ui.learning.time_drawing import Version, show_time_drawing
from digitdemo.ui.learning.time_epochs import choose_epochs, epochs_of, show_epochs
from digitdemo.ui.learning.time_pictures import chances_of, mine_of, show_network
from digitdemo.ui.learning.time_words import say_others, say_reading, say_rules, say_step, show_loop
from digitdemo.ui.learning.versions import describe_version

_RATE, _DEPTH, _START, _CLIP = "learning_time_rate", "learning_time_depth", "learning_time_start", "learning_time_clip"
_LESSON, _LEARNED, _LOOK = "learning_time_lesson", "learning_time_learned", "learning_time_look"
_PLAYING, _TURNED, _COSTS = "learning_time_playing", "learning_time_turned", "learning_time_costs"
_PLAY_EVERY_S = 0.5
_BATCHES_A_TURN = 2
_LARGEST_DRAWN = 12.0
"""Costs beyond are not drawn: the curve below would be flat."""
_BLUE, _ORANGE = "#2e7cbb", "#d98032"


def show_time_machine(subject: Subject) -> None:
    """The whole part; while it plays it goes on by itself."""
    st.header(say("learning-time-title"), anchor="time-machine")
    epochs = epochs_of(subject)
    if epochs and choose_epochs(subject):
        st.fragment(show_epochs)(subject, epochs)
        return
    if not subject.knows_only_digits:
        st.info(say("learning-digits-only"))
        return
    st.markdown(f"**{say('learning-time-question')}**")
    st.write(say("learning-time-introduction", size=BATCH))
    every_s = _PLAY_EVERY_S if st.session_state.get(_PLAYING) else None
    st.fragment(_show_lesson, run_every=every_s)(subject)


def _show_lesson(subject: Subject) -> None:
    lesson = _choose_lesson()
    if st.session_state.pop(_TURNED, False):  # whether it goes on by itself is decided by a run of the whole page
        st.rerun()
    if st.session_state.get(_PLAYING):
        _learn(_BATCHES_A_TURN)
        if st.session_state[_LEARNED] >= MOST_BATCHES:
            st.session_state[_PLAYING] = False
            st.rerun()
    _show_buttons()
    look = _choose_batch()
    network = history_of(lesson).version(look)
    chances = chances_of(network, subject)
    show_network(network, history_of(lesson).version(0), subject, "learning_time_boards")
    if st.session_state[_LEARNED]:
        _show_costs(lesson, subject, look)
    say_reading(chances, subject, look)
    say_others(network)
    if look:
        say_step(lesson, look)
    show_loop(lesson)
    said = say("learning-time-draw-at", batch=look)
    show_time_drawing(
        Version(said, history_of(lesson).steps, network, subject.names, lambda: describe_version(lesson, look))
    )


def _choose_lesson() -> Lesson:
    for key, first in ((_RATE, 0.1), (_DEPTH, 2), (_START, STARTS[0]), (_CLIP, False)):
        st.session_state.setdefault(key, first)
    # What stands in a popover shows its first option until it is opened: so the first ones are the usual ones.
    with st.container(horizontal=True, vertical_alignment="bottom"):
        rate = float(st.select_slider(say("learning-rate"), RATES, key=_RATE, width=360))
        with st.popover(say("learning-time-more")):
            start = st.selectbox(
                say("learning-time-start"), STARTS, format_func=lambda each: say(f"learning-start-{each}"), key=_START
            )
            depth = st.radio(
                say("learning-time-depth"), DEPTHS, format_func=lambda each: say(f"learning-depth-{each}"), key=_DEPTH
            )
            clipped = st.toggle(say("learning-time-clip", most=number(CLIP)), key=_CLIP)
            st.caption(say("learning-time-more-caption"))
    lesson = Lesson(int(depth), str(start), rate, clipped)
    if lesson.depth == 1:
        say_rules(lesson)
    if st.session_state.get(_LESSON) != lesson.name:
        st.session_state[_LESSON], st.session_state[_LEARNED], st.session_state[_LOOK] = lesson.name, 0, 0
    return lesson


def _show_buttons() -> None:
    learned = int(st.session_state[_LEARNED])
    is_done, playing = learned >= MOST_BATCHES, bool(st.session_state.get(_PLAYING))
    with st.container(horizontal=True):
        for times, words in ((1, "learning-step"), (10, "learning-ten-steps")):
            st.button(
                say(words), key=f"learning_time_step_{times}", on_click=_learn, args=(times,),
                disabled=is_done or playing,
            )  # fmt: skip
        words, icon = ("learning-pause", ":material/pause:") if playing else ("learning-play", ":material/play_arrow:")
        st.button(say(words), icon=icon, key="learning_time_play", on_click=_turn, disabled=is_done)
        st.button(say("learning-anew"), key="learning_time_anew", on_click=_begin_anew, disabled=learned == 0)


def _choose_batch() -> int:
    learned = int(st.session_state[_LEARNED])
    if not 0 <= st.session_state.setdefault(_LOOK, 0) <= learned:  # set only then: else a quick hand is pulled back
        st.session_state[_LOOK] = learned
    return int(
        st.slider(
            say("learning-time-look", learned=learned), 0, max(learned, 1), key=_LOOK, disabled=learned == 0,
            on_change=_pause,
        )
    )  # fmt: skip


def _learn(times: int) -> None:
    learned = min(int(st.session_state.get(_LEARNED, 0)) + times, MOST_BATCHES)
    st.session_state[_LEARNED] = st.session_state[_LOOK] = learned


def _turn() -> None:
    st.session_state[_PLAYING], st.session_state[_TURNED] = not st.session_state.get(_PLAYING), True


def _pause() -> None:
    """Whoever looks back wants it to stand still."""
    if st.session_state.get(_PLAYING):
        _turn()


def _begin_anew() -> None:
    _pause()
    st.session_state[_LEARNED] = st.session_state[_LOOK] = 0


def _show_costs(lesson: Lesson, subject: Subject, look: int) -> None:
    learned = int(st.session_state[_LEARNED])
    batches = list(range(1, learned + 1))
    costs = [history_of(lesson).taken(batch).cost for batch in batches]
    mine = _my_costs(lesson, subject, learned)
    table = pd.DataFrame(
        {
            "batch": batches + list(range(learned + 1)),
            "cost": costs + mine,
            "whose": [say("learning-time-of-batch")] * learned + [say("learning-my-digit")] * (learned + 1),
        }
    )
    table = table[np.isfinite(table["cost"])]
    top = min(max([2.5, *table["cost"]]), _LARGEST_DRAWN)
    x = alt.X(
        "batch:Q",
        title=say("learning-time-axis"),
        scale=alt.Scale(domain=[0, max(10, learned)], nice=False),
        axis=alt.Axis(tickMinStep=1, tickCount=12),
    )
    y = alt.Y("cost:Q", title=say("learning-axis-cost"), scale=alt.Scale(domain=[0, top]))
    names = [say("learning-time-of-batch"), say("learning-my-digit")]
    colour = alt.Color("whose:N", title=None, scale=alt.Scale(domain=names, range=[_BLUE, _ORANGE]))
    dash = alt.StrokeDash("whose:N", title=None, scale=alt.Scale(domain=names, range=[[1, 0], [5, 3]]))
    lines = alt.Chart(table).mark_line(strokeWidth=2.5, clip=True).encode(x, y, colour, strokeDash=dash)
    here = alt.Chart(pd.DataFrame({"batch": [look]})).mark_rule(strokeWidth=2, color=_ORANGE).encode(x)
    chart = alt.layer(lines, here).configure_legend(orient="top").properties(height=300)
    st.altair_chart(chart, width="stretch", key="learning_time_curve")
    if table["cost"].max() > _LARGEST_DRAWN:
        st.caption(say("learning-time-not-drawn", most=number(_LARGEST_DRAWN)))


def _my_costs(lesson: Lesson, subject: Subject, learned: int) -> list[float]:
    """My digit's cost in each version; what was computed for earlier batches is kept."""
    asked = (lesson.name, subject.truth, subject.drawing.tobytes())
    kept = st.session_state.get(_COSTS)
    costs: list[float] = kept[1] if kept is not None and kept[0] == asked else []
    for batch in range(len(costs), learned + 1):
        costs.append(history_of(lesson).version(batch).cost(mine_of(subject), subject.digits[:1]))
    st.session_state[_COSTS] = (asked, costs)
    return costs[: learned + 1]
