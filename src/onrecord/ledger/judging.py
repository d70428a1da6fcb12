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


def append(root: Path, connection: apsw.Connection, judgements: Sequence[Judgement]) -> None:
    """File judgements, all of them or none. Raises LedgerError for one that is about one thing only."""
    for judgement in judgements:
        if judgement.one == judgement.other:
            raise LedgerError(f"a judgement is about two; {judgement.one} was given twice")
    with transaction(connection, root):
        for each in judgements:
            row = (each.one, each.other, str(each.verdict), each.by, each.at, float(each.score), each.note)
            connection.execute(
                f"INSERT INTO judgement ({rows.JUDGEMENT_COLUMNS}, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (*row, content_id(row)),
            )


def every(connection: apsw.Connection) -> list[Judgement]:
    """All judgements, oldest first."""
    return [_judgement(row) for row in fetch(connection, f"SELECT {rows.JUDGEMENT_COLUMNS} FROM judgement ORDER BY n")]


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
