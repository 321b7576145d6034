"""What a calculation says and comes to: typeset, worked out, step by step."""

import re

import streamlit as st

from digitdemo.calculating.numerals import latex_numeral, numeral
from digitdemo.calculating.reading import ExpressionReading
from digitdemo.sentences import say, say_error
from digitdemo.ui.calculate.corrections import take_reading

NOTHING = "–"
_MOST_STEPS = 40
_LONGEST_NUMBER = 40


def show_calculation(reading: ExpressionReading) -> None:
    """The calculation typeset, its LaTeX, and what it comes to; the same places whatever is written."""
    with st.container(key="calculate_typeset"):
        st.latex(_typeset(reading) if reading.latex else r"\text{" + NOTHING + "}")
    with st.container(key="calculate_value"):
        _show_value(reading)
    st.caption(say("calculate-latex"))
    with st.container(key="latex"):
        st.code(reading.latex or NOTHING, language=None, wrap_lines=True)


def show_steps(reading: ExpressionReading) -> None:
    """Each step on a line, as a pupil would write it."""
    st.subheader(say("calculate-steps"))
    steps = reading.outcome.steps
    if not steps:
        st.caption(say("calculate-no-steps") if reading.latex else say("calculate-empty"))
    with st.container(key="calculate_steps"):
        for step in steps[:_MOST_STEPS]:
            st.latex(_shortened(step.latex))


def show_others(reading: ExpressionReading) -> None:
    """The next best readings, one click away."""
    if not reading.others:
        return
    st.caption(say("calculate-unsure"))
    for number, other in enumerate(reading.others):
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            st.latex(other.latex, width="content")
            st.button(
                say("calculate-take"), key=f"calculate_take_{number}", on_click=take_reading, args=(other.labels,)
            )


def _typeset(reading: ExpressionReading) -> str:
    """With the result behind it, where one was asked for or nothing else is said."""
    outcome = reading.outcome
    if outcome.value is None or isinstance(outcome.value, bool):
        return reading.latex
    shown = _shortened(latex_numeral(outcome.value, outcome.mark))
    equals = "" if reading.latex.endswith("=") else "="
    return f"{reading.latex}{equals}\\mathbf{{{shown}}}"


def _show_value(reading: ExpressionReading) -> None:
    outcome = reading.outcome
    if reading.remark:
        st.info(say(reading.remark))
    elif outcome.problem is not None:
        st.warning(say_error(outcome.problem), icon=":material/help:")
    elif outcome.value is True:
        doubt = f" {say('calculate-doubt')}" if reading.was_in_doubt else ""
        st.success(say("calculate-right") + doubt, icon=":material/check_circle:")
    elif outcome.value is False:
        _show_wrong(reading)
    elif outcome.value is not None:
        st.info(f"{say('calculate-is')} **{_shortened(numeral(outcome.value, outcome.mark))}**")


def _show_wrong(reading: ExpressionReading) -> None:
    outcome = reading.outcome
    exact = [_shortened(numeral(side, outcome.mark)) for side in outcome.sides]
    if outcome.rounded:
        st.info(say("calculate-rounded", exact=exact[0]), icon=":material/rule:")
        return
    sides = say("calculate-and", first=", ".join(exact[:-1]), second=exact[-1])
    st.error(say("calculate-wrong", sides=sides), icon=":material/cancel:")


def _shortened(text: str) -> str:
    """Long numbers with their first and last digits only: nothing else of a step is long, and LaTeX cannot be cut."""
    return re.sub(rf"\d{{{_LONGEST_NUMBER},}}", lambda found: f"{found[0][:8]}…{found[0][-4:]}", text)
