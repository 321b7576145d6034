"""The lab's perceptron: a step, four cases, and the rule by which it learns."""

import pandas as pd
import streamlit as st

from digitdemo.explaining.perceptron import CASES, TASKS, Perceptron, lessons
from digitdemo.explaining.written_out import in_sum, number
from digitdemo.sentences import say
from digitdemo.ui.colour_scales import AMOUNT

RATE = 0.5
_MOST_STEPS = 40
_PLANE_PX, _CIRCLE_PX = 240, 15
_LOW, _HIGH = -0.5, 1.5
"""Of both inputs, in the picture: room around 0 and 1."""

_FRAME = "#9aa7b3"

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
        st.image(drawing_of(now, task), alt=say("lab-perceptron-plane"), width=_PLANE_PX)
        st.caption(say("lab-perceptron-boundary"))
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


def drawing_of(perceptron: Perceptron, task: str) -> str:
    """The plane of both inputs: where the perceptron says 1, and what each of the four pairs should be."""
    region = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(_place, perceptron.region_of_one(_LOW, _HIGH)))
    circles = []
    for case, wanted in zip(CASES, TASKS[task], strict=True):
        x, y = _place(case)
        circles.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_CIRCLE_PX}"/>')
        circles.append(f'<text x="{x:.1f}" y="{y + 6:.1f}" fill="#000" stroke="none">{wanted}</text>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_PLANE_PX}" height="{_PLANE_PX}" '
        f'viewBox="0 0 {_PLANE_PX} {_PLANE_PX}" font-family="sans-serif" font-size="17" text-anchor="middle">'
        f'<rect width="{_PLANE_PX}" height="{_PLANE_PX}" fill="#fff" stroke="{_FRAME}" stroke-width="2"/>'
        f'<polygon points="{region}" fill="{AMOUNT[5]}"/>'
        f'<g fill="#fff" stroke="#000">{"".join(circles)}</g></svg>'
    )


def _place(inputs: tuple[float, float]) -> tuple[float, float]:
    x, y = ((each - _LOW) / (_HIGH - _LOW) * _PLANE_PX for each in inputs)
    return x, _PLANE_PX - y


def _show_cases(now: Perceptron, task: str) -> None:
    rows = []
    for case, wanted in zip(CASES, TASKS[task], strict=True):
        total = now.total(case)
        mark = "✓" if now.output(case) == wanted else "✗"
        rows.append([f"{case[0]}, {case[1]}", number(total, 1), str(now.output(case)), f"{wanted} {mark}"])
    names = [say("lab-case"), say("lab-sum"), say("lab-step-gives"), say("lab-wanted")]
    st.table(pd.DataFrame(rows, columns=names).set_index(names[0]))
