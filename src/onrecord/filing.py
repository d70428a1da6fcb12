"""From paths to the ledger: take in, read, file; one report at a time, resumable, with word of how it goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from onrecord.ingest import Capture, Defaults, Limits, Taken, find, take
from onrecord.ledger import Ledger, OutcomeKind
from onrecord.ledger.blobs import blob_path, keep
from onrecord.ledger.ready import Ready, ready
from onrecord.ledger.write import Capture as Kept
from onrecord.model import Quarantined, Report
from onrecord.pipeline import FINGERPRINT, NOT_READ, is_read, records_of
from onrecord.pool import Failed, in_order


@dataclass(slots=True)
class Summary:
    """What a run has done so far. records: now current of the reports that this run read.

    added, superseded: records that re-reading brought and dropped. quarantined: (where, reason) pairs, of which
    `known` were in quarantine before.
    """

    new: int = 0
    unchanged: int = 0
    reread: int = 0
    not_read: int = 0
    records: int = 0
    added: int = 0
    superseded: int = 0
    quarantined: list[tuple[str, str]] = field(default_factory=list)
    known: int = 0

    @property
    def reports(self) -> int:
        """All reports seen, read or not."""
        return self.new + self.unchanged + self.reread

    @property
    def seen(self) -> int:
        """All that was taken in, quarantined too."""
        return self.reports + len(self.quarantined)


Watch = Callable[[Summary, Report | Quarantined], None]


@dataclass(frozen=True, slots=True)
class _Job:
    report: Report
    capture_path: Path | None


def intake(
    paths: Sequence[str],
    ledger: Ledger,
    *,
    defaults: Defaults | None = None,
    limits: Limits | None = None,
    stdin: BinaryIO | None = None,
    processes: int = 1,
    most: int | None = None,
    watch: Watch = lambda summary, item: None,
) -> Summary:
    """Take in everything under `paths`, read what is new and file it in `ledger`, open for writing.

    Reports that the same stages have read are not read again. `watch` is called after each item, once it is safely
    on disk. most: stop after so many items. Raises InputError before anything is read if a path does not exist.
    """
    summary = Summary()
    taken = islice(take(paths, defaults=defaults, limits=limits, stdin=stdin), most)
    jobs: list[_Job] = []
    for found in in_order(_read, _to_read(taken, ledger, summary, watch, jobs), processes):
        _file(jobs.pop(0), found, ledger, summary, watch)
    return summary


def expected(paths: Sequence[str]) -> int | None:
    """About how many reports `paths` hold, told quickly: lines of JSON lines, members of zips, else one a file.

    None where standard input is among them. Raises InputError if a path does not exist.
    """
    found = find(paths)
    return None if Path("-") in found else sum(map(_reports_in, found))


def _reports_in(path: Path) -> int:
    try:
        if path.suffix.lower() in (".jsonl", ".ndjson"):
            with path.open("rb") as stream:
                return sum(1 for line in stream if line.strip())
        if path.suffix.lower() == ".zip":
            with ZipFile(path) as archive:
                return len(archive.infolist())
    except (OSError, BadZipFile):
        pass  # taking it in will say what is wrong with it
    return 1


def _read(report: Report) -> Ready:
    """In the process that reads: the records as rows, so that the one that files them is not held up."""
    return ready(report, records_of(report) if is_read(report) else ())


def _to_read(
    taken: Iterator[Taken], ledger: Ledger, summary: Summary, watch: Watch, jobs: list[_Job]
) -> Iterator[Report]:
    """The reports that have to be read; everything else is filed at once."""
    for each in taken:
        path = _kept(each.capture, ledger)
        if isinstance(each.item, Quarantined):
            _refuse(each.item, path, ledger, summary, watch)
        elif ledger.seen(each.item.id, FINGERPRINT):
            # Nothing to read, but this may be another place where it was found.
            ledger.add(each.item, (), fingerprint=FINGERPRINT, capture_path=path)
            summary.unchanged += 1
            watch(summary, each.item)
        else:
            jobs.append(_Job(each.item, path))
            yield each.item


def _kept(capture: Capture | None, ledger: Ledger) -> Path | None:
    """The capture's place under blobs/: kept before anything is read, for standard input can be read only once."""
    if capture is None:
        return None
    keep(ledger.path, capture.path, capture.sha256)
    return blob_path(ledger.path, capture.sha256)


def _refuse(item: Quarantined, path: Path | None, ledger: Ledger, summary: Summary, watch: Watch) -> None:
    where = item.origin.path if item.origin.member is None else f"{item.origin.path} › {item.origin.member}"
    summary.quarantined.append((where, item.reason))
    summary.known += not ledger.quarantine(item, path)
    watch(summary, item)


def _file(job: _Job, found: Ready | Failed, ledger: Ledger, summary: Summary, watch: Watch) -> None:
    report = job.report
    if isinstance(found, Failed):
        if report.origin is not None:
            _refuse(
                Quarantined(report.origin, f"reading failed: {found.reason}"), job.capture_path, ledger, summary, watch
            )
        return
    read = is_read(report)
    reason = None if read else NOT_READ
    outcome = ledger.file(
        report, found, Kept(job.capture_path, None), fingerprint=FINGERPRINT, read=read, reason=reason
    )
    _count(summary, outcome.kind, len(found.records), read)
    if outcome.kind is OutcomeKind.REREAD:
        summary.added += outcome.added
        summary.superseded += outcome.superseded
    watch(summary, report)


def _count(summary: Summary, kind: OutcomeKind, records: int, read: bool) -> None:
    if kind is OutcomeKind.UNCHANGED:  # the same report twice in one run
        summary.unchanged += 1
        return
    summary.new += kind is OutcomeKind.NEW
    summary.reread += kind is OutcomeKind.REREAD
    summary.not_read += not read
    summary.records += records
