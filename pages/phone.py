import streamlit as st

from digitdemo.sentences import say
from digitdemo.ui.classroom.address import CODE
from digitdemo.ui.classroom.page import dress, say_how_to_join, show_page
from digitdemo.ui.classroom.phone import ask_for_code, phone_follows

dress()
code = st.query_params.get(CODE)
if code is None or not st.fragment(show_page)(phone_follows, code):
    st.title(say("join-title"))
    say_how_to_join()
    ask_for_code()
