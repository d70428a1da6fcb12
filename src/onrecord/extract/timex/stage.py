"""The stage that provides time expressions."""

from __future__ import annotations

from onrecord.extract.timex.find import find_timexes
from onrecord.extract.timex.rules import digest
from onrecord.model import Stage


def timex_stage() -> Stage:
    """Needs tokens only to tell the tense of a clause; a report without them is read by its words alone."""
    return Stage("timexes", "3", ("tokens", "names"), ("timexes",), find_timexes, (("tables", digest()),))
