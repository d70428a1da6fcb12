"""Lengths of time that measure from another event: "three days after Russia invaded"."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from onrecord.extract.timex.calendar import shift
from onrecord.extract.tree import Tree, tree_of
from onrecord.model import Document, Timex, TimexType

_MARKS = {"after": 1, "following": 1, "since": 1, "before": -1}
_PERIOD = re.compile(r"P(\d+)([DWMY])")


@dataclass(frozen=True, slots=True)
class Measured:
    """A length, which way it runs from the event measured from, and that event's word.

    direction: 1 for after, -1 for before. head: position in Document.tokens of the head of the clause or noun.
    """

    timex: Timex
    direction: int
    head: int

    def other(self, value: str | None) -> str | None:
        """When the event at `head` happened, given when the measured one did; None where it cannot be told."""
        return _shifted(self.timex, value, -self.direction)

    def measured(self, value: str | None) -> str | None:
        """When the measured event happened, given when that at `head` did; None where it cannot be told."""
        return _shifted(self.timex, value, self.direction)


def _shifted(timex: Timex, value: str | None, direction: int) -> str | None:
    found = _PERIOD.fullmatch(timex.value or "")
    return None if found is None else shift(value, int(found[1]), found[2], direction)


def anchored(document: Document) -> tuple[Measured, ...]:
    """Every duration that "after" or "before" follows, with the word of the event measured from, in text order."""
    tree = tree_of(document)
    starts = [t.span.start for t in document.tokens]
    found = []
    for timex in document.timexes:
        at = bisect_left(starts, timex.span.end)
        if timex.type is not TimexType.DURATION or at >= len(starts):
            continue
        direction = _MARKS.get(tree.lowers[at])
        head = None if direction is None else _event_after(tree, at)
        if direction is not None and head is not None:
            found.append(Measured(timex, direction, head))
    return tuple(found)


def _event_after(tree: Tree, mark: int) -> int | None:
    """The head of what follows the mark, which hangs on it in a Universal Dependencies tree."""
    head = tree.tokens[mark].head
    return head if head > mark and tree.tokens[head].sentence == tree.tokens[mark].sentence else None
