"""Records that tell one and the same event, as far as that was judged, and which of them tells it most fully."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import apsw

from onrecord.errors import QueryError
from onrecord.ledger import judging
from onrecord.ledger.ask import Asked, Condition, records_statement
from onrecord.ledger.connect import beside, fetch
from onrecord.link import partition, standing
from onrecord.model import Judgement, Verdict

_TOLD = (
    "SELECT r.id, r.n, (SELECT count(*) FROM participant WHERE record = r.n) + (r.time_value IS NOT NULL) "
    "+ (r.place_name IS NOT NULL), m.score FROM json_each(?) k JOIN record r ON r.id = k.value LEFT JOIN "
    "reading_record m ON m.record = r.n AND m.reading = (SELECT max(n) FROM reading WHERE report = r.report)"
)


@dataclass(frozen=True, slots=True)
class Telling:
    """A record of an event that others tell too. current: its report's latest reading gives it."""

    id: str
    n: int
    current: bool


def events(connection: apsw.Connection, ids: Iterable[str]) -> list[tuple[Telling, ...]]:
    """The events that these records tell and others too, each with all its records, the fullest first."""
    groups = [group for group in _groups(connection, ids) if len(group) > 1]
    if not groups:
        return []
    rows = fetch(connection, _TOLD, (json.dumps([id for group in groups for id in group]),))
    ranks = {id: (-fields, -(score or 0.0), n) for id, n, fields, score in rows}
    told = {id: Telling(id, n, score is not None) for id, n, _, score in rows}
    ordered = (sorted((id for id in group if id in told), key=ranks.__getitem__) for group in groups)
    return [tuple(told[id] for id in group) for group in ordered if len(group) > 1]


def _groups(connection: apsw.Connection, ids: Iterable[str]) -> list[tuple[str, ...]]:
    """These records and all that judgements connect with them."""
    keys = set(ids)
    made: dict[int, Judgement] = {}
    seen: set[str] = set()
    while fresh := keys - seen:
        found = judging.about(connection, fresh)
        made |= found
        seen |= fresh
        keys |= {key for judgement in found.values() if judgement.verdict is Verdict.SAME for key in judgement.pair}
    judged = {key for judgement in made.values() for key in judgement.pair} & keys
    return partition(judged, [judgement for _, judgement in sorted(made.items())])


def told_again(connection: apsw.Connection, ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """For each of these records whose event several current ones tell: the ids of those, the fullest first."""
    found: dict[str, tuple[str, ...]] = {}
    for event in events(connection, ids):
        current = tuple(telling.id for telling in event if telling.current)
        if len(current) > 1:
            found |= dict.fromkeys(current, current)
    return found


def every(connection: apsw.Connection) -> list[tuple[Telling, ...]]:
    """All events that several records tell."""
    return events(connection, {id for judgement in judging.of_records(connection) for id in judgement.pair})


def apart(connection: apsw.Connection, record: str) -> tuple[str, ...]:
    """The records that a person said tell another event than this one, oldest judgement first."""
    made = [judgement for _, judgement in sorted(judging.about(connection, [record]).items())]
    told = (j for j in standing(made) if j.verdict is Verdict.DIFFERENT and not j.by_program)
    return tuple(j.other if j.one == record else j.one for j in told)


def judge(root: Path, judgement: Judgement) -> None:
    """Keep what a person says of two records; when this returns, it is on disk. May be done beside a writer.

    Raises QueryError for what is no record, one record twice, or no person; LedgerError where nothing can be written.
    """
    if judgement.one == judgement.other:
        raise QueryError(f"a judgement is about two records; {judgement.one[:40]} was given twice")
    if not judgement.by.strip() or judgement.by_program:
        raise QueryError("a judgement says who made it; give your name")
    with beside(root) as connection:
        for id in judgement.pair:
            if not fetch(connection, "SELECT 1 FROM record WHERE id = ?", (id,)):
                raise QueryError(f"no record has the id {id[:40]!r}; give all its 32 digits")
        judging.insert(connection, [judgement])


def once(connection: apsw.Connection, asked: Asked) -> Asked:
    """What is asked, of each event only the fullest record that matches; inside a transaction of the caller."""
    if not asked.query.events_only:
        return asked
    groups = every(connection)
    sql, parameters = records_statement(asked, ranked=False)
    grouped = json.dumps([telling.n for group in groups for telling in group])
    inside = f"SELECT n FROM ({sql}) WHERE n IN (SELECT value FROM json_each(?))"
    matching = {row[0] for row in connection.execute(inside, (*parameters, grouped))}
    again = [n for group in groups for n in [each.n for each in group if each.n in matching][1:]]
    return replace(asked, once=(Condition("r.n NOT IN (SELECT value FROM json_each(?))", (json.dumps(again),)),))
