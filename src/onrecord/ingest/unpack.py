"""Bounded reading: nothing is read further than its limit, and nothing of an archive is written to disk."""

from __future__ import annotations

import gzip
import io
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import IO, Any

from onrecord.errors import InputError
from onrecord.ingest.options import Limits

_FREE = 1 << 20  # below this size no ratio is checked: short repetitive files are harmless
SIDECAR_BYTES = 65_536
DAMAGED = (zipfile.BadZipFile, tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError, OSError, NotImplementedError)


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive: its name there, and its bytes or why they are refused.

    sidecar: of NAME.txt, the bytes of NAME.json in the same folder. beside: of NAME.json, that NAME.txt is there.
    """

    name: str
    data: bytes = b""
    refused: str | None = None
    sidecar: bytes | None = None
    beside: bool = False


def read_bounded(stream: IO[bytes], limit: int) -> bytes:
    """All of `stream`. Raises InputError if it holds more than `limit` bytes."""
    parts, size = [], 0
    while chunk := stream.read(min(1 << 20, limit + 1 - size)):
        parts.append(chunk)
        size += len(chunk)
        if size > limit:
            raise InputError(f"more than {limit:,} bytes; larger documents are not read")
    return b"".join(parts)


class _Counted(io.RawIOBase):
    """A stream that knows how many bytes were taken from it."""

    def __init__(self, inner: IO[bytes]) -> None:
        self.inner, self.taken = inner, 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        data = self.inner.read(len(buffer))
        buffer[: len(data)] = data
        self.taken += len(data)
        return len(data)


class Inflated(io.RawIOBase):
    """The unpacked bytes of a gzip stream; reading raises InputError once ratio or total size pass their limit."""

    def __init__(self, inner: IO[bytes], limits: Limits) -> None:
        self._counted = _Counted(inner)
        self._gzip = gzip.GzipFile(fileobj=self._counted)
        self._limits, self._given = limits, 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Unpack up to 64 KiB into `buffer`."""
        data = self._gzip.read(min(len(buffer), 1 << 16))
        self._given += len(data)
        if self._given > _FREE and self._given > self._limits.ratio * max(self._counted.taken, 1):
            raise InputError(
                f"unpacks to more than {self._limits.ratio} times its size: a decompression bomb, not read"
            )
        if self._given > self._limits.unpacked_bytes:
            raise InputError(f"unpacks to more than {self._limits.unpacked_bytes:,} bytes; not read further")
        buffer[: len(data)] = data
        return len(data)


def unsafe_name(name: str) -> bool:
    """Whether a member's name points out of the archive: absolute, with a drive, or upwards."""
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or (len(name) > 1 and name[1] == ":")


def hidden(name: str) -> bool:
    """Whether a path has a part that starts with a dot, or is what macOS adds to archives."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any((part.startswith(".") and part not in (".", "..")) or part == "__MACOSX" for part in parts)


def zip_members(stream: IO[bytes], limits: Limits) -> Iterator[Member]:
    """The files of a zip archive in the order of its directory; hidden files and folders are passed over."""
    limit, total = max(limits.body_bytes, limits.pdf_bytes), 0
    with zipfile.ZipFile(stream) as archive:
        infos = archive.infolist()
        if any(info.filename in ("[Content_Types].xml", "mimetype") for info in infos):
            raise InputError("an office document or e-book, not an archive of reports; save it as PDF or text")
        names = {info.filename: info for info in infos}
        for info in infos:
            if info.is_dir() or hidden(info.filename):
                continue
            member = _with_partner(archive, _zip_member(archive, info, limit, limits), names, limits)
            total += len(member.data)
            if total > limits.unpacked_bytes:
                raise InputError(f"unpacks to more than {limits.unpacked_bytes:,} bytes; not read further")
            yield member


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int, limits: Limits) -> Member:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if unsafe_name(info.filename):
        return Member(info.filename, refused="its name points out of the archive")
    if kind and not stat.S_ISREG(kind):
        return Member(info.filename, refused="a link or device, not a file")
    if info.flag_bits & 1:
        return Member(info.filename, refused="encrypted")
    # The directory's sizes may lie: the bytes are counted as they come.
    bound = min(limit, max(_FREE, limits.ratio * max(info.compress_size, 1)))
    try:
        with archive.open(info) as opened:
            return Member(info.filename, read_bounded(opened, bound))
    except InputError as error:
        bomb = f"unpacks to more than {limits.ratio} times its size: a decompression bomb, not read"
        return Member(info.filename, refused=bomb if bound < limit else str(error))
    except (*DAMAGED, RuntimeError) as error:
        return Member(info.filename, refused=f"damaged in the archive: {error}")


def _with_partner(
    archive: zipfile.ZipFile, member: Member, names: dict[str, zipfile.ZipInfo], limits: Limits
) -> Member:
    """A text member with the bytes of its sidecar, if it has one; a JSON member that may be one says so."""
    stem, dot, ending = member.name.rpartition(".")
    if not dot or member.refused:
        return member
    if ending.lower() == "txt" and (info := names.get(stem + ".json")):
        return replace(member, sidecar=_zip_member(archive, info, SIDECAR_BYTES, limits).data or None)
    return replace(member, beside=ending.lower() == "json" and stem + ".txt" in names)


def tar_members(stream: IO[bytes], limits: Limits) -> Iterator[Member]:
    """The files of a tar stream in their order; links, devices and unsafe names are refused, folders passed over."""
    limit = max(limits.body_bytes, limits.pdf_bytes)
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        for info in archive:
            if info.isdir() or hidden(info.name):
                continue
            if unsafe_name(info.name):
                yield Member(info.name, refused="its name points out of the archive")
            elif not info.isreg():
                yield Member(info.name, refused="a link or device, not a file")
            elif info.size > limit:
                yield Member(info.name, refused=f"more than {limit:,} bytes; larger documents are not read")
            else:
                opened = archive.extractfile(info)
                yield Member(info.name, read_bounded(opened, limit) if opened else b"")
