"""Every page is there, whole and linked, as HTML and as JSON."""

from __future__ import annotations

import json
from urllib.parse import urljoin, urlsplit

import lxml.html
import pytest
from starlette.testclient import TestClient

from .conftest import BASE

PATHS = [
    "/",
    "/search",
    "/search?q=trucks",
    "/search?q=truck*&order=best",
    "/search?status=denied&who=Lee&since=2023",
    "/search?q=nothingatall",
    "/who",
    "/who?kind=PER",
    "/things",
    "/things?name=iskander",
    "/thing?name=Iskander-M",
    "/places",
    "/place?name=Brest",
    "/place?name=BLR",
    "/place/candidates?name=Brest",
    "/outlets",
    "/outlets?by=language",
    "/outlet?name=Sample+Courier",
    "/check",
    "/check?status=denied&type=AID",
    "/precision",
    "/add",
]


def links(page: str, address: str) -> set[str]:
    """The addresses of this application that a page leads to, without what comes after #."""
    found = (
        urljoin(address, each) for each in lxml.html.fromstring(page).xpath("//a/@href|//link/@href|//script/@src")
    )
    return {each.partition("#")[0] for each in found if each.startswith(BASE)}


@pytest.mark.parametrize("path", PATHS)
def test_pages_are_there(client: TestClient, path: str):
    """A page answers with HTML, and with .json behind its path with JSON that says "ok"."""
    page = client.get(path)
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    head, mark, tail = path.partition("?")
    told = client.get(f"{head if head != '/' else '/index'}.json{mark}{tail}")
    assert told.status_code == 200
    assert json.loads(told.text)["ok"] is True


@pytest.mark.slow
def test_every_link_leads_somewhere(client: TestClient):
    """From the front page, every link within the application can be followed to a page, a file or a feed."""
    todo, seen = [f"{BASE}/"], set()
    while todo and len(seen) < 2_000:
        address = todo.pop()
        if address in seen:
            continue
        seen.add(address)
        answer = client.get(address)
        assert answer.status_code == 200, address
        if answer.headers["content-type"].startswith("text/html"):
            # Filters can be put together without end; one at a time shows that they work.
            todo += [each for each in sorted(links(answer.text, address) - seen) if "&" not in each]
    assert not todo
    paths = {urlsplit(address).path.strip("/").partition("/")[0] for address in seen}
    assert {"report", "record", "who", "thing", "place", "outlet", "check", "add", "api", "feed.atom"} <= paths


@pytest.mark.parametrize("path", [*PATHS, "/api"])
def test_pages_are_sound(client: TestClient, path: str):
    """No id twice, a label for every control, one h1, a language, no inline script or style, every image described."""
    page = lxml.html.fromstring(client.get(path).text)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert page.get("lang") == "en"
    assert len(page.xpath("//h1")) == 1
    assert not page.xpath("//style|//@style|//script[not(@src)]|//*[@*[starts-with(name(), 'on')]]")
    for control in page.xpath("//input[not(@type='hidden')]|//select|//textarea"):
        labelled = control.xpath("ancestor::label") or page.xpath(f"//label[@for='{control.get('id')}']")
        assert labelled, lxml.html.tostring(control)
    for drawing in page.xpath("//main//*[local-name()='svg']"):
        assert drawing.get("aria-hidden") == "true" or drawing.get("aria-label")


def test_what_is_not_there_is_told_in_one_shape(client: TestClient):
    """Unknown pages, ids, parameters and words give an error page, and one JSON object for programs."""
    for path, status in (
        ("/nothing", 404),
        ("/record/abcdef", 404),
        ("/report/zz", 400),
        ("/who/ffffffffffff", 404),
        ("/place?name=Nowhere", 404),
        ("/outlet?name=Nobody", 404),
        ("/thing?name=Nothing", 404),
        ("/search?since=yesterday", 400),
        ("/search?page=0", 422),
        ("/search?near=here", 400),
        ("/export.docx", 404),
        ("/add/0123456789ab", 404),
    ):
        assert client.get(path, headers={"accept": "text/html"}).status_code == status, path
        told = client.get(path, headers={"accept": "application/json"})
        assert told.status_code == status, path
        body = told.json()
        assert set(body) == {"ok", "status", "title", "error", "remedy"}
        assert (body["ok"], body["status"]) == (False, status)


def test_a_name_that_means_one_leads_to_its_page(client: TestClient):
    """Looking for an exact name opens the page of whoever has it; part of a name lists."""
    assert client.get("/who?name=ann+lee", follow_redirects=False).status_code == 303
    assert "Ann Lee" in client.get("/who?name=ann").text


def test_things_go_by_their_names(client: TestClient):
    """A thing is found by name, with or without its variant; its page has its records, its record leads there."""
    listed = client.get("/things.json").json()["things"]
    assert {(each["name"][:5], each["type"]) for each in listed} == {("Kamaz", "truck"), ("Iskan", "missile system")}
    for name in ("Iskander", "iskander-m", *(each["key"] for each in listed)):
        assert client.get("/thing.json", params={"name": name}).json()["records"] == 1
    hit = client.get("/search.json?thing=Iskander").json()["hits"][0]
    assert "/thing?name=Iskander" in client.get(f"/record/{hit['record']['id']}").text
    assert {"thing"} <= {each["kind"] for each in client.get("/suggest.json?q=isk").json()["suggestions"]}


def test_suggestions_say_where_they_lead(client: TestClient):
    """What begins with the words is told with a kind and an address that is there."""
    found = client.get("/suggest.json?q=bre").json()["suggestions"]
    assert {"place"} <= {each["kind"] for each in found}
    for each in [*found, *client.get("/suggest.json?q=le").json()["suggestions"]]:
        assert client.get(each["href"]).status_code == 200
    assert client.get("/suggest.json?q=").json()["suggestions"] == []


def test_openapi_tells_of_every_json_page(client: TestClient):
    """The description lists searches, records, exports and what can be changed, with the shape of errors."""
    told = client.get("/openapi.json").json()
    assert {"/search.json", "/record/{id}.json", "/export.{format}", "/check/{id}", "/add"} <= set(told["paths"])
    assert "Trouble" in told["components"]["schemas"]


@pytest.mark.model
def test_pages_of_the_samples_are_there(sample_ledger):
    """On a ledger that was read from files, all pages of records and reports answer."""
    from onrecord.web.app import create_app

    client = TestClient(create_app(sample_ledger), base_url=BASE)
    hits = client.get("/search.json").json()["hits"]
    for hit in hits:
        assert client.get(f"/report/{hit['report']['id']}").status_code == 200
        if hit["record"]:
            assert client.get(f"/record/{hit['record']['id']}").status_code == 200
    for path in PATHS:
        assert client.get(path).status_code in (200, 404), path
