"""Leaders whom a report names without their country, and administrations called after them (leaders.tsv)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract.clusters import Cluster
from onrecord.extract.leaders import Leader, country_led, leader, leaders
from onrecord.extract.phrases import Phrase
from onrecord.extract.placelookup import body_of
from onrecord.extract.statebodies import StateBody
from onrecord.extract.tree import Tree
from onrecord.model import NameType

# What stands for a country in an actor's code is no sector.
_CODES = frozenset({"UNO", "EUR", "IGO", "NGO"})
# Whose administrations are called by the surname alone.
_HEADS = frozenset({"president", "prime minister", "premier", "chancellor"})


def take_office(clusters: Sequence[Cluster], day: str | None) -> None:
    """Give those who were in office on the day of the report their country and sector; the text wins."""
    for cluster in clusters:
        if cluster.type is NameType.PER:
            _take_office(cluster, day)


def _take_office(cluster: Cluster, day: str | None) -> None:
    terms = [term for name in dict.fromkeys(cluster.names) if (term := leader(name, day)) is not None]
    codes = {_code(term) for term in terms}
    if not terms and not cluster.countries:
        led = {code for name in cluster.names if (code := country_led(name, cluster.titles, day)) is not None}
        cluster.countries |= led if len(led) == 1 else set()
    if len(codes) != 1 or (cluster.countries and cluster.countries != codes):
        return
    code = codes.pop()
    if code is not None:
        cluster.countries.add(code)
    if terms[0].sector not in _CODES:
        cluster.sector = cluster.sector or terms[0].sector


def _code(term: Leader) -> str | None:
    return term.country or (body_of(term.body) if term.body else None)


def administration(day: str | None, tree: Tree, phrase: Phrase, owner: int, clusters: list[Cluster]) -> Cluster:
    """ "The Ames administration": that of the country of the only Ames in the report, else of the leader Ames."""
    # An owner with a first name is called by the last word of the name.
    surname = tree.word(max([owner, *tree.below(owner, "flat")]))
    body = StateBody(surname, tree.lowers[phrase.head])
    known = next((c for c in clusters if c.body == body), None)
    if known is None:
        known = Cluster(NameType.ORG, gender="n", body=body)
        clusters.append(known)
    known.add(replace(phrase, country=_country_of(surname, day, clusters)))
    return known


def _country_of(surname: str, day: str | None, clusters: Sequence[Cluster]) -> str | None:
    people = [c for c in clusters if c.type is NameType.PER and any(n[-1] == surname for n in c.names)]
    told = {code for c in people for code in c.countries}
    if told or any(len(n) > 1 for c in people for n in c.names):
        return told.pop() if len(told) == 1 else None
    terms = (t for found in leaders().values() for t in found if t.name.split()[-1] == surname)
    held = [t for t in terms if t.office in _HEADS and (day is None or t.holds(day[:10]))]
    # Of a report without a day, the only country that anybody of that name led.
    codes = {t.country for t in held}
    return codes.pop() if len(codes) == 1 else None
