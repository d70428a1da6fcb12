"""`run` and `read`: reports in, a ledger or JSON lines out."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from onrecord.cli.options import DEFAULT_LEDGER, LedgerOption, err, write_line
from onrecord.errors import InputError
from onrecord.ingest import Defaults, find, take
from onrecord.ledger import open_ledger
from onrecord.model import Quarantined, Report

if TYPE_CHECKING:
    from onrecord.filing import Summary

Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATH…", help="Files, folders, patterns, archives, or - for standard input."),
]
Published = Annotated[
    str | None, typer.Option("--published", help="Publication date (ISO 8601) where the input gives none.")
]
OutletName = Annotated[str | None, typer.Option("--outlet", help="Outlet where the input names none.")]
Country = Annotated[
    str | None, typer.Option("--country", help="The outlet's country, ISO 3166-1 alpha-3, where the input gives none.")
]
Language = Annotated[str | None, typer.Option("--language", help="Language (ISO 639-1) where the input declares none.")]
Processes = Annotated[int, typer.Option("--processes", "-p", min=1, help="Worker processes.", show_default="cores")]
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
# A progress bar that is drawn more often than this costs more than it tells.
REDRAW_SECONDS = 0.2
LISTED = 10


def run(
    paths: Paths,
    ledger: LedgerOption = DEFAULT_LEDGER,
    published: Published = None,
    outlet: OutletName = None,
    country: Country = None,
    language: Language = None,
    processes: Processes = CORES,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Stop after so many reports.")] = None,
) -> None:
    """Take in reports, read them and file what they put on record.

    Reports that are filed already and were read by the same version are not read again, so a run can be stopped at
    any moment and started again. What cannot be read goes to quarantine with the reason; the run goes on.

    Examples:

      onrecord run reports/ --ledger ledger

      onrecord run page.txt --published 2022-06-26 --outlet "The Sample Courier"

      zcat wire.jsonl.gz | onrecord run - --ledger ledger
    """
    from onrecord.filing import intake  # here, for the stages take a moment to load and --help should not wait

    defaults = _defaults(published, outlet, country, language)
    find(paths)  # a wrong path is told before a ledger is made
    started = time.monotonic()
    with open_ledger(ledger, write=True) as store, _progress() as progress:
        watch = _watcher(progress, _expected(paths, limit))
        done = intake(
            paths, store, defaults=defaults, stdin=sys.stdin.buffer, processes=processes, most=limit, watch=watch
        )
        if done.new or done.reread:
            store.link()
    _tell(done, time.monotonic() - started, ledger)


def _defaults(
    published: str | None, outlet: str | None, country: str | None = None, language: str | None = None
) -> Defaults:
    """What to hold where the input says nothing. Raises InputError for what is no date and no country's code."""
    try:
        if published is not None:
            datetime.fromisoformat(published)
    except ValueError:
        raise InputError(f"--published {published!r} is no day; write it as 2022-06-26") from None
    code = country.upper() if country else None
    if code is not None and not (len(code) == 3 and code.isascii() and code.isalpha()):
        raise InputError(f"--country {country!r} is no country's code; give three letters (ISO 3166-1), such as GBR")
    return Defaults(published=published, outlet=outlet, outlet_country=code, language=language)


def _progress() -> Progress:
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        console=err,
        transient=True,
        disable=not err.is_terminal,
    )


def _expected(paths: list[str], limit: int | None) -> int | None:
    """How many reports are to be expected, None where only reading will tell (archives, feeds)."""
    total = 0
    for path in find(paths):
        if path.suffix == ".jsonl":
            with path.open("rb") as stream:
                total += sum(1 for line in stream if line.strip())
        elif path == Path("-") or path.suffix in (".zip", ".gz", ".tar", ".tgz", ".warc", ".rss", ".atom"):
            return limit
        else:
            total += 1
    return total if limit is None else min(total, limit)


def _watcher(progress: Progress, total: int | None) -> Callable[[Summary, Report | Quarantined], None]:
    task = progress.add_task("reading", total=total, rate="")
    started, last = time.monotonic(), [0.0]

    def watch(summary: Summary, item: Report | Quarantined) -> None:
        now = time.monotonic()
        if now - last[0] < REDRAW_SECONDS:
            return
        last[0] = now
        rate = f"{summary.seen / (now - started):.1f} reports/s"
        progress.update(task, completed=summary.seen, rate=rate)
        if not err.is_terminal and int(now - started) // 60 > int(watch_minute[0]):
            watch_minute[0] = int(now - started) // 60
            err.print(f"{summary.seen} of {total or '?'} taken in, {rate}")

    watch_minute = [0]
    return watch


def _tell(done: Summary, seconds: float, ledger: Path) -> None:
    """The end summary, on standard error."""
    rate = done.seen / seconds if seconds else 0.0
    err.print(
        f"[bold]{done.new} new, {done.unchanged} unchanged[/bold]"
        + (f", {done.reread} read anew by newer stages" if done.reread else "")
        + f" in {seconds:.1f} s ({rate:.1f} reports/s)"
    )
    if done.reread:
        err.print(f"  reading anew brought {done.added} records and superseded {done.superseded}")
    if done.not_read:
        err.print(f"  {done.not_read} in a language that is not read yet: catalogued and searchable, no records")
    err.print(f"  {done.records} records filed in {escape(str(ledger))}")
    if done.quarantined:
        again = f", {done.known} of them known" if done.known else ""
        err.print(f"  [yellow]{len(done.quarantined)} quarantined[/yellow]{again}:")
        for where, reason in done.quarantined[:LISTED]:
            err.print(f"    {escape(where)}: {escape(reason)}")
        if len(done.quarantined) > LISTED:
            err.print(
                f"    … and {len(done.quarantined) - LISTED} more: onrecord quarantine --ledger {escape(str(ledger))}"
            )


def read(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[FILE…|-]", help="Files to read; - or none: standard input.")
    ] = None,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="The input is JSON lines: one line out per line in, in the same order.")
    ] = False,
    published: Published = None,
    outlet: OutletName = None,
    processes: Annotated[int, typer.Option("--processes", "-p", min=1, help="Worker processes.")] = 1,
) -> None:
    """Read reports and print all that was found in them as JSON lines, without a ledger.

    With --jsonl each line of input is {"id", "text", "published", "title", "outlet"}, all but text may be null. One
    line out per line in, in the same order; a report that cannot be read gives {"id", "error"}. Without it, anything
    that `run` takes in is read, and each line has text, title, published and outlet too.

    Examples:

      onrecord read --jsonl - < reports.jsonl > layers.jsonl

      onrecord read page.html
    """
    given = paths or ["-"]
    if jsonl:
        lines = _lines(given)
        from onrecord.pipeline import read_lines

        for answer in read_lines(lines, processes):
            write_line(json.dumps(answer, ensure_ascii=True))
        return
    _read_files(given, _defaults(published, outlet))


def _lines(paths: list[str]) -> Iterator[str]:
    for path in paths:
        if path == "-":
            # Lone carriage returns and other line separators belong to the text, only \n ends a line.
            yield from TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="replace", newline="\n")
        else:
            try:
                with Path(path).open(encoding="utf-8-sig", errors="replace", newline="\n") as stream:
                    yield from stream
            except OSError as error:
                raise InputError(f"cannot open {path!r}: {error.strerror}; give a JSON-lines file, or -") from error


def _read_files(paths: list[str], defaults: Defaults) -> None:
    from onrecord.pipeline import run as read_report
    from onrecord.record import to_contract

    for taken in take(paths, defaults=defaults, stdin=sys.stdin.buffer):
        if isinstance(taken.item, Quarantined):
            origin = taken.item.origin
            where = origin.path if origin.member is None else f"{origin.path} › {origin.member}"
            write_line(json.dumps({"id": where, "error": taken.item.reason}))
            continue
        report = taken.item
        facts = {"text": report.text, "title": report.title, "published": report.published, "outlet": report.outlet}
        write_line(json.dumps({**to_contract(read_report(report)), **facts}))
