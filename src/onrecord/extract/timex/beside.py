"""What stands beside an expression and belongs to it: "early", "the day before", "morning", a clock, another day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from onrecord.extract.timex.calendar import granularity, interval, moved
from onrecord.extract.timex.rules import Modifier, Rule, Tables
from onrecord.model import Span, Timex, TimexType

_COUNTED = frozenset("offset vagueoffset length one half-length compound vague yearago".split())
_DATED = frozenset("full near clock year".split())
_DETERMINED = re.compile(r"(?:the|these|those|last|past|next)\s", re.IGNORECASE)
_WORD_BEFORE = re.compile(r"(\w+)\s$")
_OWN_DAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|tomorrow|last|overnight", re.IGNORECASE)
# What may stand between a time of day and its day; another clock in brackets belongs to it.
_BESIDE = re.compile(r",?\s(?:on\s)?")
_AND = re.compile(r"(?:,|\sand|\sor|,\sand)\s")
_PART = re.compile(r"\s([a-z]+)(?!\w)")
_DAY_BEFORE = re.compile(r"(?:the\s)?day\s(before|after)\s$", re.IGNORECASE)
_FROM = re.compile(r"\sfrom\s")
_CLOCK = re.compile(r"T(\d\d):(\d\d)$")
_PARTS = frozenset({"MO", "AF", "EV", "NI"})
_LENGTH = re.compile(r"P(\d+)([DWMY])")
_AND_DAY = re.compile(
    r"(\s?(?:and|or|to|through|-|–|—)\s?|, )(3[01]|[12]\d|[1-9])(?:st|nd|rd|th)?(?:,\s[12]\d{3}(?!\d))?"
    r"(?![\w:%$]|[.,]\d|\s?(?:percent|million|billion|p\.m|a\.m))"
)
_DAY_AND = re.compile(r"(?<![\w.,:/-])(3[01]|[12]\d|[1-9])(?:st|nd|rd|th)?\s?(?:and|or|to|-|–|—)\s?$")


def modified(timex: Timex, rule: Rule, text: str, low: int, tables: Tables) -> Timex:
    """The expression widened over "early", "at least", "the end of" before it, with its TIMEX3 modifier.

    low: the first position that may be taken, where the expression before ends.
    """
    if timex.value is not None and timex.value.endswith("_REF") and rule.operation == "ref":
        return timex
    best: tuple[int, str | None] | None = None
    for modifier in tables.modifiers:
        if not _may_stand(modifier, timex, rule, text):
            continue
        for form in modifier.forms:
            match = _before(form).search(text, max(low, timex.span.start - len(form) - 4), timex.span.start)
            if match and (best is None or match.start() < best[0]) and _held(modifier, text, match.start(), tables):
                best = (match.start(), modifier.mod)
    return timex if best is None else replace(timex, span=Span(best[0], timex.span.end), mod=best[1] or timex.mod)


def _may_stand(modifier: Modifier, timex: Timex, rule: Rule, text: str) -> bool:
    length = timex.type in (TimexType.DURATION, TimexType.SET)
    if modifier.where not in ("both", "length" if length else "point"):
        return False
    if modifier.before in ("count", "held"):
        return rule.operation in _COUNTED and not _DETERMINED.match(text, timex.span.start)
    return modifier.before == "any" or rule.operation in _DATED


def _held(modifier: Modifier, text: str, start: int, tables: Tables) -> bool:
    """ "For over a week" is more than a week; "evolved over several years" is not."""
    if modifier.before != "held":
        return True
    word = _WORD_BEFORE.search(text, max(0, start - 20), start)
    return word is not None and word[1].lower() in tables.words["length_after"]


@cache
def _before(form: str) -> re.Pattern[str]:
    """The words of a modifier right before an expression."""
    return re.compile(rf"(?<![\w-]){re.escape(form)}[\s-]$".replace(r"\ ", r"\s"), re.IGNORECASE)


def without_article(timex: Timex, text: str, before_noun: bool) -> Timex:
    """ "The third-quarter loss": the article is that of the loss. before_noun: whether a noun follows."""
    words = timex.span.of(text)
    if not before_noun or "-" not in words or not re.match(r"the\s", words, re.IGNORECASE):
        return timex
    return replace(timex, span=Span(timex.span.start + 4, timex.span.end))


def with_part(timex: Timex, text: str, parts: Mapping[str, str]) -> Timex:
    """ "Friday" and "morning" make one TIME. parts: part of day -> TIMEX3 code."""
    match = _PART.match(text, timex.span.end)
    if match is None or match[1] not in parts or timex.type is not TimexType.DATE or not _is_day(timex.value):
        return timex
    value = f"{timex.value}T{parts[match[1]]}" if timex.value else None
    return replace(timex, span=Span(timex.span.start, match.end()), type=TimexType.TIME, value=value)


def _is_day(value: str | None) -> bool:
    return value is None or (granularity(value) == "D" and "T" not in value) or value.startswith("XXXX-WXX-")


def with_clock(span: Span, last: Timex | None, text: str) -> Span:
    """The span with the time of day right before it: "until 9 a.m. Tuesday" looks ahead as "until Tuesday" does."""
    if last is None or last.type is not TimexType.TIME or not _BESIDE.fullmatch(text, last.span.end, span.start):
        return span
    return Span(last.span.start, span.end)


def _with_clock_before(timex: Timex, last: Timex, text: str) -> Timex:
    """ "5 o'clock this afternoon": the part of day says which half of the day the clock means."""
    day, _, part = (timex.value or "").partition("T")
    hour = _CLOCK.search(last.value or "")
    if hour is None or part not in _PARTS or not text[last.span.end : timex.span.start].isspace():
        return timex
    later = int(hour[1]) < 12 and (part in ("AF", "EV") or (part == "NI" and int(hour[1]) > 4))
    value = f"{day}T{int(hour[1]) + 12 * later:02d}:{hour[2]}"
    return replace(timex, span=Span(last.span.start, timex.span.end), value=value)


def joined(timex: Timex, last: Timex | None, text: str) -> Timex:
    """ "10 p.m. Wednesday" is one TIME, and "a week from Friday" one DATE; else the expression as it is.

    last: the expression before, which the joint one takes the place of.
    """
    if last is None or last.span.end > timex.span.start:
        return timex
    if timex.type is TimexType.TIME and last.type is TimexType.TIME:
        return _with_clock_before(timex, last, text)
    if timex.type is not TimexType.DATE or not _is_day(timex.value):
        return timex
    span = Span(last.span.start, timex.span.end)
    if last.type is TimexType.TIME and _BESIDE.fullmatch(text, last.span.end, timex.span.start):
        clock = (last.value or "").partition("T")[2]
        if clock and not _OWN_DAY.search(last.span.of(text)):
            value = f"{timex.value}T{clock}" if timex.value else None
            return replace(timex, span=span, type=TimexType.TIME, value=value)
    length, known = _LENGTH.fullmatch(last.value or ""), interval(timex.value)
    if length and known and _FROM.fullmatch(text, last.span.end, timex.span.start):
        day = moved(known[0], int(length[1]), length[2])
        return replace(timex, span=span, value=day.isoformat(), reason=f"{last.value} after {timex.value}")
    return timex


def also_set(timex: Timex, last: Timex | None, text: str) -> Timex:
    """ "Every Monday and Friday": the second day comes back too."""
    known = interval(timex.value)
    if last is None or known is None or last.type is not TimexType.SET or timex.type is not TimexType.DATE:
        return timex
    alone = timex.span.of(text).isalpha() and (last.value or "").startswith("XXXX-WXX-")
    if not alone or not _AND.fullmatch(text, last.span.end, timex.span.start):
        return timex
    value = f"XXXX-WXX-{known[0].isoweekday()}"
    return replace(timex, type=TimexType.SET, value=value, anchor=None, reason="comes back every week")


def day_beside(timex: Timex, text: str) -> Timex:
    """ "The day before last Tuesday" is a day of its own."""
    match = _DAY_BEFORE.search(text, max(0, timex.span.start - 16), timex.span.start)
    known = interval(timex.value)
    if match is None or known is None or timex.type is not TimexType.DATE or known[0] != known[1]:
        return timex
    way = match[1].lower()
    day = known[0] + timedelta(days=-1 if way == "before" else 1)
    return replace(
        timex,
        span=Span(match.start(), timex.span.end),
        value=day.isoformat(),
        reason=f"the day {way} {timex.value}, which is {timex.reason}",
    )


def day_before(timex: Timex, text: str) -> Timex | None:
    """The first day of "24-25 June", which has no month of its own."""
    match = _DAY_AND.search(text, max(0, timex.span.start - 12), timex.span.start)
    return None if match is None else _other_day(timex, Span(match.start(1), match.end(1)), int(match[1]))


def day_after(timex: Timex, text: str) -> Timex | None:
    """The second day of "April 24 and 25" and "March 10-12, 2021"."""
    match = _AND_DAY.match(text, timex.span.end)
    return None if match is None else _other_day(timex, Span(match.start(2), match.end()), int(match[2]))


def _other_day(timex: Timex, span: Span, day: int) -> Timex | None:
    known: tuple[date, date] | None = interval(timex.value)
    if known is None or timex.type is not TimexType.DATE:
        return None
    try:
        value = known[0].replace(day=day).isoformat()
    except ValueError:
        return None
    return Timex(span, TimexType.DATE, value, f"timex {timex.span.start}:{timex.span.end}", "a day of the same month")
