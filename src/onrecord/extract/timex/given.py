"""Dates that are given, wholly or but for the year."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from onrecord.extract.timex.calendar import interval, moved, named, nth_weekday
from onrecord.extract.timex.numbers import parse_number, spelled_year
from onrecord.extract.timex.reading import (
    PREFIX,
    UNDATED,
    Context,
    Groups,
    Operation,
    Reading,
    away,
    base_of,
    by_dct,
    counted,
    day_of,
    month_of,
    steps_of,
    told,
)

# How many times farther a date against the direction of the clause counts: a month that stands with the verb is all
# but bound by its tense; one that hangs on a noun need not be ("invited them to the ceremony in March").
_AGAINST, _AGAINST_BOUND = 3, 12


def full(groups: Groups, _: tuple[str, ...], context: Context) -> Reading:
    """Month and year, or day, month and year, as given."""
    year, month, day = int(groups["year"] or 0), month_of(groups, context), day_of(groups, context)
    if day is None:
        return Reading(f"{year:04d}-{month:02d}", "month and year are given")
    return Reading(date(year, month, day).isoformat(), "day, month and year are given")


def _slashed(groups: Groups, _: tuple[str, ...], context: Context) -> Reading:
    first, second, year = int(groups["d1"] or 0), int(groups["d2"] or 0), int(groups["year"] or 0)
    if first <= 12 and second <= 12 and first != second:
        return Reading(None, "day and month could be either way round")
    day, month = (first, second) if first > 12 or first == second else (second, first)
    return Reading(date(year, month, day).isoformat(), "day, month and year are given")


def near(groups: Groups, _: tuple[str, ...], context: Context) -> Reading:
    """A month or day without year: the nearest one, counting the way that the clause does not point three times."""
    if groups.get("year"):
        return full(groups, (), context)
    month, day = month_of(groups, context), day_of(groups, context)
    if day is not None:
        date(2000, month, day)  # refuses 31 June
    if context.dct is None:
        return Reading(f"XXXX-{month:02d}" + (f"-{day:02d}" if day else ""), "no year given, and no document date")
    year, way = _nearest_year(month, day, context)
    value = f"{year:04d}-{month:02d}" if day is None else date(year, month, day).isoformat()
    what = "day" if day else "month"
    return by_dct(value, f"the nearest such {what}, {way}; the clause tells of the {told(context.direction())}")


def _nearest_year(month: int, day: int | None, context: Context) -> tuple[int, str]:
    dct = context.dct
    assert dct is not None
    weight = _AGAINST_BOUND if day is None and context.bound() else _AGAINST
    best: tuple[float, int, str] | None = None
    for year in (dct.year, dct.year - 1, dct.year + 1):
        try:
            days = (date(year, month, day) - dct).days if day else ((year - dct.year) * 12 + month - dct.month) * 30
        except ValueError:
            continue  # 29 February exists in some years only
        cost = away(dct + timedelta(days=days), context, weight)
        if best is None or cost < best[0]:
            best = (cost, year, "to come" if days > 0 else "gone by" if days < 0 else "the present one")
    if best is None:
        raise ValueError("no such day in these years")
    return best[1], best[2]


def _monthof(groups: Groups, _: tuple[str, ...], context: Context) -> Reading:
    steps, how = steps_of(groups, context)
    base, anchor = base_of(how, context)
    if base is None:
        return UNDATED
    month, day = month_of(groups, context), day_of(groups, context)
    value = f"{base.year + steps:04d}-{month:02d}" if day is None else date(base.year + steps, month, day).isoformat()
    return Reading(value, counted(steps, "Y", anchor), anchor)


def _relmonth(groups: Groups, _: tuple[str, ...], context: Context) -> Reading:
    steps, how = steps_of(groups, context)
    base, anchor = base_of(how, context)
    month, day = month_of(groups, context), day_of(groups, context)
    if base is None:
        return UNDATED
    year = base.year
    if steps < 0 and month >= base.month:
        year -= 1
    if steps > 0 and month <= base.month:
        year += 1
    value = f"{year:04d}-{month:02d}" if day is None else date(year, month, day).isoformat()
    return Reading(value, f"the {PREFIX[max(-1, min(1, steps))]} such month by the words", anchor)


def _weekof(groups: Groups, _: tuple[str, ...], context: Context) -> Reading:
    day = near(groups, (), context)
    known = interval(day.value)
    weekend = "-WE" if (groups["span"] or "").lower() == "weekend" else ""
    return replace(day, value=named(known[0], "W") + weekend if known else None)


def _monthweek(groups: Groups, _: tuple[str, ...], context: Context) -> Reading:
    return near({**groups, "ordinal": None, "day": None}, (), context)


def _nthweekday(groups: Groups, _: tuple[str, ...], context: Context) -> Reading | None:
    """ "The last Friday of May": which day that is, in the year given or the nearest that the clause allows."""
    known = interval(near({**groups, "ordinal": None}, (), context).value)
    if known is None:
        return UNDATED
    kind = "lastword" if groups.get("lastword") else "ordinal"
    count, weekday = int(context.word(kind, groups[kind] or "")), int(context.word("weekday", groups["weekday"] or ""))
    day = nth_weekday(known[0].year, known[0].month, weekday, count)
    return Reading(day.isoformat(), "that day of the month") if day.month == known[0].month else None


def _dayofmonth(groups: Groups, _: tuple[str, ...], context: Context) -> Reading:
    """ "On the 15th": the nearest such day that the clause allows."""
    dct, day = context.dct, int(groups["day"] or 0)
    if dct is None:
        return Reading(f"XXXX-XX-{day:02d}", "no month given, and no document date")
    months = [moved(dct.replace(day=1), steps, "M") for steps in (-1, 0, 1)]
    days = [m.replace(day=day) for m in months if day <= monthrange(m.year, m.month)[1]]
    return by_dct(min(days, key=lambda d: away(d, context)).isoformat(), "the nearest such day of a month")


def _bc(groups: Groups, _: tuple[str, ...], context: Context) -> Reading | None:
    number = parse_number(groups["n"] or "", context.words["number"])
    return None if number is None or number > 9999 else Reading(f"BC{int(number):04d}", "the year is given")


def _year(groups: Groups, _: tuple[str, ...], context: Context) -> Reading | None:
    if groups.get("spelledyear"):
        year = spelled_year(groups["spelledyear"] or "", context.words["number"])
        return None if year is None else Reading(f"{year:04d}", "the year is given")
    if groups.get("y2"):
        short, dct = int(groups["y2"] or 0), context.dct or date(2000, 1, 1)
        century = dct.year // 100 * 100
        return Reading(f"{century + short - (100 if century + short > dct.year + 20 else 0):04d}", "two-figure year")
    return Reading(groups["year"], "the year is given")


def _decade(groups: Groups, _: tuple[str, ...], context: Context) -> Reading:
    if groups.get("decadeyear"):
        return Reading((groups["decadeyear"] or "")[:3], "the decade is given")
    short = groups.get("decade2")
    tens = short[0] if short else context.word("decade", groups["decade"] or "")
    now = context.dct.year if context.dct else 2000
    century = now // 100 if now // 100 * 100 + int(tens) * 10 <= now else now // 100 - 1
    return Reading(f"{century}{tens}", "the last decade so called")


def _century(groups: Groups, _: tuple[str, ...], context: Context) -> Reading:
    return Reading(f"{int(context.word('ordinal', groups['ordinal'] or '')) - 1:02d}", "the century is given")


def _spelledmonth(groups: Groups, _: tuple[str, ...], context: Context) -> Reading | None:
    year = spelled_year(groups["spelledyear"] or "", context.words["number"])
    return None if year is None else full({**groups, "year": str(year)}, (), context)


OPERATIONS: Mapping[str, Operation] = {
    "full": full,
    "slashed": _slashed,
    "near": near,
    "monthof": _monthof,
    "relmonth": _relmonth,
    "weekof": _weekof,
    "monthweek": _monthweek,
    "nthweekday": _nthweekday,
    "dayofmonth": _dayofmonth,
    "bc": _bc,
    "year": _year,
    "decade": _decade,
    "century": _century,
    "spelledmonth": _spelledmonth,
}
