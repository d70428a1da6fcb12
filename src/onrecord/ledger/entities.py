"""Who is meant: entities by name or id, put together from the ledger's rows and the judgements about them."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import apsw

from onrecord.errors import QueryError
from onrecord.ledger import judging
from onrecord.ledger.ask import names_like, prefix_range
from onrecord.ledger.fold import folded
from onrecord.link import Known, entity_of, key, known_as, partition, parts, short
from onrecord.model import Entity, Judgement, Nature, Verdict

# What `who` prints as an id: digits and a to f, at least one digit among them, so that no name is taken for one.
_ID = re.compile(r"(?=.*\d)[0-9a-f]{6,32}(-[A-Z]{3})?")
# A vaguer name than this many have is not told apart any further.
_MOST = 60
_ROWS = (
    "SELECT record, entity, country, name, NULL AS nature FROM participant WHERE {0} UNION ALL "
    "SELECT record, entity, country, name, nature FROM according_to WHERE name IS NOT NULL AND {0}"
)
CURRENT = (
    "EXISTS (SELECT 1 FROM reading_record m WHERE m.record = r.n "
    "AND m.reading = (SELECT max(n) FROM reading WHERE report = r.report))"
)
_GATHERED = (
    "SELECT t.entity, t.country, t.name, t.nature, count(*), json_group_array(r.n), json_group_array(r.report) "
    "FROM ({rows}) t JOIN record r ON r.n = t.record WHERE {current} GROUP BY 1, 2, 3, 4"
)


@dataclass(frozen=True, slots=True)
class Around:
    """Entities with what they are made of. known: by key."""

    entities: tuple[Entity, ...]
    known: dict[str, Known]


def everything(connection: apsw.Connection) -> list[Known]:
    """What current records know, by key."""
    # For all rows at once it is quicker to list the current records first than to ask for each.
    current = "r.n IN (SELECT record FROM reading_record WHERE reading IN (SELECT max(n) FROM reading GROUP BY report))"
    return _known(connection, _GATHERED.format(rows=_ROWS.format("entity IS NOT NULL"), current=current), ())


def known(connection: apsw.Connection, entities: Iterable[str]) -> list[Known]:
    """What current records know of these entity ids, by key."""
    given = json.dumps(sorted(entities))
    rows = _ROWS.format("entity IN (SELECT value FROM json_each(?1))")
    return _known(connection, _GATHERED.format(rows=rows, current=CURRENT), (given,))


def _known(connection: apsw.Connection, sql: str, parameters: tuple[str, ...]) -> list[Known]:
    gathered: dict[str, list[tuple[str, Nature | None, int, list[int], list[int]]]] = {}
    for entity, country, name, nature, count, records, reports in connection.execute(sql, parameters):
        told = Nature(nature) if nature else None
        gathered.setdefault(key(entity, country), []).append(
            (name, told, count, json.loads(records), json.loads(reports))
        )
    return [
        known_as(
            each,
            names=[(name, count) for name, _, count, _, _ in rows],
            natures=[nature for _, nature, count, _, _ in rows if nature for _ in range(count)],
            records=(record for *_, records, _ in rows for record in records),
            reports=(report for *_, reports in rows for report in reports),
        )
        for each, rows in gathered.items()
    ]


def is_id(wanted: str) -> bool:
    """Whether this is an id, or the beginning of one, and no name."""
    return _ID.fullmatch(wanted.strip()) is not None


def find(connection: apsw.Connection, wanted: str) -> Around:
    """All entities that a name, part of one, or an id can mean; most records first. Raises QueryError if empty."""
    if not folded(wanted):
        raise QueryError(f"{wanted!r} holds no word to look for; give a name, part of one, or an id")
    if is_id(wanted):
        prefix, _, country = wanted.strip().partition("-")
        found = around(connection, _ids_from(connection, prefix))
        fits = {k for k in found.known if k.startswith(prefix) and k.endswith(f"-{country}" if country else "")}
    else:
        ids = _ids_named(connection, wanted)
        found = around(connection, ids)
        fits = {k for k in found.known if parts(k)[0] in ids}
    kept = tuple(entity for entity in found.entities if not fits.isdisjoint(entity.keys))
    return Around(kept, found.known)


def _ids_from(connection: apsw.Connection, prefix: str) -> set[str]:
    low, high = prefix_range(prefix)
    sql = "SELECT entity FROM {} WHERE entity >= ?1 AND entity < ?2"
    both = " UNION ".join(sql.format(table) for table in ("participant", "according_to"))
    return {row[0] for row in connection.execute(both, (low, high))}


def _ids_named(connection: apsw.Connection, wanted: str) -> set[str]:
    """Those called exactly so, and the most often named of those that have it in their name."""
    names = names_like(wanted)
    sql = f"SELECT entity, name FROM {{}} WHERE name IN ({names.sql}) AND entity IS NOT NULL"
    both = " UNION ALL ".join(sql.format(table) for table in ("participant", "according_to"))
    counts = connection.execute(f"SELECT entity, name, count(*) FROM ({both}) GROUP BY 1, 2", names.parameters * 2)
    exact: set[str] = set()
    named: Counter[str] = Counter()
    for entity, name, count in counts:
        named[entity] += count
        if folded(name) == folded(wanted):
            exact.add(entity)
    return exact | {entity for entity, _ in named.most_common(_MOST)}


def around(connection: apsw.Connection, entities: Iterable[str]) -> Around:
    """The entities of these ids and of whatever judgements connect with them."""
    found: dict[str, Known] = {}
    judgements: dict[int, Judgement] = {}
    keys: set[str] = set()
    seen: set[str] = set()
    frontier = set(entities)
    while frontier:
        fresh = {each.key: each for each in known(connection, frontier)}
        linked = judging.about(connection, [*fresh, *(k for k in keys if parts(k)[0] in frontier)])
        seen |= frontier
        found |= fresh
        judgements |= linked
        keys |= set(fresh) | {k for j in linked.values() if j.verdict is Verdict.SAME for k in j.pair}
        frontier = {parts(k)[0] for k in keys} - seen
    made = [judgement for _, judgement in sorted(judgements.items())]
    return Around(_entities(found, keys, made), found)


def _entities(found: dict[str, Known], keys: set[str], judgements: Sequence[Judgement]) -> tuple[Entity, ...]:
    """Keys that no current record has any more still connect others."""
    made: list[Entity] = []
    for group in partition(keys, judgements):
        members = [found[k] for k in group if k in found]
        if members:
            ids = {parts(each.key)[0] for each in members}
            whole = {i for i in ids if all(k in group for k in found if parts(k)[0] == i)}
            made.append(entity_of(members, whole))
    return tuple(sorted(made, key=lambda each: (-each.records, each.id)))


def holding(connection: apsw.Connection, wanted: str) -> Entity | None:
    """The entity that has this key; None if no current record has it."""
    found = around(connection, {parts(wanted)[0]})
    return next((entity for entity in found.entities if wanted in entity.keys), None)


def meant(wanted: str, entities: Sequence[Entity], *, surname_too: bool = True) -> list[Entity]:
    """Of the entities that a name can mean, those that it most likely does; more than one where that is open.

    Who is called exactly so comes before who has it as part of a name, a whole word before the beginning of one, and a
    name before a description. A lone word that is a person's name may be another person's surname: both are open,
    unless `surname_too` is False.
    """
    exact = [e for e in entities if any(folded(name) == folded(wanted) for name in e.names)]
    lone = surname_too and len(folded(wanted).split()) == 1 and all(e.nature is Nature.PERSON for e in exact)
    if is_id(wanted) or (exact and not lone):
        return exact or list(entities)
    named = [e for e in entities if not e.described] or list(entities)
    words = set(folded(wanted).split())
    whole = [e for e in named if any(words <= set(folded(name).split()) for name in e.names)] or named
    return [e for e in whole if e.nature is Nature.PERSON] if exact else whole


def one(connection: apsw.Connection, wanted: str) -> tuple[Entity, tuple[str, ...]]:
    """The one entity that a name or id means, and those of its keys that it is about, most often named first.

    Raises QueryError if there is none, or if several could be meant, with how to tell them apart.
    """
    found = find(connection, wanted)
    choice = meant(wanted, found.entities, surname_too=False)
    if not choice:
        raise QueryError(
            f"nobody is on record as {wanted!r}; `onrecord who` finds names by their parts, `onrecord search --who` "
            f"also in words that stand for nobody in particular"
        )
    if len(choice) > 1:
        listed = "; ".join(f"{short(entity.id)} {told(entity)}" for entity in choice[:_LISTED])
        more = f"; and {len(choice) - _LISTED} more" if len(choice) > _LISTED else ""
        raise QueryError(f"{wanted!r} may be any of {len(choice)}, give an id instead: {listed}{more}")
    return choice[0], _about(wanted, choice[0], found.known)


_LISTED = 8


def told(entity: Entity) -> str:
    """An entity in a few words: "Ann Lee (person, GBR, 12 records)"."""
    counted = "1 record" if entity.records == 1 else f"{entity.records} records"
    facts = ["description" if entity.described else str(entity.nature or "thing"), *entity.countries, counted]
    return f"{entity.name} ({', '.join(facts)})"


def _about(wanted: str, entity: Entity, found: dict[str, Known]) -> tuple[str, ...]:
    """The keys that the words are about: those of the id, else those of that very name, else all."""
    members = sorted((found[k] for k in entity.keys), key=lambda each: (-each.count, each.key))
    if is_id(wanted):
        prefix, _, country = wanted.strip().partition("-")
        exact = [k for k in members if k.key.startswith(prefix) and k.key.endswith(f"-{country}" if country else "")]
    else:
        exact = [each for each in members if folded(each.name) == folded(wanted)]
    return tuple(each.key for each in exact or members)


def names_of(connection: apsw.Connection, keys: Iterable[str]) -> dict[str, str]:
    """The name that current records most often have for each key; none for keys that no current record has."""
    wanted = set(keys)
    found = known(connection, {parts(each)[0] for each in wanted})
    return {each.key: each.name for each in found if each.key in wanted}
