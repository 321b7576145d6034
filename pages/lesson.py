import streamlit as st

from digitdemo.sentences import say
from digitdemo.ui.classroom.page import dress, show_page
from digitdemo.ui.classroom.teacher import offer_to_open, teacher_follows, teachers_key

dress()
key = teachers_key()
if key is None or not st.fragment(show_page)(teacher_follows, key):
    st.title(say("class-title"))
    offer_to_open()
