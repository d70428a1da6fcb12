"""Words by rules."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.nlp.tokens import tokenise

CASES = (
    (
        "He didn't say who's in, cannot tell.",
        "He did n't say who 's in , can not tell .",
        "clitics and fused words part",
    ),
    ("The six-party talks", "The six - party talks", "hyphened words are three"),
    ("a co-founder of an anti-war group", "a co-founder of an anti-war group", "affixes stay with their word"),
    ("U.S. envoys met Gen. Ruiz at 7:30am.", "U.S. envoys met Gen. Ruiz at 7:30 am .", "abbreviations keep the stop"),
    ("It cost $4,500.50, i.e. 3.5% more.", "It cost $ 4,500.50 , i.e. 3.5 % more .", "figures stay whole, signs part"),
    ("See No. 10 and say no. Then go.", "See No. 10 and say no . Then go .", "No. before a figure only"),
    (
        "Write to a.b@c.org or https://x.org/a?b=1.",
        "Write to a.b@c.org or https://x.org/a?b=1 .",
        "addresses stay whole",
    ),
    ("“We’re done,” she said—twice…", "“ We ’re done , ” she said — twice …", "curly marks and dashes part"),
    ("he said.The end", "he said . The end", "a missing space after a full stop"),
    ("10-12 June 2021-06-01", "10 - 12 June 2021 - 06 - 01", "ranges part as other hyphens do"),
)


def words(text: str) -> list[str]:
    """The tokens' letters."""
    return [text[start:end] for start, end in tokenise(text)]


@pytest.mark.parametrize(("text", "expected", "why"), CASES, ids=[why for *_, why in CASES])
def test_words(text, expected, why):
    """The words of the treebanks' conventions."""
    assert words(text) == expected.split(), why


@given(st.text(max_size=200) | st.text(alphabet="aA1.,-'’ \n\t\u00a0😀é", max_size=200))
def test_nothing_is_lost(text):
    """Tokens lie in order, do not overlap, hold no space at their ends, and spell the text without white space."""
    found = tokenise(text)
    assert all(start < end for start, end in found)
    assert all(a[1] <= b[0] for a, b in pairwise(found))
    assert "".join("".join(words(text)).split()) == "".join(text.split())


@pytest.mark.parametrize("unit", ["ab", "a-", "1.", "a@", "a.b", "1.1a", "http://"])
def test_long_lines_take_linear_time(unit):
    """A line of a hundred thousand letters without a space is read in a moment, whatever it is made of."""
    assert tokenise(unit * (100_000 // len(unit)))
