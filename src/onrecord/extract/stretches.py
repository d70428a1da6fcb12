"""Which of many stretches of text lie around one, or share words with it, without looking at each of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.extract.tree import kept
from onrecord.model import Attribution, Span


@dataclass(frozen=True, slots=True)
class Stretches:
    """Stretches by where they start, each with the number of its owner.

    reaches: how far those up to and with each one go.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    owners: tuple[int, ...]
    reaches: tuple[int, ...]

    def around(self, span: Span) -> list[tuple[int, int]]:
        """Length and owner of every stretch that holds all of the span, in no order."""
        start, end = span.start, span.end
        at, found = bisect_right(self.starts, start), []
        while at and self.reaches[at - 1] >= end:
            at -= 1
            if self.ends[at] >= end:
                found.append((self.ends[at] - self.starts[at], self.owners[at]))
        return found

    def touching(self, span: Span) -> list[int]:
        """The owners of every stretch that shares a character with the span, in no order."""
        start = span.start
        at, found = bisect_left(self.starts, span.end), []
        while at and self.reaches[at - 1] > start:
            at -= 1
            if self.ends[at] > start:
                found.append(self.owners[at])
        return found


def stretches(owned: Iterable[tuple[Span, int]]) -> Stretches:
    """The stretches with their owners, to be looked up."""
    rows = sorted((span.start, span.end, owner) for span, owner in owned)
    reaches, reach = [], 0
    for _, end, _ in rows:
        reach = max(reach, end)
        reaches.append(reach)
    starts, ends, owners = zip(*rows, strict=True) if rows else ((), (), ())
    return Stretches(starts, ends, owners, tuple(reaches))


@kept
def _contents(attributions: tuple[Attribution, ...]) -> Stretches:
    return stretches((part, n) for n, a in enumerate(attributions) for part in a.content)


def holding(attributions: tuple[Attribution, ...], span: Span) -> list[Attribution]:
    """The attributions whose content holds all of the span, in their order."""
    around = _contents(attributions).around(span)
    if len(around) < 2:
        return [attributions[n] for _, n in around]
    return [attributions[n] for n in sorted({n for _, n in around})]
