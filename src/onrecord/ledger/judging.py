"""Judgements as rows: appended, never edited; read back in the order in which they were made."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import apsw

from onrecord.errors import LedgerError
from onrecord.ledger import rows
from onrecord.ledger.connect import fetch, transaction
from onrecord.model import Judgement, Verdict, content_id

# A key of an entity has a country behind its 32 digits ("3f9a…-BLR"), the id of a record has not.
_OF_RECORDS = "(length(one) = 32 AND length(other) = 32)"


def append(root: Path, connection: apsw.Connection, judgements: Sequence[Judgement]) -> None:
    """File judgements, all of them or none. Raises LedgerError for one that is about one thing only."""
    for judgement in judgements:
        if judgement.one == judgement.other:
            raise LedgerError(f"a judgement is about two; {judgement.one} was given twice")
    with transaction(connection, root):
        insert(connection, judgements)


def insert(connection: apsw.Connection, judgements: Iterable[Judgement]) -> None:
    """The rows of judgements; inside a transaction of the caller."""
    for each in judgements:
        row = (each.one, each.other, str(each.verdict), each.by, each.at, float(each.score), each.note)
        connection.execute(
            f"INSERT INTO judgement ({rows.JUDGEMENT_COLUMNS}, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (*row, content_id(row)),
        )


def every(connection: apsw.Connection) -> list[Judgement]:
    """All judgements, oldest first."""
    return _where(connection, "1", 0)


def of_names(connection: apsw.Connection, after: int = 0) -> list[Judgement]:
    """Those about keys of entities, oldest first; after: only those after this one, by `last`."""
    return _where(connection, f"NOT {_OF_RECORDS}", after)


def of_records(connection: apsw.Connection, after: int = 0) -> list[Judgement]:
    """Those about ids of records, oldest first; after: only those after this one, by `last`."""
    return _where(connection, _OF_RECORDS, after)


def _where(connection: apsw.Connection, condition: str, after: int) -> list[Judgement]:
    sql = f"SELECT {rows.JUDGEMENT_COLUMNS} FROM judgement WHERE {condition} AND n > ? ORDER BY n"
    return [_judgement(row) for row in fetch(connection, sql, (after,))]


def last(connection: apsw.Connection) -> int:
    """How far the judgements have come: grows with each that is made."""
    return int(fetch(connection, "SELECT coalesce(max(n), 0) FROM judgement")[0][0])


def about(connection: apsw.Connection, keys: Iterable[str]) -> dict[int, Judgement]:
    """Judgements about any of these keys, by their place in the order in which they were made."""
    given = json.dumps(sorted(keys))
    columns = ", ".join(f"j.{column.strip()}" for column in rows.JUDGEMENT_COLUMNS.split(","))
    found = fetch(
        connection,
        " UNION ".join(
            f"SELECT j.n, {columns} FROM json_each(?) k JOIN judgement j ON j.{end} = k.value"
            for end in ("one", "other")
        ),
        (given, given),
    )
    return {row[0]: _judgement(row[1:]) for row in found}


def _judgement(row: Sequence[object]) -> Judgement:
    one, other, verdict, by, at, score, note = row
    return Judgement(str(one), str(other), Verdict(str(verdict)), str(by), str(at), float(str(score)), str(note))
