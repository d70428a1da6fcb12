"""Somebody or something across reports, and the judgements that say which names are one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.model.terms import Nature

PROGRAM = "onrecord"
"""`Judgement.by` of what the program itself judged; everybody else is a person."""


class Verdict(StrEnum):
    """What a judgement says of two: one and the same, two, or that it cannot be told."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether two are the same: by whom, when (UTC, ISO 8601), how sure and why. Appended, never edited.

    one, other: keys of entities (see `onrecord.link.keys`), kept in alphabetical order, for a judgement has no
    direction. score: 0 to 1; 1 of a person. note: why, in words.
    """

    one: str
    other: str
    verdict: Verdict
    by: str
    at: str
    score: float = 1.0
    note: str = ""

    def __post_init__(self) -> None:
        if self.one > self.other:
            one, other = self.other, self.one
            object.__setattr__(self, "one", one)
            object.__setattr__(self, "other", other)

    @property
    def pair(self) -> tuple[str, str]:
        """The two that it is about."""
        return self.one, self.other

    @property
    def by_program(self) -> bool:
        """Whether the program judged so, and no person."""
        return self.by == PROGRAM


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something as a ledger knows it across reports.

    id: what to call it by; stays valid, though the entity may grow. name: the fullest common one; names: all, most
    frequent first. keys: what it was put together from. described: known only by a description ("two aides"), which
    need not mean the same ones in every report. nature: None where nothing tells, or of a thing. countries: as the
    reports give them. records, reports: how many current ones it takes part in or is a source of.
    """

    id: str
    name: str
    names: tuple[str, ...]
    keys: tuple[str, ...]
    nature: Nature | None
    described: bool
    countries: tuple[str, ...]
    records: int
    reports: int
