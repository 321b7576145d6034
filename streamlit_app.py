"""The app: navigation, warm-up, HTTP routes. Start it with ``streamlit run streamlit_app.py``.

Streamlit runs this file twice over: imported once, for ``app``; and as a script, for every visit to a page.
"""

import streamlit as st

from digitdemo.ui.startup import log_script_error, require_system_libraries, stay_at_home, warm_up

require_system_libraries()
stay_at_home()

if __name__ == "__main__":
    from digitdemo.ui.navigation import show_chosen_page

    show_chosen_page()
else:
    from starlette.middleware import Middleware

    from digitdemo.ui.messages import ReadableMessages
    from digitdemo.ui.routes import ROUTES

    app = st.App(
        __file__,
        lifespan=warm_up,
        on_script_error=log_script_error,
        routes=ROUTES,
        middleware=[Middleware(ReadableMessages)],
    )
