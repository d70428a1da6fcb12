"""What one sees can be taken away, whole and harmless."""

from __future__ import annotations

import csv
import io
import json

import lxml.etree
import pyarrow.parquet as pq
import pytest
from starlette.testclient import TestClient

from ledger import made
from onrecord.ledger import EXCHANGE, open_ledger
from onrecord.web.app import create_app
from onrecord.web.pages import taking

from .conftest import browser

ATOM = "{http://www.w3.org/2005/Atom}"


def test_every_format_has_the_same_records(client: TestClient):
    """CSV, JSON lines, GeoJSON and Parquet have as many rows as the search has hits."""
    told = client.get("/search.json?outlet=Sample").json()
    wanted = told["records"] + told["reports"]
    rows = list(csv.DictReader(io.StringIO(client.get("/export.csv?outlet=Sample").text)))
    lines = client.get("/export.jsonl?outlet=Sample").text.splitlines()
    places = client.get("/export.geojson?outlet=Sample").json()["features"]
    table = pq.read_table(io.BytesIO(client.get("/export.parquet?outlet=Sample").content))
    assert len(rows) == len(lines) == len(places) == table.num_rows == wanted > 3
    assert {row["record_id"] for row in rows} == {(json.loads(line)["record"] or {"id": ""})["id"] for line in lines}


@pytest.mark.parametrize("format", EXCHANGE)
def test_formats_of_others_are_offered(client: TestClient, format: str):
    """Each gives a file with a name; for one record alone there is none, which is told."""
    answer = client.get(f"/export.{format}?outlet=Sample")
    assert answer.status_code == 200
    assert f'filename="onrecord-{format}.' in answer.headers["content-disposition"]
    record = next(h["record"] for h in client.get("/search.json").json()["hits"] if h["record"])
    assert client.get(f"/export.{format}?record={record['id']}").status_code == 404


def test_an_export_is_a_file_with_its_type(client: TestClient):
    """Browsers save it; its length is told."""
    answer = client.get("/export.csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="onrecord.csv"'
    assert answer.headers["content-type"].startswith("text/csv")
    assert int(answer.headers["content-length"]) == len(answer.content)


def test_one_record_can_be_taken_away(client: TestClient):
    """The page of a record exports that record."""
    record = next(h["record"] for h in client.get("/search.json").json()["hits"] if h["record"])
    (line,) = client.get(f"/export.jsonl?record={record['id']}").text.splitlines()
    assert json.loads(line)["record"] == record
    assert record["id"] in client.get(f"/export.txt?record={record['id']}").text


@pytest.mark.parametrize("lead", [*"=+-@\t\r＝"])
def test_no_cell_is_a_formula(tmp_path, lead: str):
    """What a spreadsheet would compute is made text."""
    words = f'{lead}HYPERLINK("http://evil.example")'
    with open_ledger(tmp_path / "ledger", write=True) as ledger:
        made.file(ledger, made.sentence(f"{words} was said.", outlet=words, title=words))
    answer = browser(create_app(tmp_path / "ledger")).get("/export.csv")
    (row,) = csv.DictReader(io.StringIO(answer.content.decode(), newline=""))
    assert not any((cell or "").startswith(lead) for cell in row.values())


def test_a_citation_says_what_from_where_and_when(client: TestClient):
    """The ledger, the filters, the day; each record with its report, its place in it, its words and ids."""
    text = client.get("/export.txt?status=denied").text
    assert text.startswith("onrecord 0.")
    assert "status = denied; retrieved" in text
    assert "Sample Courier, “Depot opens in Brest”, 4 May 2023, https://courier.example/0, characters" in text
    assert "“The union denied that drivers were hired.”" in text


def test_too_many_rows_are_refused_with_a_way_out(client: TestClient, monkeypatch: pytest.MonkeyPatch):
    """Beyond the limit the answer says what to do instead."""
    monkeypatch.setattr(taking, "MOST", 2)
    answer = client.get("/export.csv", headers={"accept": "application/json"})
    assert answer.status_code == 413
    assert "onrecord export" in answer.json()["remedy"]


def test_a_search_is_a_feed(client: TestClient):
    """Atom and JSON Feed have the same items, with ids that stay and addresses that lead here."""
    atom = lxml.etree.fromstring(client.get("/feed.atom?q=trucks").content)
    items = client.get("/feed.json?q=trucks").json()["items"]
    entries = atom.findall(f"{ATOM}entry")
    assert [e.findtext(f"{ATOM}id") for e in entries] == [item["id"] for item in items]
    assert len(items) > 2
    for item in items:
        assert item["id"].startswith("urn:onrecord:")
        assert client.get(item["url"]).status_code == 200
    assert atom.findtext(f"{ATOM}title") == "on record: words: trucks"


def test_pages_offer_what_they_show(client: TestClient):
    """On pages of names, places and outlets the exports hold their records and no others."""
    import lxml.html

    for path in ("/place?name=Brest", "/outlet?name=Other+Wire"):
        page = lxml.html.fromstring(client.get(path).text)
        (href,) = page.xpath("//a[contains(@href, '/export.jsonl')]/@href")
        told = client.get(path.replace("?", ".json?")).json()
        lines = [json.loads(line) for line in client.get(href).text.splitlines()]
        assert len(lines) == len(told["hits"]) > 0
