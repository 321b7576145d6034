"""A run as TensorBoard's event files, written without TensorFlow."""

import io
import struct
import zipfile

from digitdemo.runs.run import Run

_LEARN, _CHECK = "train", "validation"
_CASTAGNOLI = 0x82F63B78


def tensorboard_of(run: Run) -> bytes:
    """A zip of event files; unpack it and start ``tensorboard --logdir`` on the folder."""
    began = run.status().started_at or run.status().queued_at
    scalars: dict[str, list[tuple[int, dict[str, float]]]] = {_LEARN: [], _CHECK: []}
    for line in run.batches().to_dict("records"):
        values = {f"batch_{name}": line[name] for name in ("loss", "accuracy", "learning_rate") if name in line}
        scalars[_LEARN].append((int(line["batch"]), values))
    for line in run.history().to_dict("records"):
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
