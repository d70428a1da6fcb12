"""Quarters and what reports of results say of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from onrecord.extract.timex.calendar import interval, moved, named
from onrecord.extract.timex.given import near
from onrecord.extract.timex.reading import (
    UNDATED,
    Context,
    Groups,
    Operation,
    Reading,
    base_of,
    by_dct,
    counted,
    steps_of,
)
from onrecord.extract.timex.tense import FUTURE, PAST
from onrecord.model import Timex, TimexType

# Words of periods that results are compared with: they are not what "the quarter" goes on to mean.
_COMPARED = re.compile(r"ago|earlier|before|last year|same|corresponding|comparable", re.IGNORECASE)
# Lengths that results are told of beside the quarter: "the nine months", "the first half", "for the year ended".
_LONGER = re.compile(r"P(?:6M|9M|2Q|3Q|1Y|12M)")
_RESULTS = re.compile(r"(?:the\s|first|full|year\b|latest|nine|six)", re.IGNORECASE)
_HALF_QUARTER = timedelta(days=45)


def _quarter(groups: Groups, _: tuple[str, ...], context: Context) -> Reading | None:
    """Without year: the last such quarter that has begun, or after a future verb the next that has not ended."""
    number = int(groups["q"] or 0) if groups.get("q") else int(context.word("ordinal", groups["ordinal"] or ""))
    if not 1 <= number <= 4:
        return None
    if groups.get("year"):
        return Reading(f"{groups['year']}-Q{number}", "quarter and year are given")
    if context.dct is None:
        return Reading(f"XXXX-Q{number}", "no year given, and no document date")
    own = (context.dct.month + 2) // 3
    # Companies report soon after a quarter's end, and their year may end early: the running quarter counts as begun.
    year = context.dct.year - (number > own and not _ahead(number, own, context))
    year += number < own and context.direction() == FUTURE and own - number > 1
    return by_dct(f"{year:04d}-Q{number}", "the quarter nearest to the document date that the clause allows")


def _quarterended(groups: Groups, _: tuple[str, ...], context: Context) -> Reading:
    """ "The quarter ended July 31": the calendar quarter that most of it lies in, or the one that a company counts."""
    past = replace(context, direction=lambda: PAST)
    end = interval(near({**groups, "ordinal": None}, (), past).value)
    if end is None:
        return UNDATED
    if groups.get("ordinal"):
        number = int(context.word("ordinal", groups["ordinal"] or ""))
        return Reading(f"{end[0].year:04d}-Q{number}", "a company's own quarter; its last day is named beside it")
    return Reading(named(end[0] - _HALF_QUARTER, "Q"), "the quarter that ends on the day named beside it")


def _ahead(number: int, own: int, context: Context) -> bool:
    return context.direction() == FUTURE and number - own <= 2


def _quarterof(groups: Groups, _: tuple[str, ...], context: Context) -> Reading | None:
    steps, how = steps_of(groups, context)
    base, anchor = base_of(how, context)
    number = int(context.word("ordinal", groups["ordinal"] or ""))
    if base is None or not 1 <= number <= 4:
        return UNDATED
    return Reading(f"{base.year + steps:04d}-Q{number}", f"quarter of the year {steps:+d}", anchor)


def _half(groups: Groups, _: tuple[str, ...], context: Context) -> Reading | None:
    kind = "latter" if groups.get("latter") else "ordinal"
    figure = groups.get("h2") or groups.get("h3")
    number = int(figure) if figure else int(context.word(kind, groups[kind] or ""))
    if number not in (1, 2):
        return None
    if groups.get("year"):
        return Reading(f"{groups['year']}-H{number}", "half and year are given")
    steps, how = steps_of(groups, context)
    base, anchor = base_of(how, context)
    if base is None:
        return UNDATED
    return Reading(f"{base.year + steps:04d}-H{number}", f"half of the year {steps:+d}", anchor)


def _running(context: Context) -> tuple[str | None, str | None]:
    """The quarter last named, else the one that the dct's reports are about: the last that has ended."""
    if context.quarter:
        return context.quarter, context.quarter_anchor
    return (named(moved(context.dct, -1, "Q"), "Q"), "dct") if context.dct else (None, None)


def remembered(context: Context, timex: Timex, words: str) -> Context:
    """The context after an expression: what "later", "the quarter" and "a year earlier" now go on to mean.

    words: the expression as written.
    """
    known = interval(timex.value)
    anchor = f"timex {timex.span.start}:{timex.span.end}"
    if timex.type is TimexType.DURATION and _LONGER.fullmatch(timex.value or ""):
        return replace(context, longer=_RESULTS.match(words) is not None)
    if known is None or timex.type not in (TimexType.DATE, TimexType.TIME):
        return context
    context = replace(context, last=timex.value, last_anchor=anchor)
    if "-Q" not in (timex.value or "") or _COMPARED.search(words):
        return replace(context, longer=context.longer or "-H" in (timex.value or ""))
    # A quarter still to end is looked forward to; results are those of one that has ended.
    if context.quarter is None or (
        (context.dct is None or known[1] <= context.dct) and (timex.value or "") >= context.quarter
    ):
        return replace(context, quarter=timex.value, quarter_anchor=anchor, longer=False)
    return context


def _samequarter(_: Groups, arguments: tuple[str, ...], context: Context) -> Reading:
    value, anchor = _running(context)
    if value is None:
        return UNDATED
    year, _dash, number = value.partition("-")
    return Reading(f"{int(year) + int(arguments[0]):04d}-{number}", "the quarter that the text is about", anchor)


def _sameperiod(groups: Groups, arguments: tuple[str, ...], context: Context) -> Reading:
    """A period is a quarter only where the text has named one."""
    if context.quarter is None:
        return Reading(None, "the text names no period before")
    if context.longer:
        return _yearago(groups, (), context)
    return _samequarter(groups, arguments, context)


def _yearperiod(groups: Groups, _: tuple[str, ...], context: Context) -> Reading:
    value, anchor = context.quarter, context.quarter_anchor
    if value is None or context.longer:
        return Reading(groups["year"], "the year is given")
    return Reading(f"{groups['year']}-{value.partition('-')[2]}", "that quarter in the year given", anchor)


def _yearago(groups: Groups, _: tuple[str, ...], context: Context) -> Reading:
    """In a report of results a year ago is the same quarter; else the year before the dct, or before what "earlier"
    points back to."""
    if context.quarter and context.longer:
        before = int(context.quarter[:4]) - 1
        return Reading(f"{before:04d}", "the same period a year before", context.quarter_anchor)
    if context.quarter:
        year, _dash, number = context.quarter.partition("-")
        return Reading(f"{int(year) - 1:04d}-{number}", "the same quarter a year before", context.quarter_anchor)
    base, anchor = base_of("timex" if groups.get("back") else "dct", context)
    return UNDATED if base is None else Reading(f"{base.year - 1:04d}", counted(-1, "Y", anchor), anchor)


OPERATIONS: Mapping[str, Operation] = {
    "quarter": _quarter,
    "quarterof": _quarterof,
    "quarterended": _quarterended,
    "half": _half,
    "samequarter": _samequarter,
    "sameperiod": _sameperiod,
    "yearperiod": _yearperiod,
    "yearago": _yearago,
}
