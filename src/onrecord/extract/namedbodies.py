"""What the proper name of a body tells of its sector: bodies that everybody knows, then the words of the name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from onrecord.extract.actornouns import Actor, described_actor, longest
from onrecord.extract.countries import Body, body_named, country_of

_JOINING = ("of", "for", "in", "on", "against")


@lru_cache(maxsize=20_000)
def named_actor(words: tuple[str, ...]) -> Actor | None:
    """The actor that a name stands for, its words as printed: a "Constitutional Court of Austria" is JUD.

    "Union", "Group" and the like tell nothing in a name, although a union is one of workers.
    """
    known = body_named(" ".join(words)) or body_named(" ".join(_without_country(words)))
    if known is not None:
        return Actor("body", known.sector)
    lower = [w.lower() for w in words]
    if "liberation" in lower:
        return Actor("body", "REB")
    end = next((n for n, word in enumerate(lower) if n and word in _JOINING), len(lower))
    for part in (lower, lower[:end]):
        found = longest(part, "name")[1]
        if found is not None:
            return Actor("body", found.sector)
    return described_actor(lower) or described_actor(lower[:end])


def _without_country(words: tuple[str, ...]) -> tuple[str, ...]:
    """ "US State Department": the body without its country in front."""
    size = next((n for n in (3, 2, 1) if n < len(words) and country_of(" ".join(words[:n]))), 0)
    return words[size:]


def body_in(title: Sequence[str]) -> Body | None:
    """ "FBI director": the body in the title that everybody knows."""
    runs = (" ".join(title[a:b]) for a in range(len(title)) for b in range(len(title), a, -1))
    return next((body for run in runs if run[:1].isupper() and (body := body_named(run))), None)
