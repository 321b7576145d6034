"""Both databases: SQLite in the test's store, and a PostgreSQL of the tests' own where Debian's is installed."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from digitdemo.classroom.database import engine
from digitdemo.classroom.tables import METADATA
from tests.browser.conftest import free_port

SETTINGS = ("fsync=off", "synchronous_commit=off", "listen_addresses=127.0.0.1", "max_connections=60")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests that use ``database`` run on both, those marked ``sqlite`` on one."""
    if "database" in metafunc.fixturenames:
        is_single = metafunc.definition.get_closest_marker("sqlite") is not None
        metafunc.parametrize("database", ["sqlite"] if is_single else ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def database(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Empty tables; its name."""
    if request.param == "postgresql":
        monkeypatch.setenv("DIGITDEMO_DATABASE", request.getfixturevalue("postgresql"))
        with engine().begin() as connection:
            connection.execute(text(f"TRUNCATE {', '.join(METADATA.tables)} RESTART IDENTITY CASCADE"))
    return str(request.param)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Address of a PostgreSQL on loopback that goes with the tests; it must not run as root."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    found = programs[-1] if programs else shutil.which("initdb") and Path(shutil.which("initdb")).parent
    if not found:
        pytest.skip("needs PostgreSQL: apt-get install -y postgresql")
    user = "postgres" if hasattr(os, "geteuid") and os.geteuid() == 0 else None
    folder, port = Path(tempfile.mkdtemp(prefix="digitdemo-postgresql-")), free_port()
    if user:
        shutil.chown(folder, user)
    as_user = {"user": user, "cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run(
        [found / "initdb", "-D", folder / "data", "-U", "digitdemo", "-A", "trust", "-E", "UTF8"], check=True, **as_user
    )
    settings = [part for setting in (*SETTINGS, f"port={port}") for part in ("-c", setting)]
    server = subprocess.Popen([found / "postgres", "-D", folder / "data", "-k", folder, *settings], **as_user)
    address = f"postgresql+psycopg://digitdemo@127.0.0.1:{port}/postgres"
    try:
        wait_for(address)
        yield address
    finally:
        server.send_signal(signal.SIGINT)  # at once, whoever is connected
        server.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


def wait_for(address: str) -> None:
    """Until the server answers.

    Raises:
        OperationalError: it does not.
    """
    made = create_engine(address)
    until = time.monotonic() + 30
    while True:
        try:
            made.connect().close()
            made.dispose()
            return
        except OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
