"""The reader: sentences, tokens, tags, dependencies, names and what its other heads see, in one pass of one model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from onrecord.errors import ModelError
from onrecord.model import Commitment, Document, Name, NameType, Span, Stage, Token
from onrecord.nlp.lemmas import lemma
from onrecord.nlp.segment import paragraphs

if TYPE_CHECKING:
    from onrecord.nlp.decoding import Reading
    from onrecord.nlp.runtime import Model
    from onrecord.nlp.windows import Words

LANGUAGES = frozenset({"en"})
_ARTICLES = frozenset({"the", "a", "an"})
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_TYPES = {str(kind): kind for kind in NameType}


def reader_stage() -> Stage:
    """The stage that provides what the model reads. The model is loaded when the first report is read."""
    from onrecord.nlp.runtime import meta

    try:
        config = meta()
    except ModelError:
        # Whoever reads will be told; whoever only asks a ledger needs no model.
        config = (("model", "missing"),)
    return Stage(
        name="reader",
        version="6",
        requires=(),
        provides=("sentences", "tokens", "names", "credits", "commitments", "frames", "links", "acts"),
        run=read,
        config=config,
    )


def read(document: Document) -> Document:
    """Add what the model reads in the readable parts of the report. Raises ModelError if the model cannot be loaded."""
    from onrecord.nlp.runtime import loaded

    return read_with(loaded(), document)


def read_without_frames(document: Document) -> Document:
    """The same without frames, which no later stage looks at: for whoever wants records only."""
    return read_with(_without_frames(), document)


@cache
def _without_frames() -> Model:
    from onrecord.nlp.runtime import loaded

    model = loaded()
    pairs = {name: pair for name, pair in model.decoder.pairs.items() if name != "role"}
    return replace(model, decoder=replace(model.decoder, pairs=pairs))


def read_with(model: Model, document: Document) -> Document:
    """The same with a given model."""
    from onrecord.nlp.decoding import LEAST_EVENT
    from onrecord.nlp.windows import Words

    report = document.report
    words = Words()
    for part in report.readable():
        for paragraph in paragraphs(report.text, part, report.dateline):
            words.add(report.text, paragraph.start, paragraph.end)
    reading = _reading(words, model)
    spans = [Span(start, end) for start, end in words.tokens]
    return replace(
        document,
        sentences=tuple(Span(spans[a].start, spans[b - 1].end) for a, b in reading.sentences),
        tokens=tuple(_tokens(words, spans, reading)),
        names=tuple(_names(words, reading, report.text)),
        credits=tuple(reading.credits),
        commitments=tuple(
            Commitment(i, event, reading.values[i]) for i, event in enumerate(reading.events) if event >= LEAST_EVENT
        ),
        frames=tuple(reading.frames),
        links=tuple(reading.links),
        acts=tuple(reading.acts),
    )


def _reading(words: Words, model: Model) -> Reading:
    """One chain of windows after the other, so that memory does not grow with the report."""
    from onrecord.nlp.decoding import Reading, decode
    from onrecord.nlp.windows import Pass, chains

    reading = Reading()
    at = 0
    for chain in chains(words, model.pieces.length, model.longest):
        passes = [Pass(*place, model.run(*words.window(place))) for place in chain]
        first = at
        while at < len(words.breaks) and words.breaks[at] < chain[-1][1]:
            at += 1
        decode(passes, words, words.breaks[first:at], model.decoder, reading)
    return reading


def _tokens(words: Words, spans: list[Span], reading: Reading) -> Iterator[Token]:
    for number, (start, end) in enumerate(reading.sentences):
        for i in range(start, end):
            upos, feats = _parted(reading.tags[i])
            base = lemma(words.words[i], upos, feats)
            yield Token(spans[i], upos, base, reading.heads[i], reading.deprels[i], feats, number)


@cache
def _parted(tag: str) -> tuple[str, str]:
    """Word class and features of a label, one string each however often it is met."""
    upos, _, feats = tag.partition("|")
    return upos, feats


def _names(words: Words, reading: Reading, text: str) -> Iterator[Name]:
    """Names without leading article and trailing possessive mark, of one type throughout the report."""
    from onrecord.nlp.names import agreed

    found: list[tuple[Span, str]] = []
    for first, last, kind in reading.names:
        start, end = first, last
        while start < end and words.words[start].lower() in _ARTICLES:
            start += 1
        while start < end and words.words[end - 1].lower() in _POSSESSIVES:
            end -= 1
        if start < end:
            found.append((Span(words.tokens[start][0], words.tokens[end - 1][1]), kind))
    kinds = agreed([(span.of(text), kind) for span, kind in found])
    for (span, _), kind in zip(found, kinds, strict=True):
        yield Name(span, _TYPES[kind])
