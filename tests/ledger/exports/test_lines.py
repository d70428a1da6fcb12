from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ledger.exports.lines import cell, present


@given(st.text(max_size=12))
def test_a_cell_stays_one_cell(text):
    """Whatever the text, its cell parts no line and no column, and begins like no formula."""
    found = cell(text)
    assert "\t" not in found
    assert found == "" or found.splitlines() == [found]
    assert not found.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "None"),
        ("", "None"),
        (" \t\n", "None"),
        ("a\tb\r\nc\x00d", "a b c d"),
        ("=1+1", "'=1+1"),
        (-4.0, "-4.0"),
        (0, "0"),
        ("نام\u200cه", "نام\u200cه"),
    ],
)
def test_cells(value, expected):
    """Missing is what the format says; numbers stay numbers; joiners inside words stay."""
    assert cell(value, "None") == expected


def test_only_what_is_there_is_present():
    """Nothing, empty texts and empty lists are left out; zero is a value."""
    assert present(a=None, b="", c=[], d=0, e=0.0, f="x") == {"d": 0, "e": 0.0, "f": "x"}
