"""Paragraphs are the pieces that are read on their own."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Span
from onrecord.nlp.segment import LONGEST, paragraphs


def cut(text: str) -> list[str]:
    """The paragraphs of the whole text."""
    return [p.of(text) for p in paragraphs(text, Span(0, len(text)))] if text else []


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("One.\n\nTwo.", ["One.", "Two."], "a blank line parts paragraphs"),
        ("Talks end\nThe talks ended.", ["Talks end", "The talks ended."], "a headline is short and has no full stop"),
        ("A.\r\nB.", ["A.", "B."], "Windows line ends"),
        (
            "The ministers met on Tuesday in the old town hall and then\nagreed to meet again.",
            ["The ministers met on Tuesday in the old town hall and then\nagreed to meet again."],
            "a long line without an end, going on in lower case, is only wrapped",
        ),
        (
            "The ministers met on Tuesday in the old town hall.\nthe rest is a caption",
            ["The ministers met on Tuesday in the old town hall.", "the rest is a caption"],
            "a line that ends its sentence is no wrapped line",
        ),
        ("  spaced  \n\n\n  out ", ["spaced", "out"], "no paragraph starts or ends with white space"),
        (" \n\t\n", [], "white space alone holds nothing"),
    ],
)
def test_breaks(text: str, expected: list[str], why: str):
    """Breaks of the page part paragraphs; wrapped lines do not."""
    assert cut(text) == expected, why


def test_a_dateline_is_a_piece_of_its_own():
    """The dateline is no part of the first sentence; words that merely look like it elsewhere are left alone."""
    text = "MINSK, June 28 (SWA) - Talks end.\n\nIn MINSK, June 28 (SWA) is a dateline."
    parts = [p.of(text) for p in paragraphs(text, Span(0, len(text)), "MINSK, June 28 (SWA)")]
    assert parts == ["MINSK, June 28 (SWA)", "Talks end.", "In MINSK, June 28 (SWA) is a dateline."]


def test_an_overlong_paragraph_is_cut_after_a_sentence():
    """A megabyte on one line is read in pieces that end where a sentence does."""
    parts = cut("It is not over yet. " * 1000)
    assert all(len(p) <= LONGEST and p.endswith(".") for p in parts)


@given(st.text(st.sampled_from("ab .\n\r\t\u2028\u00a0é“😀\x00"), max_size=300))
def test_nothing_readable_is_lost(text: str):
    """Every character that is no white space lies in exactly one paragraph, in order."""
    parts = list(paragraphs(text, Span(0, len(text)))) if text else []
    assert "".join("".join(p.of(text).split()) for p in parts) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(parts))
