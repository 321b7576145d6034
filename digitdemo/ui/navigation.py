"""The pages, in the order of the menu."""

from pathlib import Path

import streamlit as st

from digitdemo.sentences import say
from digitdemo.ui.classroom.following import show_whom_it_follows
from digitdemo.ui.frame import show_frame
from digitdemo.ui.session import arrive_at

PAGES_FOLDER = Path(__file__).resolve().parents[2] / "pages"

STYLE = Path(__file__).with_name("style.css")

ICON = Path(__file__).with_name("icon.png")

PAGES = (
    # file, title (a sentence's id), path, icon
    ("draw.py", "navigation-draw", "", ":material/draw:"),
    ("number.py", "navigation-number", "number", ":material/123:"),
    ("calculate.py", "navigation-calculate", "calculate", ":material/calculate:"),
    ("push.py", "navigation-push", "push", ":material/rotate_right:"),
    ("inside.py", "navigation-inside", "inside", ":material/grid_view:"),
    ("learning.py", "navigation-learning", "learning", ":material/trending_down:"),
    ("compare.py", "navigation-compare", "compare", ":material/balance:"),
    ("retrain.py", "navigation-retrain", "retrain", ":material/model_training:"),
    ("lesson.py", "navigation-class", "class", ":material/school:"),
    ("projector.py", "navigation-show", "show", ":material/co_present:"),
    ("phone.py", "navigation-join", "join", ":material/smartphone:"),
    ("privacy.py", "privacy-title", "privacy", ":material/shield_person:"),
)

NOT_IN_THE_MENU = ("show", "join", "privacy")
"""A class's projector and phones, and what is kept of them: whoever comes there has followed a link."""


def show_chosen_page() -> None:
    """Run the page that the address names."""
    st.set_page_config(page_title="digitdemo", page_icon=str(ICON), layout="wide")
    pages = [
        st.Page(
            PAGES_FOLDER / file,
            title=say(title),
            url_path=path,
            icon=icon,
            default=not path,
            visibility="hidden" if path in NOT_IN_THE_MENU else "visible",
        )
        for file, title, path, icon in PAGES
    ]
    st.html(STYLE)
    chosen = st.navigation(pages, position="top")
    arrive_at(chosen.url_path)
    show_frame([page for page in pages if page.url_path not in NOT_IN_THE_MENU], chosen)
    show_whom_it_follows(next(Path(file).stem for file, _, path, _ in PAGES if path == chosen.url_path))
    chosen.run()
