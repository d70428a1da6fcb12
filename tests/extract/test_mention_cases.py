"""Every line of tests/cases/mentions.jsonl, read by the model."""

import json
from pathlib import Path

import pytest

from onrecord.extract.mentions import find_mentions
from onrecord.model import Document, Report
from onrecord.nlp.reader import read

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "mentions.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=[c["why"][:60] for c in CASES])
def test_mention_case(case):
    """The last mention with the words of the case has its name, country and sector."""
    document = find_mentions(read(Document(Report(case["text"], language="en"))))
    seen = [(m.span.of(document.text), m.name, m.country, m.sector) for m in document.mentions]
    for wanted in case["mentions"]:
        found = [s for s in seen if s[0] == wanted["words"]]
        assert found, seen
        assert found[-1] == (wanted["words"], wanted["name"], wanted["country"], wanted["sector"]), seen
