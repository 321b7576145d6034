import streamlit as st

from digitdemo.ui import session
from digitdemo.ui.plain_text import plain
from digitdemo.ui.push import charts as push_charts
from digitdemo.ui.push import subject as push_subject
from digitdemo.ui.push import words as push_words

NO_CURVES = "No chosen network's card has these curves. `python -m digitdemo evaluate --robustness` measures them."
STYLE = """<style>
.dd-thumbnails { display: flex; justify-content: space-between; gap: 4px; padding: 0 4px 0 52px; min-height: 5.6rem; }
.dd-thumbnails figure { margin: 0; flex: 0 1 56px; min-width: 0; text-align: center; }
.dd-thumbnails img { width: 100%; image-rendering: pixelated; border-radius: 3px; display: block; }
.dd-thumbnails b { display: block; font-size: 1.1rem; line-height: 1.3; }
.dd-thumbnails small { font-size: 0.65rem; white-space: nowrap; opacity: 0.8; }
@media (max-width: 640px) { .dd-thumbnails { padding: 0; gap: 2px; } .dd-thumbnails small { display: none; }
  .dd-thumbnails figure:nth-child(even) { display: none; } }
</style>"""


@st.fragment
def push_digit() -> None:
    network = session.usable_recognizer()
    if network is None:
        return
    network_input, digit = push_subject.show_subject(network)
    distortion = push_subject.show_distortion()
    networks, preparing = st.columns([5, 1], vertical_alignment="bottom")
    with networks:
        models = push_subject.show_networks()
    with preparing:
        again = st.toggle("Prepare again", key="push_again", help=push_words.WHAT_IS_CHANGED)
    pushed = push_subject.push(models, network_input, distortion, digit, again)
    with st.container(key="push_answer", gap="xsmall"):
        for each in pushed:
            words = push_words.bearing_in_words(distortion, digit, each.found, each.swept.reading_at_rest)
            st.markdown(f"**{plain(each.model.title)}:** {words}")
    with st.container(key="push_sweep", gap=None):
        push_charts.show_sweep(pushed, digit, distortion)
        if pushed:
            push_charts.show_thumbnails(pushed[0])
    st.subheader("The same for a whole set of digits")
    if not push_charts.show_accuracy(models, distortion):
        st.info(NO_CURVES)


st.title("How far can it be pushed?")
st.html(STYLE)
st.markdown(push_words.INTRODUCTION)
push_digit()
