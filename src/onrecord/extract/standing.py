"""The standing of an event from the words around its trigger: its own marks and what governs it.

The climb ends at the clause of the innermost source: reporting verbs other than those of data/events/contexts.tsv
("denied", "asked", "thinks") say nothing about the standing of what they report.
"""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.attached import (
    definite,
    exceeding,
    granted,
    meant,
    none_of,
    ranked,
    shape,
    thrown_out,
    wondered,
)
from onrecord.extract.charges import charging
from onrecord.extract.clauses import case, copula, form, has, is_clause, lemma, passive, shares
from onrecord.extract.conditions import condition_of, setting
from onrecord.extract.contexts import effect
from onrecord.extract.denials import denial
from onrecord.extract.governors import (
    known_of_clause,
    known_of_compound,
    known_of_noun,
    known_of_object,
    used_by,
    word_above,
)
from onrecord.extract.marks import marked, past, performing
from onrecord.extract.modality import DOMINANT, PLAIN, Standing, because, inherited, merge, settle
from onrecord.extract.nounmarks import charged, noun_marks
from onrecord.extract.questions import asked, granting, requested
from onrecord.extract.tree import Tree, once
from onrecord.model import Certainty, Polarity, Status

# A parse cannot be deeper than this and still be a sentence that somebody wrote to be read.
_DEEPEST = 12
# These tell that the event lasts whatever is meant to come of it; "continued support" may be what somebody asks for.
_UNDER_WAY = frozenset({"ongoing", "current", "amid"})
# Without one of these nothing comes of what they are for; without fear of something it may come all the same.
_CHANCES = frozenset("possibility opportunity chance ability right option power freedom way means capacity".split())
# "Will not refuse": what is refused in a plan is not done; what a plan prevents is only what might come.
_REFUSING = frozenset({"refuse", "fail", "decline", "neglect", "forget", "lack", "reject"})
_WITHHOLDING = frozenset({"deny", "withhold", "ban", "bar", "cut off", "suspend", "halt"})
# What comes by the calendar.
_EXPIRING = frozenset({"end", "expire", "finish", "begin", "start", "close", "open", "hold", "elect", "conclude"})
_ENDING = frozenset({"stop", "halt", "cease", "end", "discontinue", "quit"})
# Of which an event is a part ("most of its services").
_PORTIONS = frozenset("all most some part half many any much several none majority bulk number".split())
_GLAD = frozenset(
    "pleased delighted glad happy wonderful great good nice honored honoured proud grateful pleasure honor honour "
    "privilege".split()
)
# A gerund after these tells of a kind of act, not of one that took place ("the cost of moving").
_GENERIC = frozenset({"of", "about", "from", "toward", "towards", "against", "for"})
_FACTUAL = frozenset({"because", "since", "although", "though", "after", "without", "as"})
_OCCUR = frozenset("take happen occur begin start continue resume follow be ongoing underway".split())
_DEPENDENT = frozenset({"advcl", "acl", "xcomp", "ccomp", "csubj", "dep"})
_NOMINAL = frozenset({"obj", "obl", "nsubj", "nmod", "conj", "xcomp", "iobj", "ccomp", "appos", "dep"})


@once
def standing(tree: Tree, i: int) -> Standing:
    """The standing of the event with trigger `i` as its innermost source gives it; what is asked is open."""
    if tree.tokens[i].deprel == "cop" and tree.tokens[i].head >= 0:
        return standing(tree, tree.tokens[i].head)
    found = _standing(tree, i, 0)
    if (untrue := denial(tree, i)) is not None and found.status is not Status.DENIED:
        return _untrue(found, untrue)
    if (polite := requested(tree, i)) is not None:
        return because("request", *polite)
    mark = asked(tree, i) if found.status is not Status.DENIED else None
    if mark is None:
        given = granting(tree, i) if found is PLAIN else None
        return found if given is None else replace(PLAIN, words=(given,))  # "how do you define success?"
    negative = found.negative and not _front(tree, i, found)
    polarity = Polarity.NEGATIVE if negative else Polarity.POSITIVE
    return Standing(Certainty.UNKNOWN, polarity, Status.UNCLEAR, tuple(sorted({*found.words, mark})))


def _untrue(found: Standing, cue: int) -> Standing:
    """What somebody says is not so; a denial of a denial affirms."""
    supposed = found.status is Status.POSSIBLE and not found.negative  # "denied the allegation that it paid"
    denied = because("deny", *sorted({*(() if supposed else found.words), cue}))
    return replace(denied, polarity=Polarity.POSITIVE if found.negative else Polarity.NEGATIVE)


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
        return settle(_conditioned(tree, i, _within_clause(_context(tree, i, depth), marked(tree, i))))
    context, marks = _noun_context(tree, i, depth), noun_marks(tree, i)
    # "There was no attack": the same word must not deny the clause and its noun, which would affirm it.
    if set(marks.words) & set(context.words):
        return settle(context)
    if marks.plain and context.status not in DOMINANT and any(tree.lowers[w] in _UNDER_WAY for w in marks.words):
        return marks  # "will discuss the ongoing talks"
    return settle(_within_clause(context, marks))


def _within_clause(context: Standing, marks: Standing) -> Standing:
    """What is believed or feared not to be is told as not being ("believes that there is no link")."""
    found = merge(context, marks)
    supposed = context.status is Status.POSSIBLE and not context.negative
    denied = marks.negative and marks.status is Status.REPORTED
    return replace(found, status=Status.NOT_DONE) if supposed and denied else found


def _conditioned(tree: Tree, i: int, found: Standing) -> Standing:
    """What hangs on a condition of its own clause is no more than conditional, as sure as it was told."""
    if found.status in DOMINANT or (word := condition_of(tree, i)) is None:
        return found
    certainty = Certainty.PROBABLE if found.certainty is Certainty.CERTAIN else found.certainty
    words = tuple(sorted({*found.words, word}))
    return replace(found, certainty=certainty, status=Status.CONDITIONAL, words=words)


def _context(tree: Tree, i: int, depth: int) -> Standing:
    """What the clause inherits from the one that governs it."""
    token, relation = tree.tokens[i], tree.relation(i)
    head = token.head
    if (said := meant(tree, i)) is not None:
        return said
    if head < 0:
        return PLAIN
    if relation == "conj" and is_clause(tree, head):
        return _conjunct(tree, i, head, depth)
    if too := exceeding(tree, i, head) or none_of(tree, i, head):
        return because("not", *too)
    if thrown_out(tree, i, head):
        return _governed(tree, i, "not", tree.tokens[head].head, depth)
    if (used := used_by(tree, i, head)) is not None:
        outer = _standing(tree, tree.tokens[used].head, depth + 1)
        return replace(outer, words=tuple(sorted({*outer.words, used})))
    known = known_of_clause(tree, i, head)
    if known in ("must", "wish", "request", "able") and performing(tree, i, head):
        return replace(PLAIN, words=(head,))  # "I have to say", "we would like to thank"
    if known and relation != "parataxis":
        return _governed(tree, i, known, head, depth)
    if (known := known_of_object(tree, i, head)) is not None:
        return _governed(tree, i, known, tree.tokens[head].head, depth)
    if granted(tree, i) and (praising := charging(tree, i)) is not None:
        return replace(PLAIN, words=(praising,))
    if token.deprel == "acl:relcl" and not (form(tree, i) == "Inf" and tree.below(i, "mark")):
        return _relative(tree, i, head, depth)
    return _adjunct(tree, i, head, depth) if relation in _DEPENDENT else PLAIN


def _conjunct(tree: Tree, i: int, head: int, depth: int) -> Standing:
    """A later conjunct stands in the context of the first unless it states something with a subject of its own."""
    if wondered(tree, i, head):
        return _governed(tree, i, "unclear", tree.tokens[head].head, depth)
    if tree.below(i, "mark") and not shares(tree, i):
        condition = _conditional(tree, i)
        return _joined(tree, i, head, depth) if condition is None else condition
    own = bool(tree.below(i, "nsubj", "expl")) and tree.tokens[head].deprel in ("root", "conj")
    return PLAIN if own else _context(tree, head, depth + 1)


def _joined(tree: Tree, i: int, head: int, depth: int) -> Standing:
    """ "To visit them and to open talks": a later infinitive stands as the first; behind other clauses it is an aim."""
    to = [c for c in tree.below(i, "mark") if tree.lowers[c] == "to"]
    if not to or shape(tree, i) not in ("Inf", "Part-Pres"):
        return PLAIN
    alike = any(tree.lowers[c] == "to" for c in tree.below(head, "mark"))
    return _context(tree, head, depth + 1) if alike else because("plan", *to)


def _governed(tree: Tree, i: int, known: str, head: int, depth: int) -> Standing:
    """The effect of the governing word on `i`, given the standing of the governing word itself."""
    small = tree.relation(head) == "xcomp" and not is_clause(tree, head)  # "did not find him guilty of"
    outer = _standing(tree, tree.tokens[head].head if small else head, depth + 1)
    if known == "true" and _ahead(tree, outer) and is_clause(tree, i) and lemma(tree, head) in _ENDING:
        return because("not", *outer.words, head)  # "will stop paying"
    if known == "not" and outer.status is Status.REQUESTED and definite(tree, i) and lemma(tree, head) in _ENDING:
        return replace(PLAIN, words=(head,))  # "urged them to halt their campaign"
    if known == "true":
        # "Ordered them to halt sharing": what is to be stopped is not known to the reader before.
        shared = outer.status is Status.REQUESTED and not is_clause(tree, i) and not definite(tree, i)
        return replace(outer if shared else PLAIN, words=(*outer.words, head) if shared else (head,))
    known = _settled(tree, known, outer, head)
    if known in ("charge", "convict"):
        return charged(tree, known, outer, head)
    if known == "pass":
        return replace(outer, words=(*outer.words, head)) if outer.words else outer
    return _nested(tree, known, outer, head)


def _ahead(tree: Tree, outer: Standing) -> bool:
    """Whether it is told flatly as future ("will")."""
    modal = bool(outer.words) and all(tree.tokens[w].upos == "AUX" for w in outer.words)
    return modal and outer.status is Status.PLANNED


def _settled(tree: Tree, known: str, outer: Standing, head: int) -> str:
    """The effects that depend on tense and standing of the governing word, made plain."""
    if known == "must":
        return "pass" if past(tree, head) else "request"
    if known == "able" and word_above(tree, head) in _GLAD:
        return "pass"  # "pleased to be able to welcome you"
    if known == "able":
        held = tree.lemmas[head] == "able" or passive(tree, head)  # "must be allowed to vote"; but "let them vote"
        ahead = outer.status is Status.PLANNED or (outer.status is Status.REQUESTED and held)
        open_ = outer.plain or (ahead and not outer.negative)
        return "possible" if open_ and not past(tree, head) else "pass"
    if known == "going":
        return "going" if outer.plain and not past(tree, head) else "pass"
    if known == "confirm":
        return "unclear" if outer.negative else "pass"
    return known


def _nested(tree: Tree, known: str, outer: Standing, head: int) -> Standing:
    """The effect, unless something further out denies it or leaves it open."""
    found = because(known, *outer.words, head)
    if outer.status in DOMINANT:
        negative = Polarity.NEGATIVE if outer.negative != found.negative else Polarity.POSITIVE
        return replace(found, certainty=outer.certainty, polarity=negative, status=outer.status)
    noun = tree.tokens[head].upos == "NOUN"
    if noun and outer.negative and known == "not" and not any(tree.tokens[w].head == head for w in outer.words):
        return found  # "cannot use the lack of rain"
    if noun and outer.negative and known == "possible" and tree.tokens[head].lemma.lower() in _CHANCES:
        return because("not", *found.words)  # "without the right to leave"
    if outer.negative and known in ("not", "deny"):
        return replace(found, polarity=Polarity.POSITIVE, status=Status.REPORTED)
    if outer.negative and known == "plan":
        # "Does not plan to", "no plans to": nobody will do it.
        return replace(found, polarity=Polarity.NEGATIVE, status=Status.NOT_DONE)
    if outer.negative and known in ("wish", "possible", "probable"):
        # "is not possible", "do not think": the denial reaches what is governed.
        return replace(found, polarity=Polarity.NEGATIVE)
    if known == "not" and not outer.plain and not outer.negative:
        aimed = outer.status is Status.PLANNED and tree.tokens[head].lemma.lower() not in _REFUSING
        # "Allegedly refused to pay", "will deny them access".
        alleged = outer.status is Status.POSSIBLE and outer.certainty is Certainty.PROBABLE
        firm = alleged or (_ahead(tree, outer) and lemma(tree, head) in _WITHHOLDING)
        status = Status.NOT_DONE if firm else Status.POSSIBLE if aimed else outer.status
        return replace(found, certainty=outer.certainty, status=status)
    return found


def _relative(tree: Tree, i: int, head: int, depth: int) -> Standing:
    """A clause about a thing that is itself only planned or supposed ("will build a plant that employs thousands")."""
    above = tree.tokens[head].head
    if above < 0 or not is_clause(tree, above) or tree.tokens[head].upos != "NOUN":
        return PLAIN
    if marked(tree, i).status is Status.ONGOING:
        return PLAIN  # "will discuss work that we are doing"
    if definite(tree, head) or past(tree, i) or tree.relation(head) not in ("obj", "obl", "xcomp"):
        return PLAIN
    return inherited(_standing(tree, above, depth + 1))


def _conditional(tree: Tree, i: int) -> Standing | None:
    if (word := setting(tree, i)) is not None:
        return because("if", word)
    for c in tree.below(i, "mark", "advmod", "case"):
        if tree.lowers[c] == "whether":
            # "Whether they win or lose, they will stay" leaves nothing open.
            return PLAIN if _either(tree, i, c) else because("unclear", c)
    return None


def _either(tree: Tree, i: int, whether: int) -> bool:
    """Whether it holds in all cases that are named ("whether they win or lose, …"), and nobody asks which."""
    before = tree.tokens[whether - 1] if whether else None
    apart = before is None or before.upos in ("PUNCT", "CCONJ") or before.sentence != tree.tokens[i].sentence
    return apart and tree.relation(i) in ("advcl", "dep")


def _adjunct(tree: Tree, i: int, head: int, depth: int) -> Standing:
    """Complements and adjuncts of words that the table does not know."""
    if (condition := _conditional(tree, i)) is not None:
        return condition
    to = tree.below(i, "mark")
    marks, looks, relation = {tree.word(c).lower() for c in to}, shape(tree, i), tree.relation(i)
    above = inherited(_standing(tree, head, depth + 1)) if is_clause(tree, head) else PLAIN
    if relation == "acl" and copula(tree, head) is not None and looks == "Part-Past":
        return above  # "they could be the first stationed there"
    reason = "for" in marks and tree.tokens[head].upos == "VERB"
    if looks == "Part-Pres" and marks & _GENERIC and not tree.below(i, "aux") and not reason:
        return because("possible", *to)
    if looks == "Inf" and "to" in marks and (special := _infinitive(tree, i, head, depth)) is not None:
        return special
    if (looks == "Inf" and "to" in marks and not tree.below(i, "nsubj")) or {"so", "that"} <= marks:
        # A purpose, or the infinitive of an unknown word, is meant to happen; nobody says that it did.
        return _within(tree, head, because("plan", *to), depth)
    present = any(has(tree, k, "Tense=Pres", "VerbForm=Fin") for k in (i, *tree.below(i, "aux", "cop")))
    if present and (late := [c for c in tree.below(i, "mark", "advmod") if tree.lowers[c] in ("until", "once")]):
        # "Will stay until they pay", "will leave once they have paid"; but "until the talks end" only tells how long.
        return because("plan" if tree.lemmas[i] in _EXPIRING else "if", *late)
    perfect = any(tree.word(a).lower() in ("has", "have") for a in tree.below(i, "aux")[:1])
    told = (looks == "Fin" and has(tree, i, "Tense=Past")) or perfect
    if above.status is Status.POSSIBLE and any(tree.lowers[c] == "when" for c in tree.below(i, "advmod", "mark")):
        return PLAIN  # "six people are reportedly killed when a tram derails"
    return above if relation in ("advcl", "xcomp") and not marks & _FACTUAL and not told else PLAIN


def _within(tree: Tree, head: int, found: Standing, depth: int) -> Standing:
    """What hangs on a condition, a question or a denial: that stands over it, through nouns too."""
    while head >= 0 and not is_clause(tree, head):
        head = tree.tokens[head].head
    outer = _standing(tree, head, depth + 1) if head >= 0 else PLAIN
    if outer.status not in DOMINANT:
        return found
    return replace(outer, words=tuple(sorted({*outer.words, *found.words})), polarity=Polarity.POSITIVE)


def _infinitive(tree: Tree, i: int, head: int, depth: int) -> Standing | None:
    """An infinitive that is no purpose: "the first to win", "how to win", "nothing to win"."""
    asking = [c for c in tree.children[i] if c < i and tree.word(c).lower() in ("how", "where", "what", "when", "whom")]
    if asking:
        return because("possible", *asking)
    if tree.relation(i) != "acl":
        return None
    top = head
    while tree.relation(top) == "nmod" and tree.tokens[top].upos == "NOUN":
        top = tree.tokens[top].head  # "the first artist of Chad to win"
    if ranked(tree, top) or any(ranked(tree, c) for c in tree.below(top, "amod", "nummod", "det")):
        verb = tree.tokens[top].head
        return inherited(_standing(tree, verb, depth + 1)) if verb >= 0 and is_clause(tree, verb) else PLAIN
    if tree.word(head).lower() in ("nothing", "nobody"):
        return because("not", head)
    if is_clause(tree, head) or tree.tokens[head].upos != "NOUN":
        return None
    outer = merge(_noun_context(tree, head, depth + 1), noun_marks(tree, head))
    return because("not", *outer.words) if outer.negative and outer.status is not Status.DENIED else None


def _noun_context(tree: Tree, i: int, depth: int) -> Standing:
    """What an event noun inherits from the word that governs it."""
    head, relation = tree.tokens[i].head, tree.relation(i)
    if relation == "compound" and (known := known_of_compound(tree, i, head)) is not None:
        return _governed(tree, i, known, head, depth) if known == "not" else because(known, head)
    if head < 0 or relation not in _NOMINAL or depth > _DEEPEST:
        return PLAIN
    if relation == "conj":
        if is_clause(tree, head):  # "charged with killing a guard and theft"
            gerund = form(tree, head) == "Part-Pres" and bool(tree.below(head, "mark"))
            return _context(tree, head, depth + 1) if gerund else PLAIN
        return _noun_context(tree, head, depth + 1)
    if relation == "nmod" and tree.lemmas[head] in _PORTIONS and case(tree, i) == "of":
        return _noun_context(tree, head, depth + 1)
    verb = charging(tree, i)
    if verb is not None and (charge := effect(tree, i, verb, nominal=True)) is not None:
        return _governed(tree, i, charge, verb, depth)
    known = known_of_noun(tree, i, head)
    if known is not None and known != "none":
        return _governed(tree, i, known, head, depth)
    return _noun_in_clause(tree, i, head, depth) if is_clause(tree, head) and known is None else PLAIN


def _noun_in_clause(tree: Tree, i: int, head: int, depth: int) -> Standing:
    """A new event inside something only planned or supposed is no more certain than that ("will discuss a truce").

    Events that are already known ("the truce") stand by themselves; denial reaches objects only ("saw no attack").
    """
    above = _standing(tree, head, depth + 1)
    if above.status is Status.ONGOING and not definite(tree, i) and tree.relation(i) == "obj":
        return above
    occurs = tree.tokens[i].deprel == "nsubj" and lemma(tree, head) in _OCCUR
    if (above.plain or definite(tree, i)) and not occurs:
        return PLAIN
    reached = tree.relation(i) == "obj" or any(tree.lowers[c] == "any" for c in tree.below(i, "det"))
    if above.negative and not occurs and not reached:
        return inherited(above)
    return above
