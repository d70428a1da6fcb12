"""A timeline drawn on the server, for every browser: bars of records by day, month or year, parted by status."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from onrecord.ledger.view import Bucket
from onrecord.model import Status
from onrecord.web.told import day

WIDTH, HEIGHT, FOOT, TOP = 720, 96, 16, 4
MOST_BARS = 140
# Share of the records, on either side, that may be left out of the drawing; the table has them all.
_FAR_OFF = 0.01
_STATUSES = [str(status) for status in Status]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: a period with its parts from the bottom up, in pixels. since, until: what to search for to see it."""

    period: str
    label: str
    x: float
    width: float
    parts: tuple[tuple[str, float, float], ...]
    told: str
    total: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """What a template draws. ticks: x and label under the axis. rows: the same as a table, with those left out.

    before, after: records earlier and later than what is drawn: one about the year 1066 must not squeeze all others.
    """

    step: str
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]
    highest: int
    rows: tuple[tuple[str, str, tuple[tuple[str, int], ...]], ...]
    data: dict[str, Any]
    before: int = 0
    after: int = 0
    width: int = WIDTH
    height: int = HEIGHT + FOOT + TOP


Counts = dict[str, dict[str, int]]
"""Records by period and status."""


def timeline(buckets: Sequence[Bucket]) -> Timeline | None:
    """The drawing of these buckets, by the finest step that fits; None if none has a date."""
    dated = [(bucket.start, dict(bucket.counts)) for bucket in buckets if bucket.start]
    if not dated:
        return None
    step, counts, drawn = _fitting(dated)
    periods = _between(min(drawn), max(drawn), step)
    highest = max(sum(each.values()) for each in drawn.values())
    width = WIDTH / max(len(periods), 12)
    bars = tuple(_bar(p, drawn[p], n * width, width, highest) for n, p in enumerate(periods) if p in drawn)
    return Timeline(
        step,
        bars,
        _ticks(periods, width),
        highest,
        tuple((p, day(p), tuple((s, counts[p][s]) for s in _STATUSES if counts[p].get(s))) for p in sorted(counts)),
        _data(step, periods, drawn),
        sum(_total(given) for period, given in counts.items() if period < min(drawn)),
        sum(_total(given) for period, given in counts.items() if period > max(drawn)),
    )


def _total(counts: dict[str, int]) -> int:
    return sum(counts.values())


def _fitting(dated: Sequence[tuple[str, dict[str, int]]]) -> tuple[str, Counts, Counts]:
    """Days while nearly all of them fit, else months, else years: the step, all counts, and those that are drawn."""
    finest = max(len(start) for start, _ in dated)
    for step, length in (("day", 10), ("month", 7), ("year", 4)):
        if length > finest:
            continue
        counts = _summed((start[:length], given) for start, given in dated)
        drawn = _core(counts)
        if len(_between(min(drawn), max(drawn), step, MOST_BARS + 1)) <= MOST_BARS:
            return step, counts, drawn
    last = int(max(drawn))
    return step, counts, {year: given for year, given in drawn.items() if int(year) > last - MOST_BARS}


def _core(counts: Counts) -> Counts:
    """The periods without the few records that lie far off on either side."""
    spare = sum(map(_total, counts.values())) * _FAR_OFF
    kept = sorted(counts)
    for side in (0, -1):
        left_out = 0
        while len(kept) > 1 and (left_out := left_out + _total(counts[kept[side]])) <= spare:
            kept.pop(side)
    return {period: counts[period] for period in kept}


def _summed(dated: Iterable[tuple[str, dict[str, int]]]) -> Counts:
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for start, given in dated:
        for status, count in given.items():
            counts[start][status] += count
    return dict(counts)


def _data(step: str, periods: Sequence[str], drawn: Counts) -> dict[str, Any]:
    """The same for a browser that draws it itself."""
    present = [s for s in _STATUSES if any(given.get(s) for given in drawn.values())]
    return {
        "step": step,
        "periods": list(periods),
        "labels": [day(period) for period in periods],
        "statuses": present,
        "counts": [[drawn.get(period, {}).get(status, 0) for period in periods] for status in present],
    }


def _between(first: str, last: str, step: str, most: int = 10_000) -> list[str]:
    """Every period from the first to the last, with those of no record."""
    found = [first]
    while found[-1] < last and len(found) < most:
        found.append(_next(found[-1], step))
    return found


def _next(period: str, step: str) -> str:
    if step == "year":
        return f"{int(period) + 1:04}"
    if step == "day":
        return (date.fromisoformat(period) + timedelta(days=1)).isoformat()
    year, month = (int(part) for part in period.split("-"))
    return f"{year + month // 12:04}-{month % 12 + 1:02}"


def _bar(period: str, counts: dict[str, int], x: float, width: float, highest: int) -> Bar:
    parts, top, total = [], float(HEIGHT), sum(counts.values())
    for status in _STATUSES:
        if not counts.get(status):
            continue
        tall = counts[status] / highest * HEIGHT
        top -= tall
        parts.append((status, round(TOP + top, 2), round(tall, 2)))
    told = ", ".join(f"{counts[s]:,} {s.replace('_', ' ')}" for s in _STATUSES if counts.get(s))
    gap = min(2.0, width * 0.15)
    return Bar(period, day(period), round(x + gap / 2, 2), round(width - gap, 2), tuple(parts), told, total)


def _ticks(periods: Sequence[str], width: float) -> tuple[tuple[float, str], ...]:
    """Labels that do not run into each other."""
    room = max(1, round(90 / width))
    return tuple(
        (round(n * width, 1), day(p)) for n, p in enumerate(periods) if n % room == 0 and n * width < WIDTH - 60
    )
