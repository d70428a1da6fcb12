"""Contexts of PLOVER: every line of tests/cases/contexts.jsonl, weak words, titles, sectors and modes."""

import json
from pathlib import Path

import pytest
from tests.factory import document, span

from onrecord.extract.contexts import read_table
from onrecord.extract.plovercontexts import contexts, contexts_of
from onrecord.extract.tree import tree_of
from onrecord.model import Document, Participant, Report, Role
from onrecord.nlp.reader import read

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "contexts.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:50])
def test_case(case):
    """The words of the sentence give the contexts of the case."""
    found = read(Document(Report(case["text"])))
    assert list(contexts_of(tree_of(found), 0, None, (), None)) == case["expect"]


def test_weak_words():
    """One weak word gives no context, two do; one and a word in the title do; the title alone does not."""
    one = tree_of(document("Leaders came", "NOUN leader 2 nsubj / VERB come 0 root"))
    two = tree_of(document("Leaders visit", "NOUN leader 2 nsubj / VERB visit 0 root"))
    none = tree_of(document("Nothing happened"))
    assert contexts_of(one, 0, None, (), None) == ()
    assert contexts_of(one, 0, None, (), "Peace talks open in Oslo") == ("diplomatic",)
    assert contexts_of(one, 0, None, (), "Snow in Oslo") == ()
    assert contexts_of(two, 0, None, (), None) == ("diplomatic",)
    assert contexts_of(none, 0, None, (), "Peace talks open in Oslo") == ()


def test_the_longest_words_count():
    """ "West Bank" is territory, and no bank."""
    assert contexts_of(tree_of(document("The West Bank")), 0, None, (), None) == ("territory",)
    assert contexts_of(tree_of(document("The bank")), 0, None, (), None) == ("economic",)


def test_sector_and_mode():
    """Who takes part and how it is done tell a context too."""
    made = document("They left")
    part = Participant(Role.ACTOR, span(made, "They"), "They", None, "KEN", "MIL")
    assert contexts_of(tree_of(made), 1, None, (part,), None) == ("military",)
    assert contexts_of(tree_of(made), 1, "cyber", (), None) == ("cyber",)


def test_part_of_speech():
    """A word with a part of speech counts as that alone: to shell, not a shell."""
    verb = document("They shell towns", "PRON they 2 nsubj / VERB shell 0 root / NOUN town 2 obj")
    noun = document("The shell broke", "DET the 2 det / NOUN shell 3 nsubj / VERB break 0 root")
    assert contexts_of(tree_of(verb), 1, None, (), None) == ("military",)
    assert contexts_of(tree_of(noun), 2, None, (), None) == ()


def test_table_is_sound():
    """The 37 contexts, ways that are known, and modes that events can have."""
    table = read_table("plover_contexts.tsv")
    assert len(contexts()) == 37
    assert {row[1] for row in table} == {"strong", "weak", "sector", "mode"}
    modes = {mode for row in read_table("plover.tsv") for mode in row[4].split()}
    assert {mode for row in table if row[1] == "mode" for mode in row[2].split("|")} <= modes
