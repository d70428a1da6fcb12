"""Numbers in figures and in words, as far as durations, dates and amounts need them."""

from __future__ import annotations

import re
from collections.abc import Mapping

_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
_FIGURES = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?:[ -](\d)/(\d)|([½¼¾⅓⅔]))?")


def parse_number(words: str, table: Mapping[str, str]) -> float | None:
    """The value of "1,200", "2 1/2", "twenty-four" or "a hundred and ten"; None where the words are no number.

    table: number word -> its value, as in words.tsv.
    """
    words = re.sub(r"\s+", " ", words.strip().lower())
    if words.endswith(" and a half"):
        whole = parse_number(words.removesuffix(" and a half"), table)
        return None if whole is None else whole + 0.5
    figures = _FIGURES.match(words)
    if figures is not None:
        rest = words[figures.end() :].split()
        scales = [_scale(w, table) for w in rest]
        if not all(s is not None and s >= 100 for s in scales):
            return None
        value = _figures(figures)
        for scale in scales:
            value *= scale or 1
        return value
    return _spelled(re.split(r"[\s-]+", words), table)


def _figures(found: re.Match[str]) -> float:
    value = float(found[1].replace(",", "") + (found[2] or ""))
    if found[4] and int(found[4]):
        value += int(found[3]) / int(found[4])
    return value + _FRACTIONS.get(found[5] or "", 0)


def _scale(word: str, table: Mapping[str, str]) -> float | None:
    return float(table[word]) if word in table else None


def _spelled(words: list[str], table: Mapping[str, str]) -> float | None:
    """ "two hundred and ten thousand": scales multiply what stands before them."""
    total, current, seen = 0.0, 0.0, False
    for word in words:
        if word in ("a", "an", "and"):
            continue
        value = _scale(word, table)
        if value is None:
            return None
        seen = True
        if value >= 1000:
            total, current = total + (current or 1) * value, 0.0
        elif value == 100:
            current = (current or 1) * value
        else:
            current += value
    return total + current if seen else None


def spelled_year(words: str, table: Mapping[str, str]) -> int | None:
    """ "nineteen ninety-six" is 1996, "two thousand and four" 2004; None where it is no year."""
    parts = re.split(r"[\s-]+", words.strip().lower())
    if "thousand" in parts or "hundred" in parts:
        value = _spelled(parts, table)
    else:
        century = _scale(parts[0], table)
        rest = _spelled(parts[1:], table) if len(parts) > 1 else None
        value = None if century is None or rest is None or rest >= 100 else century * 100 + rest
    return int(value) if value is not None and 1000 <= value < 2100 else None


def tidy(value: float) -> str:
    """The number without a needless decimal point."""
    return str(int(value)) if value == int(value) else f"{value:g}"
