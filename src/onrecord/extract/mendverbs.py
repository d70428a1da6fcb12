"""Verbs that the reader took for adjectives or nouns."""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.mendarcs import children
from onrecord.model import Token
from onrecord.nlp.lemmas import lemma

_PARTICIPLE = "Tense=Past|VerbForm=Part"


def restore_pasts(made: list[Token]) -> None:
    """ "Norway mediated", "four were injured": an adjective in "-ed" without copula or of a passive is a verb there."""
    for i, token in enumerate(made):
        if token.upos == "NOUN" and token.deprel == "root":
            made[i] = _joined_verb(made, i, {made[c].deprel for c in children(made, i)})
        if token.upos != "ADJ" or not token.lemma.lower().endswith("ed"):
            continue
        below = {made[c].deprel for c in children(made, i)}
        if "aux:pass" in below and "cop" not in below:
            made[i] = replace(token, upos="VERB", lemma=lemma(token.lemma, "VERB", _PARTICIPLE), morph=_PARTICIPLE)
            _undergone(made, i)
        if {"cop", "aux", "aux:pass"} & below:
            continue
        joined = token.deprel == "conj" and made[token.head].upos == "VERB" and "Tense=Past" in made[token.head].morph
        if joined or ("nsubj" in below and token.deprel in ("root", "ccomp", "parataxis")):
            past = "Mood=Ind|Tense=Past|VerbForm=Fin"
            made[i] = replace(token, upos="VERB", lemma=lemma(token.lemma, "VERB", past), morph=past)


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
