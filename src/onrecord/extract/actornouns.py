"""Nouns for people, bodies and documents, and their PLOVER sectors: a small lexicon of our own (actors.tsv)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from types import MappingProxyType

_TABLE = resources.files("onrecord.data") / "attribution" / "actors.tsv"


@dataclass(frozen=True, slots=True)
class Actor:
    """kind: "person", "body" or "document". sector: PLOVER code, or None."""

    kind: str
    sector: str | None


@cache
def actors() -> Mapping[str, Actor]:
    """Dictionary form (words joined by "_") -> what it stands for; the first row wins."""
    found: dict[str, Actor] = {}
    for line in _TABLE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            sector, kind, nouns = line.split("\t")
            for noun in nouns.split():
                found.setdefault(noun, Actor(kind, None if sector == "-" else sector))
    return MappingProxyType(found)


def actor_of(words: Sequence[str]) -> Actor | None:
    """What the last words of a noun phrase stand for, the longest phrase first: ("prime", "minister") is GOV.

    words: lower-case words ending with the head noun, which may be a plural; hyphens may be words of their own.
    """
    if "-" in words[-4:-1]:
        whole = " ".join(words[-7:]).replace(" - ", "-").split()
        if found := _look_up(tuple(whole[-3:])):
            return found
    return _look_up(tuple(words[-3:]))


@lru_cache(maxsize=50_000)
def _look_up(words: tuple[str, ...]) -> Actor | None:
    table = actors()
    for size in (3, 2, 1):
        tail = "_".join(words[-size:])
        for form in (tail, *_singulars(tail)):
            if form in table and len(words) >= size:
                return table[form]
    return None


def _singulars(word: str) -> tuple[str, ...]:
    if word.endswith("men"):
        return (word[:-3] + "man",)
    if word.endswith("ies"):
        return (word[:-3] + "y",)
    return (word[:-1], word[:-2]) if word.endswith("es") else (word[:-1],) if word.endswith("s") else ()
