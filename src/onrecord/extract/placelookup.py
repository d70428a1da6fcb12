"""Look-ups of countries and bodies, remembered: the same few names come again and again in a report."""

from __future__ import annotations

from functools import lru_cache

from onrecord.extract import countries
from onrecord.model import NameType

_MOST = 20_000


@lru_cache(_MOST)
def body_of(words: str) -> str | None:
    """As `countries.body_of`."""
    return countries.body_of(words)


@lru_cache(_MOST)
def capital_of(words: str) -> str | None:
    """As `countries.capital_of`."""
    return countries.capital_of(words)


def countries_in(words: str) -> tuple[str, ...]:
    """As `countries.countries_in`; without a capital nothing is asked."""
    return () if not words or words.islower() else countries.countries_in(words)


@lru_cache(_MOST)
def country_of(words: str) -> str | None:
    """As `countries.country_of`."""
    return countries.country_of(words)


@lru_cache(_MOST)
def demonym_of(words: str) -> str | None:
    """As `countries.demonym_of`."""
    return countries.demonym_of(words)


# Countries that are also given names.
GIVEN_COUNTRIES = frozenset("Chad Jordan Israel Georgia India Malta Kenya Jamaica China Dominica Macedonia".split())
_TAKEN_FOR = (NameType.GPE, NameType.PER, NameType.ORG, NameType.LOC, NameType.PRODUCT, NameType.FAC)


def type_of(words: str, type: NameType) -> NameType:
    """The type of a name, or what the words themselves tell against it: a people, a country."""
    if type in _TAKEN_FOR and demonym_of(words):
        return NameType.NORP
    if type in _TAKEN_FOR and country_of(words) and words not in GIVEN_COUNTRIES:
        return NameType.GPE
    return type
