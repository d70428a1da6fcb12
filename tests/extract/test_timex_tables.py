"""The tables of rules: every example in them holds, and every operation and class that they name exists."""

import pytest

from onrecord.extract.timex.find import reading_of
from onrecord.extract.timex.resolve import OPERATIONS
from onrecord.extract.timex.rules import tables

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

    assert dict(timex_stage().config)["tables"] == tables("en").digest


def test_a_batch_matches_where_one_of_its_rules_does():
    """A batch that does not match rules out its rules: each stands in one batch, which matches wherever it does."""
    known = tables("en")
    assert [rule for batch in known.batches for rule in batch.rules] == list(known.rules)
    for _, words, _ in EXAMPLES:
        text = f"On {words}, and so on"
        for at in range(len(text)):
            for batch in known.batches:
                assert bool(batch.pattern.match(text, at)) == any(rule.pattern.match(text, at) for rule in batch.rules)
