"""The reader on any text: offsets hold, nothing crashes, and what is read depends on the text alone."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.model import Block, BlockKind, Document, NameType, Report, Span
from onrecord.nlp.decoding import Reading
from onrecord.nlp.reader import _names, read
from onrecord.nlp.windows import Words

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
        "\u202eשלום\u202c",
        "a\u0308\u0301\u200d",
        "👩‍👩‍👧",
        "中国",
        "\x00",
        "\u00a0",
        ".",
        ", ",
        "not",
        "'s ",
        "\u2028",
        "…?!)",
        "x" * 300,
    ]
)


def words(text: str) -> Document:
    """The text, read."""
    return read(Document(Report(text)))


def holds(document: Document) -> None:
    """What is true of every reading."""
    text, tokens = document.text, document.tokens
    spans = [t.span for t in tokens]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    roots = set()
    for i, token in enumerate(tokens):
        assert token.span.of(text).strip() and token.span.end <= len(text) and token.lemma and token.upos
        assert -1 <= token.head < len(tokens) and token.head != i
        assert token.span in document.sentences[token.sentence]
        assert token.head == -1 or tokens[token.head].sentence == token.sentence
        assert (token.head == -1) == (token.deprel == "root")
        if token.head == -1:
            assert token.sentence not in roots, "a second root"
            roots.add(token.sentence)
    assert len(roots) == len(document.sentences)
    assert all(a.end <= b.start for a, b in pairwise(document.sentences))
    assert all(n.span.of(text).strip() and n.span.end <= len(text) for n in document.names)
    places = range(len(tokens))
    for credit in document.credits:
        assert credit.cue and credit.content and 0 <= credit.score <= 1
        assert {*credit.cue, *credit.source, *credit.content} <= set(places)
    assert all(c.token in places and 0.2 <= c.event <= 1 and -3 <= c.value <= 3 for c in document.commitments)
    for frame in document.frames:
        assert all(tokens[a.token].sentence == tokens[frame.token].sentence for a in frame.arguments)
    assert all(x.antecedent is None or 0 <= x.antecedent < x.mention < len(tokens) for x in document.links)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_text_is_read_with_true_offsets(text: str):
    """Spans lie inside the text, in order, in one sentence each; one root a sentence; no token is blank."""
    holds(words(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t\u00a0\r\n",
        "... --- !!! ??? “”‘’ ()[]{} ;:,",
        "\x00",
        "Troops\x00left\x00the town.\x00",
        "Mr\u00a0Orr\u00a0said\u00a0so.",
        "One came.\r\n\r\nTwo came.\rThree came.",
        "😀😀 Kyiv 👩‍👩‍👧‍👦 said 🇺🇦.",
        "وقالت الوزارة إن القوات غادرت. שלום עולם",
        "Cafe\u0301 Zoe\u0308 said n\u0303o. " + "e" + "\u0301" * 50,
        "\ud800 is half a letter.",
        "a" * 10_000,
        "(" * 3_000,
    ],
    ids="nothing spaces marks nul nuls no-break crlf emoji right-to-left combining surrogate letters brackets".split(),
)
def test_hard_texts(text: str):
    """Nothing crashes, every span lies in the text, and no visible character is left out."""
    document = words(text)
    holds(document)
    assert "".join(t.span.of(text) for t in document.tokens).split() == ["".join(text.split())] * bool(text.strip())


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["Troops left the town on Monday, he said. ", "ab"])
def test_a_megabyte_on_one_line(unit: str):
    """It is read like any other text."""
    document = words(unit * (1_000_000 // len(unit)))
    assert "".join(t.span.of(document.text) for t in document.tokens) == "".join(document.text.split())
    assert {token.head == -1 for token in document.tokens} >= {True}


TEXTS = (
    "Angela Merkel flew to Paris on Tuesday. She said she had not met the minister.",
    "TALKS END\n\n“We are done,” Orr told reporters.\nNobody has claimed it.",
    "The ministry denied that troops had crossed the border, and said that it would answer. " * 12,
)


def told(documents: list[Document]) -> str:
    """All that was read, to the last digit."""
    return "\n".join(repr(d) for d in documents)


def test_readings_do_not_depend_on_order_or_company():
    """Reports read in another order, or after others, are read alike."""
    first = [words(text) for text in TEXTS]
    again = [words(text) for text in reversed(TEXTS)]
    assert told(first) == told(again[::-1])


def test_paragraphs_do_not_depend_on_others_windows():
    """A paragraph too long for company is read alike whatever follows it."""
    alone, among = words(TEXTS[2]), words(TEXTS[2] + "\n\nLume was wet.")
    assert alone.tokens == among.tokens[: len(alone.tokens)]


@pytest.mark.slow
def test_a_second_process_reads_the_same():
    """A process that has just loaded the model gives what this one gives."""
    code = (
        "import json, sys; from onrecord.model import Document, Report; from onrecord.nlp.reader import read; "
        "print('\\n'.join(repr(read(Document(Report(t)))) for t in json.load(sys.stdin)))"
    )
    other = subprocess.run(
        [sys.executable, "-c", code], input=json.dumps(TEXTS), capture_output=True, text=True, check=True
    )
    assert other.stdout.rstrip("\n") == told([words(text) for text in TEXTS])


def test_what_is_cut_off_names():
    """Articles before and possessive marks after a name; a name that is nothing else is none."""
    text = "The United Nations’ the A the Hague"
    found = Words()
    found.add(text, 0, len(text))
    reading = Reading(names=[(0, 4, "ORG"), (4, 5, "PER"), (5, 8, "GPE")])
    kept = [(name.span.of(text), name.type) for name in _names(found, reading, text)]
    assert kept == [("United Nations", NameType.ORG), ("Hague", NameType.GPE)]


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


def test_sentences_stay_in_their_paragraph():
    """A headline without a full stop ends with its line; a dateline is a sentence of its own."""
    text = "Talks end\n\nMINSK, June 28 (SWA) - Talks ended on Monday."
    document = read(Document(Report(text, dateline="MINSK, June 28 (SWA)")))
    starts = {s.start for s in document.sentences}
    assert {0, text.index("MINSK"), text.index("Talks ended")} <= starts
    assert "Talks end" in {text[:e] for e in (s.end for s in document.sentences)}


def test_reading_twice_gives_the_same():
    """The reader has no memory."""
    assert words("Kyiv asked for help.") == words("Kyiv asked for help.")
