"""Things: every line of tests/cases/things.jsonl, what is kept out, and which event has which thing."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factory import document, span

from onrecord.extract.thingnames import PREFIXES, compiled, kind_words, letters_of, names, nouns, plurals, types
from onrecord.extract.thingparts import identified, things_of
from onrecord.extract.things import find_things, thing_stage
from onrecord.extract.tree import tree_of
from onrecord.model import (
    Document,
    Form,
    Mention,
    Name,
    NameType,
    Participant,
    Report,
    Role,
    Thing,
    entity_id,
)
from onrecord.nlp.reader import read

CASES = [
    json.loads(line) for line in (Path(__file__).parents[1] / "cases" / "things.jsonl").read_text("utf-8").splitlines()
]
FLYING = "DET the 3 det / PROPN F-16C 3 compound / NOUN jet 4 nsubj / VERB land 0 root"


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:50])
def test_case(case):
    """Words, name, type and variant are those of the case."""
    found = find_things(read(Document(Report(case["text"]))))
    assert [[t.span.of(found.text), t.name, t.type, t.variant] for t in found.things] == case["expect"]


def test_a_person_is_no_thing():
    """A name of the table inside a person's name is none of it."""
    made = document("Stacey Abrams drove a tank", "")
    named = replace(made, names=(Name(span(made, "Stacey Abrams"), NameType.PER),))
    assert [t.name for t in find_things(named).things] == []


def test_noun_must_be_a_noun():
    """ "Tank" as a verb is no vehicle."""
    tree = "NOUN price 2 nsubj / VERB {} 0 root"
    assert not find_things(document("Prices tank", tree.format("tank"))).things
    assert find_things(document("Prices tank", "NOUN price 2 compound / NOUN tank 0 root")).things


def test_entity_is_that_of_the_mention():
    """A thing that has a mention shares its entity; else it has one by its name and variant."""
    made = document("The F-16C jet landed", FLYING)
    (alone,) = find_things(made).things
    assert alone.entity == entity_id(NameType.PRODUCT, "F-16-C")
    mention = Mention(span(made, "F-16C"), 1, Form.NAME, "F-16C", "e1", NameType.PRODUCT)
    (same,) = find_things(replace(made, mentions=(mention,))).things
    assert same.entity == "e1"


def test_unknown_name_takes_the_kind_beside_it():
    """A product that the table lacks has the type of the noun behind it, and none without one."""
    made = document("The Vortexa missile landed", "DET the 3 det / PROPN V 3 compound / NOUN m 4 nsubj / VERB l 0 root")
    named = replace(made, names=(Name(span(made, "Vortexa"), NameType.PRODUCT),))
    (thing,) = find_things(named).things
    assert (thing.name, thing.type) == ("Vortexa", "missile")
    bare = document("The Vortexa landed", "DET the 2 det / PROPN V 3 nsubj / VERB land 0 root")
    assert not find_things(replace(bare, names=(Name(span(bare, "Vortexa"), NameType.PRODUCT),))).things


def test_event_has_its_things():
    """A thing is the event's if it takes part in it or hangs on its word."""
    made = find_things(document("The F-16C jet landed", FLYING))
    part = Participant(Role.ACTOR, span(made, "F-16C jet"), "F-16C jet")
    assert [t.name for t in things_of(made, tree_of(made), 3, [part])] == ["F-16"]
    assert things_of(made, tree_of(made), 3, []) == ()
    strike = find_things(document("Drone strikes", "NOUN drone 2 compound / NOUN strike 0 root"))
    assert [t.type for t in things_of(strike, tree_of(strike), 1, [])] == ["drone"]


def test_participant_has_the_entity_of_its_thing():
    """ "The F-16C jet" is the aircraft, "the crew of the F-16C" is not."""
    made = find_things(document("The F-16C jet landed", FLYING))
    part = Participant(Role.ACTOR, span(made, "F-16C jet"), "F-16C jet")
    assert identified(made, [part])[0].entity == made.things[0].entity
    crew = document("The crew of the F-16C landed")
    thing = Thing(span(crew, "F-16C"), "F-16", "fighter aircraft", "C", "e1")
    whole = Participant(Role.ACTOR, span(crew, "crew of the F-16C"), "crew of the F-16C")
    assert identified(replace(crew, things=(thing,)), [whole])[0].entity is None


def test_tables_are_sound():
    """Every name is found by its own pattern; types are few words in small letters."""
    for rows in names().values():
        for row in rows:
            assert compiled(row.pattern)
    rows = [row for each in names().values() for row in each if not row.variant]
    assert sum(any(compiled(r.pattern).fullmatch(r.name) for r in each) for each in names().values()) > 700
    assert all(compiled(r.pattern).fullmatch(r.noun) for each in nouns().values() for r in each)
    assert {row.type for row in rows} <= types() >= set(PREFIXES.values())
    assert all(t == t.lower() and len(t.split()) <= 4 for t in types())
    assert {"missiles", "jet", "system"} <= kind_words()


def test_a_match_starts_with_the_letters_of_its_row():
    """A row whose letters a text does not have there is not tried: none of its own forms is left out so."""
    for row in (row for each in nouns().values() for row in each):
        assert all(letters_of(form).startswith(row.letters) for form in (row.noun, *plurals(row.noun)))
    assert letters_of("F-16 Fighting") == "f16fighting"
    found = {
        row.name for rows in names().values() for row in rows if letters_of("Storm-Shadow").startswith(row.letters)
    }
    assert "Storm Shadow" in found


PIECES = st.sampled_from(
    [
        "F-16C",
        "Leopard",
        "2",
        "tanks",
        "HMS",
        "Diamond",
        "Patriot",
        "missile",
        "-class",
        "Virginia",
        "the",
        ",",
        "\n",
        "T-",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES | st.text(max_size=4), max_size=15).map(" ".join))
def test_any_text(text):
    """Things lie in the text in order, none over another, each with a known type."""
    end = 0
    for thing in find_things(Document(Report(text))).things:
        assert end <= thing.span.start < thing.span.end <= len(text)
        assert thing.type in types()
        end = thing.span.end


def test_stage_names_its_tables():
    """A change of the tables changes the stage's fingerprint."""
    assert thing_stage().provides == ("things",)
    assert dict(thing_stage().config)["tables"]
