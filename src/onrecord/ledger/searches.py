"""Saved searches: a JSON object a line in the ledger's folder. Lines are added, none is changed; removing adds one."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import LedgerError, QueryError
from onrecord.ledger.connect import disk_errors
from onrecord.model import content_id

FILE = "searches.jsonl"
MOST = 1_000
_LONGEST = {"name": 100, "query": 4_000, "by": 100}


@dataclass(frozen=True, slots=True)
class Saved:
    """A search that somebody saved. id: a hash of the rest. query: the parameters of its address, as "q=ceasefire"."""

    id: str
    name: str
    query: str
    by: str
    at: str


def save(root: Path | str, name: str, query: str, *, by: str, at: str) -> Saved:
    """Save a search; when this returns, it is on disk. Raises QueryError for a name or a query that cannot be kept."""
    given = {"name": name.strip(), "query": query.strip().lstrip("?"), "by": by.strip()}
    for field, value in given.items():
        if len(value) > _LONGEST[field] or not value.isprintable() or not (value or field == "query"):
            problem = f"{len(value)} characters, at most {_LONGEST[field]}, all of them printable and at least one"
            raise QueryError(f"the {field} of a saved search is not fit to be kept ({problem}); give another")
    if len(saved(root)) >= MOST:
        raise QueryError(f"{MOST} searches are saved, and no more can be; remove one first")
    made = Saved(content_id(*given.values(), at), given["name"], given["query"], given["by"], at)
    _append(Path(root), {"id": made.id, **given, "at": at})
    return made


def remove(root: Path | str, id: str, *, by: str, at: str) -> Saved:
    """Take a saved search off the list. Raises QueryError if it is not there."""
    found = next((each for each in saved(root) if each.id == id), None)
    if found is None:
        raise QueryError(f"no saved search has the id {id[:40]!r}; it may have been removed already")
    _append(Path(root), {"removes": id, "by": by.strip(), "at": at})
    return found


def saved(root: Path | str) -> tuple[Saved, ...]:
    """The searches that are saved and not removed, the oldest first. Raises LedgerError for a line that is none."""
    found: dict[str, Saved] = {}
    for line in _lines(Path(root)):
        if "removes" in line:
            found.pop(line["removes"], None)
        else:
            found[line["id"]] = Saved(*(line[name] for name in Saved.__slots__))
    return tuple(found.values())


def _lines(root: Path) -> Iterator[dict[str, str]]:
    path = root / FILE
    if not path.exists():
        return
    with disk_errors(root):
        written = path.read_bytes()
    # A last line without its end was being written when the program was killed: it was never acknowledged.
    for n, line in enumerate(written.split(b"\n")[:-1], start=1):
        if not line:
            continue
        try:
            row = json.loads(line)
            fit = all(isinstance(value, str) for value in row.values()) and ("removes" in row or _is_whole(row))
        except (ValueError, AttributeError):
            fit = False
        if fit:
            yield row
        elif not _was_torn(line):
            raise LedgerError(f"{path}, line {n}, is no saved search: {line[:60]!r}; take the line out of the file")


def _is_whole(row: dict[str, str]) -> bool:
    return all(name in row for name in Saved.__slots__) and row["id"] == content_id(
        row["name"], row["query"], row["by"], row["at"]
    )


def _was_torn(line: bytes) -> bool:
    """Whether the line was ended by the next writer, for the one that began it was killed."""
    return not line.endswith(b"}")


def _append(root: Path, row: dict[str, str]) -> None:
    """One line at the end, on disk when this returns; writers wait for one another."""
    line = json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
    with disk_errors(root):
        descriptor = os.open(root / FILE, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            size = os.fstat(descriptor).st_size
            torn = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
            os.write(descriptor, (b"\n" if torn else b"") + line)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
