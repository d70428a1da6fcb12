"""Intervals of TIMEX3 values, and moving from one value to another."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.timex import interval, shift
from onrecord.extract.timex.calendar import easter, granularity, holiday, named, nth_weekday

DAYS = st.dates(date(1600, 1, 1), date(2300, 12, 31))


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2022-02-24", "2022-02-24", "2022-02-24"),
        ("2022-02-24TMO", "2022-02-24", "2022-02-24"),
        ("2022-W25", "2022-06-20", "2022-06-26"),
        ("2022-W25-WE", "2022-06-25", "2022-06-26"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2022-Q2", "2022-04-01", "2022-06-30"),
        ("2022-H2", "2022-07-01", "2022-12-31"),
        ("2022-SU", "2022-06-01", "2022-08-31"),
        ("2022-WI", "2022-12-01", "2023-02-28"),
        ("2022", "2022-01-01", "2022-12-31"),
        ("199", "1990-01-01", "1999-12-31"),
        ("19", "1900-01-01", "1999-12-31"),
    ],
)
def test_interval(value, first, last):
    """A value of the calendar is the stretch from its first to its last day."""
    assert interval(value) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("value", [None, "", "P3D", "PAST_REF", "XXXX-02-27", "2022-13", "2022-02-30", "2022-W60"])
def test_no_interval(value):
    """Lengths, vague references, open values and impossible days are no stretch of the calendar."""
    assert interval(value) is None
    assert granularity(value) is None


@pytest.mark.parametrize(
    ("value", "amount", "unit", "direction", "wanted"),
    [
        ("2022-02-24", 3, "day", 1, "2022-02-27"),
        ("2022-02-27", 3, "day", -1, "2022-02-24"),
        ("2022-02-24", 2, "week", 1, "2022-W10"),
        ("2022-02-24", 2, "month", -1, "2021-12"),
        ("2022-03", 10, "year", -1, "2012"),
        ("2022-Q2", 1, "quarter", 1, "2022-Q3"),
        ("2022-02", 3, "day", 1, None),
        ("P3D", 3, "day", 1, None),
        ("2022-02-24", 3, "hour", 1, None),
    ],
)
def test_shift(value, amount, unit, direction, wanted):
    """A shifted value is as coarse as the coarser of value and unit; what cannot be told is None."""
    assert shift(value, amount, unit, direction) == wanted


@given(DAYS, st.integers(0, 10_000))
def test_days_there_and_back(day, amount):
    """So many days on and as many back is the day itself."""
    there = shift(day.isoformat(), amount, "day", 1)
    assert there == (day + timedelta(days=amount)).isoformat()
    assert shift(there, amount, "day", -1) == day.isoformat()


@given(DAYS, st.sampled_from("DWMQYEC"))
def test_a_day_lies_in_what_it_names(day, code):
    """The week, month … that a day names holds that day, and says its own granularity."""
    first, last = interval(named(day, code))
    assert first <= day <= last
    assert granularity(named(day, code)) == code


@given(st.text(max_size=12), st.integers(0, 10**9), st.sampled_from(["day", "week", "month", "year", "century", "?"]))
def test_any_value(value, amount, unit):
    """Whatever the value, interval and shift answer or say None."""
    interval(value)
    shift(value, amount, unit, 1)


def test_easter_and_holidays():
    """Known feasts: Easter 2022 and 2000, Thanksgiving 1999, the last Monday of May 2022."""
    assert (easter(2022), easter(2000)) == (date(2022, 4, 17), date(2000, 4, 23))
    assert holiday(1999, "nth 11 4 4") == date(1999, 11, 25)
    assert nth_weekday(2022, 5, 1, -1) == date(2022, 5, 30)
