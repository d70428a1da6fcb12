"""What several pages need: parts that may be missing when they take too long, numbers of pages, names of keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Annotated, Any, TypeVar

from fastapi import Path
from fastapi import Query as QueryParameter

from onrecord.errors import QueryTimeError
from onrecord.ledger import Hit
from onrecord.ledger.export import nested
from onrecord.ledger.view import Profile, View
from onrecord.web.asked import PAGE, Asked

Found = TypeVar("Found")
Filters = Annotated[Asked, QueryParameter()]
Number = Annotated[int, QueryParameter(ge=1, le=5_000, alias="page", description="Which page of hits.")]
Id = Annotated[str, Path(min_length=1, max_length=80, description="An id, or enough of its beginning.")]
KEY_SIZE = 32
"""Digits of an entity's id; a key is that, a dash and a country."""


def part(ask: Callable[[], Found]) -> Found | None:
    """A part that a page can do without: None if it takes too long."""
    try:
        return ask()
    except QueryTimeError:
        return None


def labels(view: View, asked: Asked) -> dict[str, str]:
    """Names for the keys of entities among the filters."""
    found = {}
    for value in (asked.who, asked.according_to):
        if len(value) >= KEY_SIZE and "-" in value:
            entity = view.name_of(value)
            if entity is not None:
                found[value] = entity.name
    if asked.thing and (things := view.things(asked.thing, 1)):
        found[asked.thing] = things[0].name
    return found


def hits_json(hits: Sequence[Hit]) -> list[dict[str, Any]]:
    """Hits as exports have them."""
    return [nested(hit) for hit in hits]


def profile_json(profile: Profile) -> dict[str, object]:
    """What is on record in numbers, as JSON."""
    return {
        "records": profile.records,
        "reports": profile.reports,
        "by_status": dict(profile.by_status),
        "by_type": dict(profile.by_type),
        "by_country": dict(profile.by_country),
        "timeline": [{"start": b.start, **dict(b.counts)} for b in profile.timeline],
        "spots": [asdict(spot) for spot in profile.spots],
        "first": profile.first,
        "last": profile.last,
    }


def grouped(hits: Sequence[Hit]) -> list[list[Hit]]:
    """Hits with those that follow one another from the same sentence together: it is shown once.

    A record whose event a fuller one among the hits tells is left out; that one is shown as told again in it.
    """
    ids = {hit.record.id for hit in hits if hit.record}
    shown = [hit for hit in hits if hit.record is None or hit.record.same_as not in ids]
    return [list(found) for _, found in groupby(shown, key=lambda hit: (hit.header.id, hit.span, hit.record is None))]


def beginning(number: int) -> int:
    """How many hits come before a page."""
    return (number - 1) * PAGE
