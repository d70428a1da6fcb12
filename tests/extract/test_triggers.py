"""Which words tell of an event, and how many words tell it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from factory import document, span
from onrecord.extract.scene import scene_of
from onrecord.extract.triggers import triggers, whole
from onrecord.model import Timex, TimexType

CASES = [
    ("the stranded crew", "DET the 3 det / ADJ stranded 3 amod / NOUN crew 0 root", ["stranded"], "what they suffered"),
    ("unsolved cases", "ADJ unsolved 2 amod / NOUN case 0 root", ["unsolved"], "the same with a prefix"),
    ("the related cases", "DET the 3 det / ADJ related 3 amod / NOUN case 0 root", [], "what they are like"),
    ("the red ship", "DET the 3 det / ADJ red 3 amod / NOUN ship 0 root", [], "no participle"),
    ("a growing firm", "DET a 3 det / VERB grow 3 amod VerbForm=Ger / NOUN firm 0 root", ["growing"], "what it does"),
    ("the following day", "DET the 3 det / VERB follow 3 amod VerbForm=Ger / NOUN day 0 root", [], "which is meant"),
    ("Salt War", "PROPN Salt 2 compound / PROPN War 0 root", ["Salt War"], "a happening by its name"),
    ("the go-ahead came", "DET the 2 det / NOUN go-ahead 3 nsubj / VERB come 0 root", ["go-ahead", "came"], "one word"),
    (
        "a slow - growing firm",
        "DET a 5 det / ADV slow 4 advmod / PUNCT - 2 punct / VERB grow 5 amod VerbForm=Ger / NOUN firm 0 root",
        ["slow - growing"],
        "a hyphen set apart, where the first part hangs on the last",
    ),
    (
        "He left - alone",
        "PRON he 2 nsubj / VERB leave 0 root / PUNCT - 2 punct / ADV alone 2 advmod",
        ["left"],
        "a dash is no hyphen",
    ),
    (
        "the Minister for Trade and Investment",
        "DET the 2 det / PROPN minister 0 root / ADP for 4 case / NOUN trade 2 nmod / CCONJ and 6 cc / "
        "NOUN investment 4 conj",
        [],
        "what an office is for",
    ),
    (
        "the minister for trade",
        "DET the 2 det / NOUN minister 0 root / ADP for 4 case / NOUN trade 2 nmod",
        ["trade"],
        "without capitals nothing says that it is an office",
    ),
]


@pytest.mark.parametrize(("words", "rows", "expected", "why"), CASES, ids=[c[3] for c in CASES])
def test_triggers(words: str, rows: str, expected: list[str], why: str):
    """The triggers of a phrase, whole."""
    made = document(words, rows)
    tree = scene_of(made).tree
    assert [tree.span(whole(tree, i)).of(made.text) for i in triggers(made, tree)] == expected, why


def test_a_month_is_no_event():
    """What a date holds is no happening by its name."""
    made = document("In March", "ADP in 2 case / PROPN March 0 root")
    assert triggers(made, scene_of(made).tree) == [1]
    made = replace(made, timexes=(Timex(span(made, "March"), TimexType.DATE, "2031-03"),))
    assert triggers(made, scene_of(made).tree) == []
