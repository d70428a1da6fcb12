"""Captures: the bytes that were taken in, each in a file named by its SHA-256, never edited."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import LedgerError
from onrecord.ledger.connect import disk_errors, sync_folder

CHUNK = 1 << 20
TEMPORARY = "writing-"


@dataclass(frozen=True, slots=True)
class Blob:
    """A capture under blobs/: its SHA-256 (64 hexadecimal digits) and size in bytes."""

    sha256: str
    size: int


def blob_path(root: Path, sha256: str) -> Path:
    """Where the capture with this hash lies: blobs/ab/abcdef…"""
    return root / "blobs" / sha256[:2] / sha256


def keep(root: Path, source: Path, expected: str | None = None) -> Blob:
    """Copy a file under blobs/ and make it durable; a file that is there already is left alone.

    expected: the SHA-256 that the file had when it was read. Raises LedgerError if it has another now.
    """
    if expected is not None and (there := blob_path(root, expected)).exists():
        return Blob(expected, there.stat().st_size)
    with disk_errors(root):
        temporary, blob = _copy(root / "blobs", source)
        try:
            if expected is not None and blob.sha256 != expected:
                raise LedgerError(
                    f"{source} changed while it was read: its SHA-256 was {expected[:12]}… and is "
                    f"{blob.sha256[:12]}…; run again"
                )
            _install(temporary, blob_path(root, blob.sha256))
        finally:
            temporary.unlink(missing_ok=True)
    return blob


def _copy(folder: Path, source: Path) -> tuple[Path, Blob]:
    """Copy to a temporary file beside the blobs, hashing on the way, and fsync it."""
    digest, size = hashlib.sha256(), 0
    descriptor, name = tempfile.mkstemp(prefix=TEMPORARY, dir=folder)
    try:
        with os.fdopen(descriptor, "wb") as target, source.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
                size += len(chunk)
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name), Blob(digest.hexdigest(), size)


def _install(temporary: Path, target: Path) -> None:
    """Rename to the final name; after this a crash leaves the whole file or none."""
    if target.exists():
        return
    if not target.parent.exists():
        target.parent.mkdir(exist_ok=True)
        sync_folder(target.parent.parent)
    temporary.chmod(0o444)
    temporary.replace(target)
    sync_folder(target.parent)


def hash_file(path: Path) -> str:
    """The SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def stored(root: Path) -> Iterator[Path]:
    """Every file under blobs/."""
    yield from sorted(path for path in (root / "blobs").rglob("*") if path.is_file())
