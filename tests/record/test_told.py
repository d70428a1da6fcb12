"""What stands around an event: who acts, which other event its verb is."""

from __future__ import annotations

from factory import document
from onrecord.extract.events import find_events
from onrecord.extract.scene import Scene, scene_of
from onrecord.model import Event, Role
from onrecord.record.told import carrying, credited, cued, has, mere_talk, somebody, typed_events


def scene(text: str, tree: str) -> tuple[Scene, tuple[Event, ...]]:
    """The scene of a document built by hand, and its events."""
    found = find_events(document(text, tree))
    return scene_of(found), found.events


def test_who_acts():
    """Officials are somebody, walls are not; a role that nobody has is empty."""
    tree = "NOUN {} 2 nsubj / VERB sell 0 root Tense=Past / NOUN tank 2 obj"
    for who, is_somebody in (("official", True), ("wall", False)):
        made, (sale,) = scene(f"{who}s sold tanks", tree.format(who))
        assert somebody(made, sale) is is_somebody
        assert has(made, sale, Role.ACTOR) and not has(made, sale, Role.BENEFICIARY)


def test_nobody_speaks():
    """Where nothing is credited to anybody there is no cue, no source and no talk."""
    made, (sale,) = scene("Norway sold tanks", "PROPN Norway 2 nsubj / VERB sell 0 root Tense=Past / NOUN tank 2 obj")
    assert credited(made, sale) is None and not mere_talk(made, sale)
    assert cued(made.document.attributions) == frozenset()
    assert typed_events(made.document.events) == {1: sale}


def test_verb_that_carries_a_noun():
    """ "Led protests": the verb says no more than its object; "sold tanks" stands alone."""
    tree = "PROPN Norway 2 nsubj / VERB lead 0 root Tense=Past / NOUN protest 2 obj"
    made, events = scene("Norway led protests", tree)
    noun = next(e for e in events if e.lemma == "protest")
    verb = next((e for e in events if e.lemma == "lead" and e.type is not None), None)
    assert carrying(made, noun) == verb
