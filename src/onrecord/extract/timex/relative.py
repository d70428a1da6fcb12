"""Dates counted from the document date or from an expression before."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from onrecord.extract.timex.calendar import granularity, holiday, interval, moved, named
from onrecord.extract.timex.lengths import parse_count
from onrecord.extract.timex.numbers import spelled_year
from onrecord.extract.timex.reading import (
    LETTERS,
    PREFIX,
    SIZE,
    UNDATED,
    Context,
    Groups,
    Operation,
    Reading,
    away,
    base_of,
    by_dct,
    counted,
    finer,
    letter,
    steps_of,
    told,
)
from onrecord.extract.timex.tense import FUTURE, UNKNOWN


def _relunit(groups: Groups, _: tuple[str, ...], context: Context) -> Reading | None:
    steps, how = steps_of(groups, context)
    code = letter(groups["unit"] or "", context)
    base, anchor = base_of(how, context)
    if code is None:
        return Reading("PRESENT_REF" if steps == 0 else "PAST_REF" if steps < 0 else "FUTURE_REF", "finer than a day")
    if base is None:
        return UNDATED
    if how == "timex" and anchor != "dct" and finer(code, context.last):
        return Reading(None, "points back to something finer than the expression before it")
    if code == "D" and how == "dct" and steps:
        return Reading("PAST_REF" if steps < 0 else "FUTURE_REF", "some day, not said which")
    return Reading(named(moved(base, steps, code), code), counted(steps, code, anchor), anchor)


def _weekend(groups: Groups, _: tuple[str, ...], context: Context) -> Reading:
    """ "The weekend" is the last one up to the dct after a past-tense verb, else the one of the dct's week."""
    if context.dct is None:
        return UNDATED
    if groups.get("rel"):
        steps, how = steps_of(groups, context)
        base, anchor = base_of(how, context)
    else:
        ahead = context.direction() == FUTURE or (context.direction() == UNKNOWN and context.dct.isoweekday() == 5)
        past = not ahead and context.dct.isoweekday() < 6
        steps, base, anchor = (-1 if past else 0), context.dct, "dct"
    assert base is not None
    return Reading(named(moved(base, steps, "W"), "W") + "-WE", f"weekend, {counted(steps, 'W', anchor)}", anchor)


def _relseason(groups: Groups, _: tuple[str, ...], context: Context) -> Reading:
    """The last, present or next such season; a bare "the summer" as the clause points."""
    code = context.word("season", groups["season"] or "")
    steps = steps_of(groups, context)[0] if groups.get("rel") else context.direction()
    if context.dct is None:
        return UNDATED
    ends = [interval(f"{context.dct.year + k:04d}-{code}") for k in (-2, -1, 0, 1)]
    known = [e for e in ends if e is not None]
    if steps < 0:
        start = [e for e in known if e[1] < context.dct or (not groups.get("rel") and e[0] <= context.dct)][-1][0]
    elif steps > 0:
        start = next(e for e in known if e[0] > context.dct)[0]
    else:
        start = next((e for e in known if e[0] <= context.dct <= e[1]), known[2])[0]
    return by_dct(f"{start.year:04d}-{code}", f"the {PREFIX[steps]} such season")


def season(groups: Groups, _: tuple[str, ...], context: Context) -> Reading:
    """Season and year, as given."""
    return Reading(f"{groups['year']}-{context.word('season', groups['season'] or '')}", "season and year are given")


def _seasonof(groups: Groups, _: tuple[str, ...], context: Context) -> Reading:
    steps, how = steps_of(groups, context)
    base, anchor = base_of(how, context)
    if base is None:
        return UNDATED
    code = context.word("season", groups["season"] or "")
    return Reading(f"{base.year + steps:04d}-{code}", f"season of the year {steps:+d}", anchor)


def weekday(groups: Groups, _: tuple[str, ...], context: Context) -> Reading:
    """ "On Friday" printed on a Friday is that day; otherwise the last Friday, or after a future verb the next."""
    number = int(context.word("weekday", groups["weekday"] or ""))
    if context.dct is None:
        return Reading(f"XXXX-WXX-{number}", "no document date to count from")
    back = (context.dct.isoweekday() - number) % 7
    away = 7 - back if context.direction() == FUTURE and back else -back
    way = "the document's own day" if away == 0 else "the next such day" if away > 0 else "the last such day"
    return by_dct(
        (context.dct + timedelta(days=away)).isoformat(), f"{way}; the clause tells of the {told(context.direction())}"
    )


def _relweekday(groups: Groups, _: tuple[str, ...], context: Context) -> Reading:
    number = int(context.word("weekday", groups["weekday"] or ""))
    steps, how = steps_of(groups, context)
    base, anchor = base_of(how, context)
    if base is None:
        return UNDATED
    back = (base.isoweekday() - number) % 7
    away = -(back or 7) if steps < 0 else (7 - back) if steps > 0 else -back if back < 4 else 7 - back
    return Reading((base + timedelta(days=away)).isoformat(), f"the {PREFIX[steps]} such day by the words", anchor)


def _weekdaysago(groups: Groups, _: tuple[str, ...], context: Context) -> Reading | None:
    """ "Two Sundays ago": the last but one."""
    number = int(context.word("weekday", groups["weekday"] or ""))
    count = parse_count(groups["n"] or "", context)
    if context.dct is None:
        return UNDATED
    if count is None or count != int(count) or count < 1:
        return None
    back = (context.dct.isoweekday() - number) % 7 or 7
    day = context.dct - timedelta(days=back + 7 * (int(count) - 1))
    return by_dct(day.isoformat(), "so many such days back")


def _weekdayweek(groups: Groups, _: tuple[str, ...], context: Context) -> Reading:
    number = int(context.word("weekday", groups["weekday"] or ""))
    steps, how = steps_of(groups, context)
    base, anchor = base_of(how, context)
    if base is None:
        return UNDATED
    day = base + timedelta(days=7 * steps + number - base.isoweekday())
    return Reading(day.isoformat(), f"that day of the week; {counted(steps, 'W', anchor)}", anchor)


def _holiday(groups: Groups, _: tuple[str, ...], context: Context) -> Reading:
    how = context.word("holiday", groups["holiday"] or "")
    if how == "-":
        return Reading(None, "falls on another day in every country or year")
    if groups.get("year"):
        return Reading(holiday(int(groups["year"] or 0), how).isoformat(), "the day is fixed by the calendar")
    if context.dct is None:
        return Reading(f"XXXX-{how}" if re.fullmatch(r"\d\d-\d\d", how) else None, "no document date to count from")
    days = [holiday(context.dct.year + k, how) for k in (-1, 0, 1)]
    if not groups.get("rel"):
        day = min(days, key=lambda d: away(d, context))
        return by_dct(day.isoformat(), f"the nearest such holiday; the clause tells of the {told(context.direction())}")
    steps = steps_of(groups, context)[0]
    day = min(days, key=lambda d: away(d, replace(context, direction=lambda: steps), 1000))
    return by_dct(day.isoformat(), f"the {PREFIX[steps]} such holiday")


def _holidayweek(groups: Groups, _: tuple[str, ...], context: Context) -> Reading:
    day = _holiday(groups, (), context)
    known = interval(day.value)
    if known is None:
        return replace(day, value=None)
    if (groups["span"] or "").lower() == "week":
        return replace(day, value=named(known[0], "W"))
    # The weekend of a Monday is the one before it.
    return replace(day, value=named(known[0] - timedelta(days=2), "W") + "-WE")


def day_from_dct(_: Groups, arguments: tuple[str, ...], context: Context) -> Reading:
    """So many days from the document date ("yesterday" is -1)."""
    steps = int(arguments[0])
    if context.dct is None:
        return UNDATED
    return by_dct((context.dct + timedelta(days=steps)).isoformat(), counted(steps, "D", "dct"))


def _offset(groups: Groups, _: tuple[str, ...], context: Context) -> Reading | None:
    steps, how = context.word("ago", groups["ago"] or "").split()
    size = context.word("unit", groups["unit"] or "")
    count = 1.0 if groups.get("a") else parse_count(groups["n"] or "", context)
    base, anchor = base_of(how, context)
    code = LETTERS.get(size)
    if count is None or code is None or count != int(count):
        if how == "timex":
            return None  # "an hour later": the length is what can be told
        return _finer(groups, size, count, int(steps), context)
    if how == "timex" and anchor == "dct" and int(steps) > 0:
        return Reading(None, "later than something that the text does not date")
    if base is None:
        return UNDATED
    amount = int(count) * int(steps) * (2 if size == "2W" else 1)
    year_only = code in "EC"  # "two decades ago" is a year, not a decade
    moved_to = moved(base, amount, code)
    return Reading(named(moved_to, "Y" if year_only else code), counted(amount, code, anchor), anchor)


def _finer(groups: Groups, size: str, count: float | None, steps: int, context: Context) -> Reading:
    """Hours and minutes from the dct if it has a time of day; a vague count stays vague."""
    found = SIZE.fullmatch(size)
    if context.now is not None and count is not None and found and found[1] and "ago" in (groups["ago"] or "").lower():
        seconds = count * {"S": 1, "M": 60, "H": 3600}[found[3]] * steps
        moment = context.now + timedelta(seconds=seconds)
        return by_dct(moment.isoformat(timespec="minutes")[:16], "counted from the document's time of day")
    return Reading("PAST_REF" if steps < 0 else "FUTURE_REF", "the words do not say how far")


def _vagueoffset(groups: Groups, _: tuple[str, ...], context: Context) -> Reading | None:
    steps, how = context.word("ago", groups["ago"] or "").split()
    if how == "timex":
        return None
    return Reading("PAST_REF" if int(steps) < 0 else "FUTURE_REF", "the words do not say how far")


def day_offset(_: Groups, arguments: tuple[str, ...], context: Context) -> Reading:
    """ "The previous day": so many days from the day named before, none if none was."""
    base, anchor = base_of("timex", context)
    if base is None or granularity(context.last) != "D":
        return Reading(None, "counts from a day that the text does not name before")
    steps = int(arguments[0])
    return Reading((base + timedelta(days=steps)).isoformat(), counted(steps, "D", anchor), anchor)


def same_day(_: Groups, __: tuple[str, ...], context: Context) -> Reading:
    """ "That day": the day named before, else the document's own."""
    known = interval(context.last)
    if known is not None and granularity(context.last) == "D":
        return Reading(known[0].isoformat(), "the day of the expression before", context.last_anchor)
    return UNDATED if context.dct is None else by_dct(context.dct.isoformat(), "the document's own day")


def _thisunit(_: Groups, arguments: tuple[str, ...], context: Context) -> Reading:
    if context.dct is None:
        return UNDATED
    code, steps = LETTERS[arguments[0]], int([*arguments, "0"][1])
    return by_dct(named(moved(context.dct, steps, code), code), counted(steps, code, "dct"))


def _spelledseason(groups: Groups, _: tuple[str, ...], context: Context) -> Reading | None:
    year = spelled_year(groups["spelledyear"] or "", context.words["number"])
    return None if year is None else season({**groups, "year": str(year)}, (), context)


OPERATIONS: Mapping[str, Operation] = {
    "relunit": _relunit,
    "weekend": _weekend,
    "relseason": _relseason,
    "season": season,
    "seasonof": _seasonof,
    "weekday": weekday,
    "relweekday": _relweekday,
    "weekdaysago": _weekdaysago,
    "weekdayweek": _weekdayweek,
    "holiday": _holiday,
    "holidayweek": _holidayweek,
    "day": day_from_dct,
    "offset": _offset,
    "vagueoffset": _vagueoffset,
    "dayoffset": day_offset,
    "sameday": same_day,
    "thisunit": _thisunit,
    "spelledseason": _spelledseason,
}
