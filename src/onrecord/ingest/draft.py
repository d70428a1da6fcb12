"""What a parser hands over: text, blocks, and facts with where each was found; `finish` turns it into a Report."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from onrecord.errors import InputError
from onrecord.ingest.dateline import find_dateline
from onrecord.ingest.dates import judge_published
from onrecord.ingest.language import detect_language, language_code
from onrecord.ingest.names import country_code, split_bylines
from onrecord.ingest.options import Defaults
from onrecord.model import Block, BlockKind, Origin, Report, Span

_SURROGATE = re.compile("[\ud800-\udfff]")
FIELDS = (
    "title", "outlet", "outlet_country", "language", "bylines", "dateline", "published", "url", "section",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement about a report: field (of FIELDS), the value as written, and where it stands."""

    field: str
    value: str
    where: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A text with its blocks, and facts most trusted first. member: where inside the captured file."""

    text: str
    blocks: tuple[Block, ...] = ()
    facts: tuple[Fact, ...] = ()
    flags: tuple[str, ...] = ()
    member: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something inside the captured file that is not read, and why."""

    reason: str
    member: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One document for a parser: its bytes and what is known about them from outside.

    name: file or member name. facts: from a sidecar or an enclosing format. charset: as declared by transport.
    today: ISO date after which nothing can have been published.
    """

    data: bytes
    name: str = ""
    member: str | None = None
    facts: tuple[Fact, ...] = ()
    charset: str | None = None
    flags: tuple[str, ...] = ()
    today: str | None = None


def facts_of(pairs: Iterable[tuple[str, object, str]]) -> tuple[Fact, ...]:
    """Facts of (field, value, where) triples, leaving out values that are not non-blank strings."""
    return tuple(
        Fact(name, " ".join(value.split()), where)
        for name, value, where in pairs
        if isinstance(value, str) and value.strip()
    )


def composed(title: str | None, body: str) -> tuple[str, tuple[Block, ...]]:
    """Title and body as one text, `title + blank line + body`, with a block for each that is there."""
    title, body = (title or "").strip(), body.strip()
    text = "\n\n".join(part for part in (title, body) if part)
    blocks = [Block(Span(0, len(title)), BlockKind.TITLE)] if title else []
    if body:
        blocks.append(Block(Span(len(text) - len(body), len(text)), BlockKind.BODY))
    return text, tuple(blocks)


def finish(draft: Draft, *, defaults: Defaults, origin: Origin | None) -> Report:
    """A Report of `draft`: for each field the first fact that holds, what was doubtful as flags.

    Raises InputError if the draft has no text.
    """
    if not draft.text.strip():
        raise InputError("no text found in it")
    text, flags = _without_surrogates(draft.text, draft.flags)
    facts = (*draft.facts, *_dateline(draft), *_default_facts(defaults))
    published, published_where, date_flags = judge_published(
        [(f.value, f.where) for f in facts if f.field == "published"], defaults.clock()
    )
    first: dict[str, Fact] = {}
    for fact in facts:
        if fact.field != "published" and _usable(fact):
            first.setdefault(fact.field, fact)
    report = Report(text=text, blocks=draft.blocks, origin=origin)
    language, _ = detect_language(report.body() or text)
    declared = language_code(first["language"].value) if "language" in first else None
    provenance = tuple((name, f.where) for name in FIELDS if (f := first.get(name)) is not None)
    if published:
        provenance += (("published", published_where),)
    return replace(
        report,
        title=_value(first, "title"),
        outlet=_value(first, "outlet"),
        dateline=_value(first, "dateline"),
        url=_value(first, "url"),
        section=_value(first, "section"),
        outlet_country=country_code(first["outlet_country"].value) if "outlet_country" in first else None,
        bylines=split_bylines(first["bylines"].value) if "bylines" in first else (),
        published=published,
        language=language,
        declared_language=declared,
        provenance=provenance,
        flags=(*flags, *date_flags, *_language_flags(language, declared)),
    )


def _dateline(draft: Draft) -> tuple[Fact, ...]:
    """The dateline that the body starts with."""
    body = next((b.span for b in draft.blocks if b.kind is BlockKind.BODY), None)
    words = find_dateline(body.of(draft.text)) if body else None
    return (Fact("dateline", words, "start of the body"),) if words else ()


def _value(first: dict[str, Fact], name: str) -> str | None:
    return first[name].value if name in first else None


def _usable(fact: Fact) -> bool:
    """Whether the value means something in its field: an unknown country or language is no statement."""
    if fact.field == "outlet_country":
        return country_code(fact.value) is not None
    if fact.field == "language":
        return language_code(fact.value) is not None
    if fact.field == "bylines":
        return bool(split_bylines(fact.value))
    return fact.field in FIELDS


def _default_facts(defaults: Defaults) -> tuple[Fact, ...]:
    where = "given as the default"
    return facts_of(
        (name, getattr(defaults, name), where) for name in ("published", "outlet", "outlet_country", "language")
    )


def _language_flags(language: str | None, declared: str | None) -> tuple[str, ...]:
    if language and declared and language != declared:
        return (f"declared language is {declared}, but the text reads as {language}",)
    return ()


def _without_surrogates(text: str, flags: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Lone surrogates, which no store can write, become U+FFFD: one for one, so offsets still hold."""
    kept, found = _SURROGATE.subn("\ufffd", text)
    if not found:
        return text, flags
    return kept, (*flags, "held lone surrogates, which are not text; each was replaced by U+FFFD")
