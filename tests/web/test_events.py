"""Records of one event on the page: shown together, parted and put together; searches that are saved."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import lxml.html
import pytest
from starlette.testclient import TestClient

from ledger import made
from onrecord.ledger import open_ledger
from onrecord.model import Record
from onrecord.web.app import create_app

from .conftest import browser, token_of

Told = tuple[Record, Record, TestClient]


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """The fuller of two records of one event, the other one, and a browser before their ledger."""
    fuller, again = made.records(made.report())
    fuller = made.sealed(
        replace(fuller, id="", contexts=("military",), quantities=(replace(fuller.quantities[0], kind="killed"),))
    )
    late = made.report(2, published="1999-01-01")
    with open_ledger(tmp_path / "ledger", write=True) as ledger:
        ledger.add(made.report(), (fuller, replace(again, same_as=fuller.id)), fingerprint="f1")
        ledger.add(late, made.records(late)[:1], fingerprint="f1")
    client = browser(create_app(tmp_path / "ledger"))
    client.get("/search")
    return fuller, again, client


def submit(client: TestClient, form, **fields: str):
    """Send a form of a page with what it holds and these fields."""
    return client.post(form.action, data=dict(form.form_values()) | fields)


def test_hits_of_one_event_stand_together(told: Told):
    """The fuller record is shown with the words of the other, which has no entry of its own; `events` counts once."""
    _, again, client = told
    page = lxml.html.fromstring(client.get("/search?outlet=Sample+Courier").text)
    entries = [e.text_content() for e in page.xpath("//div[@class='hit-record']")]
    assert len(entries) == 2
    assert any("also told in “The union denied that drivers were hired.”" in " ".join(e.split()) for e in entries)
    assert client.get("/search.json").json()["records"] == 3
    once = client.get("/search.json?events=true").json()
    assert again.id not in [hit["record"]["id"] for hit in once["hits"]]
    assert "each event once" in client.get("/search?events=true").text


def test_a_person_parts_two_records_and_takes_it_back(told: Told):
    """The button appends a judgement with the person's name; the undo beside it appends another."""
    fuller, again, client = told
    page = lxml.html.fromstring(client.get(f"/record/{again.id}").text)
    (form,) = page.xpath("//div[@id='event']//form")
    after = submit(client, form, by="Zoë")
    assert "Said to tell another event" in after.text
    given = client.get(f"/record/{again.id}.json").json()
    assert (given["also"], given["apart"]) == ([], [fuller.id])
    (undo,) = lxml.html.fromstring(after.text).xpath("//div[@id='event']//form")
    assert dict(undo.form_values())["by"] == "Zoë"
    assert "Not the same event" in submit(client, undo).text
    assert client.get(f"/record/{fuller.id}.json").json()["also"] == [again.id]


@pytest.mark.parametrize(
    ("fields", "status"), [({"by": " "}, 400), ({"other": "ffff"}, 400), ({"verdict": "unsure"}, 422)]
)
def test_what_cannot_be_said_is_refused(told: Told, fields: dict[str, str], status: int):
    """Nobody, no record, no verdict: an error in words, and nothing is kept."""
    fuller, again, client = told
    good = {
        "token": token_of(client.get(f"/record/{again.id}").text),
        "other": fuller.id,
        "verdict": "different",
        "by": "Zoë",
    }
    assert client.post(f"/record/{again.id}/event", data=good | fields).status_code in (status, 404)
    assert client.get(f"/record/{again.id}.json").json()["also"] == [fuller.id]


def test_contexts_and_tolls_are_shown(told: Told):
    """A record says its contexts and what became of those counted; contexts are a facet that narrows the search."""
    fuller, _, client = told
    page = client.get(f"/record/{fuller.id}").text
    assert "12 truck killed" in page
    assert "military" in page
    facets = client.get("/search.json").json()["facets"]
    assert [each["value"] for each in facets["context"]] == ["military"]
    assert client.get("/search.json?context=military").json()["records"] == 1
    assert "/search?context=military" in client.get("/search").text


def test_a_feed_begins_with_what_was_filed_last(told: Told):
    """Also where its day is long ago."""
    items = told[2].get("/feed.json").json()["items"]
    assert items[0]["date_published"].startswith("1999-01-01")


def test_a_search_is_saved_and_removed(told: Told):
    """It stands on the front page with its feeds; only filters of a search are kept."""
    client = told[2]
    (form,) = lxml.html.fromstring(client.get("/search?status=denied").text).xpath("//form[@action='/saved']")
    front = submit(client, form, name="Denials <b>", by="Zoë", query="?status=denied&evil=1")
    assert "Denials &lt;b&gt;" in front.text
    assert 'href="/search?status=denied"' in front.text
    assert 'href="/feed.atom?status=denied"' in front.text
    (saved,) = client.get("/index.json").json()["saved"]
    assert (saved["name"], saved["by"], saved["href"]) == ("Denials <b>", "Zoë", "/search?status=denied")
    (form,) = lxml.html.fromstring(front.text).xpath("//form[@action='/saved/remove']")
    assert "Saved searches" not in submit(client, form).text
    assert submit(client, form).status_code == 400
