"""Names of countries, languages and authors as publishers write them."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from unicodedata import combining, normalize

_BY = re.compile(r"^(?:[-–—•*|]\s*)?(?:by|von|par|por|da|door|words by|written by|reported by)\b[:\s]+", re.IGNORECASE)
_NOT_A_NAME = re.compile(
    r"https?:|www\.|@|^\W*$|^(?:admin|administrator|editor|staff|webmaster|user|null|none)$", re.IGNORECASE
)
_APART = re.compile(r"\s*[;|•]\s*")
_AND = re.compile(r"\s+(?:and|&|und|et|y)\s+")
_PLACE = re.compile(r"(?<=\w)\s+in\s+[^\W\d_a-z][\w .,'’-]{1,60}$")
# A piece after a comma that holds one of these is a role or a place of the author before it, not another author.
_ROLE = re.compile(
    r"\b(?:editors?|correspondents?|reporters?|writers?|columnist|producer|analyst|secretary|minister|spokes\w+|staff|"
    r"department|director|president|ambassador|bureau|office|desk|news|agency|press|reuters|afp|ap|dpa|tass|in)\b",
    re.IGNORECASE,
)


def table(name: str, package: str = "onrecord.ingest") -> list[list[str]]:
    """The tab-separated rows of a table, by default one beside this module, without comments."""
    text = files(package).joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _countries() -> dict[str, str]:
    """Folded code or name -> alpha-3, from the one table of countries: names, and parts such as Scotland."""
    codes = {}
    for row in table("places/countries.tsv", "onrecord.data"):
        alpha3, alpha2, names, parts = row[0], row[1], row[6], row[11] if len(row) > 11 else ""
        for name in (alpha3, alpha2, *names.split("|"), *parts.split("|")):
            codes[_folded(name)] = alpha3
    return codes


def _folded(name: str) -> str:
    plain = normalize("NFKD", " ".join(name.replace("’", "'").split()).casefold())
    return "".join(c for c in plain if not combining(c)).removeprefix("the ")


def country_code(name: str) -> str | None:
    """ISO 3166-1 alpha-3 of a code or name ("GB", "GBR", "the United Kingdom"), or None."""
    folded = _folded(name)
    return _countries().get(folded) if folded else None


@cache
def language_names() -> dict[str, str]:
    """Case-folded language name -> ISO 639-1 code."""
    return {name.casefold(): code for code, names in table("languages.tsv") for name in names.split("|")}


def split_bylines(written: str) -> tuple[str, ...]:
    """The authors named in a byline, without "By": "By A. Lee and B. Cho" gives two; URLs and mail give none."""
    written = _PLACE.sub("", _BY.sub("", " ".join(written.split())))
    return tuple(
        author
        for part in _APART.split(written)
        for author in _at_words(part.strip(" ,.–—-"))
        if author and len(author) <= 400 and not _NOT_A_NAME.search(author)
    )


def _at_words(part: str) -> list[str]:
    """ "and" and a comma part authors only where names stand around them: a role may hold both."""
    pieces = [[piece.strip() for piece in side.split(",")] for side in _AND.split(part)]
    *before, last = pieces
    names = [name for side in before for name in side]
    if all(map(_is_name, [*names, *last])):
        return [*names, *last]
    # "Jana Holt and Piet Aas, Harbour Correspondents": the role belongs to the last.
    if before and all(map(_is_name, [*names, last[0]])):
        return [*names, ", ".join(last)]
    return [part]


def _is_name(piece: str) -> bool:
    words = piece.split()
    capital = all(
        word[:1].isupper() or word in ("de", "van", "von", "der", "bin", "al", "el", "du", "di") for word in words
    )
    return 2 <= len(words) <= 4 and capital and not piece.startswith("The ") and not _ROLE.search(piece)
