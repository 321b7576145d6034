import streamlit as st

from digitdemo.sentences import say
from digitdemo.ui.glossary import show_words
from digitdemo.ui.inside.glance import show_glance
from digitdemo.ui.inside.lab import show_lab
from digitdemo.ui.inside.maps import show_descent
from digitdemo.ui.inside.questions import show_questions
from digitdemo.ui.inside.screens import ARITHMETIC, GLANCE, LAB, LIVE, OCCLUSION, choose_screen, forget_part
from digitdemo.ui.inside.subject import current_subject, show_subject
from digitdemo.ui.live.maps import show_live_maps

with st.container(key="inside-page"):
    st.title(say("inside-title"))
    subject = current_subject()
    if subject:
        show_subject(subject)
    with st.container(horizontal=True, vertical_alignment="center"):
        screen = choose_screen()
        show_words(
            "inside", "convolution", "kernel", "feature-map", "channel", "activation", "stride", "padding",
            "shared-weights", "parameters", "probability", "network",
        )  # fmt: skip
    if screen == LAB:
        with st.container(key="lab"):
            show_lab()
    else:
        forget_part()
    if subject and screen == GLANCE:
        with st.container(key="glance"):
            show_glance(subject)
    if subject and screen == ARITHMETIC:
        show_descent()
    if subject and screen == OCCLUSION:
        with st.container(key="occlusion"):
            show_questions()
    if subject and screen == LIVE:
        with st.container(key="live-maps"):
            show_live_maps()
