"""Which words tell of an event: predicates, and nouns that name happenings."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, lru_cache

from onrecord.extract.clauses import copula, has, is_clause, is_verb, objects
from onrecord.extract.commitment import sure_events
from onrecord.extract.contexts import read_table
from onrecord.extract.tree import Tree
from onrecord.model import Document, NameType, Span
from onrecord.nlp.lemmas import lemma as lemma_of

# What hangs so on a word is a part of it.
_PARTS = frozenset({"compound", "flat", "goeswith", "fixed"})
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
    """The words of one kind of the table data/events/nouns.tsv: event, not, person or quality."""
    return frozenset(word for row in read_table("nouns.tsv") if row[0] == kind for word in row[1].split())


@lru_cache(maxsize=20_000)
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
    if len(parts) == 1:
        return tree.tokens[i].lemma.lower()
    return "".join(tree.word(k).lower() for k in parts[:-1]) + tree.tokens[i].lemma.lower()


def light_object(tree: Tree, i: int, lemma: str) -> int | None:
    """The noun that carries the meaning of a support verb ("carried out an attack")."""
    if lemma not in LIGHT:
        return None
    return next((o for o in objects(tree, i) if tree.tokens[o].upos == "NOUN" and eventive(tree.tokens[o].lemma)), None)


def triggers(document: Document, tree: Tree) -> list[int]:
    """Positions of all triggers, in text order: what the rules know and what else the reader is sure of."""
    named, sure = _inside_names(document), sure_events(document, tree) | _event_names(document, tree)
    found = [i for i in range(len(tree.tokens)) if i not in named and _is_trigger(tree, i, i in sure)]
    found = [i for i in found if not _in_title(tree, i)]
    parts = frozenset(k for i in found if tree.tokens[i].upos == "PROPN" for k in whole(tree, i) if k != i)
    return [i for i in found if i not in parts]


def whole(tree: Tree, i: int) -> list[int]:
    """Positions of all words of a trigger: what a hyphen joins, and the rest of a name ("Gulf War", "Flight 12")."""
    if tree.tokens[i].upos != "PROPN":
        return tree.hyphened(i)
    first, last = i, i + 1
    while first and _part(tree, first - 1, range(first, last)):
        first -= 1
    while last < len(tree.tokens) and _part(tree, last, range(first, last)):
        last += 1
    return list(range(first, last))


def _part(tree: Tree, k: int, name: range) -> bool:
    return tree.tokens[k].head in name and tree.tokens[k].deprel in _PARTS


def _in_title(tree: Tree, i: int) -> bool:
    """ "Minister for Trade and Investment": what an office is for, where the reader took it for no part of a name."""
    if tree.tokens[i].upos not in ("NOUN", "PROPN") or not tree.words[i][:1].isupper():
        return False
    k, sentence = i - 1, tree.tokens[i].sentence
    while k > 0 and (tree.words[k][:1].isupper() or tree.lowers[k] in ("and", ",")):
        k -= 1
    if k < 1 or tree.tokens[k].sentence != sentence or tree.words[k] not in ("of", "for"):
        return False
    return tree.words[k - 1][:1].isupper() and tree.lemmas[k - 1] in nouns("person")


def _event_names(document: Document, tree: Tree) -> frozenset[int]:
    """The head words of names of events: "the Second World War" is one."""
    spans = [name.span for name in document.names if name.type is NameType.EVENT]
    if not spans:
        return frozenset()
    starts = [token.span.start for token in document.tokens]
    inside: dict[int, Span] = {}
    for span in spans:
        near = range(bisect_left(starts, span.start), bisect_left(starts, span.end))
        inside.update((i, span) for i in near if document.tokens[i].span in span)
    return frozenset(i for i, span in inside.items() if inside.get(tree.tokens[i].head) != span)


def _is_trigger(tree: Tree, i: int, sure: bool) -> bool:
    """By the rules, or because the reader is sure of it."""
    token = tree.tokens[i]
    if sure or not (tree.words[i].isalpha() or any(c.isalpha() for c in tree.words[i])):
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
        return _predicative(tree, i) or _suffered(tree, i)
    if token.upos == "PROPN":
        return token.deprel not in _PARTS and token.lemma.lower() in nouns("event")  # "the Cold War"
    if token.upos == "VERB" and token.deprel == "case":
        return has(tree, i, "VerbForm=Part")  # "including", "following"
    return is_verb(tree, i) and not (token.deprel == "amod" and not _participle(tree, i))


def _participle(tree: Tree, i: int) -> bool:
    """Whether a verb before a noun tells what that does or suffers ("a growing firm"), not which it is."""
    formed = has(tree, i, "VerbForm=Part") or has(tree, i, "VerbForm=Ger")
    return formed and tree.lowers[i] not in nouns("quality")


def _suffered(tree: Tree, i: int) -> bool:
    """A participle before a noun that the tagger takes for an adjective ("the stranded crew", "elected officials")."""
    word = tree.lowers[i]
    if tree.tokens[i].deprel != "amod" or word in nouns("quality") or word.endswith("ing"):
        return False
    return lemma_of(word.removeprefix("un"), "VERB") != word.removeprefix("un")


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
    """Tokens inside names, of months too: neither "Fighting Irish" nor "March" is an event."""
    spans = [n.span for n in document.names if n.type is not NameType.EVENT]
    dates = frozenset(t.span.start for t in document.timexes)
    found, at = {i for i, t in enumerate(document.tokens) if t.upos == "PROPN" and t.span.start in dates}, 0
    for i, token in enumerate(document.tokens):
        while at < len(spans) and spans[at].end <= token.span.start:
            at += 1
        if at < len(spans) and token.span in spans[at]:
            found.add(i)
    return frozenset(found)
