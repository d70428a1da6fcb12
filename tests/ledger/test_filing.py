from __future__ import annotations

import errno
import hashlib
import json
from dataclasses import replace

import apsw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import LedgerError, QueryError
from onrecord.ledger import OutcomeKind, blobs, doctor, open_ledger
from onrecord.model import Origin, Quarantined

from . import made


def _rows(ledger) -> dict[str, int]:
    tables = [row[0] for row in ledger.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {t: ledger.connection.execute(f"SELECT count(*) FROM {t}").fetchall()[0][0] for t in tables}


def test_a_report_and_its_records_come_back_as_they_were(ledger):
    """What is filed is what is read back, field for field."""
    report = made.report()
    outcome = ledger.add(report, made.records(report), fingerprint="f1")
    assert (outcome.kind, outcome.added, outcome.kept, outcome.superseded) == (OutcomeKind.NEW, 2, 0, 0)
    assert ledger.report(report.id[:10]).report == report
    assert ledger.records_of(report.id) == made.records(report)
    assert ledger.record(made.records(report)[0].id[:12]).record == made.records(report)[0]


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """One ledger for many made-up reports."""
    with open_ledger(tmp_path_factory.mktemp("shared") / "ledger", write=True) as opened:
        yield opened


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_report_and_record_come_back_as_they_were(shared, data):
    """Whatever a report and its records hold, the ledger gives it back."""
    report = data.draw(made.reports())
    records = data.draw(st.lists(made.records_of(report), max_size=4, unique_by=lambda record: record.id))
    fingerprint = str(shared.stats().readings)
    known = shared.connection.execute("SELECT 1 FROM report WHERE id = ?", (report.id,)).fetchall()
    shared.add(report, records, fingerprint=fingerprint)
    assert shared.records_of(report.id) == tuple(records)
    if not known:
        assert shared.report(report.id).report == report


def test_doctor_finds_nothing_in_what_hypothesis_made(shared):
    """Odd texts, spans and numbers are no damage."""
    assert list(doctor(shared)) == []


def test_the_same_reading_again_writes_nothing(ledger):
    """Adding a report twice with one fingerprint changes no row, and says so."""
    report = made.report()
    ledger.add(report, made.records(report), fingerprint="f1")
    before = _rows(ledger)
    assert ledger.add(report, made.records(report), fingerprint="f1").kind is OutcomeKind.UNCHANGED
    assert _rows(ledger) == before
    assert ledger.seen(report.id, "f1")
    assert not ledger.seen(report.id, "f2")
    assert not ledger.seen("0" * 32, "f1")


def test_a_reading_after_an_upgrade_supersedes_and_says_what_changed(ledger):
    """Of two records one stays, one goes and one comes; the one that went is still in the history."""
    report = made.report()
    planned, denied = made.records(report)
    ledger.add(report, (planned, denied), fingerprint="f1")
    other = made.sealed(replace(denied, lemma="engage"))
    again = replace(planned, score=0.9, fingerprint="f2")
    outcome = ledger.add(report, (again, other), fingerprint="f2")
    assert (outcome.kind, outcome.added, outcome.kept, outcome.superseded) == (OutcomeKind.REREAD, 1, 1, 1)
    assert ledger.records_of(report.id) == (again, other)
    assert set(ledger.records_of(report.id, history=True)) == {again, denied, other}
    assert not ledger.record(denied.id).current
    assert [r.fingerprint for r in ledger.report(report.id).readings] == ["f1", "f2"]
    assert list(doctor(ledger)) == []


def test_going_back_to_an_older_reading_makes_its_records_current_again(ledger):
    """The last reading counts, whichever version made it."""
    report = made.report()
    planned, denied = made.records(report)
    ledger.add(report, (planned,), fingerprint="f1")
    ledger.add(report, (denied,), fingerprint="f2")
    outcome = ledger.add(report, (planned,), fingerprint="f1")
    assert (outcome.kind, outcome.added, outcome.superseded) == (OutcomeKind.REREAD, 0, 1)
    assert ledger.records_of(report.id) == (planned,)


def test_one_report_found_in_two_places_is_one_report_with_two_origins(ledger):
    """A second place is noted once; the report stays unchanged."""
    report = made.report()
    ledger.add(report, (), fingerprint="f1")
    copy = replace(report, origin=Origin("other.jsonl", "line 9"))
    assert ledger.add(copy, (), fingerprint="f1").kind is OutcomeKind.UNCHANGED
    ledger.add(copy, (), fingerprint="f1")
    assert [o.path for o in ledger.report(report.id).origins] == ["courier.jsonl", "other.jsonl"]
    assert len(ledger.report(report.id).readings) == 1


def test_records_of_another_report_or_with_other_words_are_refused(ledger):
    """A record must be of the report it comes with and show its words; nothing is filed otherwise."""
    report, other = made.report(1), made.report(2)
    with pytest.raises(LedgerError, match="is of report"):
        ledger.add(report, made.records(other), fingerprint="f1")
    record = made.records(report)[0]
    false = replace(record, evidence=replace(record.evidence, text="never said"))
    with pytest.raises(LedgerError, match="never said"):
        ledger.add(report, (false,), fingerprint="f1")
    with pytest.raises(LedgerError, match="not read"):
        ledger.add(report, (record,), fingerprint="f1", read=False)
    assert ledger.stats().reports == 0


@pytest.mark.parametrize(("lat", "lon"), [(float("nan"), 0.0), (151.2, -33.9), (1.0, None), (float("inf"), 1.0)])
def test_places_that_are_nowhere_are_refused(ledger, lat, lon):
    """NaN, infinity, swapped or half coordinates never reach the ledger."""
    report = made.report()
    record = made.records(report)[0]
    bad = replace(record, place=replace(record.place, lat=lat, lon=lon))
    with pytest.raises(LedgerError, match="lat"):
        ledger.add(report, (bad,), fingerprint="f1")
    assert ledger.stats().reports == 0


def test_an_id_that_does_not_cover_the_fields_is_refused(ledger):
    """Other fields under an id that the ledger knows are an error, not silently dropped."""
    report = made.report()
    record = made.records(report)[0]
    ledger.add(report, (record,), fingerprint="f1")
    with pytest.raises(LedgerError, match="same id"):
        ledger.add(report, (replace(record, lemma="other"),), fingerprint="f2")
    assert ledger.records_of(report.id) == (record,)


def test_half_a_surrogate_pair_is_refused_in_words(ledger):
    """A text that no file can hold gives a LedgerError, and leaves nothing."""
    with pytest.raises(LedgerError, match="surrogate"):
        ledger.add(made.report(text="broken \ud800 text", blocks=()), (), fingerprint="f1")
    assert ledger.stats().reports == 0


def test_a_capture_is_kept_by_its_hash_and_once(ledger, tmp_path):
    """The captured file lies under its SHA-256 and is copied once for all of its reports."""
    source = tmp_path / "in.jsonl"
    source.write_bytes(b"two reports")
    digest = hashlib.sha256(b"two reports").hexdigest()
    for number in (1, 2):
        ledger.add(made.report(number), (), fingerprint="f1", capture_path=source, media_type="application/jsonl")
    path = blobs.blob_path(ledger.path, digest)
    assert path.read_bytes() == b"two reports"
    assert [p for p in (ledger.path / "blobs").rglob("*") if p.is_file()] == [path]
    assert ledger.report(made.report(1).id).report.origin.sha256 == digest
    assert ledger.stats().blobs == 1


def test_a_capture_that_changed_while_it_was_read_is_refused(ledger, tmp_path):
    """The kept bytes are those that were read, or none."""
    source = tmp_path / "in.txt"
    source.write_bytes(b"after")
    origin = Origin("in.txt", sha256=hashlib.sha256(b"before").hexdigest())
    with pytest.raises(LedgerError, match="changed while it was read"):
        ledger.add(made.report(origin=origin), (), fingerprint="f1", capture_path=source)
    assert [p for p in (ledger.path / "blobs").rglob("*") if p.is_file()] == []


def test_quarantine_is_kept_once_and_leaves_when_the_file_is_read(ledger, tmp_path):
    """The same setback twice is one row; once the place is read it is no longer listed."""
    source = tmp_path / "bad.pdf"
    source.write_bytes(b"%PDF broken")
    setback = Quarantined(Origin("bad.pdf", None, None, "application/pdf"), "the file ends early")
    assert ledger.quarantine(setback, source)
    assert not ledger.quarantine(setback, source)
    assert [s.quarantined.reason for s in ledger.quarantined()] == ["the file ends early"]
    assert ledger.stats().quarantined == 1
    with _open_later(ledger) as later:
        later.add(made.report(origin=Origin("bad.pdf")), (), fingerprint="f1")
        assert later.quarantined() == []


def _open_later(ledger):
    ledger.close()
    return open_ledger(ledger.path, write=True, now=lambda: "2999-01-01T00:00:00+00:00")


def test_ids_that_fit_nothing_or_several_say_what_to_do(ledger):
    """An unknown, an ambiguous and an impossible id each give a QueryError that helps."""
    for number in range(40):
        ledger.add(made.report(number), (), fingerprint="f1")
    first = made.report(0).id[0]
    with pytest.raises(QueryError, match="more digits"):
        ledger.report(first if sum(made.report(n).id[0] == first for n in range(40)) > 1 else "")
    with pytest.raises(QueryError, match="no record"):
        ledger.record("0" * 32)
    with pytest.raises(QueryError, match="is no id"):
        ledger.report("*")
    with pytest.raises(QueryError, match="is no id"):
        ledger.report("")
    assert ledger.which(made.report(3).id[:20]) == ("report", made.report(3).id)


def test_a_report_that_is_not_read_is_catalogued_with_the_reason(ledger):
    """It has a header, a place in the catalogue and no records."""
    report = made.report(text="Склад открыт.", title=None, blocks=(), language="ru")
    ledger.add(report, (), fingerprint="f1", read=False, reason="language not read")
    filed = ledger.report(report.id)
    assert (filed.header.read, filed.header.reason) == (False, "language not read")
    line = ledger.outlets()[0]
    assert (line.name, line.language, line.reports, line.read, line.records) == ("Sample Courier", "ru", 1, 0, 0)
    assert (ledger.stats().read, ledger.stats().not_read) == (0, 1)


def test_stats_count_what_is_current(ledger):
    """Totals by status, type and language are of current records; superseded ones are counted apart."""
    report = made.report()
    planned, denied = made.records(report)
    ledger.add(report, (planned, denied), fingerprint="f1")
    ledger.add(report, (planned,), fingerprint="f2")
    stats = ledger.stats()
    assert (stats.records, stats.superseded, stats.readings) == (1, 1, 2)
    assert stats.by_status == (("planned", 1),)
    assert stats.by_type == (("AID", 1),)
    assert stats.by_language == (("en", 1),)


def test_a_full_disk_is_said_in_words_and_harms_nothing(ledger):
    """A store that may not grow refuses a report whole; once it may, the report is filed."""
    report = made.report()
    pages = ledger.connection.execute("PRAGMA page_count").fetchall()[0][0]
    ledger.connection.execute(f"PRAGMA max_page_count = {pages}").fetchall()
    with pytest.raises(LedgerError, match="no space left"):
        for number in range(2000):
            ledger.add(made.report(number), made.records(made.report(number)), fingerprint="f1")
    filed = ledger.stats().reports
    assert list(doctor(ledger)) == []
    ledger.connection.execute("PRAGMA max_page_count = 1000000").fetchall()
    ledger.add(report := made.report(filed), made.records(report), fingerprint="f1")
    assert ledger.stats().reports == filed + 1


def test_a_full_disk_under_a_capture_is_said_in_words(ledger, tmp_path, monkeypatch):
    """If the capture cannot be kept the report is not filed, and no part of the file is left."""
    source = tmp_path / "in.txt"
    source.write_bytes(b"x")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(blobs.os, "fsync", full)
    with pytest.raises(LedgerError, match="no space left"):
        ledger.add(made.report(), (), fingerprint="f1", capture_path=source)
    assert [p for p in (ledger.path / "blobs").rglob("*") if p.is_file()] == []
    assert ledger.stats().reports == 0


def test_fields_are_rows_that_sql_can_ask_for(ledger):
    """Participants, sources and amounts are tables, and a view shows records in words."""
    report = made.report()
    ledger.add(report, made.records(report), fingerprint="f1")
    found = ledger.connection.execute(
        "SELECT according_to, participants, evidence FROM current_record WHERE status = 'denied'"
    ).fetchall()
    assert found[0][0] == "Brest Wire, citing an unnamed source"
    assert found[0][1] == "actor: the drivers' union; object: drivers"
    assert found[0][2] == "The union denied that drivers were hired."
    assert ledger.connection.execute("SELECT value, unit FROM quantity").fetchall() == [(12.0, "truck")]
    assert json.loads(ledger.connection.execute("SELECT bylines FROM reading").fetchall()[0][0]) == ["A. Sample"]


def test_nothing_but_adding_is_possible_for_a_reader(ledger):
    """A reader gets a LedgerError, not a half-working ledger, when it tries to add."""
    with open_ledger(ledger.path) as reader:
        with pytest.raises(LedgerError, match="reading only"):
            reader.add(made.report(), (), fingerprint="f1")
        with pytest.raises(apsw.ReadOnlyError):
            reader.connection.execute("DELETE FROM report").fetchall()
