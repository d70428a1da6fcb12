"""LitBank: entities and coreference in the openings of a hundred novels (brat standoff, CC BY 4.0)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from onrecord.nlp.tokens import tokenise
from train.corpora.example import Bounds, Example, Index, Mention, Names, NameSpan

_TYPED = re.compile(r"(PROP|NOM|PRON)_(PER|FAC|LOC|GPE|VEH|ORG)")
_NAME_TYPES = {"PER": "PER", "FAC": "FAC", "LOC": "LOC", "GPE": "GPE", "ORG": "ORG", "VEH": "PRODUCT"}
# LitBank marks no peoples, works and events.
_OUTSIDE = frozenset({"NORP", "EVENT", "MISC", "PRODUCT"})
_ARTICLE = re.compile(r"(?:the|an?)\s", re.IGNORECASE)


def read_folder(folder: Path) -> Iterator[Example]:
    """The texts with their mentions."""
    for path in sorted(folder.glob("*.ann")):
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        yield example(path.stem, text, path.read_text(encoding="utf-8"))


def example(name: str, text: str, annotation: str) -> Example:
    """One text. A mention's chain stands on a line of its own with the same offsets; without one it is alone."""
    tokens = tuple(tokenise(text))
    index = Index(tokens)
    types: dict[Bounds, str] = {}
    chains: dict[Bounds, str] = {}
    for line in annotation.split("\n"):
        fields = line.split("\t")
        if len(fields) < 2 or not fields[0].startswith("T"):
            continue
        label, start, end = fields[1].split()[:3]
        table = types if _TYPED.fullmatch(label) else chains
        table[int(start), int(end)] = label
    mentions = []
    for place in sorted(types.keys() | chains.keys()):
        first, end_token = index.range(*place)
        if first < end_token:
            entity = chains.get(place, f"alone {place[0]} {place[1]}")
            mentions.append(Mention(first, end_token, entity, types.get(place, "")))
    return Example(name, "litbank", text, tokens, names=_names(text, types, index), mentions=tuple(mentions))


def _names(text: str, types: dict[Bounds, str], index: Index) -> Names:
    """The proper mentions without a leading article; of nested ones the innermost, which is the bare name."""
    found: list[NameSpan] = []
    proper = sorted(((end, -start) for (start, end), label in types.items() if label.startswith("PROP_")))
    for end, minus in proper:
        start = -minus
        kind = _NAME_TYPES[types[start, end].partition("_")[2]]
        if article := _ARTICLE.match(text, start, end):
            start = article.end()
        first, last = index.range(start, end)
        if first < last and (not found or found[-1].end <= first):
            found.append(NameSpan(first, last, frozenset({kind})))
    return Names(tuple(sorted(found, key=lambda name: name.start)), _OUTSIDE)
