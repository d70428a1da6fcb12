"""What relative dates count from: the dct, the dateline, the expression before."""

import pytest

from onrecord.extract.timex import timex_stage
from onrecord.extract.timex.anchor import anchor_of
from onrecord.model import Document, Report


def _only(text, **facts):
    (found,) = timex_stage().run(Document(Report(text, **facts))).timexes
    return found


def test_dct_is_named():
    """A value counted from the document date says so and why."""
    found = _only("It burned yesterday.", published="2022-06-26")
    assert (found.value, found.anchor, found.reason) == ("2022-06-25", "dct", "1 day before the document date")


def test_dateline_of_the_day_before():
    """A report filed on the eve of its printing counts from the day that it was filed."""
    found = _only("It burned today.", published="2022-06-26", dateline="WARSAW, June 25 (PAP)")
    assert (found.value, found.anchor, found.reason) == ("2022-06-25", "dateline", "the day of the dateline date")


def test_dateline_alone():
    """Where the document date is missing, a dateline with a year takes its place."""
    found = _only("It burned yesterday.", dateline="WARSAW, 25 June 2022 (PAP)")
    assert (found.value, found.anchor) == ("2022-06-24", "dateline")


def test_dateline_without_year_alone():
    """A dateline without year says no year to count from."""
    assert _only("It burned yesterday.", dateline="WARSAW, June 25 (PAP)").value is None


@pytest.mark.parametrize(
    ("dateline", "wanted"),
    [
        ("WARSAW (PAP)", "dct"),
        ("WARSAW, June 26 (PAP)", "dct"),
        ("WARSAW, May 3 (PAP)", "dct"),
        ("WARSAW, June 31 (PAP)", "dct"),
        ("WARSAW, June 27 (PAP)", "dct"),
        ("WARSAW, June 24 (PAP)", "dateline"),
    ],
)
def test_which_anchor(dateline, wanted):
    """A dateline counts only where it lies a few days before the document date."""
    anchor = anchor_of(Report("It burned.", published="2022-06-26", dateline=dateline))
    assert anchor is not None
    assert anchor.name == wanted


def test_turn_of_the_year():
    """A dateline of December in a report of January is of the year before."""
    anchor = anchor_of(Report("It burned.", published="2023-01-01", dateline="OSLO, Dec. 31 (NTB)"))
    assert anchor is not None
    assert (anchor.day.isoformat(), anchor.name) == ("2022-12-31", "dateline")


def test_earlier_expression_is_named():
    """What points back names the expression that it counts from."""
    text = "They met on 5 March 2020. Two days later they parted."
    first, second = timex_stage().run(Document(Report(text, published="2022-06-26"))).timexes
    assert second.anchor == f"timex {first.span.start}:{first.span.end}"


@pytest.mark.parametrize(
    ("text", "mod"),
    [
        ("It closed in early June.", "START"),
        ("It closed at the end of 2021.", "END"),
        ("It closed around Nov. 1.", "APPROX"),
        ("It closed for at least two weeks.", "EQUAL_OR_MORE"),
        ("It closed for no more than two weeks.", "EQUAL_OR_LESS"),
        ("It closed for over two weeks.", "MORE_THAN"),
        ("It closed more than a decade ago.", "BEFORE"),
    ],
)
def test_modifiers(text, mod):
    """Words that narrow or widen an expression are kept as TIMEX3 modifiers."""
    assert _only(text, published="2022-06-26").mod == mod
