"""The standing of every event, as its innermost source gives it."""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.commitment import weighed
from onrecord.extract.contexts import table_hash
from onrecord.extract.scene import Scene, scene_of
from onrecord.extract.standing import standing
from onrecord.model import Attribution, Document, Event, Factuality, Polarity, Span, Stage, Status

_DENIALS = frozenset({"deny", "denial", "refute", "dispute", "disavow", "repudiate"})


def factuality_stage() -> Stage:
    """The stage that provides factuality."""
    return Stage(
        "factuality",
        "3",
        ("commitments", "events", "attributions"),
        ("factuality",),
        find_factuality,
        (("tables", table_hash("contexts.tsv", "nouns.tsv")),),
    )


def find_factuality(document: Document) -> Document:
    """Add certainty, polarity and status of every event, with the words that decide them."""
    scene = scene_of(document)
    denials = [a for a in document.attributions if a.negated and _denies(scene, a)]
    values = {c.token: c.value for c in document.commitments}
    return replace(document, factuality=tuple(_fact(scene, e, denials, values.get(e.head)) for e in document.events))


def _fact(scene: Scene, event: Event, denials: list[Attribution], value: float | None) -> Factuality:
    """value: how far the reader sees the text commit itself, None where it sees no event."""
    found = standing(scene.tree, event.head)
    cue = _denied(event.trigger, denials) if found.plain else None
    if cue is not None:
        # A denial may follow what it denies ("Troops crossed, it was claimed, which the ministry denied").
        return Factuality(event.trigger, found.certainty, Polarity.NEGATIVE, Status.DENIED, (cue,))
    judged = found if value is None else weighed(found, value)
    words = tuple(scene.tree.tokens[w].span for w in found.words)
    if judged != found:
        found, words = judged, words or (event.trigger,)  # the reader alone judged: it saw the word in its sentence
    return Factuality(event.trigger, found.certainty, found.polarity, found.status, words)


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
