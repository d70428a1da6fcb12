"""Which phrases of one report mean the same: careful rules, none of which may guess between two candidates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from onrecord.extract.countries import country_of
from onrecord.extract.cues import word_classes
from onrecord.extract.mentionphrases import Phrase
from onrecord.extract.tree import Tree
from onrecord.model import Form, NameType

# How a name and the words for somebody beside it hang together.
_BESIDE = ("appos", "flat", "compound", "nmod:desc")
# How many sentences back a pronoun may reach.
_REACH = 3


@dataclass(slots=True)
class Cluster:
    """An entity while it is put together. names: the bare names that it goes by, in words and as printed."""

    type: NameType | None
    names: list[tuple[str, ...]] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    country: str | None = None
    countries: set[str] = field(default_factory=set)
    sector: str | None = None
    gender: str = ""
    described: str | None = None  # how it is worded, if it has no name

    @property
    def name(self) -> str:
        """The fullest name, not in capitals if the report also prints it otherwise."""
        if self.described is not None:
            return self.described
        best = max(range(len(self.names)), key=lambda n: (len(self.names[n]), not self.printed[n].isupper(), -n))
        words, printed = self.names[best], self.printed[best]
        if self.type is NameType.PER and printed.isupper() and any(len(w) > 3 for w in words):
            plain = {w.lower(): w for n in self.names for w in n if not w.isupper()}
            return " ".join(plain.get(w.lower(), w.title()) for w in words)
        return printed

    def add(self, phrase: Phrase) -> None:
        """Take over what the phrase tells: the first word on sector and gender counts, countries must agree."""
        if phrase.form is Form.NAME:
            self.names.append(phrase.name)
            self.printed.append(phrase.text)
        self.titles.update(phrase.title)
        if phrase.country:
            self.countries.add(phrase.country)
        self.sector = self.sector or phrase.sector
        self.gender = self.gender or (phrase.gender if phrase.gender in ("m", "f", "n", "p") else "")


def resolve(tree: Tree, phrases: Sequence[Phrase]) -> list[Cluster | None]:
    """For each phrase the entity that it means, None where the report leaves it open."""
    found: list[Cluster | None] = [None] * len(phrases)
    clusters: list[Cluster] = []
    _names(phrases, found, clusters)
    by_head = {p.head: n for n, p in enumerate(phrases)}
    for n, phrase in enumerate(phrases):
        if phrase.form is Form.COMMON:
            found[n] = _apposed(tree, phrase, phrases, found, by_head) or _description(
                tree, phrase, clusters, phrases, found, n
            )
        elif phrase.form is Form.PRONOUN:
            found[n] = _pronoun(tree, phrases, found, n, by_head)
    return found


# --- names ------------------------------------------------------------


def _names(phrases: Sequence[Phrase], found: list[Cluster | None], clusters: list[Cluster]) -> None:
    """Longer names first make the entities that shorter ones may join."""
    order = sorted(
        (n for n, p in enumerate(phrases) if p.form is Form.NAME), key=lambda n: (-min(len(phrases[n].name), 3), n)
    )
    for n in order:
        phrase = phrases[n]
        fitting = [c for c in clusters if _fits(phrase, c)]
        if len(fitting) > 1:
            fitting = [c for c in fitting if phrase.gender and c.gender == phrase.gender] or fitting
        if len(fitting) > 1:
            continue  # two people of that name: nobody can tell which
        cluster = fitting[0] if fitting else Cluster(phrase.type)
        if not fitting:
            clusters.append(cluster)
        cluster.add(phrase)
        found[n] = cluster


@lru_cache(maxsize=10_000)
def _key(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(w.lower().strip(".’'") for w in words if w.lower() not in ("the", "’s", "'s", "-"))


def _fits(phrase: Phrase, cluster: Cluster) -> bool:
    person = phrase.type is NameType.PER and cluster.type is NameType.PER
    mine = _key(phrase.name)
    for name in cluster.names:
        theirs = _key(name)
        if mine == theirs:
            return True
        if person and _same_person(mine, theirs) and not _clash(phrase.gender, cluster.gender):
            return True
        if not person and _same_body(phrase.name, name):
            return True
    return False


def _clash(a: str, b: str) -> bool:
    return bool({a, b} == {"m", "f"})


def _same_person(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """ "Putin" and "Vladimir Putin", "V. Putin", "Vladimir V. Putin"; never two different first names."""
    if not short or not full:
        return False
    if len(short) > len(full):
        short, full = full, short
    if len(short) == 1:
        return short[0] == full[-1] or (len(full) > 1 and short[0] == full[0])
    if short[-1] != full[-1]:
        return False
    initial = len(short[0]) == 1 and full[0].startswith(short[0])
    return short[0] == full[0] or initial or _misspelt(short[0], full[0])


def _misspelt(one: str, other: str) -> bool:
    """One letter apart in a longer name ("Kristin", "Kristen"): a slip of the paper, not two people."""
    return len(one) == len(other) >= 5 and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _same_body(one: Sequence[str], other: Sequence[str]) -> bool:
    """An acronym and its words, or a name with its last word left out of an obvious pair ("the Duma")."""
    short, full = sorted((one, other), key=len)
    letters = "".join(w[0] for w in full if w[:1].isupper())
    return len(short) == 1 and len(full) > 1 and short[0].replace(".", "") == letters


# --- descriptions ------------------------------------------------------------


def _apposed(
    tree: Tree, phrase: Phrase, phrases: Sequence[Phrase], found: Sequence[Cluster | None], by_head: dict[int, int]
) -> Cluster | None:
    """ "the team's coach, Alireza Mehraban" and "Alireza Mehraban, the coach": one person, named."""
    if phrase.gender == "p" or phrase.actor is None or phrase.actor.kind != "person":
        return None
    beside = tree.below(phrase.head, *_BESIDE)
    if tree.tokens[phrase.head].deprel in _BESIDE:
        beside.append(tree.tokens[phrase.head].head)
    for at in beside:
        n = by_head.get(at)
        cluster = found[n] if n is not None and phrases[n].type is NameType.PER else None
        if cluster is not None:
            cluster.add(phrase)
            return cluster
    return None


def _description(
    tree: Tree, phrase: Phrase, clusters: list[Cluster], phrases: Sequence[Phrase], found: list[Cluster | None], at: int
) -> Cluster | None:
    if phrase.gender != "p" and phrase.definite and phrase.actor and phrase.actor.kind == "person":
        return _titled(tree, phrase, phrases, found, at)
    if phrase.definite and phrase.country is None and tree.tokens[phrase.head].lemma.lower() in ("country", "nation"):
        return _the_country(tree, phrase, phrases, found, at)
    if phrase.definite and phrase.country is None:
        return None  # "the officials": some that the report may have named, and no rule can tell which
    if phrase.gender != "p" and not (phrase.actor and phrase.actor.kind == "document"):
        return None
    described = phrase.text
    if phrase.actor is None:
        return None
    for cluster in clusters:
        if cluster.described and cluster.described.lower() == described.lower():
            return cluster
    made = Cluster(None, sector=phrase.sector, gender=phrase.gender or "n", described=described)
    made.add(phrase)
    clusters.append(made)
    return made


def _the_country(
    tree: Tree, phrase: Phrase, phrases: Sequence[Phrase], found: Sequence[Cluster | None], at: int
) -> Cluster | None:
    """ "the country": the only one named in this sentence so far, else in the last sentence that names any."""
    if phrase.gender == "p":
        return None
    sentence = tree.tokens[phrase.head].sentence
    for back in range(_REACH + 1):
        named: list[Cluster] = []
        for n in range(at):
            cluster = found[n]
            here = tree.tokens[phrases[n].head].sentence == sentence - back
            if here and cluster is not None and cluster not in named and country_of(cluster.name) is not None:
                named.append(cluster)
        if named:
            return named[0] if len(named) == 1 else None
    return None


def _titled(
    tree: Tree, phrase: Phrase, phrases: Sequence[Phrase], found: Sequence[Cluster | None], at: int
) -> Cluster | None:
    """ "the (Russian) president": the only person with that title so far, if the countries do not disagree."""
    head = tree.word(phrase.head).lower()
    known: list[Cluster] = []
    for cluster in (c for c in found[:at] if c is not None):
        if cluster.type is NameType.PER and head in cluster.titles and cluster not in known:
            known.append(cluster)
    if phrase.country:
        known = [c for c in known if phrase.country in c.countries]
    known = [c for c in known if not _clash(c.gender, phrase.gender)]
    return known[0] if len(known) == 1 else None


# --- pronouns ------------------------------------------------------------


def _pronoun(
    tree: Tree, phrases: Sequence[Phrase], found: Sequence[Cluster | None], at: int, by_head: dict[int, int]
) -> Cluster | None:
    phrase = phrases[at]
    if phrase.gender == "r":
        return _antecedent(tree, phrase, found, by_head)
    # "it" is a body only where it says or wants something; elsewhere it means anything or nothing.
    if phrase.gender == "-" or (phrase.gender == "n" and not speaks(tree, phrase.head)):
        return None
    sentence = tree.tokens[phrase.head].sentence
    for back in range(_REACH + 1):
        here = [n for n in range(at) if tree.tokens[phrases[n].head].sentence == sentence - back]
        answer = _in_sentence(tree, phrases, found, here, phrase)
        if answer is not False:
            return answer if isinstance(answer, Cluster) else None
    return None


def speaks(tree: Tree, at: int) -> bool:
    """Whether the word is the subject of a verb of saying, wanting or thinking."""
    head = tree.tokens[at].head
    subject = head >= 0 and tree.relation(at) == "nsubj" and tree.tokens[head].upos == "VERB"
    return subject and bool(word_classes(tree, head))


def _antecedent(tree: Tree, phrase: Phrase, found: Sequence[Cluster | None], by_head: dict[int, int]) -> Cluster | None:
    for up in (phrase.head, *tree.above(phrase.head)):
        if tree.tokens[up].deprel == "acl:relcl":
            n = by_head.get(tree.tokens[up].head)
            return found[n] if n is not None else None
    return None


def _in_sentence(
    tree: Tree, phrases: Sequence[Phrase], found: Sequence[Cluster | None], here: Sequence[int], phrase: Phrase
) -> Cluster | bool | None:
    """The entity in this sentence that the pronoun means; None: more than one could be; False: look further back."""
    fitting = [
        n for n in here if _agrees(phrases[n], found[n], phrase.gender) and not _same_clause(tree, phrases[n], phrase)
    ]
    speaking = [n for n in fitting if speaks(tree, phrases[n].head)] if speaks(tree, phrase.head) else []
    subjects = [n for n in fitting if _is_subject(tree, phrases[n].head)]
    # "Lee is Cho's ally and supported his campaign": whose, the grammar does not tell.
    owner = tree.tokens[phrase.head].deprel == "nmod:poss"
    for group in (fitting,) if owner else (speaking, subjects, fitting):
        meant: list[Cluster | None] = []
        for n in group:
            if all(found[n] is not m for m in meant):
                meant.append(found[n])
        if len(meant) == 1:
            return meant[0]
        if len(meant) > 1:
            return None
    return False


def _is_subject(tree: Tree, at: int) -> bool:
    """Subject of a verb, or coordinated with one."""
    if tree.relation(at) == "conj" and tree.tokens[at].head >= 0:
        at = tree.tokens[at].head
    return tree.relation(at) == "nsubj"


def _agrees(phrase: Phrase, cluster: Cluster | None, gender: str) -> bool:
    known = (cluster.gender if cluster else "") or phrase.gender
    if phrase.gender in ("r", "-"):
        return False
    if gender in ("m", "f"):
        person = phrase.type is NameType.PER or (phrase.actor is not None and phrase.actor.kind == "person")
        if phrase.form is Form.PRONOUN:
            return known == gender
        return person and known in ("", gender)
    if gender == "p":
        return known == "p" or (phrase.form is not Form.PRONOUN and phrase.type is NameType.ORG)
    body = phrase.type in (NameType.ORG, NameType.GPE) or (phrase.actor is not None and phrase.actor.kind != "person")
    return known == "n" and (body or phrase.form is Form.PRONOUN)


def _same_clause(tree: Tree, one: Phrase, pronoun: Phrase) -> bool:
    """Subject and object of one verb are two, unless the pronoun owns something ("Putin and his army")."""
    if tree.tokens[pronoun.head].deprel == "nmod:poss":
        return False
    return tree.tokens[one.head].head == tree.tokens[pronoun.head].head
