import streamlit as st

from digitdemo.ui.inside_filters import show_filters
from digitdemo.ui.inside_glance import show_glance
from digitdemo.ui.inside_maps import show_descent
from digitdemo.ui.inside_subject import current_subject

st.title("Look inside")
subject = current_subject()
if subject:
    with st.container(key="glance"):
        show_glance()
    with st.container(key="filters"):
        show_filters()
    show_descent()
