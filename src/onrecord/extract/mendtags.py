"""Words that the reader gave the tag of a preposition, a number or a symbol where they can only be verbs or nouns."""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.mendarcs import children
from onrecord.model import Token
from onrecord.nlp.lemmas import lemma

_NO_VERB = frozenset({"ADP", "PART", "SYM", "PUNCT", "NUM", "INTJ", "DET", "CCONJ", "PRON"})
_NO_NOUN = frozenset({"SYM", "PUNCT", "INTJ"})
_CLAUSES = frozenset({"root", "conj", "ccomp", "advcl", "acl", "acl:relcl", "parataxis", "xcomp", "appos", "dep"})
# Classes without long words among the subjects and objects.
_SHORT_WORDS = frozenset({"DET", "PART", "CCONJ"})
_OWN = frozenset({"VERB", "AUX", "PROPN", "PRON", "NUM"})
_NOMINAL = frozenset({"obj", "iobj", "nsubj", "nsubj:pass", "obl", "nmod", "compound", "conj"})
# What may be mistaken whatever hangs on it.
_DOUBTFUL = _NO_VERB | _NO_NOUN | _SHORT_WORDS | {"VERB"}
_AUXILIARIES = frozenset({"aux", "aux:pass", "cop"})
_ACTIVE = ("VerbForm=Inf", "VerbForm=Ger", "Tense=Pres")
_SHORT, _LONG = 4, 7
_PAST, _PARTICIPLE = "Mood=Ind|Tense=Past|VerbForm=Fin", "Tense=Past|VerbForm=Part"


def restore_tags(made: list[Token]) -> None:
    """ "Norway expelled/ADP a diplomat", "military aid/SYM": a word with the arcs of a verb or a noun and no form that
    such a tag could have."""
    helped = {t.head for t in made if t.deprel in _AUXILIARIES}
    doing = {t.head for t in made if t.deprel == "nsubj"} & {t.head for t in made if t.deprel == "obj"}
    for i, token in enumerate(made):
        if token.upos not in _DOUBTFUL and i not in doing:
            continue
        word = token.lemma  # with such a tag it is the word as it stands
        if not (word.isalpha() and word.islower()) or len(word) < _SHORT - 1:
            continue
        lost = token.upos not in _OWN and i in doing and i not in helped
        if (
            (lost or token.upos == "VERB")
            and (word.endswith("ed") and not word.endswith("eed")) | lost
            and (base := lemma(word, "VERB", _PAST)) != word
        ):
            made[i] = replace(token, upos="VERB", lemma=base, morph=_PAST if lost else token.morph)
        elif (
            token.upos in _NO_VERB and token.deprel in _CLAUSES and len(word) > _SHORT and word.endswith(("ed", "ing"))
        ):
            feats = _form(word, i in helped or token.deprel in ("acl", "advcl"))
            made[i] = replace(token, upos="VERB", lemma=lemma(word, "VERB", feats), morph=feats)
        elif token.deprel in _NOMINAL and (
            token.upos in _NO_NOUN or (token.upos in _SHORT_WORDS and len(word) > _LONG)
        ):
            made[i] = replace(token, upos="NOUN", lemma=lemma(word, "NOUN"), morph="Number=Sing")


def _form(word: str, participle: bool) -> str:
    if word.endswith("ing"):
        return "Tense=Pres|VerbForm=Part"
    return _PARTICIPLE if participle else _PAST


def restore_voices(made: list[Token]) -> None:
    """ "That the union had burned the trucks": after "have" without "been" a verb with a subject is active."""
    for i, token in enumerate(made):
        if token.deprel == "nsubj:pass" and token.head > i and made[token.head].upos == "VERB":
            _activate(made, i)
        if "Voice=Pass" not in token.morph:
            continue
        below = [made[c] for c in children(made, i)]
        had = {t.lemma for t in below if t.deprel in ("aux", "aux:pass")}
        if "have" in had and "be" not in had and any(t.deprel == "nsubj" for t in below):
            made[i] = replace(token, morph=_PARTICIPLE)


def _activate(made: list[Token], who: int) -> None:
    """ "*Norway* has long called for reforms": without "been" it is not called."""
    verb = made[who].head
    helpers = [made[c] for c in range(who + 1, verb) if made[c].head == verb and made[c].deprel in _AUXILIARIES]
    if [t.lemma for t in helpers if t.lemma in ("have", "be")] == ["have"]:
        made[who] = replace(made[who], deprel="nsubj")
        made[verb] = replace(made[verb], morph=_PARTICIPLE)


def restore_agents(made: list[Token]) -> None:
    """ "Demanded reforms by the ministry": the agent of a verb that has both a subject and an object belongs to the
    object, or to the participle after it ("prevented a rally staged by students")."""
    active = {t.head for t in made if t.deprel == "nsubj"} - {
        t.head for t in made if t.deprel in ("aux:pass", "nsubj:pass")
    }
    for i, token in enumerate(made):
        if token.deprel != "obl:agent":
            continue
        verb = token.head
        things = [c for c in range(verb + 1, i) if made[c].head == verb and made[c].deprel == "obj"]
        if not things or not (verb in active or "VerbForm=Inf" in made[verb].morph):
            continue
        inner = [c for c in range(things[-1] + 1, i) if made[c].head == things[-1] and made[c].deprel == "acl"]
        done = bool(inner) and not any(feature in made[inner[-1]].morph for feature in _ACTIVE)
        made[i] = replace(token, head=inner[-1] if done else things[-1], deprel="obl:agent" if done else "nmod")
