"""The contexts of PLOVER that an event stands in: the table data/events/plover_contexts.tsv."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from onrecord.extract.contexts import read_table
from onrecord.extract.tree import Tree, sentences
from onrecord.model import Participant

_WORDS = re.compile(r"'s|[^\W_]+\+?")
_PARTS = {"V": ("VERB",), "N": ("NOUN",), "ADJ": ("ADJ",), "PROPN": ("PROPN",)}


@dataclass(frozen=True, slots=True)
class _Row:
    """Words of the table as lemmas. part: parts of speech of the last, empty for any. strong: enough by themselves."""

    context: str
    words: tuple[str, ...]
    part: tuple[str, ...]
    strong: bool


@cache
def contexts() -> tuple[str, ...]:
    """The 37 contexts, in the order of the codebook."""
    return tuple(dict.fromkeys(row[0] for row in read_table("plover_contexts.tsv")))


@cache
def _by_word() -> dict[str, tuple[_Row, ...]]:
    """Rows by their first word, longest first."""
    found: dict[str, list[_Row]] = {}
    for context, way, words in read_table("plover_contexts.tsv"):
        for form in words.split("|") if way in ("strong", "weak") else ():
            plain, _, part = form.partition("@")
            row = _Row(context, tuple(_WORDS.findall(plain)), _PARTS.get(part, ()), way == "strong")
            found.setdefault(row.words[0], []).append(row)
    return {word: tuple(sorted(rows, key=lambda r: -len(r.words))) for word, rows in found.items()}


@cache
def _by_fact(way: str) -> dict[str, tuple[str, ...]]:
    """Contexts by a sector of who takes part, or by a mode."""
    found: dict[str, tuple[str, ...]] = {}
    for context, kind, words in read_table("plover_contexts.tsv"):
        for word in words.split("|") if kind == way else ():
            found[word] = (*found.get(word, ()), context)
    return found


def contexts_of(
    tree: Tree, i: int, mode: str | None, participants: Sequence[Participant], title: str | None
) -> tuple[str, ...]:
    """The contexts of the event with trigger `i`, in the order of the codebook.

    A telling word in its sentence is enough; of words that may mean other things it takes two, or one and a word of
    the same context in the title. The title alone gives none: a report tells of more than its title.
    """
    strong, weak = _in_sentence(tree, tree.tokens[i].sentence)
    found = set(strong)
    if weak:
        told = _in_title(title) if title else frozenset()
        found.update(context for context, words in weak if len(words) > 1 or context in told)
    if mode:
        found.update(_by_fact("mode").get(mode, ()))
    for sector in {p.sector for p in participants if p.sector}:
        found.update(_by_fact("sector").get(sector, ()))
    return tuple(context for context in contexts() if context in found)


_Said = tuple[frozenset[str], tuple[tuple[str, frozenset[tuple[str, ...]]], ...]]


def _in_sentence(tree: Tree, sentence: int) -> _Said:
    """The contexts that the sentence has strong words for, and the weak words of others; asked once a sentence."""
    known = tree.memo.get((contexts_of, sentence))
    if known is None:
        known = tree.memo[contexts_of, sentence] = _said(list(_forms(tree, sentence)))
    said: _Said = known
    return said


def _forms(tree: Tree, sentence: int) -> Iterator[tuple[frozenset[str], str]]:
    """Word by word what it may be in the table, hyphens apart, and its part of speech."""
    for i in sentences(tree).get(sentence, ()):
        parts = _parts(tree.lowers[i])
        for n, part in enumerate(parts):
            alone = tree.lemmas[i] if len(parts) == 1 else part
            yield frozenset((part, alone)), tree.tokens[i].upos if n == len(parts) - 1 else ""


@lru_cache(maxsize=20_000)
def _parts(word: str) -> tuple[str, ...]:
    return tuple(_WORDS.findall(word.replace("’", "'")))


@lru_cache(maxsize=16)
def _in_title(title: str) -> frozenset[str]:
    words = _WORDS.findall(title.lower().replace("’", "'"))
    strong, weak = _said([(frozenset({w, w.removesuffix("s"), w.removesuffix("es")}), "") for w in words])
    return strong | {context for context, _ in weak}


def _said(forms: Sequence[tuple[frozenset[str], str]]) -> _Said:
    strong: set[str] = set()
    weak: dict[str, set[tuple[str, ...]]] = {}
    at = 0
    while at < len(forms):
        rows = _longest(forms, at)
        for row in rows:
            if row.strong:
                strong.add(row.context)
            else:
                weak.setdefault(row.context, set()).add(row.words)
        # "West Bank" is no bank.
        at += len(rows[0].words) if rows else 1
    return frozenset(strong), tuple((c, frozenset(words)) for c, words in weak.items() if c not in strong)


def _longest(forms: Sequence[tuple[frozenset[str], str]], at: int) -> list[_Row]:
    """The rows with most words that stand there, one for each context."""
    found: list[_Row] = []
    for word in forms[at][0]:
        for row in _by_word().get(word, ()):
            if (not found or len(row.words) >= len(found[0].words)) and _stands(forms, at, row):
                longer = found and len(row.words) > len(found[0].words)
                found = [row] if longer else [*found, row]
    return found


def _stands(forms: Sequence[tuple[frozenset[str], str]], at: int, row: _Row) -> bool:
    end = at + len(row.words)
    if end > len(forms):
        return False
    for n, word in enumerate(row.words):
        if word not in forms[at + n][0]:
            return False
    upos = forms[end - 1][1]
    return not row.part or not upos or upos in row.part
