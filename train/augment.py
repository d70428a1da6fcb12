"""What happens to text in the world: capitals, quotation marks, accents and spaces that differ from the corpora's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from train.windows import Window

# Corpora whose words stand apart by spaces, also around punctuation.
SPACED_OUT = frozenset({"worldwide", "wikigold", "uner", "uds_ih2", "meantime", "uw", "litbank"})
_CLINGS = re.compile(r"[.,;:!?%)\]}’”…]|n['’]t|['’](?:s|re|ve|ll|d|m)|''", re.IGNORECASE)
_OPENS = re.compile(r"[(\[{“‘$€£#]|``")
_SMALL = frozenset("a an and as at but by for from in into of on or the to with".split())
_STRAIGHT = {"“": '"', "”": '"', "‘": "'", "’": "'", "``": '"', "''": '"'}
Change = Callable[[list[str], Random], list[str]]


def augment(window: Window, random: Random) -> Window:
    """A copy with changed letters and spaces; number and order of words stay, so that all labels still hold."""
    words = list(window.words)
    for chance, change in _CHANGES:
        if random.random() < chance:
            words = change(words, random)
    spaced = list(window.spaced)
    if window.corpus in SPACED_OUT and random.random() < 0.7:
        spaced = natural_spaces(words)
    if random.random() < 0.1:
        spaced = [space and random.random() > 0.05 for space in spaced]
    return replace(window, words=words, spaced=spaced)


def natural_spaces(words: Sequence[str]) -> list[bool]:
    """Where print has spaces: none before commas and clitics, none after opening brackets; straight quotes in turn."""
    found: list[bool] = []
    opened, tight = False, True
    for word in words:
        closes = word == '"' and opened
        found.append(not tight and not closes and not _CLINGS.fullmatch(word))
        tight = bool(_OPENS.fullmatch(word)) or (word == '"' and not opened) or word in "/-"
        opened ^= word == '"'
    return found


def capital_lead(words: list[str], random: Random) -> list[str]:
    """The first words in capitals, as some papers open a report."""
    count = random.randint(1, 6)
    return [word.upper() if i < count else word for i, word in enumerate(words)]


def all_capitals(words: list[str], random: Random) -> list[str]:
    """Everything in capitals, as in teletype and banners."""
    return [word.upper() for word in words]


def all_small(words: list[str], random: Random) -> list[str]:
    """Everything in small letters."""
    return [word.lower() for word in words]


def headline(words: list[str], random: Random) -> list[str]:
    """Title case: all but small function words with a capital."""
    return [word if word.lower() in _SMALL else word[:1].upper() + word[1:] for word in words]


def straight_quotes(words: list[str], random: Random) -> list[str]:
    """Typewriter quotation marks."""
    return [_STRAIGHT.get(word, word.replace("’", "'")) for word in words]


def curly_quotes(words: list[str], random: Random) -> list[str]:
    """Printers' quotation marks, opening and closing in turn."""
    found, opened = [], False
    for word in words:
        if word in ('"', "``", "''"):
            opened = not opened if word == '"' else word == "``"
            found.append("“" if opened else "”")
        else:
            found.append(word.replace("'", "’"))
    return found


def no_accents(words: list[str], random: Random) -> list[str]:
    """Letters without their marks."""
    return [_bare(word) for word in words]


def _bare(word: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return bare or word


_CHANGES: tuple[tuple[float, Change], ...] = (
    (0.05, capital_lead),
    (0.02, all_capitals),
    (0.01, all_small),
    (0.03, headline),
    (0.15, straight_quotes),
    (0.25, curly_quotes),
    (0.1, no_accents),
)
