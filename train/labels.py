"""How corpus layers become label numbers, and the inventories that a training run collects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from onrecord.nlp.labels import BIO, Labels
from train.corpora.example import Example, Names

# Rarer combinations of tag and features teach nothing and cost width.
_LEAST = 3
IGNORE = -100


def collect(examples: Iterable[Example]) -> Labels:
    """Tags and relations that the examples use, most frequent first (ties in alphabetical order).

    Without any treebank there is still one of each, so that a model with names alone can be read like any other.
    """
    tags: Counter[str] = Counter()
    deprels: Counter[str] = Counter()
    for example in examples:
        if example.syntax is not None:
            tags.update(map(tag, example.syntax.upos, example.syntax.feats))
            deprels.update(example.syntax.deprels)
    return Labels(_frequent(tags) or ("X",), _frequent(deprels) or ("root",))


def tag(upos: str, feats: str) -> str:
    """UPOS and features as one label."""
    return f"{upos}|{feats}" if feats else upos


def _frequent(counts: Counter[str]) -> tuple[str, ...]:
    kept = [(label, n) for label, n in counts.items() if n >= _LEAST]
    return tuple(label for label, _ in sorted(kept, key=lambda item: (-item[1], item[0])))


def allowed_bio(names: Names, count: int) -> list[frozenset[int]]:
    """For each of `count` tokens the BIO labels that the corpus leaves possible; more than one where it is coarser."""
    outside = frozenset({0, *(BIO.index(f"{prefix}-{kind}") for kind in names.outside for prefix in "BI")})
    found = [outside] * count
    for span in names.spans:
        for place in range(span.start, span.end):
            prefix = "B" if place == span.start else "I"
            found[place] = frozenset(BIO.index(f"{prefix}-{kind}") for kind in span.types)
    return found


def masks(sets: Sequence[frozenset[int]]) -> list[int]:
    """Label sets as bit masks, which are cheap to store and to compare."""
    return [sum(1 << label for label in labels) for labels in sets]
