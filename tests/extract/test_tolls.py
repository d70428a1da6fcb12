"""Tolls: every line of tests/cases/tolls.jsonl, and which event has which count."""

import json
from pathlib import Path

import pytest
from tests.factory import document

from onrecord.extract.quantities import find_quantities
from onrecord.extract.timex import timex_stage
from onrecord.extract.tolls import digest, kinds, toll_of
from onrecord.extract.tree import tree_of
from onrecord.model import Document, Quantity, Report, Span
from onrecord.nlp.reader import read
from onrecord.pipeline import run

CASES = [
    json.loads(line) for line in (Path(__file__).parents[1] / "cases" / "tolls.jsonl").read_text("utf-8").splitlines()
]
KINDS = {
    *("killed", "wounded", "missing", "arrested", "abducted", "displaced", "evacuated", "rescued", "infected"),
}


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:50])
def test_case(case):
    """Each amount has the kind of the case, None where it is no toll."""
    found = find_quantities(timex_stage().run(read(Document(Report(case["text"], published="2025-03-04")))))
    assert [[q.span.of(found.text), q.kind] for q in found.quantities] == case["expect"]


@pytest.mark.model
def test_each_count_is_of_its_own_event():
    """Of two counts in one sentence each is on the record of the verb that tells it."""
    found = run(Report("The blast tore through the market, killing at least 41 people and wounding 60 others."))
    told = {r.trigger.text: [(q.value, q.bound, q.kind) for q in r.quantities] for r in found.records}
    assert told["killing"] == [(41, "at least", "killed")]
    assert told["wounding"] == [(60, "exact", "wounded")]


@pytest.mark.model
def test_a_toll_is_none_of_another_event():
    """The count of the dead is no toll of the mourning."""
    found = run(Report("Thousands mourned the 41 people killed in the blast on Friday."))
    (mourned,) = [r for r in found.records if r.lemma == "mourn"]
    assert [q.kind for q in mourned.quantities if q.value == 41] in ([None], [])


def test_kind_by_the_verb():
    """The object of "killed" is a toll of the killing, that of "fed" is none."""
    for word, kind in (("killed", "killed"), ("fed", None)):
        made = document(
            f"They {word} 12 goats",
            f"PRON they 2 nsubj / VERB {'kill' if kind else 'feed'} 0 root / NUM 12 4 nummod / NOUN goat 2 obj",
        )
        toll = toll_of(tree_of(made), Quantity(Span(len(word) + 6, len(made.text)), 12, "goat", "exact", 3), [2, 3])
        assert (toll.kind if toll else None) == kind
        assert toll is None or toll.governor == 1


def test_parts_and_shares_are_no_tolls():
    """A percentage of those killed and what "including" introduces have no kind."""
    made = document("They killed 12 men", "PRON they 2 nsubj / VERB kill 0 root / NUM 12 4 nummod / NOUN man 2 obj")
    assert toll_of(tree_of(made), Quantity(Span(12, 18), 12, "percent", "exact", 3), [2, 3]) is None
    made = document(
        "They killed men including 3 boys",
        "PRON they 2 nsubj / VERB kill 0 root / NOUN man 2 obj / VERB include 6 case / NUM 3 6 nummod / NOUN b 3 nmod",
    )
    assert toll_of(tree_of(made), Quantity(Span(26, 32), 3, "boy", "exact", 5), [4, 5]) is None


def test_table_has_known_kinds_only():
    """The table tells of the nine kinds that are documented, and its digest is twelve digits."""
    assert set(kinds().values()) == KINDS
    assert len(digest()) == 12
