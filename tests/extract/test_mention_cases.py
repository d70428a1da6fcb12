"""Every line of tests/cases/mentions.jsonl, read by the model; and which mentions share an entity id."""

import json
from pathlib import Path

import pytest

from onrecord.extract.mentions import find_mentions
from onrecord.extract.toponyms import find_toponyms
from onrecord.model import Document, Report
from onrecord.nlp.reader import read

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "mentions.jsonl").read_text("utf-8").splitlines()
]


def mentions(text, published=None):
    """The words of every mention with the mention, in text order."""
    document = find_toponyms(read(Document(Report(text, language="en", published=published))))
    return [(m.span.of(text), m) for m in find_mentions(document).mentions]


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=[c["why"][:60] for c in CASES])
def test_mention_case(case):
    """The last mention with the words of the case has its name, country, sector; nature, candidates where given."""
    seen = mentions(case["text"], case.get("published"))
    for wanted in case["mentions"]:
        found = [m for words, m in seen if words == wanted["words"]]
        assert found, seen
        last = found[-1]
        assert (last.name, last.country, last.sector) == (wanted["name"], wanted["country"], wanted["sector"]), seen
        assert last.nature == wanted.get("nature", last.nature), last
        if "candidates" in wanted:
            assert {name for name, _ in last.candidates} == set(wanted["candidates"]), last


def entity(text, words):
    """The entity id of the last mention with these words."""
    return [m.entity for seen, m in mentions(text) if seen == words][-1]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Norwegian government left.", "Norwegian government"),
        ("Norway's government left.", "Norway's government"),
        ("The government of Norway left.", "government of Norway"),
        ("The new Norwegian government left. The government paid.", "government"),
    ],
)
def test_a_body_of_state_has_one_id(text, words):
    """All wordings of a body of state are one entity in every report."""
    assert entity(text, words) == entity("Norway's government spoke.", "Norway's government")


@pytest.mark.model
@pytest.mark.parametrize(
    "words", ["Officials", "Residents", "Two aides", "40 people", "Parliament", "A leaked letter", "Defence Ministry"]
)
def test_what_nobody_owns_is_of_its_report(words):
    """The same words for somebody unnamed, without owner, are not one entity in two reports, but are in one."""
    one, other = (f"{words} warned of the {thing}." for thing in ("flood", "storm"))
    shown = words.removeprefix("A ")
    assert entity(one, shown) is not None
    assert entity(one, shown) == entity(one, shown)
    assert entity(one, shown) != entity(other, shown)


@pytest.mark.model
@pytest.mark.parametrize("words", ["Ukrainian officials", "Officials in Lima, Peru,"])
def test_what_is_owned_is_the_same_everywhere(words):
    """A description that says whose or where somebody is means the same in two reports."""
    shown = words.rstrip(",")
    assert entity(f"{words} warned of the flood.", shown) == entity(f"{words} warned of the storm.", shown)


@pytest.mark.model
def test_places_tell_officials_apart():
    """Officials of two places are two entities."""
    lima = entity("Officials in Lima, Peru, say that the bridge fell.", "Officials in Lima, Peru")
    assert lima != entity("Officials in Quebec, Canada, say that it fell.", "Officials in Quebec, Canada")
