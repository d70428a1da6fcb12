"""Events on hand-made trees: what they take from mentions, timexes, toponyms, quantities and quotations."""

from __future__ import annotations

from dataclasses import replace

import pytest

from factory import document, span
from onrecord.extract.events import event_stage, find_events
from onrecord.extract.scene import scene_of
from onrecord.extract.triggers import eventive
from onrecord.model import (
    Act,
    Attribution,
    Document,
    Event,
    Form,
    Kind,
    Mention,
    Name,
    NameType,
    Place,
    Quantity,
    Role,
    Timex,
    TimexType,
    Toponym,
)

SEND = "PRON we 3 nsubj / AUX will 3 aux / VERB send 0 root / NOUN tank 3 obj / ADP to 6 case / PROPN Chad 3 obl"
CHAD = Place(2434508, "Chad", "TCD", 15.0, 19.0, "country")


def event(found: Document, lemma: str) -> Event:
    """The event with the lemma."""
    return next(e for e in found.events if e.lemma == lemma)


def speaker(country: str | None, words: str = "king") -> Mention:
    """A speaker whose country is known or not."""
    return Mention(span(document(words), words), 0, Form.COMMON, "King Olav", "e1", NameType.PER, country, "GOV")


@pytest.mark.parametrize(
    ("country", "kind", "name"),
    [("NOR", Kind.DIRECT, "Norway"), (None, Kind.DIRECT, "we"), ("NOR", Kind.INDIRECT, "we")],
)
def test_we_is_the_speakers_country(country: str | None, kind: Kind, name: str):
    """ "We" means the speaker's country only in a quotation whose speaker's country is known."""
    made = document("we will send tanks to Chad", SEND)
    told = Attribution((), (), (span(made, "we will send tanks to Chad"),), kind, speaker(country))
    found = event(find_events(replace(made, attributions=(told,))), "send")
    assert [p.name for p in found.participants if p.role is Role.ACTOR] == [name]


@pytest.mark.parametrize(
    ("verb", "seen", "expected"),
    [
        ("kill", ("none", 0.99), None),
        ("kill", ("none", 0.6), "ASSAULT"),
        ("kill", ("PROTEST", 0.99), "ASSAULT"),
        ("murder", ("none", 0.99), "ASSAULT"),
        ("heed", ("CONCEDE", 0.9), "CONCEDE"),
        ("heed", ("CONCEDE", 0.6), None),
    ],
)
def test_what_the_reader_adds_to_the_table(verb: str, seen: tuple[str, float], expected: str | None):
    """The reader types words that the table lacks, and takes the type from those that it lists with other senses."""
    made = document(f"Miners {verb} guards", f"NOUN miner 2 nsubj / VERB {verb} 0 root / NOUN guard 2 obj")
    judged = replace(made, acts=(Act(1, (seen,), ()),))
    assert event(find_events(judged), verb).type == expected


RIOTS = "NOUN death 2 nsubj / VERB spark 0 root / NOUN riot 2 obj / ADP across 5 case / PROPN Norway 3 nmod"
TALKED = (
    "PROPN Norway 2 nsubj / VERB talk 0 root / ADP with 4 case / PROPN Chad 2 obl / ADP about 6 case / NOUN aid 2 obl"
)


@pytest.mark.parametrize(
    ("words", "arcs", "at", "act", "who", "why"),
    [
        ("death sparked riots across Norway", RIOTS, 2, "PROTEST", 4, "where there are riots is not who riots"),
        ("death sparked riots by Norway", RIOTS.replace("across", "by"), 2, "PROTEST", 4, "an agent is"),
        ("Norway talked with Chad about aid", TALKED, 5, "AID", 3, "who is talked with about aid need not give it"),
    ],
)
def test_who_acts_in_the_eyes_of_the_reader(words: str, arcs: str, at: int, act: str, who: int, why: str):
    """The reader's actors are taken where the tree does not tell that they are the place or only spoken with."""
    made = replace(document(words, arcs), acts=(Act(at, ((act, 0.99),), (), ((who, 0.9),)),))
    (found,) = [e for e in find_events(made).events if e.head == at]
    assert bool([p for p in found.participants if p.role is Role.ACTOR]) == (" by " in words), why


OWNED = (
    "PROPN Norway 3 nmod:poss / PART 's 1 case / NOUN support 0 root / ADP for 6 case / DET the 6 det / NOUN pact 3 "
    "nmod / CCONJ and 8 cc / NOUN desire 3 conj / PART to 10 mark / VERB leave 8 acl VerbForm=Inf"
)
TRIED = (
    "NOUN rule 2 nsubj / VERB hinder 0 root / NOUN effort 2 obj / ADP of 5 case / NOUN nurse 3 nmod / PART to 7 mark / "
    "VERB leave 3 acl VerbForm=Inf"
)


@pytest.mark.parametrize(
    ("words", "arcs", "who"),
    [
        ("Norway 's support for the pact and desire to leave", OWNED, ["Norway"]),
        ("Norway 's support for the pact and attempt to leave", OWNED.replace("desire", "attempt"), []),
        ("rules hinder efforts of nurses to leave", TRIED, ["nurses"]),
        ("rules hinder efforts of years to leave", TRIED.replace("nurse", "year"), []),
    ],
)
def test_whose_infinitive_it_is(words: str, arcs: str, who: list[str]):
    """What somebody feels is joined to what he feels; efforts of somebody are his to make."""
    found = event(find_events(document(words, arcs)), "leave")
    assert [p.name for p in found.participants if p.role is Role.ACTOR] == who


def test_harm_amid_violence_needs_no_reader():
    """Who dies at the hands of rebels is attacked, whatever the reader makes of it."""
    made = document("Rebels kill guards", "NOUN rebel 2 nsubj / VERB kill 0 root / NOUN guard 2 obj")
    judged = replace(made, acts=(Act(1, (("none", 0.99),), ()),))
    assert event(find_events(judged), "kill").type == "ASSAULT"


def test_my_is_the_speaker():
    """ "I" in a quotation is the speaker."""
    made = document("I left", "PRON I 2 nsubj / VERB leave 0 root")
    told = Attribution((), (), (span(made, "I left"),), Kind.DIRECT, speaker("NOR"))
    (actor,) = event(find_events(replace(made, attributions=(told,))), "leave").participants
    assert (actor.name, actor.entity, actor.country) == ("King Olav", "e1", "NOR")


def test_mention_names_the_participant():
    """Name, entity, country and sector come from the mention at the head; the span stays that of the words here."""
    made = document("he left", "PRON he 2 nsubj / VERB leave 0 root")
    mention = Mention(span(made, "he"), 0, Form.PRONOUN, "King Olav", "e1", NameType.PER, "NOR", "GOV")
    (actor,) = event(find_events(replace(made, mentions=(mention,))), "leave").participants
    assert (actor.name, actor.entity, actor.country, actor.sector) == ("King Olav", "e1", "NOR", "GOV")
    assert actor.span == span(made, "he")


SAID = (
    "NOUN king 2 nsubj / VERB say 0 root / NOUN Monday 2 obl / SCONJ that 6 mark / NOUN rebel 6 nsubj / "
    "VERB leave 2 ccomp / ADP in 8 case / PROPN May 6 obl"
)


def test_time_stays_in_its_clause():
    """The day of the saying dates the saying, the month of the leaving the leaving."""
    made = document("kings said Monday that rebels left in May", SAID)
    monday = Timex(span(made, "Monday"), TimexType.DATE, "2022-06-27")
    may = Timex(span(made, "May"), TimexType.DATE, "2022-05")
    found = find_events(replace(made, timexes=(monday, may)))
    assert (event(found, "say").time, event(found, "leave").time) == (monday, may)


def test_time_of_saying_dates_no_other_event():
    """A timex that an attribution holds for its time of saying is kept from the events of its content."""
    made = document("rebels left Monday", "NOUN rebel 2 nsubj / VERB leave 0 root / NOUN Monday 2 obl")
    monday = Timex(span(made, "Monday"), TimexType.DATE, "2022-06-27")
    told = Attribution((), (), (span(made, "rebels left"),), Kind.INDIRECT, None, None, monday)
    found = find_events(replace(made, timexes=(monday,), attributions=(told,)))
    assert event(found, "leave").time is None


AFTER = (
    "PROPN Chad 2 nsubj / VERB vote 0 root / ADP on 4 case / PROPN Friday 2 obl / NUM three 6 nummod / "
    "NOUN day 9 obl:unmarked / SCONJ after 9 mark / PROPN Norway 9 nsubj / VERB leave 2 advcl"
)


@pytest.mark.parametrize(("mark", "value"), [("after", "2022-02-22"), ("before", "2022-02-28")])
def test_distance_dates_the_other_event(mark: str, value: str):
    """ "Three days after" moves the known day of one clause to the other, in the right direction."""
    made = document(f"Chad voted on Friday three days {mark} Norway left", AFTER.replace("after", mark))
    friday = Timex(span(made, "Friday"), TimexType.DATE, "2022-02-25")
    length = Timex(span(made, "three days"), TimexType.DURATION, "P3D")
    time = event(find_events(replace(made, timexes=(friday, length))), "leave").time
    assert time is not None and (time.value, time.span) == (value, length.span)


def test_a_date_before_a_distance_is_not_that_of_the_event_measured_from():
    """ "Friday, three days after Norway left": Norway left on Tuesday even if the tree hangs Friday on "left"."""
    tree = (
        "PROPN Chad 2 nsubj / VERB vote 0 root / PROPN Friday 8 obl / NUM three 5 nummod / "
        "NOUN day 8 obl:unmarked / SCONJ after 8 mark / PROPN Norway 8 nsubj / VERB leave 2 advcl"
    )
    made = document("Chad voted Friday three days after Norway left", tree)
    friday = Timex(span(made, "Friday"), TimexType.DATE, "2022-02-25")
    length = Timex(span(made, "three days"), TimexType.DURATION, "P3D")
    time = event(find_events(replace(made, timexes=(friday, length))), "leave").time
    assert time is not None and (time.value, time.span) == ("2022-02-22", length.span)


def test_a_distance_in_months_gives_a_month():
    """ "Three months after" a day names no day: the derived time is as coarse as the distance."""
    made = document("Chad voted on Friday three days after Norway left", AFTER)
    friday = Timex(span(made, "Friday"), TimexType.DATE, "2022-02-25")
    length = Timex(span(made, "three days"), TimexType.DURATION, "P3M")
    time = event(find_events(replace(made, timexes=(friday, length))), "leave").time
    assert time is not None and time.value == "2021-11"


def test_the_country_is_located_by_its_name():
    """A common noun that the report uses for a place of its own takes that place, with its own words as evidence."""
    tree = "PROPN Chad 2 nsubj / VERB lose 0 root / NOUN rebel 4 nsubj / VERB fight 2 parataxis / ADP in 7 case / "
    made = document("Chad lost rebels fought in the country", tree + "DET the 7 det / NOUN country 4 obl")
    chad, country = span(made, "Chad"), span(made, "the country")
    mentions = (
        Mention(chad, 0, Form.NAME, "Chad", "e1", NameType.GPE, "TCD", score=1.0),
        Mention(country, 6, Form.COMMON, "Chad", "e1", NameType.GPE, "TCD", score=0.8),
    )
    found = find_events(replace(made, mentions=mentions, toponyms=(Toponym(chad, "Chad", CHAD, 0.9),)))
    place = event(found, "fight").place
    assert place is not None and (place.place, place.span) == (CHAD, country)
    assert place.score == pytest.approx(0.72)


def test_invaded_country_is_the_place():
    """What is invaded is where it happens; who invades is not."""
    made = document("Norway invaded Chad", "PROPN Norway 2 nsubj / VERB invade 0 root / PROPN Chad 2 obj")
    norway = Toponym(span(made, "Norway"), "Norway", replace(CHAD, name="Norway"), 0.9)
    chad = Toponym(span(made, "Chad"), "Chad", CHAD, 0.9)
    found = event(find_events(replace(made, toponyms=(norway, chad))), "invade")
    assert found.place == chad


def test_quantities_follow_their_nouns():
    """Amounts of coordinated objects belong to the event, amounts elsewhere do not."""
    tree = "PROPN Chad 2 nsubj / VERB have 0 root / NUM 3 4 nummod / NOUN tank 2 obj / CCONJ and 7 cc / "
    made = document("Chad had 3 tanks and 9 jets", tree + "NUM 9 7 nummod / NOUN jet 4 conj")
    tanks = Quantity(span(made, "3 tanks"), 3.0, "tank", "exact", 3)
    jets = Quantity(span(made, "9 jets"), 9.0, "jet", "exact", 6)
    other = Quantity(span(made, "had"), 1.0, "x", "exact", 1)
    found = event(find_events(replace(made, quantities=(tanks, jets, other))), "have")
    assert found.quantities == (tanks, jets)


def test_recipient_inside_a_shifted_object():
    """ "Transfer to X Y" read as one phrase gives X as recipient and Y, without X, as object."""
    tree = "PRON we 2 nsubj / VERB transfer 0 root / ADP to 6 case / PROPN Chad 6 compound / NOUN missile 6 compound / "
    made = document("we transfer to Chad missile systems", tree + "NOUN system 2 obl")
    found = event(find_events(made), "transfer")
    named = {p.role: p.name for p in found.participants}
    assert (named[Role.RECIPIENT], named[Role.OBJECT]) == ("Chad", "missile systems")


def test_partitive_counts_as_its_members():
    """ "Dozens of soldiers" are people, "dozens of shells" are not."""
    tree = "NOUN dozen 0 root / ADP of 3 case / NOUN {} 1 nmod"
    assert scene_of(document("dozens of soldiers", tree.format("soldier"))).animate(0)
    assert not scene_of(document("dozens of shells", tree.format("shell"))).animate(0)


def test_eventive_nouns():
    """Event nouns are known by the table or by a sure ending; look-alikes and people are not events."""
    assert all(map(eventive, ["attack", "negotiation", "resettlement"]))
    assert not any(map(eventive, ["government", "station", "morning", "delegation", "port"]))


def test_words_inside_names_are_no_events():
    """The verb in the name of a team tells of nothing."""
    made = document("Fighting Irish won", "VERB fight 2 amod / PROPN Irish 3 nsubj / VERB win 0 root")
    named = replace(made, names=(Name(span(made, "Fighting Irish"), NameType.ORG),))
    assert [e.lemma for e in find_events(named).events] == ["win"]


def test_fingerprint_follows_the_tables():
    """The stage's config names the hash of its tables, so that a changed table changes every row's fingerprint."""
    assert dict(event_stage().config)["tables"]
