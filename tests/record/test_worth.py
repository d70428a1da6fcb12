"""Which events are worth a record, and how much."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factory import document
from onrecord.extract.events import find_events
from onrecord.extract.scene import Scene, scene_of
from onrecord.model import Event, Participant, Report, Role, Span
from onrecord.pipeline import run
from onrecord.record.clausekinds import attached, first, gerund, merely_able, past_or_to_come, purpose, words
from onrecord.record.parties import LOOSE, anchored, definite, living, tangible
from onrecord.record.worth import worth

CASES = [
    json.loads(line) for line in (Path(__file__).parents[1] / "cases" / "worth.jsonl").read_text("utf-8").splitlines()
]
KINDS = (
    "state",
    "light",
    "soft",
    "abstract",
    "able",
    "stance",
    "published",
    "means",
    "carries",
    "voice",
    "aim",
    "trend",
)


def scene(text: str, tree: str) -> tuple[Scene, tuple[Event, ...]]:
    """The scene of a document built by hand, and its events."""
    found = find_events(document(text, tree))
    return scene_of(found), found.events


def party(text: str, name: str) -> Participant:
    """Somebody or something that acts, by the first place where the text has the name."""
    start = text.index(name)
    return Participant(Role.ACTOR, Span(start, start + len(name)), name)


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=[c["why"] for c in CASES])
def test_case(case: dict):
    """The words that a case keeps have a record, the words that it drops have none."""
    made = {r.trigger.text for r in run(Report(case["text"], language="en")).records}
    assert set(case["kept"]) <= made
    assert made.isdisjoint(case["dropped"])


def test_typed_acts_rank_above_untyped_ones():
    """A sale is worth more than a wall that was hit."""
    sold, (sale,) = scene("Norway sold tanks", "PROPN Norway 2 nsubj / VERB sell 0 root Tense=Past / NOUN tank 2 obj")
    hit, (blow,) = scene("Norway hit walls", "PROPN Norway 2 nsubj / VERB paint 0 root Tense=Past / NOUN wall 2 obj")
    assert sale.type is not None and blow.type is None
    assert (worth(sold, sale) or 0) > (worth(hit, blow) or 0) > 0


def test_table_has_every_kind():
    """Each kind that the rules ask for has words, and no word is both a state and a light verb."""
    assert all(words(kind) for kind in KINDS)
    assert words("state").isdisjoint(words("light"))


def test_clauses():
    """A purpose, a mere ability and a gerund are told by how the clause hangs."""
    tree = "NOUN tank 0 root / ADJ capable 1 amod / ADP of 4 mark / VERB fire 2 advcl Tense=Pres|VerbForm=Part"
    made = scene_of(document("tanks capable of firing", tree)).tree
    assert merely_able(made, 3) and gerund(made, 3) and not purpose(made, 3)
    rows = ("VERB pass 0 root", "NOUN law 1 obj", "PART to 4 mark", "VERB limit 2 acl VerbForm=Inf", "CCONJ and 6 cc")
    made = scene_of(document("pass law to limit and end", " / ".join((*rows, "VERB end 4 conj VerbForm=Inf")))).tree
    assert purpose(made, 3) and purpose(made, 5)
    assert (first(made, 5), attached(made, 5)) == (3, "acl")


def test_relative_clause_tells_what_happened():
    """ "Who lived there" tells of the past, "who lives there" of what is so."""
    for verb, tense, told in (("lived", "Past", True), ("lives", "Pres", False)):
        tree = f"NOUN man 0 root / PRON who 3 nsubj / VERB live 1 acl:relcl Tense={tense}|VerbForm=Fin"
        assert past_or_to_come(scene_of(document(f"man who {verb}", tree)).tree, 2) is told


def test_parties():
    """People and things take part; notions and words for nobody do not."""
    text = "officials walls stability it"
    made, _ = scene(text, "NOUN official 0 root / NOUN wall 1 dep / NOUN stability 1 dep / PRON it 1 dep")
    officials, walls, stability, it = (party(text, word) for word in text.split())
    assert [living(made, p) for p in (officials, walls)] == [True, False]
    assert [anchored(made, p) for p in (officials, it)] == [True, False]
    assert [tangible(made, p) for p in (officials, walls, stability, it)] == [True, True, False, False]
    assert not definite(made, it, LOOSE)
