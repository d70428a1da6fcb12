"""How likely a claim is an attribution: named features of its cue, frame and source, with weights kept as a table.

The weights are logistic regressions fitted on the training half of PolNeAR (Newell et al. 2018): one for the rules, and
one on top of it for what the reader credits by itself, on reports that the reader has not learnt from. The tables hold
feature names and numbers only. A feature that the
table does not know weighs nothing, and words that were never seen
are judged by their class in `cues.tsv` and by how their content hangs on them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from itertools import repeat
from types import MappingProxyType
from typing import NamedTuple

from onrecord.extract.claims import Claim
from onrecord.extract.credited import shared
from onrecord.extract.tree import Tree, once
from onrecord.model import Credit, NameType, content_id

# The row of weights-read.tsv that tells how much the verdict of the rules counts beside the reader.
RULES = "rules"
# And two that make a likelihood a probability.
SCALE, SHIFT = "scale", "shift"
_DATA = resources.files("onrecord.data") / "attribution"
_POS = {"VERB": "V", "AUX": "V", "NOUN": "N", "ADJ": "A", "ADV": "D"}
_OF_STATE = frozenset({"cop", "aux:pass"})
_WHO = frozenset("who i we he she they you it some many one both others those that which what this".split())


@dataclass(frozen=True, slots=True)
class Facts:
    """What else is known of the words of a document, by position in Document.tokens.

    quoted: length in words of the quotation that the word stands in (absent if in none). names: types of names.
    people: positions of nouns for people and bodies. credits: what the reader credits by the word as (part of) a cue.
    """

    quoted: Mapping[int, int]
    names: Mapping[int, NameType]
    people: frozenset[int]
    credits: Mapping[int, Credit] = field(default_factory=dict)


class _Cue(NamedTuple):
    """What most features are made of. kind: of its source; quoted: how much of its content is; classes: of the cue."""

    lemma: str
    frame: str
    kind: str
    quoted: str
    classes: tuple[str, ...]


class _Form(NamedTuple):
    """tag: the first letter of its part of speech; length: of the content, in threes."""

    tag: str
    ending: str
    relation: str
    length: int


@cache
def classes() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """(part of speech, lemma) -> classes of reporting words, as in cues.tsv."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for line in (_DATA / "cues.tsv").read_text("utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        name, pos, lemmas = line.split("\t")
        for lemma in lemmas.split():
            if name not in found.get((pos, lemma), ()):
                found[pos, lemma] = (*found.get((pos, lemma), ()), name)
    return MappingProxyType(found)


@cache
def weights(read: bool = False) -> Mapping[str, float]:
    """Feature -> weight of the rules alone (weights.tsv); read: of what the reader's say adds (weights-read.tsv)."""
    rows = (_DATA / ("weights-read.tsv" if read else "weights.tsv")).read_text("utf-8").splitlines()
    pairs = (row.split("\t") for row in rows if row and not row.startswith("#"))
    return MappingProxyType({name: float(weight) for name, weight in pairs})


def table_hash() -> str:
    """Changes whenever a table that decides on attributions or mentions does."""
    names = "cues weights weights-read sayings actors firstnames leaders".split()
    return content_id([(_DATA / f"{name}.tsv").read_text("utf-8") for name in names])[:12]


def likelihood(tree: Tree, claim: Claim, facts: Facts) -> float:
    """0 to 1: how likely the claim is an attribution as annotators mark them, by the rules and what the reader says."""
    cue, form, more = _cue_of(tree, claim, facts), _form_of(tree, claim), tuple(_more(tree, claim, facts))
    (by_cue, read_by_cue), (by_form, read_by_form) = _weigh_cue(cue), _weigh_form(form)
    total = sum(map(weights().get, more, repeat(0.0)), by_cue + by_form)
    if facts.credits:
        table = weights(read=True)
        told = sum(map(table.get, more, repeat(0.0)), read_by_cue + read_by_form)
        total = total * table.get(RULES, 1.0) + told
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def calibrated(score: float) -> float:
    """How likely an attribution of that `likelihood` is right but for its borders.

    The weights are fitted to tell good borders from rough ones, so they are too careful about the rest. Two numbers of
    the table set that right (Platt 1999).
    """
    table = weights(read=True)
    odds = math.log(max(1e-9, score) / max(1e-9, 1.0 - score))
    return 1.0 / (1.0 + math.exp(-(table.get(SCALE, 1.0) * odds + table.get(SHIFT, 0.0))))


@once
def word_classes(tree: Tree, at: int) -> tuple[str, ...]:
    """The classes of a word, none if it is no reporting word."""
    upos, known = tree.tokens[at].upos, classes()
    found = known.get((_POS.get(upos, "-"), tree.lemmas[at]), ())
    if upos == "VERB" and not tree.kinds[at].isdisjoint(_OF_STATE):
        return known.get(("A", tree.lowers[at]), found)  # "is concerned", tagged as a verb
    return found


def features(tree: Tree, claim: Claim, facts: Facts) -> Iterator[str]:
    """Names of what holds of the claim."""
    yield from _features_of_cue(_cue_of(tree, claim, facts))
    yield from _features_of_form(_form_of(tree, claim))
    yield from _more(tree, claim, facts)


def _cue_of(tree: Tree, claim: Claim, facts: Facts) -> _Cue:
    return _Cue(
        f"{tree.tokens[claim.cue].upos[0]}:{tree.lemmas[claim.cue]}",
        _frame(claim) + (":pass" if claim.passive else ""),
        _holder_kind(tree, claim, facts),
        _quoted_share(claim, facts),
        word_classes(tree, claim.cue) or ("none",),
    )


def _form_of(tree: Tree, claim: Claim) -> _Form:
    at = claim.cue
    return _Form(tree.tokens[at].upos[0], _ending(tree, at), tree.relations[at], min(5, len(claim.content) // 3))


# Claims of the same sort come again and again.
@lru_cache(maxsize=20_000)
def _weigh_cue(cue: _Cue) -> tuple[float, float]:
    return _weigh(_features_of_cue(cue))


@lru_cache(maxsize=5_000)
def _weigh_form(form: _Form) -> tuple[float, float]:
    return _weigh(_features_of_form(form))


def _weigh(features: Iterator[str]) -> tuple[float, float]:
    """What features weigh by the rules, and what they add to what the reader says."""
    names = list(features)
    rules, read = weights(), weights(read=True)
    return sum(map(rules.get, names, repeat(0.0))), sum(map(read.get, names, repeat(0.0)))


def _features_of_cue(cue: _Cue) -> Iterator[str]:
    lemma, frame, kind, quoted, names = cue
    yield "bias"
    yield f"f={frame}"
    yield f"l={lemma}"
    yield f"l={lemma} f={frame}"
    yield f"l={lemma} h={kind}"
    yield f"f={frame} h={kind}"
    yield f"f={frame} {quoted}"
    yield f"l={lemma} {quoted}"
    for name in names:
        yield f"c={name}"
        yield f"c={name} f={frame}"
        yield f"c={name} h={kind}"
        yield f"c={name} {quoted}"


def _features_of_form(form: _Form) -> Iterator[str]:
    yield f"form={form.tag}{form.ending}"
    yield f"rel={form.relation} {form.tag}"
    yield f"length={form.length} {form.tag}"


def _more(tree: Tree, claim: Claim, facts: Facts) -> Iterator[str]:
    """What else holds of the claim."""
    at = claim.cue
    if at in facts.quoted:
        yield "cue quoted"
        yield f"cue quoted h={_holder_kind(tree, claim, facts)}"
    if len(claim.words) > 1:
        for word in sorted(_AUXILIARIES.intersection([tree.lowers[i] for i in claim.words if i != at])):
            yield f"aux={word}"
    if claim.holder is not None:
        yield f"own={_own_subject(tree, claim)}"
    if claim.content:
        yield f"c1={tree.lowers[claim.content[0]] if len(claim.content) > 1 else 'one'}"
        yield f"chead={_content_kind(tree, claim, facts)} f={_frame(claim)}"
    if facts.credits:
        yield from _reading(claim, facts)


def _reading(claim: Claim, facts: Facts) -> Iterator[str]:
    """What the reader says of the cue: how sure it is, and how far it means the same content and source.

    Nothing where it credits nothing in the whole document: then it has no such head, or the text is a line.
    """
    credits = facts.credits
    found = [credits[i] for i in {claim.cue, *claim.words} if i in credits]
    if not found:
        yield "unread"
        return
    credit = max(found, key=lambda c: c.score)
    sure, near = int(credit.score * 8), int(shared(claim.content, credit.content) * 5)
    yield f"read {sure}"
    yield f"read {sure} near {near}"
    yield f"near {near} {'own' if claim.read else 'tree'}"
    meets = claim.source == credit.source or not set(claim.source).isdisjoint(credit.source)
    yield f"source {'met' if meets else 'missing' if not credit.source else 'other'} {claim.holder is not None}"


def _frame(claim: Claim) -> str:
    """ "X, he said": which of the two heads the sentence is a matter of the treebank, not of what is said."""
    return "fin" if claim.frame in ("main", "between") else claim.frame


_AUXILIARIES = frozenset(
    "will would could should may might must can did does do has have had is are was were been being not n't n’t never "
    "'ll ’ll to if when".split()
)


def _ending(tree: Tree, at: int) -> str:
    word = tree.lowers[at]
    return "ing" if word.endswith("ing") else "ed" if word.endswith("ed") else "s" if word.endswith("s") else ""


def _own_subject(tree: Tree, claim: Claim) -> bool:
    return claim.holder is not None and tree.tokens[claim.holder].head == claim.cue


def _content_kind(tree: Tree, claim: Claim, facts: Facts) -> str:
    inside, tokens = set(claim.content), tree.tokens
    top = claim.content[0]
    for i in claim.content:
        if tokens[i].head not in inside:
            top = i
            break
    name = facts.names.get(top)
    return f"{tree.tokens[top].upos}{' ' + name if name else ''}"


def _quoted_share(claim: Claim, facts: Facts) -> str:
    quoted = facts.quoted.keys() & claim.content if facts.quoted else ()
    if not quoted:
        return "q0"
    longest = max(facts.quoted[i] for i in quoted)
    return ("q2" if len(quoted) >= 0.8 * len(claim.content) else "q1") + ("+" if longest > 4 else "-")


def _holder_kind(tree: Tree, claim: Claim, facts: Facts) -> str:
    at = claim.holder
    if at is None:
        return "none"
    word = tree.lowers[at]
    if tree.tokens[at].upos in ("PRON", "DET") or word in _WHO:
        return word
    name = facts.names.get(at)
    if name is not None:
        return str(name)
    if at in facts.people:
        return "people"
    return "thing" if tree.tokens[at].upos == "NOUN" else tree.tokens[at].upos
