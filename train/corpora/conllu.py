"""Universal Dependencies treebanks as raw text with words at offsets, and GUM's entities on the same words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from train.corpora.example import Bounds, Example, Mention, Syntax

Rows = list[list[str]]
FORM, UPOS, XPOS, FEATS, HEAD, DEPREL, MISC = 1, 3, 4, 5, 6, 7, 9
_ENTITY = re.compile(r"\(([^()]*)|([^()]*)\)")


@dataclass(slots=True)
class Treebank:
    """One document while it is read: sentences joined by a space; rows are those of its syntactic words."""

    id: str
    text: str = ""
    rows: Rows = field(default_factory=list)
    tokens: list[Bounds] = field(default_factory=list)
    sentences: list[Bounds] = field(default_factory=list)

    def add(self, text: str, rows: Rows) -> None:
        """Append a sentence; `rows` still hold the ranges of contractions."""
        self.text += " " * bool(self.text)
        base, first = len(self.text), len(self.rows)
        self.text += text
        self.tokens.extend((base + start, base + end) for start, end in locate(text, rows))
        self.rows.extend(row for row in rows if row[0].isdigit())
        self.sentences.append((first, len(self.rows)))


def read_documents(path: Path) -> Iterator[Treebank]:
    """The documents of a CoNLL-U file; a file without document marks is one."""
    document: Treebank | None = None
    for comments, rows in _sentences(path):
        if document is None or "newdoc id" in comments:
            if document is not None:
                yield document
            document = Treebank(comments.get("newdoc id", path.stem))
        document.add(comments["text"], rows)
    if document is not None:
        yield document


def read_file(path: Path, corpus: str, entities: bool = False) -> Iterator[Example]:
    """The documents as examples. entities: also GUM's entity mentions and their coreference."""
    for document in read_documents(path):
        yield example(document, corpus, entities)


def example(document: Treebank, corpus: str, entities: bool = False) -> Example:
    """Sentences, tags, arcs and, if asked for, mentions of one document."""
    rows, start = document.rows, {i: first for first, end in document.sentences for i in range(first, end)}
    heads = tuple(_head(row[HEAD], start[i]) for i, row in enumerate(rows))
    syntax = Syntax(
        tuple(row[UPOS] for row in rows),
        tuple("" if row[FEATS] == "_" else row[FEATS] for row in rows),
        heads,
        tuple(row[DEPREL] for row in rows),
    )
    return Example(
        document.id,
        corpus,
        document.text,
        tuple(document.tokens),
        tuple(document.sentences),
        syntax,
        mentions=tuple(mentions([row[MISC] for row in rows])) if entities else None,
    )


def mentions(misc: Sequence[str]) -> Iterator[Mention]:
    """GUM's entity mentions from the MISC column, in the order in which they close."""
    waiting: list[tuple[str, str, int]] = []
    for i, value in enumerate(misc):
        noted = next((part[7:] for part in value.split("|") if part.startswith("Entity=")), "")
        for found in _ENTITY.finditer(noted):
            if found[1]:
                identity, _, rest = found[1].partition("-")
                waiting.append((identity, rest.partition("-")[0], i))
            else:
                # ")" alone closes the latest, "7)" the latest with that identity.
                fitting = [n for n, (identity, _, _) in enumerate(waiting) if found[2] in ("", identity)]
                if fitting:
                    identity, kind, first = waiting.pop(fitting[-1])
                    yield Mention(first, i + 1, identity, kind)


def locate(text: str, rows: Rows) -> Iterator[Bounds]:
    """Where the words of a sentence lie; those of a contraction share out its letters in order.

    ValueError: the text does not spell the words.
    """
    at, inside, limit = 0, 0, 0
    for row in rows:
        number, form = row[0], row[FORM]
        if "-" in number:
            at = text.index(form, at)
            inside, limit = int(number.partition("-")[2]), at + len(form)
        elif number.isdigit():
            start = text.find(form, at)
            if int(number) <= inside and not at <= start < limit:
                # Spelt differently from the contraction: this word takes what is left of it.
                yield at, limit
            elif start < 0:
                raise ValueError(f"{form!r} is not in what follows {text[:at]!r} of {text!r}; is '# text' intact?")
            else:
                at = start + len(form)
                yield start, at
            if int(number) == inside:
                at = limit


def _head(value: str, first: int) -> int | None:
    if not value.isdigit():
        return None
    return first + int(value) - 1 if value != "0" else -1


def _sentences(path: Path) -> Iterator[tuple[dict[str, str], Rows]]:
    comments: dict[str, str] = {}
    rows: Rows = []
    with path.open(encoding="utf-8") as lines:
        for line in [*lines, "\n"]:
            line = line.rstrip("\n")
            if line.startswith("#"):
                key, _, value = line[1:].partition("=")
                comments[key.strip()] = value.strip()
            elif line:
                rows.append(line.split("\t"))
            elif rows:
                yield comments, rows
                comments, rows = {}, []
