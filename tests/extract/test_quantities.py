"""Quantities: every line of tests/cases/quantities.jsonl, and any text at all."""

import json
from math import isfinite
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factory import document, span

from onrecord.extract.amountwords import words
from onrecord.extract.quantities import find_quantities, quantity_stage
from onrecord.extract.timex import timex_stage
from onrecord.model import Document, Name, NameType, Report, Span, Timex, TimexType
from onrecord.nlp.reader import read

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "quantities.jsonl").read_text("utf-8").splitlines()
]
BOUNDS = {"exact", "at least", "at most", "about"}


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:50])
def test_case(case):
    """Words, value, unit, bound and counted noun are those of the case."""
    found = find_quantities(timex_stage().run(read(Document(Report(case["text"], published="2022-06-26")))))
    tokens, text = found.tokens, found.text
    assert [
        [q.span.of(text), q.value, q.unit, q.bound, None if q.noun is None else tokens[q.noun].span.of(text)]
        for q in found.quantities
    ] == case["expect"]


def test_noun_is_the_head_of_the_number():
    """The counted noun is the head that the tree gives the number."""
    found = find_quantities(
        document(
            "They sank 12 fast boats",
            "PRON they 2 nsubj / VERB sink 0 root / NUM 12 5 nummod / ADJ fast 5 amod / NOUN boat 2 obj",
        )
    )
    (quantity,) = found.quantities
    assert (quantity.noun, quantity.unit, quantity.value) == (4, "boat", 12)


def test_times_hold_no_amounts():
    """A number inside a time expression is none."""
    from dataclasses import replace

    found = document(
        "They met for 12 days",
        "PRON they 2 nsubj / VERB meet 0 root / ADP for 5 case / NUM 12 5 nummod / NOUN day 2 obl",
    )
    timex = Timex(span(found, "12 days"), TimexType.DURATION, "P12D")
    assert find_quantities(found).quantities
    assert not find_quantities(replace(found, timexes=(timex,))).quantities


def test_names_hold_no_amounts():
    """A number inside a name is none."""
    from dataclasses import replace

    found = document(
        "The Group of Seven met",
        "DET the 2 det / NOUN group 5 nsubj / ADP of 4 case / NUM seven 2 nmod / VERB meet 0 root",
    )
    name = Name(span(found, "Group of Seven"), NameType.ORG)
    assert not find_quantities(replace(found, names=(name,))).quantities


PIECES = st.one_of(
    st.sampled_from(sorted({f for forms in words().classes.values() for f in forms} | set(words().numbers))),
    st.sampled_from(["12", "1,200", "3.5", "2 1/2", "½", "$", "9" * 400, "10-12", "missiles", "of", "to"]),
    st.sampled_from(["between", "٣", "²"]),
    st.text(max_size=5),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=20).map(" ".join))
def test_any_text(text):
    """Spans lie in the text in order, values are finite or None, bounds are of the four."""
    tree = "/".join(f"X {w} 0 dep" for w in text.split()) if "/" not in text else ""
    plain = " ".join(text.split())
    made = [Document(Report(text))]
    if plain and tree:
        made.append(document(plain))
    for found in map(find_quantities, made):
        end = 0
        for quantity in found.quantities:
            assert end <= quantity.span.start < quantity.span.end <= len(found.text)
            assert quantity.value is None or isfinite(quantity.value)
            assert quantity.bound in BOUNDS
            assert quantity.noun is None or 0 <= quantity.noun < len(found.tokens)
            end = quantity.span.end


def test_stage_names_its_table():
    """A change of the table changes the stage's fingerprint."""
    stage = quantity_stage()
    assert stage.provides == ("quantities",)
    assert dict(stage.config)["table"] == words().digest
    assert Span(0, 1)
