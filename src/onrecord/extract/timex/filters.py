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
_AT = frozenset("at by before after until till since from about around".split())
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
    next_name: Name | None  # that which begins right after it
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
    if name == "March" and place.text.startswith(" of the ", place.span.end):
        return place.word_before() in _AT | {"in", "of"}  # "the March of the Mothers"
    if any(n.type == "PER" for n in place.names):
        return False
    if name.rstrip(".").lower() in ("may", "march", "mar", "august", "sep", "jun", "dec", "jan"):
        return place.token is None or place.token.upos in ("PROPN", "NOUN") or place.follows("year_after")
    return not name.isupper() or len(name) > 3


def _year(groups: Mapping[str, str | None], place: Place) -> bool:
    digits = groups.get("year")
    before, after = place.word_before(), place.word_after()
    if digits is None or not place.words.isdigit():
        sure = re.match(r"(?:the year|(?:eigh|nine)teen\W)", place.words.lower())
        return groups.get("spelledyear") is None or place.follows("year_after") or bool(sure)
    if (
        place.follows("number_after")
        or re.search(r"[$£€#]$", before)
        or after in ("percent", "per", "%", "million", "billion", "points", "degrees")
    ):
        return False
    if place.next_name is not None and place.next_name.type == "PRODUCT":
        return False  # "the 1987 Trabant 601"
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
    """ "A second" and "a quarter" are seldom lengths; "a year-earlier loss" is no year."""
    after = place.text[place.span.end : place.span.end + 5]
    return after[:1] != "-" and ((groups.get("unit") or "").lower() not in ("second", "quarter") or after == " long")


def _length(groups: Mapping[str, str | None], place: Place) -> bool:
    unit, words = (groups.get("unit") or "").lower(), place.words.lower()
    if re.fullmatch(r"[12]\d{3}", groups.get("n") or "") and not words.endswith("s"):
        return False  # "the 2022 year of action"
    if re.fullmatch(r"[01]\d[0-5]\d|2[0-3][0-5]\d", groups.get("n") or "") and place.word_before() in _AT:
        return False  # "at 1430 hours"
    if unit in ("second", "quarter") and (not words.endswith("s") if "-" not in words else words.endswith("s")):
        return False
    if unit == "quarter" and place.word_after() == "of":
        return False
    if unit in ("sec", "min", "hr") and re.search(r"[a-z] (?:sec|min|hr)s?$", words):
        return False
    return place.word_after() not in ("ago",)


def _bare(groups: Mapping[str, str | None], place: Place) -> bool:
    unit = (groups.get("unit") or "").lower()
    if unit in ("second", "sec", "min", "hr", "quarter"):
        return False
    measured = place.word_after() in ("after", "before") and place.words[1:].islower()
    return measured or (place.follows("length_after") and place.words.islower())


def _season(groups: Mapping[str, str | None], place: Place) -> bool:
    """ "The fall of Kabul", "the spring" of a watch."""
    if place.words.lower() in ("the fall", "the spring"):
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
    unit, rel = groups.get("unit") or "x", groups.get("rel") or "x"
    if unit.lower() == "second" and place.word_after():
        return False  # "this second strike"
    return not unit[0].isupper() or not rel[0].isupper()


def _short_year(groups: Mapping[str, str | None], place: Place) -> bool:
    return (
        place.text[max(0, place.span.start - 1) : place.span.start] in ("", " ", "(", "-")
        and not place.word_after()[:1].isupper()
    )


def _part(groups: Mapping[str, str | None], place: Place) -> bool:
    """ "The night" of a story, "the sunset clause": a part of day stands after a preposition."""
    after = place.word_before() in ("in", "during", "into", "at", "by", "before", "until", "through", "throughout")
    return after or place.words.lower() not in ("the dawn", "the night", "the overnight", "the sunset", "the dusk")


def _clock(groups: Mapping[str, str | None], place: Place) -> bool:
    """ "3:15" is a time of day only after "at" and the like; else it may be a score or a verse."""
    return bool(groups.get("zone")) or place.word_before() in _AT


def _daily(groups: Mapping[str, str | None], place: Place) -> bool:
    """ "The party daily Granit" is a paper."""
    after = _WORD_AFTER.match(place.text, place.span.end)
    if place.words[0].isupper() and after is not None and after[1][0].isupper():
        return False  # "Nightly News"
    named = place.after is not None and place.after.upos == "PROPN"
    return place.token is None or not (named or place.token.upos in ("NOUN", "PROPN"))


def _twilight(groups: Mapping[str, str | None], place: Place) -> bool:
    """ "Before dawn", "at dusk": as a time after a preposition only."""
    return place.words.islower() and place.word_before() in _AT


def _day_of_month(groups: Mapping[str, str | None], place: Place) -> bool:
    """ "On the 15th", but "on the 15th floor"."""
    return place.word_before() in ("on", *_AT) and not re.match(r"[\s-]\w", place.text[place.span.end :][:2])


def _short_decade(groups: Mapping[str, str | None], place: Place) -> bool:
    """ "The 1980s and 90s"; but "in the high 90s" is no decade, nor "his 90s"."""
    words = place.words.lower()
    if (groups["decade2"] or "")[:1] < "5" and not re.search(r"['’]\d", words):
        return False  # "rates in the mid-30s"
    return words.startswith(("the", "early", "mid", "late")) or place.word_before() in (
        "and",
        "or",
        "to",
        "early",
        "late",
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
    "frequent": _daily,
    "weekly": _daily,
    "monthly": _daily,
    "nightly": _daily,
    "twilight": _twilight,
    "day-of-month": _day_of_month,
    "short-decade": _short_decade,
}


def is_rate(place: Place) -> bool:
    """ "Four flights a week": "a week" right after what is counted says how often, not how long."""
    if not re.match(r"an?\s", place.words.lower()) or place.before is None:
        return False
    return place.before.upos in _RATE_BEFORE and place.text[place.before.span.end : place.span.start].isspace()
