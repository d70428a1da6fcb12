"""A report or a record told in full: every field beside the words that it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.cli import words
from onrecord.ledger import Filed, Hit
from onrecord.model import Participant, Record, Report, Role, Span, steps


def tell_report(console: Console, filed: Filed, records: tuple[Record, ...]) -> None:
    """Metadata with where each was found, doubts, the readings, then each record in three lines."""
    report = filed.report
    console.print(Text(words.clean(report.title or "(no title)"), style="bold"), soft_wrap=True)
    console.print(_metadata(filed))
    for flag in report.flags:
        console.print(Text(words.clean(f"  ! {flag}"), style="yellow"), soft_wrap=True)
    if not filed.header.read:
        console.print(Text(f"  {filed.header.reason or 'not read'}: no records", style="yellow"))
    console.print()
    for record in records:
        _tell_short(console, report, record)
    console.print(
        Text(f"{len(records)} records; `onrecord show ID` shows one with the words behind every field", "dim")
    )


def _metadata(filed: Filed) -> Table:
    report, found = filed.report, dict(filed.report.provenance)
    rows = [
        ("report", report.id, ""),
        ("outlet", report.outlet, found.get("outlet", "")),
        ("country", report.outlet_country, found.get("outlet_country", "")),
        ("language", _languages(report), found.get("language", found.get("declared_language", ""))),
        ("published", report.published, found.get("published", "")),
        ("byline", "; ".join(report.bylines), found.get("bylines", "")),
        ("dateline", report.dateline, found.get("dateline", "")),
        ("section", report.section, found.get("section", "")),
        ("url", report.url, found.get("url", "")),
        *(
            ("taken from", f"{o.path}" + (f" › {o.member}" if o.member else ""), o.media_type or "")
            for o in filed.origins
        ),
        *(("capture", f"sha256 {o.sha256}", "") for o in filed.origins[:1] if o.sha256),
        *(("read", f"{r.read_at}, {r.records} records", f"stages {r.fingerprint}") for r in filed.readings),
    ]
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    table.add_column(style="dim", overflow="fold")
    for name, value, where in rows:
        if value:
            table.add_row(f"  {name}", Text(words.clean(value)), Text(words.clean(where)))
    return table


def _languages(report: Report) -> str:
    declared = report.declared_language
    detected = report.language or "not told"
    return detected if declared in (None, report.language) else f"{detected} (declared: {declared})"


def _tell_short(console: Console, report: Report, record: Record) -> None:
    head = Text.assemble(
        words.status_word(record.status), "  ", (words.act(record), "bold"), f"  {words.credit(record)}"
    )
    parts = [f"{p.role}: {p.name}" for p in record.participants]
    parts += [f"amount: {q.span.of(report.text)}" for q in record.quantities]
    parts += [f"when: {record.time.value}"] if record.time else []
    parts += [f"where: {record.place.name}"] if record.place else []
    console.print(head, soft_wrap=True)
    console.print(Text(words.clean("  " + "; ".join(parts))), soft_wrap=True)
    console.print(Text("  ") + _sentence(record), soft_wrap=True)
    console.print(Text(f"  id {words.short(record.id)}", style="dim"))
    console.print()


def _sentence(record: Record) -> Text:
    spans = [(record.trigger.span, "underline"), *((s, "magenta") for s in record.status_words)]
    return words.flat(words.within(record.evidence.text, record.evidence.span.start, spans))


def tell_record(console: Console, hit: Hit, filed: Filed, others: Sequence[Hit] = ()) -> None:
    """Every field of one record, with its words and where they stand. others: records of the same event."""
    record, report = hit.record, filed.report
    if record is None:
        return
    console.print(
        Text.assemble(
            words.status_word(record.status), "  ", (words.act(record), "bold"), f"  {words.chain(record, hit.header)}"
        ),
        soft_wrap=True,
    )
    console.print(Text("  ") + _sentence(record), soft_wrap=True)
    console.print()
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name in ("field", "value", "words", "at"):
        table.add_column(name, overflow="fold")
    for field, value, spans in _fields(record):
        quoted = " … ".join(f"“{words.flat(Text(words.clean(s.of(report.text)))).plain}”" for s in spans)
        table.add_row(field, Text(words.clean(value)), Text(quoted), ", ".join(f"{s.start}–{s.end}" for s in spans))
    console.print(table)
    for label, value in _footing(hit, filed, record):
        console.print(Text(words.clean(f"  {label}: {value}"), style="dim"), soft_wrap=True)
    for other in others:
        id = words.short(other.record.id if other.record else "")
        console.print(words.flat(Text(words.clean(f"  also told in {id}: “{other.text}”"))), soft_wrap=True)


def _fields(record: Record) -> list[tuple[str, str, list[Span]]]:
    rows: list[tuple[str, str, list[Span]]] = [("act", record.lemma, [record.trigger.span])]
    rows += (
        [("type", record.type + (f" / {record.mode}" if record.mode else ""), [record.trigger.span])]
        if record.type
        else []
    )
    rows.append(("status", record.status.replace("_", " "), list(record.status_words)))
    rows.append(("certainty", f"{record.certainty}, {record.polarity}", list(record.status_words)))
    chain = steps(record.according_to)
    for n, link in ((n, link) for n, step in enumerate(chain, start=1) for link in step):
        spans = [s for s in (link.source, link.cue) if s is not None]
        told = f", to {link.addressee}" if link.addressee else ""
        said = f", {link.saying}{told}" + (f" on {link.said_time}" if link.said_time else "")
        label = f"according to {n}" if len(chain) > 1 else "according to"
        rows.append(
            (
                label,
                f"{link.name or words.UNNAMED} ({link.kind}{said})" + _codes(link.nature, link.country, link.sector),
                spans,
            )
        )
    rows += [
        (p.role, p.name + _codes(p.country, p.sector), [p.span]) for p in sorted(record.participants, key=_by_role)
    ]
    rows += [("thing", f"{t.name}{f'-{t.variant}' if t.variant else ''} ({t.type})", [t.span]) for t in record.things]
    rows += [("amount", words.amount(q), [q.span]) for q in record.quantities]
    rows += [("contexts", ", ".join(record.contexts), [])] if record.contexts else []
    if record.time:
        rows.append(("when", f"{record.time.value} ({record.time.reason})", [record.time.span]))
    if record.place:
        place = record.place
        identity = f", GeoNames {place.geonames_id}" if place.geonames_id else ""
        rows.append(
            (
                "where",
                f"{place.name}, {place.country or '–'} ({place.precision}{identity}, score {place.score:.2f})",
                [place.span],
            )
        )
    return rows


def _by_role(participant: Participant) -> int:
    return list(Role).index(participant.role)


def _codes(*told: str | None) -> str:
    codes = " ".join(code for code in told if code)
    return f" [{codes}]" if codes else ""


def _footing(hit: Hit, filed: Filed, record: Record) -> list[tuple[str, str]]:
    read = [r for r in filed.readings if r.fingerprint == record.fingerprint]
    rows = [
        ("report", f"{filed.report.title or '(no title)'}, {_published(hit)}  {hit.header.id}"),
        ("record", record.id),
        ("score", f"{record.score:.2f}, the program's own, not the text's certainty"),
        ("made by", f"stages {record.fingerprint}" + (f" on {read[0].read_at}" if read else "")),
    ]
    if not hit.current:
        rows.append(("superseded", f"the reading of {filed.readings[-1].read_at} no longer gives this record"))
    return rows


def _published(hit: Hit) -> str:
    return f"{words.outlet_of(hit.header)}, {hit.header.published or 'no date'}"
