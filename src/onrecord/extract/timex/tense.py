"""Which way an expression without year or week points: told by the verb of its clause."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.extract.tree import Tree
from onrecord.model import Span

PAST, UNKNOWN, FUTURE = -1, 0, 1
_ENDS = frozenset("to until till through for by".split())
# Verbs whose past is written as their present.
_ALIKE = frozenset(
    "put set hit cut let read shut cost hurt spread quit bid burst cast split beat shed rid upset bet thrust "
    "broadcast forecast offset reset wed".split()
)
_MODALS = frozenset("will shall would may can should must 'll ’ll wo ca 'd".split())


@dataclass(frozen=True, slots=True)
class Tenses:
    """The tree of a document and where its tokens start. ahead: words whose complement lies ahead ("scheduled")."""

    tree: Tree
    starts: tuple[int, ...]
    ahead: Mapping[str, str]

    def first(self, span: Span) -> int | None:
        """Position of the first token in the span."""
        i = bisect_left(self.starts, span.start)
        return i if i < len(self.starts) and self.starts[i] < span.end else None

    def direction(self, span: Span) -> int:
        """PAST, FUTURE or UNKNOWN for the clause that the words stand in."""
        if self._until(span):
            return FUTURE
        top = self._top(span)
        found = UNKNOWN if top is None else _climb(self.tree, top, self.ahead)
        return FUTURE if found == UNKNOWN and self._before(span)[-2:] == ["early", "as"] else found

    def bound(self, span: Span) -> bool:
        """Whether the words stand with a finite verb itself, so that its tense is theirs and not a noun's luck."""
        top = self._top(span)
        head = -1 if top is None else self.tree.tokens[top].head
        if top is None or head < 0 or self.tree.relation(top) not in ("obl", "advmod", "obj"):
            return False
        words = [head, *self.tree.below(head, "aux", "cop")]
        return not _to(self.tree, head) and any("VerbForm=Fin" in self.tree.tokens[i].morph for i in words)

    def _until(self, span: Span) -> bool:
        """ "Postponed it until Monday" and "as soon as Monday" look ahead; "Until Monday they had …" and "not until
        Monday" look back."""
        before = self._before(span)
        if before[-3:] in (["as", "soon", "as"], ["no", "later", "than"]):
            return True
        return len(before) > 1 and before[-1] in ("until", "till") and before[-2] not in ("not", "n't", "n’t")

    def _before(self, span: Span) -> list[str]:
        """The three words before, as far as they are of the same sentence."""
        i, tree = self.first(span), self.tree
        if i is None:
            return []
        same = [k for k in range(max(0, i - 3), i) if tree.tokens[k].sentence == tree.tokens[i].sentence]
        return [tree.lowers[k] for k in same]

    def _top(self, span: Span) -> int | None:
        """The token of the span whose head lies outside it."""
        i = self.first(span)
        if i is None:
            return None
        while (head := self.tree.tokens[i].head) >= 0 and self.tree.tokens[head].span in span:
            i = head
        return i


def tenses_of(tree: Tree, ahead: Mapping[str, str]) -> Tenses:
    """Tenses of a document. Cheap: one pass over the tokens."""
    return Tenses(tree, tuple(t.span.start for t in tree.tokens), ahead)


def _climb(tree: Tree, top: int, ahead: Mapping[str, str]) -> int:
    """The direction that the nearest predicate above gives; one that has none of its own has that of the next."""
    below = top
    if tree.tokens[top].deprel in ("nmod:poss", "compound"):
        # "Wednesday's ruling" is known already, whatever is to be done about it.
        head = tree.tokens[tree.tokens[top].head]
        return FUTURE if head.lemma.lower() in ahead else PAST
    if any(tree.lemmas[c] in ahead for c in tree.below(top, "amod") if c < top):
        return FUTURE  # "effective Feb. 1"
    for at in tree.above(top):
        token = tree.tokens[at]
        if _lies_ahead(tree, at, below, below == top, ahead):
            return PAST if _had(tree, at) else FUTURE
        if tree.relation(at) == "nsubj" and below == top:
            below = at  # "figures for January" as a subject: the verb tells when they do something, not of January
        if token.upos in ("VERB", "AUX") or tree.below(at, "cop"):
            found = tense_of(tree, at)
            if found is not None:
                return found
            below = at
    return UNKNOWN


def _lies_ahead(tree: Tree, at: int, below: int, direct: bool, ahead: Mapping[str, str]) -> bool:
    """ "Plans to meet Monday", "scheduled for Monday", "the Monday deadline"; but "agreed on Monday" is past."""
    token = tree.tokens[at]
    how = ahead.get(token.lemma.lower())
    if how is None or (direct and how == "any"):
        return how is not None
    if direct and any(tree.lowers[c] == "for" for c in tree.below(below, "case")):
        return True  # "promised missiles for July"
    if direct and how == "end":
        return _names_end(tree, at, below)
    if not direct or how == "to":
        return _to(tree, below)
    if token.upos not in ("VERB", "AUX"):
        return True
    return bool(tree.below(at, "aux:pass")) or ("VerbForm=Part" in token.morph and not tree.below(at, "aux"))


def _names_end(tree: Tree, at: int, below: int) -> bool:
    """ "Extended the offer to Friday" names its end, "extended the offer Friday" tells when that was done."""
    if "Tense=Past" not in tree.tokens[at].morph or tree.below(at, "aux:pass"):
        return not _to(tree, at) or not _had(tree, tree.tokens[at].head)
    return any(tree.lowers[c] in _ENDS for c in tree.below(below, "case"))


def _had(tree: Tree, at: int) -> bool:
    return at >= 0 and any(tree.lowers[c] == "had" for c in tree.below(at, "aux", "cop"))


def _to(tree: Tree, at: int) -> bool:
    return any(tree.lowers[c] == "to" for c in tree.below(at, "mark", "aux"))


def tense_of(tree: Tree, at: int) -> int | None:
    """PAST, FUTURE or UNKNOWN for a predicate by its own form.

    None for a form that takes its time from the clause above (a gerund, a bare infinitive).
    """
    helpers = tree.below(at, "aux", "cop")
    words = [tree.lowers[c] for c in helpers]
    if any(w in _MODALS for w in words):
        return PAST if "have" in words else FUTURE
    if "could" in words or "might" in words:
        return PAST if "have" in words else UNKNOWN
    if any(w in ("had", "has", "have", "having", "'ve", "’ve") for w in words):
        return PAST
    if _to(tree, at):
        return None
    for position in (*helpers, at):
        morph = tree.tokens[position].morph
        if "VerbForm=Fin" in morph:
            return PAST if "Tense=Past" in morph and _looks_past(tree, position) else _present(tree, at)
    morph = tree.tokens[at].morph
    return PAST if "Tense=Past" in morph and "VerbForm=Part" in morph else None


def _looks_past(tree: Tree, at: int) -> bool:
    """ "The two meet Monday" is not past, whatever the tag says."""
    lemma = tree.lemmas[at]
    return tree.lowers[at] != lemma or lemma in _ALIKE


def _present(tree: Tree, at: int) -> int:
    """ "The leaders meet Monday" looks ahead; "he says", "analysts believe" and states do not."""
    return FUTURE if tree.tokens[at].upos == "VERB" and not tree.below(at, "ccomp", "cop") else UNKNOWN
