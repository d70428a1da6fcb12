"""Records in the formats of others: of conflict research, fact-checkers, annotation tools and investigators.

docs/exports.md says what each format gets, and what it has no place for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import IO, Final

from onrecord.ledger.exports.annotations import write_annotations
from onrecord.ledger.exports.claims import write_claims
from onrecord.ledger.exports.ftm import write_ftm
from onrecord.ledger.exports.gdelt_events import write_gdelt_events
from onrecord.ledger.exports.gdelt_mentions import write_gdelt_mentions
from onrecord.ledger.exports.plover import write_plover
from onrecord.ledger.exports.polecat import write_polecat
from onrecord.ledger.exports.source import Entry, entries

__all__ = ["WRITERS", "Entry", "entries"]

WRITERS: Final[dict[str, Callable[[Iterable[Entry], IO[bytes]], int]]] = {
    "plover": write_plover,
    "polecat": write_polecat,
    "gdelt-events": write_gdelt_events,
    "gdelt-mentions": write_gdelt_mentions,
    "claims": write_claims,
    "annotations": write_annotations,
    "ftm": write_ftm,
}
"""Every exchange format with the function that writes entries to a binary stream and gives the number of its rows."""
