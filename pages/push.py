from pathlib import Path

import streamlit as st

from digitdemo.reading.distortions import Distortion
from digitdemo.sentences import say
from digitdemo.ui import session
from digitdemo.ui.glossary import show_words
from digitdemo.ui.plain_text import plain
from digitdemo.ui.push import charts as push_charts
from digitdemo.ui.push import subject as push_subject
from digitdemo.ui.push import words as push_words
from digitdemo.ui.reading import whole_percent

STYLE = Path(push_charts.__file__).with_name("style.css")


@st.fragment
def push_digit() -> None:
    network = session.usable_recognizer()
    if network is None:
        return
    controls, answer = st.columns([2, 3], gap="large")
    with controls:
        subject = push_subject.show_subject(network)
        if subject is None:
            return
        distortion = push_subject.show_distortion()
        models = push_subject.show_networks(network.model)
        again = st.toggle(say("push-prepare"), key="push_again", help=say("push-what-is-changed"))
        show_words("push", "preparation", "probability", "variations", "shared-weights", "kernel")
    pushed = push_subject.push(models, subject.network_input, distortion, again)
    with answer:
        if not pushed:
            st.info(say("push-no-networks"))
            return
        with st.container(key="push_answer", gap="xsmall"):
            for each in pushed:
                words = push_words.bearing_in_words(distortion, subject.place, each.found, subject.names)
                st.markdown(f"**{plain(each.model.title)}:** {plain(words)}")
        show_sweep(pushed, subject, distortion)
    st.subheader(say("push-whole-set"))
    if not push_charts.show_accuracy(models, distortion):
        st.info(say("push-no-curves"))


def show_sweep(pushed: list[push_subject.Pushed], subject: push_subject.Subject, distortion: Distortion) -> None:
    with st.container(key="push_sweep", gap=None):
        push_charts.show_sweep(pushed, subject, distortion)
        push_charts.show_thumbnails(pushed[0], subject.names)
    least = max(push_subject.least_to_say(each.model) for each in pushed)
    st.caption(f"{say('push-rows')} {say('push-rule', digit=plain(subject.digit), least=whole_percent(least))}")
    if distortion.key.startswith("shift"):
        st.info(say("push-shared-kernel"))


st.title(say("push-title"))
st.html(STYLE)
st.markdown(say("push-introduction"))
push_digit()
