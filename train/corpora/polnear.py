"""PolNeAR: who is credited with what, in brat standoff beside the news text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from onrecord.nlp.tokens import tokenise
from train.corpora.example import Bounds, Credit, Example, Index

# "NAME_abcd.ann": the annotator's id comes last.
_FILE = re.compile(r"(.+)_([0-9a-f]{4})\.ann$")
_PARTS = ("source", "cue", "content")
# Every tenth report is kept from the reader: the weights by which its credits are judged are fitted on those, where it
# is no surer of itself than on a report that it has never seen.
KEPT_BACK = 10


def read_folder(folder: Path, kept_back: int | None = None) -> Iterator[Example]:
    """The reports with their attributions; of several annotators the first by id counts.

    kept_back: leave out every so-manieth report.
    """
    first: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        if match := _FILE.fullmatch(path.name):
            first.setdefault(match[1], path)
    for n, (name, path) in enumerate(sorted(first.items())):
        if kept_back and n % kept_back == 0:
            continue
        # newline="": offsets count every character of the file, carriage returns too.
        with (folder / "text" / f"{name}.txt").open(encoding="utf-8", newline="") as file:
            text = file.read()
        yield example(name, text, path.read_text(encoding="utf-8"))


def example(name: str, text: str, annotation: str) -> Example:
    """One report. annotation: the content of its .ann file."""
    tokens = tuple(tokenise(text))
    index = Index(tokens)
    found = [
        Credit(*(index.over(parts[part]) for part in _PARTS))
        for parts in relations(annotation)
        if parts["cue"] or parts["content"]
    ]
    return Example(name, "polnear", text, tokens, credits=tuple(found))


def relations(annotation: str) -> Iterator[dict[str, list[Bounds]]]:
    """The offsets of source, cue and content of each attribution (E line)."""
    spans: dict[str, list[Bounds]] = {}
    events: list[list[str]] = []
    for line in annotation.split("\n"):
        ident, _, rest = line.partition("\t")
        if re.fullmatch(r"T\d+", ident):
            places = rest.partition("\t")[0].partition(" ")[2]
            pairs = (piece.split() for piece in places.split(";"))
            spans[ident] = [(int(start), int(end)) for start, end in pairs]
        elif re.fullmatch(r"E\d+", ident):
            events.append(rest.split()[1:])
    for roles in events:
        parts: dict[str, list[Bounds]] = {part: [] for part in _PARTS}
        for role, _, target in (item.partition(":") for item in roles):
            if (part := role.rstrip("0123456789").lower()) in parts:
                parts[part].extend(spans.get(target, []))
        yield parts
