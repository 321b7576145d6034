"""The builder: blocks, the picture of the network, its code."""

import dataclasses
import html
from typing import Any

import pandas as pd
import streamlit as st

from digitdemo.errors import DigitDemoError, SettingError
from digitdemo.networks.blocks import parse_blocks, write_blocks
from digitdemo.networks.kinds.kind import KERNEL_PX, STRIDE_PX, Block
from digitdemo.networks.kinds.table import BLOCK_KINDS
from digitdemo.networks.layers import PlannedLayer, count_multiplications, count_parameters, layers_in_order
from digitdemo.networks.presets import PRESETS, notation_of
from digitdemo.planning.keras_code import network_code, training_code
from digitdemo.planning.setting import Setting
from digitdemo.sentences import say
from digitdemo.ui.plain_text import plain
from digitdemo.ui.retrain.setting import keep_setting
from digitdemo.ui.retrain.widgets import forget
from digitdemo.ui.retrain.words import layer_name

_COLUMNS = ["kind", "size", "kernel", "stride", "padded"]


def _columns() -> dict[str, Any]:
    """What each column offers; the limits are those of the kinds of blocks."""
    most = max(kind.sizes.high for kind in BLOCK_KINDS.values() if kind.sizes)
    number = st.column_config.NumberColumn
    return {
        "kind": st.column_config.SelectboxColumn(
            say("retrain-block"), options=list(BLOCK_KINDS), required=True, width="medium",
            format_func=lambda name: say(BLOCK_KINDS[str(name)].sentence),
        ),
        "size": number(
            say("retrain-block-size"), min_value=0, max_value=int(most), help=say("retrain-block-size-help")
        ),
        "kernel": number(
            say("retrain-block-kernel"), min_value=int(KERNEL_PX.low), max_value=int(KERNEL_PX.high),
            help=say("retrain-block-kernel-help"),
        ),
        "stride": number(
            say("retrain-block-stride"), min_value=int(STRIDE_PX.low), max_value=int(STRIDE_PX.high),
            help=say("retrain-block-stride-help"),
        ),
        "padded": st.column_config.CheckboxColumn(say("retrain-block-padding"), help=say("retrain-block-padding-help")),
    }  # fmt: skip


def choose_blocks(setting: Setting) -> None:
    """Edit the blocks; a preset that is changed becomes a network of one's own."""
    if setting.start_from:
        return
    notation = notation_of(setting.architecture)
    try:
        blocks = parse_blocks(notation)
    except SettingError as error:
        st.error(plain(error))
        blocks = ()
    st.caption(say("retrain-blocks"))
    shown = pd.DataFrame([dataclasses.asdict(block) for block in blocks], columns=[*_COLUMNS, "biased"])
    edited = st.data_editor(
        shown[_COLUMNS],
        column_config=_columns(),
        num_rows="dynamic",
        hide_index=True,
        key=f"retrain_w_blocks_{notation}",
    )
    changed = write_blocks(_blocks_of(edited, blocks))
    if changed != write_blocks(blocks):
        name = next((name for name, preset in PRESETS.items() if preset.notation == changed), changed)
        forget("architecture")
        keep_setting(dataclasses.replace(setting, architecture=name))
        st.rerun()


def _blocks_of(table: pd.DataFrame, before: tuple[Block, ...]) -> list[Block]:
    blocks = []
    for index, row in enumerate(table.to_dict("records")):
        kind = BLOCK_KINDS.get(str(row.get("kind")))
        if kind is None:
            continue  # a line just added, whose kind is not chosen yet
        biased = index < len(before) and before[index].biased and kind.can_pad
        blocks.append(
            Block(
                kind.name,
                _number(row.get("size")) or kind.usual_size,
                _number(row.get("kernel")) or 3,
                _number(row.get("stride")),
                row.get("padded") is not False,
                biased,
            )
        )
    return blocks


def _number(value: object) -> int:
    return int(value) if isinstance(value, int | float) and value == value else 0


def show_layers(setting: Setting) -> None:
    """The network as a row of boxes with its shapes."""
    if setting.start_from:
        st.caption(say("retrain-network-stored"))
        return
    layers = _layers_of(setting)
    if layers:
        counts = {"parameters": count_parameters(layers), "multiplications": count_multiplications(layers)}
        st.markdown(say("retrain-network-counts", **counts))
        boxes = "".join(_box(layer, given) for layer, given in layers_in_order(layers))
        st.html(f'<div class="dd-layers">{boxes}</div>')


def show_code(setting: Setting) -> None:
    """The same as code that runs."""
    layers = [] if setting.start_from else _layers_of(setting)
    if layers and st.toggle(say("retrain-code"), key="retrain_code"):
        st.caption(say("retrain-code-caption"))
        st.code(network_code(layers) + "\n" + training_code(setting), language="python")


def _layers_of(setting: Setting) -> list[PlannedLayer]:
    """None where they do not fit, which is said under Train."""
    try:
        return setting.layers()
    except DigitDemoError:
        return []


def _box(layer: PlannedLayer, given: tuple[int, ...]) -> str:
    """One layer: as high as its map is large, with its name, shape and parameters."""
    height = 18 + 3 * layer.shape[0] if len(layer.shape) == 3 else 18 + min(layer.shape[0], 128) // 2
    shape = "×".join(map(str, layer.shape))
    words = layer_name(layer.name)
    alt = html.escape(say("retrain-layer", layer=words, shape=shape, parameters=layer.parameters))
    kind = "dd-deep" if layer.parameters else ""
    return (
        f'<figure title="{alt}"><span class="dd-box {kind}" style="height:{min(height, 104)}px"></span>'
        f"<figcaption><b>{html.escape(words)}</b><br>{shape}<br><small>{layer.parameters:,}</small></figcaption></figure>"
    )
