"""Attributions of hand-built documents, and of any tree at all."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factory import document, span

from onrecord.extract.attributions import attribution_stage, find_attributions
from onrecord.extract.cues import classes, weights
from onrecord.extract.mentions import find_mentions, mention_stage
from onrecord.model import Document, Kind, Name, NameType, Report, Span, Timex, TimexType, Token

SAID = (
    "DET the 2 det / NOUN minister 3 nsubj / VERB say 0 root / SCONJ that 7 mark / DET the 6 det / NOUN port 7 nsubj /"
    " VERB burn 3 ccomp"
)


def said(words="The minister said that the port burned", tree=SAID):
    """A plain indirect saying, with mentions and attributions."""
    return find_attributions(find_mentions(document(words, tree)))


def test_indirect():
    """Source, cue and content of a that-clause are linked in one attribution."""
    read = said()
    (found,) = read.attributions
    assert [s.of(read.text) for s in found.source] == ["The minister"]
    assert [s.of(read.text) for s in found.cue] == ["said"]
    assert [s.of(read.text) for s in found.content] == ["that the port burned"]
    assert (found.kind, found.negated) == (Kind.INDIRECT, False)


def test_unresolved_speaker_keeps_its_mention():
    """A minister whom nobody names is a mention without a name, never somebody else's name."""
    speaker = said().attributions[0].speaker
    assert speaker is not None
    assert (speaker.name, speaker.sector) == (None, "GOV")


def test_parataxis():
    """ "X, he said" is read alike whether the cue or the content heads the sentence."""
    read = said(
        "The port burned , the minister said",
        "DET the 2 det / NOUN port 3 nsubj / VERB burn 0 root / PUNCT , 7 punct / DET the 6 det / NOUN minister 7 nsubj"
        " / VERB say 3 parataxis",
    )
    (found,) = read.attributions
    assert [s.of(read.text) for s in found.content] == ["The port burned"]


def test_time_of_saying():
    """A time expression that hangs on the cue dates the saying."""
    made = document(
        "On Monday the minister said that the port burned",
        "ADP on 2 case / PROPN Monday 5 obl / DET the 4 det / NOUN minister 5 nsubj"
        " / VERB say 0 root / SCONJ that 9 mark"
        " / DET the 8 det / NOUN port 9 nsubj / VERB burn 5 ccomp",
    )
    timex = Timex(span(made, "Monday"), TimexType.DATE, "2022-06-20")
    read = find_attributions(find_mentions(replace(made, timexes=(timex,))))
    assert read.attributions[0].said == timex


def test_time_of_the_event_is_not_the_time_of_saying():
    """A time expression inside the content dates what is told, not the telling."""
    made = document(
        "The minister said that the port burned on Monday",
        SAID + " / ADP on 9 case / PROPN Monday 7 obl",
    )
    timex = Timex(span(made, "Monday"), TimexType.DATE, "2022-06-20")
    read = find_attributions(find_mentions(replace(made, timexes=(timex,))))
    assert read.attributions[0].said is None


def test_addressee():
    """The object of "told" is spoken to and stays out of the content."""
    made = document(
        "Ada told Ben that the port burned",
        "PROPN Ada 2 nsubj / VERB tell 0 root / PROPN Ben 2 obj / SCONJ that 7 mark"
        " / DET the 6 det / NOUN port 7 nsubj /"
        " VERB burn 2 ccomp",
    )
    names = (Name(span(made, "Ada"), NameType.PER), Name(span(made, "Ben"), NameType.PER))
    read = find_attributions(find_mentions(replace(made, names=names)))
    (found,) = read.attributions
    assert found.speaker is not None
    assert found.addressee is not None
    assert (found.speaker.name, found.addressee.name) == ("Ada", "Ben")
    assert [s.of(read.text) for s in found.content] == ["that the port burned"]


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_nothing_to_read(text):
    """A text without words has neither mentions nor attributions."""
    read = find_attributions(find_mentions(Document(Report(text))))
    assert (read.mentions, read.attributions) == ((), ())


def test_tables():
    """The tables are read whole: every reporting word has a class, every weight is a number of some size."""
    assert "say" in classes()["V", "tell"]
    assert all(names for names in classes().values())
    assert "bias" in weights()
    assert all(0 < abs(w) < 20 for w in weights().values())


def test_stages_say_what_they_need():
    """Both stages name their layers, and tables are part of their fingerprint."""
    assert mention_stage().provides == ("mentions",)
    assert attribution_stage().requires == ("tokens", "mentions", "timexes", "credits")
    assert dict(attribution_stage().config)["tables"]


WORDS = (
    "said",
    "“",
    "”",
    '"',
    ":",
    ",",
    "Ada",
    "he",
    "that",
    "to",
    "deny",
    "president",
    "according",
    "Russian",
    "it",
    ".",
)
RELATIONS = (
    "nsubj obj obl ccomp xcomp advcl acl acl:relcl appos flat conj nmod nmod:poss case mark punct parataxis".split()
)
TAGS = "VERB NOUN PROPN PRON ADJ ADV ADP PUNCT SCONJ AUX".split()


@st.composite
def anything(draw):
    """A document of random words in a random tree, with random names."""
    size = draw(st.integers(1, 14))
    chosen = draw(st.lists(st.sampled_from(WORDS), min_size=size, max_size=size))
    text, tokens, at = " ".join(chosen), [], 0
    for i, word in enumerate(chosen):
        head = -1 if i == 0 else draw(st.integers(0, i - 1))
        relation = "root" if i == 0 else draw(st.sampled_from(RELATIONS))
        tokens.append(Token(Span(at, at + len(word)), draw(st.sampled_from(TAGS)), word, head, relation, "", 0))
        at += len(word) + 1
    ends = sorted(draw(st.sets(st.integers(0, size - 1), max_size=4)))
    names = tuple(
        Name(Span(tokens[a].span.start, tokens[b].span.end), draw(st.sampled_from(list(NameType))))
        for a, b in zip(ends[::2], ends[1::2], strict=False)
    )
    return Document(Report(text), sentences=(Span(0, len(text)),), tokens=tuple(tokens), names=names)


@given(anything())
@settings(deadline=None, max_examples=150)
def test_any_tree(made):
    """Whatever the tree, nothing breaks: all spans lie in the text, no content is empty, no part overlaps another."""
    read = find_attributions(find_mentions(made))
    for mention in read.mentions:
        assert mention.span.end <= len(read.text)
        assert (mention.name is None) == (mention.entity is None)
    for found in read.attributions:
        assert found.content
        assert found.cue
        for part in (*found.source, *found.cue, *found.content):
            assert part.end <= len(read.text)
        assert not any(a.overlaps(b) for a in found.source for b in found.content)
        assert 0 <= found.score <= 1
    starts = [min(a.source + a.cue + a.content) for a in read.attributions]
    assert starts == sorted(starts)


@pytest.mark.model
@given(st.text(alphabet=st.sampled_from("Heshouldgoand said,.:“”\"' \n"), max_size=80))
@settings(deadline=None, max_examples=25)
def test_any_text(text):
    """Any text is read without a crash and with spans that lie inside it."""
    from onrecord.nlp.reader import read

    done = find_attributions(find_mentions(read(Document(Report(text, language="en")))))
    assert all(s.end <= len(text) for a in done.attributions for s in (*a.source, *a.cue, *a.content))
