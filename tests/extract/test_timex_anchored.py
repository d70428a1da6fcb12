"""Lengths that measure from another event."""

from dataclasses import replace

from tests.factory import document, span

from onrecord.extract.timex import anchored, timex_stage

AFTER = document(
    "They voted on Feb 27 three days after rebels entered the town",
    "PRON they 2 nsubj / VERB vote 0 root Tense=Past|VerbForm=Fin / ADP on 4 case / PROPN Feb 2 obl / NUM 27 4 nummod "
    "/ NUM three 7 nummod / NOUN day 10 obl:unmarked / SCONJ after 10 mark / NOUN rebel 10 nsubj "
    "/ VERB enter 2 advcl Tense=Past|VerbForm=Fin / DET the 12 det / NOUN town 10 obj",
    published="2022-06-26",
)


def test_clause_after():
    """ "Three days after" gives the length, the way, and the head of the clause measured from."""
    (measured,) = anchored(timex_stage().run(AFTER))
    assert measured.timex.span == span(AFTER, "three days")
    assert (measured.direction, AFTER.tokens[measured.head].lemma) == (1, "enter")


def test_each_event_dates_the_other():
    """Three days after Feb 24 is Feb 27, and the other way round."""
    (measured,) = anchored(timex_stage().run(AFTER))
    assert measured.other("2022-02-27") == "2022-02-24"
    assert measured.measured("2022-02-24") == "2022-02-27"


def test_noun_before():
    """ "A week before the summit" measures from a noun; weeks make no day."""
    found = document(
        "He left a week before the summit",
        "PRON he 2 nsubj / VERB leave 0 root / DET a 4 det / NOUN week 7 obl:unmarked / ADP before 7 case "
        "/ DET the 7 det / NOUN summit 2 obl",
    )
    (measured,) = anchored(timex_stage().run(found))
    assert (measured.direction, found.tokens[measured.head].lemma) == (-1, "summit")
    assert measured.measured("2022-06-26") == "2022-W24"


def test_length_without_event():
    """A length that nothing follows measures from nothing."""
    found = document("He stayed three days", "PRON he 2 nsubj / VERB stay 0 root / NUM three 4 nummod / NOUN day 2 obl")
    assert anchored(timex_stage().run(found)) == ()


def test_vague_length_dates_nothing():
    """Some days after a known day is no known day."""
    (measured,) = anchored(timex_stage().run(AFTER))
    vague = replace(measured, timex=replace(measured.timex, value="PXD"))
    assert vague.other("2022-02-27") is None
