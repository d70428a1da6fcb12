"""The standing of every event, as its innermost source gives it."""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.acts import acts_of
from onrecord.extract.commitment import weighed
from onrecord.extract.contexts import table_hash
from onrecord.extract.headed import headed
from onrecord.extract.scene import Scene, scene_of
from onrecord.extract.standing import standing
from onrecord.model import Act, Attribution, Document, Event, Factuality, Polarity, Span, Stage, Status

_DENIALS = frozenset({"deny", "denial", "refute", "dispute", "disavow", "repudiate"})


def factuality_stage() -> Stage:
    """The stage that provides factuality."""
    return Stage(
        "factuality",
        "4",
        ("acts", "commitments", "events", "attributions"),
        ("factuality",),
        find_factuality,
        (("tables", table_hash("contexts.tsv", "nouns.tsv")),),
    )


def find_factuality(document: Document) -> Document:
    """Add certainty, polarity and status of every event, with the words that decide them."""
    scene = scene_of(document)
    denials = [a for a in document.attributions if a.negated and _denies(scene, a)]
    values, acts = {c.token: c.value for c in document.commitments}, acts_of(scene)
    made = (_fact(scene, e, denials, values.get(e.head), acts.get(e.head)) for e in document.events)
    return replace(document, factuality=tuple(made))


def _fact(scene: Scene, event: Event, denials: list[Attribution], value: float | None, act: Act | None) -> Factuality:
    """value: how far the reader sees the text commit itself, None where it sees no event; act: what else it sees."""
    found = standing(scene.tree, event.head)
    cue = _denied(event.trigger, denials) if found.plain and not _granted(scene, event.head) else None
    if cue is not None:
        # A denial may follow what it denies ("Troops crossed, it was claimed, which the ministry denied").
        return Factuality(event.trigger, found.certainty, Polarity.NEGATIVE, Status.DENIED, (cue,))
    judged = headed(scene.tree, event.head, found, act, value)
    if value is not None:
        judged = weighed(judged, value, Status(act.statuses[0][0]) if act and act.statuses else None)
    words = tuple(scene.tree.tokens[w].span for w in judged.words)
    if judged != found:
        words = words or (event.trigger,)  # the reader alone judged: it saw the word in its sentence
    return Factuality(event.trigger, judged.certainty, judged.polarity, judged.status, words)


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
