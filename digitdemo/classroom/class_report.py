"""The report of a lesson: one HTML file that opens without a network, runs nothing and loads nothing."""

import html
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from digitdemo.classroom.collecting import Collected
from digitdemo.classroom.guessing import Standing
from digitdemo.classroom.members import Member
from digitdemo.classroom.pictures import picture_address
from digitdemo.classroom.training import Comparison, Score
from digitdemo.networks.task import CLASSES as DIGITS
from digitdemo.sentences import say

MOST_PICTURES = 400
"""Of a whole class; the zip holds all of them as files."""

_RUNS_NOTHING = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
_STYLE = """body{font:17px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#14202b}
table{border-collapse:collapse;margin:1rem 0}td,th{border:1px solid #c4d0dc;padding:.25rem .6rem;text-align:right}
th{background:#f0f4f8}.right{background:#dcefe0;font-weight:700}.wrong{background:#fbe3cd}
figure{display:inline-block;margin:3px;width:74px;text-align:center;font-size:.8rem;vertical-align:top}
figure img{width:72px;height:72px;border:1px solid #c4d0dc;border-radius:6px}figure.missed img{border:3px solid #d9720b}
svg{max-width:100%}"""


@dataclass(frozen=True)
class ReadDrawing:
    """A drawing and what the network reads.

    Attributes:
        drawn: the drawing.
        read_as: the digit.
    """

    drawn: Collected
    read_as: int


def report_of_class(
    read: Sequence[ReadDrawing],
    only: Member | None,
    whole: tuple[int, int],
    votes: Standing,
    comparison: Comparison | None,
    history: Sequence[Mapping[str, Any]],
) -> str:
    """Write the report.

    Args:
        read: the drawings that it is about.
        only: the pupil whose report it is; None for the whole class's.
        whole: how many drawings and pupils the class has.
        votes: people against network.
        comparison: before and after; None before the first training.
        history: of the training, a line an epoch.
    """
    title = say("report-title") if only is None else say("report-title-of", name=only.name)
    date = time.strftime("%Y-%m-%d")
    parts = [
        f"<h1>{_safe(title)}</h1>{_said('report-intro', date=date)}",
        f"<h2>{_safe(say('report-drew'))}</h2>",
        _said("report-whole", drawings=whole[0], pupils=whole[1]),
        _counts(read, by_pupil=only is None),
        f"<h2>{_safe(say('report-learned'))}</h2>{_learned(comparison, history)}",
        f"<h2>{_safe(say('report-mixed'))}</h2>{_confusion(read)}",
        _guessed(votes),
        f"<h2>{_safe(say('report-digits' if only is None else 'report-my-digits'))}</h2>{_pictures(read)}",
    ]
    head = f"<meta charset='utf-8'><meta http-equiv='Content-Security-Policy' content=\"{_RUNS_NOTHING}\">"
    head += f"<meta name='viewport' content='width=device-width'><title>{_safe(title)}</title><style>{_STYLE}</style>"
    return f"<!doctype html><html lang='en'><head>{head}</head><body>{''.join(parts)}</body></html>"


def _safe(text: str) -> str:
    return html.escape(text)


def _said(sentence: str, **gaps: Any) -> str:
    return f"<p>{_safe(say(sentence, **gaps))}</p>"


def _counts(read: Sequence[ReadDrawing], *, by_pupil: bool) -> str:
    digits = Counter(each.drawn.digit for each in read)
    head = "".join(f"<th>{digit}</th>" for digit in range(DIGITS))
    rows = [f"<tr><th>{_safe(say('report-all'))}</th>{_cells([digits[digit] for digit in range(DIGITS)])}</tr>"]
    if by_pupil:
        pupils = {each.drawn.member_id: each.drawn.name for each in read}
        counts = Counter((each.drawn.member_id, each.drawn.digit) for each in read)
        for pupil, name in pupils.items():
            cells = _cells([counts[pupil, digit] for digit in range(DIGITS)])
            rows.append(f"<tr><th>{_safe(name)}</th>{cells}</tr>")
    return f"<table><tr><th></th>{head}</tr>{''.join(rows)}</table>"


def _cells(numbers: Sequence[int]) -> str:
    return "".join(f"<td>{number}</td>" for number in numbers)


def _learned(comparison: Comparison | None, history: Sequence[Mapping[str, Any]]) -> str:
    if comparison is None:
        return _said("report-nothing-trained")
    rows = (
        ("report-strangers", comparison.before_strangers, comparison.after_strangers),
        ("report-others", comparison.before_others, comparison.after_others),
    )
    body = "".join(
        f"<tr><th>{_safe(say(who))}</th><td>{_score(before)}</td><td>{_score(after)}</td></tr>"
        for who, before, after in rows
    )
    head = f"<th></th><th>{_safe(say('training-shipped'))}</th><th>{_safe(say('training-ours'))}</th>"
    return f"{_said('report-why-kept-out')}<table><tr>{head}</tr>{body}</table>{_curve(history)}"


def _score(score: Score) -> str:
    return _safe(say("report-score", right=score.right, of=score.count))


def _curve(history: Sequence[Mapping[str, Any]]) -> str:
    """Share of the check pictures read right after each epoch, as a line."""
    values = [float(line["check_accuracy"]) for line in history if "check_accuracy" in line]
    if not values:
        return ""
    across = 340 / max(len(values) - 1, 1)
    points = " ".join(f"{40 + place * across:.1f},{170 - 150 * value:.1f}" for place, value in enumerate(values))
    axes = "<path d='M40 20V170H380' fill='none' stroke='#14202b'/>"
    marks = "<text x='34' y='25' text-anchor='end' font-size='12'>100 %</text>"
    marks += "<text x='34' y='174' text-anchor='end' font-size='12'>0 %</text>"
    line = f"<polyline points='{points}' fill='none' stroke='#2f7fd1' stroke-width='3'/>"
    return f"<svg width='400' height='190' role='img'>{axes}{marks}{line}</svg>{_said('report-curve')}"


def _confusion(read: Sequence[ReadDrawing]) -> str:
    counts = Counter((each.drawn.digit, each.read_as) for each in read)
    head = "".join(f"<th>{digit}</th>" for digit in range(DIGITS))
    rows = []
    for drawn in range(DIGITS):
        cells = []
        for seen in range(DIGITS):
            count = counts[drawn, seen]
            look = " class='right'" if seen == drawn else " class='wrong'" if count else ""
            cells.append(f"<td{look}>{count or '·'}</td>")
        rows.append(f"<tr><th>{drawn}</th>{''.join(cells)}</tr>")
    table = f"<table><tr><th></th>{head}</tr>{''.join(rows)}</table>"
    return f"{_said('report-confusion')}{table}"


def _guessed(votes: Standing) -> str:
    if not votes.rounds:
        return ""
    counts = {"rounds": votes.rounds, "people": votes.people, "network": votes.network}
    return f"<h2>{_safe(say('report-guessed'))}</h2>{_said('guess-standing', **counts)}"


def _pictures(read: Sequence[ReadDrawing]) -> str:
    return "".join(_picture(each) for each in read[-MOST_PICTURES:])


def _picture(each: ReadDrawing) -> str:
    is_right = each.drawn.digit == each.read_as
    sentence = "report-read-right" if is_right else "report-read-wrong"
    words = _safe(say(sentence, digit=str(each.drawn.digit), read=str(each.read_as)))
    address = picture_address(each.drawn.drawing)
    look = "" if is_right else " class='missed'"
    return f'<figure{look}><img src="{address}" alt="{words}"><br>{words}</figure>'
