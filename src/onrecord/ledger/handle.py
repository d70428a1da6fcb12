"""The handle on a ledger folder: what a program holds while it reads or writes one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import apsw

from onrecord.errors import LedgerError
from onrecord.ledger import account, connect, entities, judging, look, retelling, search, write
from onrecord.ledger.nouns import Account, Count, Filed, Hit, Outcome, OutcomeKind, Outlet, Query, Setback, Stats
from onrecord.ledger.ready import Ready, ready
from onrecord.model import Entity, Judgement, Quarantined, Record, Report


def utc_now() -> str:
    """The present moment as ISO 8601, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def open_ledger(
    path: Path | str, *, write: bool = False, create: bool = True, now: Callable[[], str] = utc_now
) -> Ledger:
    """Open the ledger folder at `path`; use it as a context manager.

    write: as its one writer (waits up to 5 s for another to finish); otherwise read-only, beside any writer.
    create: make a missing ledger, when writing. Raises LedgerError if it is missing, of a newer schema, in use by
    another writer, or no ledger.
    """
    root = Path(path)
    lock = connect.lock(root, create=create) if write else None
    try:
        connection = connect.connect(root, write=write, create=create)
    except BaseException:
        if lock is not None:
            lock.close()
        raise
    return Ledger(root, connection, lock, now)


def is_older(path: Path | str) -> bool:
    """Whether there is a ledger at `path` that opening it for writing would bring up to date."""
    return connect.is_older(Path(path))


@dataclass(frozen=True, slots=True, eq=False)
class Ledger:
    """An open ledger. Made by `open_ledger`; closed by `close` or at the end of its `with` block."""

    path: Path
    connection: apsw.Connection
    lock: connect.Lock | None
    now: Callable[[], str] = utc_now
    captured: dict[tuple[str, int, int, int], str] = field(default_factory=dict)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the store and let the next writer in. Closing twice does nothing."""
        connect.close(self.connection)
        if self.lock is not None:
            self.lock.close()

    def add(
        self,
        report: Report,
        records: Sequence[Record],
        *,
        fingerprint: str,
        capture_path: Path | None = None,
        media_type: str | None = None,
        read: bool = True,
        reason: str | None = None,
    ) -> Outcome:
        """File a report and what one reading of it gave, in one transaction; when this returns, it is on disk.

        fingerprint: of the stages that read it. capture_path: the file it was taken from, kept under blobs/.
        read False: the report is only catalogued, `reason` says why ("language not read"), records must be empty.
        Adding a report whose latest reading has the same fingerprint changes nothing. Raises LedgerError.
        """
        self._must_write()
        capture = write.Capture(capture_path, media_type)
        if write.is_filed(self.connection, report, fingerprint, capture):
            return Outcome(OutcomeKind.UNCHANGED, report.id, kept=len({record.id for record in records}))
        return self.file(report, ready(report, records), capture, fingerprint=fingerprint, read=read, reason=reason)

    def file(
        self,
        report: Report,
        rows: Ready,
        capture: write.Capture,
        *,
        fingerprint: str,
        read: bool = True,
        reason: str | None = None,
    ) -> Outcome:
        """The same with records made ready elsewhere, as in the process that read the report."""
        reading = write.NewReading(fingerprint, rows, read, reason)
        self._must_write()
        return write.add(self.path, self.connection, report, reading, capture, self.now(), self.captured)

    def seen(self, report_id: str, fingerprint: str) -> bool:
        """Whether the report is filed and its latest reading has this fingerprint: it need not be read again."""
        return write.seen(self.connection, report_id, fingerprint)

    def quarantine(self, quarantined: Quarantined, capture_path: Path | None = None) -> bool:
        """Keep what could not be taken in, with the reason. False if the ledger has it already."""
        self._must_write()
        return write.quarantine(self.path, self.connection, quarantined, capture_path, self.now(), self.captured)

    def search(self, query: Query, limit: int = 20, offset: int = 0) -> list[Hit]:
        """One page of hits in the query's order. Raises QueryError if the query cannot be understood."""
        return search.page(self.path, self.connection, query, limit, offset)

    def scan(self, query: Query) -> Iterator[Hit]:
        """All hits, streaming, as of the moment the first one is asked for."""
        return search.scan(self.path, self.connection, query)

    def count(self, query: Query) -> Count:
        """How many hits `scan` would give."""
        return search.count(self.path, self.connection, query)

    def report(self, id_prefix: str) -> Filed:
        """The report whose id begins so. Raises QueryError if there is none or more than one."""
        return look.report(self.path, self.connection, id_prefix)

    def record(self, id_prefix: str) -> Hit:
        """The record whose id begins so, current or superseded. Raises QueryError if none or more than one."""
        return look.record(self.path, self.connection, id_prefix)

    def which(self, id_prefix: str) -> tuple[str, str]:
        """("report" | "record", full id) of the one thing whose id begins so. Raises QueryError."""
        return look.which(self.path, self.connection, id_prefix)

    def records_of(self, report_id: str, *, history: bool = False) -> tuple[Record, ...]:
        """The records of a report (id or its beginning), in the order in which they were filed."""
        return look.records_of(self.path, self.connection, report_id, history=history)

    def outlets(self) -> list[Outlet]:
        """The catalogue: one line an outlet, country and language, most reports first."""
        return look.outlets(self.path, self.connection)

    def stats(self) -> Stats:
        """Totals over the ledger."""
        return look.stats(self.path, self.connection)

    def quarantined(self) -> list[Setback]:
        """What is in quarantine and was not read since, oldest first."""
        return look.quarantined(self.path, self.connection)

    def who(self, name: str, *, every: bool = False) -> list[Entity]:
        """The entities that a name, part of one, or an id most likely means; more than one where that is open.

        every: all that have it in a name, however likely. Raises QueryError if the name holds no word.
        """
        with connect.snapshot(self.connection, self.path):
            found = entities.find(self.connection, name).entities
        return list(found) if every else entities.meant(name, found)

    def entity_with(self, key: str) -> Entity | None:
        """The entity that has this key, as by all judgements so far; None if no current record has it."""
        with connect.snapshot(self.connection, self.path):
            return entities.holding(self.connection, key)

    def account(
        self,
        entity: Entity,
        *,
        kinds: Sequence[str] = (),
        since: str | None = None,
        until: str | None = None,
        limit: int | None = None,
    ) -> Account:
        """What an entity said, promised, denied, asked and did, by kind, the last first within each.

        kinds: sayings or "did"; limit: at most so many of each kind. since, until: as in `Query`, compared with when
        it was said or done. Raises QueryError.
        """
        asked = account.wanted(kinds, since, until, limit)
        return account.account(self.path, self.connection, entity, asked)

    def one(self, name: str) -> tuple[Entity, tuple[str, ...]]:
        """The one entity that a name or an id means, and its keys that go by it, most often named first.

        Raises QueryError if there is none, or more than one.
        """
        with connect.snapshot(self.connection, self.path):
            return entities.one(self.connection, name)

    def judge(self, *judgements: Judgement) -> None:
        """Append judgements: all are on disk when this returns. Those of people count more than the program's."""
        self._must_write()
        judging.append(self.path, self.connection, judgements)

    def judgements(self) -> list[Judgement]:
        """Every judgement that was made, oldest first."""
        with connect.disk_errors(self.path):
            return judging.every(self.connection)

    def names_of(self, keys: Sequence[str]) -> dict[str, str]:
        """The name that current records most often have for each key; none for keys that no current record has."""
        with connect.snapshot(self.connection, self.path):
            return entities.names_of(self.connection, keys)

    def told_again(self, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """For each of these records whose event several current ones tell: the ids of those, the fullest first."""
        with connect.snapshot(self.connection, self.path):
            return retelling.told_again(self.connection, ids)

    def link(self) -> int:
        """Let the program judge which names are one, as far as that is no guess; gives how many judgements are new."""
        from onrecord.ledger.linking import link  # here, for its tables take a moment to load

        self._must_write()
        return link(self.path, self.connection, self.now())

    def _must_write(self) -> None:
        if self.lock is None:
            raise LedgerError(f"ledger {self.path} is open for reading only; open it with write=True to add to it")
