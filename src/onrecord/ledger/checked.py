"""What reviewers' decisions tell: how often the program is right, and what it can learn from."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import apsw

from onrecord.ledger import checks, load
from onrecord.ledger.checks import Check, CheckVerdict
from onrecord.ledger.connect import fetch, snapshot
from onrecord.ledger.export import nested
from onrecord.ledger.search import record_hit

_Z = 1.959963984540054
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Rate:
    """How often records were right. value: the status or type that they share; None: of all, or without a type.

    right: accepted; wrong: corrected or rejected. low, high: the 95 % interval of Wilson around the share.
    """

    value: str | None
    right: int
    wrong: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Precision:
    """The program's precision as reviewers find it. disputed: records about which they disagree, counted nowhere else.

    skipped: records that nobody decided on. corrected: of the wrong ones, those that needed a field put right only.
    """

    overall: Rate
    by_status: tuple[Rate, ...]
    by_type: tuple[Rate, ...]
    disputed: int
    skipped: int
    corrected: int


def wilson(right: int, total: int) -> tuple[float, float]:
    """The 95 % interval around right/total; (0, 1) where nothing was counted."""
    if not total:
        return 0.0, 1.0
    share, square = right / total, _Z * _Z
    middle = (share + square / (2 * total)) / (1 + square / total)
    half = _Z * math.sqrt(share * (1 - share) / total + square / (4 * total * total)) / (1 + square / total)
    return max(0.0, middle - half), min(1.0, middle + half)


def rate(value: str | None, right: int, wrong: int) -> Rate:
    """A rate with its interval; a share of 0 where nothing was counted."""
    total = right + wrong
    return Rate(value, right, wrong, right / total if total else 0.0, *wilson(right, total))


def precision(root: Path, connection: apsw.Connection) -> Precision:
    """Precision by status and by type, over the records that reviewers decided on and agree about."""
    with snapshot(connection, root):
        decided = checks.standing(connection)
        kinds = _kinds(connection, decided)
    right: Counter[tuple[str, str | None]] = Counter()
    wrong: Counter[tuple[str, str | None]] = Counter()
    disputed = skipped = corrected = 0
    for record, by_reviewer in decided.items():
        said = {check.verdict for check in by_reviewer.values()} - {CheckVerdict.SKIP}
        if not said:
            skipped += 1
        elif said == {CheckVerdict.ACCEPT}:
            right[kinds[record]] += 1
        elif CheckVerdict.ACCEPT in said:
            disputed += 1
        else:
            wrong[kinds[record]] += 1
            corrected += CheckVerdict.REJECT not in said
    return Precision(
        rate(None, right.total(), wrong.total()),
        _by(0, right, wrong),
        _by(1, right, wrong),
        disputed,
        skipped,
        corrected,
    )


def _by(place: int, right: Counter[tuple[str, str | None]], wrong: Counter[tuple[str, str | None]]) -> tuple[Rate, ...]:
    """Rates by one part of the kind, those with most decisions first."""
    sums: dict[str | None, list[int]] = {}
    for side, counter in enumerate((right, wrong)):
        for kind, count in counter.items():
            sums.setdefault(kind[place], [0, 0])[side] += count
    rates = [rate(value, *both) for value, both in sums.items()]
    return tuple(sorted(rates, key=lambda each: (-each.right - each.wrong, each.value or "")))


def _kinds(connection: apsw.Connection, records: Iterable[str]) -> dict[str, tuple[str, str | None]]:
    """Status and type of records, by id."""
    sql = "SELECT r.id, r.status, r.type FROM json_each(?) k JOIN record r ON r.id = k.value"
    return {id: (status, type) for id, status, type in fetch(connection, sql, (json.dumps(list(records)),))}


def training(root: Path, connection: apsw.Connection) -> Iterator[str]:
    """The standing decisions as JSON lines: the record in full, the verdict, what was put right. No skips."""
    with snapshot(connection, root):
        decided = checks.standing(connection)
        ids = list(decided)
        for first in range(0, len(ids), _BATCH):
            yield from _lines(connection, {id: decided[id] for id in ids[first : first + _BATCH]})


def _lines(connection: apsw.Connection, decided: dict[str, dict[str, Check]]) -> Iterator[str]:
    sql = "SELECT r.id, r.n FROM json_each(?) k JOIN record r ON r.id = k.value"
    keys = dict(fetch(connection, sql, (json.dumps(list(decided)),)))
    loaded = load.records(connection, list(keys.values()))
    headers = load.headers(connection, {each.report for each in loaded.values()})
    for id, by_reviewer in decided.items():
        found = loaded[keys[id]]
        shown = nested(record_hit(found, headers[found.report]))
        for check in by_reviewer.values():
            if check.verdict is not CheckVerdict.SKIP:
                yield json.dumps(shown | {"check": _check(check)}, ensure_ascii=False)


def _check(check: Check) -> dict[str, object]:
    return {
        "verdict": str(check.verdict),
        "corrected": dict(check.corrected),
        "reviewer": check.reviewer,
        "at": check.at,
        "note": check.note,
    }


@dataclass(frozen=True, slots=True)
class Decided:
    """A record that needs no decision of a reviewer any more: its key, status and type."""

    n: int
    status: str
    type: str | None


def decided(connection: apsw.Connection, reviewer: str) -> list[Decided]:
    """Records that somebody decided on, and those that this reviewer skipped."""
    sql = (
        "SELECT DISTINCT r.n, r.status, r.type FROM decision d JOIN record r ON r.id = d.record WHERE d.undoes IS NULL "
        f"AND NOT {checks.UNDONE} AND (d.verdict <> 'skip' OR d.reviewer = ?)"
    )
    return [Decided(*row) for row in fetch(connection, sql, (reviewer,))]
