"""Where words stand: spans, and the evidence that can only be made by the report it is cut from."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.errors import SpanError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text: Unicode code points, `end` exclusive, never empty.

    Raises SpanError if start is negative or end is not after start.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise SpanError(f"span [{self.start}:{self.end}] is empty or starts before the text")

    def __contains__(self, other: object) -> bool:
        return isinstance(other, Span) and self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The exact words of one report. Made by `Report.evidence`, which guarantees text == report.text[span]."""

    report_id: str
    span: Span
    text: str


def cover(spans: tuple[Span, ...]) -> Span:
    """The smallest span around all of `spans`, of which there must be at least one."""
    return Span(min(s.start for s in spans), max(s.end for s in spans))
