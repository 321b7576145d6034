"""Install a Chromium for the browser tests, unless one is there: ``python -m tests.install_chromium``.

As root on Debian or Ubuntu it is the system's package, with the libraries that OpenCV wants; elsewhere Playwright's own
download.
"""

import os
import shutil
import subprocess
import sys

SYSTEM_CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
DEBIAN_PACKAGES = ("chromium", "libgl1", "libglib2.0-0")


def main() -> int:
    found = next(filter(None, map(shutil.which, SYSTEM_CHROMIUMS)), None)
    if found:
        print(f"Chromium is there: {found}")
        return 0
    may_install = hasattr(os, "geteuid") and os.geteuid() == 0
    if may_install and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-q"], check=True, env=environment)
        command = ["apt-get", "install", "-q", "-y", "--no-install-recommends", *DEBIAN_PACKAGES]
        return subprocess.run(command, env=environment).returncode
    return subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"]).returncode


if __name__ == "__main__":
    sys.exit(main())
