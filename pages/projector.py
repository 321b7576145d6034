import streamlit as st

from digitdemo.sentences import say
from digitdemo.ui.classroom.address import CODE
from digitdemo.ui.classroom.page import dress, say_how_to_join, show_page
from digitdemo.ui.classroom.projector import projector_follows

dress()
code = st.query_params.get(CODE)
if code is None or not st.fragment(show_page)(projector_follows, code):
    st.title(say("show-title"))
    say_how_to_join()
