"""Nothing that a report, a person or an address says becomes markup, in any page, feed or file."""

from __future__ import annotations

import csv
import io
import json
from typing import NamedTuple

import lxml.etree
import lxml.html
import pytest
from starlette.testclient import TestClient

from onrecord.model import Record, Report
from onrecord.web.app import create_app

from . import payloads
from .conftest import browser, token_of
from .payloads import PAYLOADS

FILTERS = (
    "q",
    "who",
    "according_to",
    "place",
    "outlet",
    "since",
    "until",
    "status",
    "type",
    "saying",
    "language",
    "report",
    "near",
    "country",
)
_PATHS = tuple(f"/{path}?name=" for path in ("outlet", "place", "who", "things", "thing", "place/candidates")) + tuple(
    f"/{path}" for path in ("report/", "record/", "who/", "add/", "capture/", "export.", "nothing/", "check?record=")
)
_ADDRESSES = (
    "href",
    "src",
    "action",
    "formaction",
    "hx-get",
    "hx-post",
    "data-map",
    "data-search",
    "data-load",
    "data-job",
)
_FOREIGN = (
    "//script[not(starts-with(@src, '/static/'))]|//script[text()]|//style|//base|//iframe|//object|//embed|"
    "//video|//img|//math|//marquee|//foreignobject|//animate|//set|//use|//image|//portal|//xmp|//plaintext|"
    "//noscript//*[not(self::meta)]|//link[not(starts-with(@href, '/'))]|"
    "//meta[@http-equiv and not(ancestor::noscript)]"
)
_KINDS = {
    ".json": "application/json",
    ".geojson": "application/json",
    "/feed.atom": "application/atom+xml",
    "/export.csv": "text/csv; charset=utf-8",
    "/export.jsonl": "application/jsonl",
    "/export.geojson": "application/geo+json",
    "/export.txt": "text/plain; charset=utf-8",
    "/export.annotations": "application/jsonl",
    "/export.claims": "application/jsonl",
    "/export.ftm": "application/jsonl",
    "/export.plover": "application/jsonl",
    "/export.polecat": "text/tab-separated-values; charset=utf-8",
    "/export.gdelt-events": "text/tab-separated-values; charset=utf-8",
    "/check/training.jsonl": "application/jsonl",
}


class Attacked(NamedTuple):
    """The application over a ledger of payloads, and what is in that."""

    client: TestClient
    filed: list[tuple[Report, Record]]


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Attacked:
    """A report of each payload, and decisions and saved searches by people who are called so."""
    ledger = tmp_path_factory.mktemp("attacked") / "ledger"
    filed = payloads.fill(ledger)
    return Attacked(browser(create_app(ledger)), filed)


def check_harmless(page: str, *given: str) -> None:
    """No script but the page's own, no handler, no address that runs, no foreign element, nothing unescaped."""
    for payload in given:
        assert not set("<>\"'") & set(payload) or payload not in page, payload
    tree = lxml.html.fromstring(page)
    assert tree.xpath(_FOREIGN) == []
    for element in tree.iter():
        for name, value in element.attrib.items():
            assert not name.lower().startswith(("on", "hx-on", "data-hx")), (name, value)
            if name in _ADDRESSES:
                check_address(value)
    assert all(action.startswith("/") for action in tree.xpath("//form/@action"))


def check_address(value: str) -> None:
    """An address of this application, or of the web."""
    assert value.startswith(("/", "#", "http://", "https://")) or not value, value
    assert not value.startswith(("//", "/\\")), value


def test_there_are_enough_payloads():
    """At least 300 different ones, of ten classes."""
    assert len(set(PAYLOADS)) >= 300
    assert len(payloads.CLASSES) >= 10


@pytest.mark.slow
def test_no_report_or_record_becomes_markup(attacked: Attacked):
    """As title, text, outlet, address, author, source, place or thing, no payload becomes an element or an address."""
    for of, record in attacked.filed:
        for path in (f"/report/{of.id}", f"/record/{record.id}"):
            answer = attacked.client.get(path)
            assert answer.status_code == 200
            check_harmless(answer.text, of.title)


@pytest.mark.slow
def test_no_list_becomes_markup(attacked: Attacked):
    """Pages of hits, directories, the queue and the list of jobs show all of them as text."""
    shown = set()
    for number in range(1, len(PAYLOADS) // 20 + 2):
        check_harmless(attacked.client.get(f"/search?page={number}").text, *PAYLOADS)
        hits = attacked.client.get(f"/search.json?page={number}").json()["hits"]
        shown |= {hit["report"]["title"] for hit in hits}
    assert shown == set(PAYLOADS)
    for path in (
        "/",
        "/who",
        "/things",
        "/places",
        "/outlets",
        "/outlets?by=language",
        "/check",
        "/add",
        "/precision",
        "/api",
    ):
        check_harmless(attacked.client.get(path).text, *PAYLOADS)


@pytest.mark.slow
def test_no_parameter_becomes_markup(attacked: Attacked):
    """What comes in by an address or a path is shown as text, in pages and in what is said of errors."""
    for number, payload in enumerate(PAYLOADS):
        name = FILTERS[number % len(FILTERS)]
        answer = attacked.client.get("/search", params={name: payload})
        assert answer.status_code in (200, 400, 422), payload
        check_harmless(answer.text, payload)
        path = _PATHS[number % len(_PATHS)]
        lost = attacked.client.get(path + _quoted(payload))
        assert lost.status_code in (200, 400, 404, 405, 422), (path, payload)
        check_harmless(lost.text, payload)


def _quoted(payload: str) -> str:
    return "".join(f"%{byte:02X}" for byte in payload.encode())


@pytest.mark.slow
def test_no_reviewer_becomes_markup(attacked: Attacked):
    """The name, note and corrections of one who checks are text: in the queue, on the record, and when remembered."""
    client = attacked.client
    for number, payload in enumerate(PAYLOADS[::9]):
        record = attacked.filed[number][1].id
        page = client.get("/check", params={"record": record})
        form = {
            "token": token_of(page.text),
            "verdict": "correct",
            "by": payload[:100],
            "note": payload,
            "fix_who": payload,
            "back": payload[:500],
        }
        answer = client.post(f"/check/{record}", data=form, follow_redirects=False)
        assert answer.status_code in (303, 400, 422), answer.text
        if answer.status_code == 303:
            assert answer.headers["location"].startswith("/check?")
            check_harmless(client.get(answer.headers["location"]).text, payload)
        check_harmless(client.get(f"/record/{record}").text, payload)


def test_what_is_no_page_is_not_taken_for_one(attacked: Attacked):
    """Data, feeds and files come as what they are, may not be sniffed, and are never HTML."""
    of, record = attacked.filed[0]
    pages = (
        "/search",
        "/",
        f"/report/{of.id}",
        f"/record/{record.id}",
        "/who",
        "/things",
        "/places",
        "/outlets",
        "/check",
        "/precision",
        "/add",
    )
    data = [f"{'/index' if path == '/' else path}.json" for path in pages]
    for path in (
        *data,
        "/suggest.json?q=svg",
        "/timeline.json",
        "/spots.geojson",
        "/feed.json",
        *(k for k in _KINDS if k[0] == "/"),
    ):
        answer = attacked.client.get(path)
        assert answer.status_code == 200, path
        kind = next(kind for end, kind in reversed(_KINDS.items()) if path.partition("?")[0].endswith(end))
        assert answer.headers["content-type"] == kind, path
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_feeds_are_well_formed(attacked: Attacked):
    """An Atom feed of payloads parses, has nothing but the elements of a feed, and leads only into this application."""
    feed = lxml.etree.fromstring(attacked.client.get("/feed.atom").content)
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == 50
    assert {lxml.etree.QName(e).namespace for e in feed.iter()} == {"http://www.w3.org/2005/Atom"}
    assert all(link.get("href").startswith("http://127.0.0.1") for link in feed.iter("{*}link"))
    assert len(json.loads(attacked.client.get("/feed.json").content)["items"]) == 50


_BEGINNINGS = tuple("=+-@\t\r\n＝＋－＠")
FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil.example")',
    "\n=1",
    *(f"{sign}1+1" for sign in "＝＋－＠"),
)


def test_no_cell_is_a_formula(tmp_path):
    """In CSV no cell begins as a formula does, whatever a report is called, says or comes from."""
    from onrecord.ledger import open_ledger

    with open_ledger(tmp_path / "ledger", write=True) as store:
        for number, payload in enumerate(FORMULAS):
            of, records = payloads.harmful(number, payload)
            store.add(of, records, fingerprint="f1")
    client = browser(create_app(tmp_path / "ledger"))
    table = list(csv.reader(io.StringIO(client.get("/export.csv").content.decode("utf-8-sig"), newline="")))
    assert len(table) == len(FORMULAS) + 1
    numbers = {name for name, cell in zip(table[0], table[1], strict=True) if name.endswith(("lat", "lon", "score"))}
    for row in table[1:]:
        for name, cell in zip(table[0], row, strict=True):
            assert name in numbers or not cell.startswith(_BEGINNINGS), (name, cell)
