"""You against the network: the same hard digits, read by both, with who errs more and who is quicker."""

import time

import numpy as np
import streamlit as st

from digitdemo.explaining.contest import DIGITS, FEWEST, Contest, hard_digits
from digitdemo.reading.recognizer import Recognizer
from digitdemo.sentences import say
from digitdemo.ui.boards import Board, show_boards
from digitdemo.ui.plain_text import plain

_CONTEST, _SHOWN = "compare_contest", "compare_contest_shown"
_PICTURE_PX, _MISTAKE_PX = 8, 3


@st.fragment
def show_contest(recognizer: Recognizer) -> None:
    """A digit and ten buttons, fifty times; then both results."""
    st.subheader(say("against-title"), anchor="against")
    st.markdown(f"**{say('against-question')}**")
    contest = st.session_state.get(_CONTEST)
    if not isinstance(contest, Contest):
        st.write(say("against-introduction", count=DIGITS))
        st.button(say("against-begin"), key="compare_contest_begin", type="primary", on_click=_begin, args=(0,))
    elif contest.is_over:
        _show_results(contest, recognizer)
    else:
        _show_digit(contest)


def _begin(number: int) -> None:
    st.session_state[_CONTEST] = Contest(number)


def _show_digit(contest: Contest) -> None:
    place = contest.place
    st.caption(say("against-place", place=place + 1, count=DIGITS))
    picture = hard_digits(contest.number)[0][place]
    board = Board(picture[None], title=say("against-read"), alt=say("against-read"), pixel_px=_PICTURE_PX, limits=1.0,
                  labels=[""])  # fmt: skip
    show_boards([board], "compare_contest_board")
    with st.container(horizontal=True):
        for digit in range(10):
            st.button(str(digit), key=f"compare_contest_{digit}", on_click=_answer, args=(contest, digit, place))
    if place >= FEWEST:
        st.button(say("against-enough"), key="compare_contest_enough", on_click=contest.stop)
    if st.session_state.get(_SHOWN, (None,))[0] != (contest.number, place):
        st.session_state[_SHOWN] = ((contest.number, place), time.monotonic())


def _answer(contest: Contest, digit: int, place: int) -> None:
    shown, at = st.session_state.get(_SHOWN, (None, 0.0))
    contest.answer(digit, place, time.monotonic() - at if shown == (contest.number, place) else 0.0)


def _show_results(contest: Contest, recognizer: Recognizer) -> None:
    pictures, digits = (part[: contest.place] for part in hard_digits(contest.number))
    began = time.perf_counter()
    read = np.array([int(recognizer.network.probabilities(picture).argmax()) for picture in pictures])
    network_ms = 1000 * (time.perf_counter() - began) / len(read)
    mine = np.array(contest.answers)
    mean_s = float(np.mean(contest.times_s))
    _say_result("against-you", mine, digits, took=f"{mean_s:.2f} s", network="")
    _say_result("against-network", read, digits, took=f"{network_ms:.2f} ms", network=plain(recognizer.model.title))
    st.markdown(say("against-quicker", times=f"{1000 * mean_s / max(network_ms, 1e-6):,.0f}"))
    wrong = np.flatnonzero((mine != digits) | (read != digits))
    if len(wrong):
        _show_mistakes(pictures[wrong], digits[wrong], mine[wrong], read[wrong])
    st.caption(say("against-source"))
    again = contest.number + 1
    st.button(say("against-again"), key="compare_contest_again", on_click=_begin, args=(again,))


def _say_result(sentence: str, answers: np.ndarray, digits: np.ndarray, *, took: str, network: str) -> None:
    right, count = int((answers == digits).sum()), len(digits)
    rate = f"{100 * (count - right) / count:.1f}"
    words = {"right": right, "count": count, "rate": rate, "took": took}
    st.markdown(say(sentence, **words, **({"network": network} if network else {})))


def _show_mistakes(pictures: np.ndarray, digits: np.ndarray, mine: np.ndarray, read: np.ndarray) -> None:
    labels = [
        say("against-label", meant=str(meant), you=str(you), it=str(network))
        for meant, you, network in zip(digits, mine, read, strict=True)
    ]
    places = [str(place) for place in range(1, len(labels) + 1)]
    board = Board(pictures, title=say("against-mistakes"), pixel_px=_MISTAKE_PX, limits=1.0, labels=places)
    show_boards([board], "compare_contest_mistakes")
    st.markdown("\n".join(f"{place}. {label}" for place, label in zip(places, labels, strict=True)))
