"""Keys: what a judgement is about. A name of one type in one country, or in none that is known.

A reading gives all mentions of one type and name one entity id, whoever is meant, but words such as "the letter" an id
of their own in each report. Two of one name in two countries are not taken for one: the country is part of the key.
"""

from __future__ import annotations

from functools import lru_cache

from onrecord.model import NameType, entity_id

UNKNOWN = "XXX"
"""Stands for a country that no report gives, as on passports for a nationality that is not specified."""


SHORT = 10
"""Digits of an id that are shown: enough to tell things apart and to type."""


def key(entity: str, country: str | None) -> str:
    """The key of an entity id with a country: "3f9a…-BLR", "3f9a…-XXX"."""
    return f"{entity}-{country or UNKNOWN}"


def parts(key: str) -> tuple[str, str | None]:
    """The entity id and the country of a key; what is no such key, as the id of a record, has no country."""
    entity, dash, country = key.rpartition("-")
    return (entity, None if country == UNKNOWN else country) if dash else (key, None)


def short(id: str) -> str:
    """A key, or an entity's id, as it is shown and typed: its first digits, and the country if it has one."""
    digits, dash, country = id.partition("-")
    return f"{digits[:SHORT]}{dash}{country}"


@lru_cache(maxsize=65_536)
def type_of(entity: str, name: str) -> NameType | None:
    """The type that a reading gave the name, told from the id, which hashes both; None: a description."""
    return next((type for type in NameType if entity_id(type, name) == entity), None)


def is_of_one_report(entity: str, name: str) -> bool:
    """Whether the words mean this only in the report that they stand in: its id is then no hash of name and type."""
    return type_of(entity, name) is None and entity != entity_id(None, name)
