"""Which events are worth a record: those that state something of somebody, or that have a type."""

from __future__ import annotations

from onrecord.extract.clauses import is_clause, lemma, subject
from onrecord.extract.marks import headline
from onrecord.extract.scene import Scene
from onrecord.extract.tree import Tree
from onrecord.extract.triggers import eventive, light_object
from onrecord.model import Document, Event, Role

_TAKING_PART = frozenset({Role.ACTOR, Role.RECIPIENT, Role.OBJECT})
# Words that only report: what they report has records, according to who says it.
_SPEECH = frozenset(
    "say tell report state note explain add write speak claim mention remark comment quote describe answer "
    "reply recall stress emphasize emphasise declare reveal acknowledge assert maintain insist argue think "
    "believe know feel hope expect understand see hear read mean suggest indicate show estimate predict "
    "consider wonder guess suppose assume".split()
)
# Verbs that only place another event in time or mood when they have it as complement.
_AUXILIARY = frozenset(
    "begin start continue keep stop cease finish go have get seem appear tend happen prove manage use need "
    "try be come help let make fail set".split()
)
_OCCUR = frozenset({"happen", "take", "begin", "start", "continue", "come", "be"})
_COMPLEMENTS = ("xcomp", "ccomp", "advcl")


def worth(scene: Scene, event: Event) -> bool:
    """Whether the event gets a record. Copulas, support verbs, aspect verbs and mere reporting do not."""
    document, tree, i = scene.document, scene.tree, event.head
    token = tree.tokens[i]
    if token.deprel in ("amod", "case", "cop", "aux", "aux:pass", "compound", "mark") or token.upos == "AUX":
        return False
    roles = {p.role for p in event.participants}
    if not is_clause(tree, i) and token.upos in ("NOUN", "PROPN"):
        return event.type is not None and bool(roles & {Role.ACTOR, Role.RECIPIENT})
    if event.type is None and (_reports(document, tree, event) or _serves(tree, i, event.lemma)):
        return False
    if event.type is not None and light_object(tree, i, lemma(tree, i)) is not None:
        return False
    if token.upos != "VERB":
        # "hold Russia accountable": what is no verb states something of somebody only with a copula, or with a type.
        who = subject(tree, i) if event.type is not None or tree.below(i, "cop") else None
        return who is not None and scene.animate(who)
    if token.deprel == "acl" and event.type is None and not (headline(tree, i) and tree.below(i, "mark")):
        return False  # "the exclave surrounded by the sea"
    return event.type is not None or bool(roles & _TAKING_PART)


def _reports(document: Document, tree: Tree, event: Event) -> bool:
    cued = any(cue.overlaps(event.trigger) for a in document.attributions for cue in a.cue)
    told = event.lemma in _SPEECH and bool(tree.below(event.head, "ccomp", "parataxis", "xcomp"))
    return cued or told or event.lemma in ("say", "tell")


def _serves(tree: Tree, i: int, word: str) -> bool:
    """Whether the verb only carries another event: its complement, or the noun of a support verb."""
    if light_object(tree, i, word) is not None:
        return True
    if word not in _AUXILIARY:
        return False
    inner = [c for c in tree.below(i, *_COMPLEMENTS) if tree.tokens[c].upos == "VERB" and _open(tree, c)]
    # "The attack took place": the noun tells it; "the talks failed" tells something of the talks.
    nouns = [c for c in tree.below(i, "nsubj") if eventive(tree.tokens[c].lemma) and word in _OCCUR]
    return bool(inner or nouns)


def _open(tree: Tree, i: int) -> bool:
    return not any(
        tree.word(c).lower() in ("so", "because", "if", "when", "after", "before") for c in tree.below(i, "mark")
    )
