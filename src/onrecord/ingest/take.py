"""The road from paths to reports: capture the bytes, have the worker read them, hand on one item after another."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from onrecord.errors import InputError
from onrecord.ingest import kinds
from onrecord.ingest.find import STDIN, find, sidecar_beside
from onrecord.ingest.options import Capture, Defaults, Limits, Taken
from onrecord.ingest.worker import Answer, Worker, WorkerLostError, request_of
from onrecord.model import Block, BlockKind, Origin, Quarantined, Report, Span


def take(
    paths: Sequence[str],
    *,
    defaults: Defaults | None = None,
    limits: Limits | None = None,
    stdin: BinaryIO | None = None,
    worker: Worker | None = None,
) -> Iterator[Taken]:
    """Every report in files, folders, globs, archives and "-" (`stdin`), in order, as it is read.

    What cannot be read comes as Quarantined with its reason. A missing path raises InputError before anything is
    read; so does "-" without `stdin`. The order is that of `find`, inside a file that of the file. worker: a worker
    process to use and leave running, for callers that take often; by default one is started and ended.
    """
    found = find(paths)
    if STDIN in found and stdin is None:
        raise InputError("“-” was given, but there is no standard input to read")
    limits, defaults = limits or Limits(), defaults or Defaults()
    return _take(found, replace(defaults, now=defaults.clock()), limits, stdin, worker)


def _take(
    found: Sequence[Path], defaults: Defaults, limits: Limits, stdin: BinaryIO | None, running: Worker | None
) -> Iterator[Taken]:
    own = nullcontext(running) if running is not None else closing(Worker(limits))
    with own as worker, tempfile.TemporaryDirectory(prefix="onrecord-") as spool:
        for number, given in enumerate(found):
            path = given
            try:
                if given == STDIN or not given.is_file():
                    path = Path(spool, f"input-{number}")
                    _spool(stdin if given == STDIN else None, given, path)
                capture = _capture(path, given)
            except OSError as error:
                yield Taken(Quarantined(Origin(str(given)), f"cannot be opened: {error.strerror or error}"), None)
                continue
            yield from _read(worker, capture, given, defaults, limits)


def _spool(stdin: BinaryIO | None, given: Path, path: Path) -> None:
    """Copy a stream (standard input, a pipe) to a file, because it can be read only once."""
    with path.open("wb") as out:
        if stdin is not None:
            shutil.copyfileobj(stdin, out)
        else:
            with given.open("rb") as stream:
                shutil.copyfileobj(stream, out)


def _capture(path: Path, given: Path) -> Capture:
    digest = hashlib.sha256()
    size = 0
    head = b""
    with path.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            head = head or chunk[: kinds.HEAD]
            digest.update(chunk)
            size += len(chunk)
    try:
        media_type = kinds.sniff(head, _name(given))
    except InputError:
        media_type = kinds.UNKNOWN
    return Capture(digest.hexdigest(), path, media_type, size)


def _name(given: Path) -> str:
    return "" if given == STDIN else given.name


def _read(worker: Worker, capture: Capture, given: Path, defaults: Defaults, limits: Limits) -> Iterator[Taken]:
    """The items of one capture. After a document that kills the worker, the next request goes on behind it."""
    at, lost = _Place(0, None, capture.media_type), 0
    sidecar = sidecar_beside(given)
    while True:
        request = request_of(capture.path, _name(given), sidecar, at.number, defaults, limits)
        try:
            for answer in worker.ask(request):
                if "done" in answer:
                    return
                if "at" in answer:
                    at = _Place(answer["at"], answer["member"], answer["media"])
                else:
                    yield _taken(answer, capture, given)
        except WorkerLostError as error:
            lost += 1
            yield _quarantined(str(error), at.member, at.media, capture, given)
            # Death before the first document would repeat itself; too many deaths are the file's, not a document's.
            if request["after"] == at.number or lost >= limits.crashes:
                if request["after"] != at.number:
                    reason = f"given up after {lost} failures; the documents after this one are not read"
                    yield _quarantined(reason, at.member, at.media, capture, given)
                return


class _Place(NamedTuple):
    """Where in a capture the worker is: number and name of the document, and its kind."""

    number: int
    member: str | None
    media: str


def _taken(answer: Answer, capture: Capture, given: Path) -> Taken:
    if "refused" in answer:
        return _quarantined(answer["refused"], answer["member"], answer["media"], capture, given)
    origin = Origin(str(given), answer["member"], capture.sha256, answer["media"])
    return Taken(_report(answer["report"], origin), capture)


def _quarantined(reason: str, member: str | None, media: str | None, capture: Capture, given: Path) -> Taken:
    origin = Origin(str(given), member, capture.sha256, media or capture.media_type)
    return Taken(Quarantined(origin, reason), capture)


def _report(values: dict[str, Any], origin: Origin) -> Report:
    return Report(
        **{
            **values,
            "blocks": tuple(Block(Span(start, end), BlockKind(kind)) for start, end, kind in values["blocks"]),
            "bylines": tuple(values["bylines"]),
            "provenance": tuple((field, where) for field, where in values["provenance"]),
            "flags": tuple(values["flags"]),
            "origin": origin,
        }
    )
