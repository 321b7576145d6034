"""What a run will learn from, as pictures and numbers; and the visitor's own drawings and pictures."""

import dataclasses

import numpy as np
import streamlit as st

from digitdemo.datasets.augmentation import Augmentation, picture_of_strokes, vary_pictures
from digitdemo.datasets.picture_folder import import_zip, picture_sets
from digitdemo.errors import DigitDemoError
from digitdemo.networks.class_names import class_names
from digitdemo.planning.gathering import SOURCES, differs_in_kind
from digitdemo.planning.preview import SplitSizes, preview, preview_test, split_sizes
from digitdemo.planning.setting import Setting
from digitdemo.reading.preprocessing import PEN_WIDTH_IN_BOX_PX
from digitdemo.sentences import say
from digitdemo.server_settings import server_settings
from digitdemo.storage.labelled import (
    LabelledDrawing,
    append_labelled,
    change_label,
    delete_damaged,
    delete_labelled,
    export_labelled,
    import_labelled,
    labelled_names,
    read_labelled,
)
from digitdemo.storage.models import store_folder
from digitdemo.ui.plain_text import plain
from digitdemo.ui.retrain.kept_signs import show_kept_signs
from digitdemo.ui.retrain.pictures import show_digits

SHOWN = 30
EDITED = 60


def show_preview(setting: Setting) -> None:
    """Some of the pictures to learn from, varied as they will be, with the split in numbers."""
    if setting.pictures and not setting.picture_set:
        return  # that there is none is said where it is chosen
    seed = int(st.session_state.get("retrain_preview_seed", 0))
    try:
        sizes = _split(dataclasses.replace(_data_of(setting), seed=setting.seed))
        images, digits, test_images, test_digits = _preview(_data_of(setting), seed)
    except DigitDemoError as error:
        st.info(plain(error))
        return
    st.markdown(say("retrain-split", learn=sizes.learn, check=sizes.check, test=sizes.test))
    if differs_in_kind(setting):
        st.warning(say("retrain-other-kind"), icon=":material/warning:")
    names = class_names(setting.classes)
    with st.container(key="retrain-see"):
        show_digits(images, [names[label] for label in digits], 2, 170)
        st.caption(say("retrain-see-test"))
        show_digits(test_images, [names[label] for label in test_digits], 2, 80)
    if st.button(say("retrain-others"), icon=":material/refresh:", key="retrain_others"):
        st.session_state["retrain_preview_seed"] = seed + 1
        st.rerun()


def _data_of(setting: Setting) -> Setting:
    """The part of a setting that the preview depends on, so that other changes find it in the cache."""
    kept = {name: getattr(setting, name) for name in SOURCES}
    return Setting(
        **kept,
        picture_set=setting.picture_set,
        saturate=setting.saturate,
        handwriting=setting.handwriting,
        augmentation=setting.augmentation,
        test=setting.test,
    )


@st.cache_data(max_entries=20, ttl=60, show_spinner=False)
def _split(setting: Setting) -> SplitSizes:
    return split_sizes(setting)


@st.cache_data(max_entries=20, ttl=60, show_spinner=False)
def _preview(setting: Setting, seed: int) -> tuple[np.ndarray, ...]:
    part = preview(dataclasses.replace(setting, seed=seed), SHOWN)
    images = part.images
    if setting.augmentation != Augmentation() and len(images):
        images = vary_pictures(images, setting.augmentation, np.random.default_rng(seed))
    test = preview_test(dataclasses.replace(setting, seed=seed), SHOWN // 3)
    return images, part.digits, test.images, test.digits


def show_my_data() -> None:
    """Labelled drawings: look, correct, take away, carry along; signs kept on Calculate; and pictures in zips."""
    names = ("retrain-source-drawings", "retrain-source-symbols", "retrain-source-pictures")
    drawings, signs, pictures = st.tabs([say(name) for name in names])
    with drawings:
        _show_drawings()
    with signs:
        show_kept_signs()
    with pictures:
        _show_pictures()


def _show_drawings() -> None:
    names = labelled_names()[::-1]
    st.markdown(say("retrain-drawings-kept", count=len(names), folder=f"`{store_folder()}`"))
    _show_undo()
    pages = max(1, -(-len(names) // EDITED))
    page = (
        int(st.number_input(say("retrain-drawings-page", pages=pages), 1, pages, key="retrain_drawings_page"))
        if pages > 1
        else 1
    )
    labelled, damaged = read_labelled(names[(page - 1) * EDITED : page * EDITED])
    _show_damaged(damaged)
    for row in range(0, len(labelled), 6):
        for column, entry in zip(st.columns(6), labelled[row : row + 6], strict=False):
            with column:
                _show_drawing(entry)
    _show_export_and_import()


def _show_drawing(entry: LabelledDrawing) -> None:
    """One drawing with its digit, to be corrected or deleted."""
    picture = picture_of_strokes(entry.drawing.strokes, PEN_WIDTH_IN_BOX_PX)
    show_digits(picture[None], [str(entry.digit)], 2)
    is_a = say("retrain-drawing-is")
    digit = st.selectbox(is_a, range(10), entry.digit, key=f"retrain_label_{entry.name}")
    if digit != entry.digit:
        change_label(entry.name, int(digit))
        st.rerun()
    if st.button(say("retrain-delete"), key=f"retrain_delete_drawing_{entry.name}"):
        st.session_state["retrain_deleted_drawing"] = delete_labelled(entry.name)
        st.rerun()


def _show_export_and_import() -> None:
    with st.container(horizontal=True):
        st.download_button(
            say("retrain-drawings-export"), export_labelled, "drawings.zip", key="retrain_export_drawings"
        )
    most = server_settings()
    uploaded = st.file_uploader(
        say("retrain-drawings-import", most=most.max_drawings_a_zip, in_all=most.max_drawings),
        type="zip",
        key="retrain_import_drawings",
    )
    if uploaded is not None and st.button(say("retrain-take-in"), key="retrain_take_in_drawings"):
        try:
            taken = import_labelled(uploaded.getvalue())
            st.success(say("retrain-drawings-taken", count=taken.new, left_out=taken.left_out))
        except DigitDemoError as error:
            st.error(plain(error))


def _show_damaged(names: list[str]) -> None:
    """Say which files cannot be read; they are left out everywhere."""
    if not names:
        return
    st.warning(say("retrain-drawings-damaged", files=plain(", ".join(names[:10]))))
    st.button(say("retrain-drawings-remove"), key="retrain_remove_damaged", on_click=delete_damaged, args=(names,))


def _show_undo() -> None:
    deleted = st.session_state.get("retrain_deleted_drawing")
    if deleted is not None and st.button(
        say("retrain-undo-deletion"), icon=":material/undo:", key="retrain_undo_drawing"
    ):
        append_labelled(deleted.drawing, deleted.digit, deleted.person)
        del st.session_state["retrain_deleted_drawing"]
        st.rerun()


def _show_pictures() -> None:
    st.markdown(say("retrain-pictures-how", layout="`person/digit/picture.png`"))
    sets = picture_sets()
    if sets:
        st.caption(say("retrain-pictures-here", sets=plain(", ".join(sets))))
    uploaded = st.file_uploader(say("retrain-pictures-zip"), type="zip", key="retrain_pictures_zip")
    if uploaded is not None and st.button(say("retrain-take-in"), key="retrain_take_in_pictures"):
        try:
            with st.spinner(say("retrain-pictures-looking")):
                kept = import_zip(uploaded.name.removesuffix(".zip"), uploaded.getvalue())
            persons = len(np.unique(kept.persons))
            st.success(say("retrain-pictures-taken", count=len(kept.digits), persons=persons, left_out=kept.left_out))
        except DigitDemoError as error:
            st.error(plain(error))
