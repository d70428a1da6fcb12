from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import apsw
import pytest

import onrecord
from onrecord.errors import LedgerError
from onrecord.ledger import Query, connect, doctor, open_ledger, schema
from onrecord.ledger.schema import MIGRATIONS, Migration

from . import made

SOURCE = str(Path(next(iter(onrecord.__path__))).parent)


@pytest.mark.parametrize("version", [3_040_001, 3_051_002, 3_052_000])
def test_an_sqlite_that_can_damage_a_ledger_is_refused(version):
    """Versions with the WAL-reset bug, and the withdrawn one, are named and refused."""
    with pytest.raises(LedgerError, match=rf"SQLite 3\.{version // 1000 % 1000}\."):
        connect.check_sqlite(version)


@pytest.mark.parametrize("version", [3_051_003, 3_053_000, 3_054_001])
def test_a_sound_sqlite_is_taken(version):
    """From 3.51.3 on the bug is gone."""
    connect.check_sqlite(version)


def test_commits_reach_the_disk(ledger):
    """The store is in WAL mode with FULL synchronisation and checks references."""
    values = [ledger.connection.execute(f"PRAGMA {p}").fetchall()[0][0] for p in ("journal_mode", "synchronous")]
    assert values == ["wal", 2]
    assert connect.pragma(ledger.connection, "foreign_keys") == 1


def test_paths_that_are_no_ledger_are_refused_in_words(tmp_path):
    """A missing folder, a file, a folder of other things and another SQLite file each get their own message."""
    with pytest.raises(LedgerError, match="no ledger at"):
        open_ledger(tmp_path / "none")
    with pytest.raises(LedgerError, match="no ledger at"):
        open_ledger(tmp_path / "none", write=True, create=False)
    assert not (tmp_path / "none").exists()
    (tmp_path / "file").write_text("x")
    with pytest.raises(LedgerError, match="is a file"):
        open_ledger(tmp_path / "file", write=True)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("x")
    with pytest.raises(LedgerError, match="other files"):
        open_ledger(tmp_path / "other", write=True)
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / connect.STORE).write_text("not a database, though long enough to look like one" * 30)
    with pytest.raises(LedgerError, match="damaged or no ledger"):
        open_ledger(tmp_path / "text")
    (tmp_path / "foreign").mkdir()
    apsw.Connection(str(tmp_path / "foreign" / connect.STORE)).execute("CREATE TABLE mine (a)").fetchall()
    with pytest.raises(LedgerError, match="not a ledger"):
        open_ledger(tmp_path / "foreign", write=True)


def test_a_newer_ledger_is_refused_and_left_alone(ledger):
    """An older program names both versions and does not touch the ledger."""
    ledger.connection.execute("PRAGMA user_version = 99").fetchall()
    ledger.close()
    for write in (True, False):
        with pytest.raises(LedgerError, match=rf"schema 99.*up to {MIGRATIONS[-1].version}.*newer onrecord"):
            open_ledger(ledger.path, write=write)


def _later() -> tuple[Migration, ...]:
    added = ("ALTER TABLE report ADD COLUMN mood TEXT", "CREATE INDEX report_mood ON report(mood)")
    return (*MIGRATIONS, Migration(len(MIGRATIONS) + 1, added))


def test_an_older_ledger_is_brought_up_to_date_with_its_reports(ledger):
    """A writer migrates and keeps every row; a reader says what to do."""
    report = made.report()
    ledger.add(report, made.records(report), fingerprint="f1")
    ledger.close()
    now, then = len(MIGRATIONS), len(MIGRATIONS) + 1
    with pytest.raises(LedgerError, match=f"schema {now}, this program uses {then}"):
        connect.connect(ledger.path, write=False, migrations=_later())
    connection = connect.connect(ledger.path, write=True, migrations=_later())
    assert connect.pragma(connection, "user_version") == then
    assert connection.execute("SELECT id, mood FROM report").fetchall() == [(report.id, None)]
    connection.close()


def test_a_ledger_of_schema_1_is_brought_up_to_date_and_sound(tmp_path, monkeypatch):
    """Old sources have said what they are credited with; ids, checksums and records stay; new ones can be added."""
    report, newer = made.report(), made.report(1)
    first = made.first_schema(tmp_path / "first", monkeypatch, (report, made.records(report)))
    with pytest.raises(LedgerError, match="schema 1"):
        open_ledger(first)
    with open_ledger(first, write=True) as ledger:
        assert ledger.records_of(report.id) == made.records(report)
        stored = ledger.connection.execute("SELECT DISTINCT saying, nature, addressee FROM according_to").fetchall()
        assert stored == [("said", None, None)]
        told = made.told(newer)
        ledger.add(newer, (told,), fingerprint="f1")
        assert ledger.records_of(newer.id) == (told,)
        assert ledger.add(report, made.records(report), fingerprint="f2").kept == 2
        assert list(doctor(ledger)) == []


def test_an_upgrade_that_dies_leaves_the_ledger_as_it_was(tmp_path, monkeypatch):
    """Several steps are one transaction: a failing last step leaves schema 1, readable and to be upgraded later."""
    report = made.report()
    root = made.first_schema(tmp_path / "first", monkeypatch, (report, made.records(report)))
    broken = Migration(len(MIGRATIONS) + 1, ("SELECT no_such_function()",))
    with pytest.raises(LedgerError, match="no_such_function"):
        connect.connect(root, write=True, migrations=(*MIGRATIONS, broken))
    assert connect.is_older(root)
    connect.connect(root, write=False, migrations=MIGRATIONS[:1]).close()
    with open_ledger(root, write=True) as ledger:
        assert list(doctor(ledger)) == []


@pytest.mark.parametrize("step", range(8))
def test_a_migration_that_dies_has_not_happened(tmp_path, step):
    """Wherever the first migration stops, the ledger can be opened for writing again and is sound."""
    root = tmp_path / "ledger"
    held = connect.lock(root, create=True)
    statements = MIGRATIONS[0].statements
    upto = len(statements) * step // 8
    broken = (Migration(1, (*statements[:upto], "SELECT no_such_function()")),)
    with pytest.raises(LedgerError, match="no_such_function"):
        connect.connect(root, write=True, migrations=broken)
    held.close()
    with pytest.raises(LedgerError, match="never finished"):
        open_ledger(root)
    with open_ledger(root, write=True) as ledger:
        ledger.add(made.report(), made.records(made.report()), fingerprint="f1")
        assert list(doctor(ledger)) == []


def test_a_killed_migration_recovers(tmp_path):
    """SIGKILL while the tables are made leaves a ledger that the next writer finishes."""
    script = (
        "import sys, time\nfrom onrecord.ledger import connect, schema\nfrom pathlib import Path\n"
        "m = schema.Migration(1, (*schema.MIGRATIONS[0].statements[:9], sys.argv[2]))\n"
        "connect.connect.__globals__['run'] = lambda c, s: (print('at', flush=True), time.sleep(60)) "
        "if s == sys.argv[2] else c.execute(s).fetchall()\n"
        "connect.lock(Path(sys.argv[1]), create=True)\n"
        "connect.connect(Path(sys.argv[1]), write=True, migrations=(m,))\n"
    )
    root = tmp_path / "ledger"
    environment = {**os.environ, "PYTHONPATH": SOURCE}
    child = subprocess.Popen(
        [sys.executable, "-c", script, str(root), "SELECT 'stop here'"], stdout=subprocess.PIPE, env=environment
    )
    assert child.stdout is not None and child.stdout.readline() == b"at\n"
    child.send_signal(signal.SIGKILL)
    child.wait()
    with open_ledger(root, write=True) as ledger:
        ledger.add(made.report(), (), fingerprint="f1")
        assert list(doctor(ledger)) == []


def test_a_second_writer_waits_and_is_then_refused_in_words(ledger):
    """While one writes, another waits for its time and names the process that holds the ledger."""
    began = time.monotonic()
    with pytest.raises(LedgerError, match=rf"process {os.getpid()}"):
        connect.lock(ledger.path, create=False, wait_s=0.2)
    assert 0.2 <= time.monotonic() - began < 2


def test_a_second_writer_gets_in_when_the_first_is_done(ledger):
    """Within its waiting time the second writer simply goes on."""
    threading.Timer(0.3, ledger.close).start()
    with open_ledger(ledger.path, write=True) as second:
        second.add(made.report(), (), fingerprint="f1")
        assert second.stats().reports == 1


def _sleep() -> None:
    time.sleep(30)


def test_a_forked_worker_does_not_keep_the_lock(ledger):
    """A worker process that outlives the writer keeps nobody out."""
    worker = multiprocessing.get_context("fork").Process(target=_sleep)
    worker.start()
    try:
        ledger.close()
        connect.lock(ledger.path, create=False, wait_s=0.5).close()
    finally:
        worker.kill()
        worker.join()


def test_closing_twice_is_no_error(tmp_path):
    """close may be called again."""
    ledger = open_ledger(tmp_path / "l", write=True)
    ledger.close()
    ledger.close()


def test_readers_see_whole_reports_beside_a_writer(ledger):
    """Eight readers at once, while reports are added and read again: no error, no half report."""
    problems: list[str] = []
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            try:
                with open_ledger(ledger.path) as reader:
                    for hit in reader.search(Query(text="depot", who="karel"), limit=5):
                        counted = len(reader.records_of(hit.header.id))
                        if counted not in {r.records for r in reader.report(hit.header.id).readings}:
                            problems.append("half a report")
                    list(reader.scan(Query()))
            except LedgerError as error:
                problems.append(str(error))

    readers = [threading.Thread(target=look) for _ in range(8)]
    for reader in readers:
        reader.start()
    for number in range(40):
        report = made.report(number)
        ledger.add(report, made.records(report), fingerprint="f1")
        ledger.add(report, made.records(report)[:1], fingerprint="f2")
    done.set()
    for reader in readers:
        reader.join()
    assert problems == []


def test_a_scan_shows_one_moment(ledger):
    """What is added while a stream of hits is read does not appear in it."""
    for number in range(3):
        ledger.add(made.report(number), made.records(made.report(number)), fingerprint="f1")
    with open_ledger(ledger.path) as reader:
        hits = reader.scan(Query())
        first = next(hits)
        ledger.add(made.report(9), made.records(made.report(9)), fingerprint="f1")
        assert len([first, *hits]) == 6
        assert reader.count(Query()).records == 8


def test_every_migration_follows_the_one_before():
    """Versions count up from 1 without a gap."""
    assert [m.version for m in schema.MIGRATIONS] == list(range(1, len(schema.MIGRATIONS) + 1))
