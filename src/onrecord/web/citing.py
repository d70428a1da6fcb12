"""What one sees, as a citation: which words of which report, from which ledger, when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from onrecord import __version__
from onrecord.ledger import Hit
from onrecord.web.asked import LABELS, Asked
from onrecord.web.told import clean, day


def citation(hits: Iterable[Hit], asked: Asked, ledger: tuple[str, int], today: date, *, more: bool) -> str:
    """A text: first what was asked of which ledger, then every record with its report. ledger: name and records."""
    name, records = ledger
    parameters = "; ".join(f"{LABELS.get(n, n)} = {v}" for n, v in asked.values()) or "all records"
    of = f"ledger “{clean(name)}” of {records:,} records"
    lines = [
        f"onrecord {__version__}, {of}, {parameters}; retrieved {day(str(today))}.",
        "Every line says what a report puts on record, with its words; not that it is so.",
        "",
    ]
    lines += [_line(hit) for hit in hits]
    if more:
        lines.append("… and more; the export in other formats has all of them.")
    return "\n".join(lines) + "\n"


def _line(hit: Hit) -> str:
    header = hit.header
    title = f", “{_flat(header.title)}”" if header.title else ""
    published = f", {day(header.published)}" if header.published else ""
    url = f", {_flat(header.url)}" if header.url else ""
    where = f", characters {hit.span.start}–{hit.span.end}" if hit.span else ""
    outlet = _flat(header.outlet or "An outlet that is not known")
    ids = f"report {header.id}" + (f", record {hit.record.id}, {hit.record.status}" if hit.record else "")
    return f"{outlet}{title}{published}{url}{where}: “{_flat(hit.text)}” ({ids})"


def _flat(words: str | None) -> str:
    return " ".join(clean(words or "").split())
