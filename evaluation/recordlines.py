"""What ought to be on record in a text, line by line: read from words or offsets, and put beside what is.

A line has the event's word, its type, status, actors, objects and sources. It is written by words ("the second
“urged”", "Norway"), as people write, and kept by offsets, so that no text need lie in the repository:

    {"text": "state/7", "at": [[12, 17]], "type": ["REQUEST"], "status": ["reported"], "actor": [[[0, 6]]],
     "object": [[[23, 27], [31, 37]]], "according": [], "optional": false}

at: the word, then others that would do. actor, object, according: one entry for each that must be there, each a list
of the words that would do for it: a name as it is written where the text has it nowhere. Whom a pronoun or a
description stands for ("actor_is") will do as well as the word itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Ends = tuple[int, int]
# One who must be named: the words that would do, as offsets or, where the text has none, as a name.
Name = tuple[Ends | str, ...]
Json = dict[str, Any]
_WHO = ("actor", "object", "according")


@dataclass(frozen=True, slots=True)
class Line:
    """One expected record. at: the event's word and others that would do; each name: what would do for it."""

    text: str
    at: tuple[Ends, ...]
    types: tuple[str, ...]
    statuses: tuple[str, ...]
    actors: tuple[Name, ...] = ()
    objects: tuple[Name, ...] = ()
    according: tuple[Name, ...] = ()
    optional: bool = False


def by_offsets(given: Json, text: str) -> Json:
    """A line written by words as one by offsets; a word that the text has not is an error that names it."""
    if "at" in given:
        return given
    words = [(given["word"], int(given.get("nth", 1))), *(_numbered(w) for w in given.get("also", ()))]
    at = [_nth(text, word, nth) for word, nth in words]
    who = {
        field: [
            [_nearest(text, word, at[0][0]) for word in dict.fromkeys(words)]
            for words in _meant(given.get(field, ()), given.get(f"{field}_is", ()))
        ]
        for field in _WHO
    }
    line = {"text": given["text"], "at": [list(ends) for ends in at], "type": given["type"], "status": given["status"]}
    return {**line, **who, "optional": bool(given.get("optional"))}


def _meant(written: Sequence[str], meant: Sequence[str]) -> list[list[str]]:
    """The words that would do for each: those written, and whom they stand for, one for one or any of them."""
    each = [[one] for one in meant] if len(meant) == len(written) else [list(meant)] * len(written)
    return [
        [*one.split("|"), *(w for m in more for w in m.split("|"))] for one, more in zip(written, each, strict=True)
    ]


def line_of(given: Json) -> Line:
    """A line of the file by offsets."""
    actors, objects, according = ([tuple(_ends(e) for e in name) for name in given[field]] for field in _WHO)
    return Line(
        given["text"],
        tuple((start, end) for start, end in given["at"]),
        tuple(given["type"]),
        tuple(given["status"]),
        tuple(actors),
        tuple(objects),
        tuple(according),
        given["optional"],
    )


def _ends(one: Any) -> Ends | str:
    return one if isinstance(one, str) else (one[0], one[1])


def _numbered(word: str) -> tuple[str, int]:
    bare, _, nth = word.rpartition(":")
    return (bare, int(nth)) if bare and nth.isdigit() else (word, 1)


def _nth(text: str, word: str, nth: int) -> Ends:
    start = -1
    for _ in range(nth):
        start = text.find(word, start + 1)
        if start < 0:
            raise ValueError(f"the text has no {word!r} number {nth}")
    return start, start + len(word)


def _nearest(text: str, word: str, near: int) -> Ends | str:
    """Where the word stands nearest before or after; the word itself where the text has it nowhere."""
    whole = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text)]
    found = whole or [m.span() for m in re.finditer(re.escape(word), text)]
    return min(found, key=lambda ends: abs(ends[0] - near), default=word)


@dataclass(frozen=True, slots=True)
class Paired:
    """The lines and the records of a text, put together: (line, record), lines alone and records alone."""

    pairs: tuple[tuple[int, int], ...]
    missing: tuple[int, ...]
    extra: tuple[int, ...]


def paired(lines: list[Line], triggers: list[Ends], rank: Callable[[int, int], int]) -> Paired:
    """Each line with one record of its word, or of another that would do; of several the one that ranks highest."""
    fits = [
        (_fit(line, ends), line.optional, -rank(n, m), n, m)
        for n, line in enumerate(lines)
        for m, ends in enumerate(triggers)
        if _fit(line, ends) is not None
    ]
    pairs: dict[int, int] = {}
    for _, _, _, n, m in sorted(fits, key=lambda fit: (fit[0] or 0, *fit[1:])):
        if n not in pairs and m not in pairs.values():
            pairs[n] = m
    missing = tuple(n for n in range(len(lines)) if n not in pairs)
    extra = tuple(m for m in range(len(triggers)) if m not in pairs.values())
    return Paired(tuple(sorted(pairs.items())), missing, extra)


def _fit(line: Line, trigger: Ends) -> int | None:
    """0 if the record stands on the line's own word, 1 on another that would do, None on neither."""
    hit = [n for n, ends in enumerate(line.at) if ends[0] < trigger[1] and trigger[0] < ends[1]]
    return min(hit[0], 1) if hit else None


def lines_of(given: Iterable[Json], texts: Callable[[str], str]) -> list[Line]:
    """All lines, whichever way they are written; an error names the text."""
    found = []
    for line in given:
        try:
            found.append(line_of(by_offsets(line, texts(line["text"]))))
        except (KeyError, ValueError) as error:
            raise ValueError(f"{line.get('text')}: {error}") from error
    return found
