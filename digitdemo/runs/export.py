"""A run to take along: TensorBoard's event files and a one-page report, written without TensorFlow."""

import base64
import csv
import html
import io
import struct
import zipfile
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from digitdemo.errors import DigitDemoError
from digitdemo.planning.setting import Setting
from digitdemo.planning.verdict import judge
from digitdemo.runs.run import Run

_LEARN, _CHECK = "train", "validation"
_CASTAGNOLI = 0x82F63B78


def history_of(run: Run) -> list[dict[str, float]]:
    """The lines of ``history.csv``."""
    return _numbers(run.folder / "history.csv")


def tensorboard_of(run: Run) -> bytes:
    """A zip of event files; unpack it and start ``tensorboard --logdir`` on the folder."""
    began = run.status().started_at or run.status().queued_at
    scalars: dict[str, list[tuple[int, dict[str, float]]]] = {_LEARN: [], _CHECK: []}
    for line in _numbers(run.folder / "batches.csv"):
        values = {f"batch_{name}": line[name] for name in ("loss", "accuracy", "learning_rate") if name in line}
        scalars[_LEARN].append((int(line["batch"]), values))
    for line in history_of(run):
        epoch = int(line["epoch"])
        scalars[_LEARN].append((epoch, {"epoch_loss": line["loss"], "epoch_accuracy": line["accuracy"]}))
        scalars[_CHECK].append((epoch, {"epoch_loss": line["check_loss"], "epoch_accuracy": line["check_accuracy"]}))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, lines in scalars.items():
            archive.writestr(f"{run.name}/{part}/events.out.tfevents.{int(began)}.digitdemo", _events(lines, began))
    return packed.getvalue()


def _events(lines: list[tuple[int, dict[str, float]]], began: float) -> bytes:
    """TensorBoard's file: records of ``Event`` messages (tensorboard/compat/proto/event.proto)."""
    records = [_record(_double(1, began) + _bytes(3, b"brain.Event:2"))]
    for step, values in lines:
        summary = b"".join(_bytes(1, _bytes(1, name.encode()) + _float(2, value)) for name, value in values.items())
        records.append(_record(_double(1, began + step) + _varint(2, step) + _bytes(5, summary)))
    return b"".join(records)


def _record(content: bytes) -> bytes:
    """A TFRecord: length, its masked checksum, content, its masked checksum."""
    length = struct.pack("<Q", len(content))
    return length + struct.pack("<I", _masked_crc(length)) + content + struct.pack("<I", _masked_crc(content))


def _masked_crc(content: bytes) -> int:
    crc = 0xFFFFFFFF
    for byte in content:
        crc = _CRC_TABLE[(crc ^ byte) & 0xFF] ^ (crc >> 8)
    crc ^= 0xFFFFFFFF
    return (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF


def _crc_of_byte(value: int) -> int:
    for _ in range(8):
        value = (value >> 1) ^ (_CASTAGNOLI if value & 1 else 0)
    return value


_CRC_TABLE = [_crc_of_byte(value) for value in range(256)]


def _varint(field: int, value: int) -> bytes:
    return _number(field << 3) + _number(value)


def _double(field: int, value: float) -> bytes:
    return _number(field << 3 | 1) + struct.pack("<d", value)


def _float(field: int, value: float) -> bytes:
    return _number(field << 3 | 5) + struct.pack("<f", value)


def _bytes(field: int, value: bytes) -> bytes:
    return _number(field << 3 | 2) + _number(len(value)) + value


def _number(value: int) -> bytes:
    """Protocol Buffers' variable-length integer."""
    written = bytearray()
    while value > 0x7F:
        written.append(value & 0x7F | 0x80)
        value >>= 7
    written.append(value)
    return bytes(written)


def report_of(run: Run) -> str:
    """A page to hand in: setting, curves, verdict, confusion, worst errors. One file, no script, nothing to load."""
    history, results = history_of(run), run.results()
    verdict = judge(history, results, _learning_rate(run))
    facts = {
        "test pictures read right": _percent(results.get("test_accuracy")),
        "check pictures read right": _percent(history[-1]["check_accuracy"] if history else None),
        "parameters": f"{results.get('parameters', 0):,}",
        "learning time": f"{results.get('learning_s', 0):.0f} s",
        "running time": f"{results.get('reading_ms', 0):.2f} ms a digit",
    }
    note = html.escape(str(run.about.get("note", "")))
    remedies = "".join(f"<li>{html.escape(remedy)}</li>" for remedy in verdict.remedies)
    body = [
        f"<h1>{html.escape(run.title)}</h1><p>{note}</p>",
        f"<h2>Verdict: {verdict.word}</h2><p>{html.escape(' '.join(verdict.reasons))}</p><ul>{remedies}</ul>",
        _table(facts),
        "<h2>Learning</h2>" + _curve(history, "loss", "check_loss") + _curve(history, "accuracy", "check_accuracy"),
        _confusion_and_errors(run),
        "<h2>Setting</h2>" + _table(_setting_rows(run)),
    ]
    return f"<!doctype html><html lang='en'><meta charset='utf-8'><title>{html.escape(run.title)}</title>" + (
        f"<style>{_STYLE}</style><body>{''.join(body)}</body></html>"
    )


_STYLE = """body{font:16px/1.45 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#14202b}
table{border-collapse:collapse;margin:1rem 0}td,th{border:1px solid #c4d0dc;padding:.2rem .6rem;text-align:right}
th{background:#f0f4f8}svg{margin:0 1rem 1rem 0}img{image-rendering:pixelated;margin:2px}figure{display:inline-block;
margin:4px;text-align:center;font-size:.8rem}"""


def _learning_rate(run: Run) -> float | None:
    try:
        return Setting.from_json(run.setting_text()).learning_rate
    except DigitDemoError:
        return None


def _setting_rows(run: Run) -> dict[str, str]:
    try:
        changed = Setting.from_json(run.setting_text()).to_query()
    except DigitDemoError:
        return {}
    return changed or {"everything": "as it comes"}


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
    words = f"{learned}, 0 to {top:.2g}, over {len(history)} epochs; orange: check pictures"
    axes = "<path d='M30 10V190H390' fill='none' stroke='#14202b'/>"
    return f"<figure><svg width='400' height='200' role='img'>{axes}{''.join(lines)}</svg><br/>{words}</figure>"


def _confusion_and_errors(run: Run) -> str:
    try:
        with np.load(run.folder / "test.npz", allow_pickle=False) as arrays:
            images, digits, probabilities = arrays["images"], arrays["digits"], arrays["probabilities"]
    except (OSError, ValueError, KeyError):
        return ""
    readings = probabilities.argmax(axis=1)
    counts = np.zeros((10, 10), int)
    np.add.at(counts, (digits, readings), 1)
    head = "".join(f"<th>{digit}</th>" for digit in range(10))
    rows = "".join(
        f"<tr><th>is {digit}</th>{''.join(f'<td>{count}</td>' for count in counts[digit])}</tr>" for digit in range(10)
    )
    wrong = np.flatnonzero(readings != digits)
    worst = wrong[np.argsort(-probabilities[wrong].max(axis=1))][:40]
    pictures = "".join(
        f"<figure><img width='56' height='56' alt='' src='data:image/png;base64,{_png(255 - images[i])}'/>"
        f"<br/>{digits[i]} → {readings[i]}</figure>"
        for i in worst
    )
    return (
        f"<h2>Test</h2><table><tr><th>read as</th>{head}</tr>{rows}</table><h2>Worst errors</h2><div>{pictures}</div>"
    )


def _png(picture: np.ndarray) -> str:
    return base64.b64encode(cv2.imencode(".png", picture)[1].tobytes()).decode("ascii")


def _table(rows: dict[str, str]) -> str:
    lines = (f"<tr><th>{html.escape(name)}</th><td>{html.escape(value)}</td></tr>" for name, value in rows.items())
    return f"<table>{''.join(lines)}</table>"


def _percent(value: Any) -> str:
    return "–" if value is None else f"{value:.1%}"


def _numbers(path: Path) -> list[dict[str, float]]:
    """A CSV file's lines as numbers; a line that is not complete yet is left out."""
    try:
        with path.open(newline="", encoding="utf-8") as file:
            lines = list(csv.DictReader(file))
    except OSError:
        return []
    numbers = []
    for line in lines:
        try:
            numbers.append({name: float(value) for name, value in line.items()})
        except (TypeError, ValueError):
            continue
    return numbers
