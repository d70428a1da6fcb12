"""Nouns that the reader took for verbs or adjectives, and words that it hung on the wrong noun."""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.mendarcs import children, hang
from onrecord.model import Token
from onrecord.nlp.lemmas import lemma

# What is expressed is a noun, never an adjective ("expressed concern that").
_EXPRESSING = frozenset("express voice raise register convey reiterate".split())
# "Called the offer an insult": the second nominal is what the first is called.
_NAMING = frozenset("call label brand dub deem term consider proclaim".split())
_NOMINAL = frozenset({"obj", "nsubj", "nsubj:pass", "obl", "nmod", "conj"})
# Determiners that stand before their noun ("they all left" is another thing).
_BEFORE = frozenset({"no", "a", "an", "the", "every", "any"})
_VERBAL = frozenset({"obl", "obj"})
# "Killed in fighting between rebels and guards": a happening, which nobody of the clause around it does.
_FRAYS = frozenset("fight shell bomb shoot stab loot riot".split())
_OF_NOUNS = frozenset({"det", "amod", "case", "cc", "nmod:poss", "nummod", "compound"})


def restore_nominals(made: list[Token]) -> None:
    """Tags first, then what hangs on them."""
    for i, token in enumerate(made):
        if token.deprel == "det" and 0 <= token.head < i and token.lemma.lower() in _BEFORE:
            _restore_determiner(made, i)
        if token.upos == "VERB" and token.lemma in _FRAYS and token.deprel in ("advcl", "acl"):
            _fray(made, i)
        if token.deprel == "conj":
            doubtful = made[token.head].upos in ("NOUN", "VERB")
        else:
            doubtful = (token.upos, token.deprel) == ("ADJ", "xcomp") or (
                token.upos == "VERB" and token.deprel in _NOMINAL
            )
        if not doubtful:
            continue
        given = {made[c].deprel for c in children(made, i)}
        if _is_noun(made, i, given):
            obj = "obj" if token.deprel == "xcomp" else token.deprel
            made[i] = replace(token, upos="NOUN", lemma=lemma(token.lemma, "NOUN"), morph="Number=Sing", deprel=obj)
        elif _is_verb(made, i, given):
            morph = "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
            made[i] = replace(token, upos="VERB", lemma=lemma(_written(token), "VERB", morph), morph=morph)
        elif token.deprel == "conj" and "cc" not in given and _of(made, i):
            made[i] = replace(token, deprel="nmod")


def _fray(made: list[Token], i: int) -> None:
    """ "Killed in *fighting* between rebels and guards": a noun, as long as no object follows."""
    below = children(made, i)
    links = [c for c in below if made[c].deprel == "mark" and made[c].lemma.lower() in ("in", "during", "amid", "of")]
    ing = "VerbForm=Ger" in made[i].morph or "Tense=Pres" in made[i].morph
    if not links or not ing or any(made[c].deprel in ("obj", "nsubj", "advmod", "xcomp", "aux") for c in below):
        return
    word = {"shell": "shelling", "bomb": "bombing", "stab": "stabbing"}.get(made[i].lemma, made[i].lemma + "ing")
    top = "nmod" if made[i].deprel == "acl" else "obl"
    made[i] = replace(made[i], upos="NOUN", lemma=word, morph="Number=Sing", deprel=top)
    for c in below:
        if c in links:
            made[c] = replace(made[c], upos="ADP", deprel="case")
        elif made[c].deprel == "obl":
            made[c] = replace(made[c], deprel="nmod")


def restore_names_given(made: list[Token]) -> None:
    """ "Called the offer an insult": of two objects the second is the predicate of the first."""
    for verb, token in enumerate(made):
        if token.upos != "VERB" or token.lemma not in _NAMING:
            continue
        objects = [c for c in children(made, verb) if made[c].deprel in ("obj", "iobj") and c > verb]
        if len(objects) == 2 and not any(made[c].deprel == "case" for c in children(made, objects[1])):
            made[objects[0]] = replace(made[objects[0]], deprel="obj")
            made[objects[1]] = replace(made[objects[1]], deprel="xcomp")


def _written(token: Token) -> str:
    """A plural noun as it stands: the lemma has lost the ending."""
    return token.lemma if token.lemma.endswith("s") else f"{token.lemma}s"


def _is_noun(made: list[Token], i: int, given: set[str]) -> bool:
    """ "Made a promise", tagged as a verb; "expressed concern", tagged as an adjective."""
    token = made[i]
    if token.upos == "VERB" and token.deprel in _NOMINAL and "VerbForm=Inf" in token.morph:
        return "det" in given and not given & {"nsubj", "aux"} and made[i - 1].deprel in ("det", "amod")
    expressed = token.upos == "ADJ" and token.deprel == "xcomp" and token.head < i
    return expressed and made[token.head].lemma in _EXPRESSING


def _is_verb(made: list[Token], i: int, given: set[str]) -> bool:
    """ "The crew, she says, rehearses in a barn": what is joined to a verb and has its adjuncts is one, too."""
    token = made[i]
    joined = token.upos == "NOUN" and token.deprel == "conj" and made[token.head].upos == "VERB"
    return joined and "Number=Plur" in token.morph and bool(given & _VERBAL) and not given & _OF_NOUNS


def _of(made: list[Token], i: int) -> bool:
    """ "A group of diplomats": what has "of" and no joining word is joined to nothing."""
    led = any(made[c].deprel == "case" and made[c].lemma == "of" and c < i for c in children(made, i))
    return led and made[made[i].head].upos == "NOUN" and not any(t.deprel == "cc" for t in made[made[i].head + 1 : i])


def _restore_determiner(made: list[Token], i: int) -> None:
    """ "The country has no coast": a determiner belongs to the noun that comes next."""
    for k in range(i + 1, min(i + 4, len(made))):
        if made[k].upos in ("NOUN", "PROPN") and made[k].sentence == made[i].sentence:
            while made[k].deprel in ("compound", "amod", "nmod:desc") and made[k].head > k:
                k = made[k].head
            hang(made, i, k, "det")
            return
        if made[k].upos not in ("ADJ", "NUM", "ADV"):
            return
