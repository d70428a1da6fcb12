"""Lengths of time and what comes back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from onrecord.extract.timex.numbers import parse_number, tidy
from onrecord.extract.timex.reading import SIZE, Context, Groups, Operation, Reading, month_of


def parse_count(words: str, context: Context) -> float | None:
    """ "A couple of" is 2, "half a dozen" 6, "half an" 0.5; else as parse_number."""
    form = re.sub(r"\s+", " ", words.lower())
    amount = context.words["amount"].get(form)
    return parse_number(form, context.words["number"]) if amount is None else float(amount)


def period(count: float, size: str) -> str:
    """The TIMEX3 value of so many units: period(2.5, "1Y") is "P2Y6M", period(16, "T1H") "PT16H"."""
    found = SIZE.fullmatch(size)
    assert found is not None
    time, total, letter = found[1], count * int(found[2]), found[3]
    smaller = {"Y": ("M", 12), "TH": ("M", 60), "TM": ("S", 60), "D": ("TH", 24)}.get(time + letter)
    rest = total - int(total)
    if rest and smaller and round(rest * smaller[1], 6) == int(round(rest * smaller[1], 6)):
        part = f"{smaller[0][:-1] if not time else ''}{round(rest * smaller[1])}{smaller[0][-1]}"
        whole = f"{int(total)}{letter}" if int(total) else ""
        return f"P{'T' if time else ''}{whole}{part}"
    return f"P{time}{tidy(total)}{letter}"


def _length(groups: Groups, _: tuple[str, ...], context: Context) -> Reading | None:
    count = 1.0 if groups.get("a") else parse_count(groups["n"] or "", context)
    return None if count is None else _period(count, groups["unit"] or "", context)


def _period(count: float, unit: str, context: Context) -> Reading:
    return Reading(period(count, context.word("unit", unit)), "a length of time")


def _one(groups: Groups, _: tuple[str, ...], context: Context) -> Reading:
    return _period(1, groups["unit"] or "", context)


def _halflength(groups: Groups, _: tuple[str, ...], context: Context) -> Reading | None:
    count = 1.0 if groups.get("a") else parse_count(groups["n"] or "", context)
    return None if count is None else _period(count + 0.5, groups["unit"] or "", context)


def _compound(groups: Groups, _: tuple[str, ...], context: Context) -> Reading | None:
    counts = [parse_count(groups[n] or "", context) for n in ("n", "n2")]
    if counts[0] is None or counts[1] is None:
        return None
    first, second = (
        period(c, context.word("unit", groups[u] or "")) for c, u in zip(counts, ("unit", "unit2"), strict=True) if c
    )
    joined = first + second[2:] if "T" in first and "T" in second else first + second[1:]
    return Reading(joined, "a length of time")


def _vague(groups: Groups, _: tuple[str, ...], context: Context) -> Reading:
    found = SIZE.fullmatch(context.word("unit", groups["unit"] or ""))
    assert found is not None
    letter = {"10Y": "E", "100Y": "C"}.get(found[2] + found[3], found[3])
    return Reading(f"P{found[1]}X{letter}", "a length of time, not said how long")


def _every(groups: Groups, _: tuple[str, ...], context: Context) -> Reading:
    return replace(_period(1, groups["unit"] or "", context), reason="comes back")


def _everyn(groups: Groups, _: tuple[str, ...], context: Context) -> Reading | None:
    count = parse_count(groups["n"] or "", context) if groups.get("n") else 2
    return None if count is None else replace(_period(count, groups["unit"] or "", context), reason="comes back")


def _everyweekday(groups: Groups, _: tuple[str, ...], context: Context) -> Reading:
    part = f"T{context.word('part', groups['part'] or '')}" if groups.get("part") else ""
    return Reading(f"XXXX-WXX-{context.word('weekday', groups['weekday'] or '')}{part}", "comes back every week")


def _everypart(groups: Groups, _: tuple[str, ...], context: Context) -> Reading:
    return Reading(f"XXXX-XX-XXT{context.word('part', groups['part'] or '')}", "comes back every day")


def _everymonth(groups: Groups, _: tuple[str, ...], context: Context) -> Reading:
    code = f"{month_of(groups, context):02d}" if groups.get("month") else context.word("season", groups["season"] or "")
    return Reading(f"XXXX-{code}", "comes back every year")


def _ref(_: Groups, arguments: tuple[str, ...], __: Context) -> Reading:
    return Reading(arguments[0], "as the words say, not tied to a date")


OPERATIONS: Mapping[str, Operation] = {
    "length": _length,
    "one": _one,
    "compound": _compound,
    "vague": _vague,
    "every": _every,
    "everyn": _everyn,
    "everyweekday": _everyweekday,
    "everypart": _everypart,
    "everymonth": _everymonth,
    "ref": _ref,
    "half-length": _halflength,
}
