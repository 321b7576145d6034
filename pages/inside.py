import streamlit as st

from digitdemo.ui.inside.filters import show_filters
from digitdemo.ui.inside.glance import show_glance
from digitdemo.ui.inside.lab import show_lab
from digitdemo.ui.inside.maps import show_descent
from digitdemo.ui.inside.questions import show_questions
from digitdemo.ui.inside.subject import current_subject, show_subject
from digitdemo.ui.live.maps import show_live_maps

st.title("Look inside")
subject = current_subject()
if subject:
    show_subject(subject)
    with st.container(key="glance"):
        show_glance()
    with st.container(key="filters"):
        show_filters()
    show_descent()
    with st.container(key="occlusion"):
        show_questions()
    with st.container(key="live-maps"):
        show_live_maps()
with st.container(key="lab"):
    show_lab()
