"""A document as a spaCy Doc, for those who live there: `to_doc(onrecord.read("…"))`.

spaCy is imported when `to_doc` is called, never before; it comes with `pip install 'onrecord[spacy]'`. In here `spacy`
is that library: imports are absolute, and this module is `onrecord.spacy`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from onrecord.errors import MissingExtraError, SpanError
from onrecord.model import Document, NameType, Span
from onrecord.record import to_contract

if TYPE_CHECKING:
    import spacy.tokens
    import spacy.vocab

# What spaCy's English models call otherwise; ORG, GPE, LOC, FAC, NORP, PRODUCT, EVENT and MISC keep their names.
ENTITY_LABELS = {NameType.PER: "PERSON"}
# What Doc.user_data["onrecord"] has of the reading contract; words, sentences and names are in the Doc itself.
KEPT = ("id", "language", "timexes", "toponyms", "attributions", "events", "records")
_RUNS = re.compile(r"\s+|\S+")


@dataclass(frozen=True, slots=True)
class _Piece:
    """One token of the Doc.

    token: its position in Document.tokens, None for white space and for words that were not read. sentence: that of
    the document, or a negative number that a stretch not read has for itself. spaced: the space after it is its own.
    """

    start: int
    end: int
    sentence: int
    token: int | None = None
    blank: bool = False
    spaced: bool = False


def to_doc(document: Document, vocab: spacy.vocab.Vocab | None = None) -> spacy.tokens.Doc:
    """The document as spaCy has it: `doc.text == document.text`, and each token's `idx` is where its span starts.

    vocab: by default one that all documents share, that of `spacy.blank("en")`. docs/python.md says what is found
    where. Raises MissingExtraError without spaCy, SpanError if tokens overlap.
    """
    try:
        from spacy.tokens import Doc
    except ImportError as error:
        raise MissingExtraError(
            "A spaCy Doc needs spaCy, which is not installed: pip install 'onrecord[spacy]'"
        ) from error
    pieces = _with_spaces(document.text, _pieces(document))
    contract = to_contract(document)
    doc = Doc(
        _vocab() if vocab is None else vocab,
        words=[document.text[p.start : p.end] for p in pieces],
        spaces=[p.spaced for p in pieces],
        user_data={"onrecord": {key: contract[key] for key in KEPT}},
        **(_annotations(document, pieces) if pieces else {}),
    )
    _add_spans(doc, document, pieces)
    return doc


@cache
def _vocab() -> spacy.vocab.Vocab:
    """One for all, because spaCy joins only Docs that share theirs."""
    import spacy

    return spacy.blank("en").vocab


def _pieces(document: Document) -> Iterator[_Piece]:
    """The whole text, nothing left out: the tokens and, between them, runs of white space and words not read."""
    at, before = 0, -1
    for position, token in enumerate(document.tokens):
        start, end = token.span.start, token.span.end
        if start < at or end > len(document.text):
            raise SpanError(f"token [{start}:{end}] overlaps the one before it or ends after the text: no Doc has that")
        yield from _gap(document.text, at, start, before if token.sentence == before else -1 - position)
        yield _Piece(start, end, token.sentence, token=position)
        at, before = end, token.sentence
    yield from _gap(document.text, at, len(document.text), -1 - len(document.tokens))


def _gap(text: str, start: int, end: int, sentence: int) -> Iterator[_Piece]:
    for run in _RUNS.finditer(text, start, end):
        yield _Piece(run.start(), run.end(), sentence, blank=run[0].isspace())


def _with_spaces(text: str, pieces: Iterable[_Piece]) -> list[_Piece]:
    """As spaCy's tokenizer does: the first space after a word is the word's own, other white space is a token."""
    found: list[_Piece] = []
    for piece in pieces:
        if piece.blank and found and text[piece.start] == " ":
            found[-1] = replace(found[-1], spaced=True)
            piece = replace(piece, start=piece.start + 1)
        if piece.start < piece.end:
            found.append(piece)
    return found


def _annotations(document: Document, pieces: list[_Piece]) -> dict[str, Any]:
    """Tags, lemmas and trees, by the names that Doc knows them by."""
    tokens = [None if p.token is None else document.tokens[p.token] for p in pieces]
    heads, deps = _trees(document, pieces)
    return {
        "pos": [token.upos if token else "SPACE" if p.blank else "" for token, p in zip(tokens, pieces, strict=True)],
        "morphs": [token.morph if token else "" for token in tokens],
        "lemmas": [
            token.lemma if token else document.text[p.start : p.end] if p.blank else ""
            for token, p in zip(tokens, pieces, strict=True)
        ],
        "heads": heads,
        "deps": deps,
    }


def _trees(document: Document, pieces: list[_Piece]) -> tuple[list[int], list[str]]:
    """Heads and relations such that spaCy, which reads sentences off the trees, finds the document's."""
    at = {p.token: i for i, p in enumerate(pieces) if p.token is not None}
    roots: dict[int, int] = {}
    heads, deps = [], []
    for i, piece in enumerate(pieces):
        token = None if piece.token is None else document.tokens[piece.token]
        if token and token.head >= 0:
            head, dep = at[token.head], token.deprel
        elif piece.blank or (token is None and piece.sentence >= 0):
            # White space, and what a sentence has but no token covers, hangs on what stands before it.
            head, dep = (i - 1 if i else min(1, len(pieces) - 1)), "dep"
        else:
            # A second root of a sentence hangs on its first, or spaCy would see two sentences.
            head = roots.setdefault(piece.sentence, i)
            dep = "ROOT" if head == i else "dep"
        heads.append(head)
        deps.append(dep)
    return heads, deps


def _add_spans(doc: spacy.tokens.Doc, document: Document, pieces: list[_Piece]) -> None:
    """Entities and span groups."""
    from spacy.tokens import Span as DocSpan
    from spacy.util import filter_spans

    starts, ends = [p.start for p in pieces], [p.end for p in pieces]

    def cut(span: Span, label: str, id: str = "", kb_id: str = "") -> DocSpan:
        # Every token that the span touches: it may end inside one.
        first, stop = bisect_right(ends, span.start), bisect_left(starts, span.end)
        return DocSpan(doc, min(first, stop - 1), stop, label=label, span_id=id, kb_id=kb_id)

    names = filter_spans(cut(n.span, ENTITY_LABELS.get(n.type, n.type)) for n in document.names)
    unread = [doc[i : i + 1] for i, p in enumerate(pieces) if p.token is None and not p.blank]
    doc.set_ents(names, missing=unread, default="outside")
    for group, spans in _groups(document, cut).items():
        doc.spans[group] = spans


def _groups(document: Document, cut: Callable[..., spacy.tokens.Span]) -> dict[str, list[spacy.tokens.Span]]:
    """Attributions in three groups, whose spans have the same id where they belong together; and the events."""
    groups: dict[str, list[spacy.tokens.Span]] = {"sources": [], "cues": [], "contents": [], "events": []}
    for i, attribution in enumerate(document.attributions):
        parts = {"sources": attribution.source, "cues": attribution.cue, "contents": attribution.content}
        for group, spans in parts.items():
            groups[group] += [cut(s, group[:-1].upper(), f"attribution-{i}") for s in spans]
    records = {record.trigger.span: record.id for record in document.records}
    for i, event in enumerate(document.events):
        groups["events"].append(cut(event.trigger, event.type or "EVENT", f"event-{i}", records.get(event.trigger, "")))
    return groups
