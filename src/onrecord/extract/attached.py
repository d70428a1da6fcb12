"""How a clause or a noun hangs on what governs it, where that decides more than the governing word does."""

from __future__ import annotations

from onrecord.extract.clauses import auxiliaries, case, copula, form, has, lemma, passive
from onrecord.extract.contexts import noun_effect
from onrecord.extract.denials import CLAIMS
from onrecord.extract.marks import NEGATIONS
from onrecord.extract.modality import Standing, because
from onrecord.extract.tree import Tree

# What an assembly or voters may throw out, with what it would bring.
_MEASURES = frozenset(
    "measure bill plan proposal motion offer amendment law referendum initiative request resolution call deal".split()
)
_THROWING = frozenset({"reject", "defeat", "veto", "scrap", "drop", "oppose", "withdraw"})
_WITHHOLDING = frozenset({"deny", "refuse"})
_KNOWING = frozenset({"know", "say", "tell", "determine", "establish", "identify", "confirm"})
_OPEN = frozenset({"unclear", "unknown", "uncertain"})
_OPEN_ENDED = frozenset({"what", "who", "whom", "which"})
_GRANTS = frozenset(
    "approval access entry visa permission request bail asylum visit right leave parole licence license permit passage "
    "service treatment care clearance appeal motion aid assistance support citizenship status petition "
    "admission opportunity chance ability authorization authorisation space haven".split()
)
# "Made a landing to save it": the infinitive is the purpose of the noun, not what somebody is made to do.
SUPPORTING = frozenset({"make", "have", "get", "take", "use", "hold", "give"})
_TOO = frozenset({"too"})
_RANKED = frozenset({"first", "last", "only", "second", "third", "latest", "next"})
# What is rejected or considered was said all the same: the words are the event.
SAID = frozenset(
    "objection demand request claim bid offer proposal plan charge accusation allegation appeal criticism "
    "call report decision suggestion complaint argument application statement comment idea petition".split()
)
_DEFINITE = frozenset("the this that these those its his her their our my your".split())


def exceeding(tree: Tree, i: int, head: int) -> list[int]:
    """ "Too late to win": the word that says it did not come to that."""
    if i < head or "mark" not in tree.kinds[i] or not tree.sentence_has(i, _TOO):
        return []
    if "to" not in {tree.lowers[c] for c in tree.below(i, "mark")}:
        return []
    measured = [head, *(c for c in tree.below(head, "advmod", "xcomp", "amod") if c < i)]
    # "It, too, has to leave" measures nothing.
    found = [c for k in measured for c in tree.below(k, "advmod") if c < k and tree.lowers[c] == "too"]
    return [c for c in found if tree.word(c + 1) not in (",", "–", "—")]


def none_of(tree: Tree, i: int, noun: int) -> list[int]:
    """ "No injuries reported": the word that says there is none to which it happened."""
    if tree.relation(i) != "acl" or not _participle(tree, i):
        return []
    return [c for c in tree.below(noun, "det") if tree.lowers[c] == "no"]


def _participle(tree: Tree, i: int) -> bool:
    return form(tree, i) == "Part-Past" and tree.kinds[i].isdisjoint(("aux", "mark", "cop"))


def aimed_by(tree: Tree, i: int, head: int) -> bool:
    """ "Courts are essential to protect them" tells what something is for; "it is essential to protect them" asks."""
    who = [tree.lowers[c] for c in tree.below(head, "nsubj")]
    aim = any(tree.lowers[c] == "to" for c in tree.below(i, "mark")) and not tree.below(i, "nsubj")
    return tree.tokens[head].upos == "ADJ" and aim and bool(who) and who[0] not in ("it", "what", "this", "that")


def purposed(tree: Tree, i: int, head: int) -> bool:
    """ "Made a landing to save it", "has the right to go": no duty, nor what somebody is made to do."""
    marks = {tree.word(c).lower() for c in tree.below(i, "mark")}
    support = lemma(tree, head) in SUPPORTING and not passive(tree, head) and bool(tree.below(head, "obj"))
    return "to" in marks and tree.relation(i) in ("advcl", "xcomp") and support


def reduced(tree: Tree, i: int) -> bool:
    """ "Denied the truce announced on Monday": a participle with a noun before it, which the reader may take for a
    clause, tells which truce is meant."""
    bare = _participle(tree, i)
    told = tree.relation(i) == "acl" and tree.tokens[tree.tokens[i].head].upos == "NOUN"  # "the threat posed by them"
    return bare and (told or (tree.relation(i) == "ccomp" and "nsubj" in tree.kinds[i]))


def meant(tree: Tree, i: int) -> Standing | None:
    """ "The goal is to help": what a goal, plan or request is said to be."""
    if copula(tree, i) is None or "to" not in {tree.word(c).lower() for c in tree.below(i, "mark")}:
        return None
    return next((because(known, s) for s in tree.below(i, "nsubj") if (known := noun_effect(tree, s, "inf"))), None)


def granted(tree: Tree, i: int) -> bool:
    """Whether the charge is a reason, which whoever gives it takes for granted ("praised Norway for closing it")."""
    return "mark" in tree.kinds[i] and any(tree.lowers[c] in ("for", "on") for c in tree.below(i, "mark"))


def resulting(tree: Tree, i: int, head: int) -> bool:
    """Whether a participle after a comma tells what came of it ("was delayed, leading to protests"): no complement."""
    after = tree.relation(i) == "advcl" and form(tree, i) == "Part-Pres" and i > head + 1
    return after and tree.word(i - 1) == ","


def shape(tree: Tree, i: int) -> str:
    """The form of the clause: of a passive or progressive infinitive ("to be examined") that of its auxiliary."""
    own = [form(tree, a) for a in tree.below(i, "aux", "cop")]
    return "Inf" if own and own[0] == "Inf" and form(tree, i) != "Fin" else form(tree, i)


def ranked(tree: Tree, c: int) -> bool:
    """Whether the word picks one out of a row: "first", "last", "youngest"."""
    return tree.tokens[c].lemma.lower() in _RANKED or has(tree, c, "Degree=Sup") or has(tree, c, "NumType=Ord")


def refused(tree: Tree, i: int) -> str:
    """What denying a noun means: denying somebody a thing withholds it ("denied a visit"), a claim was made, and only
    of the rest is it said that it is not so."""
    word = tree.tokens[i].lemma.lower()
    if word in CLAIMS or word in SAID:
        return "true"
    verb = tree.tokens[i].head
    return "not" if word in _GRANTS or tree.below(verb, "iobj") or passive(tree, verb) else "deny"


def thrown_out(tree: Tree, i: int, head: int) -> bool:
    """ "Rejected a bill to ban it", "denied her the chance to go": what is turned down does not do what it is for."""
    if tree.relation(i) != "acl" or tree.relation(head) != "obj" or form(tree, i) != "Inf":
        return False
    verb, noun = lemma(tree, tree.tokens[head].head), tree.tokens[head].lemma.lower()
    return (verb in _THROWING and noun in _MEASURES) or (verb in _WITHHOLDING and noun in _GRANTS | _MEASURES)


def wondered(tree: Tree, i: int, head: int) -> bool:
    """ "We do not know who left", "it is unclear where they went": what is not known."""
    if tree.relation(i) == "conj" and tree.relation(head) in ("ccomp", "csubj"):
        head = tree.tokens[head].head  # "it is unclear where they came from or who sent them"
    elif tree.relation(i) not in ("ccomp", "csubj"):
        return False
    asking = {tree.lowers[w] for c in tree.children[i] if c < i for w in (c, *tree.below(c, "det"))}
    if tree.lemmas[head] in _OPEN:
        return bool(asking & (_OPEN_ENDED | {"where"}))
    if lemma(tree, head) not in _KNOWING or not _negated(tree, head):
        return False
    ahead = any(tree.lowers[a] in ("will", "would", "'ll", "’ll", "might") for a in tree.below(i, "aux"))
    return bool(asking & _OPEN_ENDED) or (ahead and bool(asking & {"how", "when", "where"}))


def _negated(tree: Tree, verb: int) -> bool:
    return any(tree.lowers[c] in NEGATIONS for k in (verb, *auxiliaries(tree, verb)) for c in tree.children[k])


def definite(tree: Tree, i: int) -> bool:
    """Whether the noun takes its event for known."""
    if "nmod:poss" in tree.kinds[i] or case(tree, i) in ("after", "since", "during"):
        return True
    return any(tree.lowers[c] in _DEFINITE for c in tree.below(i, "det", "nmod"))
