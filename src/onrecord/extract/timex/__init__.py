"""Document -> Document with time expressions (TIMEX3): found by tables of rules, resolved against a named anchor."""

from onrecord.extract.timex.calendar import interval, shift
from onrecord.extract.timex.measures import Measured, anchored
from onrecord.extract.timex.stage import timex_stage

__all__ = ["Measured", "anchored", "interval", "shift", "timex_stage"]
