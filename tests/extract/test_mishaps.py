"""Harm by accident is no assault."""

from __future__ import annotations

import pytest

from onrecord.model import Report
from onrecord.pipeline import run

CASES = [
    ("Two miners were killed in a collapse near Oslo.", "killed", None, "nobody's hand"),
    ("A ferry capsized near Oslo, killing two miners.", "killing", None, "the clause beside tells of the mishap"),
    ("Two miners were killed in an attack near Oslo.", "killed", "ASSAULT", "somebody's hand"),
    ("Rebels killed two miners near Oslo.", "killed", "ASSAULT", "no mishap"),
    ("Rebels bombed a dam, and two miners were killed in the flood.", "killed", "ASSAULT", "violence brought it about"),
    ("Guards opened fire on the miners, killing two.", "killing", "ASSAULT", "fire of guns"),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "word", "type_", "why"), CASES, ids=[c[3] for c in CASES])
def test_case(text: str, word: str, type_: str | None, why: str):
    """The word of harm has the type of the case."""
    found = [e for e in run(Report(text, language="en")).events if e.trigger.of(text) == word]
    assert [e.type for e in found] == [type_], why
