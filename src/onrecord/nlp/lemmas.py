"""Word -> lemma, as Universal Dependencies gives them for English: by two tables, no model.

`words.tsv` has what is no matter of endings (pronouns, clitics, forms of "be"); `endings.tsv` has the endings of
inflected forms, where the longest one decides, and whole words that no ending covers. See data/lemmas/README.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache, lru_cache
from importlib import resources
from types import MappingProxyType

_DATA = resources.files("onrecord.data") / "lemmas"
# No ending in the table is longer; a row that starts with WHOLE is a whole word.
LONGEST = 6
WHOLE = "^"
# What a text in the news has new every day would fill any cache: the oldest leave.
_REMEMBERED = 65_536
# A noun in capitals is taken for an abbreviation up to this length, for a word from there on; the table has the others.
SHORT = 4
# A name in capitals is one that is shouted from this length on ("MOSCOW"), unless the table knows the abbreviation.
SHOUTED = 6
_APOSTROPHES = str.maketrans("‘’ʼ`´", "'''''")
_ROMAN = frozenset("IVXLCDM")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])")


class Kind(StrEnum):
    """The classes of forms in endings.tsv; the last three list names that are plurals, adjectives
    that keep their capital and nouns whose length deceives about theirs."""

    PAST = "past"
    ING = "ing"
    THIRD = "third"
    PLURAL = "plural"
    MORE = "more"
    MOST = "most"
    ADV_MORE = "adv-more"
    ADV_MOST = "adv-most"
    NAMES = "names"
    CAPITAL = "capital"
    UPPER = "upper"


# Where a class lists only what differs from another, that other one has the rest.
REST = MappingProxyType({Kind.NAMES: Kind.PLURAL, Kind.ADV_MORE: Kind.MORE, Kind.ADV_MOST: Kind.MOST})

Edit = tuple[int, str]
# Irregular past forms that are the dictionary form of another verb.
_ALSO_BASES = frozenset(
    "bore bound co-ordinate fell felt found ground lay overlay rent saw smelt underlay wound".split()
)
_COUNTRIES = frozenset(("US", "U.S.", "UK", "U.K.", "UN", "U.N.", "EU", "E.U."))
_AS_WRITTEN = frozenset(("X", "SYM", "PUNCT"))
# Verbs that end like a past; shorter ones ("wed", "shed") are not guessed at.
_ED_BASES = frozenset(("embed", "imbed", "shred", "biased", "naked"))
_SHORT = 4
_PREFIXES = ("re", "out", "over", "under", "un", "mis", "fore", "with", "up", "inter")
_THIRD_PERSON = ("Number=Sing", "Person=3", "Tense=Pres")


@lru_cache(maxsize=_REMEMBERED)
def lemma(word: str, upos: str, feats: str = "") -> str:
    """The dictionary form of `word`. feats: morphology as in CoNLL-U ("Number=Plur"); without it endings decide.

    Anything may be given: what no rule knows is its own lemma, in lower case unless it is a name or a symbol.
    """
    straight = word if upos in _AS_WRITTEN else plain(word)
    lower = straight.lower()
    for feature, found in _words().get((upos, lower), ()):
        if feature in feats:
            return found
    if upos == "PROPN":
        return _name(straight, lower, feats)
    if upos in _AS_WRITTEN:
        return straight
    if upos == "NUM" and (_ROMAN.issuperset(straight) or any(map(str.isdigit, straight))):
        return straight.replace(",", "") if _GROUPED.match(straight) else straight
    if lower != straight and upos in ("ADJ", "NOUN"):
        straight = _adjective(straight, lower) if upos == "ADJ" else _noun(straight, lower)
    else:
        straight = lower
    kind = kind_of(word, upos, feats)
    return straight if kind is None else _undo(straight, lower, kind)


def plain(word: str) -> str:
    """Straight apostrophes for curly ones; a word of nothing else is left alone."""
    return word if word.isascii() and "`" not in word else word.translate(_APOSTROPHES)


def kind_of(word: str, upos: str, feats: str) -> Kind | None:
    """The class of the form, None where the form is the lemma already."""
    if upos in ("VERB", "AUX"):
        lower = plain(word).lower()
        if "VerbForm" not in feats:
            return _guessed_verb(lower)
        return _seen(lower, _verb(feats)) or (Kind.PAST if _only_past(lower) else None)
    if upos in ("NOUN", "PROPN"):
        if "Number" not in feats and upos == "NOUN":
            return _guessed_noun(plain(word).lower())
        return (Kind.PLURAL if upos == "NOUN" else Kind.NAMES) if "Number=Plur" in feats else None
    if upos in ("ADJ", "ADV"):
        adverb = upos == "ADV"
        if "Degree=Cmp" in feats:
            return Kind.ADV_MORE if adverb else Kind.MORE
        if "Degree=Sup" in feats:
            return Kind.ADV_MOST if adverb else Kind.MOST
    return None


def _verb(feats: str) -> Kind | None:
    if "VerbForm=Ger" in feats or "Tense=Pres|VerbForm=Part" in feats:
        return Kind.ING
    if "Tense=Past" in feats:
        return Kind.PAST
    return Kind.THIRD if all(f in feats for f in _THIRD_PERSON) else None


def _seen(lower: str, kind: Kind | None) -> Kind | None:
    """The class by the features, unless the word cannot be a past: it would end in -ed or stand in the table."""
    if kind is not Kind.PAST:
        return kind
    if len(lower) <= _SHORT - 1:
        return kind if lower.endswith("ed") or _irregular(lower) else None  # "ask"
    if lower.endswith("s") and not lower.endswith("ss"):
        return Kind.THIRD
    if not lower.endswith("ed") and not _irregular(lower):
        return None  # "accuse", "deny", "commend"
    return kind


def _irregular(lower: str) -> bool:
    """Whether the form is in the table, by itself or after a syllable that makes another verb of it ("resold")."""
    rows, last = _endings()[Kind.PAST], lower[lower.rfind("-") + 1 :]
    return WHOLE + last in rows or any(last.startswith(p) and WHOLE + last[len(p) :] in rows for p in _PREFIXES)


def _only_past(lower: str) -> bool:
    """Whether the form is no verb by itself: "forgave" and "protested" are pasts to any tagger, "found" need not be."""
    if lower.endswith("ed") and len(lower) > _SHORT and lower not in _ED_BASES:
        return not lower.endswith("eed")
    edit = _endings()[Kind.PAST].get(WHOLE + lower)
    return edit is not None and edit != (0, "") and lower not in _ALSO_BASES


def _guessed_verb(lower: str) -> Kind | None:
    """By the look of it, where the tagger gives no morphology: an irregular form, or a regular ending."""
    if WHOLE + lower in _endings()[Kind.PAST] or (lower.endswith("ed") and not lower.endswith("eed")):
        return Kind.PAST
    if lower.endswith("ing") and any(c in "aeiouy" for c in lower[:-3]):
        return Kind.ING
    return Kind.THIRD if lower.endswith("s") and not lower.endswith(("ss", "us")) else None


def _guessed_noun(lower: str) -> Kind | None:
    irregular = WHOLE + lower in _endings()[Kind.PLURAL]
    regular = lower.endswith("s") and not lower.endswith(("ss", "us", "is", "ics", "'s", "news", "series"))
    return Kind.PLURAL if irregular or regular else None


def _name(straight: str, lower: str, feats: str) -> str:
    """A name keeps its case; only one tagged as a plural loses the ending, unless the plural is the name."""
    if straight.isupper():
        if len(straight) < SHOUTED or not straight.isalpha() or WHOLE + lower in _endings()[Kind.UPPER]:
            return straight
        straight = straight.capitalize()
    return _undo(straight, lower, Kind.NAMES) if "Number=Plur" in feats else straight


def _noun(straight: str, lower: str) -> str:
    """ "CEO", "CEOs" and "CO2" keep their capitals, "PRESIDENT" and "WAR" do not."""
    if straight.isupper():
        listed = WHOLE + lower in _endings()[Kind.UPPER]
        return straight if listed != (len(straight) <= SHORT) or not straight.isalpha() else lower
    return straight if len(straight) > 2 and straight[:-1].isupper() and straight[-1] == "s" else lower


def _adjective(straight: str, lower: str) -> str:
    """ "American" keeps its capital, and so does what is mostly met in names ("Supreme Court"); "Big" does not."""
    known = _endings()[Kind.CAPITAL]
    if "-" not in straight:
        return lower.capitalize() if WHOLE + lower in known else straight if straight in _COUNTRIES else lower
    if straight[0].islower():  # "pro-Beijing"
        return straight
    return "-".join(p.capitalize() if WHOLE + p in known else p for p in lower.split("-"))


def _undo(straight: str, lower: str, kind: Kind) -> str:
    """Take off the ending that the form was given."""
    rows = _endings()[kind]
    last = lower[lower.rfind("-") + 1 :]
    found = rows.get(WHOLE + lower) or rows.get(WHOLE + last)
    if found is None and kind in REST:
        return _undo(straight, lower, REST[kind])
    if found is None:
        start = max(0, len(last) - LONGEST)
        found = next(rows[last[i:]] for i in range(start, len(last) + 1) if last[i:] in rows)
    return _edited(straight, found)


def _edited(word: str, edit: Edit) -> str:
    cut, add = edit
    return word[: len(word) - cut] + add if cut < len(word) or (cut == len(word) and add) else word


@cache
def _words() -> Mapping[tuple[str, str], tuple[tuple[str, str], ...]]:
    """(tag, form) -> (feature it must have, lemma), the first that fits counts."""
    found: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}
    for line in (_DATA / "words.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            tags, forms, feature, lemma = line.split("\t")
            for key in ((tag, form) for tag in tags.split() for form in forms.split()):
                found[key] = (*found.get(key, ()), (feature, lemma))
    return MappingProxyType(found)


@cache
def _endings() -> Mapping[Kind, Mapping[str, Edit]]:
    """Class of form -> ending or whole word -> what to do."""
    found: dict[str, dict[str, Edit]] = {kind.value: {"": (0, "")} for kind in Kind}
    for line in (_DATA / "endings.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            kind, ending, cut, add = line.split("\t")
            found[kind][ending] = (int(cut), add)
    return MappingProxyType({kind: MappingProxyType(found[kind]) for kind in Kind})
