"""A report with its layers, a record with every field, and the bytes that a report came as."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import PurePath
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from markupsafe import Markup
from starlette.responses import FileResponse, Response

from onrecord.extract import place_candidates
from onrecord.ledger import Filed, Hit
from onrecord.ledger.blobs import blob_path
from onrecord.ledger.export import nested
from onrecord.ledger.view import View
from onrecord.model import BlockKind, Origin, Record, Report, Span
from onrecord.web import told
from onrecord.web.errors import ProblemError
from onrecord.web.fields import rows
from onrecord.web.jobs import INCOMING
from onrecord.web.markup import Mark, marked, paragraphs, sentences
from onrecord.web.pages.common import Id
from onrecord.web.pages.writing import person
from onrecord.web.render import Page, answer, both, site

router = APIRouter(tags=["reading"])
SpanText = Annotated[str, Query(max_length=40, alias="span", description="Characters to mark: START-END.")]
_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})")


@both(router, "/report/{id}", "A report with its text, records and where it came from")
def report(
    request: Request, id: Id, record: Annotated[str, Query(max_length=80)] = "", span: SpanText = ""
) -> Response:
    """Layers are spans into `text`, in code points."""
    page = site(request).view.report(id)
    filed, records = page.filed, page.records
    if request.url.path.endswith(".json"):
        return answer(request, Page("", "", _report_json(filed, records)))
    hits = [Hit(filed.header, each, each.evidence.text, each.evidence.span) for each in records]
    chosen = next((each for each in records if record and each.id.startswith(record)), None)
    data = {"report": filed.report, "header": filed.header, "records": hits}
    shown = {
        "chosen": chosen.id if chosen else None,
        "body": body(filed.report, records, chosen, _span(span, filed.report)),
        "facts": facts(filed.report),
        "origins": [(_place(request, origin), origin) for origin in filed.origins],
        "readings": filed.readings,
        "act": told.act,
    }
    return answer(request, Page("report.html", filed.report.title or "A report", data, shown, "report"))


def _span(words: str, report: Report) -> Span | None:
    found = _SPAN.fullmatch(words)
    if not found:
        return None
    start, end = int(found[1]), min(int(found[2]), len(report.text))
    return Span(start, end) if start < end else None


def _report_json(filed: Filed, records: tuple[Record, ...]) -> dict[str, Any]:
    report = filed.report
    return {
        "report": {name: getattr(filed.header, name) for name in filed.header.__slots__},
        "text": report.text,
        "blocks": [{"kind": b.kind, "start": b.span.start, "end": b.span.end} for b in report.blocks],
        "provenance": dict(report.provenance),
        "flags": report.flags,
        "origins": [asdict(origin) for origin in filed.origins],
        "readings": [asdict(reading) for reading in filed.readings],
        "records": [nested(Hit(filed.header, r, r.evidence.text, r.evidence.span))["record"] for r in records],
    }


def body(
    report: Report, records: tuple[Record, ...], chosen: Record | None = None, target: Span | None = None
) -> list[tuple[str, int, Markup]]:
    """The text as paragraphs, each with the kind of its block and where it begins; evidence can be led to."""
    marks = [mark for record in records for mark in _marks(record)]
    if target is not None:
        marks.append(Mark(target, "target"))
    if chosen is not None:
        marks += [Mark(chosen.evidence.span, "chosen")]
    evidence = sorted({record.evidence.span for record in records})
    return [
        (_kind(report, paragraph), paragraph.start, _paragraph(report.text, paragraph, evidence, marks))
        for paragraph in paragraphs(report.text)
    ]


def _marks(record: Record) -> list[Mark]:
    short = record.id[:16]
    found = [Mark(record.trigger.span, "trigger", f"/record/{short}", short)]
    for link in record.according_to:
        found += [Mark(s, look, None, short) for s, look in ((link.source, "source"), (link.cue, "cue")) if s]
    found += [Mark(span, "standing", None, short) for span in record.status_words]
    found += [Mark(record.time.span, "time", None, short)] if record.time else []
    found += [Mark(record.place.span, "place", None, short)] if record.place else []
    return found


def _paragraph(text: str, paragraph: Span, evidence: list[Span], marks: list[Mark]) -> Markup:
    pieces = []
    here = [mark for mark in marks if mark.span.overlaps(paragraph)]
    for stretch, whole in sentences(paragraph, (span for span in evidence if span.overlaps(paragraph))):
        words = marked(stretch.of(text), here, stretch.start)
        if whole is None:
            pieces.append(words)
            continue
        first = Markup(' id="span={}-{}"').format(whole.start, whole.end) if stretch.start == whole.start else ""
        pieces.append(Markup('<span class="evidence"{}>{}</span>').format(first, words))
    return Markup("").join(pieces)


def _kind(report: Report, paragraph: Span) -> str:
    found = next((b.kind for b in report.blocks if b.span.overlaps(paragraph)), BlockKind.BODY)
    return str(found)


def _place(request: Request, origin: Origin) -> str:
    """Where it was taken from; what was added from a page, by its name alone."""
    path = PurePath(origin.path)
    added = site(request).settings.ledger / INCOMING
    name = path.name.partition("-")[2] if path.is_relative_to(added) else origin.path
    return f"{name} › {origin.member}" if origin.member else name


_FACTS = (
    ("outlet", "outlet"),
    ("outlet_country", "country of the outlet"),
    ("published", "published"),
    ("title", "title"),
    ("bylines", "byline"),
    ("dateline", "dateline"),
    ("section", "section"),
    ("language", "language, as detected"),
    ("declared_language", "language, as declared"),
    ("url", "address"),
)


def facts(report: Report) -> list[tuple[str, str, str]]:
    """Every metadata field with its value and where it was found."""
    where = dict(report.provenance)
    found = []
    for name, label in _FACTS:
        value = getattr(report, name)
        value = "; ".join(value) if isinstance(value, tuple) else value
        if value:
            found.append((label, told.clean(value), where.get(name, "the text itself" if name == "language" else "")))
    return found


@both(router, "/record/{id}", "A record with every field and its words")
def record(request: Request, id: Id) -> Response:
    """Evidence, sources, participants, time, place, readings and what people decided about it."""
    page = site(request).view.record(id)
    hit = page.hit
    if request.url.path.endswith(".json"):
        checks = [asdict(check) for check in page.checks]
        events = {"also": _ids(page.also), "apart": _ids(page.apart)}
        return answer(request, Page("", "", {**nested(hit), "checks": checks, **events}))
    assert hit.record is not None
    data = {"hit": hit, "record": hit.record, "checks": page.checks}
    shown = {
        "readings": [r for r in page.filed.readings if r.fingerprint == hit.record.fingerprint],
        "rows": rows(hit.record, page.filed.report),
        "stages": _stages(hit.record),
        "siblings": page.siblings,
        "others": page.also,
        "apart": page.apart,
        "person": person(request),
        "act": told.act,
    }
    title = f"{hit.record.status.replace('_', ' ')}: {told.sentence(told.deed(hit.record))}"
    return answer(request, Page("record.html", title[:100], data, shown, "record"))


def _ids(hits: Iterable[Hit]) -> list[str]:
    return [hit.record.id for hit in hits if hit.record]


def _stages(record: Record) -> list[tuple[str, str, str]]:
    """Name, version and fingerprint of each stage, if the record was made by the stages of this program."""
    from onrecord.pipeline import FINGERPRINT, STAGES  # here, for the stages take a moment to load

    if record.fingerprint != FINGERPRINT:
        return []
    return [(stage.name, stage.version, stage.fingerprint) for stage in STAGES]


@both(router, "/record/{id}/candidates", "What else the names and places of a record may mean")
def candidates(request: Request, id: Id) -> Response:
    """Other places of the same name, other entities that have it."""
    view = site(request).view
    hit = view.record(id).hit
    assert hit.record is not None
    groups = [*_places(hit.record), *_people(view, hit.record)]
    part = request.headers.get("x-part") == "1"
    template = "parts/candidates.html" if part else "candidates.html"
    page = Page(template, f"Other candidates of record {hit.record.id[:8]}", {"groups": groups}, {}, "record")
    return answer(request, page)


def _places(record: Record) -> list[dict[str, Any]]:
    if record.place is None:
        return []
    found = place_candidates(record.place.name)[:12]
    listed = [
        {
            "name": place.name,
            "about": f"{place.precision}, {told.country_name(place.country)}, score {score:.2f}",
            "chosen": place.geonames_id == record.place.geonames_id,
            "href": None,
        }
        for _, place, score in found
    ]
    return [{"words": record.place.name, "field": "where", "candidates": listed}]


def _people(view: View, record: Record) -> list[dict[str, Any]]:
    given = [(link.name, "according to", link.entity) for link in record.according_to]
    given += [(p.name, str(p.role), p.entity) for p in record.participants]
    groups, seen = [], set()
    for name, field, entity in given:
        if not name or not entity or name in seen:
            continue
        seen.add(name)
        listed = [
            {
                "name": each.name,
                "about": " ".join([*map(told.country_name, each.countries), told.many(each.records, "record")]),
                "chosen": each.key.startswith(entity),
                "href": f"/who/{each.key}",
            }
            for each in view.entities(name, most=6)
        ]
        groups.append({"words": name, "field": field, "candidates": listed})
    return groups


@router.get("/capture/{sha256}", summary="What was taken in, byte for byte", response_class=FileResponse)
def capture(request: Request, sha256: Id) -> Response:
    """Always to be saved, never to be opened here: it may be anything."""
    if not re.fullmatch(r"[0-9a-f]{64}", sha256):
        raise ProblemError(404, "No capture has this hash.", "It is 64 digits 0-9 and a-f; a report's page has it.")
    path = blob_path(site(request).settings.ledger, sha256)
    if not path.is_file():
        raise ProblemError(404, f"No capture has the hash {sha256[:16]}….")
    return FileResponse(path, media_type="application/octet-stream", filename=f"{sha256}.bin")
