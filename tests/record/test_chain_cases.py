"""Every line of tests/cases/chains.jsonl, read by the whole program: on whose word each event rests."""

import json
import re
from pathlib import Path

import pytest

from onrecord.model import Record, Report
from onrecord.pipeline import run

CASES = [
    json.loads(line) for line in (Path(__file__).parents[1] / "cases" / "chains.jsonl").read_text("utf-8").splitlines()
]


def bare(name: str | None) -> str | None:
    """A source's name without article, which is no part of who it is; None where nobody is named."""
    return None if name is None else re.sub(r"^(the|an?)\s+", "", name, flags=re.IGNORECASE).casefold()


def records(case: dict) -> tuple[Record, ...]:
    """The records of a case's text."""
    return run(Report(case["text"], language="en", published=case.get("published"))).records


def is_expected(record: Record, wanted: dict) -> bool:
    """Whether the record rests on the sources that the case names, at the times that it gives, if any."""
    names = [bare(link.name) for link in record.according_to]
    times = [link.said_time for link in record.according_to]
    return names == [bare(n) for n in wanted["according_to"]] and times == wanted.get("said_time", times)


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=[c["why"][:60] for c in CASES])
def test_chain_case(case):
    """Each event that a case names has a record which rests on just these sources."""
    made = records(case)
    for wanted in case["chains"]:
        found = [r for r in made if r.trigger.text == wanted["trigger"]]
        assert found, (wanted["trigger"], [r.trigger.text for r in made])
        assert all(is_expected(r, wanted) for r in found), (wanted, told(found))


def told(made: list[Record]) -> list[dict]:
    """Records as a case would write them, to compare by eye."""
    return [
        {
            "trigger": r.trigger.text,
            "according_to": [link.name for link in r.according_to],
            "said_time": [link.said_time for link in r.according_to],
        }
        for r in made
    ]
