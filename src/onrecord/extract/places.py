"""Which place a name means: all names of a report are resolved together, each name in one sense."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import acos, cos, exp, log10, radians, sin

from onrecord.extract.gazetteer import Entry, contains
from onrecord.extract.outlethome import Home
from onrecord.extract.spotted import Spotted
from onrecord.model import Place

# Weights in powers of ten of population, chosen by hand and one-at-a-time trials on development data; the outcome is
# flat around them. NEARNESS: of the report's other places; KIND: how much likelier a name means a country than a city
# of the same size; OTHER_NAME: the entry usually goes by another; WRITTEN_BESIDE: "Brest, Belarus"; HINTED: "Lorain
# and Medina counties", "the Brest region"; CAPITAL: of a country; NAMESAKE: a unit that bears the name of its chief
# city ("Kharkiv", "New York") is meant only where the words say so.
NEARNESS = 5.0
KIND = {"country": 2.0, "region": 1.0, "area": 1.0, "district": -1.5, "city": 0.0}
OTHER_NAME, WRITTEN_BESIDE, HINTED, CAPITAL, NAMESAKE, AT_HOME = -1.0, 4.0, 2.5, 3.0, -3.0, 1.5
# A city is chief in its unit if it has at least this part of the people: Kharkiv is, Quebec in Quebec is not.
_CHIEF = 1 / 10
# SHARPNESS makes shares of weights. Of shares, SURE and DOUBTFUL make scores, so that of names scored 0.8 about 8 in 10
# are right: a name may also mean a place that the gazetteer lacks. Fitted on development data, on either half of whose
# outlets they hold (evaluation/places.py).
SHARPNESS, SURE, DOUBTFUL = 1.2, 0.85, 0.12
# ALONE: what is left of the score of a town in a country where nothing else in the report lies, unless it is FAMOUS.
ALONE, FAMOUS = 0.5, 1_000_000
# CANDIDATES: entries looked at, the most populous first. Those below LEAST_SHARE of the best are dropped after a round.
CANDIDATES, ROUNDS, LEAST_SHARE = 20, 1, 0.05
# With fewer than ENOUGH other names, PAD (as far as 1,000 km) stands for the missing. DOUBT: how much farther, in
# powers of ten, an unlikely sense of another name counts. NEIGHBOURS: below so many km nearer is no better.
PAD, ENOUGH, DOUBT, NEIGHBOURS = 3.0, 2, 0.2, 10.0
_EARTH_KM, _IN_COUNTRY_KM, _IN_REGION_KM = 6371.0, 300.0, 60.0
# Farther is merely far: no name is likelier in the next continent than in the one after.
_FAR_KM = 3000.0

Point = tuple[float, float, float]
# By the identities of two entries how far they are apart, as `_remoteness` counts it, as far as it was asked.
Apart = defaultdict[int, dict[int, float]]


@dataclass(frozen=True, slots=True)
class Choice:
    """What a name most likely means, and how sure that is (0 to 1); ranked: the best three with their shares."""

    entry: Entry
    score: float
    ranked: tuple[tuple[Place, float], ...]


@dataclass(frozen=True, slots=True)
class _Sense:
    """All mentions of one name. beside: keys of the names written right after it; holds: of the one right before.

    points, doubts, ids: where each entry is, how unlikely it is by itself, its identity. land: ISO3 of the outlet's
    country, if known.
    """

    entries: tuple[Entry, ...]
    hint: str = ""
    beside: frozenset[str] = frozenset()
    holds: str = ""
    land: str | None = None
    points: tuple[Point, ...] = ()
    doubts: tuple[float, ...] = ()
    ids: tuple[int, ...] = ()


def resolve(
    spotted: Sequence[Spotted],
    dateline: Mapping[str, tuple[Entry, ...]] | None = None,
    home: Home | None = None,
) -> dict[str, Choice]:
    """By key, the choice for every name that has entries.

    dateline: key and entries of a city that counts as one more name; so does the home of the outlet. The score says
    nothing about whether the words are a place name at all.
    """
    land = home.country if home else None
    more = ({home.city: home.entries} if home and home.entries else {}) | dict(dateline or {})
    senses = {key: _weighed(_Sense(found[:CANDIDATES], land=land)) for key, found in more.items()}
    holders: dict[str, set[str]] = {}
    for one in spotted:
        holders.setdefault(one.holds, set()).add(one.key)
    for one in spotted:
        if one.entries:
            beside = frozenset(holders.get(one.key, ()))
            senses[one.key] = _weighed(_Sense(one.entries[:CANDIDATES], one.hint, beside, one.holds, land))
    apart: Apart = defaultdict(dict)
    # Two ambiguous names may hold each other up in any state; so the second round drops what the first found unlikely.
    for _ in range(ROUNDS):
        shares = {key: _shares(key, senses, apart) for key in senses}
        senses = {key: _likely(sense, shares[key]) for key, sense in senses.items()}
    return _sobered({key: _choice(sense, _shares(key, senses, apart)) for key, sense in senses.items()}, land)


def _weighed(sense: _Sense) -> _Sense:
    """With the points of its entries, and how much less likely than the best each is for itself."""
    weights = [_own_weight(e, sense) for e in sense.entries]
    best = max(weights)
    return replace(
        sense,
        points=tuple([_point(e.place) for e in sense.entries]),
        doubts=tuple([best - w for w in weights]),
        ids=tuple(map(id, sense.entries)),
    )


def _likely(sense: _Sense, shares: Sequence[float]) -> _Sense:
    least = LEAST_SHARE * max(shares)
    kept = [i for i, share in enumerate(shares) if share >= least]
    return _weighed(replace(sense, entries=tuple(sense.entries[i] for i in kept)))


def _shares(key: str, senses: Mapping[str, _Sense], apart: Apart) -> list[float]:
    """How the belief in a name divides among its entries, given the other names."""
    sense = senses[key]
    if len(sense.entries) == 1:
        return [1.0]
    others = [s for k, s in senses.items() if k != key]
    weights = [
        _own_weight(e, sense) + _beside(e, sense, senses) - NEARNESS * _remoteness(e, p, others, apart)
        for e, p in zip(sense.entries, sense.points, strict=True)
    ]
    best = max(weights)
    raw = [exp(SHARPNESS * (w - best)) for w in weights]
    return [r / sum(raw) for r in raw]


def _choice(sense: _Sense, shares: Sequence[float]) -> Choice:
    order = sorted(range(len(shares)), key=lambda i: -shares[i])
    scores = [round(SURE * shares[i] + (0.0 if n else DOUBTFUL), 4) for n, i in enumerate(order)]
    ranked = tuple((sense.entries[i].place, score) for i, score in zip(order[:3], scores, strict=False))
    return Choice(sense.entries[order[0]], scores[0], ranked)


def _sobered(choices: Mapping[str, Choice], land: str | None) -> dict[str, Choice]:
    """With less belief in towns of a country where nothing else of the report lies: they are often no places at all."""
    named = Counter(c.entry.place.country for c in choices.values())
    named[land] += 2
    sober = {}
    for key, choice in choices.items():
        entry = choice.entry
        country, town = entry.place.country, entry.place.precision == "city" and not entry.capital
        alone = town and entry.population < FAMOUS and named[country] < 2 and set(named) - {country, None}
        if alone:
            ranked = tuple((place, round(ALONE * score, 4)) for place, score in choice.ranked)
            choice = Choice(entry, ranked[0][1], ranked)
        sober[key] = choice
    return sober


def _own_weight(entry: Entry, sense: _Sense) -> float:
    kind = entry.place.precision
    return (
        log10(entry.population + 10)
        + KIND.get(kind, 0.0)
        + (0.0 if entry.usual else OTHER_NAME)
        + (HINTED if kind == sense.hint else 0.0)
        + (CAPITAL if entry.capital else 0.0)
        + (AT_HOME if sense.land and entry.place.country == sense.land else 0.0)
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


def _remoteness(entry: Entry, point: Point, others: Iterable[_Sense], apart: Apart) -> float:
    """Mean logarithm (base 10) of the distances in km to the three nearest other names.

    Each counts in the sense that is nearest, doubtful senses as if they were farther.
    """
    near, known = list[float](), apart[id(entry)]
    for other in others:
        for e, p, at in zip(other.entries, other.points, other.ids, strict=True):
            if at not in known:
                known[at] = apart[at][id(entry)] = log10(_distance(entry, point, e, p) + NEIGHBOURS)
        near.append(min([known[at] + DOUBT * d for at, d in zip(other.ids, other.doubts, strict=True)]))
    near = sorted(near)[:3]
    # Where there is hardly another name, nearness to it says less.
    missing = max(0, ENOUGH - len(near))
    return (sum(near) + PAD * missing) / (missing + len(near))


def _distance(a: Entry, a_point: Point, b: Entry, b_point: Point) -> float:
    """Kilometres between two points; what lies inside a unit is near to it, however far its centre."""
    cosine = a_point[0] * b_point[0] + a_point[1] * b_point[1] + a_point[2] * b_point[2]
    km = _EARTH_KM * acos(max(-1.0, min(1.0, cosine)))
    if a.place.country == b.place.country and (contains(a, b) or contains(b, a)):
        return min(km, _IN_COUNTRY_KM if "country" in (a.place.precision, b.place.precision) else _IN_REGION_KM)
    return km if km < _FAR_KM else _FAR_KM


def _point(place: Place) -> Point:
    lat, lon = radians(place.lat or 0.0), radians(place.lon or 0.0)
    return cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)
