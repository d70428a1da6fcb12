"""Where a word that may report keeps its source and its content: read off the dependency tree, judged elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.extract.tree import Tree

# Prepositions after which content may stand; "after" or "during" start a time, never a content.
_CONTENT_CASES = frozenset(
    "about of for on over against with as to at from in into toward towards regarding concerning upon like".split()
)
# "X asked Y to go": the subject of the infinitive is Y.
_OBJECT_CONTROL = frozenset(
    "ask tell urge order want advise warn persuade convince invite allow force require request instruct command "
    "encourage beg expect call push press direct remind permit enable compel lead cause get help let make".split()
)
# "X made the claim that": who makes a noun of saying is the subject of such a verb.
_LIGHT = frozenset(
    "make have give issue express take offer voice raise release deliver reach receive hear lodge file launch repeat "
    "reiterate show get hold share announce unveil outline lay keep".split()
)
_MAKES_HAPPEN = frozenset("allow permit let help enable force cause compel lead make get".split())
# Participles that tell how their subject feels, with "be" and the look of a passive.
_FELT = frozenset(
    "concerned worried convinced pleased alarmed disappointed frustrated surprised shocked determined prepared "
    "committed interested excited upset persuaded resigned".split()
)
_EDGE = frozenset({"punct", "cc", "cc:preconj"})
_NOT_CONTENT = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december morning afternoon evening night week month year day hour minute time "
    "statement interview speech email e-mail letter tweet conference briefing reporter".split()
)
_INHERITS = ("conj", "advcl", "xcomp", "ccomp", "parataxis", "dep")


@dataclass(frozen=True, slots=True)
class Claim:
    """A possible attribution. All numbers are positions in Document.tokens.

    cue: its head word; words: all words of the cue. frame: how the content hangs on the cue ("that", "to", "obj",
    "obl:about", "main" …). source: empty where the tree shows none; holder: head word of the source, or None. read:
    whether it is the reader's own, not one that a rule saw.
    """

    cue: int
    words: tuple[int, ...]
    frame: str
    content: tuple[int, ...]
    source: tuple[int, ...]
    holder: int | None
    passive: bool = False
    read: bool = False


Content = tuple[str, tuple[int, ...], tuple[int, ...]]  # frame, heads, words


def claims(tree: Tree, at: int) -> Iterator[Claim]:
    """All ways to read the word at `at` as a cue."""
    token = tree.tokens[at]
    if token.upos == "VERB" or (token.upos == "ADJ" and tree.below(at, "cop", "ccomp", "xcomp")):
        yield from _predicate(tree, at)
    elif token.upos == "NOUN":
        yield from _noun(tree, at)
    elif token.upos == "ADV" and token.deprel == "advmod" and token.head >= 0:
        yield from _adverb(tree, at)
    if token.upos in ("NOUN", "PROPN", "PRON"):
        yield from _prepositional(tree, at)


# --- predicates: "said that", "wants to", "is concerned that" ----------------------------------------


def _predicate(tree: Tree, at: int) -> Iterator[Claim]:
    holder, passive = subject(tree, at)
    source = source_words(tree, holder, at) if holder is not None else ()
    words = cue_words(tree, at)
    for frame, heads, content in _contents(tree, at):
        if content and holder not in content and holder not in heads and not _enabling(tree, at, frame):
            yield Claim(at, words, frame, content, source, holder, passive)


def _without_contrast(tree: Tree, c: int) -> list[int]:
    """ "A says that X, while B says that Y": the second half is no part of what A says."""
    contrast = [d for d in tree.below(c, "advcl") if d > c and _mark(tree, d) in ("while", "whereas")]
    left_out = {i for d in contrast for i in tree.subtree(d)}
    return [i for i in tree.subtree(c) if i not in left_out]


def _enabling(tree: Tree, at: int, frame: str) -> bool:
    """ "allowed him to go" makes something happen; nobody is on record with it."""
    return frame in ("to", "obj+to") and tree.tokens[at].lemma.lower() in _MAKES_HAPPEN


def _contents(tree: Tree, at: int) -> Iterator[Content]:
    for c in tree.below(at):
        frame = _frame(tree, at, c)
        if frame:
            yield frame, (c,), trimmed(tree, _without_contrast(tree, c))
    yield from _whole_complement(tree, at)
    yield from _main(tree, at)


def _whole_complement(tree: Tree, at: int) -> Iterator[Content]:
    """ "called the plan a mistake": the object together with what is said of it."""
    objects = [c for c in tree.below(at, "obj", "iobj") if c > at]
    more = [c for c in tree.below(at, "xcomp", "obl", "ccomp") if c > at and _content_like(tree, c)]
    if objects and more:
        heads = (*objects, *more)
        to = any(_marked(tree, c, "to") for c in more)
        kind = "to" if to else _case(tree, more[0]) or tree.relation(more[0])
        yield f"obj+{kind}", heads, trimmed(tree, [i for h in heads for i in tree.subtree(h)])


def _frame(tree: Tree, at: int, c: int) -> str | None:
    relation = tree.relation(c)
    if relation in ("ccomp", "csubj"):
        return _clause_frame(tree, c)
    if relation == "xcomp":
        ing = tree.word(c).lower().endswith("ing")
        return "to" if _marked(tree, c, "to") else "ing" if ing else "pred"
    if relation in ("obj", "iobj"):
        return relation if c > at or tree.tokens[c].upos != "PRON" else None
    if relation == "advcl":
        mark = _mark(tree, c)
        return f"wh:{mark}" if mark in ("if", "whether") else f"obl:{mark}" if mark in _CONTENT_CASES else None
    if relation in ("obl", "nmod"):
        case = _case(tree, c)
        return f"obl:{case}" if case in _CONTENT_CASES and _content_like(tree, c) else None
    return None


def _clause_frame(tree: Tree, c: int) -> str:
    mark = _mark(tree, c)
    if mark in ("that", "to"):
        return mark
    if mark in ("if", "whether"):
        return f"wh:{mark}"
    first = tree.word(min(tree.subtree(c))).lower()
    return "wh" if first in ("what", "how", "why", "who", "when", "where", "which") else "fin"


def _main(tree: Tree, at: int) -> Iterator[Content]:
    """ "X, he said" with the cue below the content, and "as he said"."""
    token = tree.tokens[at]
    if token.head < 0 or token.upos != "VERB":
        return
    relation = tree.relation(at)
    as_said = relation == "advcl" and _mark(tree, at) == "as"
    if relation == "parataxis" or as_said:
        mine = set(tree.subtree(at))
        rest = trimmed(tree, [i for i in tree.subtree(token.head) if i not in mine])
        yield ("as" if as_said else "main"), (token.head,), rest


def subject(tree: Tree, at: int, depth: int = 0) -> tuple[int | None, bool]:
    """The head of whoever does what the predicate says, and whether the predicate is passive."""
    if depth > 6:
        return None, False
    felt = tree.below(at, "nsubj:pass", "nsubj") if tree.word(at).lower() in _FELT else []
    if felt:
        return felt[0], False
    if tree.below(at, "nsubj:pass", "aux:pass", "csubj:pass") or _reduced_passive(tree, at):
        agents = [c for c in tree.below(at, "obl") if _case(tree, c) == "by"]
        return (agents[0] if agents else None), True
    own = tree.below(at, "nsubj")
    if own:
        return own[0], False
    return _inherited(tree, at, depth), False


def _reduced_passive(tree: Tree, at: int) -> bool:
    """A past participle after a noun: "the man accused of"."""
    token = tree.tokens[at]
    ing = tree.word(at).lower().endswith("ing")
    return token.deprel == "acl" and token.upos == "VERB" and not ing and not _marked(tree, at, "to")


def _inherited(tree: Tree, at: int, depth: int) -> int | None:
    token, head = tree.tokens[at], tree.tokens[at].head
    if head < 0:
        return None
    relation = tree.relation(at)
    if relation == "acl":
        return head
    if relation not in _INHERITS or token.upos not in ("VERB", "ADJ"):
        return None
    if tree.tokens[head].upos in ("NOUN", "PROPN") and relation == "conj":
        return None
    objects = tree.below(head, "obj", "iobj")
    if relation == "xcomp" and objects and tree.tokens[head].lemma in _OBJECT_CONTROL:
        return objects[0]
    return subject(tree, head, depth + 1)[0]


# --- nouns: "his claim that", "plans to", "criticism of" ----------------------------------------


def _noun(tree: Tree, at: int) -> Iterator[Claim]:
    holder = _noun_holder(tree, at)
    source = source_words(tree, holder, at) if holder is not None else ()
    for c in tree.below(at):
        frame = _noun_frame(tree, c)
        content = trimmed(tree, tree.subtree(c))
        if frame and c != holder and content and not set(source) & set(content):
            yield Claim(at, cue_words(tree, at), f"n:{frame}", content, source, holder)


def _noun_frame(tree: Tree, c: int) -> str | None:
    relation = tree.relation(c)
    if tree.tokens[c].deprel == "acl:relcl":
        return "that" if _first(tree, c) == "that" and not _relative(tree, c) else None
    if relation in ("acl", "ccomp"):
        mark = _mark(tree, c)
        if _marked(tree, c, "to") or mark == "that":
            return "to" if mark != "that" else "that"
        return "fin" if relation == "ccomp" else f"obl:{mark}" if mark in _CONTENT_CASES else None
    if relation in ("nmod", "obl"):
        case = _case(tree, c)
        return f"obl:{case}" if case in _CONTENT_CASES else None
    return None


def _noun_holder(tree: Tree, at: int) -> int | None:
    owners = [c for c in tree.below(at) if c < at and _owns(tree, c)]
    if owners:
        return owners[0]
    for case in ("by", "from"):
        for c in tree.below(at, "nmod"):
            if _case(tree, c) == case:
                return c
    head, relation = tree.tokens[at].head, tree.relation(at)
    if head >= 0 and relation == "obj" and tree.tokens[head].lemma in _LIGHT:
        return subject(tree, head)[0]
    return None


def _owns(tree: Tree, c: int) -> bool:
    marks = [tree.word(k).lower() for k in tree.below(c, "case")]
    return tree.tokens[c].deprel == "nmod:poss" or "'s" in marks or "’s" in marks


def _first(tree: Tree, c: int) -> str:
    return tree.word(min(tree.subtree(c))).lower()


def _relative(tree: Tree, c: int) -> bool:
    """Whether "that" is itself subject or object of the clause: then the clause is no content."""
    return any(tree.word(d).lower() == "that" and tree.relation(d) in ("nsubj", "obj", "obl") for d in tree.below(c))


# --- prepositions and adverbs: "according to X", "reportedly" ----------------------------------------


def _prepositional(tree: Tree, at: int) -> Iterator[Claim]:
    head = tree.tokens[at].head
    cases = [c for c in tree.below(at, "case", "mark", "fixed", "advmod") if c < at]
    words = tuple(sorted(i for c in cases for i in tree.subtree(c)))
    said = " ".join(tree.word(i).lower() for i in words)
    if head < 0 or said not in ("according to", "per"):
        return
    mine = set(tree.subtree(at))
    content = trimmed(tree, [i for i in tree.subtree(_clause(tree, head)) if i not in mine])
    source = trimmed(tree, [i for i in mine if i not in words])
    if content and source:
        yield Claim(words[0], words, f"prep:{said}", content, source, at)


def _adverb(tree: Tree, at: int) -> Iterator[Claim]:
    content = trimmed(tree, [i for i in tree.subtree(_clause(tree, tree.tokens[at].head)) if i != at])
    if content:
        yield Claim(at, (at,), "adv", content, (), None)


def _clause(tree: Tree, at: int) -> int:
    """The predicate of the clause that the word stands in."""
    for up in (at, *tree.above(at)):
        relation, head = tree.relation(up), tree.tokens[up].head
        if relation == "acl" and head >= 0 and tree.tokens[head].head < 0:
            continue  # a headline-like sentence read as a noun with a participle
        if relation in ("root", "ccomp", "advcl", "parataxis", "acl") or head < 0:
            return up
        if relation == "conj" and tree.tokens[up].upos in ("VERB", "AUX"):
            return up
    return at


# --- words ----------------------------------------


def source_words(tree: Tree, holder: int, cue: int) -> tuple[int, ...]:
    """The noun phrase of the holder, without the branch that the cue itself is in and without case marks."""
    branch, mine = cue, set[int]()
    for up in tree.above(cue):
        if up == holder:
            mine = set(tree.subtree(branch))
            break
        branch = up
    skip = ["parataxis", "advcl"]
    if tree.below(holder, "cop"):
        skip += ["cop", "nsubj", "conj", "advmod"]
    for c in tree.below(holder, "case", "mark"):
        mine.update(tree.subtree(c))
    for c in tree.below(holder, "nmod", "obl"):
        if tree.tokens[c].lemma.lower() in _NOT_CONTENT and _case(tree, c) in ("in", "on", "at", "during"):
            mine.update(tree.subtree(c))  # "the ministry in a statement on Monday": how and when, not who
    return trimmed(tree, [i for i in tree.subtree(holder, skip) if i not in mine])


def cue_words(tree: Tree, at: int) -> tuple[int, ...]:
    """Verb with auxiliaries, negation and particle, and the adverbs right beside or between these."""
    core = {at, *tree.below(at, "aux", "cop", "compound:prt")}
    core.update(c for c in tree.below(at, "advmod") if tree.tokens[c].lemma.lower() in ("not", "n't", "n’t", "never"))
    low, high = min(core), max(core)
    core.update(c for c in tree.below(at, "advmod", "mark") if low - 1 <= c <= high + 1 and not tree.below(c))
    return tuple(sorted(core))


def trimmed(tree: Tree, words: Iterable[int]) -> tuple[int, ...]:
    """In order, without punctuation and conjunctions at either end."""
    found = sorted(words)
    low, high = 0, len(found)
    while low < high and tree.tokens[found[low]].deprel in _EDGE:
        low += 1
    while low < high and tree.tokens[found[high - 1]].deprel in _EDGE:
        high -= 1
    return tuple(found[low:high])


def _mark(tree: Tree, at: int) -> str:
    marks = tree.below(at, "mark")
    return tree.word(marks[0]).lower() if marks else ""


def _marked(tree: Tree, at: int, word: str) -> bool:
    return any(tree.word(c).lower() == word for c in tree.below(at, "mark", "aux"))


def _case(tree: Tree, at: int) -> str:
    cases = tree.below(at, "case")
    return tree.word(cases[0]).lower() if cases else ""


def _content_like(tree: Tree, c: int) -> bool:
    """Neither a time nor a medium, by its words."""
    return tree.tokens[c].deprel != "obl:unmarked" and tree.tokens[c].lemma.lower() not in _NOT_CONTENT
