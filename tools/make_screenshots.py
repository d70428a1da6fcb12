"""Makes the pictures of the page in docs/: a search, a report, a record and a person, over a ledger of samples/.

    python tools/make_screenshots.py [LEDGER]

Needs chromium. LEDGER: take them of another ledger instead.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from onrecord.filing import intake
from onrecord.ledger import open_ledger

ROOT = Path(__file__).resolve().parent.parent
SIZE = {"width": 1240, "height": 880}
# File, where, and what to click there.
SHOTS = (
    ("page-search", "/search?q=missile", ""),
    ("page-report", "/search?q=Iskander", ".hit .deep"),
    ("page-record", "/search?q=Iskander&status=planned", "a:text-is('record')"),
    ("page-who", "/who", "main a:has-text('Alexander Lukashenko')"),
)


@contextlib.contextmanager
def served(ledger: Path) -> Iterator[str]:
    """The page over a ledger; gives its address."""
    command = [sys.executable, "-m", "onrecord", "serve", "--ledger", str(ledger), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            assert process.stdout is not None
            address = next(m[0] for line in process.stdout if (m := re.search(r"http://\S+", line)))
            yield address.rstrip("/")
        finally:
            process.terminate()


def take(page: Page, address: str, name: str, path: str, click: str) -> None:
    """One picture."""
    page.goto(address + path)
    if click:
        page.locator(click).first.click()
    page.wait_for_load_state("networkidle")
    time.sleep(1.5)  # maps fade in
    page.screenshot(path=ROOT / "docs" / f"{name}.png")


def main() -> None:
    """Take all pictures."""
    folder = Path(tempfile.mkdtemp())
    ledger = Path(sys.argv[1]) if len(sys.argv) > 1 else folder
    if ledger == folder:
        with open_ledger(ledger, write=True) as made:
            intake([str(ROOT / "samples")], made)
    with served(ledger) as address, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE)
        for shot in SHOTS:
            take(page, address, *shot)
        browser.close()
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
