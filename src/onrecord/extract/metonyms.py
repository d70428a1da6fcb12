"""Actors that bear a place's name: "Minsk must be ready" is about a government, "a shell hit Minsk" about a city."""

from __future__ import annotations

from bisect import bisect_left

from onrecord.extract.actornouns import actor_of
from onrecord.extract.clauses import is_agent
from onrecord.extract.countries import capital_of, country_of
from onrecord.extract.relatives import DECIDING
from onrecord.extract.tree import Tree
from onrecord.model import Span

_MODALS = frozenset("must will would shall should can could may might need ought".split())
_DEALINGS = frozenset(
    "talk talks relation relations tie ties agreement treaty pact accord deal negotiation negotiations alliance dispute"
    " conflict war tension tensions cooperation co-operation dialogue summit ceasefire truce".split()
)
# What a place does under "will" and "may" without deciding anything.
_STATES_OF_BEING = frozenset("be become remain stay get see host face suffer experience".split())


def is_actor(tree: Tree, span: Span, name: str) -> bool:
    """Whether a capital's or country's name at `span` stands for its government.

    So it does as the subject of a verb of saying, deciding or waging ("Moscow denied"), or of any verb under "must",
    "will" and the like if the predicate is a verb or a readiness ("Minsk must be ready"); as the agent of a passive
    ("condemned by Paris"); after "according to"; as a party ("talks with Kyiv"); and in the name of a body of its own
    ("the U.S. Embassy"). Other cities never: a doubtful name stays a place.
    """
    head = _head(tree, span)
    if head is None or not (capital_of(name) or country_of(name)):
        return False
    return _subject(tree, head) or _agent(tree, head) or _party(tree, head) or _body(tree, head)


def _head(tree: Tree, span: Span) -> int | None:
    """The token of the span whose head lies outside it; of coordinated names, the first one's."""
    first = bisect_left(tree.tokens, span.start, key=lambda t: t.span.start)
    inside = range(first, bisect_left(tree.tokens, span.end, key=lambda t: t.span.start))
    tops = [i for i in inside if tree.tokens[i].head not in inside]
    if not tops:
        return None
    at = tops[0]
    while tree.relation(at) == "conj" and tree.tokens[tree.tokens[at].head].upos == "PROPN":
        at = tree.tokens[at].head
    return at


def _subject(tree: Tree, at: int) -> bool:
    token = tree.tokens[at]
    if token.deprel not in ("nsubj", "nsubj:outer") or token.head < 0:
        return False
    predicate = tree.tokens[token.head]
    if predicate.upos == "VERB" and predicate.lemma.lower() in DECIDING:
        return True
    lemmas = {tree.lemmas[c] for c in tree.below(token.head, "aux")}
    if not lemmas & _MODALS:
        return False
    if predicate.upos == "VERB":
        return predicate.lemma.lower() not in _STATES_OF_BEING
    # "must be ready", "should be willing": readiness is a mind's; "will be sunny" is not.
    return predicate.lemma.lower() in ("ready", "willing", "prepared", "able", "careful", "firm")


def _agent(tree: Tree, at: int) -> bool:
    return is_agent(tree, at) or _cases(tree, at) == "according to"


def _party(tree: Tree, at: int) -> bool:
    token = tree.tokens[at]
    if token.head < 0 or _cases(tree, at) not in ("with", "between", "by"):
        return False
    return tree.relation(at) == "nmod" and tree.lemmas[token.head] in _DEALINGS


def _body(tree: Tree, at: int) -> bool:
    """In the name of an embassy, an army or a ministry, even if the reader sees the country's name alone."""
    token = tree.tokens[at]
    if token.head <= at or tree.relation(at) != "compound":
        return False
    body = actor_of([tree.lowers[token.head]])
    return body is not None and body.kind == "body" and tree.word(token.head)[:1].isupper()


def _cases(tree: Tree, at: int) -> str:
    """The prepositions of a noun, "according to" as one."""
    cases = [c for i in tree.below(at, "case") for c in (i, *tree.below(i, "fixed"))]
    return " ".join(tree.lowers[c] for c in cases)
