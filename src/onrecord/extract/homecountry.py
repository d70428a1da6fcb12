"""Whose "the health ministry" or "President Lee" is, where the words do not say: the report's country, if it has one.

A report has a country if it names no other one and tells of its life: what is in it ("the curfew in Lima"), who and
what is its own ("Peru's opposition", "Peruvian rebels"). A country that is only dealt with ("threatened Peru", "talks
with Peru", "the Peruvian president" beside another president) is foreign to whoever deals with it. Where several
countries are named, bodies of the state are those of the place of the dateline or of the outlet's home, unless their
own sentence names another country.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.extract.actornouns import described_actor
from onrecord.extract.clusters import Cluster, Meant
from onrecord.extract.countries import countries
from onrecord.extract.outlethome import home_of
from onrecord.extract.phrases import Phrase
from onrecord.extract.placedwords import Placed
from onrecord.extract.placelookup import demonym_of
from onrecord.extract.toponyms import dateline_entries
from onrecord.model import Document, Form, NameType

_STATE = frozenset({"GOV", "MIL", "SPY"})
_OFFICES = _STATE | {"LEG", "JUD", "COP", "ELI", "OPP", "PTY"}
_BODIES = _STATE | {"LEG", "JUD", "COP", "OPP"}
_SIDES = frozenset({"OPP", "PTY", "REB"})
# At home in many countries at once.
_EVERYWHERE = frozenset("isis isil daesh qaeda al-qaeda al-qaida islamic jihadist jihadi foreign foreigner".split())
_WITHIN = frozenset({"in", "across", "throughout", "around", "near", "outside", "inside"})


@dataclass(frozen=True, slots=True)
class Home:
    """country: that of the report's own life. for_state: the same where it holds for the government too.

    filed: the country of the dateline or the outlet. by_sentence: the countries that each sentence names.
    """

    country: str | None
    for_state: str | None
    filed: str | None
    by_sentence: dict[int, frozenset[str]]

    def of(self, phrase: Phrase, cluster: Cluster | None, sector: str | None, sentence: int) -> str | None:
        """The country of a mention that the report gives none; None for whoever may be of anywhere."""
        if phrase.form is Form.PRONOUN or not _of_state(phrase, cluster, sector):
            return None
        told = self.for_state if sector in _STATE else self.country
        if told is not None:
            return told
        here = self.by_sentence.get(sentence, frozenset())
        body = phrase.form is Form.COMMON and phrase.actor is not None and phrase.actor.kind == "body"
        return self.filed if body and sector in _BODIES and here <= {self.filed} else None


def home_of_report(document: Document, placed: Placed, phrases: Sequence[Phrase], meant: Sequence[Meant]) -> Home:
    """What the report tells of its country."""
    tree = placed.tree
    by_sentence: dict[int, set[str]] = {}
    for phrase, m in zip(phrases, meant, strict=True):
        of = {phrase.country, *(m.cluster.countries if m.cluster else ())}
        by_sentence.setdefault(tree.tokens[phrase.head].sentence, set()).update(filter(_is_country, of))
    words = {
        i: code
        for i, word in enumerate(tree.words)
        if (i in placed.toponyms or not word.islower()) and (code := placed.own_country(i))
    }
    for i, code in words.items():
        by_sentence.setdefault(tree.tokens[i].sentence, set()).add(code)
    named = set[str]().union(*by_sentence.values())
    filed = _filed(document)
    only = named.pop() if len(named) == 1 else None
    if only is None or (filed is not None and filed != only):
        # An outlet that tells of one other country alone is no sign of whose its police are.
        return Home(
            None, None, filed if only is None else None, {n: frozenset(found) for n, found in by_sentence.items()}
        )
    kinds = {kind for i in words for kind in _tells(placed, i)}
    sides = any(p.sector in _SIDES and p.country == only for p in phrases)
    own = filed is not None or "own" in kinds or sides
    inner = own and (filed is not None or not kinds & {"dealt", "state"})
    return Home(only if own and "dealt" not in kinds else None, only if inner else None, filed, {})


def _is_country(code: str | None) -> bool:
    return code in countries()


def _filed(document: Document) -> str | None:
    """The country of the dateline, else of the outlet's home."""
    found = {e.place.country for entries in dateline_entries(document.report).values() for e in entries}
    return found.pop() if len(found) == 1 else home_of(document.report).country


def _of_state(phrase: Phrase, cluster: Cluster | None, sector: str | None) -> bool:
    """Whether each country has one: a named holder of an office, a body of the state, a party, rebels."""
    actor = phrase.actor or (cluster.actor if cluster else None)
    if actor is None or sector is None or _EVERYWHERE & {word.lower() for word in phrase.name}:
        return False
    if phrase.form is Form.NAME:
        person = phrase.type is NameType.PER and (bool(phrase.title) or bool(cluster and cluster.titles))
        return sector in _OFFICES if person else phrase.type is not NameType.PER and sector in _SIDES
    if actor.kind == "body":
        return sector in _BODIES | _SIDES
    return sector in _SIDES or (phrase.definite and phrase.gender != "p" and sector in _OFFICES)


def _tells(placed: Placed, i: int) -> Iterator[str]:
    """What the name of a country at `i` says: that things are in or of it, or that it is dealt with."""
    tree = placed.tree
    token, up = tree.tokens[i], tree.tokens[i].head
    relation = tree.relation(i)
    cases = {tree.lowers[k] for k in tree.below(i, "case")}
    if relation in ("amod", "compound", "flat", "nmod") and up >= 0 and not cases - {"of", "'s", "’s", "'"}:
        yield from _owned(placed, up, _lower(placed, i, up))
    elif relation in ("nmod", "obl") and cases & _WITHIN:
        # "Told reporters in Peru" may be said on a journey; "the curfew in Lima" is of the place.
        thing = relation == "nmod" and described_actor([tree.lowers[up]]) is None
        if thing or (relation == "obl" and tree.tokens[up].deprel.startswith("acl")):
            yield "own"
    elif relation in ("nsubj", "obj", "iobj", "obl", "nmod", "conj") and demonym_of(token.lemma) is None:
        yield "dealt" if placed.is_whole(i) else "part"


def _owned(placed: Placed, up: int, words: list[str]) -> Iterable[str]:
    """What a country's own noun tells: its government is one side of dealings, all else is its life."""
    actor = described_actor(words)
    if actor is not None and actor.sector in _STATE:
        return ("state",)
    return ("own",)


def _lower(placed: Placed, i: int, up: int) -> list[str]:
    return (
        [placed.tree.lowers[k] for k in range(min(i, up) + 1, max(i, up) + 1)] if i < up else [placed.tree.lowers[up]]
    )
