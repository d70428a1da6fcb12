"""Reckoning with TIMEX3 values: what stretch of days a value names, and which value lies so and so far from it."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta

# First month of each season (northern, meteorological); winter of a year starts in its December.
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
UNITS = {
    "day": "D",
    "week": "W",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "E",
    "century": "C",
    "hour": "TH",
}
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_HALF = re.compile(r"(\d{4})-H([12])")
_SEASON = re.compile(r"(\d{4})-(SP|SU|FA|WI)")
_YEARS = re.compile(r"\d{2,4}")
_GRANULARITIES = ("D", "W", "M", "Q", "Y", "E", "C")


def interval(value: str | None) -> tuple[date, date] | None:
    """First and last day of a DATE or TIME value; None where it names no stretch of the calendar ("P3D", "XXXX-02")."""
    try:
        return _interval(value or "")
    except (ValueError, OverflowError):
        return None


def _interval(value: str) -> tuple[date, date] | None:
    if found := _DAY.fullmatch(value):
        day = date(int(found[1]), int(found[2]), int(found[3]))
        return day, day
    if found := _WEEK.fullmatch(value):
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        return (monday + timedelta(days=5) if found[3] else monday), monday + timedelta(days=6)
    for pattern, months in ((_MONTH, 1), (_QUARTER, 3), (_HALF, 6)):
        if found := pattern.fullmatch(value):
            return _months(int(found[1]), (int(found[2]) - 1) * months + 1, months)
    if found := _SEASON.fullmatch(value):
        return _months(int(found[1]), SEASONS[found[2]], 3)
    if _YEARS.fullmatch(value):
        length = 10 ** (4 - len(value))
        return date(int(value) * length or 1, 1, 1), date(int(value) * length + length - 1, 12, 31)
    return None


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    last = year * 12 + month - 1 + count - 1
    end_year, end_month = divmod(last, 12)
    return date(year, month, 1), date(end_year, end_month + 1, monthrange(end_year, end_month + 1)[1])


def dct_of(published: str | None) -> tuple[date, datetime | None] | None:
    """The dct's day, and its moment if it has a time of day; None where it is missing or no date."""
    try:
        day = date.fromisoformat((published or "")[:10])
        return day, datetime.fromisoformat(published or "").replace(tzinfo=None) if "T" in (published or "") else None
    except ValueError:
        return None


def granularity(value: str | None) -> str | None:
    """How fine a value is: D, W, M, Q, Y, E (decade) or C (century); None for values off the calendar."""
    if not value or interval(value) is None:
        return None
    if _DAY.fullmatch(value):
        return "D"
    if _WEEK.fullmatch(value):
        return "W"
    if _MONTH.fullmatch(value):
        return "M"
    if _QUARTER.fullmatch(value) or _SEASON.fullmatch(value) or _HALF.fullmatch(value):
        return "Q"
    return {4: "Y", 3: "E", 2: "C"}[len(value)]


def shift(value: str | None, amount: int, unit: str, direction: int) -> str | None:
    """The value `amount` units after (direction 1) or before (-1) `value`.

    shift("2022-02-24", 3, "day", 1) is "2022-02-27". unit: "day" … "century" or its letter. The result is as coarse
    as the coarser of value and unit, because "two months after 24 February" names no day. None where the value is
    coarser than the unit (three days after "2022") or lies off the calendar.
    """
    code = UNITS.get(unit, unit)
    known, fine = interval(value), granularity(value)
    if known is None or fine is None or code not in _GRANULARITIES:
        return None
    if _GRANULARITIES.index(fine) > _GRANULARITIES.index(code):
        return None
    try:
        return named(moved(known[0], amount * direction, code), code)
    except (ValueError, OverflowError):
        return None


def moved(day: date, amount: int, code: str) -> date:
    """The day `amount` units on; the last day of a shorter month stands for days that it lacks."""
    if code in "DW":
        return day + timedelta(days=amount * (7 if code == "W" else 1))
    months = amount * {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}[code]
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def named(day: date, code: str) -> str:
    """The value of the day, week, month, quarter, year, decade or century that the day lies in."""
    if code == "D":
        return day.isoformat()
    if code == "W":
        year, week, _ = day.isocalendar()
        return f"{year:04d}-W{week:02d}"
    if code == "M":
        return f"{day.year:04d}-{day.month:02d}"
    if code == "Q":
        return f"{day.year:04d}-Q{(day.month + 2) // 3}"
    return f"{day.year:04d}"[: {"Y": 4, "E": 3, "C": 2}[code]]


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 19 * m) // 433
    month = (h + m - 7 * n + 90) // 25
    return date(year, month, (h + m - 7 * n + 33 * month + 19) % 32)


def nth_weekday(year: int, month: int, weekday: int, count: int) -> date:
    """The count-th Monday (weekday 1) … Sunday (7) of a month; count -1 is the last."""
    if count > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (count - 1))
    last = date(year, month, monthrange(year, month)[1])
    return last - timedelta(days=(last.isoweekday() - weekday) % 7)


def holiday(year: int, how: str) -> date:
    """The day of a holiday in a year.

    how: "12-25", "nth 11 4 4" (month, weekday, count; then days after that, if any) or "easter -2".
    """
    kind, *numbers = how.split()
    if kind == "nth":
        month, weekday, count, after = map(int, [*numbers, "0"][:4])
        return nth_weekday(year, month, weekday, count) + timedelta(days=after)
    if kind == "easter":
        return easter(year) + timedelta(days=int(numbers[0]))
    return date.fromisoformat(f"{year:04d}-{how}")
