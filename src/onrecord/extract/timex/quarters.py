"""Quarters and what reports of results say of them."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.extract.timex.calendar import moved, named
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
from onrecord.extract.timex.tense import FUTURE


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
    number = int(context.word(kind, groups[kind] or ""))
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
    return _samequarter(groups, arguments, context)


def _yearperiod(groups: Groups, _: tuple[str, ...], context: Context) -> Reading:
    value, anchor = context.quarter, context.quarter_anchor
    if value is None:
        return Reading(groups["year"], "the year is given")
    return Reading(f"{groups['year']}-{value.partition('-')[2]}", "that quarter in the year given", anchor)


def _yearago(groups: Groups, _: tuple[str, ...], context: Context) -> Reading:
    """In a report of results a year ago is the same quarter; else the year before the dct, or before what "earlier"
    points back to."""
    if context.quarter:
        year, _dash, number = context.quarter.partition("-")
        return Reading(f"{int(year) - 1:04d}-{number}", "the same quarter a year before", context.quarter_anchor)
    base, anchor = base_of("timex" if groups.get("back") else "dct", context)
    return UNDATED if base is None else Reading(f"{base.year - 1:04d}", counted(-1, "Y", anchor), anchor)


OPERATIONS: Mapping[str, Operation] = {
    "quarter": _quarter,
    "quarterof": _quarterof,
    "half": _half,
    "samequarter": _samequarter,
    "sameperiod": _sameperiod,
    "yearperiod": _yearperiod,
    "yearago": _yearago,
}
