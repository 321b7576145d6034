"""What browsers send is looked at before Streamlit opens it.

Streamlit reads every component's JSON before a page's own code runs. What cannot be read fails there, at this and at
every later rerun of the session; here it is put away, and the page refuses it like anything else that is no drawing.
"""

import json
from typing import Any

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from streamlit.proto.BackMsg_pb2 import BackMsg

STREAM = "/_stcore/stream"
REFUSED = json.dumps("refused")
"""Takes the place of what cannot be read: JSON, but no drawing."""

MAX_JSON_CHARACTERS = 2_000_000
"""Of one component: twice what the longest drawing that is accepted takes."""

_JSON_FIELDS = ("json_value", "json_trigger_value")


class ReadableMessages:
    """ASGI middleware: components' values that are no JSON, or far too long, never reach a session."""

    def __init__(self, app: Any) -> None:
        """Stand before another ASGI application."""
        self.app = app

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Pass everything on; on the pages' websocket, what comes from the browser goes through ``readable``."""
        if scope["type"] != "websocket" or not scope["path"].endswith(STREAM):
            await self.app(scope, receive, send)
            return

        async def receive_readable() -> dict[str, Any]:
            message: dict[str, Any] = await receive()
            if message.get("bytes"):
                message["bytes"] = readable(message["bytes"])
            return message

        await self.app(scope, receive_readable, send)


def readable(content: bytes) -> bytes:
    """A browser's message with every value that Streamlit could not open replaced; what is none stays as it is."""
    message = BackMsg()
    try:
        message.ParseFromString(content)
    except DecodeError:
        return content  # Streamlit closes the connection
    refused = False
    for widget in message.rerun_script.widget_states.widgets:
        field = widget.WhichOneof("value")
        if field in _JSON_FIELDS and not _is_json(getattr(widget, field)):
            setattr(widget, field, REFUSED)
            refused = True
    return message.SerializeToString() if refused else content


def _is_json(text: str) -> bool:
    if len(text) > MAX_JSON_CHARACTERS:
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
