"""The scorer of coded tuples: sentences loaded, tuples matched, false alarms counted."""

from __future__ import annotations

from evaluation.petr2 import Sentence, Tuple, figures, matched, sentences, table, tuples

from onrecord.model import Document, Event, Participant, Report, Role, Span

XML = """<Sentences>
<Sentence id="1" evaluate="true"/>
<EventCoding eventcode="112" sourcecode="NORGOV" targetcode="TCD" />
<EventCoding eventcode="010" sourcecode="NOR" targetcode="TCD" />
<Text>
Norway accused
Chad.
</Text></Sentence>
<Sentence id="2" evaluate="true">
<!-- Discard event on a year -->
<EventCoding noevents="True" />
<Text>
Chad was calm.
</Text></Sentence>
<Sentence id="3" evaluate="false"/>
<EventCoding noevents="True" />
<Text>Left out.</Text></Sentence>
</Sentences>"""
ACCUSED = Tuple("ACCUSE", frozenset({"NOR"}), frozenset({"TCD"}))


def event(type_: str | None, *roles: tuple[Role, str | None]) -> Event:
    """An event with participants of the given roles and countries."""
    span = Span(0, 1)
    people = tuple(Participant(role, span, "x", None, country, None) for role, country in roles)
    return Event(trigger=span, head=0, lemma="x", type=type_, mode=None, participants=people)


def test_sentences_are_loaded():
    """Codes become roots and countries, statements are no tuples, and what is not to be evaluated is left out."""
    assert sentences(XML) == [
        Sentence("Norway accused Chad.", (ACCUSED,), empty=False, discarded=False),
        Sentence("Chad was calm.", (), empty=True, discarded=True),
    ]


def test_a_tuple_needs_both_sides():
    """A typed event counts with an actor and a recipient, once for the same root and countries."""
    both = event("ACCUSE", (Role.ACTOR, "NOR"), (Role.ADDRESSEE, "TCD"))
    lone, untyped = event("ACCUSE", (Role.ACTOR, "NOR")), event(None, (Role.ACTOR, "NOR"), (Role.RECIPIENT, "TCD"))
    document = Document(Report("x"), events=(both, lone, untyped, both))
    assert [made for _, made in tuples(document)] == [ACCUSED]


def test_two_kinds_of_yielding_are_one_root():
    """What PLOVER parts into conceding and retreating is one root in CAMEO."""
    document = Document(Report("x"), events=(event("RETREAT", (Role.ACTOR, "NOR"), (Role.RECIPIENT, "TCD")),))
    assert [made.root for _, made in tuples(document)] == ["YIELD"]


def test_matching_prefers_agreement():
    """Of two tuples with the same root the one with the coded countries is matched."""
    other = Tuple("ACCUSE", frozenset({"TCD"}), frozenset({"NOR"}))
    assert matched([ACCUSED], [other, ACCUSED]) == [(ACCUSED, ACCUSED)]


def test_figures_count_alarms():
    """A tuple in a sentence without coded events is an alarm and takes no part in precision."""
    empty = Sentence("b", (), empty=True, discarded=True)
    found = figures([(Sentence("a", (ACCUSED,), empty=False, discarded=False), [ACCUSED]), (empty, [ACCUSED])])
    assert (found["alarms"], found["alarms_not_discarded"], found["precision"], found["recall"]) == (1, 0, 1.0, 1.0)
    assert "**1**" in table(found)[0]
