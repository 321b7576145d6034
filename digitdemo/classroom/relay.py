"""Carrying changes between several web processes: PostgreSQL tells them (``NOTIFY``) what another one has changed.

With SQLite there is one process, which tells its own listeners in memory; nothing is carried then.
"""

import json
import logging
import secrets
import threading
import time

from sqlalchemy import Connection, func, make_url, select
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from digitdemo.classroom import events
from digitdemo.classroom.database import database_address, reading
from digitdemo.classroom.tables import CLASSES
from digitdemo.errors import DigitDemoError

LOGGER = logging.getLogger("digitdemo")

CHANNEL = "digitdemo_changes"
AGAIN_S = 2.0
"""Between two tries to reach a database that is away."""

_MYSELF = secrets.token_hex(8)
"""This process, among those that share a database."""

_starting = threading.Lock()
_heard: set[str] = set()
"""Addresses of the databases that this process listens to."""


def send(connection: Connection, change: events.Change) -> None:
    """Have a change told to every process that listens, when the transaction is done, and only then."""
    if connection.dialect.name == "postgresql":
        told = json.dumps([_MYSELF, change.code, change.version, change.activity_version, change.has_ended])
        connection.execute(select(func.pg_notify(CHANNEL, told)))


def hear_other_processes() -> None:
    """Tell this process's listeners what others change, from now on; asked again it does nothing."""
    address = database_address()
    try:
        if make_url(address).get_backend_name() != "postgresql":
            return
    except ArgumentError:  # whoever opens or joins a class is told
        return
    with _starting:
        if address in _heard:
            return
        _heard.add(address)
    threading.Thread(target=_hear, args=(address,), name="classes' changes", daemon=True).start()


def _hear(address: str) -> None:
    """Listen for as long as this is the database; where the line breaks, again, and then tell what was missed.

    A class that ended in between is in no table any more: what is kept in memory of any is forgotten then.
    """
    import psycopg  # some memory that a server without PostgreSQL does not need

    plain = make_url(address).set(drivername="postgresql").render_as_string(hide_password=False)
    while database_address() == address:
        try:
            with psycopg.connect(plain, autocommit=True, connect_timeout=5) as connection:
                connection.execute(f"LISTEN {CHANNEL}")
                events.forget()
                _tell_what_was_missed()
                for notice in connection.notifies():
                    sender, *change = json.loads(notice.payload)
                    if sender != _MYSELF:  # this process has told its own
                        events.tell(events.Change(*change))
        except (psycopg.Error, SQLAlchemyError, DigitDemoError) as error:
            LOGGER.warning("Changes by other servers are not heard now: %s", error)
        time.sleep(AGAIN_S)
    _heard.discard(address)


def _tell_what_was_missed() -> None:
    with reading() as connection:
        rows = connection.execute(select(CLASSES.c.code, CLASSES.c.version, CLASSES.c.activity_version)).all()
    for row in rows:
        events.tell(events.Change(row.code, row.version, row.activity_version))
