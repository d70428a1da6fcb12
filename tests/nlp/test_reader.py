"""The reader on any text: offsets hold, nothing crashes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.model import Block, BlockKind, Document, NameType, Report, Span
from onrecord.nlp.reader import read

pytestmark = pytest.mark.model

PIECES = st.sampled_from(
    [
        "Mr Putin",
        " said ",
        "“",
        "”",
        "\n\n",
        "\r\n",
        "e\u0301",
        "😀",
        "مصر",
        "中国",
        "\x00",
        "\u00a0",
        ".",
        ", ",
        "not",
        "'s ",
    ]
)


def words(text: str) -> Document:
    """The text, read."""
    return read(Document(Report(text)))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_text_is_read_with_true_offsets(text: str):
    """Spans lie inside the text, in order, in one sentence each; heads are other tokens; no token is blank."""
    document = words(text)
    spans = [t.span for t in document.tokens]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    for i, token in enumerate(document.tokens):
        assert token.span.of(text).strip()
        assert -1 <= token.head < len(document.tokens) and token.head != i
        assert token.span in document.sentences[token.sentence]
        assert token.head == -1 or document.tokens[token.head].sentence == token.sentence
    assert all(n.span.of(text).strip() for n in document.names)


def test_names_leave_article_and_possessive_out():
    """A name is the name: "the Kremlin's" gives Kremlin."""
    text = "Reporters asked about the United Nations' plan for Ukraine."
    assert "United Nations" in [n.span.of(text) for n in words(text).names]


def test_names_have_their_types():
    """Places and persons are told apart."""
    text = "Angela Merkel flew from Berlin to Paris on Tuesday."
    found = {n.span.of(text): n.type for n in words(text).names}
    assert found == {"Angela Merkel": NameType.PER, "Berlin": NameType.GPE, "Paris": NameType.GPE}


def test_only_readable_blocks_are_read():
    """Furniture gives no tokens, and offsets still count from the start of the page."""
    text = "The Sample Times\nTroops left the town.\nShare this page"
    blocks = (
        Block(Span(0, 16), BlockKind.MASTHEAD),
        Block(Span(17, 38), BlockKind.BODY),
        Block(Span(39, 54), BlockKind.FURNITURE),
    )
    document = read(Document(Report(text, blocks=blocks)))
    assert [t.span.of(text) for t in document.tokens] == ["Troops", "left", "the", "town", "."]


def test_reading_twice_gives_the_same():
    """The reader has no memory."""
    assert words("Kyiv asked for help.") == words("Kyiv asked for help.")
