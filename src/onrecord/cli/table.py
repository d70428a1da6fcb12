"""Records as a table: one line each, under a heading for the report that they are from."""

from __future__ import annotations

from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.cli import words
from onrecord.ledger import Header, Hit
from onrecord.model import Role

# Columns and the share of the width that each may take; status and id have the width of their longest value.
SHARES = {"who": 17, "what": 36, "where": 11, "when": 11, "according to": 19}
STATUS_WIDTH, ID_WIDTH, GAP = 11, words.SHORT, 1


def print_table(console: Console, hits: list[Hit]) -> None:
    """Who, what, where, when, according to whom and with what status; hits of one report stand together."""
    first = True
    for header, group in groupby(hits, key=lambda hit: hit.header):
        table = _empty(console.width, show_header=first)
        for hit in group:
            table.add_row(*_row(hit))
        if not first:
            console.print()
        console.print(_heading(header), no_wrap=True, overflow="ellipsis")
        console.print(table)
        first = False


def _empty(width: int, show_header: bool) -> Table:
    room = width - STATUS_WIDTH - ID_WIDTH - GAP * (len(SHARES) + 1)
    table = Table(box=None, show_header=show_header, header_style="bold", pad_edge=False, padding=(0, GAP, 0, 0))
    for name, share in SHARES.items():
        table.add_column(name, width=max(6, room * share // sum(SHARES.values())), no_wrap=True, overflow="ellipsis")
    table.add_column("status", width=STATUS_WIDTH, no_wrap=True)
    table.add_column("id", width=ID_WIDTH, style="dim", no_wrap=True)
    return table


def _heading(header: Header) -> Text:
    day = words.day(header.published) or "no date"
    return Text.assemble((f"{words.outlet_of(header)}, {day}", "bold blue"), words.clean(f"  {header.title or ''}"))


def _row(hit: Hit) -> list[Text | str]:
    record = hit.record
    if record is None:
        reason = Text(f"({hit.header.reason or 'no record matches'})", style="dim")
        return ["", reason, "", "", "", "", words.short(hit.header.id)]
    return [
        words.names(record, Role.ACTOR),
        words.deed(record),
        record.place.name if record.place else "",
        record.time.value if record.time else "",
        words.sources(record),
        words.status_word(record.status),
        words.short(record.id),
    ]
