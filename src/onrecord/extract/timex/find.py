"""Finds the time expressions of a report and says what each means."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache

from onrecord.extract.timex.calendar import granularity, interval
from onrecord.extract.timex.filters import Place, is_rate, is_time, near
from onrecord.extract.timex.reading import Context, Reading
from onrecord.extract.timex.resolve import resolve
from onrecord.extract.timex.rules import Rule, Tables, groups_of, tables
from onrecord.extract.timex.tense import UNKNOWN, Tenses, tenses_of
from onrecord.extract.tree import tree_of
from onrecord.model import Document, Report, Span, Timex, TimexType

_WORD = re.compile(r"[^\W\d_]+|\d+")
_NUMERAL = re.compile(
    r"(?:1\d{3}|20\d\d)(?!\d|,\d|\.\d)|\d{1,2}(?::\d\d| ?[ap]\.?m\b|[/.]\d{1,2}[/.]\d{2,4})"
    r"|\d{4} ?(?:GMT|UTC)|[1-9]0['’]?s\b|['’]\d\d(?!\d)"
)
_NEAR = 4  # characters that may stand between the words of one expression
_AND_DAY = re.compile(
    r"(\s?(?:and|or|to|through|-|–|—)\s?|, )(3[01]|[12]\d|[1-9])(?:st|nd|rd|th)?(?:,\s[12]\d{3}(?!\d))?"
    r"(?![\w:%$]|[.,]\d|\s?(?:percent|million|billion|p\.m|a\.m))"
)
_DAY_AND = re.compile(r"(?<![\w.,:/-])(3[01]|[12]\d|[1-9])(?:st|nd|rd|th)?\s?(?:and|or|to|-|–|—)\s?$")
_COUNTED = frozenset("offset vagueoffset length one half-length compound vague yearago".split())
_DETERMINED = re.compile(r"(?:the|these|those|last|past|next)\s", re.IGNORECASE)
_PART = re.compile(r"\s([a-z]+)(?!\w)")
_DAY_LAST = frozenset({"month-day", "month-range-year"})
_DAY_FIRST = frozenset({"day-month", "day-month-year"})


@dataclass(frozen=True, slots=True)
class _Found:
    """A match that is an expression, with the words before that modify it."""

    rule: Rule
    match: re.Match[str]
    timex: Timex


@dataclass(slots=True)
class _Search:
    """The way through one report: what has been found so far decides what "that week" means."""

    document: Document
    tables: Tables
    context: Context
    starts: list[int]
    tenses: Tenses | None
    found: list[Timex] = field(default_factory=list)


def find_timexes(document: Document) -> Document:
    """Add the time expressions, in text order, none overlapping another."""
    search = _start(document, tables())
    for part in document.report.readable():
        for start, end in _islands(document.text, part, search.tables):
            _scan(search, start, end)
    return replace(document, timexes=tuple(search.found))


def _start(document: Document, known: Tables) -> _Search:
    now = _published(document.report.published)
    context = Context(known.words, None if now is None else now[0], None if now is None else now[1])
    tenses = tenses_of(tree_of(document), known.words["ahead"]) if document.tokens else None
    return _Search(document, known, context, [t.span.start for t in document.tokens], tenses)


def _published(value: str | None) -> tuple[date, datetime | None] | None:
    """The dct's day, and its moment if it has a time of day; None where it is missing or no date."""
    try:
        day = date.fromisoformat((value or "")[:10])
        return day, datetime.fromisoformat(value or "").replace(tzinfo=None) if "T" in (value or "") else None
    except ValueError:
        return None


def _islands(text: str, part: Span, known: Tables) -> Iterator[tuple[int, int]]:
    """Stretches of words that can make up expressions, each with at least one that starts a search."""
    start = end = -1
    strong = False
    vocabulary = known.vocabulary
    for word in _WORD.finditer(text, part.start, part.end):
        form = word[0]
        digit = form[0].isdigit()
        flag = (
            bool(_NUMERAL.match(text, word.start() - (text[word.start() - 1 : word.start()] in "'’")))
            if digit
            else vocabulary.get(form.lower())
        )
        if flag is None:
            continue
        if start >= 0 and word.start() - end <= _NEAR:
            end, strong = word.end(), strong or flag
            continue
        if strong:
            yield start, end
        start, end, strong = word.start(), word.end(), flag
    if strong:
        yield start, end


def _scan(search: _Search, start: int, end: int) -> None:
    """Take the longest expression at each word, from left to right."""
    text = search.document.text
    at = start
    while at < end:
        word = _WORD.match(text, at) or _WORD.search(text, at, end)
        if word is None:
            return
        at = word.start()
        if text[at - 1 : at] in ("'", "’", "½") and text[at].isdigit():
            at -= 1
        found = _best(search, at)
        if found is None:
            at = word.end()
            continue
        _keep(search, found)
        at = max(search.found[-1].span.end, word.end())


def _best(search: _Search, at: int) -> _Found | None:
    candidates = [(m, r) for r in search.tables.rules if (m := r.pattern.match(search.document.text, at))]
    candidates.sort(key=lambda c: -c[0].end())  # stable: among equally long ones the table's order decides
    for match, rule in candidates:
        span = Span(*match.span())
        place = _place(search, span)
        groups = groups_of(match)
        if not is_time(rule, groups, place):
            continue
        context = replace(search.context, direction=place.direction, bound=place.bound)
        reading = resolve(rule.operation, groups, rule.arguments, context)
        if reading is not None:
            type_ = _type(rule, reading, place)
            return _Found(rule, match, Timex(span, type_, reading.value, reading.anchor, reading.reason))
    return None


def _type(rule: Rule, reading: Reading, place: Place) -> TimexType:
    """That of the rule, but "two hours ago" is a TIME and "four a week" a SET."""
    if rule.name == "one-length" and is_rate(place):
        return TimexType.SET
    clock = rule.type is TimexType.DATE and re.search(r"T\d\d", reading.value or "")
    return TimexType.TIME if clock else rule.type


def _place(search: _Search, span: Span) -> Place:
    tokens = search.document.tokens
    i = bisect_left(search.starts, span.start)
    j = bisect_left(search.starts, span.end)
    first = tokens[i] if i < len(tokens) and tokens[i].span.start < span.end else None
    names = tuple(n for n in near(search.document.names, span) if n.span.overlaps(span))
    tenses = search.tenses
    return Place(
        text=search.document.text,
        span=span,
        token=first,
        before=tokens[i - 1] if 0 < i <= len(tokens) else None,
        after=tokens[j] if j < len(tokens) else None,
        names=names,
        direction=(lambda: UNKNOWN) if tenses is None else (lambda: tenses.direction(span)),
        known=search.tables.words,
        bound=(lambda: False) if tenses is None else (lambda: tenses.bound(span)),
    )


def _keep(search: _Search, found: _Found) -> None:
    """Add an expression, joined with a part of day or a clock beside it, and remember it for those that point back."""
    timex = _with_part(search, _modified(search, found.timex, found.rule))
    timex = _joined(search, timex)
    if found.rule.name in _DAY_FIRST:
        _other_day(
            search, timex, _DAY_AND.search(search.document.text, max(0, timex.span.start - 12), timex.span.start)
        )
    search.found.append(timex)
    _remember(search, timex)
    if found.rule.name in _DAY_LAST and timex.span.end == found.match.end():
        _other_day(search, timex, _AND_DAY.match(search.document.text, timex.span.end))


def _modified(search: _Search, timex: Timex, rule: Rule) -> Timex:
    """Widen the span over "early", "at least", "the end of" and note the TIMEX3 modifier."""
    if timex.value is not None and timex.value.endswith("_REF") and rule.operation == "ref":
        return timex
    length = timex.type in (TimexType.DURATION, TimexType.SET)
    counted = rule.operation in _COUNTED and not _DETERMINED.match(search.document.text, timex.span.start)
    text, low = search.document.text, search.found[-1].span.end if search.found else 0
    for modifier in search.tables.modifiers:
        if modifier.where not in ("both", "length" if length else "point") or (modifier.counted and not counted):
            continue
        for form in modifier.forms:
            pattern = _before(form)
            match = pattern.search(text, max(low, timex.span.start - len(form) - 4), timex.span.start)
            if match:
                return replace(timex, span=Span(match.start(), timex.span.end), mod=modifier.mod or timex.mod)
    return timex


@cache
def _before(form: str) -> re.Pattern[str]:
    """The words of a modifier right before an expression."""
    return re.compile(rf"(?<![\w-]){re.escape(form)}[\s-]$".replace(r"\ ", r"\s"), re.IGNORECASE)


def _with_part(search: _Search, timex: Timex) -> Timex:
    """ "Friday" and "morning" make one TIME."""
    parts = search.tables.words["part"]
    match = _PART.match(search.document.text, timex.span.end)
    if match is None or match[1] not in parts or timex.type is not TimexType.DATE or not _is_day(timex.value):
        return timex
    return replace(
        timex,
        span=Span(timex.span.start, match.end()),
        type=TimexType.TIME,
        value=f"{timex.value}T{parts[match[1]]}" if timex.value else None,
    )


def _is_day(value: str | None) -> bool:
    return value is None or (granularity(value) == "D" and "T" not in value) or value.startswith("XXXX-WXX-")


def _joined(search: _Search, timex: Timex) -> Timex:
    """ "10 p.m. Wednesday" is one TIME: a clock takes the day that stands right before or after it."""
    if timex.type is not TimexType.DATE or not _is_day(timex.value) or not search.found:
        return timex
    last = search.found[-1]
    gap = search.document.text[last.span.end : timex.span.start]
    if last.type is TimexType.TIME and re.fullmatch(r",?\s(?:on\s)?", gap) and re.search(r"T\d\d", last.value or ""):
        search.found.pop()
        clock = (last.value or "").partition("T")[2]
        value = f"{timex.value}T{clock}" if timex.value else None
        return replace(timex, span=Span(last.span.start, timex.span.end), type=TimexType.TIME, value=value)
    return timex


def _remember(search: _Search, timex: Timex) -> None:
    context = search.context
    if timex.type in (TimexType.DATE, TimexType.TIME) and interval(timex.value):
        anchor = f"timex {timex.span.start}:{timex.span.end}"
        context = replace(context, last=timex.value, last_anchor=anchor)
        if timex.value and "-Q" in timex.value:
            year_ago = re.search(r"year|same|corresponding", timex.span.of(search.document.text).lower())
            # A quarter still to end is looked forward to; results are those of one that has ended.
            ended = context.dct is None or (interval(timex.value) or (date.max,) * 2)[1] <= context.dct
            older = context.quarter is not None and timex.value < context.quarter
            if not year_ago and not older and (ended or context.quarter is None):
                context = replace(context, quarter=timex.value, quarter_anchor=anchor)
    search.context = context


def _other_day(search: _Search, timex: Timex, match: re.Match[str] | None) -> None:
    """The day without a month in "April 24 and 25", "March 10-12, 2021" and "24-25 June"."""
    known = interval(timex.value)
    if match is None or known is None or timex.type is not TimexType.DATE:
        return
    first = match.re is _DAY_AND
    span = Span(match.start(1), match.end(1)) if first else Span(match.start(2), match.end())
    try:
        value = known[0].replace(day=int(match[1 if first else 2])).isoformat()
    except ValueError:
        return
    if search.found and search.found[-1].span.end > span.start:
        return
    other = Timex(span, TimexType.DATE, value, f"timex {timex.span.start}:{timex.span.end}", "a day of the same month")
    search.found.append(other)
    _remember(search, other)


def reading_of(words: str, published: str | None) -> Reading | None:
    """The reading of a text that is one expression, for the examples in the tables and for trying things out."""
    found = find_timexes(Document(Report(words, published=published))).timexes
    if len(found) != 1 or found[0].span.of(words) != words:
        return None
    return Reading(found[0].value, found[0].reason, found[0].anchor)
