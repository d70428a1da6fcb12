"""Words are marked exactly where they stand, whatever they are written in."""

from __future__ import annotations

import lxml.html
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Span
from onrecord.web.markup import Mark, marked, paragraphs, plain, sentences

from .conftest import HARD, hard_report

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


def shown(markup: str) -> str:
    """What a browser shows: the text of the HTML, parsed."""
    return lxml.html.fragment_fromstring(f"<div>{markup}</div>").text_content()


def as_seen(text: str) -> str:
    """The text with control characters as the page shows them; one character stays one."""
    return shown(plain(text))


@st.composite
def marks(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    """A text with marks anywhere in it, overlapping as they like."""
    text = draw(texts)
    found = []
    for _ in range(draw(st.integers(0, 5))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        found.append(
            Mark(Span(start, end), draw(st.sampled_from(["trigger", "match", "place"])), None, f"r{len(found)}")
        )
    return text, found


@given(marks())
def test_marking_changes_no_character(case: tuple[str, list[Mark]]):
    """With its marks a text reads as without them, and each mark holds exactly its words."""
    text, given_marks = case
    markup = marked(text, given_marks)
    seen = as_seen(text)
    assert len(seen) == len(text)
    assert shown(markup) == seen
    tree = lxml.html.fragment_fromstring(f"<div>{markup}</div>")
    for mark in given_marks:
        words = "".join(e.text_content() for e in tree.iter() if mark.record in (e.get("data-records") or "").split())
        assert words == mark.span.of(seen)


def test_marks_of_a_part_are_cut_to_it():
    """Of a mark that begins before the stretch, what lies in it is marked."""
    assert marked("bcd", [Mark(Span(0, 2), "place"), Mark(Span(9, 12), "place")], start=1) == (
        '<span class="m-place">b</span>cd'
    )


def test_a_mark_may_lead_somewhere():
    """The first address of a stretch is its link; looks are joined; text is escaped."""
    found = marked("a<b", [Mark(Span(0, 3), "trigger", "/record/1", "1"), Mark(Span(1, 3), "match")])
    assert found == (
        '<a class="m-trigger" href="/record/1" data-records="1">a</a>'
        '<a class="m-trigger m-match" href="/record/1" data-records="1"><mark>&lt;b</mark></a>'
    )


@given(texts)
def test_paragraphs_leave_out_only_white_space(text: str):
    """Every character that shows is in exactly one paragraph, in order."""
    found = paragraphs(text)
    inside = {n for span in found for n in range(span.start, span.end)}
    assert sum(len(range(s.start, s.end)) for s in found) == len(inside)
    assert all(n in inside or not text[n].strip() for n in range(len(text)))


def test_columns_are_parted_at_empty_lines():
    """Short lines with empty ones between are a column of print; long ones are paragraphs."""
    column = "One line of print\nand the next one.\n\nA second paragraph."
    assert [span.of(column) for span in paragraphs(column)] == column.split("\n\n")
    assert [span.of("First.\nSecond.") for span in paragraphs("First.\nSecond.")] == ["First.", "Second."]


def test_sentences_cut_a_paragraph_without_overlap():
    """Evidence that overlaps evidence before it is left to its marks."""
    found = sentences(Span(0, 20), [Span(2, 6), Span(4, 9), Span(9, 12)])
    assert [span for span, _ in found] == [Span(0, 2), Span(2, 6), Span(6, 9), Span(9, 12), Span(12, 20)]
    assert [whole for _, whole in found] == [None, Span(2, 6), None, Span(9, 12), None]


def test_hard_words_are_marked_in_reports(client):
    """On the page of a report each record's sentence can be led to, and reads as its evidence: emoji, Hebrew, CR LF."""
    of, records = hard_report()
    page = client.get(f"/report/{of.id}?span=0-8").text
    tree = lxml.html.fromstring(page)
    for record in records:
        span = record.evidence.span
        (found,) = tree.xpath(f"//*[@id='span={span.start}-{span.end}']")
        assert found.text_content() == record.evidence.text
    assert "".join(tree.xpath("//*[contains(@class, 'm-target')]//text()")) == HARD[:8]
    starts = {int(p.get("data-start")): p.text_content() for p in tree.xpath("//*[@data-start]")}
    assert all(of.text[start : start + len(words)] == words for start, words in starts.items())
