from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.ledger.exports.dates import published_on, stamp, when
from onrecord.model import RecordTime, Span

from .entry import plain


@pytest.mark.parametrize(
    ("value", "published", "expected"),
    [
        ("2023-05-03", "2023-05-04", ("2023-05-03", "2023-05-03", "day")),
        ("2023-05", "2023-05-04", ("2023-05-01", "2023-05-31", "period")),
        ("2022", None, ("2022-01-01", "2022-12-31", "period")),
        ("PRESENT_REF", "2023-05-04T08:00:00+03:00", ("2023-05-04", "2023-05-04", "report")),
        (None, "2023-05-04", ("2023-05-04", "2023-05-04", "report")),
    ],
)
def test_the_date_says_what_it_rests_on(value, published, expected):
    """A date in the text comes first, as wide as the text has it; else it is the report's, and says so."""
    time = RecordTime(value, Span(0, 1), "") if value else None
    given = plain(time=time)
    found = when(given.record, replace(given.header, published=published))
    assert (found.first.isoformat(), found.last.isoformat(), str(found.basis)) == expected


@pytest.mark.parametrize("published", [None, "2023-05", "soon"])
def test_no_date_is_made_up(published):
    """Without a date in the text and a full day of publication there is none."""
    given = plain(time=None)
    header = replace(given.header, published=published)
    assert when(given.record, header) is None
    assert published_on(header) is None


def test_stamps_are_utc():
    """Times are written without separators, in UTC."""
    assert stamp("2023-05-04T08:00:00+03:00") == "20230504050000"
    assert stamp("2023-05-04T05:00:00") == "20230504050000"
