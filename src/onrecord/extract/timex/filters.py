"""Words that look like time and are not: "may" the verb, "1990 soldiers", "the fall of Kabul", "The Sunday Times"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from onrecord.extract.timex.rules import Rule
from onrecord.extract.timex.tense import FUTURE
from onrecord.model import Name, Span, Timex, Token

_AGE = re.compile(r"(?:-|\s)(?:olds?\b|of\s+age\b)|(?:-|\s)(?:young|sober)\b")
_WORD_BEFORE = re.compile(r"([\w$£€#%.,'’-]+)[\s(\"“‘]*$")
_WORD_AFTER = re.compile(r"[\s,]{0,2}([\w%'’-]+)")
_RATE_BEFORE = frozenset("NOUN NUM SYM PROPN".split())


@dataclass(frozen=True, slots=True)
class Place:
    """Where a candidate stands: the text around it and, if the report has been read, its tokens."""

    text: str
    span: Span
    token: Token | None  # the first of the candidate
    before: Token | None
    after: Token | None
    names: tuple[Name, ...]  # those that overlap the candidate
    direction: Callable[[], int]
    bound: Callable[[], bool]
    known: Mapping[str, Mapping[str, str]]  # words.tsv

    @property
    def words(self) -> str:
        """The candidate as written."""
        return self.span.of(self.text)

    def word_before(self) -> str:
        """The word before it in lower case, "" if there is none near."""
        found = _WORD_BEFORE.search(self.text, max(0, self.span.start - 30), self.span.start)
        return found[1].lower() if found else ""

    def follows(self, kind: str) -> bool:
        """Whether the word before it is of a class of words.tsv."""
        return self.word_before() in self.known[kind]

    def word_after(self) -> str:
        """The word after it in lower case, "" if there is none near."""
        found = _WORD_AFTER.match(self.text, self.span.end)
        return found[1].lower() if found else ""


Spanned = TypeVar("Spanned", Name, Timex)


def near(items: Sequence[Spanned], span: Span) -> Sequence[Spanned]:
    """Those of `items`, which are in text order, that may overlap the span: found without looking at all of them."""
    end = bisect_left(items, span.end, key=lambda item: item.span.start)
    start = end
    while start > 0 and items[start - 1].span.end > span.start:
        start -= 1
    return items[start:end]


def is_time(rule: Rule, groups: Mapping[str, str | None], place: Place) -> bool:
    """Whether a match of the rule is a time expression here."""
    if _inside_name(place):
        return False
    special = _CHECKS.get(rule.name)
    if special is not None and not special(groups, place):
        return False
    if rule.type in ("DURATION", "SET") and _AGE.match(place.text, place.span.end):
        return False
    return _capitals(groups, place) and not _in_title(groups, place)


def _in_title(groups: Mapping[str, str | None], place: Place) -> bool:
    """ "The Sunday Telegraph", where the reader has not seen the name."""
    after = _WORD_AFTER.match(place.text, place.span.end)
    return (
        bool(groups.get("weekday") and after and after[1][0].isupper())
        and place.word_after() in place.known["title_word"]
    )


def _inside_name(place: Place) -> bool:
    """ "The Sunday Times", "Theresa May", "Black September": part of a longer name of no event."""
    return any(place.span in n.span and n.span != place.span and n.type not in ("EVENT",) for n in place.names)


def _capitals(groups: Mapping[str, str | None], place: Place) -> bool:
    """Months and weekdays that are words in their own right must be written as names."""
    for kind in ("month", "weekday"):
        form = groups.get(kind) or ""
        if form.islower() and (form.rstrip(".") in place.known["capital"] or form.endswith(".")):
            return False
    return True


def _month(groups: Mapping[str, str | None], place: Place) -> bool:
    name = groups["month"] or ""
    if any(n.type == "PER" for n in place.names):
        return False
    if name.rstrip(".").lower() in ("may", "march", "mar", "august", "sep", "jun", "dec", "jan"):
        return place.token is None or place.token.upos in ("PROPN", "NOUN") or place.follows("year_after")
    return not name.isupper() or len(name) > 3


def _year(groups: Mapping[str, str | None], place: Place) -> bool:
    digits = groups.get("year")
    before, after = place.word_before(), place.word_after()
    if digits is None or not place.words.isdigit():
        return groups.get("spelledyear") is None or place.follows("year_after") or "year" in place.words.lower()
    if re.search(r"[$£€#]$", before) or after in ("percent", "per", "%", "million", "billion", "points", "degrees"):
        return False
    if place.follows("year_surely_after"):
        return int(digits) >= 1000 and not _counts(place)
    return 1500 <= int(digits) < 2100 and not _counts(place)


def _counts(place: Place) -> bool:
    """ "2000 troops": a number before a plural, unless it reads as a year ("the 1998 results")."""
    after, digits = place.after, place.words
    if after is None or place.token is None or place.token.upos != "NUM":
        return after is not None and after.upos == "NOUN" and digits.endswith("00") and "Number=Plur" in after.morph
    plural = after.upos == "NOUN" and "Number=Plur" in after.morph and after.lemma.lower() not in ("result", "earnings")
    return plural and (digits.endswith("00") or not 1900 <= int(digits) < 2040) and place.word_before() != "the"


def _one(groups: Mapping[str, str | None], place: Place) -> bool:
    return (groups.get("unit") or "").lower() not in ("second", "quarter") or place.text[place.span.end :][
        :5
    ] == " long"


def _length(groups: Mapping[str, str | None], place: Place) -> bool:
    unit, words = (groups.get("unit") or "").lower(), place.words.lower()
    if re.fullmatch(r"[12]\d{3}", groups.get("n") or "") and not words.endswith("s"):
        return False  # "the 2022 year of action"
    if unit in ("second", "quarter") and (not words.endswith("s") if "-" not in words else words.endswith("s")):
        return False
    if unit == "quarter" and place.word_after() == "of":
        return False
    if unit in ("sec", "min", "hr") and re.search(r"[a-z] (?:sec|min|hr)s?$", words):
        return False
    return place.word_after() not in ("ago",)


def _bare(groups: Mapping[str, str | None], place: Place) -> bool:
    unit = (groups.get("unit") or "").lower()
    return unit not in ("second", "sec", "min", "hr", "quarter") and (
        place.follows("length_after") and place.words.islower()
    )


def _season(groups: Mapping[str, str | None], place: Place) -> bool:
    """ "The fall of Kabul", "the spring" of a watch."""
    if (groups.get("season") or "").lower() in ("fall", "spring"):
        return place.word_before() in (
            "in",
            "by",
            "until",
            "during",
            "since",
            "for",
            "of",
        ) and place.word_after() not in (
            "of",
            "in",
        )
    return True


def _some_time(groups: Mapping[str, str | None], place: Place) -> bool:
    return place.words.lower() != "a period"


def _dated_season(groups: Mapping[str, str | None], place: Place) -> bool:
    """ "Will fall next year": without an article that word must follow a preposition."""
    words = place.words
    return not words.startswith("fall") or place.follows("year_after")


def _now(groups: Mapping[str, str | None], place: Place) -> bool:
    return place.words.lower() not in ("the moment", "this point") and not place.words.isupper()


def _soon(groups: Mapping[str, str | None], place: Place) -> bool:
    words = place.words.lower()
    if words == "one day":
        return place.direction() == FUTURE
    return not (
        words in ("soon", "shortly") and place.word_before() in ("as", "how", "too")
    ) and place.word_after() not in (
        "after",
        "before",
        "as",
    )


def _recently(groups: Mapping[str, str | None], place: Place) -> bool:
    return not (place.words.lower() in ("recently",) and place.word_before() == "as")


def _stands_alone(groups: Mapping[str, str | None], place: Place) -> bool:
    """ "The day before" points back; "the day before he left" measures from what follows."""
    words = place.words.lower()
    return not words.endswith((" before", " after")) or not re.match(r"\s+\w", place.text[place.span.end :][:3])


def _untitled(groups: Mapping[str, str | None], place: Place) -> bool:
    """ "This Week" with two capitals is the name of a programme."""
    return not (groups.get("unit") or "x")[0].isupper() or not (groups.get("rel") or "x")[0].isupper()


def _short_year(groups: Mapping[str, str | None], place: Place) -> bool:
    return (
        place.text[max(0, place.span.start - 1) : place.span.start] in ("", " ", "(", "-")
        and not place.word_after()[:1].isupper()
    )


def _part(groups: Mapping[str, str | None], place: Place) -> bool:
    return place.words.lower() not in ("the dawn", "the night", "the overnight") or place.word_before() in (
        "in",
        "during",
        "into",
    )


def _clock(groups: Mapping[str, str | None], place: Place) -> bool:
    """ "3:15" is a time of day only after "at" and the like; else it may be a score or a verse."""
    return bool(groups.get("zone")) or place.word_before() in (
        "at",
        "by",
        "until",
        "from",
        "before",
        "after",
        "about",
        "around",
    )


def _whole(groups: Mapping[str, str | None], place: Place) -> bool:
    return place.word_after() not in ("ago", "earlier", "later", "before")


Check = Callable[[Mapping[str, str | None], Place], bool]
_CHECKS: Mapping[str, Check] = {
    "month": _month,
    "year": _year,
    "spelled-year": _year,
    "one-length": _one,
    "length": _length,
    "the-length": _length,
    "bare-length": _bare,
    "season": _season,
    "season-of": _dated_season,
    "season-year": _dated_season,
    "now": _now,
    "future": _soon,
    "past": _recently,
    "day-before": _stands_alone,
    "day-after": _stands_alone,
    "year-ago": _stands_alone,
    "rel-unit": _untitled,
    "short-year": _short_year,
    "some-time": _some_time,
    "the-part": _part,
    "clock24": _clock,
    "of-the-year": _whole,
}


def is_rate(place: Place) -> bool:
    """ "Four flights a week": "a week" right after what is counted says how often, not how long."""
    if not re.match(r"an?\s", place.words.lower()) or place.before is None:
        return False
    return place.before.upos in _RATE_BEFORE and place.text[place.before.span.end : place.span.start].isspace()
