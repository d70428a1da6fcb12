"""Entities across reports: judgements that two names mean one, and the entities that follow from them.

The program's own judgements are made by `onrecord.link.propose`, which takes a moment to load.
"""

from onrecord.link.keys import UNKNOWN, key, parts, short
from onrecord.link.known import Known, entity_of, known_as
from onrecord.link.resolve import partition, standing

__all__ = ["UNKNOWN", "Known", "entity_of", "key", "known_as", "partition", "parts", "short", "standing"]
