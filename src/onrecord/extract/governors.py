"""What the word above says about the standing of a clause or an event noun: by the table, and where that is not enough.

The answers are effects of data/events/contexts.tsv; `standing` works out what becomes of them.
"""

from __future__ import annotations

from onrecord.extract.attached import (
    SAID,
    SUPPORTING,
    aimed_by,
    definite,
    purposed,
    reduced,
    refused,
    resulting,
    wondered,
)
from onrecord.extract.charges import charge_noun
from onrecord.extract.clauses import case, form, is_clause, lemma, passive
from onrecord.extract.contexts import effect, noun_effect
from onrecord.extract.marks import past
from onrecord.extract.nounmarks import found_guilty, noun_marks
from onrecord.extract.tree import Tree

# Of whom these are said, in the passive with an infinitive.
_SAID_OF = {"report": "probable", "say": "probable", "know": "true", "find": "pass"}
# What is announced for later or offered, if nothing says otherwise; most of what is announced is there by being so.
_AHEAD = {
    "announce": frozenset("election referendum vote visit trip tour summit bid candidacy conference hearing".split()),
    "offer": frozenset("aid assistance help support talk negotiation truce ceasefire amnesty mediation ransom".split()),
}
# What an investigation is to find out; an attack or a fire that is investigated has happened.
_OFFENCES = frozenset(
    "corruption fraud bribery laundering treason espionage embezzlement negligence misconduct insurrection collusion "
    "perjury wrongdoing conspiracy manipulation graft malversation sedition mishandling irregularity tampering offence "
    "offense malpractice racketeering violation complicity involvement".split()
)
_PROBES = frozenset({"investigation", "probe", "inquiry", "investigate"})
_USING = frozenset({"take", "seize", "use", "appreciate", "enjoy"})
_CHANGING = frozenset({"change", "revision", "cancellation", "amendment"})


def known_of_clause(tree: Tree, i: int, head: int) -> str | None:
    """What the governing word says about the clause by the table, where the clause is its complement."""
    if wondered(tree, i, head):
        return "unclear"
    if (said := _said_of(tree, i, head)) is not None:
        return said
    known = None if resulting(tree, i, head) else effect(tree, i, head, nominal=False)
    if known == "request" and aimed_by(tree, i, head):
        return None
    loose = reduced(tree, i) or (known in ("pass", "must") and purposed(tree, i, head))
    return None if loose else known


def _said_of(tree: Tree, i: int, head: int) -> str | None:
    """ "Is said to own three ships", "was found to have paid"."""
    if tree.lemmas[head] not in _SAID_OF or not passive(tree, head):
        return None
    return _SAID_OF[tree.lemmas[head]] if any(tree.lowers[c] == "to" for c in tree.below(i, "mark")) else None


def known_of_object(tree: Tree, i: int, head: int) -> str | None:
    """The same where the clause hangs on the object of its verb ("accused the firm of paying", "ordered the firm to
    pay"); "has something to offer" obliges nobody."""
    if tree.relation(i) != "acl" or tree.relation(head) != "obj":
        return None
    verb = tree.tokens[head].head
    known = effect(tree, i, verb, nominal=False)
    # "Denied the truce announced on Monday".
    bare = not tree.below(i, "mark") and form(tree, i) not in ("Inf", "Part-Pres")
    return None if known == "must" or bare or (known == "pass" and lemma(tree, verb) in SUPPORTING) else known


def known_of_compound(tree: Tree, i: int, noun: int) -> str | None:
    """What a noun says about the event before it ("on a fraud charge", "flight cancellations", "a bribery probe")."""
    if charge_noun(tree, noun) and not found_guilty(tree, noun):
        return "possible"
    if noun_effect(tree, noun, "of") == "not":
        return "not"
    return "unclear" if tree.lemmas[i] in _OFFENCES and _probed(tree, i, noun) else None


def known_of_noun(tree: Tree, i: int, head: int) -> str | None:
    """What the governing word says about an event noun; "none" where the noun stands by itself whatever is above."""
    subject = tree.tokens[i].deprel == "nsubj"
    known = None if subject and tree.tokens[head].upos != "ADJ" else effect(tree, i, head, nominal=True)
    if known == "charge":
        return "none"  # "blamed the rain for the crash": the crash is no charge
    if (known == "not" and tree.lemmas[i] in SAID) or (known == "possible" and definite(tree, i)):
        return "none"
    if known == "not" and any(tree.lowers[c] in ("this", "these", "that", "those") for c in tree.below(i, "det")):
        return "none"  # "rejects this invasion"
    if tree.relation(i) == "obj" and tree.lemmas[i] in _AHEAD.get(tree.lemmas[head], ()):
        return "plan"
    if tree.lemmas[i] in _CHANGING and tree.lemmas[head] == "subject":
        return "possible"  # "the schedule is subject to change"
    if case(tree, i) == "until" and is_clause(tree, head) and not past(tree, head):
        return "plan"
    if tree.lemmas[i] in _OFFENCES and not definite(tree, i) and _probed(tree, i, head):
        return "unclear"
    if known == "pass" and tree.relation(i) == "nmod" and definite(tree, i):
        return None
    return refused(tree, i) if known == "deny" else known


def _probed(tree: Tree, i: int, head: int) -> bool:
    """Whether an investigation is to find out about it ("a probe into fraud", "a bribery investigation")."""
    probed = tree.lemmas[head] in _PROBES and tree.relation(i) in ("obj", "nmod", "obl", "compound")
    return probed and noun_marks(tree, i).plain  # "a probe into alleged fraud" says of itself how it stands


def used_by(tree: Tree, i: int, head: int) -> int | None:
    """The opportunity that is taken by the infinitive `i` ("took the opportunity to thank them"), None without."""
    if form(tree, i) != "Inf" or tree.relation(i) not in ("acl", "advcl"):
        return None
    things = [head] if tree.relation(i) == "acl" else [c for c in tree.below(head, "obj") if c < i]
    chances = (c for c in things if tree.lemmas[c] in ("opportunity", "chance"))
    return next((c for c in chances if word_above(tree, c) in _USING), None)


def word_above(tree: Tree, i: int) -> str:
    """The lemma of the word that `i` hangs on; of the root, nothing."""
    return tree.lemmas[tree.tokens[i].head] if tree.tokens[i].head >= 0 else ""
