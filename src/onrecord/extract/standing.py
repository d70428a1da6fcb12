"""The standing of an event from the words around its trigger: its own marks and what governs it.

The climb ends at the clause of the innermost source: reporting verbs other than those of data/events/contexts.tsv
("denied", "asked", "thinks") say nothing about the standing of what they report.
"""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.charges import charging
from onrecord.extract.clauses import case, copula, form, has, is_clause, lemma, shares
from onrecord.extract.contexts import effect
from onrecord.extract.marks import CONDITIONS, idle, marked, past
from onrecord.extract.modality import PLAIN, Standing, because, inherited, merge, settle
from onrecord.extract.questions import asked
from onrecord.extract.tree import Tree
from onrecord.model import Certainty, Polarity, Status

# A parse cannot be deeper than this and still be a sentence that somebody wrote to be read.
_DEEPEST = 12
_UNREAL = {
    **dict.fromkeys("planned future upcoming forthcoming proposed expected scheduled intended looming".split(), "plan"),
    **dict.fromkeys("possible potential hypothetical likely threatened imminent prospective".split(), "possible"),
    **dict.fromkeys("alleged suspected reported apparent presumed rumoured rumored".split(), "probable"),
    **dict.fromkeys("failed cancelled canceled averted foiled aborted".split(), "not"),
}
# What is rejected or considered was said all the same: the words are the event.
_SAID = frozenset(
    "objection demand request claim bid offer proposal plan charge accusation allegation appeal criticism "
    "call report decision suggestion complaint argument application statement comment idea petition".split()
)
# A gerund after these tells of a kind of act, not of one that took place ("the cost of moving").
_GENERIC = frozenset({"of", "about", "from", "toward", "towards", "against", "for", "to"})
_FACTUAL = frozenset({"because", "since", "although", "though", "after", "without"})
_DEFINITE = frozenset("the this that these those its his her their our my your".split())
_OCCUR = frozenset("take happen occur begin start continue resume follow be".split())
_DEPENDENT = frozenset({"advcl", "acl", "xcomp", "ccomp", "csubj", "dep"})
_NOMINAL = frozenset({"obj", "obl", "nsubj", "nmod", "conj", "xcomp", "iobj", "ccomp", "appos", "dep"})


def standing(tree: Tree, i: int) -> Standing:
    """The standing of the event with trigger `i` as its innermost source gives it; what is asked is open."""
    if tree.tokens[i].deprel == "cop" and tree.tokens[i].head >= 0:
        return standing(tree, tree.tokens[i].head)
    found = _standing(tree, i, 0)
    mark = asked(tree, i) if found.status is not Status.CONDITIONAL else None
    if mark is None:
        return found
    negative = found.negative and not _front(tree, i, found)
    polarity = Polarity.NEGATIVE if negative else Polarity.POSITIVE
    return Standing(Certainty.UNKNOWN, polarity, Status.UNCLEAR, tuple(sorted({*found.words, mark})))


def _front(tree: Tree, i: int, found: Standing) -> bool:
    """Whether the negation stands before the subject: "didn't they leave?" asks the same as "did they leave?"."""
    subjects = tree.below(i, "nsubj", "expl")
    return bool(subjects) and any(w < subjects[0] for w in found.words)


def _standing(tree: Tree, i: int, depth: int) -> Standing:
    if depth > _DEEPEST:
        return PLAIN
    if tree.tokens[i].deprel == "cop":
        return _standing(tree, tree.tokens[i].head, depth + 1)
    if is_clause(tree, i):
        return settle(merge(_context(tree, i, depth), marked(tree, i)))
    context, marks = _noun_context(tree, i, depth), _noun_marks(tree, i)
    # "There was no attack": the same word must not deny the clause and its noun, which would affirm it.
    return settle(context if set(marks.words) & set(context.words) else merge(context, marks))


def _context(tree: Tree, i: int, depth: int) -> Standing:
    """What the clause inherits from the one that governs it."""
    token, relation = tree.tokens[i], tree.relation(i)
    head = token.head
    if head < 0:
        return PLAIN
    if relation == "conj" and is_clause(tree, head):
        return _conjunct(tree, i, head, depth)
    known = None if _result(tree, i, head) else effect(tree, i, head, nominal=False)
    if known and relation != "parataxis":
        return _governed(tree, known, head, depth)
    if relation == "acl" and tree.relation(head) == "obj":
        # "accused the firm of paying", "ordered the firm to pay": the clause may hang on the object of its verb; but
        # "has something to offer" obliges nobody.
        verb = tree.tokens[head].head
        if (known := effect(tree, i, verb, nominal=False)) not in (None, "must"):
            return _governed(tree, str(known), verb, depth)
    if _granting(tree, i) and (praising := charging(tree, i)) is not None:
        return replace(PLAIN, words=(praising,))
    if token.deprel == "acl:relcl" and not (form(tree, i) == "Inf" and tree.below(i, "mark")):
        return _relative(tree, i, head, depth)
    return _adjunct(tree, i, head, depth) if relation in _DEPENDENT else PLAIN


def _granting(tree: Tree, i: int) -> bool:
    """Whether the charge is a reason, which whoever gives it takes for granted ("praised Norway for closing it")."""
    return any(tree.word(c).lower() in ("for", "on") for c in tree.below(i, "mark"))


def _result(tree: Tree, i: int, head: int) -> bool:
    """Whether a participle after a comma tells what came of it ("was delayed, leading to protests"): no complement."""
    after = tree.relation(i) == "advcl" and form(tree, i) == "Part-Pres" and i > head + 1
    return after and tree.word(i - 1) == ","


def _conjunct(tree: Tree, i: int, head: int, depth: int) -> Standing:
    """A later conjunct stands in the context of the first unless it states something with a subject of its own."""
    if tree.below(i, "mark") and not shares(tree, i):
        return _conditional(tree, i) or PLAIN
    own = bool(tree.below(i, "nsubj", "expl")) and tree.tokens[head].deprel in ("root", "conj")
    return PLAIN if own else _context(tree, head, depth + 1)


def _governed(tree: Tree, known: str, head: int, depth: int) -> Standing:
    """The effect of the governing word, given the standing of the governing word itself."""
    if known == "true":
        return PLAIN
    small = tree.relation(head) == "xcomp" and not is_clause(tree, head)  # "did not find him guilty of"
    outer = _standing(tree, tree.tokens[head].head if small else head, depth + 1)
    if known == "must":
        known = "pass" if past(tree, head) else "request"
    if known == "able":
        known = "possible" if outer.plain and not past(tree, head) else "pass"
    if known in ("charge", "convict"):
        return _charged(known, outer, head)
    if known == "pass":
        return replace(outer, words=(*outer.words, head)) if outer.words else outer
    found = because(known, *outer.words, head)
    if outer.negative and known in ("not", "deny"):
        return replace(found, polarity=Polarity.POSITIVE, status=Status.REPORTED)
    if outer.negative and known in ("plan", "wish", "possible", "probable"):
        # "does not plan to", "is not possible", "do not think": the denial reaches what is governed.
        return replace(found, polarity=Polarity.NEGATIVE)
    if known == "not" and not outer.plain and not outer.negative:
        return replace(found, certainty=outer.certainty, status=outer.status)
    return found


def _charged(known: str, outer: Standing, head: int) -> Standing:
    """What is charged is possible, what somebody was convicted of a fact; no charge or conviction leaves it open."""
    if outer.negative:
        return because("unclear", *outer.words, head)
    if known == "convict" and outer.plain:
        return replace(PLAIN, words=(head,))
    return because("possible", *outer.words, head)


def _relative(tree: Tree, i: int, head: int, depth: int) -> Standing:
    """A clause about a thing that is itself only planned or supposed ("will build a plant that employs thousands")."""
    above = tree.tokens[head].head
    if above < 0 or not is_clause(tree, above) or tree.tokens[head].upos != "NOUN":
        return PLAIN
    if _definite(tree, head) or past(tree, i) or tree.relation(head) not in ("obj", "obl", "xcomp"):
        return PLAIN
    return inherited(_standing(tree, above, depth + 1))


def _conditional(tree: Tree, i: int) -> Standing | None:
    for c in tree.below(i, "mark", "advmod", "case"):
        if tree.word(c).lower() in CONDITIONS and c < i and not idle(tree, c):
            return because("if", c)
        if tree.word(c).lower() == "whether":
            return because("unclear", c)
    return None


def _adjunct(tree: Tree, i: int, head: int, depth: int) -> Standing:
    """Complements and adjuncts of words that the table does not know."""
    if condition := _conditional(tree, i):
        return condition
    to = tree.below(i, "mark")
    marks, shape, relation = {tree.word(c).lower() for c in to}, form(tree, i), tree.relation(i)
    above = inherited(_standing(tree, head, depth + 1)) if is_clause(tree, head) else PLAIN
    if relation == "acl" and copula(tree, head) is not None and shape == "Part-Past":
        return above  # "they could be the first stationed there"
    if shape == "Part-Pres" and marks & _GENERIC and not ("for" in marks and tree.tokens[head].upos == "VERB"):
        return because("possible", *to)
    if (shape == "Inf" and "to" in marks and not tree.below(i, "nsubj")) or {"so", "that"} <= marks:
        # A purpose, or the infinitive of an unknown word, is meant to happen; nobody says that it did.
        return because("plan", *to)
    told = shape == "Fin" and has(tree, i, "Tense=Past")
    return above if relation in ("advcl", "xcomp") and not marks & _FACTUAL and not told else PLAIN


def _noun_marks(tree: Tree, i: int) -> Standing:
    """Words before an event noun ("planned talks", "no attack")."""
    found = PLAIN
    for c in tree.below(i, "amod", "det", "advmod", "compound"):
        if tree.tokens[c].lemma.lower() == "no" and tree.relation(c) == "det":
            found = merge(found, because("negated", c))
        elif known := _UNREAL.get(tree.word(c).lower()):
            found = merge(because(known, c), found)
    return found


def _noun_context(tree: Tree, i: int, depth: int) -> Standing:
    """What an event noun inherits from the word that governs it."""
    head, relation = tree.tokens[i].head, tree.relation(i)
    if head < 0 or relation not in _NOMINAL or depth > _DEEPEST:
        return PLAIN
    if relation == "conj":
        return PLAIN if is_clause(tree, head) else _noun_context(tree, head, depth + 1)
    verb = charging(tree, i)
    if verb is not None and (charge := effect(tree, i, verb, nominal=True)) is not None:
        return _governed(tree, charge, verb, depth)
    subject = tree.tokens[i].deprel == "nsubj"
    known = None if subject and tree.tokens[head].upos != "ADJ" else effect(tree, i, head, nominal=True)
    if known == "charge":
        return PLAIN  # "blamed the rain for the crash": the crash is no charge
    if (known == "not" and tree.tokens[i].lemma.lower() in _SAID) or (known == "possible" and _definite(tree, i)):
        return PLAIN
    if known and not (known == "pass" and relation == "nmod" and _definite(tree, i)):
        return _governed(tree, known, head, depth)
    return _noun_in_clause(tree, i, head, depth) if is_clause(tree, head) else PLAIN


def _noun_in_clause(tree: Tree, i: int, head: int, depth: int) -> Standing:
    """A new event inside something only planned or supposed is no more certain than that ("will discuss a truce").

    Events that are already known ("the truce") stand by themselves; denial reaches objects only ("saw no attack").
    """
    above = _standing(tree, head, depth + 1)
    occurs = tree.tokens[i].deprel == "nsubj" and lemma(tree, head) in _OCCUR
    if (above.plain or _definite(tree, i)) and not occurs:
        return PLAIN
    if above.negative and not occurs and tree.relation(i) != "obj":
        return inherited(above)
    return above


def _definite(tree: Tree, i: int) -> bool:
    """Whether the noun takes its event for known."""
    if tree.below(i, "nmod:poss") or case(tree, i) in ("after", "since", "during"):
        return True
    return any(tree.word(c).lower() in _DEFINITE for c in tree.below(i, "det", "nmod"))
