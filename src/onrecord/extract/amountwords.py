"""Words of amount: the table, the pattern that finds amounts, and what its matches say."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from onrecord.extract.timex.numbers import parse_number
from onrecord.extract.timex.rules import tables

_TABLE = resources.files("onrecord.data") / "quantities" / "en.tsv"
_FIGURES = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:[ -]\d/\d(?!\d)|[½¼¾⅓⅔])?"
GAP = r"(?:(?:[^\S\n]|\n(?=\S)){1,2})"
_MOST = 1e18
# What stands right before an amount's first character is no part of a word, a date or another number.
_BEFORE = r"(?<![\w.,/:#’'-])"
_RATIOS = "three|four|five|six|seven|eight|nine|ten|twenty|(?:10|20|50|100|1,?000)(?![\\d,])"
SCALES = ("hundred", "thousand", "million", "billion", "trillion")


@dataclass(frozen=True, slots=True)
class Words:
    """The table: class -> form -> value, the patterns made of it, and the table's digest.

    numbers: number word -> value. pattern: an amount, after_dash: one behind the dash of a range; after: a bound that
    follows ("or more").
    """

    classes: Mapping[str, Mapping[str, str]]
    numbers: Mapping[str, str]
    pattern: re.Pattern[str]
    after_dash: re.Pattern[str]
    after: re.Pattern[str]
    digest: str


@cache
def words(language: str = "en") -> Words:
    """The words of amount, read once a process. language: ISO 639-1."""
    raw = _TABLE.read_text("utf-8")
    classes: dict[str, dict[str, str]] = {}
    for line in raw.splitlines():
        if line and not line.startswith("#"):
            kind, value, forms = line.split("\t")
            classes.setdefault(kind, {}).update(dict.fromkeys(forms.split("|"), value))
    numbers = {**tables(language).words["number"], "billion": "1e9", "trillion": "1e12"}
    after = re.compile(rf"{GAP}(?P<after>{_either(classes['after'])})(?!\w)", re.IGNORECASE)
    digest = hashlib.sha256(raw.encode()).hexdigest()[:12]
    pattern = _pattern(classes, numbers)
    return Words(
        classes,
        numbers,
        re.compile(_BEFORE + pattern, re.IGNORECASE),
        re.compile(pattern, re.IGNORECASE),
        after,
        digest,
    )


def _either(forms: Mapping[str, str]) -> str:
    return "|".join(re.escape(f).replace(r"\ ", GAP) for f in sorted(forms, key=len, reverse=True))


def _pattern(classes: Mapping[str, Mapping[str, str]], numbers: Mapping[str, str]) -> str:
    """Bound, sign, number, unit; the number is in figures or words, a fraction or vague."""
    word = f"(?:{_either(numbers)})(?!\\w)"
    spelled = rf"(?:an?{GAP}(?=hundred|thousand|million|billion))?{word}(?:(?:{GAP}and{GAP}|{GAP}|-){word}){{0,9}}"
    dozen = rf"(?:half{GAP}a{GAP}|a{GAP}half{GAP}|a{GAP}|\w+{GAP})?dozen(?!s)|a{GAP}couple(?:{GAP}of)?"
    scaled = rf"{_FIGURES}(?:(?:{_either(classes['scale'])})(?!\w|\.\w)|(?:(?:{GAP}|-)(?:{'|'.join(SCALES)})(?!\w))*)"
    glued = _either(classes["glued"])
    ratio = rf"(?:one|two|three|four|five|six|seven|eight|nine){GAP}in{GAP}(?:{_RATIOS})(?={GAP}[a-z])"
    return (
        rf"(?:(?P<before>{_either(classes['before'])}){GAP})?"
        rf"(?P<sign>(?:{_either(classes['currency'])}){GAP}?)?"
        rf"(?:(?P<dozen>{dozen})|(?P<fraction>{_either(classes['fraction'])}|{ratio})|(?P<vague>{_either(classes['vague'])})"
        rf"|(?P<number>{scaled}|{spelled}))(?!(?!(?:{glued})(?!\w))[\w/]|:\d|,\d|\.\d)"
        rf"(?:(?:{GAP}|-)?(?P<symbol>{_either(classes['symbol'])})(?!\w)|{GAP}(?P<money>{_either(classes['money'])})(?!\w))?"
    )


def plain_form(form: str | None) -> str:
    """A matched form as the table has it: lower case, single spaces."""
    return re.sub(r"\s+", " ", (form or "").lower()).strip()


def bound_of(match: re.Match[str], after: str | None, known: Words) -> str:
    """How exact the amount is, by the words before it, after it, or its own."""
    if match["before"]:
        return known.classes["before"][plain_form(match["before"])]
    if after:
        return known.classes["after"][plain_form(after)]
    return known.classes["vague"][plain_form(match["vague"])] if match["vague"] else "exact"


def value_of(match: re.Match[str], known: Words) -> float | None:
    """The number; None for vague amounts and for figures beyond all counting."""
    found = None if match["vague"] else _number(match, known)
    return round(found, 6) if found is not None and abs(found) < _MOST else None


def _number(match: re.Match[str], known: Words) -> float | None:
    if match["fraction"]:
        return _part(plain_form(match["fraction"]), known)
    if match["dozen"]:
        return _dozens(plain_form(match["dozen"]), known)
    form = plain_form(match["number"])
    scale = re.fullmatch(r"([\d.,]+)([a-z]+)", form)
    if scale:
        number = parse_number(scale[1], known.numbers)
        return None if number is None else number * float(known.classes["scale"][scale[2]])
    return None if form in SCALES else parse_number(form, known.numbers)


def _part(form: str, known: Words) -> float | None:
    """ "Two-thirds of", "one in five"."""
    if form in known.classes["fraction"]:
        return float(known.classes["fraction"][form])
    some, _, whole = form.partition(" in ")
    few, many = parse_number(some, known.numbers), parse_number(whole, known.numbers)
    return None if few is None or not many or few >= many else few / many


def _dozens(form: str, known: Words) -> float | None:
    if "couple" in form:
        return 2
    if "half" in form:
        return 6
    first = form.split()[0]
    number = 1.0 if first in ("a", "dozen") else parse_number(first, known.numbers)
    return None if number is None else number * 12
