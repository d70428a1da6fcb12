from __future__ import annotations

import pytest

from onrecord.link import UNKNOWN, key, parts, short
from onrecord.link.keys import is_of_one_report, type_of
from onrecord.model import NameType, entity_id


@pytest.mark.parametrize("country", ["RUS", None])
def test_a_key_comes_apart_as_it_was_put_together(country):
    """Entity id and country are both in the key, and an unknown country is None again."""
    entity = entity_id(NameType.PER, "Ann Lee")
    assert parts(key(entity, country)) == (entity, country)
    assert key(entity, None).endswith(UNKNOWN)
    assert short(key(entity, "RUS")) == f"{entity[:10]}-RUS"
    assert short(entity) == entity[:10]


@pytest.mark.parametrize("type", [*NameType, None])
def test_ids_are_those_that_a_reading_gives(type):
    """A mention's id tells its type, since both sides hash type and name alike."""
    assert entity_id(type, "Ann  Lee") == entity_id(type, "ann lee")
    assert type_of(entity_id(type, "Ann Lee"), "ANN LEE") is type
    assert not is_of_one_report(entity_id(type, "Ann Lee"), "Ann Lee")
    assert is_of_one_report(entity_id(type, "Ann Lee", "a report"), "Ann Lee")
