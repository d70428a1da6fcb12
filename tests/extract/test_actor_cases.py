"""Every line of tests/cases/actors.jsonl, read by the model: country and PLOVER sector of those who take part."""

import json
from pathlib import Path

import pytest

from onrecord.model import Report
from onrecord.pipeline import run

CASES = [
    json.loads(line) for line in (Path(__file__).parents[1] / "cases" / "actors.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=[f"{c['phrase']}: {c['why']}"[:70] for c in CASES])
def test_actor_case(case):
    """Whoever takes part under the words of the case, or else is mentioned by them, has its country and sector."""
    text = case["text"]
    document = run(Report(text, language="en"))
    taking = [p for event in document.events for p in event.participants] + list(document.mentions)
    found = [p for p in taking if p.span.of(text) == case["phrase"]]
    assert found, [p.span.of(text) for p in taking]
    assert (found[0].country, found[0].sector) == (case["country"], case["sector"])
