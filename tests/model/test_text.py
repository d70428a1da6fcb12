"""Spans, evidence, reports and their ids."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import SpanError
from onrecord.model import Block, BlockKind, Origin, Report, Span, content_id, cover

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (4, 2)])
def test_an_impossible_span_is_refused(start: int, end: int):
    """A span is never empty, reversed or before the text."""
    with pytest.raises(SpanError, match="empty or starts before"):
        Span(start, end)


@given(TEXTS, st.data())
def test_evidence_is_the_slice(text: str, data: st.DataObject):
    """Evidence text equals the text at its span, whatever characters there are."""
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    assert Report(text).evidence(span).text == text[span.start : span.end]


def test_evidence_beyond_the_text_names_both():
    """The error says which span, which report and how long it is."""
    with pytest.raises(SpanError, match=r"span \[2:9\] ends after report [0-9a-f]{8}… \(4 characters\)"):
        Report("four").evidence(Span(2, 9))


def test_a_block_beyond_the_text_is_refused():
    """Blocks are checked when the report is made, not when somebody reads them."""
    with pytest.raises(SpanError):
        Report("four", blocks=(Block(Span(0, 9), BlockKind.BODY),))


def test_the_same_words_have_the_same_id_wherever_found():
    """Where a report lay is not part of what it is, so finding it again adds nothing."""
    assert Report("a", origin=Origin("x.txt")).id == Report("a", origin=Origin("y.zip", "x.txt")).id


def test_another_outlet_is_another_report():
    """A wire copy in a second outlet is a report of its own."""
    assert Report("a", outlet="One").id != Report("a", outlet="Two").id


def test_only_title_and_body_are_readable():
    """Masthead, byline and furniture are no news."""
    text = "Paper\nTitle\nBody\nShare this"
    kinds = [BlockKind.MASTHEAD, BlockKind.TITLE, BlockKind.BODY, BlockKind.FURNITURE]
    spans = [Span(0, 5), Span(6, 11), Span(12, 16), Span(17, 27)]
    report = Report(text, blocks=tuple(Block(s, k) for s, k in zip(spans, kinds, strict=True)))
    assert [s.of(text) for s in report.readable()] == ["Title", "Body"]
    assert report.body() == "Body"


def test_a_text_without_blocks_is_read_whole():
    """No layout known: everything is body; nothing but white space: nothing to read."""
    assert Report("abc").readable() == (Span(0, 3),)
    assert Report(" \n").readable() == ()


@given(TEXTS, TEXTS)
def test_ids_tell_contents_apart(a: str, b: str):
    """Equal parts, equal id; parts that differ only in where they are cut differ."""
    assert (content_id(a, b) == content_id(a + b)) is False
    assert content_id(a) == content_id(a)


def test_lone_surrogates_have_an_id():
    """Text from broken JSON can hold half a character; it is still hashed, never a crash."""
    assert len(Report("\ud800 broken").id) == 32


def test_cover_is_the_smallest_span_around():
    """Pieces of a discontinuous content are covered from first to last."""
    assert cover((Span(4, 6), Span(1, 2))) == Span(1, 6)
