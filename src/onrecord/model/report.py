"""A published text as it came in, with where each of its facts was found."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.errors import SpanError
from onrecord.model.ids import content_id
from onrecord.model.terms import BlockKind
from onrecord.model.text import Evidence, Span


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the page: `kind` says which; blocks are in text order and do not overlap."""

    span: Span
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Origin:
    """What a report was taken from.

    path: as given by the user ("-" for standard input). member: the place inside an archive, feed or JSON-lines
    file ("wire/3.xml", "line 7"), or None. sha256: of the captured bytes kept under blobs/. media_type: what they
    were read as.
    """

    path: str
    member: str | None = None
    sha256: str | None = None
    media_type: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One published text.

    text: exactly what spans point into. blocks: its parts; empty means all of it is body. published: ISO 8601
    date or date-time, the document creation time (dct), or None; a date that cannot be trusted is not stored here
    but named in `flags`. language: ISO 639-1 as detected from the text; declared_language: as the publisher says.
    outlet_country: ISO 3166-1 alpha-3. provenance: (field, where it was found) pairs, such as
    ("published", "JSON-LD datePublished"). flags: sentences for people about what is doubtful.
    """

    text: str
    title: str | None = None
    outlet: str | None = None
    outlet_country: str | None = None
    language: str | None = None
    declared_language: str | None = None
    bylines: tuple[str, ...] = ()
    dateline: str | None = None
    published: str | None = None
    url: str | None = None
    section: str | None = None
    blocks: tuple[Block, ...] = ()
    origin: Origin | None = None
    provenance: tuple[tuple[str, str], ...] = ()
    flags: tuple[str, ...] = ()
    id: str = field(init=False)

    def __post_init__(self) -> None:
        # Where a report was found is not part of what it is: the same words from the same outlet on the same
        # day are one report, whichever file carried them.
        object.__setattr__(
            self, "id", content_id("report", self.outlet, self.published, self.url, self.title, self.text)
        )
        for block in self.blocks:
            self._check(block.span)

    def _check(self, span: Span) -> None:
        if span.end > len(self.text):
            raise SpanError(
                f"span [{span.start}:{span.end}] ends after report {self.id[:8]}… ({len(self.text)} characters)"
            )

    def evidence(self, span: Span) -> Evidence:
        """The words at `span`. Raises SpanError if it does not lie in the text."""
        self._check(span)
        return Evidence(self.id, span, span.of(self.text))

    def readable(self) -> tuple[Span, ...]:
        """The stretches that are read for records: title and body, or all of the text where no block is known."""
        if not self.blocks:
            return (Span(0, len(self.text)),) if self.text.strip() else ()
        return tuple(b.span for b in self.blocks if b.kind in (BlockKind.TITLE, BlockKind.BODY))

    def body(self) -> str:
        """The body without masthead, title, byline and page furniture."""
        if not self.blocks:
            return self.text
        return "\n\n".join(b.span.of(self.text) for b in self.blocks if b.kind is BlockKind.BODY)


@dataclass(frozen=True, slots=True)
class Quarantined:
    """Something given that could not be taken in: kept with the reason, never dropped in silence."""

    origin: Origin
    reason: str
