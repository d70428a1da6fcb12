"""Whom "we" stands for in somebody's own words: the country or the body that the speaker speaks for, else nobody.

Whoever holds an office of a state, of its armed forces or of its intelligence speaks for the country; a spokesman or a
head of a body speaks for that body. A farmer's, a coach's or a mayor's "we" is left open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.extract.actornouns import actor_of
from onrecord.extract.clauses import case
from onrecord.extract.countries import body_of, countries
from onrecord.extract.tree import Tree
from onrecord.model import Form, Mention, NameType

# Mentions and types of names by the position of their head, or of each of their words.
Mentions = Mapping[int, Mention]
Types = Mapping[int, NameType]
# PLOVER sectors of the organs that speak for their country.
STATE = frozenset({"GOV", "MIL", "SPY"})
# Who speaks for the body that the title is of.
_VOICES = frozenset(
    "spokesman spokeswoman spokesperson spokespeople spokesmen chief executive director ceo president chairman "
    "chairwoman chairperson chair head founder co-founder owner boss leader secretary secretary-general representative "
    "commander commissioner manager official".split()
)
# Offices of a town or a province: their "we" is not the country.
_LOCAL = frozenset("mayor governor councillor councilman councilwoman alderman sheriff".split())
_LINKS = frozenset({"of", "for", "from", "at", "with"})
_TITLES = ("appos", "compound", "nmod:desc", "flat", "nmod", "nmod:poss", "dep")


@dataclass(frozen=True, slots=True)
class Side:
    """Whom somebody speaks for. state: the country itself, not a body of it."""

    name: str
    entity: str | None
    country: str | None
    sector: str | None
    state: bool = False


def side_of(tree: Tree, mentions: Mentions, types: Types, speaker: Mention) -> Side | None:
    """The side of a speaker; None where the report does not tell it."""
    if not _titled(tree, speaker.head) and (own := _of_mention(tree, types, speaker)) is not None:
        return own
    known = (speaker, *_same(mentions, speaker))
    if any(_local(tree, m.head) for m in known):
        return None
    for mention in known:
        for body in _spoken_for(tree, mention.head):
            if (found := _of_body(tree, mentions, types, body)) is not None:
                return _state(speaker.country) if found.sector in STATE and speaker.country else found
        if (forces := _served(tree, mentions, mention)) is not None:
            return forces
    return _state(speaker.country) if speaker.sector in STATE else None


def _same(mentions: Mentions, speaker: Mention) -> list[Mention]:
    """The other mentions of the speaker that are no pronouns."""
    if speaker.entity is None:
        return []
    own = (m for m in mentions.values() if m.entity == speaker.entity and m.form is not Form.PRONOUN)
    return [m for m in own if m.head != speaker.head or m != speaker]


def _state(country: str | None) -> Side | None:
    known = countries().get(country) if country else None
    return Side(known.names[0], None, known.iso3, None, state=True) if known else None


def _titled(tree: Tree, i: int) -> bool:
    return tree.tokens[i].lemma.lower() in _VOICES


def _local(tree: Tree, head: int) -> bool:
    return tree.sentence_has(head, _LOCAL) and any(
        tree.tokens[c].lemma.lower() in _LOCAL for c in (head, *tree.below(head, *_TITLES))
    )


def _of_body(tree: Tree, mentions: Mentions, types: Types, i: int) -> Side | None:
    """The side that a nominal stands for, where it is a country, one of its organs or a body with a name."""
    for c in (i, *tree.below(i, "appos", "flat")):
        if c in mentions:
            found = _of_mention(tree, types, mentions[c])
        else:
            found = _named(tree, types, c) if types.get(c) is NameType.ORG else None
        if found is not None:
            return found
    return None


def _of_mention(tree: Tree, types: Types, mention: Mention) -> Side | None:
    """A country, one of its organs, a body with a name, or one described by a name ("the U.N. refugee agency")."""
    if mention.type is NameType.PER or (mention.type is None and _person(tree, mention.head)):
        return None
    sector = mention.sector or _sector(mention.name or "")
    if (mention.type is NameType.GPE or sector in STATE) and mention.country in countries():
        return _state(mention.country)
    if mention.type is NameType.ORG and mention.name is not None:
        return Side(mention.name, mention.entity, mention.country, sector)
    described = any(types.get(c) is NameType.ORG for c in tree.below(mention.head, "compound", "nmod:poss"))
    if mention.form is Form.COMMON and mention.type is None and described:
        return Side(mention.name or mention.span.of(tree.text), mention.entity, mention.country, mention.sector)
    return None


def _person(tree: Tree, i: int) -> bool:
    found = actor_of([tree.word(i).lower()])
    return found is not None and found.kind == "person"


def _named(tree: Tree, types: Types, i: int) -> Side:
    """A body that is named inside the mention of a person ("Storvik chief executive Ann Lee")."""
    first = last = i
    while types.get(first - 1) is NameType.ORG:
        first -= 1
    while types.get(last + 1) is NameType.ORG:
        last += 1
    name = tree.span((first, last)).of(tree.text)
    code, sector = body_of(name), _sector(name)
    organ = _state(code) if sector in STATE else None
    return organ or Side(name, None, code, sector)


def _sector(name: str) -> str | None:
    """What the words of a name say of the body ("State Department", "Ministry of Defence")."""
    words = name.lower().partition(" of ")[0].split()
    found = actor_of(words) if words else None
    return found.sector if found else None


def _spoken_for(tree: Tree, head: int) -> list[int]:
    """The nominals that a title beside a person's name, or the person's description, is of."""
    if not tree.sentence_has(head, _VOICES):
        return []
    near = [head, *tree.below(head, *_TITLES)]
    if tree.relation(head) in ("appos", "flat", "compound", "nmod"):
        near.append(tree.tokens[head].head)
    titles = [t for n in near for t in (n, *tree.below(n, "appos", "flat", "compound")) if _titled(tree, t)]
    found: list[int] = []
    for title in titles:
        found += [c for c in tree.below(title, "nmod", "appos") if case(tree, c) in _LINKS or not case(tree, c)]
        found += tree.below(title, "compound", "nmod:poss")
    return [c for c in found if c != head]


def _served(tree: Tree, mentions: Mentions, person: Mention) -> Side | None:
    """The country of the army or ministry that somebody of it is named with ("General Orlov of the Russian army")."""
    if person.sector not in STATE:
        return None
    organs = (mentions[c] for c in tree.below(person.head, "nmod") if case(tree, c) == "of" and c in mentions)
    return next((_state(m.country) for m in organs if m.sector in STATE and m.country), None)
