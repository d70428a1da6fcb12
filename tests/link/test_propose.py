"""The program's own judgements: what it links, with what score, and what it leaves alone."""

from __future__ import annotations

import pytest

from onrecord.link import Known, known_as, partition
from onrecord.link.keys import key
from onrecord.link.propose import propose, revised
from onrecord.model import PROGRAM, Judgement, NameType, Nature, Verdict, entity_id

PER, ORG, GPE, FAC = NameType.PER, NameType.ORG, NameType.GPE, NameType.FAC
AT = "2023-05-04T00:00:00+00:00"


def known(name: str, type: NameType | None = PER, country: str | None = None, count: int = 1, *reports: int) -> Known:
    """A name as a ledger knows it."""
    return known_as(key(entity_id(type, name), country), [(name, count)], reports=reports)


def judged(*given: Known, people: tuple[Judgement, ...] = (), spelled_out: bool = False) -> dict[frozenset[str], float]:
    """The pairs of names that are judged SAME, with the score."""
    names = {each.key: f"{each.name} {each.country or ''}".strip() for each in given}
    made = propose(given, people, at=AT, spelled_out=lambda expansion, acronym: spelled_out)
    assert all(j.by == PROGRAM and j.verdict is Verdict.SAME and j.note and j.at == AT for j in made)
    return {frozenset((names[j.one], names[j.other])): j.score for j in made}


ONE = [
    (known("Vladimir Putin", count=9), known("Vladimir V. Putin"), 0.95),
    (known("Vladimir Putin", PER, "RUS"), known("Vladimir V. Putin"), 0.95),
    (known("Vladimir Putin"), known("President Vladimir Putin", PER, "RUS"), 0.98),
    (known("José Peña"), known("Jose Pena"), 0.98),
    (known("Vladimir Putin", PER, "RUS"), known("Vladimir Vladimirovich Putin", PER, "RUS"), 0.9),
    (known("Ann Lee", PER, "GBR"), known("Lee", PER, "GBR"), 0.6),
    (known("Jean-Yves Le Drian", PER, "FRA"), known("Le Drian", PER, "FRA"), 0.6),
    (known("Hague", GPE), known("The Hague", GPE), 0.98),
    (known("Kremlin", ORG, "RUS"), known("Kremlin", FAC, "RUS"), 0.9),
    (known("United States", GPE, "USA"), known("U.S.", GPE, "USA"), 0.98),
    (known("World Food Programme", ORG, None, 1, 7), known("WFP", ORG, None, 1, 7, 8), 0.9),
]


@pytest.mark.parametrize(("one", "other", "score"), ONE, ids=[f"{a.name} = {b.name}" for a, b, _ in ONE])
def test_names_that_can_be_no_guess_are_one(one, other, score):
    """Each rule links its example, in either order, with its score."""
    assert list(judged(one, other).values()) == [score]
    assert list(judged(other, one).values()) == [score]


TWO = {
    "a surname without a country": (known("Ann Lee", PER, "GBR"), known("Lee")),
    "a surname in another country": (known("Ann Lee", PER, "GBR"), known("Lee", PER, "USA")),
    "a surname that two have": (known("Ann Lee", PER, "GBR"), known("Bob Lee", PER, "GBR"), known("Lee", PER, "GBR")),
    "a surname that another country has too": (
        known("Ann Lee", PER, "GBR"),
        known("Lee", PER, "GBR"),
        known("Lee", PER, "USA"),
    ),
    "a surname with another particle": (known("Luigi Di Maio", PER, "ITA"), known("De Maio", PER, "ITA")),
    "a first initial that differs": (
        known("Ann Lee", PER, "GBR"),
        known("B. Lee", PER, "GBR"),
        known("Lee", PER, "GBR"),
    ),
    "other first names": (known("Ann Lee", PER, "GBR"), known("Anna Lee", PER, "GBR")),
    "a first initial": (known("A. Lee", PER, "GBR"), known("Ann Lee", PER, "GBR")),
    "a middle name, country not known": (known("Maria Lopez"), known("Maria Garcia Lopez")),
    "one name in two countries": (known("John Smith", PER, "USA"), known("John Smith", PER, "GBR")),
    "a full name in two countries": (known("John Smith", PER, "USA"), known("John B. Smith", PER, "GBR")),
    "another generation": (known("Joe Lee", PER, "USA"), known("Joe Lee Jr.", PER, "USA")),
    "a person and a place": (known("Jackson", PER, "USA"), known("Jackson", GPE, "USA")),
    "a body of two types, country not known": (known("Amazon", ORG), known("Amazon", NameType.LOC)),
    "descriptions": (known("two aides", None, "USA"), known("Two aides", None, "USA")),
    "words that mean something else in each report": (
        known_as(key(entity_id(None, "NGOs") + "1", None), [("NGOs", 1)]),
        known_as(key(entity_id(None, "NGOs") + "2", None), [("NGOs", 1)]),
    ),
    "a country and its capital": (known("Russia", GPE, "RUS"), known("Moscow", GPE, "RUS")),
    "a country and a part of it": (known("United Kingdom", GPE, "GBR"), known("Scotland", GPE, "GBR")),
    "a country and a state before it": (known("Russia", GPE, "RUS"), known("Soviet Union", GPE, "RUS")),
    "a country and its people": (known("Russia", GPE, "RUS"), known("Russians", NameType.NORP, "RUS")),
    "an acronym without its expansion": (known("WFP", ORG, None, 1, 1), known("World Food Programme", ORG, None, 1, 2)),
    "an acronym of two": (
        known("MFA", ORG, None, 1, 1),
        known("Ministry of Foreign Affairs", ORG, "RUS", 1, 1),
        known("Ministry of Foreign Affairs", ORG, "UKR", 1, 1),
    ),
    "two letters beside words that begin so": (known("DC", GPE, None, 1, 1), known("Defence College", ORG, None, 1, 1)),
}


@pytest.mark.parametrize("given", TWO.values(), ids=TWO.keys())
def test_what_would_be_a_guess_is_left_alone(given):
    """Each of these stays as it is."""
    assert judged(*given) == {}


def test_a_third_who_could_be_one_but_not_the_other_forbids_it():
    """John Smith can be John A. and John B.: he is neither. The two who agree with all the same stay linked."""
    a, b = known("John A. Smith"), known("John B. Smith")
    assert judged(known("John Smith"), a, b) == {}
    assert judged(known("John Smith", PER, "USA"), known("John Q. Smith"), known("John Smith", PER, "GBR")) == {}
    linked = judged(a, known("Mr John A. Smith"), b)
    assert linked == {frozenset(("John A. Smith", "Mr John A. Smith")): 0.98}


def test_two_letters_need_to_be_spelled_out():
    """An acronym in brackets after its expansion is as sure as can be, however short."""
    given = known("EU", ORG, None, 1, 1), known("European Union", ORG, None, 1, 1)
    assert list(judged(*given, spelled_out=True).values()) == [0.95]
    assert judged(*given) == {}


def test_a_surname_counts_persons_not_names():
    """Two full names that are one person leave a surname one bearer; a person's judgement counts, too."""
    ann, again, alone = known("Ann Lee", PER, "GBR", 5), known("Ann B. Lee"), known("Lee", PER, "GBR")
    assert judged(ann, again, alone) == {
        frozenset(("Ann Lee GBR", "Ann B. Lee")): 0.95,
        frozenset(("Ann Lee GBR", "Lee GBR")): 0.6,
    }
    anna = known("Anna Lee", PER, "GBR")
    assert judged(ann, anna, alone) == {}
    said = Judgement(ann.key, anna.key, Verdict.SAME, "karel", AT)
    assert judged(ann, anna, alone, people=(said,)) == {frozenset(("Ann Lee GBR", "Lee GBR")): 0.6}


def test_of_one_id_the_key_with_the_country_is_linked():
    """A name without a country follows its own name with one, so one judgement is enough."""
    given = known("Ann Lee"), known("Ann Lee", PER, "GBR"), known("Ann B. Lee")
    made = propose(given, at=AT, spelled_out=lambda *_: False)
    assert len(made) == 1
    assert len(partition([each.key for each in given], made)) == 1


def test_what_a_key_stands_for():
    """Type comes from the id, nature from the type, else from what sources were found to be; names by frequency."""
    told = known_as(key(entity_id(None, "Aides"), None), [("Aides", 2)], [Nature.GROUP])
    assert (told.type, told.nature, told.described) == (None, Nature.GROUP, True)
    kremlin = known_as(key(entity_id(None, "Kremlin"), "RUS"), [("KREMLIN", 1), ("Kremlin", 2)])
    assert (kremlin.name, kremlin.nature, kremlin.described, kremlin.country) == ("Kremlin", Nature.BODY, False, "RUS")
    assert known("Iskander", NameType.PRODUCT).nature is None


def _again(proposed, made):
    return revised(proposed, made, at="2024-01-01T00:00:00+00:00")


def test_the_same_proposals_again_append_nothing():
    """What was judged before is not judged again, nor what other links connect already."""
    given = [known("Ann Lee"), known("Ann B. Lee"), known("Mr Ann Lee")]
    first = _again(propose(given, at=AT, spelled_out=lambda *_: False), [])
    assert len(first) == 2
    assert _again(propose(given, at=AT, spelled_out=lambda *_: False), first) == []
    more = [known("Ann Lee"), known("Ann B. Lee", count=9), known("Mr Ann Lee")]
    assert _again(propose(more, at=AT, spelled_out=lambda *_: False), first) == []


def test_a_link_that_no_longer_holds_is_taken_back():
    """When a second Lee turns up the surname alone means neither: UNSURE is appended, with the old reason."""
    ann, alone, bob = known("Ann Lee", PER, "GBR"), known("Lee", PER, "GBR"), known("Bob Lee", PER, "GBR")
    before = propose([ann, alone], at=AT, spelled_out=lambda *_: False)
    (back,) = _again(propose([ann, alone, bob], at=AT, spelled_out=lambda *_: False), before)
    assert (back.pair, back.verdict, back.by) == (before[0].pair, Verdict.UNSURE, PROGRAM)
    assert before[0].note in back.note
    keys = [ann.key, alone.key, bob.key]
    assert len(partition(keys, [*before, back])) == 3
    assert _again(propose([ann, alone, bob], at=AT, spelled_out=lambda *_: False), [*before, back]) == []
    assert len(_again(before, [*before, back])) == 1
