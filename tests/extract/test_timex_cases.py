"""Every line of tests/cases/timexes.jsonl; those whose answer hangs on tense are read by the model first."""

import json
from pathlib import Path

import pytest

from onrecord.extract.timex import timex_stage
from onrecord.model import Document, Report
from onrecord.nlp.reader import read

CASES = [
    json.loads(line) for line in (Path(__file__).parents[1] / "cases" / "timexes.jsonl").read_text("utf-8").splitlines()
]


def _check(case, document):
    found = timex_stage().run(document)
    assert [[t.span.of(found.text), str(t.type), t.value] for t in found.timexes] == case["expect"]


@pytest.mark.parametrize("case", [c for c in CASES if not c.get("read")], ids=lambda c: c["text"][:50])
def test_words_alone(case):
    """Spans, types and values are those of the case, from the words alone."""
    _check(case, Document(Report(case["text"], published=case["published"], language="en")))


@pytest.mark.model
@pytest.mark.parametrize("case", [c for c in CASES if c.get("read")], ids=lambda c: c["text"][:50])
def test_with_tense(case):
    """Spans, types and values are those of the case, with the tense of the clause known."""
    _check(case, read(Document(Report(case["text"], published=case["published"], language="en"))))
