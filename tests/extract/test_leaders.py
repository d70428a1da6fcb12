"""Leaders: the table is sound, and a name stands for an office only on the days of the term."""

import re
from collections import defaultdict
from datetime import date
from itertools import pairwise

import pytest

from onrecord.extract.countries import countries
from onrecord.extract.leaders import Leader, country_led, leader, leaders

ROWS = sorted({term for terms in leaders().values() for term in terms}, key=lambda term: (term.name, term.start))
DAY = re.compile(r"\d{4}-\d{2}(-\d{2})?")


def in_full(day, last=False):
    """The first day that a day or month of the table can mean, or the last."""
    return date.fromisoformat(day if len(day) == 10 else day + ("-28" if last else "-01"))


def overlapping():
    """Pairs of terms of one office that share more than the day of handing over."""
    offices = defaultdict(list)
    for term in ROWS:
        offices[term.office, term.country, term.body].append(term)
    for terms in offices.values():
        terms.sort(key=lambda term: term.start)
        for before, after in pairwise(terms):
            if before.end is None or in_full(before.end) > in_full(after.start, last=True):
                yield before.name, after.name


def test_days():
    """Every term starts on a day or in a month of the calendar and ends later; an open one says up to when it holds."""
    for term in ROWS:
        days = [day for day in (term.start, term.end, term.known) if day is not None]
        assert all(DAY.fullmatch(day) and in_full(day) for day in days), term
        assert len(days) == 2, term
        assert in_full(days[0]) < in_full(days[1], last=True), term


def test_nothing_is_vouched_for_in_the_future():
    """No row is vouched for after the day on which the table was last checked."""
    assert max(term.known or term.end or "" for term in ROWS) <= "2026-09-22"


def test_countries_and_bodies():
    """Every row is of a known country and its government, or of a body that has no country."""
    known = set(countries())
    for term in ROWS:
        assert (term.country in known and term.body is None) == (term.sector == "GOV"), term
        assert (term.country is None and bool(term.body)) == (term.sector == "IGO"), term


def test_names_are_full():
    """Every name has two words or more: one word is no name that stands for an office."""
    assert all(len(term.name.split()) > 1 and term.office for term in ROWS)


def test_one_holder_at_a_time():
    """No two terms of one office of one country or body overlap by more than a day."""
    assert list(overlapping()) == []


def test_size():
    """The table covers the years since 1990 in well over a hundred countries."""
    assert len(ROWS) > 1_500
    assert len({term.country for term in ROWS}) > 120


@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        ("Vladimir Putin", "2022-02-24", ("president", "RUS", "GOV")),
        ("VLADIMIR PUTIN", "2009-01-01", ("prime minister", "RUS", "GOV")),
        ("Volodymyr Zelenskiy", "2022-02-24", ("president", "UKR", "GOV")),
        ("Recep Tayyip Erdogan", "2010-05-05", ("prime minister", "TUR", "GOV")),
        ("Recep Tayyip Erdoğan", "2016-07-15", ("president", "TUR", "GOV")),
        ("Park Geun - hye", "2014-04-16", ("president", "KOR", "GOV")),
        ("George W . Bush", "2003-03-20", ("president", "USA", "GOV")),
        ("George Bush", "1991-01-17", ("president", "USA", "GOV")),
        ("Bashar Al Assad", "2013-08-21", ("president", "SYR", "GOV")),
        ("Jean-Claude Juncker", "2016-06-24", ("president", None, "IGO")),
        ("Jean-Claude Juncker", "2010-05-09", ("prime minister", "LUX", "GOV")),
        ("Jens Stoltenberg", "2022-02-24", ("secretary general", None, "IGO")),
        ("King Abdullah", "2017-01-01", ("king", "JOR", "GOV")),
    ],
)
def test_found(name, day, expected):
    """Full names are found whatever their case, accents, dots and hyphens, with the office of that day."""
    found = leader(tuple(name.split()), day)
    assert found is not None
    assert (found.office, found.country, found.sector) == expected


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("Angela Merkel", None),
        ("Angela Merkel", ""),
        ("Angela Merkel", "2010"),
        ("Merkel", "2010-01-01"),
        ("", "2010-01-01"),
        ("Angela Smith", "2010-01-01"),
        ("Angela Merkel", "2022-01-01"),
        ("Angela Merkel", "2005-11-21"),
        ("King Abdullah", "2010-01-01"),
        ("King Abdullah", "2020-01-01"),
        ("Narendra Modi", "2099-01-01"),
    ],
)
def test_not_found(name, day):
    """Nothing without a day, for one word, an unknown name, out of office, two leaders of one name, or too late."""
    assert leader(tuple(name.split()), day) is None


def test_borders_of_a_term():
    """The first and the last day of a term belong to it, the days around it do not."""
    held = [
        leader(("Angela", "Merkel"), day) is not None
        for day in ("2005-11-21", "2005-11-22", "2021-12-08", "2021-12-09")
    ]
    assert held == [False, True, True, False]


def test_a_month_is_no_day():
    """Of the months that a term began and ended in no day counts, because the day is not known."""
    term = Leader("A B", "president", "FRA", "GOV", "2001-05", "2003-06")
    assert [term.holds(day) for day in ("2001-05-30", "2001-06-01", "2003-06-01", "2003-06-02")] == [
        False,
        True,
        True,
        False,
    ]


def test_time_of_day_does_not_matter():
    """The day of a report may come with the time."""
    assert leader(("Joe", "Biden"), "2022-02-24T05:00:00Z") == leader(("Joe", "Biden"), "2022-02-24")


@pytest.mark.parametrize(
    ("name", "titles", "day", "country"),
    [
        ("Bush", "president", None, "USA"),
        ("Bush", "former president", "2015-03-03", "USA"),
        ("Bush", "president", "1995-03-03", None),
        ("Bush", "", None, None),
        ("Bush", "vice president", None, None),
        ("Bush", "senator", None, None),
        ("Xi", "president", "2020-03-03", "CHN"),
        ("Moon", "president", "2020-03-03", "KOR"),
        ("dos Santos", "president", None, "AGO"),
        ("Assad", "president", None, "SYR"),
        ("Robert Mugabe", "leader", None, "ZWE"),
        ("Merkel", "chancellor", None, "DEU"),
        ("Vladimir Putin", "president", None, "RUS"),
        ("Vladimir Putim", "president", None, "RUS"),
        ("Putim", "president", None, None),
        ("Smith", "prime minister", None, None),
    ],
)
def test_a_surname_and_an_office_tell_the_country(name, titles, day, country):
    """So they do if only one country had somebody of that name in that office, on the day or, without one, ever."""
    assert country_led(tuple(name.split()), frozenset(titles.split()), day) == country
