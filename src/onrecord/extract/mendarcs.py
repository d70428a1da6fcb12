"""What hangs on what while arcs are repaired."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.model import Token


def hang(made: list[Token], i: int, head: int, deprel: str) -> None:
    """Give the token another head, unless that hangs below the token itself: a tree stays a tree."""
    at = head
    while at >= 0:
        if at == i:
            return
        at = made[at].head
    made[i] = replace(made[i], head=head, deprel=deprel)


def children(made: Sequence[Token], i: int) -> list[int]:
    """The positions that hang on the token, in text order: looked for in its sentence, as few tokens are asked."""
    sentence, first, last = made[i].sentence, i, i + 1
    while first > 0 and made[first - 1].sentence == sentence:
        first -= 1
    while last < len(made) and made[last].sentence == sentence:
        last += 1
    return [c for c in range(first, last) if made[c].head == i]


def index(made: Sequence[Token]) -> list[list[int]]:
    """The positions that hang on each token; those of the roots come last, where position -1 finds them."""
    found: list[list[int]] = [[] for _ in range(len(made) + 1)]
    for i, token in enumerate(made):
        found[token.head].append(i)
    return found


def gerund(token: Token) -> bool:
    """Whether a verb ends in -ing: UD has the form as a gerund or as a present participle."""
    return "VerbForm=Ger" in token.morph or ("VerbForm=Part" in token.morph and "Tense=Pres" in token.morph)
