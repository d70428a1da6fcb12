"""What the readings of all operations share: the anchor to count from, and what surrounds an expression.

Policies. Relative expressions count from the document creation time (dct), or from the expression before them where
the words point back ("a day earlier", "that week"). Without a dct they keep no value; "Friday", "June" and "27
February" then keep what the words do say (XXXX-WXX-5, XXXX-06, XXXX-02-27). An impossible day (31 June) has no value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from onrecord.extract.timex.calendar import granularity, interval
from onrecord.extract.timex.tense import FUTURE, PAST, UNKNOWN

Words = Mapping[str, Mapping[str, str]]
SIZE = re.compile(r"(T?)(\d+)([SMHDWQY])")
LETTERS = {"1D": "D", "1W": "W", "2W": "W", "1M": "M", "1Q": "Q", "1Y": "Y", "10Y": "E", "100Y": "C"}
PREFIX = {PAST: "last", UNKNOWN: "nearest", FUTURE: "next"}


@dataclass(frozen=True, slots=True)
class Reading:
    """The value of an expression, None if it has none, what it was resolved against, and why, in words."""

    value: str | None
    reason: str
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What surrounds an expression.

    dct: day of the document creation time, or None; now: the same with its time of day. last: value of the latest
    expression before this one that names a day, week, month …; last_anchor: its name as an anchor. quarter: the
    latest quarter named; longer: whether what is told since is of a longer period. direction: which way the clause
    points; bound: whether the words stand with its verb itself. Both are asked only when needed.
    """

    words: Words
    dct: date | None
    now: datetime | None = None
    last: str | None = None
    last_anchor: str | None = None
    quarter: str | None = None
    quarter_anchor: str | None = None
    longer: bool = False
    direction: Callable[[], int] = lambda: UNKNOWN
    bound: Callable[[], bool] = lambda: False

    def word(self, kind: str, form: str) -> str:
        """What a word of a class stands for; white space in it may be of any kind."""
        return self.words[kind][re.sub(r"\s+", " ", form.lower())]


Groups = Mapping[str, str | None]
Operation = Callable[[Groups, tuple[str, ...], Context], Reading | None]
UNDATED = Reading(None, "no document date to count from")


def by_dct(value: str, reason: str) -> Reading:
    """A value counted from the document date."""
    return Reading(value, reason, "dct")


def finer(code: str, value: str | None) -> bool:
    """Whether a unit is finer than the value's own granularity."""
    return "DWMQYEC".index(code) < "DWMQYEC".index(granularity(value) or "D")


def base_of(how: str, context: Context) -> tuple[date | None, str | None]:
    """The day to count from: the dct, or the first day of the expression before where the words point back."""
    if how == "timex" and (known := interval(context.last)):
        return known[0], context.last_anchor
    return context.dct, "dct"


def steps_of(groups: Groups, context: Context) -> tuple[int, str]:
    """Steps and base of "last", "this", "the following"."""
    steps, base = context.word("rel", groups.get("rel") or "this").split()
    if base == "told":
        base = "dct" if context.direction() == FUTURE else "timex"
    return int(steps), base


def letter(unit: str, context: Context) -> str | None:
    """ "D", "W", "M", "Q", "Y", "E", "C"; None for hours, minutes and seconds."""
    return LETTERS.get(context.word("unit", unit))


def month_of(groups: Groups, context: Context) -> int:
    """The number of the month, written as a word or in figures."""
    name = groups["month"] or ""
    return int(name) if name.isdigit() else int(context.word("month", name))


def day_of(groups: Groups, context: Context) -> int | None:
    """The day of the month, None if only the month is given."""
    if groups.get("ordinal"):
        return int(context.word("ordinal", groups["ordinal"] or ""))
    return int(groups["day"] or 0) if groups.get("day") else None


def told(direction: int) -> str:
    """The time that a clause tells of, in words."""
    return {PAST: "past", FUTURE: "future"}.get(direction, "present or of no clear time")


def away(day: date, context: Context, against: float = 3) -> float:
    """How far a day is from the dct, in days, times `against` if it lies the way that the clause does not point."""
    assert context.dct is not None
    days, direction = (day - context.dct).days, context.direction()
    wrong = (days > 0 and direction == PAST) or (days < 0 and direction == FUTURE)
    return abs(days) * (against if wrong else 1.1 if days > 0 and direction == UNKNOWN else 1)


NAMES = {"D": "day", "W": "week", "M": "month", "Q": "quarter", "Y": "year", "E": "decade", "C": "century"}


def counted(steps: int, code: str, anchor: str | None) -> str:
    """In words: so many days, weeks … before or after the anchor."""
    what = "the document date" if anchor == "dct" else "the expression before"
    if steps == 0:
        return f"the {NAMES[code]} of {what}"
    plural = "" if abs(steps) == 1 else "s"
    return f"{abs(steps)} {NAMES[code]}{plural} {'before' if steps < 0 else 'after'} {what}"
