"""Tells what a count of people is a toll of: killed, wounded, missing, arrested …, and which word says so."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from onrecord.extract.clauses import case, lemma, passive
from onrecord.extract.tree import Tree, beheld
from onrecord.model import Quantity

_TABLE = resources.files("onrecord.data") / "quantities" / "tolls.tsv"
# What is measured is nobody.
_UNCOUNTED = frozenset({"percent", "percentage point", "basis point", "fraction"})
_COUNTS = frozenset({"toll", "number", "count", "total", "tally", "figure"})
_GROUPS = frozenset("dozens scores hundreds thousands tens millions number handful total group couple crowd".split())
_LIVES = frozenset({"claim", "cost", "take", "lose"})
# From an amount up to the number or toll that it gives: "the number of civilians killed since May rose to 52".
_STEPS = 4


@dataclass(frozen=True, slots=True)
class Toll:
    """What a count is a toll of, and the position of the word that governs it: the event that the toll belongs to."""

    kind: str
    governor: int


@cache
def kinds() -> dict[tuple[str, str], str]:
    """The table data/quantities/tolls.tsv: (way, lemma) -> kind, the first line that has it."""
    found: dict[tuple[str, str], str] = {}
    for line in _TABLE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, way, lemmas = line.split("\t")
            for word in lemmas.split("|"):
                found.setdefault((way, word), kind)
    return found


def digest() -> str:
    """Twelve hexadecimal digits of the table: part of the fingerprint of the stage that uses it."""
    return hashlib.sha256(_TABLE.read_bytes()).hexdigest()[:12]


def toll_of(tree: Tree, quantity: Quantity, inside: list[int]) -> Toll | None:
    """The toll that an amount is; None for one that counts something else, or only a part ("including 3 children").

    inside: positions of the tokens in the amount's words.
    """
    if quantity.unit in _UNCOUNTED or (quantity.unit or "").isupper():
        return None
    head = quantity.noun if quantity.noun is not None else _top(tree, inside)
    if head is None or _is_part(tree, head):
        return None
    told = _said_after(tree, head, inside) or _of_noun(tree, head) or _of_clause(tree, head) or _of_count(tree, head)
    return told or _said_before(tree, inside)


def beside(tree: Tree, inside: list[int]) -> Toll | None:
    """The toll that a bare number is by the word right before or behind it: "left 12 dead", "injured 4,500"."""
    return (_said_after(tree, inside[-1], inside) or _said_before(tree, inside)) if inside else None


@beheld
def governors(tree: Tree, amounts: tuple[Quantity, ...]) -> tuple[int | None, ...]:
    """For each amount the position of the word that makes it a toll, None where it is none."""
    starts = [t.span.start for t in tree.tokens]
    found: list[int | None] = []
    for quantity in amounts:
        first, last = bisect_left(starts, quantity.span.start), bisect_left(starts, quantity.span.end)
        toll = toll_of(tree, quantity, list(range(first, last))) if quantity.kind else None
        found.append(toll.governor if toll else None)
    return tuple(found)


def _top(tree: Tree, inside: list[int]) -> int | None:
    """The word of the amount that hangs outside it."""
    return next((i for i in reversed(inside) if tree.tokens[i].head not in inside), None)


def _is_part(tree: Tree, head: int) -> bool:
    """ "41 people, including three children": a part of the toll is no toll of its own."""
    own = min(tree.subtree(head, without=("acl", "acl:relcl")))
    before = {tree.word(k).lower() for k in range(max(0, own - 1), head)}
    return not before.isdisjoint({"including", "include", "among"}) or case(tree, head) in ("including", "among")


def _kind(tree: Tree, i: int, way: str) -> str | None:
    table = kinds()
    word = tree.word(i).lower()
    # The tagger may take "killed" for a noun, and leave it as it is.
    stem = word.removesuffix("ing")
    words = (lemma(tree, i), tree.tokens[i].lemma.lower(), word, word.removesuffix("ed"), word.removesuffix("d"), stem)
    return next((table[way, w] for w in (*words, stem + "e") if (way, w) in table), None)


def _said_after(tree: Tree, head: int, inside: list[int]) -> Toll | None:
    """ "12 dead", "30 others injured": the word right behind says it, whatever the tree makes of it."""
    after = max([head, *inside]) + 1
    if after >= len(tree.tokens) or tree.tokens[after].sentence != tree.tokens[head].sentence:
        return None
    token = tree.tokens[after]
    kind = _kind(tree, after, "state") if token.upos in ("ADJ", "VERB", "NOUN") else None
    verb = tree.below(after, "obj", "aux") or (token.head > after and tree.relation(after) in ("amod", "compound"))
    if (
        kind is None
        or verb
        or "VerbForm=Ger" in token.morph
        or tree.word(after).lower().endswith("ing") != (tree.word(after).lower() == "missing")
    ):
        return None
    return Toll(kind, _clause(tree, after, token.upos == "VERB"))


def _said_before(tree: Tree, inside: list[int]) -> Toll | None:
    """ "Injured 4,500": the word right before is the verb that it happened by, whatever the tree makes of it."""
    verb = inside[0] - 1 if inside else -1
    if verb < 0 or tree.tokens[verb].sentence != tree.tokens[verb + 1].sentence or passive(tree, verb):
        return None
    kind = _kind(tree, verb, "object") if tree.word(verb).lower().endswith(("ed", "ing", "s", "n")) else None
    return Toll(kind, verb) if kind else None


def _clause(tree: Tree, i: int, itself: bool) -> int:
    """The verb that tells it: the word itself, or the one that it hangs on."""
    if itself:
        return i
    return next((above for above in tree.above(i) if tree.tokens[above].upos == "VERB"), i)


def _of_noun(tree: Tree, head: int) -> Toll | None:
    """ "57 deaths", "four injured policemen", "17 peacekeepers killed in May", "12 people who died"."""
    if kind := _kind(tree, head, "noun"):
        return Toll(kind, _clause(tree, head, itself=False))
    for c in tree.below(head, "amod", "acl", "acl:relcl"):
        relative = tree.tokens[c].deprel == "acl:relcl"
        active = relative and not passive(tree, c)
        kind = _kind(tree, c, "subject" if active else "object" if relative else "state")
        if kind and not (tree.relation(c) == "acl" and tree.below(c, "obj")):
            return Toll(kind, _clause(tree, c, itself=tree.relation(c) == "acl"))
    return None


def _of_clause(tree: Tree, head: int) -> Toll | None:
    """What the verb says of those whom it is done to, or who do it."""
    for at in _conjoined(tree, _group(tree, head)):
        verb, relation = tree.tokens[at].head, tree.relation(at)
        if verb < 0:
            continue
        if relation == "nmod" and tree.tokens[verb].lemma.lower() == "life":
            at, verb, relation = verb, tree.tokens[verb].head, tree.relation(verb)
        elif relation == "nmod" and case(tree, at) == "of" and (kind := _kind(tree, verb, "act")):
            return Toll(kind, verb)  # "the arrest of 12 activists"
        if verb >= 0 and relation in ("obj", "nsubj") and (kind := _told_of(tree, verb, at, relation)):
            return Toll(kind, verb)
    return None


def _group(tree: Tree, head: int) -> int:
    """ "Hundreds of thousands of people": the tree may have the hundreds on top."""
    while (
        tree.relation(head) == "nmod"
        and case(tree, head) == "of"
        and tree.word(tree.tokens[head].head).lower() in _GROUPS
    ):
        head = tree.tokens[head].head
    return head


def _conjoined(tree: Tree, head: int) -> Iterator[int]:
    """The word, and those before it that it is coordinated with: "two soldiers and five insurgents were killed"."""
    yield head
    while tree.relation(head) == "conj" and tree.tokens[head].head >= 0:
        head = tree.tokens[head].head
        yield head


def _told_of(tree: Tree, verb: int, at: int, relation: str) -> str | None:
    undergone = relation == "obj" or passive(tree, verb)
    # Nobody dies anybody, whatever the tree says.
    if kind := _kind(tree, verb, "object" if undergone else "subject") or _kind(tree, verb, "subject"):
        other = [c for c in tree.below(verb, "conj") if any(tree.word(k).lower() == "or" for k in tree.below(c, "cc"))]
        return None if other else kind  # "killed or wounded" is neither toll
    if relation == "nsubj" and tree.below(verb, "cop", "aux", "aux:pass") and (kind := _kind(tree, verb, "state")):
        return kind  # "41 are dead", "60 are missing"
    word = tree.tokens[verb].lemma.lower()
    if word in _LIVES and "life" in (tree.tokens[at].lemma.lower(), *_lemmas(tree, verb, "obj")):
        return "killed"
    if word == "take" and undergone and (said := set(_lemmas(tree, verb, "obl", "xcomp", "obj", "iobj", "dep"))):
        return "abducted" if said & {"hostage", "captive"} else "arrested" if "custody" in said else None
    results = [c for c in tree.below(verb, "xcomp", "ccomp", "dep") if c > at]
    return next((kind for c in results if (kind := _kind(tree, c, "state"))), None)


def _lemmas(tree: Tree, i: int, *relations: str) -> list[str]:
    return [tree.tokens[c].lemma.lower() for c in tree.below(i, *relations)]


def _of_count(tree: Tree, head: int) -> Toll | None:
    """ "The death toll rose to 52", "a toll of 52", "bringing the number of people killed to 17"."""
    if case(tree, head) not in (None, "", "to", "at", "of", "past", "above"):
        return None
    at = head
    for _, above in zip(range(_STEPS), tree.above(head), strict=False):
        if at != head and tree.relation(at) == "obl" and tree.tokens[above].upos == "VERB":
            return None  # the amount belongs to another phrase of the verb
        if kind := _counted(tree, above):
            return Toll(kind, _clause(tree, above, itself=False))
        for c in tree.below(above, "nsubj", "nsubj:pass", "obj"):
            if c not in (at, head) and (kind := _counted(tree, c)):
                return Toll(kind, above)
        at = above
    return None


def _counted(tree: Tree, noun: int) -> str | None:
    """What a number or toll is one of."""
    if tree.tokens[noun].lemma.lower() not in _COUNTS:
        return None
    inside = [k for k in tree.subtree(noun) if k != noun]
    told = next((kind for k in inside if (kind := _kind(tree, k, "kin"))), None)
    return told or ("killed" if tree.tokens[noun].lemma.lower() == "toll" else None)
