"""The tables of a language compiled: which words time, by which pattern, and what is to be done with them."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources

from onrecord.extract.timex.openings import beginnings, first_word, openings
from onrecord.model import TimexType

_DATA = resources.files("onrecord.data") / "time"
_GAP = r"(?:[^\S\n]{1,3}|[^\S\n]?\n[^\S\n]{0,3}(?=\S))"
# Numerals that need no words. {d1}, {d2}: figures of "27/02" in either order.
_NUMERALS = {
    "y4": r"(?P<year>[12]\d{3})",
    "mm": r"(?P<month>0[1-9]|1[0-2])",
    "dd": r"(?P<day>0[1-9]|[12]\d|3[01])",
    "d1": r"(?P<d1>\d{1,2})",
    "d2": r"(?P<d2>\d{1,2})",
    "day": r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d|%|[:.,]\d)",
    "year": r"(?P<year>1\d{3}|20\d\d)(?![\d%:]|[.,]\d)",
    "y2": r"(?P<y2>\d\d)(?![\d%])",
    "decadeyear": r"(?P<decadeyear>(?:1\d|20)\d0)",
    "decade2": r"(?P<decade2>[1-9]0)",
    "h12": r"(?P<hour>1[0-2]|0?[1-9])",
    "h24": r"(?P<hour>2[0-3]|[01]?\d)",
    "min": r"(?P<minute>[0-5]\d)",
    "q": r"(?P<q>[1-4])",
    "h2": r"(?P<h2>[12])",
    "h3": r"(?P<h3>[12])",
    "mm1": r"(?P<_month>0[1-9]|1[0-2])",
    "dd1": r"(?P<_day>0[1-9]|[12]\d|3[01])",
    "nth": r"(?P<day>3[01]|[12]\d|[1-9])(?:st|nd|rd|th)",
}
_FIGURES = r"(?<![\d$£€¥#.,])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[ -]\d/\d(?!\d)|[½¼¾])?"
# Classes of words around expressions, which are no part of them.
_CONTEXT = frozenset(
    {
        "ahead",
        "ampm",
        "year_after",
        "year_surely_after",
        "number_after",
        "length_after",
        "capital",
        "title_word",
        "strong",
    }
)
# Rules that are tried together.
_BATCH = 12
_GROUP = re.compile(r"\(\?P<\w+>")
_MACRO = re.compile(r"\{([a-z]+?\d??)(\d?)\}")


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of rules.tsv. arguments: those of the operation. examples: (words, value as read on the model day).

    openings: what the first word of a match is or starts with, if it starts with a letter.
    """

    name: str
    type: TimexType
    pattern: re.Pattern[str]
    operation: str
    arguments: tuple[str, ...]
    examples: tuple[tuple[str, str], ...]
    openings: frozenset[str]


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rules in a row. pattern: matches wherever one of theirs does; mostly one look tells that none does."""

    pattern: re.Pattern[str]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Modifier:
    """Words before an expression. where: "point", "length" or "both"; before: "any", "count", "dated" or "held"."""

    mod: str | None
    where: str
    before: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """All that is known of a language. words: class -> form -> value. vocabulary: every word that can be part of an
    expression -> whether it can start the search for one. batches: the rules by the dozen. opened: what `opened_by`
    has been asked already."""

    rules: tuple[Rule, ...]
    batches: tuple[Batch, ...]
    modifiers: tuple[Modifier, ...]
    words: Mapping[str, Mapping[str, str]]
    vocabulary: Mapping[str, bool]
    opened: dict[str, tuple[Batch, ...]] = field(default_factory=dict, compare=False, repr=False)

    def opened_by(self, word: str) -> tuple[Batch, ...]:
        """The batches with those of their rules alone whose matches may start with a word of the vocabulary."""
        found = self.opened.get(word)
        if found is None:
            begun = beginnings(word)
            kept = ((b, [r for r in b.rules if not begun.isdisjoint(r.openings)]) for b in self.batches)
            found = self.opened[word] = tuple(replace(batch, rules=tuple(rules)) for batch, rules in kept if rules)
        return found


def _rows(language: str, name: str) -> Iterator[list[str]]:
    for line in (_DATA / language / name).read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.split("\t")


@cache
def digest(language: str = "en") -> str:
    """Twelve hexadecimal digits that change with any table of a language; nothing is compiled for it."""
    raw = "".join((_DATA / language / f"{name}.tsv").read_text("utf-8") for name in ("words", "rules", "mods"))
    return hashlib.sha256(raw.encode()).hexdigest()[:12]


@cache
def tables(language: str = "en") -> Tables:
    """The tables of a language (ISO 639-1), compiled once a process."""
    words: dict[str, dict[str, str]] = {}
    for kind, value, forms in _rows(language, "words.tsv"):
        for form in forms.split("|"):
            words.setdefault(kind, {})[form] = value
    macros, first = _macros(words), _first_words(words)
    rules = tuple(_rule(row, macros, first) for row in _rows(language, "rules.tsv"))
    modifiers = tuple(
        Modifier(None if mod == "-" else mod, where, what, tuple(forms.split("|")))
        for mod, where, what, forms in _rows(language, "mods.tsv")
    )
    return Tables(rules, _batches(rules), modifiers, words, _vocabulary(language, words))


def _batches(rules: tuple[Rule, ...]) -> tuple[Batch, ...]:
    some = (rules[at : at + _BATCH] for at in range(0, len(rules), _BATCH))
    return tuple(Batch(_either(batch), batch) for batch in some)


def _either(rules: tuple[Rule, ...]) -> re.Pattern[str]:
    """No rule may refer back to what a group of it matched: the groups have no names here."""
    return re.compile("|".join(_GROUP.sub("(?:", rule.pattern.pattern) for rule in rules), re.IGNORECASE)


def _alternatives(forms: Mapping[str, str]) -> str:
    return "|".join(re.escape(f).replace(r"\ ", _GAP) for f in sorted(forms, key=len, reverse=True))


def _macros(words: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Macro -> pattern, in which "@" stands for the name of the group."""
    found = {kind: f"(?P<@>{_alternatives(forms)})" for kind, forms in words.items()}
    spelled, joint = f"(?:{_alternatives(words['number'])})", _alternatives(words["and"])
    run = rf"{spelled}(?:(?:{_GAP}|-|{_GAP}{joint}{_GAP}){spelled}){{0,9}}"
    lead = rf"(?:(?:{_alternatives(words['a'])}){_GAP}(?={_alternatives(words['scale'])}))?"
    half = rf"(?:{_GAP}(?:{_alternatives(words['half'])}))?"
    figures = rf"{_FIGURES}(?:{_GAP}(?:{_alternatives(words['scale'])}))?"
    found["n"] = rf"(?P<@>{figures}|{_alternatives(words['amount'])}|{lead}{run}{half})"
    found["spelledyear"] = rf"(?P<@>{run})"
    return found


def _first_words(words: Mapping[str, Mapping[str, str]]) -> dict[str, frozenset[str]]:
    """Macro -> what the first word of its forms is."""
    found = {kind: frozenset(w for form in forms if (w := first_word(form))) for kind, forms in words.items()}
    found["spelledyear"] = found["number"]
    found["n"] = found["number"] | found["amount"] | found["a"]
    found["unit"] |= {f"{w}s" for w in found["unit"]}
    return found


def _rule(row: list[str], macros: Mapping[str, str], first: Mapping[str, frozenset[str]]) -> Rule:
    name, type_, pattern, operation, examples = row
    operation, *arguments = operation.split()
    pairs = tuple((w, v) for w, _, v in (e.partition(" = ") for e in examples.split("|") if e))
    compiled, opened = _compile(pattern, macros), openings(pattern, first)
    return Rule(name, TimexType(type_), compiled, operation, tuple(arguments), pairs, opened)


def _compile(pattern: str, macros: Mapping[str, str]) -> re.Pattern[str]:
    seen: Counter[str] = Counter()

    def expand(found: re.Match[str]) -> str:
        name = found[1] + found[2]
        base = name if name in macros else name.rstrip("0123456789")
        body = _NUMERALS[name] if name in _NUMERALS else macros[base].replace("@", name)
        # A class that stands in two branches of a pattern: its groups are told apart by underscores.
        seen[name] += 1
        return body.replace("(?P<", "(?P<" + "_" * (seen[name] - 1))

    spaced = pattern.replace(" ", _GAP).replace("~", f"(?:-|{_GAP})")
    return re.compile(rf"(?<![\w$£€])(?:{_MACRO.sub(expand, spaced)})(?!\w)", re.IGNORECASE)


def groups_of(match: re.Match[str]) -> dict[str, str | None]:
    """The words of a match by class, whichever branch of the pattern they stood in."""
    found: dict[str, str | None] = {}
    for name, words in match.groupdict().items():
        plain = name.lstrip("_")
        found[plain] = found.get(plain) or words
    return found


def _vocabulary(language: str, words: Mapping[str, Mapping[str, str]]) -> dict[str, bool]:
    """Words of all classes and patterns. Whatever says nothing of time by itself does not start a search."""
    kinds = ("number", "amount", "a", "rel", "many", "fill", "ordinal", "latter", "half", "weak")
    weak = {w for kind in kinds for w in _split(words[kind])} - set(words["strong"])
    strong = {w for kind in words if kind not in _CONTEXT for w in _split(words[kind])}
    for row in _rows(language, "rules.tsv"):
        literal = re.sub(r"\{\w+\}|\\.|\(\?P<\w+>|\(\?.?|\[[^\]]*\]", " ", row[2])
        strong |= {w.lower() for w in re.findall(r"[^\W\d_]+", literal)}
    strong |= (
        {u + "s" for u in words["unit"]} | {u + "long" for u in words["unit"]} | {w + "s" for w in words["weekday"]}
    )
    return {w: w not in weak for w in strong | weak}


def _split(forms: Mapping[str, str]) -> set[str]:
    return {w for form in forms for w in re.findall(r"[^\W\d_]+", form)}
