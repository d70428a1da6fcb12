"""Filters are chips that can be taken off, and an address says all of them."""

from __future__ import annotations

import lxml.html
import pytest
from starlette.testclient import TestClient

from onrecord.ledger import Near, Order
from onrecord.web.asked import Asked, chips


def test_an_address_says_all_that_is_asked():
    """Only what is given is in the address, lists as several parameters; it can be changed field by field."""
    asked = Asked(q="air defence", status=["denied", "planned"], history=True)
    assert asked.address() == "/search?q=air+defence&status=denied&status=planned&history=true"
    assert asked.address("/search.json", status=[], page=2) == "/search.json?q=air+defence&history=true&page=2"
    assert Asked().address() == "/search"
    assert not Asked(order=Order.BEST).narrowed


def test_a_query_has_every_filter():
    """The parameters become the fields of the ledger's query."""
    query = Asked(q="x", who="Lee", country="gbr", near="51,0", km=20, order=Order.BEST).query()
    assert (query.text, query.who, query.country, query.near) == ("x", "Lee", "GBR", Near(51.0, 0.0, 20.0))
    assert query.order is Order.BEST


def test_each_chip_takes_itself_off():
    """A chip names its filter in words and leads to the same search without it."""
    asked = Asked(q="trucks", status=["denied", "not_done"], since="2023-05", language="en", according_to="outlet")
    found = {chip.label: chip for chip in chips(asked, {}) if chip.label != "status"}
    assert found["from"].value == "May 2023"
    assert found["language"].value == "English"
    assert found["according to"].value == "the outlet's own voice"
    assert (
        found["words"].without == "/search?according_to=outlet&status=denied&status=not_done&since=2023-05&language=en"
    )
    several = [chip for chip in chips(asked, {}) if chip.label == "status"]
    assert [chip.value for chip in several] == ["denied", "not done"]
    assert "status=denied" not in several[0].without
    assert "status=not_done" in several[0].without


def test_chips_name_entities(client: TestClient):
    """A filter by the key of an entity shows its name, on the chip and in its field."""
    key = next(e["key"] for e in client.get("/who.json?name=ann").json()["names"])
    page = lxml.html.fromstring(client.get(f"/search?who={key}").text)
    assert "Ann Lee" in page.xpath("//ul[@class='chips']")[0].text_content()
    assert client.get(f"/search.json?who={key}").json()["records"] == 2


@pytest.mark.parametrize("path", ["/search?km=&near=&order=&history=&status=&page=1", "/search?q=%00%ff&who=%20"])
def test_empty_fields_ask_for_nothing(client: TestClient, path: str):
    """A form sent without scripts has all its fields, empty ones too."""
    assert client.get(path).status_code == 200


def test_a_facet_can_be_chosen_and_taken_off(client: TestClient):
    """Choosing a status narrows; the chosen one leads back."""
    page = lxml.html.fromstring(client.get("/search?status=denied").text)
    (chosen,) = page.xpath("//ul[@class='facet-list']//a[@aria-current='true']")
    assert chosen.get("href") == "/search"
    assert any("status=denied" in href and "status=planned" in href for href in page.xpath("//a/@href"))


def test_hits_of_one_sentence_are_shown_once(client: TestClient):
    """Each sentence has one link into its report; the matched words and the trigger are marked."""
    page = lxml.html.fromstring(client.get("/search?q=truck*").text)
    hrefs = page.xpath("//a[@class='deep']/@href")
    assert len(hrefs) == len(set(hrefs)) > 0
    assert all("#span=" in href for href in hrefs)
    assert {m.text_content().lower() for m in page.xpath("//mark")} <= {"truck", "trucks"}


def test_the_chain_of_sources_is_a_sentence(client: TestClient):
    """Who says so, as reported by whom, what they did in saying it, and when."""
    page = lxml.html.fromstring(client.get("/search?q=sent&status=denied").text)
    assert "Ann Lee, as reported by Sample Courier, denied it on 1 May 2023" in " ".join(page.text_content().split())
    own = lxml.html.fromstring(client.get("/search?who=Kamaz*").text).text_content()
    assert "Other Wire, in its own voice" in " ".join(own.split())
