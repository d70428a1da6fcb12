"""What the exchange formats are written from: records, one by one, each with its report at hand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from onrecord.ledger import load
from onrecord.ledger.connect import fetch
from onrecord.ledger.exports.groups import Group, groups
from onrecord.ledger.exports.sentences import lead, starts
from onrecord.ledger.handle import Ledger
from onrecord.ledger.nouns import Header, Query
from onrecord.model import Record, Report, Span

# Records come report by report; a few more than one is kept for searches that are ordered otherwise.
_KEPT = 32


@dataclass(frozen=True, slots=True)
class Page:
    """A report as exports need it. sentences: where they begin; lead: title, first paragraph; added: UTC, ISO 8601."""

    report: Report
    sentences: tuple[int, ...]
    lead: tuple[Span, ...]
    added: str

    def sentence(self, span: Span) -> int:
        """The number of the sentence that a span begins in, from 1 on."""
        return max(1, bisect_right(self.sentences, span.start))

    def leads(self, span: Span) -> bool:
        """Whether a span is part of the lead."""
        return any(span in part for part in self.lead)


@dataclass(frozen=True, slots=True)
class Entry:
    """One record with what it needs to be written. Its page is only loaded if it is asked for."""

    record: Record
    header: Header
    load_page: Callable[[str], Page]
    judged: Group | None = None

    @property
    def page(self) -> Page:
        """The report that the record is of."""
        return self.load_page(self.header.id)

    @property
    def alone(self) -> Group:
        """The record as the only one that tells of its event."""
        return Group(self.record.id, 1, 1, 1, self.page.added)

    @property
    def group(self) -> Group:
        """The records that were judged to tell of its event."""
        return self.judged or self.alone

    def words(self, span: Span) -> str:
        """The words of the report at a span."""
        return span.of(self.page.report.text)


def entries(ledger: Ledger, query: Query) -> Iterator[Entry]:
    """The records that a query finds, streaming; reports without a matching record are passed over."""
    judged = groups(ledger)
    load_page = lru_cache(maxsize=_KEPT)(lambda report_id: _page(ledger, report_id))
    for hit in ledger.scan(query):
        if hit.record is not None:
            yield Entry(hit.record, hit.header, load_page, judged.get(hit.record.id))


def _page(ledger: Ledger, report_id: str) -> Page:
    ((key, added),) = fetch(
        ledger.connection,
        "SELECT p.n, min(g.read_at) FROM report p JOIN reading g ON g.report = p.n WHERE p.id = ? GROUP BY p.n",
        (report_id,),
    )
    report = load.report(ledger.connection, key)
    return Page(report, starts(report), lead(report), added)
