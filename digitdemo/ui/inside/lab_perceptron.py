"""The lab's perceptron: a step, four cases, and the rule by which it learns."""

import pandas as pd
import streamlit as st

from digitdemo.explaining.perceptron import CASES, TASKS, Perceptron, lessons
from digitdemo.explaining.written_out import in_sum, number
from digitdemo.sentences import say

RATE = 0.5
_MOST_STEPS = 40
_TASK, _STEPS = "inside_lab_perceptron_task", "inside_lab_perceptron_steps"


def show_perceptron() -> None:
    """Show it pair after pair; it corrects itself where it errs."""
    st.caption(say("lab-perceptron-explained"))
    st.latex(r"w \leftarrow w + \eta\,(t - y)\,x \qquad b \leftarrow b + \eta\,(t - y)")
    task = _choose()
    count = min(int(st.session_state.setdefault(_STEPS, 0)), _MOST_STEPS)
    taken = lessons(task, count, RATE)
    now = taken[-1].after if taken else Perceptron()
    left, right = st.columns(2, gap="medium")
    with left:
        _say_last(taken[-2].after if len(taken) > 1 else Perceptron(), task, count)
    with right:
        _show_cases(now, task)
    wrong = now.mistakes(task)
    if not wrong:
        st.success(say("lab-perceptron-done", steps=count))
    elif count >= _MOST_STEPS:
        st.info(say("lab-perceptron-never" if task == "xor" else "lab-perceptron-wrong", wrong=wrong))
    else:
        st.caption(say("lab-perceptron-wrong", wrong=wrong))


def _choose() -> str:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = {task: say(f"lab-task-{task}") for task in TASKS}
        task = st.segmented_control(
            say("lab-task"), list(words), format_func=words.__getitem__, default="and", required=True, key=_TASK,
            on_change=_begin_anew,
        )  # fmt: skip
        st.button(say("lab-one-pair"), key="inside_lab_perceptron_step", on_click=_go_on, args=(1,))
        st.button(say("lab-four-pairs"), key="inside_lab_perceptron_round", on_click=_go_on, args=(4,))
        st.button(say("lab-anew"), key="inside_lab_perceptron_anew", on_click=_begin_anew)
    return str(task)


def _go_on(steps: int) -> None:
    st.session_state[_STEPS] = min(int(st.session_state.get(_STEPS, 0)) + steps, _MOST_STEPS)


def _begin_anew() -> None:
    st.session_state[_STEPS] = 0


def _say_last(before: Perceptron, task: str, count: int) -> None:
    """The correction of the last pair, number by number."""
    if not count:
        st.caption(say("lab-perceptron-begins"))
        return
    last = lessons(task, count, RATE)[-1]
    st.markdown(
        say("lab-pair-shown", number=count, first=last.case[0], second=last.case[1], wanted=last.wanted,
            output=last.output)
    )  # fmt: skip
    step = RATE * (last.wanted - last.output)
    lines = [
        f"{name} = {number(old, 1)} + {in_sum_short(step)} × {value} = {number(new, 1)}"
        for name, old, value, new in (
            ("w₁", before.weights[0], last.case[0], last.after.weights[0]),
            ("w₂", before.weights[1], last.case[1], last.after.weights[1]),
            ("b", before.bias, 1, last.after.bias),
        )
    ]
    st.code("\n".join(lines), language=None)


def in_sum_short(value: float) -> str:
    """One digit behind the point, in brackets where it is negative."""
    return number(value, 1) if value >= 0 else in_sum(value).replace("000)", ")")


def _show_cases(now: Perceptron, task: str) -> None:
    rows = []
    for case, wanted in zip(CASES, TASKS[task], strict=True):
        total = now.total(case)
        mark = "✓" if now.output(case) == wanted else "✗"
        rows.append([f"{case[0]}, {case[1]}", number(total, 1), str(now.output(case)), f"{wanted} {mark}"])
    names = [say("lab-case"), say("lab-sum"), say("lab-step-gives"), say("lab-wanted")]
    st.table(pd.DataFrame(rows, columns=names).set_index(names[0]))
