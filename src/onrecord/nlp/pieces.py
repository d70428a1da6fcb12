"""Words as the model's vocabulary sees them: piece ids, and where each word's pieces lie in a window."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Ints = np.ndarray[Any, np.dtype[np.int64]]
# Letter-case classes for an uncased vocabulary; 0 is for marks and padding.
CASES = 6
# Pieces beyond this many in one word (an address, a line without spaces) say nothing more.
LONGEST_WORD = 12
# No more of a word is looked at: LONGEST_WORD pieces are filled by less.
_LETTERS = 200
# What marks that the vocabulary lacks are read as.
_BULLET = "*"
# Words remembered before all are forgotten: a few megabytes, and more words than a day's news has.
_REMEMBERED = 100_000


class Pieces:
    """Words to piece ids, remembered. `cases`: whether the model is told letter cases."""

    def __init__(self, tokenizer: Tokenizer, cases: bool = False) -> None:
        self._tokenizer = tokenizer
        self._known: dict[tuple[str, bool], list[int]] = {}
        self.cases = cases
        # RoBERTa's marks are <s> </s> <pad>, BERT's [CLS] [SEP] [PAD].
        names = ("<s>", "</s>", "<pad>") if tokenizer.token_to_id("<s>") is not None else ("[CLS]", "[SEP]", "[PAD]")
        self.begin, self.end, self.pad = (_id(tokenizer, name) for name in names)
        self._unknown = _id(tokenizer, "<unk>" if names[0] == "<s>" else "[UNK]")
        # An emoji is no word that could say or do something, and an unknown word is mostly a name.
        self._bullet: list[int] = tokenizer.encode(_BULLET, add_special_tokens=False).ids

    def of(self, word: str, spaced: bool) -> list[int]:
        """The ids of a word, at least one and at most LONGEST_WORD. spaced: white space comes before it."""
        found = self._known.get((word, spaced))
        return self._new(word if len(word) <= _LETTERS else word[:_LETTERS], spaced) if found is None else found

    def _new(self, part: str, spaced: bool) -> list[int]:
        found = self._known.get((part, spaced))
        if found is None:
            # Half a surrogate pair has no UTF-8 form, which the tokenizer wants.
            clean = part.encode("utf-8", "replace").decode("utf-8")
            ids = self._tokenizer.encode(" " + clean if spaced else clean, add_special_tokens=False).ids
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            ids = ids[:LONGEST_WORD] or [self._unknown]
            if ids == [self._unknown] and not any(c.isalnum() for c in part):
                ids = self._bullet
            found = self._known[part, spaced] = ids
        return found

    def length(self, word: str, spaced: bool) -> int:
        """How many pieces a word has."""
        return len(self.of(word, spaced))


def _id(tokenizer: Tokenizer, name: str) -> int:
    found: int | None = tokenizer.token_to_id(name)
    if found is None:
        raise ValueError(f"the vocabulary has no piece {name}; is this the tokenizer.json that train.weights wrote?")
    return found


def inputs(words: Sequence[Sequence[str]], spaced: Sequence[Sequence[bool]], pieces: Pieces) -> tuple[Ints, ...]:
    """ids, first, last and, if the model wants them, cases, padded to the longest of the windows.

    first and last: positions of each word's first and last piece.
    """
    ids, first, last, cases = [], [], [], []
    for line, spaces in zip(words, spaced, strict=True):
        row, marks, starts, ends = [pieces.begin], [0], [], []
        for word, space in zip(line, spaces, strict=True):
            found = pieces.of(word, space)
            starts.append(len(row))
            row += found
            ends.append(len(row) - 1)
            if pieces.cases:
                mark = _known_case(word) if len(word) <= _LETTERS else case(word)
                if len(found) == 1:
                    marks.append(mark)
                else:
                    marks += [mark] * len(found)
        row.append(pieces.end)
        ids.append(row)
        cases.append([*marks, 0])
        first.append(starts)
        last.append(ends)
    padded = (_padded(ids, pieces.pad), _padded(first, 0), _padded(last, 0))
    return (*padded, _padded(cases, 0)) if pieces.cases else padded


def _padded(rows: Sequence[list[int]], filler: int) -> Ints:
    if len(rows) == 1:
        return np.array(rows, np.int64)
    width = max([1, *(len(row) for row in rows)])
    return np.array([row + [filler] * (width - len(row)) for row in rows], np.int64)


def case(word: str) -> int:
    """1 small letters, 2 capital first, 3 all capitals, 4 mixed, 5 no letters."""
    if not any(c.isalpha() for c in word):
        return 5
    if word.islower():
        return 1
    if word[:1].isupper() and (len(word) == 1 or word[1:].islower()):
        return 2
    return 3 if word.isupper() else 4


_known_case = lru_cache(maxsize=_REMEMBERED)(case)
