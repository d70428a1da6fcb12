"""START HERE: the way of a report through the program, one line a stage."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from onrecord.errors import InputError
from onrecord.extract import (
    attribution_stage,
    event_stage,
    factuality_stage,
    mention_stage,
    quantity_stage,
    thing_stage,
    timex_stage,
    toponym_stage,
)
from onrecord.ingest import from_json
from onrecord.model import Document, Record, Report, Stage
from onrecord.model.stage import check, fingerprint
from onrecord.nlp import LANGUAGES, read_without_frames, reader_stage
from onrecord.pool import Failed, in_order
from onrecord.record import record_stage, to_contract

STAGES: tuple[Stage, ...] = (
    reader_stage(),  #       sentences, tokens, names
    timex_stage(),  #        when, in the text's words
    quantity_stage(),  #     how many
    toponym_stage(),  #      where, in the text's words
    mention_stage(),  #      who, one entity within the report
    thing_stage(),  #        what sort of thing, of weapons, vehicles, ships
    attribution_stage(),  #  who says so
    event_stage(),  #        what happened, with its participants
    factuality_stage(),  #   with what standing
    record_stage(),  #       all of it together
)
check(STAGES)
FINGERPRINT = fingerprint(STAGES)
# Five events of six get no record, and a record judges its own; no rule looks at frames. Both layers are for those who
# want them.
_FOR_RECORDS = tuple(
    replace(stage, run=read_without_frames) if stage.name == "reader" else stage
    for stage in STAGES
    if stage.name != "factuality"
)
NOT_READ = "language not read"


def is_read(report: Report) -> bool:
    """Whether the report is in a language that is read; one that could not be told is tried."""
    return report.language is None or report.language in LANGUAGES


def run(report: Report, stages: tuple[Stage, ...] = STAGES) -> Document:
    """Read one report through all stages. A report in a language that is not read keeps all layers empty."""
    return _read(report, stages, fingerprint(stages))


def records_of(report: Report) -> tuple[Record, ...]:
    """The records of one report, the same as `run` gives: what a worker process sends back."""
    return _read(report, _FOR_RECORDS, FINGERPRINT).records


def _read(report: Report, stages: tuple[Stage, ...], made_by: str) -> Document:
    document = Document(report)
    if not is_read(report):
        return document
    for stage in stages:
        document = stage.run(document)
    return replace(document, records=tuple(replace(r, fingerprint=made_by) for r in document.records))


def read_lines(lines: Iterable[str], processes: int = 1) -> Iterator[dict[str, Any]]:
    """The reading contract: one JSON line in, one object out, same order; blank lines are passed over.

    A line that cannot be read gives {"id", "error"}, the id being None where even that cannot be told.
    """
    numbered = ((n, line) for n, line in enumerate(lines, start=1) if line.strip())
    asked: list[tuple[int, str]] = []

    def remembered() -> Iterator[tuple[int, str]]:
        for row in numbered:
            asked.append(row)
            yield row

    for answer in in_order(_answer, remembered(), processes):
        row = asked.pop(0)
        yield answer if not isinstance(answer, Failed) else {"id": _id_of(row[1]), "error": answer.reason}


def _answer(row: tuple[int, str]) -> dict[str, Any]:
    number, line = row
    try:
        given = json.loads(line)
    except (ValueError, RecursionError) as error:
        return {"id": None, "error": f"line {number} is no JSON: {error}"}
    if not isinstance(given, dict):
        return {"id": None, "error": f"line {number} is no JSON object but a {type(given).__name__}"}
    try:
        report = from_json(given)
    except InputError as error:
        if given.get("text") == "" or (isinstance(given.get("text"), str) and not given["text"].strip()):
            return to_contract(Document(Report(given["text"])), given.get("id"))  # nothing there: nothing found
        return {"id": given.get("id"), "error": f"line {number}: {error}"}
    return to_contract(run(report), given.get("id"))


def _id_of(line: str) -> Any:
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return given.get("id") if isinstance(given, dict) else None
