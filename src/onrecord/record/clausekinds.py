"""How a clause hangs in its sentence, as far as it decides whether the clause tells what happened."""

from __future__ import annotations

from functools import cache

from onrecord.extract.clauses import auxiliaries, case, form, has, lemma, passive
from onrecord.extract.contexts import read_table
from onrecord.extract.marks import headline, past
from onrecord.extract.tree import Tree, kept
from onrecord.extract.triggers import eventive
from onrecord.model import Document

# Verbs that only place another event in time or mood when they have it as complement.
CARRIERS = frozenset(
    "begin start continue keep stop cease finish go have get seem appear tend happen prove manage use need "
    "try be come help let make fail set attempt".split()
)
_GLAD = frozenset("proud happy pleased glad honored honoured delighted grateful".split())
_PART = frozenset("role part involvement complicity participation".split())
_KEPT = frozenset("large custody hospital detention prison jail captivity quarantine exile".split())
_OCCUR = frozenset({"happen", "take", "begin", "start", "continue", "come", "be"})
_COMPLEMENTS = ("xcomp", "ccomp", "advcl")
_PHASES = frozenset({"begin", "start", "continue"})
_ADDRESSES = ("http", "www.", "@")
_FUTURE = frozenset({"will", "would", "'ll", "’ll"})


@cache
def words(kind: str) -> frozenset[str]:
    """The lemmas of one kind of the table data/events/worth.tsv."""
    return frozenset(w.replace("_", " ") for row in read_table("worth.tsv") if row[0] == kind for w in row[1].split())


def attached(tree: Tree, i: int) -> str:
    """The relation of the clause, of a coordinated one that of the first, and of one carried that of its carrier."""
    return tree.tokens[carrier(tree, i)].deprel


def carrier(tree: Tree, i: int) -> int:
    """The head of the clause that decides how this one hangs: the first conjunct, the verb that only carries it."""
    while (head := tree.tokens[i].head) >= 0:
        carries = lemma(tree, head) in CARRIERS and tree.tokens[head].upos == "VERB"
        if tree.tokens[i].deprel != "conj" and not (carries and tree.tokens[i].deprel in ("xcomp", "ccomp")):
            break
        i = head
    return i


def first(tree: Tree, i: int) -> int:
    """The first of the words that are coordinated with this one."""
    while tree.tokens[i].deprel == "conj" and tree.tokens[i].head >= 0:
        i = tree.tokens[i].head
    return i


def gerund(tree: Tree, i: int) -> bool:
    """A present participle without auxiliary, or what is coordinated with one."""
    i = first(tree, i)
    return form(tree, i) == "Part-Pres" and not tree.below(i, "aux") and not tree.below(i, "cop")


def purpose(tree: Tree, i: int) -> bool:
    """What something is for: "to counter the threat", "a tool to cut steel", "so that they could fire"."""
    i = first(tree, i)
    if tree.tokens[i].deprel not in ("acl", "advcl", "acl:relcl", "xcomp"):
        return False
    marks = {tree.word(c).lower() for c in tree.below(i, "mark", "advmod") if c < i}
    if tree.tokens[i].deprel == "advcl" and {"so", "lest"} & marks:
        return True
    to = "to" in marks and tree.tokens[i].deprel in ("acl", "advcl") and not headline(tree, i)
    return to and form(tree, i) != "Fin"


def merely_able(tree: Tree, i: int) -> bool:
    """ "Capable of firing missiles", "ready to use", "hard to beat": nothing is fired, used or beaten."""
    i = first(tree, i)
    head = tree.tokens[i].head
    if head < 0 or tree.tokens[head].lemma.lower() not in words("able"):
        return False
    return tree.tokens[i].deprel in ("xcomp", "advcl", "ccomp", "acl", "obl", "csubj", "nmod")


def past_or_to_come(tree: Tree, i: int) -> bool:
    """Whether a relative clause tells what was or will be done, not what is so or can be."""
    helping = auxiliaries(tree, carrier(tree, i))
    if any(tree.word(a).lower() in _FUTURE for a in helping):
        return True
    plain = [a for a in helping if has(tree, a, "Tense=Pres") and tree.tokens[a].lemma.lower() != "have"]
    return past(tree, i) and (not plain or not passive(tree, i))


def how_many(tree: Tree, who: int) -> bool:
    """ "Three are missing", "three others are homeless": people that are only counted."""
    counted = tree.lowers[who] in ("other", "others") and bool(tree.below(who, "nummod"))
    return counted or tree.tokens[who].upos == "NUM"


def has_a_part(tree: Tree, i: int) -> bool:
    """ "Played a role in ending the war": who has a part in it does it; who specializes in it may not."""
    above = tree.tokens[first(tree, i)].head
    if above < 0:
        return False
    return tree.lemmas[above] in _PART or any(tree.lemmas[c] in ("role", "part") for c in tree.below(above, "obj"))


def glad(tree: Tree, i: int) -> bool:
    """ "Was proud to name her", "are pleased to host it": who is glad to do it does it."""
    at = tree.tokens[first(tree, i)]
    return at.deprel == "xcomp" and tree.lemmas[at.head] in _GLAD


def content(tree: Tree, i: int) -> bool:
    """Whether the clause on a noun tells what is claimed, feared or hoped: a whole one, with "that"."""
    at = first(tree, i)
    if not tree.below(at, "nsubj", "nsubj:pass") or (form(tree, at) != "Fin" and not auxiliaries(tree, at)):
        return False
    return any(tree.lowers[c] == "that" for c in tree.below(at, "mark"))


def somewhere(tree: Tree, i: int) -> bool:
    """ "Goes on trial", "moved away from the plan"; who "went free in May" went nowhere."""
    if any(not case(tree, c) for c in tree.below(i, "xcomp")):
        return False
    return any(tree.below(k, "obl", "xcomp") for k in (i, *tree.below(i, "advmod")))


def kept_there(tree: Tree, i: int) -> bool:
    """ "The suspect remains at large": where somebody is kept, or is not."""
    return tree.lemmas[i] in ("remain", "stay") and any(tree.lowers[c] in _KEPT for c in tree.below(i, "obl"))


@kept
def addressing(document: Document) -> frozenset[int]:
    """The sentences with an address in them."""
    told = (sentence.of(document.text) for sentence in document.sentences)
    return frozenset(n for n, words in enumerate(told) if any(mark in words for mark in _ADDRESSES))


def serves(tree: Tree, i: int, word: str) -> bool:
    """Whether the verb only carries another event: its complement, or its subject."""
    if word not in CARRIERS:
        return False
    # "Makes landfall, killing two": with an object of its own it does not carry what stands beside it.
    inside = ("xcomp", "ccomp") if tree.below(i, "obj") else _COMPLEMENTS
    inner = [c for c in tree.below(i, *inside) if tree.tokens[c].upos == "VERB" and _open(tree, c)]
    # "The attack took place": the noun tells it; "the talks failed" tells something of the talks.
    nouns = [c for c in tree.below(i, "nsubj") if eventive(tree.tokens[c].lemma) and word in _OCCUR]
    nouns += [c for c in tree.below(i, "obj") if eventive(tree.tokens[c].lemma) and word in _PHASES]
    return bool(inner or nouns)


def _open(tree: Tree, i: int) -> bool:
    return not any(
        tree.word(c).lower() in ("so", "because", "if", "when", "after", "before") for c in tree.below(i, "mark")
    )
