"""Quotations, paragraphs and sentences of a document in terms of token positions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.extract.actornouns import actor_of
from onrecord.extract.cues import Facts
from onrecord.extract.quotes import Quotation, find_quotations
from onrecord.extract.tree import Tree, tree_of
from onrecord.model import Credit, Document, Span
from onrecord.nlp.segment import paragraphs

# A shorter quotation is a title, a term or a scare quote, unless it is a question or a call: no statement of its own.
STATEMENT = 5


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation and the positions of its words; `statement`: long enough to be one."""

    quotation: Quotation
    words: tuple[int, ...]
    statement: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """paragraphs, sentences: first and last position of each. quote_at: position -> place in `quoted`.

    starts: where each token starts in the text. credits: what the reader links by itself.
    """

    tree: Tree
    quoted: tuple[Quoted, ...]
    quote_at: dict[int, int]
    paragraphs: tuple[range, ...]
    paragraph_of: tuple[int, ...]
    sentences: tuple[range, ...]
    facts: Facts
    starts: tuple[int, ...]
    credits: tuple[Credit, ...] = ()

    def sentence(self, at: int) -> range:
        """The positions of the sentence that the word stands in."""
        return self.sentences[self.tree.tokens[at].sentence]

    def paragraph(self, at: int) -> range:
        """The positions of the paragraph that the word stands in."""
        return self.paragraphs[self.paragraph_of[at]]


def layout_of(document: Document) -> Layout:
    """The layout of a document that has been read."""
    tree = tree_of(document)
    starts = tuple(t.span.start for t in document.tokens)
    quoted = tuple(_quoted(q, starts, tree) for q in find_quotations(document.report))
    quote_at = {i: n for n, q in enumerate(quoted) for i in q.words}
    blocks = _paragraphs(document, starts)
    return Layout(
        tree,
        quoted,
        quote_at,
        tuple(blocks),
        tuple(n for n, block in enumerate(blocks) for _ in block),
        tuple(_sentences(document)),
        Facts(
            {i: len(quoted[n].words) for i, n in quote_at.items()},
            {i: n.type for n in document.names for i in inside(n.span, starts)},
            frozenset(i for i in range(len(starts)) if _is_actor(tree, i)),
            # Of several credits of a word the surest.
            {i: c for c in sorted(document.credits, key=lambda c: c.score) for i in c.cue},
        ),
        starts,
        document.credits,
    )


def inside(span: Span, starts: Sequence[int]) -> range:
    """Positions of the tokens that start inside the span."""
    return range(bisect_left(starts, span.start), bisect_left(starts, span.end))


def _quoted(quotation: Quotation, starts: Sequence[int], tree: Tree) -> Quoted:
    words = tuple(i for i in inside(quotation.inner, starts) if tree.tokens[i].deprel != "punct")
    long = len(words) >= STATEMENT and not _is_title(quotation, words, tree)
    return Quoted(quotation, words, long or (len(words) > 1 and _is_sentence(quotation, words, tree)))


def _is_title(quotation: Quotation, words: Sequence[int], tree: Tree) -> bool:
    """ "The Last Ferry to the Isle of Skye": every longer word has a capital, and no mark ends it."""
    longer = [w for i in words if len(w := tree.word(i)) > 3 and w[0].isalpha()]
    shouted = all(w.isupper() for w in longer)
    return (
        len(longer) > 1
        and not shouted
        and all(w[0].isupper() for w in longer)
        and tree.text[quotation.inner.end - 1] not in ".,?!"
    )


def _is_sentence(quotation: Quotation, words: Sequence[int], tree: Tree) -> bool:
    """A question or a call; or what starts where a sentence starts and ends with a full stop or before "he said"."""
    last = tree.text[quotation.inner.end - 1]
    before = words[0] - 2
    starts = before < 0 or tree.tokens[before].sentence != tree.tokens[words[0]].sentence
    verbal = any(tree.tokens[i].upos in ("VERB", "AUX") for i in words)
    return last in "?!" or (starts and last in ".," and verbal and tree.word(words[0])[:1].isupper())


def _paragraphs(document: Document, starts: Sequence[int]) -> list[range]:
    """Every token belongs to exactly one; tokens outside all paragraphs go to the one before."""
    ends = [p.end for part in document.report.readable() for p in paragraphs(document.text, part)]
    found: list[range] = []
    at = 0
    for end in ends:
        stop = bisect_left(starts, end)
        if stop > at:
            found.append(range(at, stop))
            at = stop
    if at < len(starts):
        found.append(range(at, len(starts)))
    return found


def _sentences(document: Document) -> list[range]:
    numbers = [t.sentence for t in document.tokens]
    return [range(bisect_left(numbers, n), bisect_right(numbers, n)) for n in range(len(document.sentences))]


def _is_actor(tree: Tree, at: int) -> bool:
    token = tree.tokens[at]
    if token.upos not in ("NOUN", "PROPN"):
        return False
    found = actor_of([token.lemma.lower()]) or actor_of([tree.word(at).lower()])
    return found is not None and found.kind != "document"
