"""What an expression means: one function an operation of rules.tsv, from the matched words to a TIMEX3 value."""

from __future__ import annotations

from onrecord.extract.timex import clock, given, lengths, quarters, relative
from onrecord.extract.timex.reading import Context, Groups, Reading

OPERATIONS = {
    **given.OPERATIONS,
    **relative.OPERATIONS,
    **quarters.OPERATIONS,
    **clock.OPERATIONS,
    **lengths.OPERATIONS,
}


def resolve(operation: str, groups: Groups, arguments: tuple[str, ...], context: Context) -> Reading | None:
    """The reading of matched words; None if they are no expression after all ("the fifth quarter" of a match)."""
    try:
        return OPERATIONS[operation](groups, arguments, context)
    except (ValueError, OverflowError):
        return Reading(None, "names no day of the calendar")
