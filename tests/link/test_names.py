from __future__ import annotations

import pytest

from onrecord.link.known import is_description
from onrecord.link.names import (
    body_words,
    compatible,
    initials,
    is_acronym,
    is_full,
    only_initials_differ,
    person_words,
    words_of,
)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("President Vladimir V. Putin", ("vladimir", "v", "putin")),
        ("Prime Minister José María Peña", ("jose", "maria", "pena")),
        ("Mr. O'Brien", ("obrien",)),
        ("King", ("king",)),
        ("Abdel-Fattah al-Sisi", ("abdel", "fattah", "al", "sisi")),
        ("—", ()),
    ],
)
def test_what_counts_of_a_person_s_name(name, words):
    """Titles, case, accents, dots and apostrophes do not count; a name never loses its last word."""
    assert person_words(name) == words


def test_what_counts_of_another_name():
    """An article does not count."""
    assert body_words("The Hague") == ("hague",) == body_words("HAGUE")
    assert words_of("U.S.") == ("us",)


@pytest.mark.parametrize(
    ("one", "other", "can_be"),
    [
        ("Vladimir Putin", "Vladimir V. Putin", True),
        ("Vladimir V. Putin", "Vladimir Vladimirovich Putin", True),
        ("George W. Bush", "George H. W. Bush", True),
        ("John A. Smith", "John B. Smith", False),
        ("Anna Maria Lopez", "Anna Paula Lopez", False),
    ],
)
def test_middle_names_must_not_differ(one, other, can_be):
    """What stands between first and last name may be missing or an initial, never another."""
    assert compatible(words_of(one), words_of(other)) is can_be
    assert compatible(words_of(other), words_of(one)) is can_be


def test_initials_are_less_than_middle_names():
    """Whether names differ in initials only is told apart from a middle name more."""
    assert only_initials_differ(words_of("Wendy Sherman"), words_of("Wendy R. Sherman"))
    assert not only_initials_differ(words_of("Maria Lopez"), words_of("Maria Garcia Lopez"))


@pytest.mark.parametrize(
    ("name", "full"),
    [("Putin", False), ("al-Sisi", False), ("V. Putin", False), ("Ann Lee", True), ("von Braun", False)],
)
def test_a_surname_is_no_full_name(name, full):
    """Particles and initials do not make a surname a full name."""
    assert is_full(words_of(name)) is full


def test_acronyms():
    """Capitals with or without dots are acronyms; the letters of an expansion are those of its words of weight."""
    assert is_acronym("NATO") and is_acronym("U.N.")
    assert not is_acronym("Nato") and not is_acronym("A") and not is_acronym("U. N")
    assert initials("the North Atlantic Treaty Organization") == {"nato"}
    assert initials("Ministry of Defence") == {"md", "mod"}
    assert initials("Senate") == frozenset()


@pytest.mark.parametrize(
    ("words", "describes"),
    [("two aides", True), ("Ukrainian officials", True), ("Ministry of Defence", False), ("Kremlin", False)],
)
def test_descriptions_have_a_small_letter(words, describes):
    """Words of weight without a capital describe; "of" and "the" have none in names either."""
    assert is_description(words) is describes
