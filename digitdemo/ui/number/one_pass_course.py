"""The course's own example: one cell of three by three describes a box; a guess is moved over it."""

import numpy as np
import streamlit as st

from digitdemo.detecting.course_example import CELL_PX, PICTURE_PX, CellBox, the_courses_box
from digitdemo.reading.boxes import overlaps
from digitdemo.sentences import say
from digitdemo.ui.number.one_pass_picture import DROPPED, KEPT, box_svg, svg_html

_START = CellBox(1, 1, 0.60, 0.40, 0.40, 0.40)
"""A guess to begin with, a little beside the box."""


def show_course_example() -> None:
    """The four numbers of the course's box, and overlap and P(object) · IoU of a guess."""
    with st.expander(say("detecting-course"), icon=":material/school:", key="number_course"):
        st.markdown(say("detecting-course-how"))
        box = the_courses_box()
        st.latex(
            rf"x = \frac{{220-149}}{{149}} = {box.x:.2f} \quad y = \frac{{190-149}}{{149}} = {box.y:.2f} \quad "
            rf"w = \frac{{224}}{{448}} = {box.width:.2f} \quad h = \frac{{143}}{{448}} = {box.height:.2f}"
        )
        figure, numbers = st.columns([1, 1], gap="large")
        with numbers:
            guess, probability = _ask()
        true, guessed = box.in_pixels(), guess.in_pixels()
        overlap = float(overlaps(true[None], guessed[None])[0, 0])
        with figure:
            st.html(_figure(true, guessed))
        with numbers:
            st.latex(_formula(true, guessed, overlap))
            st.latex(
                rf"P(\text{{{say('detecting-object')}}}) \cdot IoU = {probability:.2f} \cdot {overlap:.3f} = "
                rf"{probability * overlap:.3f}"
            )


def _ask() -> tuple[CellBox, float]:
    """The guess's four numbers and its probability, each on a slider."""
    if st.button(say("detecting-course-exact"), key="number_course_exact"):
        box = the_courses_box()
        for name, value in (("x", box.x), ("y", box.y), ("w", box.width), ("h", box.height)):
            st.session_state[f"number_course_{name}"] = round(value, 2)
    values = []
    starts = {"x": _START.x, "y": _START.y, "w": _START.width, "h": _START.height, "p": 0.9}
    for name, start in starts.items():
        st.session_state.setdefault(f"number_course_{name}", start)
        low = 0.05 if name in "wh" else 0.0
        values.append(st.slider(say(f"detecting-course-{name}"), low, 1.0, step=0.01, key=f"number_course_{name}"))
    return CellBox(1, 1, *values[:4]), values[4]


def _formula(true: np.ndarray, guessed: np.ndarray, overlap: float) -> str:
    common = float(np.clip(np.minimum(true[2:], guessed[2:]) - np.maximum(true[:2], guessed[:2]), 0, None).prod())
    areas = [float((box[2:] - box[:2]).prod()) for box in (true, guessed)]
    return rf"IoU = \frac{{{common:.0f}}}{{{areas[0]:.0f} + {areas[1]:.0f} - {common:.0f}}} = {overlap:.3f}"


def _figure(true: np.ndarray, guessed: np.ndarray) -> str:
    lines = "".join(f"M{step} 0V{PICTURE_PX}M0 {step}H{PICTURE_PX}" for step in range(0, PICTURE_PX + 1, CELL_PX))
    cell = f'<rect x="{CELL_PX}" y="{CELL_PX}" width="{CELL_PX}" height="{CELL_PX}" fill="#7fb1d9" opacity="0.35"/>'
    boxes = box_svg(true, KEPT, "", say("detecting-course-true"), size=2.2)
    boxes += box_svg(guessed, DROPPED, "8 5", say("detecting-course-guess"), size=2.2)
    parts = f'<path d="{lines}" stroke="#999" fill="none"/>{cell}{boxes}'
    return svg_html(parts, (-2, -2, PICTURE_PX + 4, PICTURE_PX + 4), say("detecting-course-alt"), 400)
