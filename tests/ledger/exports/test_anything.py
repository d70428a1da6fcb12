"""Whatever a ledger may hold, every format can hold it too."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.ledger.exports import WRITERS
from onrecord.ledger.exports.annotations import write_annotations
from onrecord.ledger.exports.gdelt import coded
from onrecord.ledger.exports.gdelt_events import write_gdelt_events
from onrecord.ledger.exports.gdelt_mentions import write_gdelt_mentions
from onrecord.ledger.exports.plover import write_plover
from onrecord.ledger.exports.polecat import write_polecat
from onrecord.model import Span

from .entry import cells, typed_entries, written


@settings(deadline=None, max_examples=60)
@given(st.lists(typed_entries(), max_size=3))
def test_every_row_has_its_columns(entries):
    """Whatever the words, tables have the number of columns that the format says, and as many rows as events."""
    header, *rows = cells(written(write_polecat, *entries))
    assert len(header) == 40 and {len(row) for row in rows} <= {40}
    assert len(rows) == sum(each.record.type is not None for each in entries)
    events, mentions = (cells(written(write, *entries)) for write in (write_gdelt_events, write_gdelt_mentions))
    assert {len(row) for row in events} <= {61} and {len(row) for row in mentions} <= {16}
    assert [row[0] for row in events] == [row[0] for row in mentions]


@settings(deadline=None, max_examples=60)
@given(typed_entries())
def test_every_offset_slices_to_the_words(entry):
    """Offsets of mentions begin the words of the actors and the act; positions of annotations are their quotes."""
    text = entry.page.report.text
    for _, found in coded([entry]):
        (row,) = cells(written(write_gdelt_mentions, entry)) or [None]
        if row is None:
            continue
        assert int(row[9]) == found.action.start
        for cell, party in ((row[7], found.one), (row[8], found.two)):
            span = party.span if party else None
            assert text[int(cell) :].startswith(span.of(text)) if span else cell == "-1"
    quote, position = json.loads(written(write_annotations, entry))["target"]["selector"]
    assert text[position["start"] : position["end"]] == quote["exact"] == entry.record.evidence.text
    for line in written(write_plover, entry).split("\n")[:-1]:
        found = json.loads(line)
        assert Span(found["text_info"]["start"], found["text_info"]["end"]).of(text) == found["text"]


@settings(deadline=None, max_examples=25)
@pytest.mark.parametrize("format", ["plover", "claims", "annotations", "ftm"])
@given(entries=st.lists(typed_entries(), max_size=3))
def test_every_line_is_json(format, entries):
    """Whatever the words, each line is one JSON object, and the number of lines is what the writer says."""
    for line in written(WRITERS[format], *entries).split("\n")[:-1]:
        assert isinstance(json.loads(line), dict)
