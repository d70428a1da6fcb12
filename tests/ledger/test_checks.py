from __future__ import annotations

import json
from dataclasses import replace

import pytest

from ledger import made
from onrecord.errors import LedgerError, QueryError
from onrecord.ledger import checked, checks, doctor, open_ledger
from onrecord.ledger.checks import CheckVerdict

AT = "2026-11-26T09:00:00+00:00"


@pytest.fixture
def filled(ledger):
    """A ledger with one report and its two records: planned AID, denied without a type."""
    report = made.report()
    ledger.add(report, made.records(report), fingerprint="f1")
    return ledger


@pytest.fixture
def ids(filled):
    """The ids of the two records: planned, denied."""
    return [record.id for record in filled.records_of(made.report().id)]


def say(ledger, id, verdict, by="ann", **more):
    """Append a decision."""
    return checks.append(ledger.path, id, verdict, by=by, at=AT, **more)


def test_decisions_are_kept_with_who_when_and_why(filled, ids):
    """A record's history has each decision as it was made, oldest first."""
    say(filled, ids[0], "accept", note="as in the text")
    say(filled, ids[0], "correct", by="bob", corrected={"status": "requested", "place": ""})
    one, other = checks.history(filled.connection, ids[0])
    assert (one.verdict, one.reviewer, one.at, one.note, one.undone) == ("accept", "ann", AT, "as in the text", False)
    assert (other.reviewer, other.corrected) == ("bob", {"status": "requested", "place": ""})
    assert checks.history(filled.connection, ids[1]) == ()
    assert list(doctor(filled)) == []


def test_an_undo_is_a_row_that_takes_one_back(filled, ids):
    """Nothing is removed: the decision is marked as undone by a later row, and can be undone once only."""
    first = say(filled, ids[0], "reject")
    assert checks.last_of(filled.connection, "ann") == first
    undone = checks.undo(filled.path, first.n, by="ann", at=AT, note="wrong key")
    assert [check.undone for check in checks.history(filled.connection, ids[0])] == [True, False]
    assert (undone.verdict, undone.undoes) == (CheckVerdict.UNDO, first.n)
    assert checks.last_of(filled.connection, "ann") is None
    for n in (first.n, undone.n):
        with pytest.raises(QueryError, match="undone already"):
            checks.undo(filled.path, n, by="ann", at=AT)
    with pytest.raises(QueryError, match="no decision 99"):
        checks.undo(filled.path, 99, by="ann", at=AT)


@pytest.mark.parametrize(
    ("verdict", "more", "says"),
    [
        ("maybe", {}, "'maybe' is no verdict; give one of accept, correct, reject, skip"),
        ("undo", {}, "'undo' is no verdict"),
        ("correct", {}, "only “correct” has some, and must"),
        ("accept", {"corrected": {"status": "denied"}}, "only “correct” has some"),
        ("correct", {"corrected": {"colour": "red"}}, "'colour' is no field to correct"),
        ("correct", {"corrected": {"status": "done"}}, "'done' is no status; give one of reported"),
        ("correct", {"corrected": {"place": "x" * 2001}}, "the field place has 2001 characters"),
        ("accept", {"note": "x" * 2001}, "the note has 2001 characters"),
        ("accept", {"by": " "}, "give the reviewer's name"),
    ],
)
def test_what_is_no_decision_is_refused_in_words(filled, ids, verdict, more, says):
    """Nothing is written, and the message says what would be right."""
    with pytest.raises(QueryError, match=says):
        say(filled, ids[0], verdict, **more)
    assert list(checks.every(filled.connection)) == []


def test_only_records_that_are_there_can_be_decided_on(filled, ids):
    """An id must be given whole, of a record; what is no ledger is said."""
    for id in (ids[0][:8], "0" * 32):
        with pytest.raises(QueryError, match="no record has the id"):
            say(filled, id, "accept")
    with pytest.raises(LedgerError, match="no ledger"):
        checks.append(filled.path / "nowhere", ids[0], "accept", by="ann", at=AT)


def test_decisions_are_made_beside_a_writer(filled, ids):
    """The fixture holds the ledger open for writing; a decision goes between its transactions, and both last."""
    assert filled.lock is not None
    say(filled, ids[0], "accept")
    filled.add(made.report(1), made.records(made.report(1)), fingerprint="f1")
    say(filled, ids[1], "accept")
    with open_ledger(filled.path) as reader:
        assert len(list(checks.every(reader.connection))) == 2
    assert list(doctor(filled)) == []


def test_a_changed_decision_is_found_by_doctor(filled, ids):
    """Each row carries a checksum over all that it says."""
    say(filled, ids[0], "reject")
    filled.connection.execute("UPDATE decision SET verdict = 'accept'").fetchall()
    assert [finding.check for finding in doctor(filled)] == ["sealed"]


def test_precision_counts_what_reviewers_agree_on(filled, ids):
    """Accepted is right, corrected and rejected are wrong, disagreement counts as neither, an undone decision not."""
    more = [made.report(number) for number in range(1, 5)]
    for report in more:
        filled.add(report, made.records(report), fingerprint="f1")
    planned = [ids[0]] + [filled.records_of(report.id)[0].id for report in more]
    say(filled, planned[0], "accept")
    say(filled, planned[0], "accept", by="bob")
    say(filled, planned[1], "correct", corrected={"time": "2023-05-04"})
    say(filled, planned[2], "accept")
    say(filled, planned[2], "reject", by="bob")
    say(filled, planned[3], "skip")
    checks.undo(filled.path, say(filled, planned[4], "reject").n, by="ann", at=AT)
    say(filled, ids[1], "reject")
    found = checked.precision(filled.path, filled.connection)
    assert (found.overall.right, found.overall.wrong) == (1, 2)
    assert (found.disputed, found.skipped, found.corrected) == (1, 1, 1)
    assert [(rate.value, rate.right, rate.wrong) for rate in found.by_status] == [("planned", 1, 1), ("denied", 0, 1)]
    assert [(rate.value, rate.right, rate.wrong) for rate in found.by_type] == [("AID", 1, 1), (None, 0, 1)]


@pytest.mark.parametrize(
    ("right", "total", "low", "high"),
    [(0, 0, 0.0, 1.0), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (81, 100, 0.7222, 0.8749), (1, 2, 0.0945, 0.9055)],
)
def test_intervals_are_those_of_wilson(right, total, low, high):
    """Against values of the published formula, also at the ends where simpler ones fail."""
    assert checked.wilson(right, total) == pytest.approx((low, high), abs=1e-4)


def test_training_lines_hold_the_record_and_what_was_said(filled, ids):
    """One line a standing decision that is no skip, with the record in full."""
    say(filled, ids[0], "correct", corrected={"type": "COOPERATE"}, note="they agreed")
    say(filled, ids[1], "skip")
    (line,) = checked.training(filled.path, filled.connection)
    found = json.loads(line)
    assert found["record"]["id"] == ids[0]
    assert found["text"] == filled.record(ids[0]).text
    assert found["check"] == {
        "verdict": "correct",
        "corrected": {"type": "COOPERATE"},
        "reviewer": "ann",
        "at": AT,
        "note": "they agreed",
    }


def test_a_reviewers_last_word_counts(filled, ids):
    """Of two decisions of one reviewer the later stands; undone, the earlier stands again."""
    say(filled, ids[0], "accept")
    later = say(filled, ids[0], "reject")
    assert checks.standing(filled.connection)[ids[0]]["ann"] == later
    checks.undo(filled.path, later.n, by="ann", at=AT)
    assert checks.standing(filled.connection)[ids[0]]["ann"].verdict is CheckVerdict.ACCEPT


def test_decisions_stay_when_a_report_is_read_again(filled, ids):
    """They are about the record as it was read, which stays in the ledger's history."""
    say(filled, ids[1], "reject")
    report = made.report()
    planned, denied = made.records(report)
    other = made.sealed(replace(denied, lemma="engage"))
    filled.add(report, (planned, other), fingerprint="f2")
    assert [check.verdict for check in checks.history(filled.connection, ids[1])] == ["reject"]
    assert list(doctor(filled)) == []
