"""Verbs that the reader took for adjectives or nouns."""

from __future__ import annotations

from dataclasses import replace

from onrecord.model import Token
from onrecord.nlp.lemmas import lemma


def restore_pasts(made: list[Token]) -> None:
    """ "Norway mediated", "they kicked and arrested him": an adjective in "-ed" without copula is a verb there."""
    governed: dict[int, set[str]] = {}
    for token in made:
        if token.head >= 0:
            governed.setdefault(token.head, set()).add(token.deprel)
    for i, token in enumerate(made):
        below = governed.get(i, set())
        if token.upos == "NOUN" and token.deprel == "root" and "nsubj" in below and "conj" in below:
            made[i] = _joined_verb(made, i, below)
        if token.upos != "ADJ" or not token.lemma.lower().endswith("ed") or {"cop", "aux", "aux:pass"} & below:
            continue
        joined = token.deprel == "conj" and made[token.head].upos == "VERB" and "Tense=Past" in made[token.head].morph
        if joined or ("nsubj" in below and token.deprel in ("root", "ccomp", "parataxis")):
            past = "Mood=Ind|Tense=Past|VerbForm=Fin"
            made[i] = replace(token, upos="VERB", lemma=lemma(token.lemma, "VERB", past), morph=past)


def _joined_verb(made: list[Token], i: int, below: set[str]) -> Token:
    """ "Police beat, kicked and arrested him": a noun with a subject that verbs are joined to, and no copula."""
    token = made[i]
    verbs = [t for t in made[i + 1 :] if t.head == i and t.deprel == "conj" and "VerbForm=Fin" in t.morph]
    if not verbs or below & {"cop", "det", "amod", "case"}:
        return token
    return replace(token, upos="VERB", lemma=token.lemma.lower(), morph="Mood=Ind|Tense=Past|VerbForm=Fin")
