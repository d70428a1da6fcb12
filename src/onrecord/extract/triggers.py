"""Which words tell of an event: predicates, and nouns that name happenings."""

from __future__ import annotations

from functools import cache

from onrecord.extract.clauses import copula, has, is_clause, is_verb, objects
from onrecord.extract.commitment import sure_events
from onrecord.extract.contexts import read_table
from onrecord.extract.tree import Tree
from onrecord.model import Document, NameType

_ENDINGS = ("tion", "sion", "ment", "ing")
# Support verbs: the noun that they have as object tells what was done.
LIGHT = frozenset(
    {
        "carry out",
        "conduct",
        "launch",
        "make",
        "take",
        "hold",
        "give",
        "stage",
        "undertake",
        "perform",
        "commit",
        "mount",
    }
)


@cache
def nouns(kind: str) -> frozenset[str]:
    """The lemmas of one kind of the table data/events/nouns.tsv: event, not or person."""
    return frozenset(word for row in read_table("nouns.tsv") if row[0] == kind for word in row[1].split())


def eventive(lemma: str) -> bool:
    """Whether a noun tells of an event, by the table or by a sure ending; of a compound, its last part."""
    word = lemma.lower()
    if "-" in word and word not in nouns("event"):
        word = word.rpartition("-")[2]
    if word in nouns("event"):
        return True
    if word in nouns("not") or word in nouns("person") or len(word) < 7:
        return False
    return word.endswith(_ENDINGS)


def joined(tree: Tree, i: int) -> str:
    """The lemma of a noun in lower case, with what a hyphen joins to it ("cease-fire")."""
    parts = tree.hyphened(i)
    return "".join(tree.word(k).lower() for k in parts[:-1]) + tree.tokens[i].lemma.lower()


def light_object(tree: Tree, i: int, lemma: str) -> int | None:
    """The noun that carries the meaning of a support verb ("carried out an attack")."""
    if lemma not in LIGHT:
        return None
    return next((o for o in objects(tree, i) if tree.tokens[o].upos == "NOUN" and eventive(tree.tokens[o].lemma)), None)


def triggers(document: Document, tree: Tree) -> list[int]:
    """Positions of all triggers, in text order: what the rules know and what else the reader is sure of."""
    named, sure = _inside_names(document), sure_events(document, tree) | _event_names(document, tree)
    return [i for i in range(len(tree.tokens)) if i not in named and _is_trigger(tree, i, i in sure)]


def _event_names(document: Document, tree: Tree) -> frozenset[int]:
    """The head words of names of events: "the Second World War" is one."""
    spans = [name.span for name in document.names if name.type is NameType.EVENT]
    if not spans:
        return frozenset()
    inside = {i: span for i, token in enumerate(document.tokens) for span in spans if token.span in span}
    return frozenset(i for i, span in inside.items() if inside.get(tree.tokens[i].head) != span)


def _is_trigger(tree: Tree, i: int, sure: bool) -> bool:
    """By the rules, or because the reader is sure of it."""
    token = tree.tokens[i]
    if sure or not any(c.isalpha() for c in tree.word(i)):
        return sure
    if token.upos == "NOUN" and token.deprel != "flat" and (eventive(token.lemma) or eventive(joined(tree, i))):
        return token.deprel != "compound" or token.lemma.lower() in nouns("event")
    if copula(tree, i) is not None or (token.upos == "ADJ" and is_clause(tree, i)) or _paired(tree, i):
        return token.upos in ("ADJ", "VERB", "NOUN", "PROPN", "ADV", "PRON", "NUM")
    if token.upos == "AUX":
        # As in TimeML the copula tells of a state beside what its predicate tells; records leave it out.
        if token.deprel == "cop":
            return True
        return token.deprel in ("root", "ccomp", "advcl", "conj", "acl:relcl") and bool(tree.below(i, "nsubj"))
    if token.upos == "ADJ":
        return _predicative(tree, i)
    if token.upos == "VERB" and token.deprel == "case":
        return has(tree, i, "VerbForm=Part")  # "including", "following"
    return is_verb(tree, i) and not (token.deprel == "amod" and not has(tree, i, "VerbForm=Part"))


def _paired(tree: Tree, i: int) -> bool:
    """The second half of a predicate ("is smaller and squarer"), whatever the reader takes the word for."""
    head = tree.tokens[i].head
    if tree.tokens[i].deprel != "conj" or tree.tokens[head].upos != "ADJ" or copula(tree, head) is None:
        return False
    return not tree.below(i, "nsubj", "det", "case")


def _predicative(tree: Tree, i: int) -> bool:
    """An adjective that states something without copula ("remained calm", "missiles ready to use")."""
    relation = tree.relation(i)
    return relation in ("xcomp", "acl", "advcl") or (relation == "amod" and bool(tree.below(i, "xcomp", "ccomp")))


def _inside_names(document: Document) -> frozenset[int]:
    """Tokens inside names: "Fighting Irish" is no event."""
    spans = [n.span for n in document.names if n.type is not NameType.EVENT]
    found, at = set(), 0
    for i, token in enumerate(document.tokens):
        while at < len(spans) and spans[at].end <= token.span.start:
            at += 1
        if at < len(spans) and token.span in spans[at]:
            found.add(i)
    return frozenset(found)
