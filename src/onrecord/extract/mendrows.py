"""Rows that the reader tore apart: joint owners, words joined by hyphens, who was hurt beside who was killed."""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.mendarcs import children, hang
from onrecord.model import Token

_CLITICS = frozenset({"'s", "’s", "'"})
_WITHIN = frozenset({"flat", "compound"})
_HURT = frozenset("injure wound kill hurt arrest detain miss".split())
# What follows the "to" of "people-to-people ties": a hyphen, a word, a noun.
_ENDS = 3
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


def restore_rows(made: list[Token]) -> None:
    """Every repair where its own word tells that it may be needed."""
    for i, token in enumerate(made):
        if token.deprel == "case" and token.lemma in _CLITICS and token.head < i:
            _join_owners(made, i)
        elif token.lemma == "to" and 1 < i < len(made) - _ENDS:
            _join_doubled(made, i)
        elif token.upos == "VERB" and token.lemma in _HURT and token.deprel == "conj" and i > token.head + 1:
            _give_subject(made, i)
        elif token.deprel == "conj" and token.upos in ("NOUN", "PROPN") and made[token.head].deprel == "nsubj":
            _leave_subject(made, i)


def _join_owners(made: list[Token], clitic: int) -> None:
    """ "Praised *Norway and Chad's* ties": both own what follows, and neither is what is praised."""
    second = made[clitic].head
    first = second
    while first > 0 and made[first - 1].head == second and made[first - 1].deprel in _WITHIN:
        first -= 1
    joint = first - 1
    if joint < 1 or made[joint].lemma != "and" or made[second].upos != "PROPN" or made[joint - 1].upos != "PROPN":
        return
    owner = joint - 1
    while made[owner].deprel == "flat" and made[owner].head < owner:
        owner = made[owner].head
    verb = made[owner].head
    if made[owner].deprel != "obj" or verb >= owner:
        return
    later = [k for k in range(clitic + 1, min(clitic + 6, len(made))) if made[k].upos in ("NOUN", "PROPN")]
    owned = next((k for k in later if made[k].head in (verb, owner) and made[k].deprel in ("obj", "conj")), None)
    if owned is None:
        return
    hang(made, owned, verb, "obj")
    hang(made, owner, owned, "nmod:poss")
    hang(made, second, owner, "conj")
    hang(made, joint, second, "cc")


def _join_doubled(made: list[Token], i: int) -> None:
    """ "*People-to-people* ties", "face-to-face talks": one word, which tells what the noun after it is like."""
    first, last, noun = i - 2, i + 2, i + 3
    if made[i - 1].lemma != "-" or made[i + 1].lemma != "-" or made[first].lemma != made[last].lemma:
        return
    touching = all(made[k].span.end == made[k + 1].span.start for k in range(first, last))
    if not touching or made[noun].upos not in ("NOUN", "PROPN") or made[noun].deprel in _WITHIN:
        return
    top = made[first]
    if made[noun].head == first or (made[noun].head, made[noun].deprel) == (top.head, top.deprel):
        for c in children(made, first):
            if c < first and c != noun:
                hang(made, c, noun, made[c].deprel)
        made[noun] = replace(made[noun], head=top.head, deprel=top.deprel)
        hang(made, first, noun, "compound")
        for c in (i - 1, i, i + 1, last):
            hang(made, c, first, "fixed" if c in (i, last) else "punct")


def _leave_subject(made: list[Token], i: int) -> None:
    """ "Lee met with the ministers of Chad *and Peru*": what stands behind the verb is in no row with its subject."""
    verb = made[made[i].head].head
    links = [c for c in children(made, i) if made[c].deprel == "cc"]
    if not links or not made[i].head < verb < i or made[verb].upos != "VERB":
        return
    if i + 1 < len(made) and made[i + 1].upos in ("VERB", "AUX", "ADV"):
        return  # "We joined forces and our guards fought": it is a subject of its own
    at = next((k for k in range(links[0] - 1, verb, -1) if made[k].upos not in ("PUNCT", "DET")), verb)
    if made[at].upos not in ("NOUN", "PROPN"):
        return
    while made[at].head > verb and made[at].deprel in ("flat", "conj"):
        at = made[at].head
    hang(made, i, at, "conj")


def _give_subject(made: list[Token], verb: int) -> None:
    """ "Five were killed and *seven others* injured": the nominal between is who was injured, not killed too."""
    noun = verb - 1
    first = made[verb].head
    joined = made[noun].deprel == "conj" and made[noun].head == first and made[noun].upos in _NOMINAL
    bare = not any(made[c].deprel.startswith(("nsubj", "aux", "obj")) for c in children(made, verb))
    if not joined or made[first].upos != "VERB" or not bare or "VerbForm=Fin" in made[verb].morph:
        return
    for c in children(made, noun):
        if made[c].deprel == "cc":
            hang(made, c, verb, "cc")
    hang(made, noun, verb, "nsubj:pass")
