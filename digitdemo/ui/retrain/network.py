"""The builder: blocks, the picture of the network, its code."""

import dataclasses
import html

import pandas as pd
import streamlit as st

from digitdemo.errors import DigitDemoError, SettingError
from digitdemo.networks.blocks import KINDS, Block, parse_blocks, write_blocks
from digitdemo.networks.layers import PlannedLayer, count_multiplications, count_parameters, layers_in_order
from digitdemo.networks.presets import PRESETS, notation_of
from digitdemo.planning.keras_code import network_code, training_code
from digitdemo.planning.setting import Setting
from digitdemo.ui.plain_text import plain
from digitdemo.ui.retrain.setting import forget, keep_setting

_SIZED = {"convolution": 16, "max pooling": 2, "mean pooling": 2, "dropout": 25, "dense": 64}
COLUMNS = {
    "kind": st.column_config.SelectboxColumn("Block", options=list(KINDS), required=True, width="medium"),
    "size": st.column_config.NumberColumn(
        "Size", min_value=0, max_value=4096, help="Filters, units, window in pixels, or percent of dropout."
    ),
    "kernel": st.column_config.NumberColumn("Kernel", min_value=1, max_value=28, help="Side in pixels."),
    "stride": st.column_config.NumberColumn("Stride", min_value=0, max_value=28, help="0: the usual."),
    "padded": st.column_config.CheckboxColumn("Padding", help="The map keeps its size."),
}


def choose_network(setting: Setting) -> None:
    """Edit the blocks; a preset that is changed becomes a network of one's own."""
    if setting.start_from:
        st.caption("The stored network brings its own layers.")
        return
    notation = notation_of(setting.architecture)
    try:
        blocks = parse_blocks(notation)
    except SettingError as error:
        st.error(plain(error))
        blocks = ()
    st.caption("Add, change or delete blocks. Ten outputs always follow.")
    shown = pd.DataFrame([dataclasses.asdict(block) for block in blocks], columns=[*COLUMNS, "biased"])
    edited = st.data_editor(
        shown[list(COLUMNS)],
        column_config=COLUMNS,
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
        kind = row.get("kind")
        if kind not in KINDS:
            continue  # a line just added, whose kind is not chosen yet
        biased = index < len(before) and before[index].biased and kind == "convolution"
        blocks.append(
            Block(
                str(kind),
                _number(row.get("size")) or _SIZED.get(str(kind), 0),
                _number(row.get("kernel")) or 3,
                _number(row.get("stride")),
                row.get("padded") is not False,
                biased,
            )
        )
    return blocks


def _number(value: object) -> int:
    return int(value) if isinstance(value, int | float) and value == value else 0


def show_network(setting: Setting) -> None:
    """The network as a row of boxes with its shapes; then the same as a table and as code."""
    if setting.start_from:
        st.caption("The stored network’s layers: see Look inside.")
        return
    try:
        layers = setting.layers()
    except DigitDemoError as error:
        st.error(plain(error), icon=":material/error:")
        return
    facts = f"{count_parameters(layers):,} parameters, {count_multiplications(layers):,} multiplications a picture."
    st.markdown(facts)
    st.html(f'<div class="dd-layers">{"".join(_box(layer, given) for layer, given in layers_in_order(layers))}</div>')
    with st.expander("As Keras code", icon=":material/code:"):
        st.caption("Copy it into a notebook: it builds the same network and trains it on MNIST.")
        st.code(network_code(layers) + "\n" + training_code(setting), language="python")


def _box(layer: PlannedLayer, given: tuple[int, ...]) -> str:
    """One layer: as high as its map is large, with its name, shape and parameters."""
    height = 18 + 3 * layer.shape[0] if len(layer.shape) == 3 else 18 + min(layer.shape[0], 128) // 2
    shape = "×".join(map(str, layer.shape))
    words = layer.name.replace("_", " ")
    alt = html.escape(f"{words}: {shape}, {layer.parameters:,} parameters")
    kind = "dd-deep" if layer.parameters else ""
    return (
        f'<figure title="{alt}"><span class="dd-box {kind}" style="height:{min(height, 104)}px"></span>'
        f"<figcaption><b>{html.escape(words)}</b><br>{shape}<br><small>{layer.parameters:,}</small></figcaption></figure>"
    )
