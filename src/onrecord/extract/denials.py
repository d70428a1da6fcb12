"""What is said to be untrue, in other words than "denied that": claims that are rejected, called false or taken back.

Three ways: a noun of claiming over it ("rejects the premise that", "the lie that"), a judgement on its whole clause
("it is not the case that", "falsely claims that"), and a denial that follows it with a pronoun ("which he denies").
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.extract.clauses import auxiliaries, copula, is_clause, passive
from onrecord.extract.tree import Tree, kept

CLAIMS = frozenset(
    "claim allegation accusation assertion premise notion idea suggestion charge report rumour rumor narrative story "
    "statement theory characterization characterisation insinuation contention argument implication lie falsehood "
    "fabrication myth fiction misconception hoax falsification pretext propaganda disinformation assumption perception "
    "assertion proposition".split()
)
_LIES = frozenset("lie falsehood fabrication myth fiction misconception hoax falsification disinformation".split())
_FALSE = frozenset(
    "false untrue baseless groundless unfounded bogus fake fabricated unsubstantiated wrong incorrect inaccurate "
    "nonsense absurd ridiculous preposterous lie falsehood fabrication myth fiction hoax disinformation "
    "propaganda slander".split()
)
# A claim called one of these before its noun is not so; "wrong idea" may be a bad one.
_FALSE_BEFORE = frozenset(
    "false untrue baseless groundless unfounded bogus fabricated mendacious absurd ridiculous preposterous outlandish "
    "manufactured".split()
)
_ABSOLVING = frozenset({"clear", "acquit", "exonerate", "absolve", "vindicate"})
# What is said to be one of these has not been, when it is an event and no claim.
_FEIGNED = frozenset(
    {"false", "fake", "untrue", "fabricated", "fictitious", "nonexistent", "non-existent", "imaginary"}
)
_TRUE = frozenset({"true", "accurate", "correct", "case", "fact", "truth", "right", "reality"})
_DENYING = frozenset(
    "deny reject dismiss refute rebut dispute debunk disavow repudiate contradict disprove discredit".split()
)
_FALSELY = frozenset("falsely wrongly wrongfully untruthfully erroneously baselessly mendaciously".split())
_RETORTS = frozenset({"deny", "refute", "dispute", "debunk", "rebut"})
# Without one of these nothing in its own sentence says that something is untrue.
_UNTRUE = CLAIMS | _FALSE | _FALSE_BEFORE | _FEIGNED | _TRUE | _FALSELY
_POINTING = frozenset({"this", "that", "it", "which", "these", "those", "them"})
_NEGATIVE = frozenset("not n't n’t never hardly no".split())
_SAYING = frozenset("say claim allege assert state report accuse tell argue insist suggest announce maintain".split())
# How what is claimed may hang on what is above it.
_CLAIMED = frozenset({"acl", "ccomp", "nmod", "xcomp", "csubj", "appos", "dep", "advcl", "parataxis"})
_DEEPEST = 8
_OCCURRING = frozenset("take happen occur begin start continue exist ongoing underway under".split())


def _is(tree: Tree, i: int, words: frozenset[str]) -> bool:
    """By the lemma or the word as written, for a wrong tense spoils a lemma."""
    return tree.tokens[i].lemma.lower() in words or tree.word(i).lower() in words


def denial(tree: Tree, i: int) -> int | None:
    """The word that says the event of trigger `i` is untrue, None where none does."""
    if not tree.sentence_has(i, _UNTRUE) and tree.tokens[i].sentence not in _answered(tree):
        return None
    if tree.tokens[i].lemma.lower() in CLAIMS:
        return None  # the claim was made
    if (feigned := _feigned(tree, i)) is not None:
        return feigned
    at = i
    for _ in range(_DEEPEST):
        if (found := later(tree, at)) is not None or (found := _judged(tree, at, at == i)) is not None:
            return found
        head = tree.tokens[at].head
        if head < 0 or _leaves(tree, at, head):
            return None
        at = head
    return None


def _feigned(tree: Tree, i: int) -> int | None:
    """ "A fabricated attack", "the truce was fake", "falsely claimed victory"."""
    if tree.tokens[i].upos != "NOUN" or tree.tokens[i].head < 0:
        return None
    for c in tree.below(i, "amod"):
        if tree.lowers[c] in _FEIGNED or tree.lowers[c] == "manufactured":
            return c
    head, relation = tree.tokens[i].head, tree.relation(i)
    if relation == "obj" and _is(tree, head, _SAYING):
        return _falsely(tree, head)
    said = relation == "nsubj" and tree.lowers[head] in _FEIGNED and copula(tree, head) is not None
    return head if said and _negation(tree, head) is None else None


def _leaves(tree: Tree, at: int, head: int) -> bool:
    """Whether what is above `at` says nothing of it: a relative clause, a known event, a clause of its own."""
    relation, deprel = tree.relation(at), tree.tokens[at].deprel
    if deprel in ("acl:relcl", "advcl:relcl"):
        subjects = [tree.word(c).lower() for c in tree.below(head, "nsubj")]
        return copula(tree, head) is None or subjects != ["it"]  # "it was Norway that left"
    if relation in ("parataxis", "root", "discourse", "vocative"):
        return relation != "parataxis" or not _that(tree, at, marked=True)
    if relation == "advcl":
        marks = {tree.word(c).lower() for c in tree.below(at, "mark", "advmod") if c < at}
        return bool(marks & {"because", "since", "although", "though", "after", "before", "while", "when", "as", "if"})
    if relation == "conj" and is_clause(tree, at) and is_clause(tree, head):
        return bool(tree.below(at, "nsubj", "expl")) and tree.relation(head) in ("root", "parataxis")
    if relation == "nsubj" and _is(tree, head, _OCCURRING) and not tree.below(at, "det", "nmod:poss"):
        return False
    return relation in ("nsubj", "obl", "amod") and not is_clause(tree, at)


def _judged(tree: Tree, at: int, itself: bool) -> int | None:
    """The word that calls `at`, as the content of a claim or as a clause, untrue.

    itself: whether it is the event in question.
    """
    head, relation = tree.tokens[at].head, tree.relation(at)
    if head < 0 or relation not in _CLAIMED:
        return None
    topic = relation == "nmod" and not {tree.lowers[c] for c in tree.below(at, "case")} & {"of", "about"}
    if tree.tokens[head].upos == "NOUN" and _is(tree, head, CLAIMS) and copula(tree, head) is None and not topic:
        return _claim(tree, head) if at > head else None
    if not is_clause(tree, at):
        return None
    if relation == "ccomp":
        if (lying := _falsely(tree, head)) is not None:
            return lying
        told = tree.tokens[head].head if tree.tokens[head].deprel == "acl:relcl" else -1
        if told >= 0 and _is(tree, told, _LIES):
            return told  # "a lie that we heard that they left"
    saying = not itself and _is(tree, at, _SAYING)  # "it is not accurate to say that they left"
    return untrue(tree, head) if saying or _that(tree, at, marked=relation == "parataxis") else None


def _that(tree: Tree, at: int, marked: bool = False) -> bool:
    """Whether the clause is the content of what governs it. marked: "that" has to say so."""
    marks = {tree.word(c).lower() for c in tree.below(at, "mark")}
    return "that" in marks or (not marked and "to" not in marks and tree.relation(at) in ("ccomp", "csubj"))


def _falsely(tree: Tree, head: int) -> int | None:
    return next((c for c in tree.below(head, "advmod") if tree.word(c).lower() in _FALSELY), None)


def _claim(tree: Tree, noun: int) -> int | None:
    """The word that makes a claim untrue: the noun, what stands before it, its verb, or what is said of it."""
    if tree.tokens[noun].lemma.lower() in _LIES:
        return noun
    for c in tree.below(noun, "amod"):
        if tree.word(c).lower() in _FALSE_BEFORE:
            return c
    head, relation = tree.tokens[noun].head, tree.relation(noun)
    if relation == "conj" and head >= 0:
        return _claim(tree, head)
    if relation == "nmod" and head >= 0 and tree.tokens[head].lemma.lower() == "denial":
        return head
    if head < 0 or relation not in ("obj", "nsubj", "obl"):
        return None
    if relation == "obl" and _is(tree, head, _ABSOLVING) and _affirmed(tree, head):
        return head  # "was cleared of claims of fraud"
    if relation == "nsubj" and _is(tree, head, frozenset({"defy"})):
        return head  # "the notion that they left defies logic"
    if _is(tree, head, _DENYING) and _affirmed(tree, head):
        return head if relation == "obj" or (relation == "nsubj" and passive(tree, head)) else None
    return untrue(tree, head) if relation == "nsubj" else None


def untrue(tree: Tree, at: int) -> int | None:
    """The word that says something is untrue in the predicate `at` ("is not the case", "is a lie"), None without."""
    if copula(tree, at) is None and tree.relation(at) != "xcomp":
        return None
    word, negated = tree.tokens[at].lemma.lower(), _negation(tree, at)
    if word in _TRUE:
        return negated
    if (before := next((c for c in tree.below(at, "amod") if tree.lowers[c] in _FALSE_BEFORE), None)) is not None:
        return before if negated is None else None  # "it is a false choice to say that"
    return at if word in _FALSE and negated is None else None


def _negation(tree: Tree, at: int) -> int | None:
    places = [c for n in (at, *auxiliaries(tree, at)) for c in tree.children[n] if c < at]
    return next((c for c in places if tree.word(c).lower() in _NEGATIVE), None)


def _affirmed(tree: Tree, verb: int) -> bool:
    """Whether the denial itself is made: nobody failed or refused to make it, nor may he."""
    modal = any(tree.word(a).lower() in ("may", "might", "could") for a in auxiliaries(tree, verb))
    return _negation(tree, verb) is None and not modal


def later(tree: Tree, i: int) -> int | None:
    """The word of a denial that follows the event with trigger `i` and points back to it, None where none does."""
    return _following(tree).get(i)


@kept
def _answered(tree: Tree) -> frozenset[int]:
    """The sentences of what is denied later."""
    return frozenset(tree.tokens[i].sentence for i in _following(tree))


@kept
def _following(tree: Tree) -> dict[int, int]:
    found: dict[int, int] = {}
    for pronoun, cue in _pointing(tree):
        for i in _pointed(tree, pronoun, cue):
            found.setdefault(i, cue)
    return found


def _pointing(tree: Tree) -> Iterator[tuple[int, int]]:
    """Pronouns of which something is denied, with the word that denies it."""
    for i, word in enumerate(tree.lowers):
        token = tree.tokens[i]
        if token.upos == "NOUN" and token.deprel == "obj" and _back(tree, i):
            yield i, token.head
        if word not in _POINTING or token.upos not in ("PRON", "DET", "SCONJ") or token.head < 0:
            continue
        head, relation = token.head, tree.relation(i)
        denied = _is(tree, head, _RETORTS)
        if denied and _affirmed(tree, head) and (relation == "obj" or token.deprel == "nsubj:pass"):
            yield i, head
        elif relation == "nsubj" and not tree.below(head, "ccomp", "csubj", "acl", "xcomp"):
            cue = untrue(tree, head)
            if cue is not None and tree.tokens[cue].upos != "VERB":
                yield i, cue


def _back(tree: Tree, i: int) -> bool:
    """ "Rejects the claim": a claim that was told before, and is denied."""
    pointing = any(tree.lowers[c] in ("the", "this", "that", "these", "those") for c in tree.below(i, "det"))
    told = tree.tokens[i].lemma.lower() in CLAIMS and not tree.below(i, "acl", "nmod", "ccomp", "amod")
    verb = tree.tokens[i].head
    return pointing and told and _is(tree, verb, _DENYING) and _affirmed(tree, verb)


def _pointed(tree: Tree, pronoun: int, cue: int) -> list[int]:
    """What the pronoun means: the noun of its relative clause, else the last thing said before it."""
    if tree.word(pronoun).lower() != "which":
        return _said_before(tree, pronoun)
    at = pronoun - 1
    while at > 0 and tree.tokens[at].upos in ("PUNCT", "ADP"):
        at -= 1
    above = [at, *tree.above(at)]
    noun = next((k for k in above if tree.tokens[k].upos == "NOUN" or is_clause(tree, k)), None)
    clause = next((k for k in above if is_clause(tree, k)), None)
    if noun is None:
        return []
    if _is(tree, cue, _RETORTS) and tree.tokens[noun].upos == "NOUN":
        return [noun]  # "of misconduct, which he denies"
    return [] if clause is None else [clause]


def _said_before(tree: Tree, pronoun: int) -> list[int]:
    """The content of the last saying before the pronoun, in its sentence or the one before."""
    sentence, above = tree.tokens[pronoun].sentence, frozenset(tree.above(pronoun))
    if tree.relation(tree.tokens[pronoun].head) == "conj":
        above = frozenset()  # "he said that they left, but she denied this" may hang on what was said
    if tree.tokens[pronoun].upos == "NOUN":
        above = frozenset({tree.tokens[pronoun].head})  # so may "while she rejects the claim"
    for k in range(pronoun - 1, -1, -1):
        if tree.tokens[k].sentence < sentence - 1:
            break
        head = tree.tokens[k].head
        content = tree.relation(k) in ("ccomp", "xcomp", "advcl") and head >= 0 and k not in above
        if content and tree.tokens[head].lemma.lower() in _SAYING and is_clause(tree, k):
            return [k]
        notion = tree.relation(k) == "acl" and head >= 0 and k not in above and _is(tree, head, CLAIMS)
        if notion and is_clause(tree, k) and _that(tree, k, marked=True):
            return [k]  # "the idea that they left – that is not the case"
    return []
