"""Quotations are found paragraph by paragraph, and no mark does harm beyond its own."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.quotes import find_quotations
from onrecord.model import Block, BlockKind, Report, Span


def inner(text):
    """The words between the marks of each quotation."""
    return [q.inner.of(text) for q in find_quotations(Report(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We go,” he said. “We stay.”", ["We go,", "We stay."]),
        ('"We go," he said. "We stay."', ["We go,", "We stay."]),
        ("''We go,'' he said.", ["We go,"]),
        ("``We go,'' he said.", ["We go,"]),
        ("«We go», he said.", ["We go"]),
        ("„We go“, he said.", ["We go"]),
        ("‘We’ll go,’ he said.", ["We’ll go,"]),
        ("'We go,' he said.", ["We go,"]),
        ("The workers' union met in the '90s.", []),
        ("It’s the mayor’s, isn’t it?", []),
        ("He is 5'10\" tall.", []),
        ("“He told me ‘never’ and left,” she said.", ["He told me ‘never’ and left,"]),
        ("Stray mark” at the end.", []),
        ("“”", []),
        ("", []),
    ],
)
def test_marks(text, expected):
    """Each kind of mark opens and closes; apostrophes and inches do neither."""
    assert inner(text) == expected


def test_open_quotation_ends_with_its_paragraph():
    """A mark that is never closed quotes nothing in the next paragraph."""
    found = find_quotations(Report("“We go, he said.\n\nThe train left."))
    assert [(q.closed, q.runs_on) for q in found] == [(False, False)]
    assert found[0].span.end == len("“We go, he said.")


def test_quotation_runs_on():
    """A quotation whose next paragraph starts with a mark goes on there."""
    found = find_quotations(Report("“We go.\n\n“We stay,” he said."))
    assert [(q.closed, q.runs_on) for q in found] == [(False, True), (True, False)]


def test_second_opening_mark_ends_the_first():
    """A forgotten closing mark costs no more than the sentence that it stands in."""
    assert inner("“We go, he said. The train left. “We stay,” she said.") == ["We go, he said.", "We stay,"]


def test_only_readable_parts():
    """Page furniture holds no quotations."""
    report = Report(
        "“A b c” “D e f”", blocks=(Block(Span(0, 7), BlockKind.FURNITURE), Block(Span(8, 15), BlockKind.BODY))
    )
    assert [q.inner.of(report.text) for q in find_quotations(report)] == ["D e f"]


@given(st.text(alphabet="ab .,?!\n“”\"'‘’`«»„", max_size=60))
def test_any_marks(text):
    """Any muddle of marks gives quotations in order, apart from each other and inside the text."""
    found = find_quotations(Report(text))
    assert all(q.inner in q.span and q.span.end <= len(text) for q in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
