"""Adding reports in the background: one job after another, each told as it goes, none lost by closing a page.

A job's files wait under `incoming/` in the ledger's folder until they are read; a program that ends before that reads
them when it is started again. Reading twice does no harm: what is filed is not filed again.
"""

from __future__ import annotations

import json
import os
import queue
import re
import secrets
import shutil
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from onrecord.errors import OnrecordError
from onrecord.ingest import Defaults
from onrecord.ledger import open_ledger
from onrecord.model import Quarantined, Report

INCOMING = "incoming"
_KEPT = 30
_LISTED = 40
# For a few reports it takes longer to start other processes than to read them in this one.
_FEW = 4
_ID = re.compile(r"[0-9a-f]{12}")
_UNSAFE = re.compile(r"[^\w.\- ]")


@dataclass(slots=True)
class Job:
    """Reports being added. what: in words. expected: about how many, None if only reading tells."""

    id: str
    what: str
    expected: int | None = None
    seen: int = 0
    new: int = 0
    unchanged: int = 0
    records: int = 0
    started: bool = False
    over: bool = False
    trouble: str = ""
    reports: list[tuple[str, str]] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)

    @property
    def words(self) -> str:
        """How it stands."""
        if not self.started:
            return "stopped" if self.over else "waiting for its turn"
        counted = f"{self.new} new, {self.unchanged} there already" + (
            f", {len(self.refused)} not taken in" if self.refused else ""
        )
        if self.over:
            return f"done: {counted}; {self.records:,} records" if not self.trouble else f"stopped: {counted}"
        return f"reading, {self.seen} of about {self.expected or '?'}: {counted}"

    def json(self) -> dict[str, Any]:
        """For a page that watches it."""
        return {
            "id": self.id,
            "what": self.what,
            "words": self.words,
            "expected": self.expected,
            "seen": self.seen,
            "new": self.new,
            "unchanged": self.unchanged,
            "records": self.records,
            "over": self.over,
            "trouble": self.trouble or None,
            "reports": self.reports,
            "refused": self.refused,
        }


class Jobs:
    """All jobs of one ledger; the last ones stay to be looked at."""

    def __init__(self, ledger: Path) -> None:
        self._ledger = ledger
        self._folder = ledger / INCOMING
        self._jobs: dict[str, Job] = {}
        self._todo: queue.Queue[Job] = queue.Queue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._take_up()

    def list(self) -> list[Job]:
        """The last jobs, the newest first."""
        return list(self._jobs.values())[::-1]

    def get(self, id: str) -> Job | None:
        """The job with this id."""
        return self._jobs.get(id)

    def add(self, what: str, files: Iterable[tuple[str, IO[bytes]]], defaults: Defaults) -> Job:
        """Keep files, given as name and stream, and read them when their turn comes."""
        job = Job(secrets.token_hex(6), what)
        folder = self._folder / job.id
        folder.mkdir(parents=True)
        try:
            for number, (name, stream) in enumerate(files):
                with (folder / _safe(name, number)).open("xb") as target:
                    shutil.copyfileobj(stream, target)
            _write_note(folder, what, defaults)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        self._enqueue(job)
        return job

    def _take_up(self) -> None:
        """Jobs that an earlier program did not finish."""
        if not self._folder.is_dir():
            return
        for folder in sorted(self._folder.iterdir()):
            if _ID.fullmatch(folder.name) and (folder / _NOTE).is_file():
                what, _ = _read_note(folder)
                self._enqueue(Job(folder.name, what))

    def _enqueue(self, job: Job) -> None:
        with self._lock:
            self._jobs[job.id] = job
            for old in [j for j in self._jobs.values() if j.over][: max(0, len(self._jobs) - _KEPT)]:
                del self._jobs[old.id]
            self._todo.put(job)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="adding", daemon=True)
                self._thread.start()

    def _work(self) -> None:
        while True:
            job = self._todo.get()
            try:
                self._run(job)
            except OnrecordError as error:
                job.trouble = str(error)
            except Exception as error:  # noqa: BLE001 - whatever one job does, the next has its turn
                job.trouble = f"a fault in onrecord itself: {type(error).__name__}: {error}"
            finally:
                job.over = True

    def _run(self, job: Job) -> None:
        from onrecord.filing import Summary, expected, intake  # here, for the stages take a moment to load

        folder = self._folder / job.id
        _, defaults = _read_note(folder)
        paths = [str(path) for path in sorted(folder.iterdir()) if path.name != _NOTE]
        job.expected = expected(paths)

        def watch(summary: Summary, item: Report | Quarantined) -> None:
            job.seen, job.new, job.unchanged = summary.seen, summary.new, summary.unchanged
            job.records = summary.records
            _note(job, item)

        with open_ledger(self._ledger, write=True, create=False) as store:
            job.started = True
            done = intake(paths, store, defaults=defaults, processes=_processes(job.expected), watch=watch)
            if done.new or done.reread:
                store.link()
        shutil.rmtree(folder, ignore_errors=True)


def _processes(expected: int | None) -> int:
    return 1 if expected is not None and expected <= _FEW else max(1, len(os.sched_getaffinity(0)))


def _note(job: Job, item: Report | Quarantined) -> None:
    if isinstance(item, Report) and len(job.reports) < _LISTED:
        job.reports.append((item.id, item.title or item.text.strip()[:80] or "a report"))
    elif isinstance(item, Quarantined) and len(job.refused) < _LISTED:
        name = Path(item.origin.path).name
        job.refused.append((name if item.origin.member is None else f"{name} › {item.origin.member}", item.reason))


def _safe(name: str, number: int) -> str:
    """A file name that means nothing to any system, with the ending that tells what it is."""
    plain = _UNSAFE.sub("_", Path(name.replace("\\", "/")).name).strip(" .")[-80:].lstrip("-. ")
    return f"{number:03}-{plain or 'file'}"


_NOTE = "job.json"


def _write_note(folder: Path, what: str, defaults: Defaults) -> None:
    told = {name: getattr(defaults, name) for name in ("published", "outlet", "outlet_country", "language")}
    (folder / _NOTE).write_text(json.dumps({"what": what, "defaults": told}), "utf-8")


def _read_note(folder: Path) -> tuple[str, Defaults]:
    told = json.loads((folder / _NOTE).read_text("utf-8"))
    return told["what"], Defaults(**told["defaults"])


def pasted(fields: Sequence[tuple[str, str]]) -> bytes:
    """Pasted text with what its form says about it, as a line of JSON."""
    return json.dumps({name: value for name, value in fields if value.strip()}).encode() + b"\n"
