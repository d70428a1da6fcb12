"""PropBank on English EWT: words are masked there, so frames join the treebank by sentence and position."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from train.corpora.conllu import XPOS, Treebank, example, read_documents
from train.corpora.example import Argument, Bounds, Example, Frame

_POS, _SENSE, _FIRST = 4, 7, 8
# Tags were revised between the releases; fewer in common than this means that the sentences are not the same.
_AGREE = 0.6
_OPEN = re.compile(r"\(([^()*]+)")


def read_folder(folder: Path, treebank: Path, corpus: str = "ewt") -> Iterator[Example]:
    """Treebank documents, with frames where every sentence of the document aligns (None elsewhere)."""
    files = {key: path for path in folder.rglob("*.gold_skel") if (key := _key(path))}
    for document in read_documents(treebank):
        path = files.get(document.id)
        frames = join(document, path.read_text(encoding="utf-8")) if path else None
        yield replace(example(document, corpus), frames=frames)


def join(document: Treebank, skeleton: str) -> tuple[Frame, ...] | None:
    """The frames of a document on the treebank's words; None unless all sentences align."""
    sentences = [list(rows) for _, rows in groupby(_rows(skeleton), key=lambda row: row[1])]
    if len(sentences) != len(document.sentences):
        return None
    frames: list[Frame] = []
    for rows, place in zip(sentences, document.sentences, strict=True):
        if not aligned([row[_POS] for row in rows], [row[XPOS] for row in document.rows[place[0] : place[1]]]):
            return None
        frames.extend(sentence_frames(rows, place))
    return tuple(frames)


def aligned(tags: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two tag sequences can be of the same words: equally long and mostly equal."""
    same = sum(a == b for a, b in zip(tags, others, strict=False))
    return len(tags) == len(others) and same >= _AGREE * len(tags)


def sentence_frames(rows: Sequence[Sequence[str]], place: Bounds) -> Iterator[Frame]:
    """The frames of one sentence. rows: CoNLL-2012 columns; the n-th predicate's arguments are in column 8 + n."""
    predicates = [i for i, row in enumerate(rows) if row[_SENSE] != "-"]
    for n, i in enumerate(predicates):
        column = [row[_FIRST + n] for row in rows if len(row) > _FIRST + n]
        arguments = tuple(a for a in _arguments(column, place[0]) if a.role not in ("V", "C-V"))
        yield Frame(place[0] + i, rows[i][_SENSE], arguments)


def _arguments(column: Sequence[str], offset: int) -> Iterator[Argument]:
    start, role = -1, ""
    for i, cell in enumerate(column):
        if opened := _OPEN.search(cell):
            start, role = i, opened[1]
        if ")" in cell and start >= 0:
            yield Argument(offset + start, offset + i + 1, role)
            start = -1


def _rows(skeleton: str) -> Iterator[list[str]]:
    for line in skeleton.split("\n"):
        fields = line.split()
        if len(fields) >= _FIRST:
            yield fields


def _key(path: Path) -> str:
    """The treebank's document id for a file "…/ewt/GENRE/00/NAME.xml.gold_skel"."""
    genre = path.parent.parent.name
    return f"{genre}-{path.name.removesuffix('.gold_skel').removesuffix('.xml')}"
