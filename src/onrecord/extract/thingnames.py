"""Names and nouns of things: the tables data/events/things.tsv and thingnouns.tsv as patterns to find them by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from onrecord.extract.contexts import read_table

_HYPHEN = "[-‐‑–]"
_ENDS = rf"(?!\w)(?!{_HYPHEN}(?!class|made|launched|armed|style|type|equipped|based|era|fired|guided)\w)"
# Letters and figures written to a name ("F-16C", "S-300PMU-2", "737-800", "JASSM-ER").
_GLUED = r"[A-Z0-9][A-Z0-9]{0,4}(?:-\d{1,2}\b)?"
# What a word that a name or noun begins with looks like: letters, or figures.
START = re.compile(r"(?<![^\W_])(?:[^\W\d_]+|\d+)")
# Letters that navies and owners put before a ship's name.
PREFIXES = {
    **dict.fromkeys(
        "HMS USS HMCS HMAS HMNZS INS ROKS BRP IRIS KRI TCG HNLMS HDMS HNoMS ORP HSwMS RFS".split(), "warship"
    ),
    **dict.fromkeys(("RFA", "USNS"), "naval auxiliary"),
    "USCGC": "coast guard ship",
    **dict.fromkeys(("MV", "RMS", "M/V"), "civilian ship"),
}


@dataclass(frozen=True, slots=True)
class Named:
    """A row of the table of names. needs: words of which one must stand in the sentence. variant: of another name.

    letters: what a match starts with, see `letters_of`.
    """

    name: str
    type: str
    pattern: str
    needs: frozenset[str]
    letters: str
    variant: str | None = None

    @property
    def sure(self) -> bool:
        """Whether the name can hardly mean anything else: "F-16", "Virginia-class", "Storm Shadow"."""
        return not self.needs and (any(c.isdigit() or c == " " for c in self.name) or self.name.endswith("-class"))


@dataclass(frozen=True, slots=True)
class Noun:
    """A row of the table of nouns. apart: words that must not stand right before. letters: as of a name."""

    noun: str
    type: str
    pattern: str
    apart: frozenset[str]
    letters: str


def letters_of(words: str) -> str:
    """The letters and figures alone, in lower case: a look at them tells mostly that a pattern need not be tried."""
    return "".join(filter(str.isalnum, words)).lower()


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern of a row, compiled when a text first has the letters of it: there are too many for all."""
    return re.compile(pattern)


@cache
def names() -> dict[str, tuple[Named, ...]]:
    """The table of names by the first word (see START) in small letters."""
    found: dict[str, list[Named]] = {}
    for name, type_, also, variants, needs in read_table("things.tsv"):
        for form in (name, *_list(also)):
            form, _, variant = form.partition(">")
            pattern = _name_pattern(form, [] if variant else _list(variants))
            named = Named(name, type_, pattern, frozenset(_list(needs)), letters_of(form), variant or None)
            found.setdefault(_first(form), []).append(named)
    return {key: tuple(rows) for key, rows in found.items()}


@cache
def nouns() -> dict[str, tuple[Noun, ...]]:
    """The table of nouns by the first word in small letters, which may be a plural."""
    found: dict[str, list[Noun]] = {}
    for noun, type_, apart in read_table("thingnouns.tsv"):
        stem = letters_of(noun)[:-2]  # no plural changes more of it
        row = Noun(noun, type_, _noun_pattern(noun), frozenset(_list(apart)), stem)
        for form in {noun, *plurals(noun)} if _first(noun) == noun.lower() else {noun}:
            found.setdefault(_first(form), []).append(row)
    return {key: tuple(rows) for key, rows in found.items()}


@cache
def kind_words() -> frozenset[str]:
    """All words of the nouns in small letters, singular and plural."""
    forms = [form for rows in nouns().values() for row in rows for form in (row.noun, *plurals(row.noun))]
    return frozenset(word for form in forms for word in form.lower().split()) | {"system", "systems"}


@cache
def types() -> frozenset[str]:
    """All types that a thing can have."""
    named = {row.type for rows in names().values() for row in rows}
    return frozenset(named | {row.type for rows in nouns().values() for row in rows} | set(PREFIXES.values()))


def _list(cell: str) -> list[str]:
    return [] if cell == "-" else cell.split("|")


def _first(form: str) -> str:
    match = START.search(form)
    if match is None:
        raise ValueError(f"things.tsv: expected a name with a letter or figure, saw {form!r}")
    return match[0].lower()


def plurals(noun: str) -> tuple[str, ...]:
    """How the noun may be written as a plural."""
    if noun.endswith(("ife", "f")):
        return (noun.removesuffix("e").removesuffix("f") + "ves",)
    if noun.endswith("y") and noun[-2] not in "aeo":
        return (noun[:-1] + "ies",)
    return (noun + "s", noun + "es")


def _noun_pattern(noun: str) -> str:
    forms = "|".join(_spelled(form) for form in sorted((noun, *plurals(noun)), key=len, reverse=True))
    return rf"(?:{forms})(?!\w)" if noun.isupper() else rf"(?i:{forms})(?!\w)"


def _spelled(form: str) -> str:
    """The form as a pattern: line breaks for spaces, all hyphens alike, none where a figure follows ("F16")."""
    return "".join(_characters(form))


def _characters(form: str) -> Iterator[str]:
    for n, character in enumerate(form):
        if character == " ":
            yield r"\s"
        elif character == "-":
            beside = form[n - 1 : n] + form[n + 1 : n + 2]
            yield _HYPHEN + ("?" if any(c.isdigit() for c in beside) and not beside.isdigit() else "")
        elif character in "'’":
            yield "['’]"
        else:
            yield re.escape(character)


def _name_pattern(form: str, variants: list[str]) -> str:
    if form.endswith("-class"):
        return rf"{_spelled(form.removesuffix('-class'))}[-‐‑– ]class(?!\w)"
    ways = [rf"{_HYPHEN}(?P<dashed>{_GLUED})"]
    if variants:
        spaced = "|".join(_spelled(v) for v in sorted(variants, key=len, reverse=True))
        ways.insert(0, rf"(?:{_HYPHEN}|\s)?(?P<spaced>{spaced})(?=s?(?!\w))")
    if form[-1].isdigit():
        ways.append(r"(?P<glued>[A-Z][A-Z0-9]{0,4}(?:-\d{1,2}\b)?)")
    return rf"{_spelled(form)}(?:{'|'.join(ways)})?(?:e?s)?{_ENDS}"
