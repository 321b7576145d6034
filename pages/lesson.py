import streamlit as st

from digitdemo.sentences import say
from digitdemo.ui.classroom.page import dress, show_page
from digitdemo.ui.classroom.teacher import KEY, offer_to_open, teacher_follows

dress()
st.title(say("class-title"))
key = st.query_params.get(KEY)
if key is None or not st.fragment(show_page)(teacher_follows, key):
    offer_to_open()
