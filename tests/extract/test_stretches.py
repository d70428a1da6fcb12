"""Stretches around a span and touching it, against looking at each of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.stretches import holding, stretches
from onrecord.model import Attribution, Kind, Span

SPANS = st.builds(lambda start, size: Span(start, start + size), st.integers(0, 40), st.integers(1, 20))


@given(st.lists(SPANS, max_size=12), SPANS)
def test_the_stretches_found_are_those_that_a_search_through_all_finds(spans: list[Span], span: Span) -> None:
    """Nested, equal and overlapping ones are found too."""
    rows = stretches((one, n) for n, one in enumerate(spans))
    around = [(one.end - one.start, n) for n, one in enumerate(spans) if span in one]
    assert sorted(rows.around(span), key=lambda row: row[1]) == around
    assert sorted(rows.touching(span)) == [n for n, one in enumerate(spans) if one.overlaps(span)]


def test_an_attribution_in_pieces_holds_what_lies_in_one_of_them() -> None:
    """Each is given once and in its order, whatever the order of its pieces."""
    wide = Attribution((), (), (Span(10, 60), Span(0, 50)), Kind.INDIRECT)
    near = Attribution((), (), (Span(5, 20),), Kind.DIRECT)
    assert holding((wide, near), Span(12, 18)) == [wide, near]
    assert holding((wide, near), Span(48, 55)) == [wide]
    assert holding((wide, near), Span(55, 70)) == []
