"""The database of all classes: SQLite in the store's folder, or the one that ``DIGITDEMO_DATABASE`` names."""

import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import lru_cache
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from digitdemo.classroom.tables import METADATA
from digitdemo.errors import ClassError, StoreError
from digitdemo.server_settings import server_settings
from digitdemo.storage.files import make_folder

LOGGER = logging.getLogger("digitdemo")

FILE = "classes.sqlite"
BUSY_TIMEOUT_S = 10.0
LOCK_TIMEOUT_S = 5.0
"""How long PostgreSQL waits for a table that others read while it is to be written anew."""

_MIGRATIONS = Path(__file__).parent / "migrations"
_POOL: dict[str, Any] = {"pool_size": 10, "max_overflow": 20}
_HOW: dict[bool, dict[str, Any]] = {
    True: _POOL,
    False: {**_POOL, "pool_pre_ping": True, "connect_args": {"connect_timeout": 5}},  # a server may be away
}
"""How connections are kept: for SQLite, and for others."""

_MIGRATING = 20261126
"""Number of PostgreSQL's lock under which one server at a time makes the tables."""

_opening, _writing = threading.Lock(), threading.Lock()
_made: dict[tuple[str, Path], Engine] = {}
_files: "WeakKeyDictionary[Engine, int]" = WeakKeyDictionary()
"""The file that each SQLite engine has open, as the file system numbers it."""


@contextmanager
def reading() -> Iterator[Connection]:
    """A connection that sees one state of the database from beginning to end.

    Raises:
        StoreError: the database cannot be reached.
        ClassError: its tables are of a newer version than this code.
    """
    with _connected(writes=False) as connection:
        yield connection


@contextmanager
def changing() -> Iterator[Connection]:
    """One transaction: all of it happens, or nothing.

    Raises:
        StoreError: the database cannot be reached or written.
        ClassError: its tables are of a newer version than this code.
    """
    with _connected(writes=True) as connection:
        yield connection


@contextmanager
def _connected(writes: bool) -> Iterator[Connection]:
    try:
        made = _present(engine())
        # SQLite has one writer at a time. Threads that wait for it here come in turn; there they would try and sleep.
        turn = _writing if writes and made.dialect.name == "sqlite" else nullcontext()
        options: dict[str, Any] = {"digitdemo_writes": writes}
        if made.dialect.name == "postgresql" and not writes:
            options["isolation_level"] = "REPEATABLE READ"  # one state; whoever writes locks the class's row instead
        with turn, made.connect().execution_options(**options) as connection, connection.begin():
            yield connection
    except DBAPIError as error:
        if error.connection_invalidated or not _is_refusal(error):
            LOGGER.warning("The classes' database: %s", error.orig)
        raise StoreError("class-database-away") from error
    except PoolTimeoutError as error:
        raise StoreError("class-database-away") from error


def _present(made: Engine) -> Engine:
    """The engine, its file being where it was: SQLite would go on writing into one that was moved away or deleted.

    Raises:
        StoreError: the file, or its folder, is away; it may come back.
        ClassError: another file has come in its place, of a newer version.
    """
    if made.dialect.name != "sqlite" or not made.url.database:
        return made
    try:
        found = os.stat(made.url.database).st_ino
    except OSError as error:
        made.dispose()
        raise StoreError("class-database-away") from error
    if _files.setdefault(made, found) == found:
        return made
    made.dispose()
    _made.clear()
    _engine.cache_clear()
    return engine()


def _is_refusal(error: DBAPIError) -> bool:
    return "locked" in str(error.orig)


def engine() -> Engine:
    """The database's engine, its tables brought to this code's version; made once for each address.

    Raises:
        StoreError: it cannot be reached.
        ClassError: the address is none, or the tables are newer than this code.
    """
    settings = server_settings()
    made = _made.get((settings.database, settings.store))
    if made is None:
        with _opening:  # two threads at start-up must not both make the tables
            made = _made[settings.database, settings.store] = _engine(database_address())
    return made


def database_address() -> str:
    """As SQLAlchemy writes it."""
    named = server_settings().database
    return named or f"sqlite:///{(server_settings().store / FILE).resolve()}"


@lru_cache(maxsize=8)
def _engine(address: str) -> Engine:
    try:
        url = make_url(address)
        if url.get_backend_name() == "sqlite" and url.database:
            make_folder(Path(url.database).parent)
        made = create_engine(url, hide_parameters=True, **_HOW[url.get_backend_name() == "sqlite"])
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise ClassError("class-database-address") from error
    if made.dialect.name == "sqlite":
        event.listen(made, "connect", _prepare_sqlite)
        event.listen(made, "begin", _begin_sqlite)
    try:
        _migrate(made)
    except DBAPIError as error:
        made.dispose()
        LOGGER.warning("The classes' database: %s", error.orig)
        raise StoreError("class-database-away") from error
    return made


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy's own BEGIN then stands where it says
    connection.execute(f"PRAGMA busy_timeout = {round(BUSY_TIMEOUT_S * 1000)}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")  # what was said to be accepted outlives a power cut
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")  # what is forgotten is overwritten, not only unlinked


def _begin_sqlite(connection: Connection) -> None:
    # Whoever will write takes the lock at once: taken later, it could only fail.
    writes = connection.get_execution_options().get("digitdemo_writes", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _migrate(made: Engine) -> None:
    """Take the steps that the tables lack.

    Raises:
        ClassError: they have taken steps that this code does not know.
    """
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    script = ScriptDirectory.from_config(config)
    with made.connect() as connection, connection.begin():
        if made.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_MIGRATING})"))
        if inspect(connection).has_table("alembic_version"):
            known = {step.revision for step in script.walk_revisions()}
            for (version,) in connection.execute(text("SELECT version_num FROM alembic_version")):
                if version not in known:
                    raise ClassError("class-database-newer", version=str(version)[:20])

        def steps_to_the_newest(revision: Any, _context: object) -> Any:
            return script._upgrade_revs("head", revision)  # what Alembic's own command does

        with EnvironmentContext(config, script, fn=steps_to_the_newest) as environment:
            environment.configure(connection=connection)
            environment.run_migrations()


def wipe_free_pages() -> None:
    """Let nothing that was deleted stay in the files of the database: in SQLite's log, in PostgreSQL's tables.

    Raises:
        StoreError: the database cannot be reached.
    """
    made = engine()
    try:
        if made.dialect.name == "sqlite":
            _empty_log(made)
        elif made.dialect.name == "postgresql":
            _write_tables_anew(made)
    except DBAPIError as error:
        raise StoreError("class-database-away") from error


def _empty_log(made: Engine) -> None:
    connection = made.raw_connection()  # without a BEGIN: a checkpoint cannot be part of a transaction
    try:
        (busy, *_) = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            LOGGER.warning("The classes' database is read all the time; what was deleted leaves its log later.")
    except made.dialect.loaded_dbapi.Error as error:
        raise StoreError("class-database-away") from error
    finally:
        connection.close()


def _write_tables_anew(made: Engine) -> None:
    """Deleted rows stay in a table's file until it is written anew; that needs the table alone for a moment.

    The log of PostgreSQL and its backups keep them for as long as whoever runs it has set.
    """
    with made.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"SET lock_timeout = '{LOCK_TIMEOUT_S:.0f}s'"))
        try:
            for table in METADATA.tables:
                connection.execute(text(f"VACUUM (FULL) {table}"))
        except OperationalError:
            LOGGER.warning("The classes' tables are read all the time; what was deleted leaves them later.")
        finally:
            connection.execute(text("RESET lock_timeout"))
