"""Readings made ready for the store where they were read."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledger import made

from onrecord.errors import LedgerError
from onrecord.ledger import OutcomeKind, fold
from onrecord.ledger.ready import ready
from onrecord.ledger.write import Capture

NOWHERE = Capture(None, None)


def test_rows_from_another_process_are_filed_like_records(ledger):
    """What was made ready, sent and received gives the same records as `add` does, and is known to it afterwards."""
    report = made.report()
    records = made.records(report)
    sent = pickle.loads(pickle.dumps(ready(report, records)))
    outcome = ledger.file(report, sent, NOWHERE, fingerprint="f1")
    assert (outcome.kind, outcome.added) == (OutcomeKind.NEW, len(records))
    assert ledger.records_of(report.id) == records
    assert ledger.add(report, records, fingerprint="f1").kind is OutcomeKind.UNCHANGED
    again = ledger.add(report, records, fingerprint="f2")
    assert (again.added, again.kept, again.superseded) == (0, len(records), 0)


def test_a_record_that_comes_twice_counts_once():
    """Of two records with one id the last is filed, in the place of the first."""
    report = made.report()
    first, second = made.records(report)
    found = ready(report, (first, second, replace(first, score=0.25)))
    assert [row[0] for row in found.records] == [first.id, second.id]
    assert found.given[0][0] == 0.25


def test_one_sentence_is_one_passage():
    """Records with the same evidence share its row."""
    report = made.report()
    records = [made.sealed(replace(made.records(report)[0], lemma=word)) for word in ("send", "open")]
    assert len(ready(report, records).passages) == 1


def test_rows_of_another_report_are_refused(ledger):
    """Nothing is filed under a report that it was not made from, as the message says."""
    one, other = made.report(1), made.report(2)
    with pytest.raises(LedgerError, match="the rows are those of report"):
        ledger.file(one, ready(other, ()), NOWHERE, fingerprint="f1")
    assert ledger.stats().reports == 0


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("aB9é“”’–\u0301\u00a0 …漢字ไทยﬁ\u200b_-.") | st.characters(exclude_categories=["Cs"])))
def test_words_are_the_same_with_and_without_their_places(text):
    """The quick way to the words of plain texts gives what the way over every run of letters does."""
    assert fold.words(text) == [word for word, _, _ in fold.placed_words(text)]
