"""Words marked in a text. Spans are code points of the text; everything else about a page is made around them.

Marking is done here and not in the browser, whose strings count otherwise: so emoji, marks that combine and writing
from right to left are marked exactly where the evidence stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from onrecord.model import Span

# A browser reads CR LF as one character and drops NUL; as references, or replaced, every character keeps its place.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n\s*|\Z")
_LINE = re.compile(r"\n\s*|\Z")
# Lines longer than this on average are paragraphs, not lines of a column.
_COLUMN = 110


@dataclass(frozen=True, slots=True)
class Mark:
    """A span with what it looks like (a word), and where it leads or which records it belongs to."""

    span: Span
    look: str
    href: str | None = None
    record: str | None = None


def plain(text: str) -> Markup:
    """The text as HTML, one character for one."""
    return Markup(str(escape(_CONTROL.sub("\ufffd", text))).replace("\r", "&#13;"))


def marked(text: str, marks: Iterable[Mark], start: int = 0) -> Markup:
    """The text, which begins at `start` of its report, with its marks. Marks that reach outside are cut."""
    kept = [mark for mark in marks if mark.span.start < start + len(text) and mark.span.end > start]
    borders = sorted({0, len(text), *(_inside(end, start, text) for mark in kept for end in _ends(mark.span))})
    pieces = []
    for low, high in pairwise(borders):
        here = [m for m in kept if m.span.start <= start + low and start + high <= m.span.end]
        pieces.append(_piece(text[low:high], here))
    return Markup("").join(pieces)


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _inside(position: int, start: int, text: str) -> int:
    return min(max(position - start, 0), len(text))


def _piece(words: str, marks: Sequence[Mark]) -> Markup:
    """One element for all marks of a stretch: elements that only overlap cannot be nested."""
    if not marks:
        return plain(words)
    looks = " ".join(dict.fromkeys(f"m-{mark.look}" for mark in marks))
    records = " ".join(dict.fromkeys(mark.record for mark in marks if mark.record))
    data = Markup(' data-records="{}"').format(records) if records else Markup("")
    href = next((mark.href for mark in marks if mark.href), None)
    found = any(mark.look in ("match", "target") for mark in marks)
    if href:
        inner = Markup("<mark>{}</mark>").format(plain(words)) if found else plain(words)
        return Markup('<a class="{}" href="{}"{}>{}</a>').format(looks, href, data, inner)
    tag = "mark" if found else "span"
    return Markup('<{0} class="{1}"{2}>{3}</{0}>').format(Markup(tag), looks, data, plain(words))


def paragraphs(text: str) -> list[Span]:
    """The stretches of a text that are shown as paragraphs; between them is only white space.

    A text in lines of a column is parted at empty lines, any other at every line break.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    column = "\n\n" in text.replace("\r", "") and lines and sum(map(len, lines)) / len(lines) < _COLUMN
    found, at = [], 0
    for match in (_PARAGRAPH if column else _LINE).finditer(text):
        if text[at : match.start()].strip():
            found.append(Span(at, match.start()))
        at = match.end()
    return found


def sentences(paragraph: Span, evidence: Iterable[Span]) -> list[tuple[Span, Span | None]]:
    """A paragraph cut into stretches: each with the evidence that it is (a part of), or None. No two overlap."""
    found: list[tuple[Span, Span | None]] = []
    at = paragraph.start
    for span in sorted(set(evidence), key=lambda s: (s.start, -s.end)):
        low, high = max(span.start, at), min(span.end, paragraph.end)
        if low >= high or span.start < at != paragraph.start:
            continue
        if at < low:
            found.append((Span(at, low), None))
        found.append((Span(low, high), span))
        at = high
    if at < paragraph.end:
        found.append((Span(at, paragraph.end), None))
    return found
