"""Who takes part, as far as it decides what is worth a record: somebody or something definite, or a mere notion."""

from __future__ import annotations

from onrecord.extract.scene import Scene
from onrecord.extract.triggers import eventive
from onrecord.model import Participant, Role
from onrecord.record.clausekinds import words

# Words that stand for nobody and nothing definite, unless somebody is found whom they stand for.
EMPTY = frozenset(
    "it its itself this that these those what which whose there here one ones such both each all some any "
    "you your yours yourself yourselves others another nothing whatever whoever whichever".split()
)
# Who is speaking and who is spoken to, where it is not known who that is.
TALKING = EMPTY | frozenset("we us our ours ourselves i me my myself 's ’s".split())
LOOSE = TALKING | frozenset("who whom they them their theirs themselves he she him her his".split())
_NOTIONS = ("ity", "ness", "ship", "ism", "tion", "sion", "ment", "ance", "ence", "cy")


def definite(scene: Scene, participant: Participant, empty: frozenset[str]) -> bool:
    """Whether the words name or describe somebody or something that can take part in an event."""
    name = participant.name.lower()
    if name in empty:
        return name == "one" and _numbered(scene, participant)
    if participant.country or participant.sector:
        return True
    inside = scene.inside(participant.span)
    if any(k in scene.types for k in inside):
        return True
    head = head_of(scene, participant)
    return head is None or scene.tree.tokens[head].lemma.lower() not in words("abstract")


def anchored(scene: Scene, participant: Participant) -> bool:
    """Whether the words name somebody or something, or describe somebody."""
    if participant.name.lower() in TALKING:
        return False
    return living(scene, participant) or any(k in scene.types for k in scene.inside(participant.span))


def living(scene: Scene, participant: Participant) -> bool:
    """Whether it is somebody: a person, a body, a people or a country."""
    if participant.entity or participant.country or participant.sector:
        return True
    head = head_of(scene, participant)
    return head is not None and scene.animate(head)


def tangible(scene: Scene, participant: Participant, empty: frozenset[str] = LOOSE) -> bool:
    """Whether it is somebody or something, and no notion such as "stability" or "stronger ties"."""
    if not definite(scene, participant, empty):
        return False
    head = head_of(scene, participant)
    if living(scene, participant) or head is None:
        return True
    word = scene.tree.tokens[head].lemma.lower()
    return word in words("solid") or (not word.endswith(_NOTIONS) and not eventive(word))


def happening(scene: Scene, participant: Participant) -> bool:
    """Whether it is an event ("their cooperation"), which may bring something about."""
    head = head_of(scene, participant)
    return head is not None and eventive(scene.tree.tokens[head].lemma)


def _numbered(scene: Scene, participant: Participant) -> bool:
    """ "Two were killed and one was hurt": a number of people, whom it is done to."""
    head = head_of(scene, participant)
    return participant.role is not Role.ACTOR and head is not None and scene.tree.tokens[head].upos == "NUM"


def head_of(scene: Scene, participant: Participant) -> int | None:
    """The head of the words for somebody; remembered, for every rule asks it of everybody."""
    memo, asked = scene.tree.memo, (head_of, participant.span.start, participant.span.end)
    if asked not in memo:
        inside = scene.inside(participant.span)
        memo[asked] = next((k for k in inside if scene.tree.tokens[k].head not in inside), None)
    found: int | None = memo[asked]
    return found
