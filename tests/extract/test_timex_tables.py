"""The tables of rules: every example in them holds, and every operation and class that they name exists."""

import re

import pytest

from onrecord.extract.timex.find import reading_of
from onrecord.extract.timex.openings import beginnings, first_word, openings
from onrecord.extract.timex.resolve import OPERATIONS
from onrecord.extract.timex.rules import digest, tables

RULES = tables("en").rules
EXAMPLES = [(rule.name, words, value) for rule in RULES for words, value in rule.examples]


@pytest.mark.parametrize(("name", "words", "value"), EXAMPLES)
def test_example(name, words, value):
    """The words of the example are one expression with its value, printed on the tables' model day."""
    reading = reading_of(words, "2022-06-25")
    assert reading is not None, name
    assert reading.value == value, name


def test_names_are_unique():
    """No two rules have the same name, because filters speak of rules by name."""
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))


def test_operations_exist():
    """Every rule names an operation that there is, and every operation is named by a rule."""
    assert {rule.operation for rule in RULES} == set(OPERATIONS)


def test_reasons_are_given():
    """Every reading says in words why."""
    assert all(reading_of(words, "2022-06-25").reason for _, words, _ in EXAMPLES)


def test_without_document_date_nothing_relative_is_dated():
    """Without a document date no relative example gets a day, week, month or year of the calendar."""
    for words in ("yesterday", "last week", "next year", "three days ago", "this summer", "the year", "last Friday"):
        assert reading_of(words, None).value is None, words


def test_a_wrong_document_date_is_no_document_date():
    """A published value that is no date counts as missing instead of failing."""
    assert reading_of("yesterday", "last Tuesday").value is None


def test_digest_is_part_of_the_stage():
    """A change of the tables changes the stage's fingerprint."""
    from onrecord.extract.timex import timex_stage

    assert dict(timex_stage().config)["tables"] == digest("en")


def test_a_batch_matches_where_one_of_its_rules_does():
    """A batch that does not match rules out its rules: each stands in one batch, which matches wherever it does."""
    known = tables("en")
    assert [rule for batch in known.batches for rule in batch.rules] == list(known.rules)
    for _, words, _ in EXAMPLES:
        text = f"On {words}, and so on"
        for at in range(len(text)):
            for batch in known.batches:
                assert bool(batch.pattern.match(text, at)) == any(rule.pattern.match(text, at) for rule in batch.rules)


def test_a_rule_is_tried_wherever_it_matches():
    """Of a word only those rules are left out of which no match starts with it."""
    known = tables("en")
    for _, words, _ in EXAMPLES:
        text = f"On {words}, and so on"
        for word in re.finditer(r"[^\W\d_]+", text):
            tried = {rule.name for batch in known.opened_by(word[0].lower()) for rule in batch.rules}
            assert {rule.name for rule in known.rules if rule.pattern.match(text, word.start())} <= tried


OPENINGS = [
    ("(?:the )?{month} {day}", {"the", "may", "june"}, "what may be missing, and what comes after it"),
    ("{day} {month}", set(), "a figure comes first, so no word does"),
    ("an? hour|hourly", {"an", "a", "hourly"}, "of every branch; a letter that may be missing"),
    ("(?<=since )year", {"year"}, "what stands around it is no part of it"),
    ("['’]?{month}s", {"may", "june"}, "a mark before it is no letter"),
    ("(?P<span>week(?:end)?) of", {"week"}, "inside a group"),
    (".+ ago", {""}, "what cannot be told may be anything"),
]


@pytest.mark.parametrize(("pattern", "found", "why"), OPENINGS)
def test_openings(pattern, found, why):
    """The words that a pattern may start with are read off it."""
    assert openings(pattern, {"month": frozenset({"may", "june"})}) == found, why


def test_beginnings():
    """A word may go on ("days"), but for short ones ("a", "as")."""
    assert beginnings("days") == {"", "day", "days"}
    assert beginnings("as") == {"", "as"}
    assert first_word("new year's eve") == "new"
    assert first_word("24-hour") is None
