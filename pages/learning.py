import streamlit as st

from digitdemo.sentences import say
from digitdemo.ui.glossary import show_words
from digitdemo.ui.learning.alike import show_alike
from digitdemo.ui.learning.backwards import show_backwards
from digitdemo.ui.learning.brakes import show_brakes
from digitdemo.ui.learning.cost import show_cost
from digitdemo.ui.learning.one_weight import show_one_weight
from digitdemo.ui.learning.smallest_change import show_smallest_change
from digitdemo.ui.learning.subject import show_subject
from digitdemo.ui.learning.time_machine import show_time_machine
from digitdemo.ui.learning.valley import show_valley

st.title(say("learning-title"))
st.write(say("learning-introduction"))
show_words(
    "learning", "cost", "gradient", "learning-rate", "optimiser", "batch", "epoch", "kernel", "activation", "dropout",
    "weight-decay", "probability",
)  # fmt: skip
subject = show_subject()
if subject:
    with st.container(key="cost"):
        show_cost(subject)
    with st.container(key="one-weight"):
        weight = show_one_weight(subject)
    with st.container(key="backwards"):
        show_backwards(subject, weight)
    with st.container(key="valley"):
        show_valley(subject)
    with st.container(key="time-machine"):
        show_time_machine(subject)
    with st.container(key="brakes"):
        show_brakes(subject, weight)
    with st.container(key="smallest-change"):
        show_smallest_change(subject)
    with st.container(key="alike"):
        show_alike(subject)
with st.container(key="not-here"):
    st.subheader(say("learning-not-here-title"), anchor="not-here")
    st.markdown(say("learning-not-here"))
