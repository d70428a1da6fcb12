"""The words that a pattern of rules.tsv may start with, so that few rules are tried at each word of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import accumulate

_LETTERS = re.compile(r"[^\W\d_]+")
_AROUND = re.compile(r"\(\?<?[=!]")
_GROUP = re.compile(r"\((?:\?:|\?P<\w+>)?")
_ITEM = re.compile(r"\{(?P<macro>[a-z]+)\d*\}|(?P<letters>[^\W\d_]+)|(?P<other>\[[^\]]*\]|\\?.)")
_NO_LETTER = re.compile(r"\d|\\d|\[[^a-z]*\]|['’]")
# A shorter opening is the whole word: "a" opens no "and".
_WHOLE = 2
# What stands there cannot be told.
_ANYTHING = ""


def openings(pattern: str, words: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """What the first word of a match is or starts with, if it starts with a letter at all.

    words: macro -> first words of its forms; none of one that is not there, such as a figure.
    """
    return frozenset(opening for branch in _branches(pattern) for opening in _of_branch(branch, words))


def beginnings(word: str) -> frozenset[str]:
    """The openings of what may start with the word, which is in lower case."""
    return frozenset({word, _ANYTHING, *(word[:size] for size in range(_WHOLE + 1, len(word)))})


def first_word(form: str) -> str | None:
    """The first word of a form, None where it starts with a figure or a mark."""
    found = _LETTERS.match(form)
    return found[0].lower() if found else None


def _branches(pattern: str) -> Iterator[str]:
    depth, start = 0, 0
    for at, sign in enumerate(pattern):
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            yield pattern[start:at]
            start = at + 1
    yield pattern[start:]


def _of_branch(branch: str, words: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """Those of the first item and, as long as that may be missing, of the next."""
    while branch:
        end, found = _group(branch, words) if branch[0] == "(" else _item(branch, words)
        yield from found
        if not _AROUND.match(branch) and branch[end : end + 1] not in ("?", "*"):
            return
        branch = branch[end:].lstrip("?*")
    yield _ANYTHING


def _group(branch: str, words: Mapping[str, frozenset[str]]) -> tuple[int, frozenset[str]]:
    """Where the group that starts the branch ends, and its openings."""
    depth = list(accumulate((sign == "(") - (sign == ")") for sign in branch))
    end, start = depth.index(0), _GROUP.match(branch)
    if start is None or _AROUND.match(branch):
        return end + 1, frozenset()
    return end + 1, openings(branch[start.end() : end], words)


def _item(branch: str, words: Mapping[str, frozenset[str]]) -> tuple[int, frozenset[str]]:
    """Where the macro, the letters or the sign that starts the branch ends, and its openings."""
    item = _ITEM.match(branch)
    assert item is not None
    if item["macro"]:
        return item.end(), words.get(item["macro"], frozenset())
    if not item["letters"]:
        return item.end(), frozenset() if _NO_LETTER.fullmatch(item["other"]) else frozenset({_ANYTHING})
    letters, end = item["letters"].lower(), item.end()
    if branch[end : end + 1] == "?" and len(letters) > 1:
        return end + 1, frozenset({letters, letters[:-1]})  # "an?"
    return end, frozenset({letters})
