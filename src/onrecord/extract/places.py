"""Which place a name means: all names of a report are resolved together, each name in one sense."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import acos, cos, exp, log10, radians, sin

from onrecord.extract.gazetteer import Entry, contains
from onrecord.extract.placenames import Spotted
from onrecord.model import Place

# Weights in powers of ten of population, chosen by hand and one-at-a-time trials on development data; the outcome is
# flat around them. NEARNESS: of the report's other places; KIND: how much likelier a name means a country than a city
# of the same size; OTHER_NAME: the entry usually goes by another; WRITTEN_BESIDE: "Brest, Belarus"; HINTED: "Lorain
# and Medina counties", "the Brest region"; CAPITAL: of a country; NAMESAKE: a unit that bears the name of its chief
# city ("Kharkiv", "New York") is meant only where the words say so.
NEARNESS = 5.0
KIND = {"country": 2.0, "region": 1.0, "area": 1.0, "district": -1.5, "city": 0.0}
OTHER_NAME, WRITTEN_BESIDE, HINTED, CAPITAL, NAMESAKE = -1.0, 4.0, 2.5, 3.0, -3.0
# A city is chief in its unit if it has at least this part of the people: Kharkiv is, Quebec in Quebec is not.
_CHIEF = 1 / 6
# SHARPNESS makes shares of weights, so that a share of 0.9 is right about 9 times in 10.
SHARPNESS = 1.2
# CANDIDATES: entries looked at, the most populous first. Those below LEAST_SHARE of the best are dropped after a round.
CANDIDATES, ROUNDS, LEAST_SHARE = 20, 1, 0.05
# With fewer than ENOUGH other names, PAD (as far as 1,000 km) stands for the missing. DOUBT: how much farther, in
# powers of ten, an unlikely sense of another name counts. NEIGHBOURS: below so many km nearer is no better.
PAD, ENOUGH, DOUBT, NEIGHBOURS = 3.0, 2, 0.2, 10.0
_EARTH_KM, _IN_COUNTRY_KM, _IN_REGION_KM = 6371.0, 300.0, 60.0

Point = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Choice:
    """What a name most likely means, and how sure that is (0 to 1); ranked: the best three with their shares."""

    entry: Entry
    score: float
    ranked: tuple[tuple[Place, float], ...]


@dataclass(frozen=True, slots=True)
class _Sense:
    """All mentions of one name. beside: keys of the names written right after it; holds: of the one right before."""

    entries: tuple[Entry, ...]
    hint: str = ""
    beside: frozenset[str] = frozenset()
    holds: str = ""
    points: tuple[Point, ...] = ()
    doubts: tuple[float, ...] = ()


def resolve(
    spotted: Sequence[Spotted],
    dateline: Mapping[str, tuple[Entry, ...]] | None = None,
) -> dict[str, Choice]:
    """By key, the choice for every name that has entries.

    dateline: key and entries of a city that counts as one more name. The score says nothing about whether the words
    are a place name at all.
    """
    senses = {key: _weighed(_Sense(found[:CANDIDATES])) for key, found in (dateline or {}).items()}
    holders: dict[str, set[str]] = {}
    for one in spotted:
        holders.setdefault(one.holds, set()).add(one.key)
    for one in spotted:
        if one.entries:
            beside = frozenset(holders.get(one.key, ()))
            senses[one.key] = _weighed(_Sense(one.entries[:CANDIDATES], one.hint, beside, one.holds))
    # Two ambiguous names may hold each other up in any state; so the second round drops what the first found unlikely.
    for _ in range(ROUNDS):
        shares = {key: _shares(key, senses) for key in senses}
        senses = {key: _likely(sense, shares[key]) for key, sense in senses.items()}
    return {key: _choice(sense, _shares(key, senses)) for key, sense in senses.items()}


def _weighed(sense: _Sense) -> _Sense:
    """With the points of its entries, and how much less likely than the best each is for itself."""
    weights = [_own_weight(e, sense) for e in sense.entries]
    doubts = tuple(max(weights) - w for w in weights)
    return replace(sense, points=tuple(_point(e.place) for e in sense.entries), doubts=doubts)


def _likely(sense: _Sense, shares: Sequence[float]) -> _Sense:
    least = LEAST_SHARE * max(shares)
    kept = [i for i, share in enumerate(shares) if share >= least]
    return _weighed(replace(sense, entries=tuple(sense.entries[i] for i in kept)))


def _shares(key: str, senses: Mapping[str, _Sense]) -> list[float]:
    """How the belief in a name divides among its entries, given the other names."""
    sense = senses[key]
    others = [s for k, s in senses.items() if k != key]
    weights = [
        _own_weight(e, sense) + _beside(e, sense, senses) - NEARNESS * _remoteness(e, p, others)
        for e, p in zip(sense.entries, sense.points, strict=True)
    ]
    best = max(weights)
    raw = [exp(SHARPNESS * (w - best)) for w in weights]
    return [r / sum(raw) for r in raw]


def _choice(sense: _Sense, shares: Sequence[float]) -> Choice:
    order = sorted(range(len(shares)), key=lambda i: -shares[i])
    ranked = tuple((sense.entries[i].place, round(shares[i], 4)) for i in order[:3])
    return Choice(sense.entries[order[0]], ranked[0][1], ranked)


def _own_weight(entry: Entry, sense: _Sense) -> float:
    kind = entry.place.precision
    return (
        log10(entry.population + 10)
        + KIND.get(kind, 0.0)
        + (0.0 if entry.usual else OTHER_NAME)
        + (HINTED if kind == sense.hint else 0.0)
        + (CAPITAL if entry.capital else 0.0)
        + (NAMESAKE if sense.hint != kind and _is_namesake(entry, sense.entries) else 0.0)
    )


def _is_namesake(unit: Entry, entries: Iterable[Entry]) -> bool:
    if unit.place.precision not in ("region", "district"):
        return False
    chief = (e for e in entries if e.place.precision == "city" and e.admin1 == unit.admin1)
    return any(e.population >= _CHIEF * unit.population for e in chief)


def _beside(entry: Entry, sense: _Sense, senses: Mapping[str, _Sense]) -> float:
    """The bonus of what lies in a unit written right after it, and of that unit."""
    outer = (o for key in sense.beside if key in senses for o in senses[key].entries)
    inner = (i for i in senses[sense.holds].entries) if sense.holds in senses else ()
    return WRITTEN_BESIDE if any(contains(o, entry) for o in outer) or any(contains(entry, i) for i in inner) else 0.0


def _remoteness(entry: Entry, point: Point, others: Iterable[_Sense]) -> float:
    """Mean logarithm (base 10) of the distances in km to the three nearest other names.

    Each counts in the sense that is nearest, doubtful senses as if they were farther.
    """
    near = sorted(
        min(
            log10(_distance(entry, point, e, p) + NEIGHBOURS) + DOUBT * d
            for e, p, d in zip(o.entries, o.points, o.doubts, strict=True)
        )
        for o in others
    )[:3]
    # Where there is hardly another name, nearness to it says less.
    missing = max(0, ENOUGH - len(near))
    return (sum(near) + PAD * missing) / (missing + len(near))


def _distance(a: Entry, a_point: Point, b: Entry, b_point: Point) -> float:
    """Kilometres between two points; what lies inside a unit is near to it, however far its centre."""
    cosine = a_point[0] * b_point[0] + a_point[1] * b_point[1] + a_point[2] * b_point[2]
    km = _EARTH_KM * acos(max(-1.0, min(1.0, cosine)))
    if contains(a, b) or contains(b, a):
        return min(km, _IN_COUNTRY_KM if "country" in (a.place.precision, b.place.precision) else _IN_REGION_KM)
    return km


def _point(place: Place) -> Point:
    lat, lon = radians(place.lat or 0.0), radians(place.lon or 0.0)
    return cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)
