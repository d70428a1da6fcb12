"""`outlets`, `stats`, `quarantine` and `doctor`: what a ledger holds, and whether it is sound."""

from __future__ import annotations

import typer
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from onrecord.cli.options import DEFAULT_LEDGER, LedgerOption, err, opened, out
from onrecord.ledger import Severity
from onrecord.ledger import doctor as examine


def _table(*columns: str, right: tuple[str, ...] = ()) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(column, justify="right" if column in right else "left", overflow="fold")
    return table


def outlets(ledger: LedgerOption = DEFAULT_LEDGER) -> None:
    """The catalogue of outlets, by country and language: reports, records, first and last seen.

    Example:

      onrecord outlets --ledger ledger
    """
    with opened(ledger) as store:
        found = store.outlets()
    numbers = ("reports", "read", "records")
    table = _table(
        "outlet", "country", "language", *numbers, "published from", "to", "first seen", "last seen", right=numbers
    )
    for line in found:
        table.add_row(
            line.name or "not known",
            line.country or "–",
            line.language or "–",
            *(f"{n:,}" for n in (line.reports, line.read, line.records)),
            (line.first_published or "–")[:10],
            (line.last_published or "–")[:10],
            line.first_seen[:10],
            line.last_seen[:10],
        )
    out.print(table)


def stats(ledger: LedgerOption = DEFAULT_LEDGER) -> None:
    """Totals: reports, records by status and type, languages, sizes.

    Example:

      onrecord stats --ledger ledger
    """
    with opened(ledger) as store:
        found = store.stats()
    table = _table("", "", right=("",))
    for name, number in (
        ("reports", found.reports),
        ("  read", found.read),
        ("  not read", found.not_read),
        ("readings", found.readings),
        ("records", found.records),
        ("  superseded, in the history", found.superseded),
        ("quarantined", found.quarantined),
        ("captures", found.blobs),
    ):
        table.add_row(name, f"{number:,}")
    table.add_row("size", f"{(found.ledger_bytes + found.blob_bytes) / 2**20:.1f} MiB")
    out.print(table)
    for title, pairs in (("status", found.by_status), ("type", found.by_type), ("language", found.by_language)):
        out.print()
        listed = _table(title, "count", right=("count",))
        for value, count in pairs:
            listed.add_row(value or "–", f"{count:,}")
        out.print(listed)


def quarantine(ledger: LedgerOption = DEFAULT_LEDGER) -> None:
    """What could not be read, with the reason and when it was tried.

    Example:

      onrecord quarantine --ledger ledger
    """
    with opened(ledger) as store:
        found = store.quarantined()
    table = _table("since", "from", "reason")
    for each in found:
        origin = each.quarantined.origin
        where = origin.path if origin.member is None else f"{origin.path} › {origin.member}"
        table.add_row(each.at[:19], Text(where), Text(each.quarantined.reason))
    if found:
        out.print(table)
    err.print(f"{len(found)} in quarantine")


def doctor(ledger: LedgerOption = DEFAULT_LEDGER) -> None:
    """Check the ledger: the store's integrity, its indexes, every capture's hash, every evidence against its text.

    The exit status is 1 if anything is lost or wrong.

    Example:

      onrecord doctor --ledger ledger
    """
    wrong = 0
    with opened(ledger) as store:
        for finding in examine(store):
            bad = finding.severity is Severity.ERROR
            wrong += bad
            style = "red" if bad else "yellow"
            what = f"{finding.check}, {finding.where}: {finding.problem}"
            out.print(f"[{style}]{finding.severity}[/{style}] {escape(what)}")
            out.print(f"  {escape(finding.remedy)}")
        reports, records = store.stats().reports, store.stats().records
    if wrong:
        err.print(f"[red]{wrong} errors[/red]")
        raise typer.Exit(1)
    err.print(f"sound: {reports} reports, {records} records, every evidence equals its words")
