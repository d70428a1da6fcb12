"""Whether those who take part in two records are the same."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import Participant
from onrecord.record.parties import LOOSE

_SMALL = frozenset("the a an of in at for and 's ’s mr mrs ms dr his her its their our my your some any".split())
# "At least 12 people" and "12 people" are the same twelve.
_BOUNDS = frozenset("at least most more than about around some nearly almost over up to".split())


def empty(participant: Participant) -> bool:
    """Whether it is a word for somebody who is not known."""
    return participant.name.lower() in LOOSE and participant.country is None


def agree(mine: Sequence[Participant], theirs: Sequence[Participant]) -> bool | None:
    """Whether all of the smaller side are among the other ("Norway and Chad", "Norway"); None where one is empty."""
    small, large = sorted((mine, theirs), key=len)
    return all(any(same(one, other) for other in large) for one in small) if small else None


def shared(mine: Sequence[Participant], theirs: Sequence[Participant]) -> bool:
    """Whether somebody is on both sides."""
    return any(same(one, other) for one in mine for other in theirs)


def certain(mine: Sequence[Participant], theirs: Sequence[Participant]) -> bool:
    """Whether somebody known is on both sides: two people here and two people there may be four."""
    return any(_known(one, other) for one in mine for other in theirs if same(one, other))


def _known(one: Participant, other: Participant) -> bool:
    named = one.country is not None or any(w[:1].isupper() for w in one.name.split()[-1:])
    return named or (one.entity is not None and one.entity == other.entity)


def same(one: Participant, other: Participant) -> bool:
    """Whether both are the same: one entity of the report, or words that tell no difference."""
    if one.entity is not None and one.entity == other.entity:
        return True
    if _is_country(one) and _is_country(other):
        return one.country == other.country
    if {one.country, other.country} == {None} or one.country == other.country:
        return _words(one.name) == _words(other.name) and bool(_words(one.name))
    return False


def _is_country(participant: Participant) -> bool:
    """ "Russia" and "Russian" are, "Russian troops" are not."""
    return (
        participant.country is not None and len(_words(participant.name)) == 1 and participant.sector in (None, "GOV")
    )


def _words(name: str) -> frozenset[str]:
    return frozenset(w for w in name.lower().replace("’s", " ").replace("'s", " ").split() if w not in _SMALL | _BOUNDS)
