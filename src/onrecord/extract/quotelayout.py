"""Quotations, paragraphs and sentences of a document in terms of token positions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.extract.actornouns import word_actor
from onrecord.extract.cues import Facts
from onrecord.extract.quotes import Quotation, find_quotations
from onrecord.extract.tree import Tree, tree_of
from onrecord.model import Credit, Document, Span, Timex
from onrecord.nlp.segment import paragraphs

# A shorter quotation is a title, a term or a scare quote, unless it is a question or a call: no statement of its own.
STATEMENT = 5
_NOUNS = ("NOUN", "PROPN")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation and the positions of its words; `statement`: long enough to be one."""

    quotation: Quotation
    words: tuple[int, ...]
    statement: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """paragraphs, sentences: first and last position of each. quote_at: position -> place in `quoted`.

    starts: where each token starts in the text. credits: what the reader links by itself. quoting: for each sentence,
    the places in `quoted` of the quotations that reach into it; times: its dates and times of day, with their words.
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
    quoting: Mapping[int, frozenset[int]] = field(default_factory=dict)
    times: Mapping[int, list[tuple[Timex, range]]] = field(default_factory=dict)

    def sentence(self, at: int) -> range:
        """The positions of the sentence that the word stands in."""
        return self.sentences[self.tree.tokens[at].sentence]

    def quotations(self, at: int) -> frozenset[int]:
        """The places in `quoted` of the quotations that reach into the sentence that the word stands in."""
        return self.quoting.get(self.tree.tokens[at].sentence, frozenset())

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
            frozenset(i for i, token in enumerate(tree.tokens) if token.upos in _NOUNS and _is_actor(tree, i)),
            # Of several credits of a word the surest.
            {i: c for c in sorted(document.credits, key=lambda c: c.score) for i in c.cue},
        ),
        starts,
        document.credits,
        _quoting(tree, quote_at),
        _times(document, tree, starts),
    )


def _quoting(tree: Tree, quote_at: Mapping[int, int]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    for i, n in quote_at.items():
        found.setdefault(tree.tokens[i].sentence, set()).add(n)
    return {sentence: frozenset(places) for sentence, places in found.items()}


def _times(document: Document, tree: Tree, starts: Sequence[int]) -> dict[int, list[tuple[Timex, range]]]:
    found: dict[int, list[tuple[Timex, range]]] = {}
    for timex in document.timexes:
        words = inside(timex.span, starts)
        if words and timex.type in ("DATE", "TIME"):
            found.setdefault(tree.tokens[words[0]].sentence, []).append((timex, words))
    return found


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
    found = word_actor(tree.lemmas[at]) or word_actor(tree.lowers[at])
    return found is not None and found.kind != "document"
