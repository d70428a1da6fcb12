from __future__ import annotations

import random
import shutil

import apsw
import pytest

from onrecord.ledger import Severity, blobs, doctor, open_ledger
from onrecord.ledger.connect import STORE

from . import made


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """A closed ledger with twenty reports and their captures."""
    root = tmp_path_factory.mktemp("sound")
    with open_ledger(root / "l", write=True) as ledger:
        for number in range(20):
            source = root / f"{number}.txt"
            source.write_text(f"{made.TEXT} {number}")
            report = made.report(number)
            ledger.add(report, made.records(report), fingerprint="f1", capture_path=source)
    return root / "l"


@pytest.fixture
def copy(sound, tmp_path):
    """A copy of it, to be damaged."""
    return shutil.copytree(sound, tmp_path / "copy")


def _damage(root, sql: str) -> None:
    connection = apsw.Connection(str(root / STORE))
    connection.execute(sql).fetchall()
    connection.close()


def _errors(root) -> list[str]:
    return [f"{f.check}: {f.where}: {f.problem}" for f in doctor(root) if f.severity is Severity.ERROR]


def test_a_sound_ledger_gives_nothing(sound):
    """No finding where nothing is wrong, opened or by path."""
    assert list(doctor(sound)) == []
    with open_ledger(sound) as ledger:
        assert list(doctor(ledger)) == []


@pytest.mark.parametrize(
    ("sql", "check"),
    [
        ("UPDATE report SET text = 'x' || substr(text, 2) WHERE n = 3", "reports"),
        ("UPDATE report SET outlet = 'Other' WHERE n = 3", "reports"),
        ("UPDATE passage SET text = 'never said' WHERE n = 2", "evidence"),
        ("UPDATE passage SET span_end = 9999 WHERE n = 2", "evidence"),
        ("UPDATE record SET status = 'planned' WHERE status = 'denied' AND n = 2", "records"),
        ("UPDATE record SET status = 'finished' WHERE n = 2", "records"),
        ("UPDATE record SET first_day = '1999-01-01' WHERE n = 2", "records"),
        ("UPDATE participant SET span_end = 9999 WHERE record = 2 AND position = 0", "records"),
        ("UPDATE quantity SET value = 13 WHERE record = 1", "records"),
        ("DELETE FROM participant WHERE record = 2 AND position = 1", "records"),
        ("DELETE FROM according_to WHERE record = 2", "records"),
        ("UPDATE according_to SET saying = 'promised' WHERE record = 1", "records"),
        ("UPDATE according_to SET addressee = 'nobody' WHERE record = 1", "records"),
        ("DELETE FROM reading_record WHERE record = 2", "readings"),
        ("DELETE FROM reading WHERE n = 4", "readings"),
        ("UPDATE name SET folded = ' other' WHERE name = 'Olga Karel'", "names"),
        ("DELETE FROM name WHERE name = 'Olga Karel'", "names"),
        ("DELETE FROM record_point WHERE n = 1", "points"),
        ("UPDATE record_point SET south = 10, north = 10 WHERE n = 1", "points"),
        ("DELETE FROM passage_words_docsize WHERE id = 1", "words"),
        ("INSERT INTO passage_words(passage_words) VALUES ('delete-all')", "words"),
        ("DELETE FROM blob", "captures"),
    ],
)
def test_each_kind_of_damage_is_found(copy, sql, check):
    """What does not fit together any more is named, by at least the check that looks for it."""
    _damage(copy, sql)
    findings = list(doctor(copy))
    assert findings
    assert check in {finding.check for finding in findings}


def test_every_flipped_bit_of_a_capture_is_found(copy):
    """Any changed, cut or missing capture is an error that names the file; a stray file is a note."""
    files = list(blobs.stored(copy))
    chance = random.Random(1)
    for position, path in enumerate(files):
        path.chmod(0o644)
        data = bytearray(path.read_bytes())
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        if position % 3 == 0:
            path.write_bytes(data)
        elif position % 3 == 1:
            path.write_bytes(data[:-1])
        else:
            path.unlink()
    (copy / "blobs" / "writing-x").write_bytes(b"left over")
    findings = [finding for finding in doctor(copy) if finding.check == "captures"]
    assert sum(f.severity is Severity.ERROR for f in findings) == len(files)
    assert [f.where for f in findings if f.severity is Severity.NOTE] == ["blobs/writing-x"]


def _pages_in_use(store) -> set[int]:
    connection = apsw.Connection(str(store))
    pages = {row[0] for row in connection.execute("SELECT pageno FROM dbstat")}
    connection.close()
    return pages


def test_flipped_bits_of_the_store_are_found(sound, tmp_path):
    """Nearly every changed bit of the pages in use is found, and none ends in a traceback."""
    whole = (sound / STORE).read_bytes()
    pages = _pages_in_use(sound / STORE)
    chance = random.Random(2)
    # Bytes 24 to 27 and 92 to 99 count changes and name the SQLite version that made them.
    places = [i for i, byte in enumerate(whole) if byte and i >= 100 and i // 4096 + 1 in pages]
    root = shutil.copytree(sound, tmp_path / "flipped")
    missed = 0
    for _ in range(60):
        data = bytearray(whole)
        place = chance.choice(places)
        data[place] ^= 1 << chance.randrange(8)
        (root / STORE).write_bytes(data)
        missed += not _errors(root)
    # Of 600 such bits 5 were missed: flags inside the lists of a word index and unused page space.
    assert missed <= 2


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.9, 0.999])
def test_a_store_that_was_cut_short_is_found(copy, share):
    """A truncated store is reported, whether or not it can still be opened."""
    whole = (copy / STORE).read_bytes()
    (copy / STORE).write_bytes(whole[: int(len(whole) * share)])
    assert _errors(copy)
