"""Which phrases of one report mean the same: careful rules, none of which may guess between two candidates."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract.clusters import NOBODY, Cluster, Meant, by_name, one_of, ruled
from onrecord.extract.cues import word_classes
from onrecord.extract.descriptions import apposed, description, headlined
from onrecord.extract.offices import administration, take_office
from onrecord.extract.phrases import Phrase
from onrecord.extract.tree import Tree
from onrecord.model import Form, NameType

# How many sentences back a pronoun may reach.
_REACH = 3
# Whose object or "with" is one more of those who speak afterwards.
_MEETING = frozenset("meet speak talk confer lunch dine negotiate consult sit".split())
# What nobody does by "it": "said it rained", "said it would take years".
_EMPTY = frozenset("rain snow seem appear happen take turn matter look depend follow remain".split())


def resolve(tree: Tree, phrases: Sequence[Phrase], day: str | None) -> list[Meant]:
    """For each phrase what it means; nobody where the report leaves it open. day: that of the report."""
    found: list[Meant] = [NOBODY] * len(phrases)
    clusters: list[Cluster] = []
    by_name(phrases, found, clusters)
    take_office(clusters, day)
    by_head = {p.head: n for n, p in enumerate(phrases)}
    by_word = {i: n for n, p in enumerate(phrases) if p.form is Form.NAME for i in p.words}
    by_sentence: dict[int, list[int]] = {}
    for n, phrase in enumerate(phrases):
        by_sentence.setdefault(tree.tokens[phrase.head].sentence, []).append(n)
    for n, phrase in enumerate(phrases):
        if phrase.form is Form.COMMON:
            beside = apposed(tree, phrase, phrases, found, by_word)
            if beside is None and phrase.owner is not None and phrase.country is None:
                beside = administration(day, tree, phrase, phrase.owner, clusters)
            found[n] = ruled(beside) if beside else description(tree, phrases, found, clusters, n)
        elif phrase.form is Form.PRONOUN:
            found[n] = _pronoun(tree, phrases, found, n, by_head, by_sentence)
    for n, phrase in enumerate(phrases):
        if found[n] == NOBODY and (headline := headlined(tree, phrase, clusters)):
            found[n] = ruled(headline)
    return found


def _pronoun(
    tree: Tree,
    phrases: Sequence[Phrase],
    found: Sequence[Meant],
    at: int,
    by_head: dict[int, int],
    by_sentence: dict[int, list[int]],
) -> Meant:
    phrase = phrases[at]
    if phrase.gender == "r":
        return ruled(_antecedent(tree, phrase, found, by_head))
    if phrase.gender == "-":
        return NOBODY
    talking = speaks(tree, phrase.head)
    # "it" is a body only where it says or wants something; elsewhere it means anything or nothing.
    if phrase.gender == "n" and not talking:
        return ruled(_announced(tree, phrases, found, phrase, by_head))
    for back in range(_REACH + 1):
        sentence = tree.tokens[phrase.head].sentence - back
        here = [n for n in by_sentence.get(sentence, ()) if n < at]
        if phrase.gender == "p" and talking and (both := _met(tree, phrases, found, here)):
            return one_of(both)
        answer = _in_sentence(tree, phrases, found, here, phrase)
        if answer is not None:
            return answer
    return NOBODY


def speaks(tree: Tree, at: int) -> bool:
    """Whether the word is the subject of a verb of saying, wanting or thinking."""
    head = tree.tokens[at].head
    subject = head >= 0 and tree.relation(at) == "nsubj" and tree.tokens[head].upos == "VERB"
    return subject and bool(word_classes(tree, head))


def _antecedent(tree: Tree, phrase: Phrase, found: Sequence[Meant], by_head: dict[int, int]) -> Cluster | None:
    for up in (phrase.head, *tree.above(phrase.head)):
        if tree.tokens[up].deprel == "acl:relcl":
            n = by_head.get(tree.tokens[up].head)
            return found[n].cluster if n is not None else None
    return None


def _announced(
    tree: Tree, phrases: Sequence[Phrase], found: Sequence[Meant], phrase: Phrase, by_head: dict[int, int]
) -> Cluster | None:
    """ "The ministry says it will pay": a body that says what "it" does is "it"."""
    verb = tree.tokens[phrase.head].head
    if verb < 0 or tree.tokens[phrase.head].deprel != "nsubj" or tree.tokens[verb].upos != "VERB":
        return None
    if tree.tokens[verb].deprel != "ccomp" or tree.lemmas[verb] in _EMPTY:
        return None
    saying = tree.tokens[verb].head
    subject = next(iter(tree.below(saying, "nsubj")), None)
    n = by_head.get(subject) if subject is not None and word_classes(tree, saying) else None
    fits = n is not None and _agrees(phrases[n], found[n].cluster, "n")
    return found[n].cluster if fits and n is not None else None


def _met(tree: Tree, phrases: Sequence[Phrase], found: Sequence[Meant], here: Sequence[int]) -> list[Cluster]:
    """The two people who met or spoke in a sentence: "they" who say something afterwards are both, not a third."""
    people = [(phrases[n].head, c) for n in here if (c := found[n].cluster) is not None and c.type is NameType.PER]
    for head, one in people:
        verb = tree.tokens[head].head
        if tree.relation(head) != "nsubj" or tree.lemmas[verb] not in _MEETING:
            continue
        others = [c for at, c in people if tree.tokens[at].head == verb and tree.relation(at) in ("obj", "obl")]
        if len(others) == 1 and others[0] is not one:
            return [one, others[0]]
    return []


def _in_sentence(
    tree: Tree, phrases: Sequence[Phrase], found: Sequence[Meant], here: Sequence[int], phrase: Phrase
) -> Meant | None:
    """The entity in this sentence that the pronoun means, or those that it could mean; None: look further back."""
    fitting = [
        n
        for n in here
        if _agrees(phrases[n], found[n].cluster, phrase.gender) and not _same_clause(tree, phrases[n], phrase)
    ]
    speaking = [n for n in fitting if speaks(tree, phrases[n].head)] if speaks(tree, phrase.head) else []
    subjects = [n for n in fitting if _is_subject(tree, phrases[n].head)]
    # "Lee is Cho's ally and supported his campaign": whose, the grammar does not tell.
    owner = tree.tokens[phrase.head].deprel == "nmod:poss"
    rivals = _within(tree, phrases, fitting, phrase)
    for group in (fitting,) if owner else (speaking, subjects, fitting):
        group = [*group, *rivals] if group else group
        meant = _distinct([found[n].cluster for n in group])
        if meant:
            known = [c for c in meant if c is not None]
            return one_of(known) if len(known) == len(meant) else NOBODY
    return None


def _within(tree: Tree, phrases: Sequence[Phrase], fitting: Sequence[int], phrase: Phrase) -> list[int]:
    """People inside what a relative clause describes: "a speech by Odell in which he …" need not be the subject's."""
    clause = next((up for up in (phrase.head, *tree.above(phrase.head)) if tree.tokens[up].deprel == "acl:relcl"), None)
    if clause is None or phrase.gender not in ("m", "f"):
        return []
    inside = set(tree.subtree(tree.tokens[clause].head))
    return [n for n in fitting if phrases[n].head in inside and phrases[n].form is not Form.PRONOUN]


def _distinct(clusters: Sequence[Cluster | None]) -> list[Cluster | None]:
    kept: list[Cluster | None] = []
    for cluster in clusters:
        if all(cluster is not other for other in kept):
            kept.append(cluster)
    return kept


def _is_subject(tree: Tree, at: int) -> bool:
    """Subject of a verb, in words or of a participle after it ("with Lee alleging …"), or coordinated with one."""
    if tree.relation(at) == "conj" and tree.tokens[at].head >= 0:
        at = tree.tokens[at].head
    said = any(tree.tokens[c].deprel == "acl" and word_classes(tree, c) for c in tree.children[at])
    return tree.relation(at) == "nsubj" or said


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
