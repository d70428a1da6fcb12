"""Names in one-token-a-line files: Worldwide Newswire, WikiGold and Universal NER."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.nlp.tokens import tokenise
from train.corpora.example import Example, Index, Names, NameSpan, joined

Row = tuple[str, str]
_DEV_BUCKET, _BUCKETS = 2, 20


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is laid out and what its labels mean. separator None: any white space; word, tag: columns.

    types: what a label may stand for, () for labels that are no names here (dates, money). outside: our types that the
    corpus leaves unmarked.
    """

    corpus: str
    separator: str | None
    word: int
    tag: int
    types: Mapping[str, tuple[str, ...]]
    outside: frozenset[str] = frozenset()


WORLDWIDE = Layout(
    "worldwide",
    "\t",
    0,
    1,
    {
        "Person": ("PER",),
        "Organization": ("ORG",),
        "Location": ("LOC", "GPE"),
        "Facility": ("FAC",),
        "NORP": ("NORP",),
        "Product": ("PRODUCT",),
        "Misc": ("MISC", "EVENT"),
        "Date": (),
        "Money": (),
    },
)
WIKIGOLD = Layout(
    "wikigold",
    None,
    0,
    -1,
    {"PER": ("PER",), "ORG": ("ORG",), "LOC": ("LOC", "GPE", "FAC"), "MISC": ("MISC", "EVENT", "NORP", "PRODUCT")},
)
UNER = Layout(
    "uner",
    "\t",
    1,
    2,
    {"PER": ("PER",), "ORG": ("ORG",), "LOC": ("LOC", "GPE", "FAC")},
    outside=frozenset({"NORP", "PRODUCT", "EVENT", "MISC"}),
)


def read_worldwide(folder: Path, part: str) -> Iterator[Example]:
    """English Worldwide Newswire. part: "train", or "dev" for the files whose name falls into the agreed bucket."""
    for path in sorted(folder.glob("*.tsv")):
        bucket = int(hashlib.md5(path.name.encode(), usedforsecurity=False).hexdigest(), 16) % _BUCKETS
        if (bucket == _DEV_BUCKET) == (part == "dev"):
            yield from read_file(path, WORLDWIDE)


def read_file(path: Path, layout: Layout) -> Iterator[Example]:
    """The documents of a file, retokenised by rules; names keep the corpus's bounds widened to whole tokens."""
    for number, document in enumerate(_documents(path, layout)):
        yield example(f"{path.name}#{number}", document, layout)


def example(name: str, sentences: Sequence[Sequence[Row]], layout: Layout) -> Example:
    """One document, a line a sentence, words apart by a space."""
    lines: list[str] = []
    entities: list[tuple[int, int, str]] = []
    base = 0
    for sentence in sentences:
        line, bounds = joined([word for word, _ in sentence])
        for first, end, label in spans([tag for _, tag in sentence]):
            entities.append((base + bounds[first][0], base + bounds[end - 1][1], label))
        lines.append(line)
        base += len(line) + 1
    text = "\n".join(lines)
    tokens = tuple(tokenise(text))
    index = Index(tokens)
    found: list[NameSpan] = []
    for start, end, label in entities:
        types, place = layout.types[label], index.range(start, end)
        # Two names inside one of our tokens ("Franco-German" kept whole): the first one counts.
        if types and place[0] < place[1] and (not found or found[-1].end <= place[0]):
            found.append(NameSpan(*place, frozenset(types)))
    return Example(name, layout.corpus, text, tokens, names=Names(tuple(found), layout.outside))


def spans(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Token ranges with their label from BIO or IO tags; an I- without a beginning starts a span."""
    start, label = -1, ""
    for i, tag in enumerate([*tags, "O"]):
        prefix, _, kind = tag.partition("-")
        if start >= 0 and (prefix != "I" or kind != label):
            yield start, i, label
            start = -1
        if prefix in ("B", "I") and start < 0:
            start, label = i, kind


def _documents(path: Path, layout: Layout) -> Iterator[list[list[Row]]]:
    document: list[list[Row]] = []
    sentence: list[Row] = []
    for line in [*path.read_text(encoding="utf-8", errors="replace").split("\n"), "", "# newdoc"]:
        fields = line.split(layout.separator)
        starts = line.startswith(("-DOCSTART-", "# newdoc"))
        if len(fields) > 1 and not starts and not (line.startswith("# ") and layout is UNER):
            sentence.append((fields[layout.word], fields[layout.tag].strip()))
        elif (not line.strip() or starts) and sentence:
            document.append(sentence)
            sentence = []
        if starts and document:
            yield document
            document = []
