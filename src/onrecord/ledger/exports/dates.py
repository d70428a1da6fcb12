"""The day of an event: its own where the text gives one, else the day of its report, and which of the two it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from onrecord.ledger.days import days
from onrecord.ledger.nouns import Header
from onrecord.model import Record


class Basis(StrEnum):
    """What a date rests on: a day in the text, a longer stretch of time in the text, or the day of the report."""

    DAY = "day"
    PERIOD = "period"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class When:
    """The first and last day of an event, and what they rest on."""

    first: date
    last: date
    basis: Basis


def when(record: Record, header: Header) -> When | None:
    """When the event is or was; the day of the report where the text gives no date of its own; None if that is unknown.

    The words decide, so that "last year" is a whole year and never a day that somebody made up.
    """
    own = stretch(record.time.value) if record.time else None
    if own is not None:
        first, last = own
        return When(first, last, Basis.DAY if first == last else Basis.PERIOD)
    published = published_on(header)
    return When(published, published, Basis.REPORT) if published else None


def when_said(record: Record, header: Header) -> When | None:
    """When the innermost source says what a record tells: as the text dates it, else the day of the report."""
    source = record.according_to[-1] if record.according_to else None
    own = stretch(source.said_time) if source and source.said_time else None
    if own is not None and own[0] == own[1]:
        return When(*own, Basis.DAY)
    published = published_on(header)
    return When(published, published, Basis.REPORT) if published else None


def stretch(value: str) -> tuple[date, date] | None:
    """The first and last day that an ISO 8601 or TIMEX3 value covers, None for what is no date."""
    found = days(value)
    return (date.fromisoformat(found[0]), date.fromisoformat(found[1])) if found else None


def published_on(header: Header) -> date | None:
    """The day of publication, None where it is unknown or no full day."""
    found = stretch(header.published) if header.published else None
    return found[0] if found and found[0] == found[1] else None


def stamp(moment: str) -> str:
    """An ISO 8601 time as YYYYMMDDHHMMSS, UTC."""
    found = datetime.fromisoformat(moment)
    return (found.astimezone(UTC) if found.tzinfo else found).strftime("%Y%m%d%H%M%S")
