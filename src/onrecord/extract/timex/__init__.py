"""Document -> Document with time expressions (TIMEX3): found by tables of rules, resolved against a named anchor."""

from onrecord.extract.timex.calendar import dct_of, granularity, interval, shift
from onrecord.extract.timex.measures import Measured, anchored
from onrecord.extract.timex.rules import tables
from onrecord.extract.timex.stage import timex_stage
from onrecord.extract.timex.tense import PAST, tense_of

__all__ = [
    "PAST",
    "Measured",
    "anchored",
    "dct_of",
    "granularity",
    "interval",
    "shift",
    "tables",
    "tense_of",
    "timex_stage",
]
