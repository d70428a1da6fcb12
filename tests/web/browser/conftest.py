"""A real browser before a real server, over the samples and reports that are hard to mark."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright import sync_api as playwright

from . import texts

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage"]
WAIT_MS = 15_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests beside this file need a browser and take a while."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)


@contextmanager
def serving(ledger: Path) -> Iterator[str]:
    """The address of `onrecord serve` over a ledger, on any free port of this machine; it has to last to the end."""
    command = [sys.executable, "-m", "onrecord", "serve", "--ledger", str(ledger), "--port", "0"]
    told = ledger.parent / "serve.log"
    with told.open("w") as log, subprocess.Popen(command, stderr=log) as process:
        try:
            yield _address(process, told)
            assert process.poll() is None, f"ended with {process.returncode}: {told.read_text()[-2_000:]}"
        finally:
            process.terminate()


def _address(process: subprocess.Popen[bytes], told: Path) -> str:
    for _ in range(600):
        found = re.search(r"http://[^/\s]+(?=/)", told.read_text())
        if found:
            return found[0]
        assert process.poll() is None, told.read_text()
        time.sleep(0.1)
    raise AssertionError(f"no address in a minute: {told.read_text()}")


@pytest.fixture(scope="session")
def ledger(sample_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples and the hard texts, to be changed too."""
    path = tmp_path_factory.mktemp("browser") / "ledger"
    shutil.copytree(sample_ledger, path)
    texts.add(path)
    return path


@pytest.fixture(scope="session")
def base(chromium: str, ledger: Path) -> Iterator[str]:
    """Where the page is."""
    with serving(ledger) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's program."""
    found = next((path for path in map(shutil.which, _NAMES) if path), None)
    if found is None:
        pytest.skip("there is no chromium here, so the page is not tried in a browser: apt-get install chromium")
    return found


# Of a module, not of the session: playwright holds an event loop, and tests elsewhere run their own.
@pytest.fixture(scope="module")
def driver(chromium: str) -> Iterator[playwright.Playwright]:
    """What drives browsers."""
    with playwright.sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def browser(driver: playwright.Playwright, chromium: str) -> Iterator[playwright.Browser]:
    """The browser, started."""
    with driver.chromium.launch(executable_path=chromium, args=FLAGS) as started:
        yield started


@pytest.fixture
def page(browser: playwright.Browser, base: str) -> Iterator[playwright.Page]:
    """A new page of a browser that was never here; whatever it complains of fails the test."""
    yield from opened(browser, base)


@pytest.fixture
def bare(browser: playwright.Browser, base: str) -> Iterator[playwright.Page]:
    """A page of a browser without scripts."""
    yield from opened(browser, base, java_script_enabled=False)


def opened(browser: playwright.Browser, base: str, expected: str = "", **options: object) -> Iterator[playwright.Page]:
    """A page, closed afterwards. Errors of scripts, refusals of the policy and failed requests fail the test.

    expected: words of a complaint that belongs to the test.
    """
    context = browser.new_context(base_url=base, viewport={"width": 1280, "height": 900}, **options)
    context.set_default_timeout(WAIT_MS)
    made = context.new_page()
    complaints: list[str] = []
    listen(made, complaints)
    yield made
    context.close()
    assert [said for said in complaints if not expected or expected not in said] == []


def listen(page: playwright.Page, complaints: list[str]) -> None:
    """Keep what the browser complains of."""
    page.on("console", lambda said: said.type == "error" and complaints.append(f"console: {said.text}"))
    page.on("pageerror", lambda error: complaints.append(f"script: {error}"))
