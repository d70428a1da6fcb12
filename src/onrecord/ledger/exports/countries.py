"""Codes of countries in other lists than ISO 3166: FIPS 10-4, Correlates of War, CAMEO (data/places/codes.tsv)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onrecord.extract.countries import countries, rows


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of one country, None where a list has none."""

    fips: str | None
    cow: str | None
    cameo: str | None


@cache
def _codes() -> dict[str, Codes]:
    return {iso3: Codes(*(None if code == "-" else code for code in others)) for iso3, *others in rows("codes.tsv")}


def codes_of(iso3: str | None) -> Codes:
    """The codes of a country (ISO 3166-1 alpha-3), all None for what is no country."""
    return _codes().get(iso3 or "", Codes(None, None, None))


def iso2(iso3: str | None) -> str | None:
    """ISO 3166-1 alpha-2 of a country, None for what is no country."""
    country = countries().get(iso3 or "")
    return country.iso2 if country else None


def country_name(iso3: str | None) -> str | None:
    """The usual English name of a country, None for what is no country."""
    country = countries().get(iso3 or "")
    return country.names[0] if country else None
