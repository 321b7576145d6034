import streamlit as st

st.write("This page will train a network of your own.")
