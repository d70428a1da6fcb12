"""What the reader adds to the rules about a status: where no word decides, and where what decides is weak.

The rules come first, for they can name their words. The reader (Document.acts) judges the whole sentence, so it is
asked about events that no rule marks, and about marks that mean one thing here and another there: a bare "to", a
gerund behind a preposition, a noun inside a planned or possible clause. What it decides still has to show a word:
the likeliest one is looked for on the way from the event to the root of its sentence. The switch points were chosen on
labels of our own that the reader has not seen (train/acts) and on the first half of evaluation/status_gold.jsonl; on
evaluation/status_dev.jsonl no others did better: where rules and reader differ there, the rules are right in most.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.extract.clauses import copula, is_clause
from onrecord.extract.contexts import governs
from onrecord.extract.marks import CONDITIONS, HEDGES, MODALS, NEGATIONS, headline
from onrecord.extract.modality import PLAIN, Standing, because
from onrecord.extract.tree import Tree
from onrecord.model import Act, Status

# An event that no rule marks stands as the reader sees it from this probability on.
SILENT = {
    Status.PLANNED: 0.9,
    Status.REQUESTED: 0.9,
    Status.POSSIBLE: 0.9,
    Status.NOT_DONE: 0.9,
    Status.ONGOING: 0.8,
    Status.CONDITIONAL: 0.9,
    Status.DENIED: 0.8,
    Status.UNCLEAR: 0.9,
}
# The same where the reader, asked how far the text stands by it, finds no fact either.
DOUBTED, DOUBTFUL = 0.6, 1.5
# A weak mark gives way to another status, or to none, from this probability on.
WEAK = 0.8
_EFFECTS = {
    Status.PLANNED: "plan",
    Status.REQUESTED: "request",
    Status.POSSIBLE: "possible",
    Status.NOT_DONE: "not",
    Status.ONGOING: "going",
    Status.CONDITIONAL: "if",
    Status.DENIED: "deny",
    Status.UNCLEAR: "unclear",
}
_FAINT = frozenset({"ADP", "PART", "SCONJ"})
# The words of a condition, a demand, a denial or a question mean one thing only.
_YIELDING = frozenset({Status.PLANNED, Status.POSSIBLE})
# "Makes no secret of it", "knows no borders": whatever is done is done.
_PHRASES = frozenset("secret border bound limit mistake bone doubt surprise".split())
# Nothing is asked, denied or made a condition without a word for it.
_WORDED = frozenset({Status.CONDITIONAL, Status.UNCLEAR, Status.DENIED, Status.NOT_DONE, Status.REQUESTED})
_OPENING = frozenset({"whether", "if", "unclear", "unknown", "unconfirmed", "?"})


def headed(tree: Tree, i: int, found: Standing, act: Act | None, value: float | None) -> Standing:
    """The standing by the rules, or the reader's where they are silent or weak and it is sure.

    value: how far the text stands by the event as the reader sees it (Commitment.value), None where it sees none.
    """
    if act is None or not act.statuses:
        return found
    likeliest, chance = act.statuses[0]
    if likeliest == found.status or headline(tree, i):
        return found
    best = Status(likeliest)
    if found.status is Status.REPORTED and found.plain and not found.words:
        needed = DOUBTED if value is not None and value < DOUBTFUL else SILENT.get(best, 1.0)
        return _made(tree, i, best) or found if chance >= needed else found
    if chance < WEAK or not _weak(tree, i, found):
        return found
    return PLAIN if best is Status.REPORTED else _made(tree, i, best) or found


def _weak(tree: Tree, i: int, found: Standing) -> bool:
    """Whether what decides is only a preposition or "to", or a word that governs a clause around a noun."""
    if {tree.lowers[w] for w in found.words} == {"no"}:
        return any(tree.lemmas[tree.tokens[w].head] in _PHRASES for w in found.words)
    if found.status not in _YIELDING or not found.words or any(tree.lowers[w] in HEDGES for w in found.words):
        return False
    if all(tree.tokens[w].upos in _FAINT for w in found.words):
        return True
    relation, head = tree.relation(i), tree.tokens[i].head
    # "They could be the first stationed there" has its status from the predicate, and rightly.
    inherits = not is_clause(tree, i) or relation == "advcl" or (relation == "acl" and copula(tree, head) is None)
    # "Denied a request to leave": the verb above decides through the noun.
    governed = {head, tree.tokens[head].head if relation == "acl" else head}
    return inherits and governed.isdisjoint(found.words) and not _own(tree, i, found)


def _own(tree: Tree, i: int, found: Standing) -> bool:
    return any(tree.tokens[w].head == i or w == i for w in found.words)


def _made(tree: Tree, i: int, status: Status) -> Standing | None:
    """The status with its word; None where a status that never goes without one has none."""
    word = cue(tree, i, status)
    return None if word == i and status in _WORDED else because(_EFFECTS[status], word)


def cue(tree: Tree, i: int, status: Status) -> int:
    """The word that most likely gives the event its status: the nearest of the kind, else the event's own word."""
    found = [c for c in _around(tree, i) if c != i and _tells(tree, c, status)]
    return min(found, key=lambda c: (abs(c - i), c), default=i)


def _around(tree: Tree, i: int) -> Iterator[int]:
    """The event's word, what it hangs on up to the root, and what hangs on each of these."""
    for k in (i, *tree.above(i)):
        yield k
        yield from tree.children[k]
        for c in tree.below(k, "nsubj", "obj", "obl"):
            yield from tree.below(c, "det", "advmod", "case", "amod")


def _tells(tree: Tree, c: int, status: Status) -> bool:
    word = tree.word(c).lower()
    if status in (Status.NOT_DONE, Status.DENIED):
        return word in NEGATIONS or governs(tree, c, "not", "deny", "doubt")
    if status is Status.CONDITIONAL:
        return word in CONDITIONS or word in ("would", "until")
    if status is Status.UNCLEAR:
        return word in _OPENING or governs(tree, c, "unclear")
    if status is Status.ONGOING:
        return word in ("still", "is", "are", "currently", "now", "amid") or governs(tree, c, "going")
    if status is Status.REQUESTED:
        return word in ("must", "should", "ought") or governs(tree, c, "request", "must")
    hedged = status is Status.POSSIBLE and tree.tokens[c].lemma.lower() in HEDGES
    modal = MODALS.get(word) == ("plan" if status is Status.PLANNED else "possible")
    wanted = ("plan", "wish") if status is Status.PLANNED else ("possible", "probable", "charge", "able")
    return hedged or modal or governs(tree, c, *wanted) or (status is Status.PLANNED and word == "to")
