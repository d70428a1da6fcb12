"""From one file to its documents: archives and streams opened, each document a unit that can be read on its own."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from onrecord.errors import InputError
from onrecord.ingest import kinds
from onrecord.ingest.draft import Draft, Refusal, Source
from onrecord.ingest.feed import parse_feed
from onrecord.ingest.html import parse_html
from onrecord.ingest.jsonlines import is_sidecar, member_facts, parse_json, parse_line
from onrecord.ingest.mail import parse_mail
from onrecord.ingest.newsml import parse_newsml
from onrecord.ingest.nitf import parse_nitf
from onrecord.ingest.options import Limits
from onrecord.ingest.pdf import parse_pdf
from onrecord.ingest.plaintext import parse_text
from onrecord.ingest.unpack import SIDECAR_BYTES, Inflated, Member, read_bounded, tar_members, zip_members
from onrecord.ingest.warc import warc_members

Stream: TypeAlias = "io.BufferedReader[Any] | io.BytesIO"
Parser = Callable[[Source, Limits], Iterable[Draft | Refusal]]

PARSERS: dict[str, Parser] = {
    kinds.TEXT: parse_text,
    kinds.HTML: parse_html,
    kinds.RSS: parse_feed,
    kinds.ATOM: parse_feed,
    kinds.NITF: parse_nitf,
    kinds.NEWSML: parse_newsml,
    kinds.JSON: parse_json,
    kinds.MAIL: parse_mail,
    kinds.PDF: parse_pdf,
}


@dataclass(frozen=True, slots=True)
class Unit:
    """One document: where it is, what kind, and how to read it (nothing is parsed before `parse` is called)."""

    member: str | None
    media_type: str
    parse: Callable[[], Iterable[Draft | Refusal]]


def walk(stream: Stream, source: Source, limits: Limits, depth: int = 0) -> Iterator[Unit]:
    """The documents in `stream`, always in the same order. `source` says what is known of it; its data is not used.

    Raises InputError where the file as a whole is refused.
    """
    head = _peek(stream)
    kind = kinds.sniff(head, source.name)
    if kind in (kinds.ZIP, kinds.TAR, kinds.GZIP) and depth >= limits.depth:
        raise InputError(f"archives nested more than {limits.depth} deep are not opened")
    if kind == kinds.GZIP:
        yield from _gzip(stream, source, limits, depth)
    elif kind == kinds.ZIP:
        yield from _zip(stream, source, limits, depth)
    elif kind == kinds.TAR:
        for member in tar_members(stream, limits):
            yield from _member(member, source, limits, depth)
    elif kind == kinds.WARC:
        yield from _warc(stream, source, limits)
    elif kind == kinds.JSON_LINES:
        yield from _lines(stream, source, limits)
    else:
        bound = limits.pdf_bytes if kind == kinds.PDF else limits.body_bytes
        yield _leaf(kind, replace(source, data=read_bounded(stream, bound)), limits)


def _peek(stream: Stream) -> bytes:
    """The first bytes, left in the stream."""
    if isinstance(stream, io.BufferedReader):
        return stream.peek(kinds.HEAD)[: kinds.HEAD]
    head = stream.read(kinds.HEAD)
    stream.seek(0)
    return head


def _leaf(kind: str, source: Source, limits: Limits) -> Unit:
    return Unit(source.member, kind, lambda: PARSERS[kind](source, limits))


def _refused(member: str | None, reason: str, kind: str = kinds.UNKNOWN) -> Unit:
    return Unit(member, kind, lambda: (Refusal(reason, member),))


def _member(member: Member, source: Source, limits: Limits, depth: int) -> Iterator[Unit]:
    """The documents of one archive member, which may be an archive itself."""
    place = f"{source.member}/{member.name}" if source.member else member.name
    if member.refused:
        yield _refused(place, member.refused)
        return
    inner = replace(source, name=member.name, member=place)
    try:
        yield from walk(io.BytesIO(member.data), inner, limits, depth + 1)
    except InputError as error:
        yield _refused(place, str(error))


def _gzip(stream: Stream, source: Source, limits: Limits, depth: int) -> Iterator[Unit]:
    unpacked = io.BufferedReader(Inflated(stream, limits), 1 << 16)
    if unpacked.peek(5).startswith(b"WARC/"):
        # Its reader unpacks record by record, and wants a file in which it can go back.
        if not stream.seekable():
            raise InputError("a web archive packed twice; unpack it once")
        stream.seek(0)
        yield from _warc(stream, source, limits)
        return
    name = re.sub(r"\.gz$", "", re.sub(r"\.tgz$", ".tar", source.name, flags=re.IGNORECASE), flags=re.IGNORECASE)
    yield from walk(unpacked, replace(source, name=name), limits, depth + 1)


def _zip(stream: Stream, source: Source, limits: Limits, depth: int) -> Iterator[Unit]:
    for member in zip_members(stream, limits):
        if member.beside and sidecar_of(member.data) is not None:
            continue  # NAME.json that describes NAME.txt is read with it
        value = sidecar_of(member.sidecar or b"")
        facts = member_facts(value, "sidecar") if value else ()
        yield from _member(member, replace(source, facts=(*source.facts, *facts)), limits, depth)


def sidecar_of(data: bytes) -> dict[str, object] | None:
    """The JSON object in `data` if it is one that describes a text beside it."""
    try:
        value = json.loads(data) if 0 < len(data) <= SIDECAR_BYTES else None
    except (ValueError, RecursionError):
        return None
    return value if is_sidecar(value) else None


def _warc(stream: Stream, source: Source, limits: Limits) -> Iterator[Unit]:
    found = False
    for member, charset, facts in warc_members(stream, limits):
        found = True
        place = f"{source.member}/{member.name}" if source.member else member.name
        if member.refused:
            yield _refused(place, member.refused, kinds.HTML)
            continue
        page = replace(source, data=member.data, member=place, charset=charset, facts=(*source.facts, *facts))
        yield _leaf(kinds.HTML, page, limits)
    if not found:
        raise InputError("a web archive without HTML pages")


def _lines(stream: Stream, source: Source, limits: Limits) -> Iterator[Unit]:
    number = 0
    while line := stream.readline(limits.body_bytes + 1):
        number += 1
        member = "/".join(filter(None, (source.member, f"line {number}")))
        if len(line) > limits.body_bytes:
            while not line.endswith(b"\n") and (line := stream.readline(1 << 20)):
                pass
            yield _refused(
                member, f"a line of more than {limits.body_bytes:,} bytes; larger ones are not read", kinds.JSON_LINES
            )
        elif line.strip():
            yield _line(replace(source, data=line, member=member), limits)


def _line(source: Source, limits: Limits) -> Unit:
    return Unit(source.member, kinds.JSON_LINES, lambda: parse_line(source, limits))
