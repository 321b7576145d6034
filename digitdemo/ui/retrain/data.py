"""What a run will learn from, as pictures and numbers; and the visitor's own drawings and pictures."""

import dataclasses

import numpy as np
import streamlit as st

from digitdemo.datasets.augmentation import Augmentation, picture_of_strokes, vary_pictures
from digitdemo.datasets.picture_folder import import_zip, picture_sets
from digitdemo.errors import DigitDemoError
from digitdemo.planning.gathering import CHECK_SHARE, MAX_CHECK, differs_in_kind, preview, preview_test
from digitdemo.planning.setting import Setting
from digitdemo.reading.preprocessing import PEN_WIDTH_IN_BOX_PX
from digitdemo.server_settings import server_settings
from digitdemo.storage.labelled import (
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
from digitdemo.ui.retrain.pictures import show_digits
from digitdemo.ui.retrain.setting import SOURCES, TEST_NAMES

SHOWN = 42
COUNTED = {
    "synthetic": "synthetic digits",
    "mnist": "pictures of MNIST",
    "drawings": "of my drawings at most",
    "pictures": "imported pictures at most",
}
OTHER_KIND = (
    "You train and test on different kinds of pictures. The test then measures how well the network gets along with "
    "strangers, not how well it learned. The course’s rule: choose check and test pictures like those it will meet."
)
EDITED = 60


def show_preview(setting: Setting) -> None:
    """Some of the pictures to learn from, varied as they will be, with the split in numbers."""
    st.markdown(_split_words(setting))
    if differs_in_kind(setting):
        st.warning(OTHER_KIND, icon=":material/warning:")
    if st.button("Others", icon=":material/refresh:", key="retrain_others"):
        st.session_state["retrain_preview_seed"] = st.session_state.get("retrain_preview_seed", 0) + 1
    seed = int(st.session_state.get("retrain_preview_seed", 0))
    try:
        images, digits, test_images, test_digits = _preview(_without_learning(setting), seed)
    except DigitDemoError as error:
        st.info(plain(error))
        return
    learn, test = st.columns([3, 1])
    with learn:
        st.caption("To learn from")
        show_digits(images, [str(digit) for digit in digits], 2, 170)
    with test:
        st.caption("To test with")
        show_digits(test_images, [str(digit) for digit in test_digits], 2, 170)


def _split_words(setting: Setting) -> str:
    kinds = [f"{getattr(setting, name):,} {words}" for name, words in COUNTED.items() if getattr(setting, name)]
    check = min(MAX_CHECK, int(setting.training_pictures * CHECK_SHARE))
    test = TEST_NAMES[setting.test]
    return (
        f"To learn from: **{', '.join(kinds) or 'nothing yet'}**. To check with after each epoch: about {check:,} "
        f"others of the same kind. To test with at the end: {test}. Pictures by one person stay in one part."
    )


def _without_learning(setting: Setting) -> Setting:
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
def _preview(setting: Setting, seed: int) -> tuple[np.ndarray, ...]:
    part = preview(dataclasses.replace(setting, seed=seed), SHOWN)
    images = part.images
    if setting.augmentation != Augmentation() and len(images):
        images = vary_pictures(images, setting.augmentation, np.random.default_rng(seed))
    test = preview_test(dataclasses.replace(setting, seed=seed), SHOWN // 3)
    return images, part.digits, test.images, test.digits


def show_my_data() -> None:
    """Labelled drawings: look, correct, take away, carry along; and pictures in zips."""
    drawings, pictures = st.tabs(["My drawings", "Pictures"])
    with drawings:
        _show_drawings()
    with pictures:
        _show_pictures()


def _show_drawings() -> None:
    names = labelled_names()[::-1]
    st.markdown(f"{len(names):,} labelled drawings are kept in `{store_folder()}`, the newest first.")
    _show_undo()
    pages = max(1, -(-len(names) // EDITED))
    page = int(st.number_input(f"Page, of {pages:,}", 1, pages, key="retrain_drawings_page")) if pages > 1 else 1
    labelled, damaged = read_labelled(names[(page - 1) * EDITED : page * EDITED])
    _show_damaged(damaged)
    for row in range(0, len(labelled), 6):
        for column, entry in zip(st.columns(6), labelled[row : row + 6], strict=False):
            with column:
                picture = picture_of_strokes(entry.drawing.strokes, PEN_WIDTH_IN_BOX_PX)
                show_digits(picture[None], [f"a {entry.digit}"], 2)
                digit = st.selectbox("It is a", range(10), entry.digit, key=f"retrain_label_{entry.name}")
                if digit != entry.digit:
                    change_label(entry.name, int(digit))
                    st.rerun()
                if st.button("Delete", key=f"retrain_delete_drawing_{entry.name}"):
                    st.session_state["retrain_deleted_drawing"] = delete_labelled(entry.name)
                    st.rerun()
    with st.container(horizontal=True):
        st.download_button("Export all", export_labelled, "drawings.zip", key="retrain_export_drawings")
    most = server_settings()
    uploaded = st.file_uploader(
        f"Bring an export back (at most {most.max_drawings_a_zip:,} drawings a zip; {most.max_drawings:,} in all)",
        type="zip",
        key="retrain_import_drawings",
    )
    if uploaded is not None and st.button("Take in", key="retrain_take_in_drawings"):
        try:
            taken = import_labelled(uploaded.getvalue())
            st.success(f"{taken.new:,} new drawings; {taken.left_out:,} files could not be used.")
        except DigitDemoError as error:
            st.error(plain(error))


def _show_damaged(names: list[str]) -> None:
    """Say which files cannot be read; they are left out everywhere."""
    if not names:
        return
    st.warning(f"These files are no drawings of a digit, and are left out: {', '.join(names[:10])}.")
    st.button("Remove them", key="retrain_remove_damaged", on_click=delete_damaged, args=(names,))


def _show_undo() -> None:
    deleted = st.session_state.get("retrain_deleted_drawing")
    if deleted is not None and st.button("Undo the deletion", icon=":material/undo:", key="retrain_undo_drawing"):
        append_labelled(deleted.drawing, deleted.digit, deleted.person)
        del st.session_state["retrain_deleted_drawing"]
        st.rerun()


def _show_pictures() -> None:
    st.markdown("A zip of pictures laid out `person/digit/picture.png`, like those of github.com/kensanata/numbers.")
    sets = picture_sets()
    if sets:
        st.caption(f"Here already: {', '.join(sets)}.")
    uploaded = st.file_uploader("Zip of pictures", type="zip", key="retrain_pictures_zip")
    if uploaded is not None and st.button("Take in", key="retrain_take_in_pictures"):
        try:
            with st.spinner("Looking for the digits on the pictures …"):
                kept = import_zip(uploaded.name.removesuffix(".zip"), uploaded.getvalue())
            persons = len(np.unique(kept.persons))
            st.success(f"{len(kept.digits):,} pictures by {persons} persons; {kept.left_out} could not be used.")
        except DigitDemoError as error:
            st.error(plain(error))
