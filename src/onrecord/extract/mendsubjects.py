"""Repairs of subjects that the reader hung on a word beyond their verb."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract.mendarcs import hang, index
from onrecord.model import Token

_NAMES = ("NOUN", "PROPN", "PRON")
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass", "expl"})
_JOINED = ("conj", "flat", "compound", "appos")
# What a lost subject is taken for; what has a relation of its own to the verb stays.
_LOST = ("nmod", "compound", "appos", "parataxis", "conj", "dep", "obl", "flat", "nmod:unmarked", "nmod:desc")
_PREDICATES = frozenset({"ADJ", "NOUN", "PROPN", "VERB"})


def restore_subjects(made: list[Token]) -> None:
    """A finite clause has a subject: where it has none, the nominal right before it that hangs on a word beyond it."""
    arcs = index(made)
    for verb, token in enumerate(made):
        if token.upos not in _PREDICATES:
            continue
        given = [made[c].deprel for c in arcs[verb]]
        finite = token.upos == "VERB" and "VerbForm=Fin" in token.morph and "Mood=Imp" not in token.morph
        if not (finite or "cop" in given) or not _SUBJECTS.isdisjoint(given):
            continue
        if finite:
            noun = _phrase_before(made, verb)
            if noun is not None and _is_subject(made, arcs, verb, noun):
                _join(made, arcs, verb, noun)
        elif cop := arcs[verb][given.index("cop")]:
            _restore_of_predicate(made, arcs, verb, cop)


def restore_single_subjects(made: list[Token]) -> None:
    """A verb has one subject: what stands right beside it with the same relation describes it.

    "Said *his neighbour, Ann Lee*" is an apposition, "*workers reached* by telephone said" a participle, "*the mayor,
    his deputy and the police* said" a row.
    """
    last: dict[int, int] = {}
    for i, token in enumerate(made):
        if token.deprel not in ("nsubj", "nsubj:pass"):
            continue
        first = last.setdefault(token.head, i)
        if first == i or made[first].upos not in ("NOUN", "PROPN"):
            continue
        between = made[first + 1 : i]
        if not between and token.upos == "VERB" and token.head > i and token.lemma != "be":
            feats = "Tense=Past|VerbForm=Part|Voice=Pass" if "Tense=Past" in token.morph else token.morph
            made[i] = replace(token, head=first, deprel="acl", morph=feats)
        elif _parted_by_comma(made, first, i) and (joined := _joined_after(made, i)):
            for c in (i, *joined):
                hang(made, c, first, "conj")
        elif token.upos == "PROPN" and made[first].upos == "NOUN" and _parted_by_comma(made, first, i):
            hang(made, i, first, "appos")


def _joined_after(made: Sequence[Token], i: int) -> list[int]:
    """What "and" joins to the subject before its verb: "the minister, *his deputy and the army* denied" are three."""
    joined = [c for c in range(i + 1, made[i].head) if made[c].head == i and made[c].deprel == "conj"]
    marked = any(t.head in joined and t.deprel == "cc" for t in made[i + 1 : made[i].head])
    return joined if marked else []


def restore_wanted(made: list[Token]) -> None:
    """ "The need for *all clubs* to take part": whoever stands between "for" and "to" is to do it."""
    for i, token in enumerate(made):
        if token.upos != "SCONJ" or token.lemma.lower() != "for" or token.deprel != "mark" or token.head < i:
            continue
        verb = token.head
        if any(t.head == verb and t.deprel in _SUBJECTS for t in made[i:verb]):
            continue
        wanted = [k for k in range(i + 1, verb) if made[k].head == made[verb].head and made[k].deprel in _LOST]
        if "VerbForm=Inf" in made[verb].morph and len(wanted) == 1 and made[wanted[0]].upos in _NAMES:
            hang(made, wanted[0], verb, "nsubj")


def _parted_by_comma(made: Sequence[Token], first: int, i: int) -> bool:
    """Whether nothing but what belongs to either, and one mark, stands between the two."""
    between = made[first + 1 : i]
    marks = [t for t in between if t.upos == "PUNCT"]
    return len(marks) == 1 and all(t.upos == "PUNCT" or t.head in (first, i) for t in between)


def _join(made: list[Token], arcs: list[list[int]], verb: int, noun: int) -> None:
    """Hang the noun on the verb; what joined the two clauses goes with the verb."""
    if made[verb].deprel == "conj" and made[noun].deprel == "conj":
        for c in arcs[noun]:
            if made[c].deprel == "cc" and c < noun:
                hang(made, c, verb, "cc")
    hang(made, noun, verb, "nsubj")


def _phrase_before(made: Sequence[Token], verb: int) -> int | None:
    """The head of the nominal that ends right before the verb, with all that is coordinated in it."""
    i = verb - 1
    if i < 0 or made[i].upos not in _NAMES or made[i].sentence != made[verb].sentence:
        return None
    while made[i].deprel in _JOINED and 0 <= made[i].head < i and made[made[i].head].upos in _NAMES:
        between = made[made[i].head + 1 : i]
        if made[i].deprel == "appos" or any(t.upos in ("VERB", "AUX", "SCONJ") for t in between):
            break
        i = made[i].head
    return i


def _is_subject(made: Sequence[Token], arcs: list[list[int]], verb: int, noun: int) -> bool:
    token, below = made[noun], arcs[noun]
    if token.deprel not in _LOST or any(made[c].deprel in ("case", "mark") for c in below):
        return False
    if token.head > verb:
        return made[token.head].head == verb  # "*Norway* suspended aid", read as the aid of Norway
    if token.deprel == "conj" and made[verb].deprel == "conj":
        # "The army left and *the rebels* entered": the joining word stands before the noun, the verb has none.
        joined = any(made[c].deprel == "cc" for c in below)
        return joined and not any(made[c].deprel == "cc" for c in arcs[verb])
    return _after_content(made, arcs, verb, noun)


def _after_content(made: Sequence[Token], arcs: list[list[int]], verb: int, noun: int) -> bool:
    """ "Israel bombed targets near Damascus, *Syria* said": a comma parts it from the content that it hangs in."""
    content = [c for c in arcs[verb] if made[c].deprel in ("ccomp", "parataxis") and c < noun]
    first, at = noun, made[noun].head
    while first > 0 and made[first - 1].head == noun and made[first - 1].upos != "PUNCT":
        first -= 1
    while at >= 0 and at not in content:
        at = made[at].head
    return at >= 0 and first > 0 and made[first - 1].upos == "PUNCT"


def _restore_of_predicate(made: list[Token], arcs: list[list[int]], head: int, cop: int) -> None:
    """ "*The ships* Norway sold were old": a nominal before the copula without preposition is the subject."""
    for c in arcs[head]:
        marked = {made[b].deprel for b in arcs[c]}
        if c < cop and made[c].deprel == "obl" and made[c].upos in _NAMES and not marked & {"case", "mark"}:
            hang(made, c, head, "nsubj")
            return
