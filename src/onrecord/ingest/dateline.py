"""The dateline at the start of a body: "MINSK, June 25 (BelTA) -"."""

from __future__ import annotations

import re

_CAPS_WORD = r"[^\W\d_a-z](?:[^\W\d_a-z]|[.'’])+"
_CITY_CAPS = rf"{_CAPS_WORD}(?:[ -](?:{_CAPS_WORD}|de|of|on|sur|am)){{0,3}}"
_CITY = r"[^\W\d_a-z][\w.'’-]+(?: [^\W\d_a-z][\w.'’-]+){0,3}"
_PLACE = r"(?:, (?:[A-Z][\w.'’-]*)(?: [A-Z][\w.'’-]*){0,3})?"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = r"[A-Z][a-z]{2,8}\.?"
_DATE = rf"(?:{_WEEKDAY}|{_MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {_MONTH}(?: \d{{4}})?)"
_AGENCY = r"\((?:[A-Z][\w.'’/& -]{1,40})\)"
_DASH = r"(?:—|–|--+|-|_)"
_CAPS = re.compile(rf"({_CITY_CAPS}{_PLACE}(?:,? {_DATE})?(?:,? {_AGENCY})?)\s*{_DASH}(?:\s|$)")
_MIXED = re.compile(rf"({_CITY}{_PLACE}(?:,? {_DATE}(?:,? {_AGENCY})?|,? {_AGENCY}))\s*{_DASH}(?:\s|$)")
_IN_BRACKETS = re.compile(rf"(\({_CITY}{_PLACE} ?{_DASH} ?{_DATE}\))")
# Words in capitals before a dash that are the desk's, not a place's.
_NOT_A_CITY = frozenset(
    "BREAKING EXCLUSIVE UPDATE UPDATED WATCH OPINION ANALYSIS VIDEO PHOTOS LIVE EDITORIAL COLUMN INTERVIEW REVIEW "
    "CORRECTION FACTBOX EXPLAINER QUESTION ANSWER NOTE NEWS ALERT ABSTRACT MODERATOR".split()
)


def find_dateline(body: str) -> str | None:
    """The words of the dateline that `body` starts with, without the dash, or None."""
    start = " ".join(body[:160].lstrip().split("\n", 1)[0].split())
    match = _CAPS.match(start) or _MIXED.match(start) or _IN_BRACKETS.match(start)
    if not match or len(match[1]) > 80:
        return None
    return None if re.split(r"[ ,-]", match[1])[0].upper() in _NOT_A_CITY else match[1]
