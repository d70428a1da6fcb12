"""The program's judgements that two records of one report tell the same event."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.link.resolve import standing
from onrecord.model import Judgement, Record, Verdict
from onrecord.model.entity import PROGRAM

SCORE = 0.9
"""How often a pair was right in the reading that docs/records.md tells of."""
NOTE = "told again in the same report"
Pair = tuple[str, str]


def pairs(records: Iterable[Record]) -> list[Pair]:
    """For each record that names a fuller one the ids of the two."""
    return [(record.id, record.same_as) for record in records if record.same_as is not None]


def retold(records: Iterable[Record], *, at: str, score: float = SCORE) -> list[Judgement]:
    """One SAME for each record that names a fuller one, between the ids of the two.

    at: the time of judging (UTC, ISO 8601). score: how often such pairs are right. A person who appends DIFFERENT for
    the same two parts them again; `onrecord.link.standing` tells which judgement holds.
    """
    return [_same(pair, at, score) for pair in pairs(records)]


def revised(told: Iterable[Pair], made: Iterable[Judgement], *, at: str) -> list[Judgement]:
    """What a new reading of a report adds to the judgements on its records that were made before, oldest first.

    A pair that nobody has judged becomes SAME; so does one that the program took back. One that the program called
    SAME and that this reading no longer gives becomes UNSURE. What a person judged is left alone.
    """
    held = {judgement.pair: judgement for judgement in standing(made)}
    now = {(min(pair), max(pair)) for pair in told if pair[0] != pair[1]}
    fresh = [p for p in sorted(now) if p not in held or (held[p].by_program and held[p].verdict is not Verdict.SAME)]
    gone = [j for j in held.values() if j.by_program and j.verdict is Verdict.SAME and j.pair not in now]
    taken_back = [Judgement(*j.pair, Verdict.UNSURE, PROGRAM, at, 1.0, f"no longer: {j.note}") for j in gone]
    return [_same(pair, at, SCORE) for pair in fresh] + taken_back


def _same(pair: Pair, at: str, score: float) -> Judgement:
    return Judgement(*pair, Verdict.SAME, PROGRAM, at, score, NOTE)
