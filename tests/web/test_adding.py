"""Reports are added from the page, in the background, and nothing of it is lost."""

from __future__ import annotations

import io
import json
import time
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord import filing
from onrecord.ingest import Defaults
from onrecord.web import jobs
from onrecord.web.jobs import Jobs

from .conftest import browser, token_of


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """No reading, so no model: what is added has no records."""
    monkeypatch.setattr(filing, "records_of", lambda report: ())


def wait(client: TestClient, address: str) -> dict:
    """The job once it is over."""
    for _ in range(200):
        told = client.get(f"{address}.json").json()
        if told["over"]:
            return told
        time.sleep(0.05)
    raise AssertionError(told)


def post(client: TestClient, **given: object) -> str:
    """Send the form; gives where it leads."""
    data = {"token": token_of(client.get("/add").text)} | dict(given.pop("data", {}))
    answer = client.post("/add", data=data, follow_redirects=False, **given)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def test_pasted_text_becomes_a_report(own, quick):
    """It is filed with what the form says about it, and again it is not new."""
    client = browser(own)
    data = {"text": "A line 😀 was said.", "title": "T", "outlet": "O", "published": "2023-01-02", "language": "en"}
    told = wait(client, post(client, data=data))
    assert (told["new"], told["trouble"], told["words"][:5]) == (1, None, "done:")
    page = client.get(f"/report/{told['reports'][0][0]}.json").json()
    assert (page["report"]["outlet"], page["text"]) == ("O", "A line 😀 was said.")
    assert page["origins"][0]["sha256"]
    assert wait(client, post(client, data=data))["unchanged"] == 1
    assert "000-" not in client.get(f"/report/{told['reports'][0][0]}").text


def test_files_become_reports_and_refusals(own, quick, tmp_path: Path):
    """Each file is read as what it is; what cannot be read is told with the reason; the uploads are gone afterwards."""
    client = browser(own)
    files = [
        (
            "files",
            ("../../etc/page.html", io.BytesIO(b"<html><title>T</title><p>" + b"Words of it. " * 40), "text/html"),
        ),
        ("files", ("bad.xml", io.BytesIO(b"<newsml><a>"), "text/xml")),
    ]
    address = post(client, files=files, data={"published": "2023-01-02", "country": "gbr"})
    told = wait(client, address)
    assert told["new"] + len(told["refused"]) == 2
    assert all("/" not in where for where, _ in told["refused"])
    assert not list((tmp_path / "ledger" / jobs.INCOMING).iterdir())
    page = client.get(address)
    assert page.status_code == 200
    assert told["words"] in page.text
    assert address in client.get("/add").text


def test_progress_is_told_as_events(own, quick):
    """The stream ends with an event that says so."""
    client = browser(own)
    address = post(client, data={"text": "A line was said."})
    events = [
        json.loads(line[6:]) for line in client.get(f"{address}/events").text.splitlines() if line.startswith("data: ")
    ]
    assert events[-1]["over"] is True


@pytest.mark.parametrize(
    "data", [{}, {"text": "  "}, {"text": "x", "published": "yesterday"}, {"text": "x", "country": "Britain"}]
)
def test_forms_that_make_no_sense_are_told(own, data: dict[str, str]):
    """Nothing given, no day, no country: refused with what to write."""
    client = browser(own)
    token = token_of(client.get("/add").text)
    assert client.post("/add", data=data | {"token": token}).status_code in (400, 422)
    assert client.get("/add.json").json()["jobs"] == []


def test_a_job_survives_the_end_of_the_program(tmp_path: Path, quick, monkeypatch: pytest.MonkeyPatch):
    """What an earlier program took but did not read is read by the next."""
    from onrecord.ledger import open_ledger

    open_ledger(tmp_path / "ledger", write=True).close()
    monkeypatch.setattr(Jobs, "_work", lambda self: None)
    first = Jobs(tmp_path / "ledger")
    job = first.add("a file", [("a.txt", io.BytesIO(b"Words."))], Defaults(published="2023-01-02"))
    monkeypatch.undo()
    monkeypatch.setattr(filing, "records_of", lambda report: ())
    again = Jobs(tmp_path / "ledger").get(job.id)
    for _ in range(200):
        if again.over:
            break
        time.sleep(0.05)
    assert (again.what, again.new, again.trouble) == ("a file", 1, "")


@pytest.mark.slow
def test_a_busy_ledger_is_told(tmp_path: Path, quick):
    """While another program writes, the job says which, and its files stay for another try."""
    from onrecord.ledger import open_ledger

    with open_ledger(tmp_path / "ledger", write=True):
        job = Jobs(tmp_path / "ledger").add("x", [("a.txt", io.BytesIO(b"Words."))], Defaults())
        for _ in range(400):
            if job.over:
                break
            time.sleep(0.05)
    assert job.trouble
    assert (tmp_path / "ledger" / jobs.INCOMING / job.id).is_dir()


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("page.html", "000-page.html"),
        ("../../etc/passwd", "000-passwd"),
        ("C:\\temp\\a b.pdf", "000-a b.pdf"),
        ("-", "000-file"),
        ("..", "000-file"),
        ("x*?[a].txt", "000-x___a_.txt"),
        ("é" * 200 + ".pdf", "000-" + "é" * 76 + ".pdf"),
    ],
)
def test_names_of_files_mean_nothing_to_the_system(given: str, wanted: str):
    """Only the last part of a name is kept, without what a shell or a pattern would obey."""
    assert jobs._safe(given, 0) == wanted


@pytest.mark.model
def test_added_text_is_read(own):
    """With the reader, a pasted text has its records a moment later."""
    client = browser(own)
    data = {"text": "Norway will send 12 trucks to Kyiv, the minister said on Friday.", "published": "2023-05-04"}
    told = wait(client, post(client, data=data))
    assert told["records"] > 0
    assert client.get(f"/report/{told['reports'][0][0]}.json").json()["records"]
