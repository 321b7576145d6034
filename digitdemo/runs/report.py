"""A run to take along: a report of one page."""

import base64
import html
from typing import Any

import cv2
import numpy as np

from digitdemo.errors import DigitDemoError
from digitdemo.networks.class_names import class_names
from digitdemo.planning.verdict import judge
from digitdemo.runs.run import TEST, Run
from digitdemo.sentences import current_language, say


def report_of(run: Run) -> str:
    """A page to hand in: setting, curves, verdict, confusion, worst errors. One file, no script, nothing to load."""
    history, results = run.history().to_dict("records"), run.results()
    verdict = judge(history, results, *_how_it_learned(run))
    facts = {
        say("report-tested"): _percent(results.get("test_accuracy")),
        say("report-checked"): _percent(history[-1]["check_accuracy"] if history else None),
        say("report-parameters"): f"{results.get('parameters', 0):,}",
        say("report-learning"): f"{results.get('learning_s', 0):.0f} s",
        say("report-reading"): f"{results.get('reading_ms', 0):.2f} ms",
    }
    note = html.escape(str(run.about.get("note", "")))
    remedies = "".join(f"<li>{html.escape(remedy.said())}</li>" for remedy in verdict.remedies)
    reasons = html.escape(" ".join(reason.said() for reason in verdict.reasons))
    body = [
        f"<h1>{html.escape(run.title)}</h1><p>{note}</p>",
        f"<h2>{html.escape(say('report-verdict', word=verdict.title()))}</h2><p>{reasons}</p><ul>{remedies}</ul>",
        _table(facts),
        f"<h2>{html.escape(say('report-curves'))}</h2>"
        + _curve(history, "loss", "check_loss")
        + _curve(history, "accuracy", "check_accuracy"),
        _confusion_and_errors(run),
        f"<h2>{html.escape(say('report-setting'))}</h2>" + _table(_setting_rows(run)),
    ]
    head = f"<meta charset='utf-8'><title>{html.escape(run.title)}</title><style>{_STYLE}</style>"
    return f"<!doctype html><html lang='{current_language()}'>{head}<body>{''.join(body)}</body></html>"


_STYLE = """body{font:16px/1.45 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#14202b}
table{border-collapse:collapse;margin:1rem 0}td,th{border:1px solid #c4d0dc;padding:.2rem .6rem;text-align:right}
th{background:#f0f4f8}svg{margin:0 1rem 1rem 0}img{image-rendering:pixelated;margin:2px}figure{display:inline-block;
margin:4px;text-align:center;font-size:.8rem}"""


def _how_it_learned(run: Run) -> tuple[float | None, str, str]:
    try:
        setting = run.setting()
        return setting.learning_rate, setting.optimiser, setting.initialisation
    except DigitDemoError:
        return None, "", ""


def _setting_rows(run: Run) -> dict[str, str]:
    try:
        changed = run.setting().to_query()
    except DigitDemoError:
        return {}
    return changed or {say("report-everything"): say("report-as-it-comes")}


def _curve(history: list[dict[str, float]], learned: str, checked: str) -> str:
    """Two lines as SVG: grey while learning, orange for the check pictures."""
    if not history:
        return ""
    top = 1.0 if learned == "accuracy" else max(max(line[learned], line[checked]) for line in history) or 1.0
    lines = []
    for name, colour in ((learned, "#8fa3b5"), (checked, "#e08214")):
        across = 360 / max(len(history) - 1, 1)
        points = " ".join(f"{30 + i * across:.1f},{190 - 180 * line[name] / top:.1f}" for i, line in enumerate(history))
        lines.append(f"<polyline points='{points}' fill='none' stroke='{colour}' stroke-width='2'/>")
    words = html.escape(say(f"report-curve-{learned}", top=f"{top:.2g}", epochs=len(history)))
    axes = "<path d='M30 10V190H390' fill='none' stroke='#14202b'/>"
    return f"<figure><svg width='400' height='200' role='img'>{axes}{''.join(lines)}</svg><br/>{words}</figure>"


def _confusion_and_errors(run: Run) -> str:
    arrays = run.arrays(TEST)
    if not arrays.keys() >= {"images", "digits", "probabilities"}:
        return ""
    images, digits, probabilities = arrays["images"], arrays["digits"], arrays["probabilities"]
    readings = probabilities.argmax(axis=1)
    names = [html.escape(name) for name in class_names(run.classes())]
    counts = np.zeros((len(names), len(names)), int)
    np.add.at(counts, (digits, readings), 1)
    head = "".join(f"<th>{name}</th>" for name in names)
    rows = "".join(
        f"<tr><th>{name}</th>{''.join(f'<td>{count}</td>' for count in row)}</tr>"
        for name, row in zip(names, counts, strict=True)
    )
    wrong = np.flatnonzero(readings != digits)
    worst = wrong[np.argsort(-probabilities[wrong].max(axis=1))][:40]
    pictures = "".join(
        f"<figure><img width='56' height='56' alt='' src='data:image/png;base64,{_png(255 - images[i])}'/>"
        f"<br/>{names[digits[i]]} → {names[readings[i]]}</figure>"
        for i in worst
    )
    return (
        f"<h2>{html.escape(say('report-test'))}</h2><table><tr><th>{html.escape(say('report-read-as'))}</th>{head}</tr>"
        f"{rows}</table><h2>{html.escape(say('report-worst'))}</h2><div>{pictures}</div>"
    )


def _png(picture: np.ndarray) -> str:
    return base64.b64encode(cv2.imencode(".png", picture)[1].tobytes()).decode("ascii")


def _table(rows: dict[str, str]) -> str:
    lines = (f"<tr><th>{html.escape(name)}</th><td>{html.escape(value)}</td></tr>" for name, value in rows.items())
    return f"<table>{''.join(lines)}</table>"


def _percent(value: Any) -> str:
    return "–" if value is None else f"{value:.1%}"
