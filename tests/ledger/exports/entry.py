"""Entries made by hand: a record with its report, without a ledger."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import IO

from hypothesis import strategies as st

from onrecord.extract.codes import plover_types
from onrecord.ledger import Header
from onrecord.ledger.exports import Entry
from onrecord.ledger.exports.groups import Group
from onrecord.ledger.exports.sentences import lead, starts
from onrecord.ledger.exports.source import Page
from onrecord.model import Participant, Record, Report

from .. import made

ADDED = "2023-05-04T09:30:15+00:00"
SECTORS = ["GOV", "MIL", "JRN", "PTY", "UNK", "NGO"]
COUNTRIES = ["BLR", "USA", "UNO", "EUR", "IGO", "XXX", "ROU"]


def entry(report: Report, record: Record, judged: Group | None = None) -> Entry:
    """The record as an export gets it."""
    header = Header(
        report.id,
        report.outlet,
        report.outlet_country,
        report.language,
        report.title,
        report.published,
        report.url,
        read=True,
        reason=None,
    )
    page = Page(report, starts(report), lead(report), ADDED)
    return Entry(record, header, lambda _: page, judged)


def plain(**changes: object) -> Entry:
    """The planned record of the made report with some fields changed."""
    report = made.report()
    return entry(report, replace(made.records(report)[0], **changes))  # type: ignore[arg-type]


def written(write: Callable[[Iterable[Entry], IO[bytes]], int], *given: Entry) -> str:
    """What a writer makes of entries."""
    stream = io.BytesIO()
    write(given, stream)
    return stream.getvalue().decode()


def cells(text: str) -> list[list[str]]:
    """The rows of tab-separated text; lines end with a line feed and with nothing else."""
    return [line.split("\t") for line in text.removesuffix("\n").split("\n")] if text else []


@st.composite
def typed_entries(draw: st.DrawFn) -> Entry:
    """Any entry, mostly with a type, with codes as readings give them."""
    report = draw(made.reports())
    record = draw(made.records_of(report))
    taking = tuple(
        Participant(
            p.role,
            p.span,
            p.name,
            p.entity,
            draw(st.none() | st.sampled_from(COUNTRIES)),
            draw(st.none() | st.sampled_from(SECTORS)),
        )
        for p in record.participants
    )
    type = draw(st.none() | st.sampled_from(list(plover_types())))
    return entry(report, replace(record, type=type, participants=taking))
