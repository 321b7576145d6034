import streamlit as st

st.write("This page will show what the network sees in your digit.")
