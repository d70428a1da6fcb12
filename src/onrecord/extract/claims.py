"""Where a word that may report keeps its source and its content: read off the dependency tree, judged elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from onrecord.extract.cuewords import (
    case_of,
    content_like,
    cue_words,
    is_marked,
    mark_of,
    source_words,
    trimmed,
)
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
LIGHT = frozenset(
    "make have give issue express take offer voice raise release deliver reach receive hear lodge file launch repeat "
    "reiterate show get hold share announce unveil outline lay keep".split()
)
_MAKES_HAPPEN = frozenset("allow permit let help enable force cause compel lead make get".split())
# Participles that tell how their subject feels, with "be" and the look of a passive.
FELT = frozenset(
    "concerned worried convinced pleased alarmed disappointed frustrated surprised shocked determined prepared "
    "committed interested excited upset persuaded resigned".split()
)
_JUDGING = frozenset(
    "accuse blame criticize criticise praise thank charge commend attack blast fault condemn congratulate applaud slam "
    "hail fault rebuke chide suspect".split()
)
# "was reported", and the frame of what is told so.
_REPORTING = frozenset({"report", "rumour", "rumor", "allege"})
FRAME_TOLD = "told"
# Relations of what may be the content of a noun.
_OF_NOUN = ("acl", "ccomp", "nmod", "obl")
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
    elif token.upos == "NOUN" and not tree.kinds[at].isdisjoint(_OF_NOUN):
        yield from _noun(tree, at)
    elif token.upos == "ADV" and token.deprel == "advmod" and token.head >= 0:
        yield from _adverb(tree, at)


# --- predicates: "said that", "wants to", "is concerned that" ----------------------------------------


def _predicate(tree: Tree, at: int) -> Iterator[Claim]:
    holder, passive = subject(tree, at)
    contents = list(_contents(tree, at))
    if not contents and (not passive or holder is not None):
        return
    source = source_words(tree, holder, at) if holder is not None else ()
    words = cue_words(tree, at)
    if passive and holder is None:
        yield from _told_of(tree, at, words)
    for frame, heads, content in contents:
        if content and holder not in content and holder not in heads and not _enabling(tree, at, frame):
            cue, content = _with_case(tree, words, frame, content)
            claim = Claim(at, cue, frame, content, source, holder, passive)
            yield claim
            yield from _made(tree, claim, heads[0])


def _told_of(tree: Tree, at: int, words: tuple[int, ...]) -> Iterator[Claim]:
    """ "Shelling is reported in Arlia", "nine miners are reported trapped": all of the clause, by nobody named."""
    plain = tree.lemmas[at] in _REPORTING and not tree.below(at, "ccomp", "csubj")
    plain = plain and not any(case_of(tree, c) == "to" for c in tree.below(at, "obl"))  # "reported to the police"
    plain = plain and not any(mark_of(tree, c) == "as" for c in tree.below(at, "advcl"))  # "reported as saying"
    if not plain or any(is_marked(tree, c, "to") for c in tree.below(at, "xcomp")):
        return
    left_out = {i for c in tree.below(at, "advcl", "conj", "parataxis") for i in tree.subtree(c)} | set(words)
    content = trimmed(tree, [i for i in tree.subtree(at) if i not in left_out])
    if len(content) > 1:
        yield Claim(at, words, FRAME_TOLD, content, (), None, True)


def _made(tree: Tree, claim: Claim, noun: int) -> Iterator[Claim]:
    """ "raised questions about X", "made the claim that X": the noun is a part of the cue, only X is the content."""
    if claim.frame != "obj" or tree.tokens[noun].upos != "NOUN":
        return
    for c in tree.below(noun):
        frame = _noun_frame(tree, c) if c > noun else None
        below = tree.subtree(c)
        content = trimmed(tree, below)
        if not frame or not content:
            continue
        inner = (i for i in tree.subtree(noun) if i < c and i not in below)
        words, content = _with_case(tree, tuple(sorted({*claim.words, *inner})), frame, content)
        yield replace(claim, words=words, frame=f"obj:{frame}", content=content)


def _with_case(
    tree: Tree, cue: tuple[int, ...], frame: str, content: tuple[int, ...]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """ "called for calm", "criticism of the plan": the preposition belongs to the cue, as annotators have it."""
    first = content[0]
    kept = frame in ("obl:as", "obl:to") or tree.tokens[first].upos not in ("ADP", "SCONJ")
    if kept or not frame.startswith("obl:") or len(content) < 2:
        return cue, content
    return tuple(sorted({*cue, first})), content[1:]


def contrasted(tree: Tree, at: int, c: int) -> set[int]:
    """What the tree hangs on content `c` of cue `at` though it is set against it.

    "A says that X, while B says that Y"; "he said he had paid, but it is not clear whom": after a cue in the past, a
    clause in the present beside one that was shifted back is the outlet's own.
    """
    found = [d for d in tree.below(c, "advcl") if d > c and mark_of(tree, d) in ("while", "whereas")]
    joined = [d for d in (*tree.below(c, "conj"), *tree.below(at, "conj")) if d > c]
    if joined and _tense(tree, at) == "Past" and _tense(tree, c) == "Past":
        joined = [d for d in joined if any(tree.lowers[k] == "but" for k in tree.below(d, "cc"))]
        found += [d for d in joined if _tense(tree, d) == "Pres" and tree.below(d, "nsubj", "expl")]
    return {i for d in found for i in tree.subtree(d)}


def _without_contrast(tree: Tree, at: int, c: int) -> tuple[int, ...]:
    left_out = contrasted(tree, at, c)
    return tuple(i for i in tree.subtree(c) if i not in left_out) if left_out else tree.subtree(c)


def _tense(tree: Tree, at: int) -> str:
    """ "Past" or "Pres" of the finite verb of a clause, "" where there is none."""
    for i in (*tree.below(at, "aux", "cop"), at):
        morph = tree.tokens[i].morph
        if "VerbForm=Fin" in morph and "Tense=" in morph:
            return morph.partition("Tense=")[2][:4]
    return ""


def _enabling(tree: Tree, at: int, frame: str) -> bool:
    """ "allowed him to go" makes something happen; nobody is on record with it."""
    return frame in ("to", "obj+to") and tree.lemmas[at] in _MAKES_HAPPEN


def _contents(tree: Tree, at: int) -> Iterator[Content]:
    objects = [c for c in tree.below(at, "obj", "iobj") if c > at]
    for c in tree.children[at]:
        frame = _frame(tree, at, c)
        # "wants them to go" is about them going: with an object there is no bare infinitive.
        if frame and not (frame == "to" and objects and objects[0] < c):
            yield frame, (c,), trimmed(tree, _without_contrast(tree, at, c))
    yield from _whole_complement(tree, at)
    yield from _main(tree, at)


def _whole_complement(tree: Tree, at: int) -> Iterator[Content]:
    """ "called the plan a mistake": the object together with what is said of it."""
    objects = [c for c in tree.below(at, "obj", "iobj") if c > at]
    if not objects:
        return
    more = [c for c in tree.below(at, "xcomp", "obl", "ccomp") if c > at and content_like(tree, c)]
    if tree.lemmas[at] in _JUDGING:
        # "accused the firm of fraud": the firm is who is judged, and the fraud what is said of it.
        more = [c for c in more if case_of(tree, c) not in ("of", "for", "over")]
    if more:
        heads = (*objects, *more)
        to = any(is_marked(tree, c, "to") for c in more)
        kind = "to" if to else case_of(tree, more[0]) or tree.relation(more[0])
        yield f"obj+{kind}", heads, trimmed(tree, [i for h in heads for i in tree.subtree(h)])


def _frame(tree: Tree, at: int, c: int) -> str | None:
    relation = tree.relation(c)
    if relation in ("ccomp", "csubj"):
        return _clause_frame(tree, c)
    if relation == "xcomp":
        ing = tree.lowers[c].endswith("ing")
        return "to" if is_marked(tree, c, "to") else "ing" if ing else "pred"
    if relation in ("obj", "iobj"):
        return relation if c > at or tree.tokens[c].upos != "PRON" else None
    if relation == "advcl":
        mark = mark_of(tree, c)
        return f"wh:{mark}" if mark in ("if", "whether") else f"obl:{mark}" if mark in _CONTENT_CASES else None
    if relation in ("obl", "nmod"):
        case = case_of(tree, c)
        return f"obl:{case}" if case in _CONTENT_CASES and content_like(tree, c) else None
    return None


def _clause_frame(tree: Tree, c: int) -> str:
    mark = mark_of(tree, c)
    if mark in ("that", "to"):
        return mark
    if mark in ("if", "whether"):
        return f"wh:{mark}"
    first = tree.lowers[min(tree.subtree(c))]
    return "wh" if first in ("what", "how", "why", "who", "when", "where", "which") else "fin"


def _main(tree: Tree, at: int) -> Iterator[Content]:
    """ "X, he said" with the cue below the content, and "as he said"."""
    token = tree.tokens[at]
    if token.head < 0 or token.upos != "VERB":
        return
    relation = tree.relation(at)
    as_said = relation == "advcl" and mark_of(tree, at) == "as"
    if relation == "parataxis" or as_said:
        mine = set(tree.subtree(at))
        rest = trimmed(tree, [i for i in tree.subtree(token.head) if i not in mine])
        yield ("as" if as_said else "main"), (token.head,), rest


def subject(tree: Tree, at: int, depth: int = 0) -> tuple[int | None, bool]:
    """The head of whoever does what the predicate says, and whether the predicate is passive."""
    if depth > 6:
        return None, False
    felt = tree.below(at, "nsubj:pass", "nsubj") if tree.lowers[at] in FELT else []
    if felt:
        return felt[0], False
    if tree.below(at, "nsubj:pass", "aux:pass", "csubj:pass") or _reduced_passive(tree, at):
        agents = [c for c in tree.below(at, "obl") if case_of(tree, c) == "by"]
        return (agents[0] if agents else None), True
    own = tree.below(at, "nsubj")
    if own:
        return own[0], False
    return _inherited(tree, at, depth), False


def _reduced_passive(tree: Tree, at: int) -> bool:
    """A past participle after a noun: "the man accused of"."""
    token = tree.tokens[at]
    ing = tree.lowers[at].endswith("ing")
    return token.deprel == "acl" and token.upos == "VERB" and not ing and not is_marked(tree, at, "to")


def _inherited(tree: Tree, at: int, depth: int) -> int | None:
    token, head = tree.tokens[at], tree.tokens[at].head
    if head < 0:
        return None
    relation = tree.relation(at)
    if relation == "acl":
        return head
    if relation not in _INHERITS or token.upos not in ("VERB", "ADJ"):
        return None
    told = tree.below(head, "nsubj:pass") if mark_of(tree, at) == "as" and tree.lowers[at].endswith("ing") else []
    if told:
        return told[0]  # "the general was quoted as saying"
    if tree.tokens[head].upos in ("NOUN", "PROPN") and relation == "conj":
        return None
    objects = tree.below(head, "obj", "iobj")
    if relation == "xcomp" and objects and tree.tokens[head].lemma in _OBJECT_CONTROL:
        return objects[0]
    return subject(tree, head, depth + 1)[0]


# --- nouns: "his claim that", "plans to", "criticism of" ----------------------------------------


def _noun(tree: Tree, at: int) -> Iterator[Claim]:
    framed = [(c, frame) for c in tree.children[at] if (frame := _noun_frame(tree, c))]
    if not framed:
        return
    holder = _noun_holder(tree, at)
    source = source_words(tree, holder, at) if holder is not None else ()
    for c, frame in framed:
        content = trimmed(tree, tree.subtree(c))
        if c != holder and content and set(source).isdisjoint(content):
            cue, content = _with_case(tree, cue_words(tree, at), frame, content)
            yield Claim(at, cue, f"n:{frame}", content, source, holder)


def _noun_frame(tree: Tree, c: int) -> str | None:
    relation = tree.relation(c)
    if tree.tokens[c].deprel == "acl:relcl":
        return "that" if _first(tree, c) == "that" and not _relative(tree, c) else None
    if relation in ("acl", "ccomp"):
        mark = mark_of(tree, c)
        if is_marked(tree, c, "to") or mark == "that":
            return "to" if mark != "that" else "that"
        return "fin" if relation == "ccomp" else f"obl:{mark}" if mark in _CONTENT_CASES else None
    if relation in ("nmod", "obl"):
        case = case_of(tree, c)
        return f"obl:{case}" if case in _CONTENT_CASES else None
    return None


def _noun_holder(tree: Tree, at: int) -> int | None:
    owners = [c for c in tree.below(at) if c < at and _owns(tree, c)]
    if owners:
        return owners[0]
    for case in ("by", "from"):
        for c in tree.below(at, "nmod"):
            if case_of(tree, c) == case:
                return c
    head, relation = tree.tokens[at].head, tree.relation(at)
    if head >= 0 and relation == "obj" and tree.tokens[head].lemma in LIGHT:
        return subject(tree, head)[0]
    return None


def _owns(tree: Tree, c: int) -> bool:
    marks = [tree.lowers[k] for k in tree.below(c, "case")]
    return tree.tokens[c].deprel == "nmod:poss" or "'s" in marks or "’s" in marks


def _first(tree: Tree, c: int) -> str:
    return tree.lowers[min(tree.subtree(c))]


def _relative(tree: Tree, c: int) -> bool:
    """Whether "that" is itself subject or object of the clause: then the clause is no content."""
    return any(tree.lowers[d] == "that" and tree.relation(d) in ("nsubj", "obj", "obl") for d in tree.below(c))


# --- adverbs: "reportedly" ----------------------------------------


def _adverb(tree: Tree, at: int) -> Iterator[Claim]:
    content = trimmed(tree, [i for i in tree.subtree(clause_of(tree, tree.tokens[at].head)) if i != at])
    if content:
        yield Claim(at, (at,), "adv", content, (), None)


def clause_of(tree: Tree, at: int) -> int:
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
