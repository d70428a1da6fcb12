"""Too much is refused, in words, before it costs anything; what takes too long ends."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord import filing
from onrecord.ledger.view import View, open_view
from onrecord.web import app as application
from onrecord.web.guard import MOST_BODY
from onrecord.web.settings import SECONDS

from .conftest import browser, token_of

_ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"


def post(client: TestClient, data: dict[str, object] | None = None, **given: object):
    """The answer to the form of /add."""
    token = token_of(client.get("/add").text)
    return client.post("/add", data={"token": token} | (data or {}), follow_redirects=False, **given)  # type: ignore[arg-type]


def told(client: TestClient, address: str) -> dict:
    """The job once it is over."""
    for _ in range(400):
        job = client.get(f"{address}.json").json()
        if job["over"]:
            return job
        time.sleep(0.05)
    raise AssertionError(job)


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """No reading, so no model."""
    monkeypatch.setattr(filing, "records_of", lambda report: ())


@pytest.mark.parametrize("size", [900_000, 1_500_000, 2_000_000])
def test_a_long_text_is_taken(own, unread, size: int):
    """As long a text as the form says that it takes can be pasted."""
    client = browser(own)
    answer = post(client, {"text": "word " * (size // 5)})
    assert answer.status_code == 303, answer.text[-600:]
    job = told(client, answer.headers["location"])
    assert job["new"] + len(job["refused"]) == 1


def test_too_long_a_text_is_refused(own):
    """A text that is longer is refused with a sentence that says how long it may be."""
    answer = post(browser(own), {"text": "x" * 2_000_001})
    assert answer.status_code in (400, 413, 422)
    assert "2000000" in answer.text.replace(",", "").replace(" ", "")


def test_too_large_a_request_is_refused_unread(own):
    """By its length alone, with a sentence that says how much may be sent and what to do instead."""
    client = browser(own)
    client.get("/")
    answer = client.post("/add", headers={"content-length": str(MOST_BODY + 1)}, content=b"")
    assert answer.status_code == 413
    assert "onrecord run" in answer.text


def test_too_many_files_are_refused(own):
    """More files than a form may have are refused with a sentence."""
    files = [("files", (f"{n}.txt", b"x", "text/plain")) for n in range(1_001)]
    answer = post(browser(own), files=files)
    assert answer.status_code in (400, 413)
    assert "file" in answer.text


def bomb(size: int) -> bytes:
    """An archive that grows by a factor of a thousand."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("page.html", b"<p>" + b"\0" * size)
    return stream.getvalue()


def nested(levels: int) -> bytes:
    """Archives in archives."""
    inner = bomb(2**16)
    for level in range(levels):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(f"{level}.zip", inner)
        inner = stream.getvalue()
    return inner


@pytest.mark.slow
@pytest.mark.parametrize("content", [bomb(60 * 2**20), nested(12)], ids=["one that grows", "many in one another"])
def test_an_archive_that_grows_is_refused(own, unread, content: bytes):
    """It is stopped on the way, in little time, and the job says what was not taken in and why."""
    client = browser(own)
    began = time.monotonic()
    answer = post(client, files=[("files", ("bomb.zip", content, "application/zip"))])
    assert answer.status_code == 303
    job = told(client, answer.headers["location"])
    assert job["new"] == 0
    assert job["refused"]
    assert all(reason for _, reason in job["refused"])
    assert time.monotonic() - began < 20


@pytest.mark.parametrize(
    "path",
    ["/search?q=trucks", "/search.json", "/who", "/", "/outlets", "/feed.atom", "/export.csv", "/suggest.json?q=tru"],
)
def test_what_takes_too_long_ends(filled: Path, monkeypatch: pytest.MonkeyPatch, path: str):
    """A question that takes longer than it may is answered 503, as a page or as JSON, and holds nobody up."""

    def endless(self: View, *_: object, **__: object) -> None:
        with self.reader() as ledger:
            ledger.connection.execute(_ENDLESS).fetchall()

    settings = application.settings_for(filled, None, ())
    view = open_view(filled, limit_s=0.2)
    for name in ("search", "entities", "outlets", "scan", "suggest", "count"):
        monkeypatch.setattr(View, name, endless)
    client = browser(application.Guard(application._pages(view, settings), settings))
    began = time.monotonic()
    answer = client.get(path)
    assert answer.status_code == 503
    assert time.monotonic() - began < 5
    assert "Narrow the search" in (answer.json()["remedy"] if ".json" in path else answer.text)
    view.close()


def test_no_question_may_take_longer_than_two_seconds():
    """That is what the application is started with."""
    assert SECONDS == 2
