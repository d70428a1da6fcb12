"""Names compared: what of them counts, and which can be names of one."""

from __future__ import annotations

import re
import unicodedata

from onrecord.extract.persontitles import HONORIFICS
from onrecord.link.known import SMALL_WORDS

Words = tuple[str, ...]

_APOSTROPHES = re.compile("['’ʼ`´.]")
_WORD = re.compile(r"[^\W_]+")
_TITLES = frozenset(word.rstrip(".") for word in HONORIFICS) | frozenset(
    "prime foreign vice deputy ambassador spokesman spokeswoman spokesperson former acting".split()
)
# Parts of a surname, which do not make a name a full one: "al-Sisi" is a surname alone.
_PARTICLES = frozenset("al el bin ibn abu von van der den de del della da dos di du la le".split())
_LEAST_ACRONYM, _LONGEST_ACRONYM = 2, 8


def words_of(name: str) -> Words:
    """The words of a name without case, accents and dots: "José M. Al-Said" is jose, m, al, said."""
    bare = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", name).casefold())
    return tuple(_WORD.findall("".join(c for c in bare if not unicodedata.combining(c))))


def person_words(name: str) -> Words:
    """The words of a person's name without titles before it."""
    words = words_of(name)
    while len(words) > 1 and words[0] in _TITLES:
        words = words[1:]
    return words


def body_words(name: str) -> Words:
    """The words of any other name without an article before it."""
    words = words_of(name)
    return words[1:] if len(words) > 1 and words[0] == "the" else words


def is_full(words: Words) -> bool:
    """Whether the words name a person by more than a surname and an initial."""
    return len([word for word in words if word not in _PARTICLES and len(word) > 1]) > 1 and len(words[0]) > 1


def is_surname(words: Words) -> bool:
    """Whether the words name a person by a surname and nothing else."""
    return len([word for word in words if word not in _PARTICLES]) == 1


def ends(words: Words) -> tuple[str, str]:
    """First name and last word of a full name: all forms of one person's name share them."""
    return words[0], words[-1]


def compatible(one: Words, other: Words) -> bool:
    """Whether two full names with the same ends can be of one person: what stands between must not differ.

    "V." can be "Vladimirovich", and either may be left out.
    """
    shorter, longer = sorted((one[1:-1], other[1:-1]), key=len)
    rest = iter(longer)
    return all(any(_can_be(word, candidate) for candidate in rest) for word in shorter)


def _can_be(one: str, other: str) -> bool:
    return one == other or (1 in (len(one), len(other)) and one[0] == other[0])


def only_initials_differ(one: Words, other: Words) -> bool:
    """Whether compatible names have the same words where initials are left out."""
    return [word for word in one if len(word) > 1] == [word for word in other if len(word) > 1]


def is_acronym(name: str) -> bool:
    """Whether a name is one word of capitals, with or without dots: "NATO", "U.N."."""
    letters = name.replace(".", "")
    return (
        " " not in name
        and letters.isalpha()
        and letters.isupper()
        and _LEAST_ACRONYM <= len(letters) <= _LONGEST_ACRONYM
    )


def letters_of(acronym: str) -> str:
    """The letters of an acronym, in lower case."""
    return acronym.replace(".", "").lower()


def initials(name: str) -> frozenset[str]:
    """The acronyms that a name can have: first letters of its words, with and without those of small words."""
    words = body_words(name)
    told = [word for word in words if word not in SMALL_WORDS]
    if len(told) < _LEAST_ACRONYM:
        return frozenset()
    return frozenset("".join(word[0] for word in chosen) for chosen in (words, told))
