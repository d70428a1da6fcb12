"""The bridge to spaCy: nothing moves, nothing is lost, and what belongs together can be found together."""

from __future__ import annotations

import json
import sys
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from factory import document, span
from ledger import made
from onrecord.errors import MissingExtraError, SpanError
from onrecord.model import Attribution, Document, Event, Kind, Name, NameType, Report, Span, Token
from onrecord.spacy import KEPT, to_doc

spacy = pytest.importorskip("spacy")

PUTIN = document(
    "Putin said Minsk will get 12 missiles .",
    "PROPN Putin 2 nsubj Number=Sing / VERB say 0 root Tense=Past|VerbForm=Fin / PROPN Minsk 5 nsubj / AUX will 5 aux /"
    " VERB get 2 ccomp VerbForm=Inf / NUM 12 7 nummod / NOUN missile 5 obj Number=Plur / PUNCT . 2 punct",
)
# A masthead, a byline and a footer that were not read, two sentences in one paragraph and one in another.
PAGE = "The Daily  Test\n\nRain fell.\r\n\r\nBy A. Writer\n\nPutin left. He won.\n\nAll rights reserved"


def laid(text: str, *sentences: str) -> Document:
    """A document whose words are found one after the other in `text`; the first of each sentence is its root."""
    tokens, spans, at = [], [], 0
    for number, words in enumerate(sentences):
        root = len(tokens)
        for word in words.split(" "):
            at = text.index(word, at)
            head, deprel = (-1, "root") if len(tokens) == root else (root, "dep")
            tokens.append(Token(Span(at, at + len(word)), "X", word.lower(), head, deprel, "", number))
            at += len(word)
        spans.append(Span(tokens[root].span.start, at))
    return Document(Report(text), sentences=tuple(spans), tokens=tuple(tokens))


def in_place(made: Document):
    """The Doc, after a look whether all of the text is there and every token where it was."""
    doc = to_doc(made)
    assert doc.text == made.text
    assert [(t.idx, t.text) for t in doc if t.pos_ not in ("", "SPACE")] == [
        (t.span.start, t.span.of(made.text)) for t in made.tokens
    ]
    return doc


def test_tags_and_trees_are_the_documents():
    """Tags, morphology, lemmas, heads and relations come over; the root is called ROOT as in every spaCy model."""
    doc = in_place(PUTIN)
    assert [t.pos_ for t in doc] == [t.upos for t in PUTIN.tokens]
    assert [t.lemma_ for t in doc] == [t.lemma for t in PUTIN.tokens]
    assert [str(t.morph) for t in doc] == [t.morph for t in PUTIN.tokens]
    assert [t.head.i for t in doc] == [1, 1, 4, 4, 1, 6, 4, 1]
    assert [t.dep_ for t in doc] == ["nsubj", "ROOT", "nsubj", "aux", "ccomp", "nummod", "obj", "punct"]
    assert [t.text for t in doc[4].subtree] == ["Minsk", "will", "get", "12", "missiles"]
    assert doc[7].is_punct and doc[5].like_num, "the vocabulary knows what words look like"


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("He left.", "He left .", ["He", "left", "."]),
        ("He  left .", "He left .", ["He", " ", "left", "."]),
        ("He\r\nleft", "He left", ["He", "\r\n", "left"]),
        ("He \r\n left", "He left", ["He", "\r\n ", "left"]),
        (" He left \n", "He left", [" ", "He", "left", "\n"]),
        ("He\u00a0left\t", "He left", ["He", "\u00a0", "left", "\t"]),
        ("🚀🇺🇦 hit 👩\u200d🚒 !", "🚀 🇺🇦 hit 👩\u200d🚒 !", ["🚀", "🇺🇦", "hit", "👩\u200d🚒", "!"]),
        ("Zy\u0301's cafe\u0301", "Zy\u0301 's cafe\u0301", ["Zy\u0301", "'s", "cafe\u0301"]),
    ],
)
def test_white_space_is_cut_as_spacy_cuts_it(text, words, expected):
    """One space goes with its word, more is a token SPACE; emoji and accents stay whole."""
    doc = in_place(laid(text, words))
    assert [t.text for t in doc] == expected
    assert [t.is_space for t in doc] == [t.pos_ == "SPACE" for t in doc]
    assert [(t.idx, t.text) for t in spacy.blank("en")(text) if t.is_space] == [
        (t.idx, t.text) for t in doc if t.is_space
    ]
    assert [t.idx for t in doc if t.is_sent_start] == [0]


def test_what_was_not_read_is_there_and_says_so():
    """Stretches between read paragraphs are words without tag, lemma or entity; each stretch is one sentence."""
    read = laid(PAGE, "Rain fell .", "Putin left .", "He won .")
    doc = in_place(replace(read, names=(Name(span(read, "Putin"), NameType.PER),)))
    assert [s.text.strip() for s in doc.sents] == [
        "The Daily  Test",
        "Rain fell.",
        "By A. Writer",
        "Putin left.",
        "He won.",
        "All rights reserved",
    ]
    unread = [t for t in doc if not t.pos_]
    assert [t.text for t in unread] == "The Daily Test By A. Writer All rights reserved".split()
    assert {t.lemma_ for t in unread} == {t.ent_iob_ for t in unread} == {""}
    assert {t.ent_iob_ for t in doc if t.pos_} == {"O", "B"}


def test_a_report_that_was_not_read_is_words():
    """Without tokens the whole text is one stretch; with only white space one token; with nothing none."""
    assert [t.text for t in in_place(Document(Report("Не прочитано.\nДа")))] == ["Не", "прочитано.", "\n", "Да"]
    assert [t.text for t in in_place(Document(Report(" \n")))] == [" \n"]
    nothing = in_place(Document(Report("")))
    assert len(nothing) == 0 and set(nothing.spans) == {"sources", "cues", "contents", "events"}


def test_sentences_hold_whatever_the_trees():
    """A sentence with two roots, crossing arcs and a character that no token covers is still one sentence."""
    text = "One two three four \u00b6 five. Six"
    read = laid(text, "One two three four five .", "Six")
    heads = (2, 3, -1, 0, -1, 4, -1)
    tokens = tuple(
        replace(t, head=h, deprel="root" if h < 0 else "dep") for t, h in zip(read.tokens, heads, strict=True)
    )
    doc = to_doc(replace(read, tokens=tokens))
    assert doc.text == text
    assert [s.text for s in doc.sents] == ["One two three four \u00b6 five.", "Six"]
    assert [t.dep_ for t in doc] == ["dep", "dep", "ROOT", "dep", "dep", "dep", "dep", "ROOT"]


def test_entities_have_spacys_labels():
    """PER is PERSON, the others keep their names; of two that overlap the longer stays."""
    kinds = [NameType.PER, NameType.GPE]
    names = tuple(Name(span(PUTIN, w), k) for w, k in zip(("Putin", "Minsk"), kinds, strict=True))
    doc = in_place(replace(PUTIN, names=(*names, Name(span(PUTIN, "12"), NameType.MISC))))
    assert [(e.text, e.label_) for e in doc.ents] == [("Putin", "PERSON"), ("Minsk", "GPE"), ("12", "MISC")]
    longer = Name(span(PUTIN, "12 missiles"), NameType.PRODUCT)
    doc = in_place(replace(PUTIN, names=(Name(span(PUTIN, "12"), NameType.MISC), longer)))
    assert [(e.text, e.label_) for e in doc.ents] == [("12 missiles", "PRODUCT")]


@pytest.mark.parametrize("kind", NameType)
def test_every_type_of_name_has_a_label(kind):
    """No name is lost for its type."""
    label = "PERSON" if kind is NameType.PER else str(kind)
    assert [e.label_ for e in to_doc(replace(PUTIN, names=(Name(Span(0, 5), kind),))).ents] == [label]


def said(read: Document) -> Document:
    """The document with two attributions, the second without a source and with its content in two pieces."""
    first = Attribution((span(read, "Putin"),), (span(read, "said"),), (span(read, "Minsk will get"),), Kind.INDIRECT)
    pieces = (span(read, "will"), span(read, "12 missiles"))
    return replace(read, attributions=(first, Attribution((), (span(read, "get"),), pieces, Kind.DIRECT)))


def test_parts_of_an_attribution_have_one_id():
    """Source, cue and content are found in their groups and by their id, each piece its own span."""
    doc = in_place(said(PUTIN))
    found = [(g, s.text, s.label_, s.id_) for g in ("sources", "cues", "contents") for s in doc.spans[g]]
    assert found == [
        ("sources", "Putin", "SOURCE", "attribution-0"),
        ("cues", "said", "CUE", "attribution-0"),
        ("cues", "get", "CUE", "attribution-1"),
        ("contents", "Minsk will get", "CONTENT", "attribution-0"),
        ("contents", "will", "CONTENT", "attribution-1"),
        ("contents", "12 missiles", "CONTENT", "attribution-1"),
    ]
    assert doc.user_data["onrecord"]["attributions"][1]["kind"] == "direct"


def test_a_span_that_ends_inside_a_token_has_all_of_it():
    """Spans are widened to whole tokens, so no word of theirs is lost."""
    cue = Attribution((), (Span(7, 9),), (Span(10, 14),), Kind.INDIRECT)
    doc = to_doc(replace(PUTIN, attributions=(cue,)))
    assert [s.text for g in ("cues", "contents") for s in doc.spans[g]] == ["said", "Minsk"]


def test_events_lead_to_their_records():
    """An event has its type as label, its place in the list as id, and the id of its record as kb_id."""
    report = made.report(1)
    planned, denied = made.records(report)
    triggers = [planned.trigger.span, denied.trigger.span, Span(0, 4)]
    events = tuple(Event(t, 0, "x", kind) for t, kind in zip(triggers, ("AID", "ACCUSE", None), strict=True))
    doc = in_place(Document(report, events=events, records=(planned, denied)))
    records = {record["id"]: record for record in doc.user_data["onrecord"]["records"]}
    assert [(e.id_, e.label_) for e in doc.spans["events"]] == [
        ("event-0", "AID"),
        ("event-1", "ACCUSE"),
        ("event-2", "EVENT"),
    ]
    assert records[doc.spans["events"][0].kb_id_]["status"] == "planned"
    assert doc.spans["events"][2].kb_id_ == ""
    assert set(doc.user_data["onrecord"]) == set(KEPT)


def test_a_doc_survives_being_saved():
    """Bytes and DocBin give the same text, sentences, entities, groups and records; Docs of two reports join."""
    from spacy.tokens import Doc, DocBin

    read = laid(PAGE, "Rain fell .", "Putin left .", "He won .")
    cue = Attribution((span(read, "Putin"),), (span(read, "left"),), (span(read, "He won"),), Kind.DIRECT)
    report = made.report(1)
    one = to_doc(replace(read, attributions=(cue,), names=(Name(span(read, "Putin"), NameType.PER),)))
    other = to_doc(Document(report, records=made.records(report)))
    for doc in (one, other):
        stored = DocBin(store_user_data=True, docs=[doc]).to_bytes()
        for again in (
            Doc(doc.vocab).from_bytes(doc.to_bytes()),
            *DocBin().from_bytes(stored).get_docs(spacy.blank("en").vocab),
        ):
            assert again.text == doc.text
            assert [s.text for s in again.sents] == [s.text for s in doc.sents]
            assert [(e.text, e.label_) for e in again.ents] == [(e.text, e.label_) for e in doc.ents]
            assert [(s.text, s.id_) for g in doc.spans for s in again.spans[g]] == [
                (s.text, s.id_) for g in doc.spans for s in doc.spans[g]
            ]
            # msgpack gives tuples back for lists.
            assert json.dumps(again.user_data["onrecord"]) == json.dumps(doc.user_data["onrecord"])
    joined = Doc.from_docs([one, other], ensure_whitespace=False, exclude=["user_data"])
    assert joined.text == one.text + other.text


WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda w: not any(map(str.isspace, w)))
BLANKS = st.text(" \t\r\n\x0b\u00a0\u2028\u3000", max_size=3)


@settings(deadline=None)
@given(st.lists(st.tuples(BLANKS, WORDS, st.booleans())), BLANKS)
@example([("", "He", True), ("", "said", True), ("  ", "\x00", False), ("\r\n", "e\u0301", True)], " ")
def test_nothing_moves_whatever_the_text(parts, last):
    """Any words, read or not, with any white space: the text is the same and each token is where it was."""
    tokens, text = [], ""
    for blank, word, read in parts:
        text += blank
        if read:
            tokens.append(Token(Span(len(text), len(text) + len(word)), "X", word, -1, "root", "", len(tokens)))
        text += word
    doc = in_place(Document(Report(text + last), tokens=tuple(tokens)))
    starts = {t.idx for t in doc if t.is_sent_start}
    assert {t.span.start for t in tokens} <= starts | ({len(parts[0][0])} if parts else set())
    assert len(list(doc.sents)) == len(starts)


def test_tokens_that_overlap_are_refused():
    """A Doc can have no two tokens on the same characters, so there is none."""
    twice = replace(PUTIN, tokens=(PUTIN.tokens[0], *PUTIN.tokens))
    with pytest.raises(SpanError, match=r"\[0:5\] overlaps"):
        to_doc(twice)


def test_a_vocabulary_can_be_given():
    """The vocabulary of the caller's pipeline, so that its components may go on with the Doc."""
    nlp = spacy.blank("en")
    doc = to_doc(PUTIN, nlp.vocab)
    assert doc.vocab is nlp.vocab
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "WEAPON", "pattern": [{"LEMMA": "missile"}]}])
    assert [(e.text, e.label_) for e in nlp(doc).ents] == [("missiles", "WEAPON")]


def test_without_spacy_the_error_says_what_to_install(monkeypatch):
    """A missing spaCy is an error of onrecord that names the extra; importing the module needs none."""
    for name in [n for n in sys.modules if n.partition(".")[0] == "spacy"]:
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingExtraError, match=r"pip install 'onrecord\[spacy\]'"):
        to_doc(PUTIN)
