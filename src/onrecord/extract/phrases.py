"""A phrase for somebody or something that can act: where it stands and what its wording tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.extract.actornouns import Actor
from onrecord.extract.clauses import is_agent
from onrecord.extract.statebodies import StateBody
from onrecord.extract.tree import Tree
from onrecord.model import Form, NameType, Span

ARTICLES = frozenset({"the", "a", "an"})
_PARTING = ("VERB", "AUX", "CCONJ", "SCONJ")
# How a name and the words for somebody beside it hang together.
BESIDE = ("appos", "flat", "compound", "nmod:desc")


@dataclass(frozen=True, slots=True)
class Phrase:
    """words: its positions, first to last; head: that of its head. name: words of the bare name, titles left out.

    text: the name as printed.

    title: lower-case words before or after the name that say what somebody is. gender: "m", "f", "n" (thing or body),
    "p" (plural) or "" (not known); "r" relative pronoun, "-" first or second person. definite: "the", "this", "his" …
    body: the body of state that it stands for. owner: position of the name of whoever it belongs to ("the Ames
    administration"). own: whether it says whose or where it is, so that the same words elsewhere may mean the same.
    """

    head: int
    words: tuple[int, ...]
    form: Form
    name: tuple[str, ...] = ()
    text: str = ""
    title: tuple[str, ...] = ()
    type: NameType | None = None
    country: str | None = None
    sector: str | None = None
    actor: Actor | None = None
    gender: str = ""
    definite: bool = False
    body: StateBody | None = None
    owner: int | None = None
    own: bool = False


def printed(tree: Tree, words: Sequence[int]) -> str:
    """The words as printed, on one line."""
    return " ".join(tree.span(words).of(tree.text).split())


def head_of(tree: Tree, words: Sequence[int]) -> int:
    """The word whose head lies outside the words."""
    inside = set(words)
    return next((i for i in words if tree.tokens[i].head not in inside), words[-1])


def span_of(tree: Tree, phrase: Phrase) -> Span:
    """From the first to the last word, without a leading article."""
    articled = len(phrase.words) > 1 and tree.lowers[phrase.words[0]] in ARTICLES
    return tree.span(phrase.words[1:] if articled else phrase.words)


def is_doubled(tree: Tree, one: int, other: int) -> bool:
    """Whether the reader hung a description and a name beside it on one word alike, as if a verb had two subjects.

    "Grocery chain Fennel says", "the owner, Ann Lee, says", "Ann Lee, the owner, says".
    """
    first, second = tree.tokens[one], tree.tokens[other]
    if one >= other or (first.head, first.deprel) != (second.head, second.deprel) or tree.below(other, "case"):
        return False
    between = [t for t in tree.tokens[one + 1 : other] if t.deprel != "amod"]
    if tree.relation(one) not in ("nsubj", "obl") or any(t.upos in _PARTING for t in between):
        return False
    commas = sum(t.upos == "PUNCT" for t in between)
    after = max(tree.subtree(other, ("punct", "acl", "appos"))) + 1
    return commas == 0 or (commas == 1 and after < len(tree.tokens) and tree.tokens[after].upos == "PUNCT")


def acts(tree: Tree, at: int) -> bool:
    """Whether the word stands where somebody acts or owns something."""
    return tree.relation(at) == "nsubj" or tree.tokens[at].deprel == "nmod:poss" or is_agent(tree, at)
