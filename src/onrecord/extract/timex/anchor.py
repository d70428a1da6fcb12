"""The day that the relative dates of a report count from: that of its dateline, else the document creation time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from onrecord.extract.timex.calendar import dct_of
from onrecord.extract.timex.rules import tables
from onrecord.model import Report

# A report is printed on the day that it was filed or within so many days; a dateline that lies farther off is not
# trusted to be one.
_PRINTED_WITHIN = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Anchor:
    """day: to count from; moment: the same with its time of day, if it is known; name: "dct" or "dateline"."""

    day: date
    moment: datetime | None
    name: str


def anchor_of(report: Report) -> Anchor | None:
    """The dateline's day ("WARSAW, March 12 -" printed on the 13th), else the dct; None where neither is known."""
    given = dct_of(report.published)
    filed = _filed(report.dateline or "", None if given is None else given[0])
    if given is None:
        return None if filed is None else Anchor(filed, None, "dateline")
    if filed is not None and timedelta(0) < given[0] - filed <= _PRINTED_WITHIN:
        return Anchor(filed, None, "dateline")
    return Anchor(*given, "dct")


def _filed(dateline: str, dct: date | None) -> date | None:
    """The day that a dateline names; one without year is the last such day up to the dct."""
    months = tables().words["month"]
    found = _day(months).search(dateline)
    if found is None:
        return None
    month = int(months[(found["month"] or found["month2"]).lower()])
    day = int(found["day"] or found["day2"])
    years = [int(found["year"])] if found["year"] else [] if dct is None else [dct.year, dct.year - 1]
    for year in years:
        try:
            filed = date(year, month, day)
        except ValueError:
            continue
        if dct is None or filed <= dct:
            return filed
    return None


@cache
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    month = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.compile(
        rf"\b(?:(?P<month>{month})\s(?P<day>\d\d?)|(?P<day2>\d\d?)\s(?P<month2>{month}))(?!\w)(?:,?\s(?P<year>\d{{4}}))?",
        re.IGNORECASE,
    )


def _day(months: Mapping[str, str]) -> re.Pattern[str]:
    return _pattern(tuple(months))
