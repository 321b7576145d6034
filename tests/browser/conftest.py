"""A running app and a real browser."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, Playwright, sync_playwright

PROJECT = Path(__file__).resolve().parents[2]
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.flaky(reruns=2))  # on a busy machine a browser may miss a moment


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_app(
    log: Path, *, folder: Path = PROJECT, port: int | None = None, **environment: str
) -> tuple[subprocess.Popen, str]:
    """Start the app as its README says, and wait until it answers."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py"]
    command += ["--server.port", str(port), "--server.headless", "true"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=folder, stdout=output, stderr=subprocess.STDOUT, env={**os.environ, **environment}
        )
    url = f"http://localhost:{port}"
    wait_for_app(process, url, log)
    return process, url


def wait_for_app(process: subprocess.Popen, url: str, log: Path) -> None:
    """Wait until a started app answers.

    Raises:
        RuntimeError: it does not; the process is ended.
    """
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=1):
                return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.1)
    process.kill()
    raise RuntimeError(f"the app did not start: {log.read_text()}")


def system_chromium() -> str | None:
    """The system's Chromium, if there is one."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def launch_chromium(playwright: Playwright) -> Browser:
    """The system's Chromium if there is one, else the one that Playwright downloaded."""
    try:
        return playwright.chromium.launch(executable_path=system_chromium(), args=CHROMIUM_ARGUMENTS)
    except Error as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"needs a Chromium: playwright install chromium ({error.message.splitlines()[0]})")


class SharedApp:
    """One app for all tests, with a store of its own; a new one for a test that is tried again.

    What the first try left running, a training in line say, would fail the second one too.
    """

    def __init__(self, make_folder: Callable[[], Path]) -> None:
        self.make_folder = make_folder
        self.started: tuple[subprocess.Popen, str] | None = None
        self.started_for = ("", 1)
        self.store: Path | None = None

    def for_try(self, test: str, number: int) -> tuple[subprocess.Popen, str]:
        """The app that runs, or another one from the second try of a test on."""
        if number > 1 and self.started_for != (test, number):
            self.stop()
        if self.started is None:
            folder = self.make_folder()
            self.store = folder / "store"
            self.started = start_app(folder / "log.txt", DIGITDEMO_STORE=str(self.store))
            self.started_for = (test, number)
        return self.started

    def stop(self) -> None:
        if self.started is not None:
            process, _ = self.started
            self.started = None
            process.terminate()
            process.wait(10)


@pytest.fixture(scope="session")
def shared_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SharedApp]:
    app = SharedApp(lambda: tmp_path_factory.mktemp("app"))
    yield app
    app.stop()


@pytest.fixture
def app_process(shared_app: SharedApp, request: pytest.FixtureRequest) -> tuple[subprocess.Popen, str]:
    return shared_app.for_try(request.node.nodeid, getattr(request.node, "execution_count", 1))


@pytest.fixture
def app_url(app_process: tuple[subprocess.Popen, str]) -> str:
    return app_process[1]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = launch_chromium(playwright)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh visitor at 1280 px."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    yield context.new_page()
    context.close()
