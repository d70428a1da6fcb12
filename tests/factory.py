"""Documents built by hand, so that a test of one stage depends on no other."""

from __future__ import annotations

from onrecord.model import Document, Report, Span, Token


def document(words: str, tree: str = "", **report: str) -> Document:
    """A one-sentence document. `words` are separated by spaces; `tree` gives, per word, "upos lemma head deprel"
    separated by "/" with 1-based heads and 0 at the root, as in CoNLL-U:

    document("He left", "PRON he 2 nsubj / VERB leave 0 root")
    """
    made = Report(words, **report)  # type: ignore[arg-type]
    rows = [row.split() for row in tree.split("/")] if tree else [["X", w, "0", "dep"] for w in words.split()]
    tokens, at = [], 0
    for word, (upos, lemma, head, deprel, *morph) in zip(words.split(), rows, strict=True):
        span = Span(at, at + len(word))
        tokens.append(Token(span, upos, lemma, int(head) - 1, deprel, morph[0] if morph else "", 0))
        at = span.end + 1
    return Document(made, sentences=(Span(0, len(words)),), tokens=tuple(tokens))


def span(document: Document, words: str) -> Span:
    """Where `words` stand first in the text."""
    start = document.text.index(words)
    return Span(start, start + len(words))
