"""What reviewers say of records: accepted, corrected, rejected, skipped. Appended, never edited; undone by a new row.

A decision is a transaction of its own and touches no other row, so it may be made while another program writes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import apsw

from onrecord.errors import QueryError
from onrecord.ledger import rows
from onrecord.ledger.connect import beside, fetch
from onrecord.model import Certainty, Polarity, Saying, Status, content_id

CORRECTABLE: Mapping[str, type[StrEnum] | None] = {
    "status": Status,
    "certainty": Certainty,
    "polarity": Polarity,
    "saying": Saying,
    "type": None,
    "mode": None,
    "who": None,
    "recipient": None,
    "participants": None,
    "according_to": None,
    "told_to": None,
    "time": None,
    "place": None,
    "country": None,
    "quantities": None,
    "evidence": None,
}
"""What a reviewer can put right, by the names of exports; with the words to choose from where there are such."""
LONGEST = 2_000


class CheckVerdict(StrEnum):
    """What a reviewer says of a record; undo: takes back an earlier decision."""

    ACCEPT = "accept"
    CORRECT = "correct"
    REJECT = "reject"
    SKIP = "skip"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Check:
    """One decision. n: its place in the order in which they were made. record: an id. corrected: fields put right,
    an empty value meaning that the field should be empty. undoes: the decision that it takes back; undone: taken back.
    """

    n: int
    record: str
    verdict: CheckVerdict
    corrected: Mapping[str, str]
    reviewer: str
    at: str
    note: str
    undoes: int | None
    undone: bool


def append(
    root: Path | str,
    record: str,
    verdict: CheckVerdict | str,
    *,
    by: str,
    at: str,
    corrected: Mapping[str, str] | None = None,
    note: str = "",
) -> Check:
    """Keep what a reviewer says of the record with this id; when this returns, it is on disk.

    at: UTC, ISO 8601. Raises QueryError for a record that is not there, a verdict or a correction that is none;
    LedgerError where the ledger cannot be written.
    """
    kind, given = _verdict(verdict), _corrected(corrected or {})
    if (kind is CheckVerdict.CORRECT) != bool(given):
        raise QueryError(f"verdict {kind} comes with {len(given)} corrected fields; only “correct” has some, and must")
    with beside(Path(root)) as connection:
        if not fetch(connection, "SELECT 1 FROM record WHERE id = ?", (record,)):
            raise QueryError(f"no record has the id {record[:40]!r}; give all its 32 digits")
        return _add(connection, (record, str(kind), given, _person(by), at, _text(note, "the note"), None))


def undo(root: Path | str, n: int, *, by: str, at: str, note: str = "") -> Check:
    """Take a decision back by a new one. Raises QueryError if there is none, or it was taken back before."""
    with beside(Path(root)) as connection:
        found = fetch(connection, f"{_SELECT} WHERE d.n = ?", (n,))
        if not found:
            raise QueryError(f"there is no decision {n} to undo")
        last = _check(found[0])
        if last.undone or last.undoes is not None:
            raise QueryError(f"decision {n} was undone already, or is itself an undoing; make a new decision instead")
        return _add(connection, (last.record, str(CheckVerdict.UNDO), {}, _person(by), at, _text(note, "the note"), n))


def _add(connection: apsw.Connection, row: tuple[str, str, Mapping[str, str], str, str, str, int | None]) -> Check:
    record, verdict, corrected, by, at, note, undoes = row
    packed = json.dumps(corrected, ensure_ascii=False, sort_keys=True)
    stored = (record, verdict, packed, by, at, note, undoes)
    connection.execute(
        f"INSERT INTO decision ({rows.DECISION_COLUMNS}, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (*stored, content_id(stored)),
    )
    n = connection.last_insert_rowid()
    return Check(n, record, CheckVerdict(verdict), corrected, by, at, note, undoes, undone=False)


def _verdict(given: CheckVerdict | str) -> CheckVerdict:
    allowed = [each for each in CheckVerdict if each is not CheckVerdict.UNDO]
    if str(given) not in allowed:
        raise QueryError(f"{str(given)[:40]!r} is no verdict; give one of {', '.join(allowed)}")
    return CheckVerdict(given)


def _corrected(given: Mapping[str, str]) -> dict[str, str]:
    for field, value in given.items():
        if field not in CORRECTABLE:
            raise QueryError(f"{field[:40]!r} is no field to correct; give any of {', '.join(CORRECTABLE)}")
        words = CORRECTABLE[field]
        if words is not None and value not in list(words):
            raise QueryError(f"{value[:40]!r} is no {field}; give one of {', '.join(words)}")
    return {field: _text(value, f"the field {field}").strip() for field, value in given.items()}


def _text(given: str, what: str) -> str:
    if len(given) > LONGEST:
        raise QueryError(f"{what} has {len(given)} characters; at most {LONGEST} are kept")
    return given.encode("utf-8", "replace").decode("utf-8")


def _person(by: str) -> str:
    name = _text(by, "the reviewer's name").strip()
    if not name:
        raise QueryError("a decision says who made it; give the reviewer's name")
    return name


_COLUMNS = ", ".join(f"d.{column.strip()}" for column in rows.DECISION_COLUMNS.split(","))
UNDONE = "EXISTS (SELECT 1 FROM decision u WHERE u.undoes = d.n)"
_SELECT = f"SELECT d.n, {_COLUMNS}, {UNDONE} FROM decision d"


def _check(row: tuple[Any, ...]) -> Check:
    n, record, verdict, corrected, reviewer, at, note, undoes, undone = row
    return Check(
        n, record, CheckVerdict(verdict), json.loads(corrected), reviewer, at, note, undoes, undone=bool(undone)
    )


def history(connection: apsw.Connection, record: str) -> tuple[Check, ...]:
    """All decisions on a record, oldest first, those that were taken back and the taking back too."""
    return tuple(map(_check, fetch(connection, f"{_SELECT} WHERE d.record = ? ORDER BY d.n", (record,))))


def every(connection: apsw.Connection) -> Iterator[Check]:
    """All decisions, oldest first."""
    return map(_check, connection.execute(f"{_SELECT} ORDER BY d.n"))


def last_of(connection: apsw.Connection, reviewer: str) -> Check | None:
    """The reviewer's last decision that stands: what an undo would take back."""
    sql = f"{_SELECT} WHERE d.reviewer = ? AND d.undoes IS NULL AND NOT {UNDONE} ORDER BY d.n DESC LIMIT 1"
    found = fetch(connection, sql, (reviewer,))
    return _check(found[0]) if found else None


def standing(connection: apsw.Connection) -> dict[str, dict[str, Check]]:
    """By record and reviewer, the last decision that was not taken back."""
    found: dict[str, dict[str, Check]] = {}
    for check in every(connection):
        if check.undoes is None and not check.undone:
            found.setdefault(check.record, {})[check.reviewer] = check
    return found
