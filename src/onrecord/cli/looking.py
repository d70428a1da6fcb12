"""`search`, `show` and `export`: questions to a ledger."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.text import Text

from onrecord.cli import words
from onrecord.cli.options import (
    DEFAULT_LEDGER,
    AccordingTo,
    Events,
    History,
    Km,
    Language,
    LedgerOption,
    NearOption,
    OrderOption,
    OutletOption,
    PlaceOption,
    Sayings,
    Since,
    Statuses,
    Types,
    Until,
    Who,
    err,
    near_of,
    opened,
    out,
    query_of,
    write_line,
)
from onrecord.cli.options import Text as TextArgument
from onrecord.cli.table import print_table
from onrecord.cli.telling import tell_record, tell_report
from onrecord.errors import InputError
from onrecord.ledger import EXCHANGE, FORMATS, Hit, Ledger, write_hits, write_query
from onrecord.ledger import export as export_file
from onrecord.model import Role


def search(  # noqa: PLR0913 - every way to narrow a search is an option of its own
    text: TextArgument = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
    who: Who = None,
    according_to: AccordingTo = None,
    status: Statuses = None,
    saying: Sayings = None,
    type: Types = None,
    place: PlaceOption = None,
    near: NearOption = None,
    km: Km = 50.0,
    since: Since = None,
    until: Until = None,
    outlet: OutletOption = None,
    language: Language = None,
    order: OrderOption = None,
    history: History = False,
    events: Events = False,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="At most so many hits.")] = 20,
    table: Annotated[bool, typer.Option("--table", help="One row a record instead of the evidence in full.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line instead of words.")] = False,
) -> None:
    """Search the ledger: words of the evidence, and who, according to whom, status, type, place, time.

    Examples:

      onrecord search missiles --status denied

      onrecord search --who Lukashenko --since 2022-06 --table

      onrecord search '"fighter jets"' --according-to "Ukrainian officials"

      onrecord search --saying promised --according-to Lukashenko

      onrecord search --near 52.1,23.7 --km 100
    """
    query = query_of(
        text,
        who=who,
        according_to=according_to,
        status=status,
        saying=saying,
        type=type,
        place=place,
        near=near_of(near, km),
        since=since,
        until=until,
        outlet=outlet,
        language=language,
        order=order,
        history=history,
        events=events,
    )
    with opened(ledger) as store:
        hits = store.search(query, limit)
        if as_json:
            write_hits(hits, sys.stdout.buffer, "jsonl")
            return
        total = store.count(query).total if len(hits) == limit else len(hits)
        again = store.told_again([hit.record.id for hit in hits if hit.record])
    if table:
        print_table(out, hits)
    else:
        for hit in hits:
            _print_hit(hit, again)
    err.print(_found(len(hits), total))


def _found(shown: int, total: int) -> str:
    if not total:
        return "nothing found; fewer words or filters find more"
    return f"{shown} shown" + (f" of {total}; --limit shows more" if total > shown else "")


def _print_hit(hit: Hit, again: Mapping[str, Sequence[str]]) -> None:
    record, header = hit.record, hit.header
    published = words.day(header.published) or "no date"
    if record is None:
        line = Text.assemble((f"{words.outlet_of(header)}, {published}", "bold"), f"  {header.reason or 'no record'}")
        identity = header.id
    else:
        line = Text.assemble(
            words.status_word(record.status),
            "  ",
            (words.act(record), "bold"),
            f"  {words.chain(record, header)}, {published}",
        )
        identity = record.id
    out.print(line, soft_wrap=True)
    out.print(Text("  ") + words.marked(hit, out.is_terminal), soft_wrap=True)
    out.print(
        Text(
            "  " + _where_when(hit) + f"id {words.short(identity)}" + ("" if hit.current else "  superseded"),
            style="dim",
        ),
        soft_wrap=True,
    )
    if others := [words.short(id) for id in again.get(identity, ()) if id != identity]:
        out.print(Text(f"  also told in {', '.join(others)}", style="dim"), soft_wrap=True)
    out.print()


def _where_when(hit: Hit) -> str:
    record = hit.record
    if record is None:
        return f"{hit.header.title}  " if hit.header.title else ""
    who = words.names(record, Role.ACTOR)
    parts = [f"who: {who}" if who else "", f"when: {words.day(record.time.value)}" if record.time else ""]
    parts.append(f"where: {record.place.name} ({record.place.precision})" if record.place else "")
    return "".join(f"{part}  " for part in parts if part)


def show(
    id: Annotated[str, typer.Argument(help="Id of a report or a record, or enough of its beginning.")],
    ledger: LedgerOption = DEFAULT_LEDGER,
    history: History = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Show a report with where each fact about it was found, or a record with the words behind every field.

    Example:

      onrecord show 3f9a12
    """
    with opened(ledger) as store:
        kind, full = store.which(id)
        if kind == "record":
            hit = store.record(full)
            filed = store.report(hit.header.id)
            if as_json:
                write_hits([hit], sys.stdout.buffer, "jsonl")
            else:
                tell_record(out, hit, filed, _others(store, full))
            return
        filed = store.report(full)
        records = store.records_of(full, history=history)
        if as_json:
            hits = [store.record(r.id) for r in records]
            write_line(json.dumps({"id": full, "text": filed.report.text, "title": filed.report.title}))
            write_hits(hits, sys.stdout.buffer, "jsonl")
        else:
            tell_report(out, filed, records)


def _others(store: Ledger, record: str) -> list[Hit]:
    """The other records of the same event, the fullest first."""
    return [store.record(id) for id in store.told_again([record]).get(record, ()) if id != record]


def export(  # noqa: PLR0913 - as for search
    text: TextArgument = None,
    ledger: LedgerOption = DEFAULT_LEDGER,
    format: Annotated[
        str, typer.Option("--format", "-f", help=f"One of: {', '.join((*FORMATS, *EXCHANGE))}.")
    ] = "jsonl",
    output: Annotated[
        Path | None, typer.Option("--output", "--out", "-o", help="File to write; default: standard output.")
    ] = None,
    who: Who = None,
    according_to: AccordingTo = None,
    status: Statuses = None,
    saying: Sayings = None,
    type: Types = None,
    place: PlaceOption = None,
    near: NearOption = None,
    km: Km = 50.0,
    since: Since = None,
    until: Until = None,
    outlet: OutletOption = None,
    language: Language = None,
    order: OrderOption = None,
    history: History = False,
    events: Events = False,
) -> None:
    """Write all hits of a search as JSON lines, CSV, Parquet or GeoJSON, or its records in a format of others.

    A file is written whole or not at all. In tables, cells that a spreadsheet would take for formulas are made
    harmless. Formats of others: PLOVER, POLECAT, GDELT 2.0 events and mentions, claims of schema.org, Web
    Annotations, FollowTheMoney.

    Examples:

      onrecord export --format csv -o denied.csv --status denied

      onrecord export missiles --format geojson > missiles.geojson

      onrecord export --format gdelt-events -o events.csv --since 2022
    """
    query = query_of(
        text,
        who=who,
        according_to=according_to,
        status=status,
        saying=saying,
        type=type,
        place=place,
        near=near_of(near, km),
        since=since,
        until=until,
        outlet=outlet,
        language=language,
        order=order,
        history=history,
        events=events,
    )
    with opened(ledger) as store:
        if output is None or str(output) == "-":
            count = write_query(store, query, sys.stdout.buffer, format)
            sys.stdout.buffer.flush()
        else:
            if not output.absolute().parent.is_dir():
                raise InputError(f"no folder {output.absolute().parent} to write {output.name!r} in; make it first")
            count = export_file(store, query, output, format)
    err.print(f"{count} rows" + (f" written to {escape(str(output))}" if output else ""))
