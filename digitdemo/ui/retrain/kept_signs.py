"""Signs that visitors put right on Calculate: what the source Symbols learns from beside its file."""

import streamlit as st

from digitdemo.datasets.augmentation import picture_of_strokes
from digitdemo.networks.class_names import class_name
from digitdemo.reading.preprocessing import PEN_WIDTH_IN_BOX_PX
from digitdemo.sentences import say
from digitdemo.storage.labelled_signs import delete_sign, list_signs
from digitdemo.ui.retrain.pictures import show_digits

_SHOWN, _A_ROW = 60, 6


def show_kept_signs() -> None:
    """The newest of them, each to be taken away."""
    kept = list_signs()[::-1]
    st.markdown(say("retrain-signs-kept", count=len(kept)))
    for row in range(0, min(len(kept), _SHOWN), _A_ROW):
        for column, sign in zip(st.columns(_A_ROW), kept[row : min(row + _A_ROW, _SHOWN)], strict=False):
            with column:
                picture = picture_of_strokes(sign.drawing.strokes, PEN_WIDTH_IN_BOX_PX)
                show_digits(picture[None], [class_name(sign.sign)], 2)
                st.button(
                    say("retrain-delete"),
                    key=f"retrain_delete_sign_{sign.name}",
                    on_click=delete_sign,
                    args=(sign.name,),
                )
