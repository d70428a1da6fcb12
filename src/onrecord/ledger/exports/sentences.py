"""Which sentence of a report something stands in, and which words are its lead."""

from __future__ import annotations

import re

from onrecord.model import BlockKind, Report, Span
from onrecord.nlp.segment import paragraphs

# A sentence ends at a full stop, question or exclamation mark, with closing quotes, before a capital, digit or quote.
_END = re.compile(r"[.!?…]+[\"”’')\]]*\s+(?=[\"“‘'(\[]*[^\W_a-z])")
# "Gen. Petrov", "U.S. troops", "J. Smith": no ends.
_SHORT = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sgt|Maj|Capt|Gov|Sen|Rep|Prof|No|vs|Jr|Sr|U\.S|U\.K|U\.N))\.$"
)


def starts(report: Report) -> tuple[int, ...]:
    """Where the sentences of title and body begin, in order."""
    found = []
    for part in report.readable():
        for paragraph in paragraphs(report.text, part, report.dateline):
            found.append(paragraph.start)
            for end in _END.finditer(report.text, paragraph.start, paragraph.end):
                if not _SHORT.search(report.text[max(paragraph.start, end.start() - 5) : end.start() + 1]):
                    found.append(end.end())
    return tuple(found)


def lead(report: Report) -> tuple[Span, ...]:
    """The title and the first paragraph of the body: the stretches that tell a report's main event."""
    titles = tuple(block.span for block in report.blocks if block.kind is BlockKind.TITLE)
    bodies = [block.span for block in report.blocks if block.kind is BlockKind.BODY]
    parts = [p for body in bodies or report.readable() for p in paragraphs(report.text, body, report.dateline)]
    # A dateline is a paragraph of its own; and plain text may begin with its headline.
    skipped = {report.dateline, report.title}
    first = next((p for p in parts if p.of(report.text) not in skipped), None)
    named = tuple(p for p in parts[:2] if p.of(report.text) in skipped)
    return (*titles, *named, *((first,) if first else ()))
