from __future__ import annotations

import json
from dataclasses import replace

import pytest

from onrecord.ledger.exports.claims import claim, write_claims
from onrecord.model import Nature

from .. import made
from .entry import entry, plain, written
from .schemas import CLAIM, check


def test_a_record_as_a_claim():
    """The evidence is the text, the innermost source the author, the report where it appears."""
    report = made.report()
    found = claim(entry(report, made.told(report)))
    check(CLAIM, found)
    assert found["text"].startswith("Minister Olga Karel said")
    assert found["author"] == {"@type": "Person", "name": "Olga Karel"}
    assert found["dateCreated"] == "2023-05-03"
    assert found["appearance"]["url"] == "https://courier.example/0"
    assert found["appearance"]["publisher"] == {"@type": "Organization", "name": "Sample Courier"}
    assert found["appearance"]["datePublished"] == "2023-05-04T08:00:00+03:00"
    assert found["spatialCoverage"]["geo"]["latitude"] == 52.0975
    assert {"status:planned", "saying:promised", "type:AID"} <= set(found["keywords"])


@pytest.mark.parametrize(
    ("nature", "name", "author"),
    [
        (Nature.PERSON, "Karel", {"@type": "Person", "name": "Karel"}),
        (Nature.BODY, "the ministry", {"@type": "Organization", "name": "the ministry"}),
        (Nature.GROUP, "two aides", {"name": "two aides"}),
        (Nature.UNNAMED, "an official", {"name": "an official"}),
        (None, "Karel", {"name": "Karel"}),
        (Nature.PERSON, None, None),
        (Nature.DOCUMENT, "a report", None),
    ],
)
def test_an_author_has_a_type_only_where_it_is_known(nature, name, author):
    """A person or a body, if that is sure; nobody is made up; a document is what the claim is based on."""
    (link,) = plain().record.according_to
    found = claim(plain(according_to=(replace(link, nature=nature, name=name),)))
    check(CLAIM, found)
    assert found.get("author") == author
    assert ("isBasedOn" in found) == (nature is Nature.DOCUMENT)


def test_who_say_it_together_are_all_authors():
    """ "A and B said": schema.org takes a list; the agency that has it from them is no author."""
    report = made.report()
    found = claim(entry(report, made.together(report)))
    check(CLAIM, found)
    assert [author["name"] for author in found["author"]] == ["Olga Karel", "Lena Karel"]


def test_the_outlet_is_the_author_of_its_own_voice():
    """Where nobody is credited, the outlet says so."""
    assert claim(plain(according_to=()))["author"] == {"@type": "Organization", "name": "Sample Courier"}
    assert "author" not in claim(entry(made.report(outlet=None), replace(plain().record, according_to=())))


def test_no_claim_is_rated_and_no_country_pinned():
    """Nothing in the file reviews or rates; a country has no point."""
    wide = replace(plain().record.place, precision="country")
    text = written(write_claims, plain(), plain(place=wide))
    assert "Review" not in text and "ating" not in text
    assert "geo" not in json.loads(text.splitlines()[1])["spatialCoverage"]
