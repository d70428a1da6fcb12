"""The standing of every event, as its innermost source gives it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from onrecord.extract.acts import acts_of
from onrecord.extract.commitment import weighed
from onrecord.extract.contexts import table_hash
from onrecord.extract.headed import headed
from onrecord.extract.marks import NEGATIONS
from onrecord.extract.scene import Scene, scene_of
from onrecord.extract.standing import standing
from onrecord.extract.tree import kept
from onrecord.model import Act, Attribution, Document, Event, Factuality, Polarity, Span, Stage, Status

_DENIALS = frozenset({"deny", "denial", "refute", "dispute", "disavow", "repudiate"})


def factuality_stage() -> Stage:
    """The stage that provides factuality."""
    return Stage(
        "factuality",
        "6",
        ("acts", "commitments", "events", "attributions"),
        ("factuality",),
        find_factuality,
        (("tables", table_hash("contexts.tsv", "nouns.tsv")),),
    )


def find_factuality(document: Document) -> Document:
    """Add certainty, polarity and status of every event, with the words that decide them."""
    judge = judge_of(document)
    return replace(document, factuality=tuple(map(judge, document.events)))


@kept
def judged(document: Document) -> Callable[[Event], Factuality]:
    """What tells the standing of the document's events: the layer where it has one, else the judge himself."""
    if not document.factuality:
        return judge_of(document)
    known = {f.trigger: f for f in document.factuality}
    return lambda event: known[event.trigger]


def judge_of(document: Document) -> Callable[[Event], Factuality]:
    """What judges an event of the document when it is asked, once each: most events are never asked about."""
    scene = scene_of(document)
    denials = [a for a in document.attributions if a.negated and _denies(scene, a)]
    values, acts = {c.token: c.value for c in document.commitments}, acts_of(scene)
    known: dict[tuple[int, int], Factuality] = {}

    def judge(event: Event) -> Factuality:
        key = event.trigger.start, event.trigger.end
        if key not in known:
            telling = _telling(scene, event.head)
            known[key] = _fact(scene, event, denials, values.get(telling), acts.get(telling))
        return known[key]

    return judge


def _fact(scene: Scene, event: Event, denials: list[Attribution], value: float | None, act: Act | None) -> Factuality:
    """value: how far the reader sees the text commit itself, None where it sees no event; act: what else it sees."""
    found = standing(scene.tree, event.head)
    cue = _denied(event.trigger, denials) if found.plain and not _granted(scene, event.head) else None
    if cue is not None:
        # A denial may follow what it denies ("Troops crossed, it was claimed, which the ministry denied").
        return Factuality(event.trigger, found.certainty, Polarity.NEGATIVE, Status.DENIED, (cue,))
    judged = headed(scene.tree, event.head, found, act, value)
    if value is not None:
        seen = Status(act.statuses[0][0]) if act and act.statuses else None
        bare = all(scene.tree.lowers[w] in NEGATIONS or scene.tree.tokens[w].upos == "AUX" for w in judged.words)
        judged = weighed(judged, value, seen, bare)
    words = tuple(scene.tree.tokens[w].span for w in judged.words)
    if judged != found:
        words = words or (event.trigger,)  # the reader alone judged: it saw the word in its sentence
    return Factuality(event.trigger, judged.certainty, judged.polarity, judged.status, words)


def _telling(scene: Scene, i: int) -> int:
    """The word that the reader has judged: a copula stands as its predicate does."""
    token = scene.tree.tokens[i]
    return token.head if token.deprel == "cop" and token.head >= 0 else i


def _granted(scene: Scene, i: int) -> bool:
    """Whether a denial around it takes the event for granted: a noun, whose own word says more of it, and what only
    tells which thing is meant."""
    tree = scene.tree
    if tree.tokens[i].upos == "NOUN":
        return True
    return tree.relation(i) in ("acl", "amod") and not tree.below(i, "mark", "nsubj")


def _denied(trigger: Span, denials: list[Attribution]) -> Span | None:
    """The cue of a denial whose content holds the trigger."""
    for attribution in denials:
        inside = any(trigger in part for part in attribution.content)
        if inside and not any(cue.overlaps(trigger) for cue in attribution.cue):
            return attribution.cue[0]
    return None


def _denies(scene: Scene, attribution: Attribution) -> bool:
    """Whether a negated cue denies; "declined to say" and the like leave what is not said open."""
    cue = [i for span in attribution.cue for i in scene.inside(span)]
    return any(scene.tree.tokens[i].lemma.lower() in _DENIALS for i in cue)
