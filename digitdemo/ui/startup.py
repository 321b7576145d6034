"""What happens before the first visitor comes."""

import asyncio
import gc
import importlib
import logging
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import streamlit as st
from streamlit import net_util
from streamlit.runtime.pages_manager import PagesManager

from digitdemo.sentences import say

LOGGER = logging.getLogger("digitdemo")

COLLECT_EVERY_S = 5.0


def require_system_libraries() -> None:
    """Stop with the packages to install where OpenCV's system libraries are missing."""
    try:
        importlib.import_module("cv2")
    except ImportError as error:
        sys.exit(say("server-libraries-missing", reason=error))


def stay_at_home() -> None:
    """Keep Streamlit from asking a server on the internet for this machine's address; the local ones are enough.

    It asks when a browser comes under a name that it does not know. There is no setting for it; the answer that it
    remembers is an empty one here.
    """
    net_util._external_ip = ""


def declare_own_menu() -> None:
    """Keep Streamlit from taking every file in ``pages/`` for a page by itself.

    Until the first script has called ``st.navigation`` it would: whoever opened ``/inside`` first on a fresh server
    saw that file alone, under Streamlit's own menu.
    """
    PagesManager.uses_pages_directory = False


@asynccontextmanager
async def warm_up(_app: Any) -> AsyncIterator[dict[str, Any]]:
    """Load the shipped network and what the pages import, so that no visitor waits for it.

    Freezing what start-up has loaded leaves the garbage collector little to walk.
    """
    from digitdemo.classroom.relay import hear_other_processes
    from digitdemo.errors import DigitDemoError
    from digitdemo.server_settings import problems
    from digitdemo.storage.shared_choice import shared_choice
    from digitdemo.ui.session import recognizer

    declare_own_menu()
    for problem in problems():
        LOGGER.error("%s", problem)
    importlib.import_module("pandas")  # Streamlit looks for tables in what a canvas is given: 0.7 s at the first one
    try:
        recognizer(shared_choice()).read_strokes([[(40, 30), (60, 200)]])
    except DigitDemoError as error:
        LOGGER.error("The shipped network cannot be used: %s", error)
    hear_other_processes()
    gc.collect()
    gc.freeze()
    _print_address_for_phones()
    collecting = asyncio.create_task(_collect_now_and_then())
    yield {}
    collecting.cancel()


async def _collect_now_and_then() -> None:
    """Collect garbage in Streamlit's place, which would after every run of a page (``runner.postScriptGC``).

    With a class of forty that took a third of the server's processor, every collection holding up every session.
    """
    while True:
        await asyncio.sleep(COLLECT_EVERY_S)
        gc.collect()


def _print_address_for_phones() -> None:
    """Streamlit prints the address for this machine; a class needs the one for the others."""
    address = net_util.get_internal_ip()
    if address:
        url = f"http://{address}:{st.get_option('server.port')}"
        print(f"  {say('server-phones', address=url)}\n", flush=True)


def log_script_error(error: Exception) -> bool:
    """Keep tracebacks in the log and off the page; the visitor is told in a sentence."""
    from digitdemo.errors import DigitDemoError
    from digitdemo.ui.plain_text import plain

    if isinstance(error, DigitDemoError):  # its own sentence is for people: no traceback
        LOGGER.warning("A page could not do what was asked: %s", error)
        st.error(plain(error), icon=":material/error:")
        return True
    LOGGER.error("A page failed", exc_info=error)
    st.error(say("server-page-failed"))
    return True
