"""Time expressions on any text: no crash, sound spans, no long waits."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.extract.timex import interval, timex_stage
from onrecord.extract.timex.rules import tables
from onrecord.model import Document, Report

WORDS = sorted(tables("en").vocabulary)
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(["1999", "2022", "27", "31", "5", "10:30", "a.m.", "'98", "1/2", "2022-02-30"]),
    st.sampled_from(["99/99/1999", "²", "٣"]),
    st.text(max_size=6),
)
TEXTS = st.lists(PIECES, max_size=25).map(" ".join)
DATES = st.sampled_from([None, "2022-06-26", "0001-01-01", "9999-12-31", "2024-02-29T23:59:59Z", "nonsense"])


def _found(text, published=None):
    return timex_stage().run(Document(Report(text, published=published))).timexes


@settings(max_examples=300, deadline=None)
@given(TEXTS, DATES)
def test_spans_are_sound(text, published):
    """Every expression lies in the text, after the one before it, with a value or None and a reason."""
    end = 0
    for timex in _found(text, published):
        assert end <= timex.span.start < timex.span.end <= len(text)
        assert timex.value is None or timex.value.strip()
        assert timex.reason
        end = timex.span.end


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_no_date_without_anchor(text):
    """Without a document date a value that counts from it is never made up."""
    assert all(t.anchor != "dct" or t.value is None for t in _found(text))


@settings(max_examples=200, deadline=None)
@given(TEXTS, DATES)
def test_days_are_days_of_the_calendar(text, published):
    """A value that looks like a day is one that the calendar has."""
    for timex in _found(text, published):
        if timex.value and len(timex.value) == 10 and timex.value[:4].isdigit() and timex.value[4] == "-":
            assert interval(timex.value) is not None, timex


def test_hostile_runs_are_read_in_time():
    """Long runs of number words, digits and units cost no more than a moment."""
    start = time.process_time()
    for run in ("one " * 4000, "day " * 4000, "1" * 20_000, "last " * 4000, "May 1 " * 3000, "the end of " * 3000):
        _found(run, "2022-06-26")
    assert time.process_time() - start < 10


def test_blocks_that_are_not_read():
    """Page furniture is not searched."""
    from onrecord.model import Block, BlockKind, Span

    text = "Printed yesterday. They met last week."
    blocks = (Block(Span(0, 18), BlockKind.FURNITURE), Block(Span(19, 38), BlockKind.BODY))
    found = timex_stage().run(Document(Report(text, published="2022-06-26", blocks=blocks))).timexes
    assert [t.span.of(text) for t in found] == ["last week"]
