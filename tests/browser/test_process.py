"""The web process never loads TensorFlow: the app is started, reads digits, and its process is looked at."""

import subprocess

import psutil
from playwright.sync_api import Page, expect

from tests.browser.drawing import BARRED_SEVEN, draw, expect_reading, open_draw_page

HEAVY = ("tensorflow", "keras", "torch", "jaxlib")


def loaded_files(process: psutil.Process) -> list[str]:
    """Everything that is mapped into its memory; a library that is imported is among it."""
    try:
        return [entry.path for entry in process.memory_maps()]
    except (AttributeError, psutil.AccessDenied):  # macOS
        return subprocess.run(["vmmap", str(process.pid)], capture_output=True, text=True).stdout.splitlines()


def test_tensorflow_is_not_in_the_web_process(
    page: Page, app_url: str, app_process: tuple[subprocess.Popen, str]
) -> None:
    open_draw_page(page, app_url)
    draw(page, BARRED_SEVEN)
    expect_reading(page, "7")
    for name in ("Look inside", "Retrain"):
        page.get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading").first).to_be_visible(timeout=20_000)
    files = loaded_files(psutil.Process(app_process[0].pid))
    assert any("ai_edge_litert" in file for file in files), "the look into the process sees nothing"
    assert [file for file in files if any(f"/{name}/" in file for name in HEAVY)] == []
