"""Addresses of a class: for the board, as a QR code and in words, and the teacher's own."""

import html
import ipaddress
import socket
from urllib.parse import urlencode, urlsplit

import segno
import streamlit as st
from starlette.requests import Request
from streamlit import net_util

CODE, TOKEN = "code", "me"
"""Parameters of the phone's address: one that reloads finds its place by them."""

QR_BORDER_MODULES = 4
"""The quiet zone that readers need around the code (ISO/IEC 18004)."""


def join_address(code: str) -> str:
    """Where phones join."""
    return f"{base_address()}/join?{urlencode({'code': code})}"


def in_words(address: str) -> str:
    """An address as somebody types it: without what a browser adds by itself."""
    return address.split("://")[1].split("?")[0]


def show_address(code: str) -> str:
    """What is projected; it carries no key."""
    return f"{base_address()}/show?{urlencode({'code': code})}"


def teacher_address(key: str) -> str:
    """The teacher's page; it carries the key."""
    return f"{base_address()}/class?{urlencode({'key': key})}"


def base_address() -> str:
    """The server as the teacher's browser calls it; where that is “this machine”, as others in the room can call it."""
    parts = urlsplit(str(st.context.url or "http://localhost:8501"))
    host = parts.hostname or "localhost"
    if _is_this_machine(host):
        host = net_util.get_internal_ip() or host
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme or 'http'}://{f'[{host}]' if ':' in host else host}{port}"


def visitors_address() -> str:
    """Of whoever looks at this page, for counting wrong codes; this machine itself is empty."""
    return str(st.context.ip_address or "")


def senders_address(request: Request) -> str:
    """The same of whoever asks one of our routes."""
    host = request.client.host if request.client else ""
    return "" if host in ("127.0.0.1", "::1") else host


def qr_code(address: str) -> str:
    """A QR code as an ``img`` that fills its place: dark on light in every theme, since many readers want it so."""
    code = segno.make(address, error="m", micro=False)
    picture = code.svg_data_uri(dark="#000", light="#fff", border=QR_BORDER_MODULES, omitsize=True)
    return f'<img src="{html.escape(picture)}" alt="{html.escape(address)}">'


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == socket.gethostname()
