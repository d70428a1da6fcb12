"""Paragraphs: the pieces that are read on their own, so that no sentence runs across a break in the page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.model import Span

_BREAK = re.compile(r"[ \t\u00a0]*(?:\r\n|[\n\r\u2028\u2029\u0085\f])\s*")
# What stands between a dateline and its report.
_DASH = re.compile(r"\s*(?:[-–—]+|:)\s+")
_ENDED = tuple(".!?:;\"”’')]…")
# Lines of hard-wrapped text (mail, agency teletype) are about this long; headlines and list items are shorter.
_WRAP = range(45, 101)
# The reader's memory grows with the piece it is given, so a longer paragraph is cut at white space.
LONGEST = 5_000


def paragraphs(text: str, within: Span, dateline: str | None = None) -> Iterator[Span]:
    """The paragraphs inside `within`, without surrounding white space, in order.

    A dateline at the start of a paragraph is a piece of its own: it is no part of the sentence after it.
    """
    start = within.start
    for found in _BREAK.finditer(text, within.start, within.end):
        if not _wrapped(text, start, found, within.end):
            yield from _parted(text, start, found.start(), dateline)
            start = found.end()
    yield from _parted(text, start, within.end, dateline)


def _parted(text: str, start: int, end: int, dateline: str | None) -> Iterator[Span]:
    for piece in _pieces(text, start, end):
        lead = _DASH.match(text, piece.start + len(dateline), piece.end) if dateline else None
        if dateline and lead is not None and text.startswith(dateline, piece.start):
            yield Span(piece.start, piece.start + len(dateline))
            yield from _pieces(text, lead.end(), piece.end)
        else:
            yield piece


def _wrapped(text: str, start: int, found: re.Match[str], end: int) -> bool:
    """Whether this line end only wraps a line: one break, after a long line without an end, before more text."""
    if found[0].count("\n") + found[0].replace("\r\n", "").count("\r") != 1 or found.end() >= end:
        return False
    line = text[max(start, text.rfind("\n", 0, found.start()) + 1) : found.start()]
    return len(line) in _WRAP and not line.endswith(_ENDED) and text[found.end()].islower()


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        cut = _cut(text, start, start + LONGEST)
        yield Span(start, cut)
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield Span(start, end)


def _cut(text: str, start: int, limit: int) -> int:
    """Where to part an overlong paragraph: after a sentence, else at white space, else in the middle of a word."""
    for mark in (". ", " "):
        at = text.rfind(mark, start + 1, limit)
        if at > start:
            return at + len(mark.rstrip())
    return limit
