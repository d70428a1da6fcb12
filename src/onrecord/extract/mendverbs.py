"""Verbs that the reader took for adjectives or nouns, and the other way round."""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.mendarcs import children, gerund, hang
from onrecord.model import Token
from onrecord.nlp.lemmas import lemma

# Participles that are no adjectives of anybody's.
_VERDICTS = frozenset("acquitted convicted indicted arrested jailed imprisoned sentenced deported".split())
# With a noun these tell that what somebody offers or welcomes goes on.
_LASTING = frozenset({"continue", "renew", "increase", "sustain"})
_PARTICIPLE = "Tense=Past|VerbForm=Part"


def restore_pasts(made: list[Token]) -> None:
    """ "Norway mediated", "four were injured": an adjective in "-ed" without copula or of a passive is a verb there."""
    for i, token in enumerate(made):
        if token.upos == "NOUN" and token.deprel == "root":
            made[i] = _joined_verb(made, i, {made[c].deprel for c in children(made, i)})
        if token.upos != "ADJ" or not token.lemma.lower().endswith("ed"):
            continue
        below = {made[c].deprel for c in children(made, i)}
        if "cop" in below and token.lemma.lower() in _VERDICTS:
            _convict(made, i)
            continue
        if "aux:pass" in below and "cop" not in below:
            made[i] = replace(token, upos="VERB", lemma=lemma(token.lemma, "VERB", _PARTICIPLE), morph=_PARTICIPLE)
            _undergone(made, i)
        if {"cop", "aux", "aux:pass"} & below:
            continue
        joined = token.deprel == "conj" and made[token.head].upos == "VERB" and "Tense=Past" in made[token.head].morph
        if joined or ("nsubj" in below and token.deprel in ("root", "ccomp", "parataxis")):
            past = "Mood=Ind|Tense=Past|VerbForm=Fin"
            made[i] = replace(token, upos="VERB", lemma=lemma(token.lemma, "VERB", past), morph=past)


def restore_modifiers(made: list[Token]) -> None:
    """ "Look forward to *further* strengthening our ties", "offered *continued* support": no verbs of their own."""
    for i, token in enumerate(made[:-1]):
        if token.upos != "VERB" or token.deprel == "root":
            continue
        if token.lemma == "further" and made[i + 1].upos == "VERB" and gerund(made[i + 1]):
            _further(made, i)
        elif token.lemma in _LASTING and token.deprel == "xcomp" and token.head == i - 1 and "Past" in token.morph:
            _lasting(made, i)


def _further(made: list[Token], i: int) -> None:
    verb, token = i + 1, made[i]
    if made[verb].head == i:
        made[verb] = replace(made[verb], head=token.head, deprel=token.deprel)
    elif token.head != verb:
        return
    for c in children(made, i):
        made[c] = replace(made[c], head=verb)
    made[i] = replace(token, upos="ADV", morph="", head=verb, deprel="advmod")


def _lasting(made: list[Token], i: int) -> None:
    verb = made[i].head
    things = [c for c in (*children(made, i), *children(made, verb)) if c > i and made[c].deprel == "obj"]
    if not things:
        return
    hang(made, things[0], verb, "obj")
    for c in children(made, i):
        hang(made, c, things[0], "nmod" if made[c].deprel == "obl" else made[c].deprel)
    made[i] = replace(made[i], upos="ADJ", lemma=made[i].lemma, morph="Degree=Pos", head=things[0], deprel="amod")


def _convict(made: list[Token], i: int) -> None:
    """ "The singer is acquitted": done to her by a court, whatever the reader takes it for."""
    base = lemma(made[i].lemma, "VERB", _PARTICIPLE)
    made[i] = replace(made[i], upos="VERB", lemma=base, morph=f"{_PARTICIPLE}|Voice=Pass")
    for c in children(made, i):
        if made[c].deprel == "cop":
            made[c] = replace(made[c], deprel="aux:pass")
        if made[c].deprel == "conj" and made[c].lemma == "find" and "Past" in made[c].morph and _bare(made, c):
            made[c] = replace(made[c], morph=f"{_PARTICIPLE}|Voice=Pass")  # "is acquitted of this and found guilty of"
    _undergone(made, i)


def _bare(made: list[Token], i: int) -> bool:
    """Whether a verb has neither subject nor object."""
    return not any(made[c].deprel.startswith(("nsubj", "obj")) for c in children(made, i))


def _undergone(made: list[Token], i: int) -> None:
    """The subject of a verb in the passive is one that undergoes it."""
    for c in children(made, i):
        if made[c].deprel == "nsubj":
            made[c] = replace(made[c], deprel="nsubj:pass")


def _joined_verb(made: list[Token], i: int, below: set[str]) -> Token:
    """ "Police beat, kicked and arrested him": a noun with a subject that verbs are joined to, and no copula."""
    token = made[i]
    if not below >= {"nsubj", "conj"} or below & {"cop", "det", "amod", "case"}:
        return token
    joined = (made[c] for c in children(made, i) if c > i and made[c].deprel == "conj")
    if not any("VerbForm=Fin" in t.morph for t in joined):
        return token
    return replace(token, upos="VERB", lemma=token.lemma.lower(), morph="Mood=Ind|Tense=Past|VerbForm=Fin")
