"""ISO 8601 and TIMEX3 values as stretches of days."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ].*)?$", re.DOTALL)
_MONTH = re.compile(r"(\d{4})-(\d\d)$")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(?:-(?:(\d)|WE))?$")
_PART = re.compile(r"(\d{4})-([QH])(\d)$")
# A season stands for its year: which months it means depends on the hemisphere.
_YEAR = re.compile(r"(\d{4})(?:-(?:SP|SU|FA|WI))?$")
_DECADE = re.compile(r"(\d{2,3})X?$")


def days(value: str) -> tuple[str, str] | None:
    """First and last day (ISO 8601) that a value covers; None for durations, PRESENT_REF and what is no date.

    "2022-06-25", "2022-06-25T14:00", "2022-06", "2022-W25", "2022-Q2", "2022-H1", "2022", "2022-SU", "199", "20".
    """
    try:
        found = _days(value.strip())
    except (ValueError, OverflowError):
        return None
    return None if found is None else (found[0].isoformat(), found[1].isoformat())


def _days(value: str) -> tuple[date, date] | None:
    if match := _DAY.match(value):
        day = date(int(match[1]), int(match[2]), int(match[3]))
        return day, day
    if match := _MONTH.match(value):
        return _months(int(match[1]), int(match[2]), 1)
    if match := _WEEK.match(value):
        return _week(int(match[1]), int(match[2]), match[3], weekend=value.endswith("WE"))
    if match := _PART.match(value):
        return _part(int(match[1]), match[2], int(match[3]))
    if match := _YEAR.match(value):
        return _months(int(match[1]), 1, 12)
    if match := _DECADE.match(value):
        span = 10 ** (4 - len(match[1]))
        first = int(match[1]) * span
        return date(first, 1, 1), date(first + span - 1, 12, 31)
    return None


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    last = month + count - 1
    return date(year, month, 1), date(year, last, monthrange(year, last)[1] if 1 <= last <= 12 else 0)


def _week(year: int, week: int, day: str | None, *, weekend: bool) -> tuple[date, date]:
    monday = date.fromisocalendar(year, week, 1)
    if day is not None:
        return (date.fromisocalendar(year, week, int(day)),) * 2
    return (monday + timedelta(5) if weekend else monday), monday + timedelta(6)


def _part(year: int, letter: str, number: int) -> tuple[date, date] | None:
    months = 3 if letter == "Q" else 6
    if not 1 <= number <= 12 // months:
        return None
    return _months(year, (number - 1) * months + 1, months)
