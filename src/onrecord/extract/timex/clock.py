"""Times of day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from onrecord.extract.timex.given import full, near
from onrecord.extract.timex.numbers import parse_number
from onrecord.extract.timex.reading import Context, Groups, Operation, Reading
from onrecord.extract.timex.relative import day_from_dct, day_offset, same_day, weekday


def _daypart(_: Groups, arguments: tuple[str, ...], context: Context) -> Reading:
    groups = _
    code = arguments[1] if len(arguments) > 1 else context.word("part", groups["part"] or "")
    day = day_from_dct(groups, arguments, context)
    return replace(day, value=f"{day.value}T{code}") if day.value else day


def _samepart(groups: Groups, _: tuple[str, ...], context: Context) -> Reading:
    day = same_day(groups, (), context)
    return replace(day, value=f"{day.value}T{context.word('part', groups['part'] or '')}") if day.value else day


def _nextpart(groups: Groups, arguments: tuple[str, ...], context: Context) -> Reading:
    day = day_offset(groups, arguments, context)
    if day.value is None:
        day = day_from_dct(groups, arguments, context)
    return replace(day, value=f"{day.value}T{context.word('part', groups['part'] or '')}") if day.value else day


def _partof(groups: Groups, _: tuple[str, ...], context: Context) -> Reading:
    day = near(groups, (), context) if groups.get("month") else weekday(groups, (), context)
    return replace(day, value=f"{day.value}T{context.word('part', groups['part'] or '')}") if day.value else day


def clock_value(groups: Groups, context: Context) -> str | None:
    """ "T17:00" for "5 p.m."; None where the words name no time of day."""
    if groups.get("clock"):
        return "T" + context.word("clock", groups["clock"] or "")
    hour = groups.get("hour") or groups.get("n") or ""
    number = parse_number(hour, context.words["number"])
    if number is None or number > 24:
        return None
    hours = int(number)
    if groups.get("ampm"):
        hours = hours % 12 + int(context.word("ampm", groups["ampm"] or ""))
    elif groups.get("part") and context.word("part", groups["part"] or "") in ("AF", "EV"):
        hours = hours % 12 + 12
    return f"T{hours:02d}:{groups.get('minute') or '00'}"


def _clock(groups: Groups, _: tuple[str, ...], context: Context) -> Reading | None:
    value = clock_value(groups, context)
    if value is None:
        return None
    day = same_day(groups, (), context)
    if day.value is None:
        return Reading(f"XXXX-XX-XX{value}", "no day given, and no document date")
    return replace(day, value=day.value + value)


def _pastclock(groups: Groups, _: tuple[str, ...], context: Context) -> Reading | None:
    """ "Half past six", "quarter to nine"."""
    value = clock_value(groups, context)
    day = same_day(groups, (), context)
    if value is None:
        return None
    minutes = int(value[1:3]) * 60 + int(context.word("pastclock", groups["pastclock"] or ""))
    clock = f"T{minutes // 60 % 24:02d}:{minutes % 60:02d}"
    return replace(day, value=(day.value or "XXXX-XX-XX") + clock)


def _twilight(groups: Groups, _: tuple[str, ...], context: Context) -> Reading:
    day = same_day(groups, (), context)
    return replace(
        day, value=f"{day.value}T{context.word('twilight', groups['twilight'] or '')}" if day.value else None
    )


def _isotime(groups: Groups, _: tuple[str, ...], context: Context) -> Reading:
    day = full(groups, (), context)
    hour = int(groups["hour"] or 0)
    return replace(day, value=f"{day.value}T{hour:02d}:{groups['minute']}", reason="day and time are given")


OPERATIONS: Mapping[str, Operation] = {
    "daypart": _daypart,
    "samepart": _samepart,
    "nextpart": _nextpart,
    "partof": _partof,
    "clock": _clock,
    "pastclock": _pastclock,
    "twilight": _twilight,
    "isotime": _isotime,
}
