"""Quotations: stretches between quotation marks, found paragraph by paragraph so that no mark can do harm beyond."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from onrecord.model import Report, Span
from onrecord.nlp.segment import paragraphs

# Doubled apostrophes and backquotes are what old wire copy and LaTeX write for double quotation marks.
_MARK = re.compile(r"“|”|„|«|»|``|''|\"|‘|’|'")
_CLOSER = {"“": "”", "„": "“”", "«": "»", "``": "''", "''": "''", '"': '"', "‘": "’", "'": "'"}
_SINGLE = "‘’'"


@dataclass(frozen=True, slots=True)
class Quotation:
    """span: with its marks; inner: without. closed: has its closing mark. runs_on: goes on in the next paragraph."""

    span: Span
    inner: Span
    closed: bool
    runs_on: bool = False


def find_quotations(report: Report) -> tuple[Quotation, ...]:
    """The outermost quotations of the readable parts, in text order.

    A quotation left open ends with its paragraph; if the next paragraph starts with an opening mark, it runs on
    there, as newspapers print long quotations.
    """
    text, found = report.text, list[Quotation]()
    pieces = [p for part in report.readable() for p in paragraphs(text, part)]
    for piece, following in zip_longest(pieces, pieces[1:]):
        opens = following is not None and bool(_opening(text, following))
        found.extend(_in_paragraph(text, piece, opens))
    return tuple(found)


def _opening(text: str, piece: Span) -> str:
    """The double mark that the paragraph starts with, or nothing."""
    mark = _MARK.match(text, piece.start)
    return mark[0] if mark and mark[0] not in "”»’'‘" else ""


def _in_paragraph(text: str, piece: Span, next_opens: bool) -> Iterator[Quotation]:
    opened: re.Match[str] | None = None
    for mark in _MARK.finditer(text, piece.start, piece.end):
        if opened is not None and _closes(text, opened, mark, piece):
            if mark.start() > opened.end():
                yield Quotation(Span(opened.start(), mark.end()), Span(opened.end(), mark.start()), True)
            opened = None
        elif _opens(text, mark, piece) and (opened is None or _reopens(opened, mark)):
            if opened is not None:
                # The first was never closed: what lies between may be anybody's words, so it ends with its sentence.
                yield from _left_open(text, opened, mark.start())
            opened = mark
    if opened is not None and opened[0] not in _SINGLE and opened.end() < piece.end:
        inner = Span(opened.end(), piece.end)
        yield Quotation(Span(opened.start(), piece.end), inner, False, next_opens)


def _left_open(text: str, opened: re.Match[str], end: int) -> Iterator[Quotation]:
    if opened[0] in _SINGLE:
        return
    stop = re.compile(r"[.!?](?=\s)").search(text, opened.end(), end)
    last = stop.end() if stop else end
    while last > opened.end() and text[last - 1].isspace():
        last -= 1
    if last > opened.end():
        yield Quotation(Span(opened.start(), last), Span(opened.end(), last), False)


def _reopens(opened: re.Match[str], mark: re.Match[str]) -> bool:
    """A second opening mark of the same kind, or a double one inside single marks, drops the first."""
    return mark[0] == opened[0] or (opened[0] in _SINGLE and mark[0] not in _SINGLE)


def _opens(text: str, mark: re.Match[str], piece: Span) -> bool:
    before = text[mark.start() - 1] if mark.start() > piece.start else " "
    after = text[mark.end()] if mark.end() < piece.end else " "
    if mark[0] in ("”", "»", "’") or after.isspace():
        return False
    if mark[0] in ("“", "„", "«", "``"):
        return True
    free = before.isspace() or before in "([—–-/"
    # A single mark is far more often an apostrophe: it opens only what closes with punctuation further on.
    return free and (mark[0] not in _SINGLE or _pairs(text, mark, piece))


def _pairs(text: str, mark: re.Match[str], piece: Span) -> bool:
    """Whether a single mark has a partner that is no apostrophe: after punctuation, or before it."""
    closer = "’" if mark[0] == "‘" else "'"
    stop = re.compile(rf"(?<=\w[,.?!]){closer}(?=\W|$)|(?<=\w){closer}(?=[,.;:?!)]|$)|(?<!s){closer}(?=\s)")
    return bool(stop.search(text, mark.end(), piece.end))


def _closes(text: str, opened: re.Match[str], mark: re.Match[str], piece: Span) -> bool:
    if mark[0] not in _CLOSER[opened[0]] and not (opened[0] == "“" and mark[0] == '"'):
        return False
    if mark[0] not in ("’", "'"):
        return True
    after = text[mark.end()] if mark.end() < piece.end else " "
    return not after.isalnum()
