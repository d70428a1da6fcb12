"""Events: triggers, roles, types and circumstances."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.extract.events import find_events
from onrecord.extract.plover import rows
from onrecord.model import Document, Event, Report
from onrecord.nlp import reader_stage

CASES = [json.loads(line) for line in (Path(__file__).parent.parent / "cases" / "events.jsonl").open(encoding="utf-8")]
EXAMPLES = sorted({(row.example, row.type, row.mode) for found in rows().values() for row in found}, key=str)


def read(text: str) -> Document:
    """The text with sentences, tokens, names and events; the layers between are left empty."""
    return find_events(reader_stage().run(Document(Report(text, language="en"))))


def event(document: Document, trigger: str) -> Event:
    """The event whose trigger is the word."""
    return next(e for e in document.events if e.trigger.of(document.text) == trigger)


def roles(found: Event) -> dict[str, list[str]]:
    """Names of the participants by role, sorted."""
    given: dict[str, list[str]] = {}
    for participant in found.participants:
        given.setdefault(participant.role, []).append(participant.name)
    return {role: sorted(names) for role, names in given.items()}


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['trigger']}: {c['why']}")
def test_roles(case: dict):
    """The roles that a case names have exactly the participants it names; its type, where it names one, is given."""
    found = event(read(case["text"]), case["trigger"])
    given = roles(found)
    assert {role: given.get(role, []) for role in case["roles"]} == {r: sorted(n) for r, n in case["roles"].items()}
    assert found.type == case.get("type", found.type)


@pytest.mark.model
@pytest.mark.parametrize(("example", "type_", "mode"), EXAMPLES, ids=lambda value: str(value))
def test_type_table(example: str, type_: str | None, mode: str | None):
    """Every line of the table of types gives its own example its own type and mode."""
    before, word, _ = example.split("*")
    found = [
        e for e in read(example.replace("*", "")).events if len(before) <= e.trigger.start < len(before) + len(word)
    ]
    assert [(e.type, e.mode) for e in found][-1:] == [(type_, mode)]
