"""Paragraphs: the pieces that are read on their own, so that no sentence runs across a break in the page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.model import Span

_BREAK = re.compile(r"[ \t\u00a0]*(?:\r\n|[\n\r\u2028\u2029\u0085\f])\s*")
_ENDED = tuple(".!?:;\"”’')]…")
# Lines of hard-wrapped text (mail, agency teletype) are about this long; headlines and list items are shorter.
_WRAP = range(45, 101)
# The reader's memory grows with the piece it is given, so a longer paragraph is cut at white space.
LONGEST = 5_000


def paragraphs(text: str, within: Span) -> Iterator[Span]:
    """The paragraphs inside `within`, without surrounding white space, in order."""
    start = within.start
    for found in _BREAK.finditer(text, within.start, within.end):
        if not _wrapped(text, start, found, within.end):
            yield from _pieces(text, start, found.start())
            start = found.end()
    yield from _pieces(text, start, within.end)


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
