"""Finds the time expressions of a report and says what each means."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from onrecord.extract.timex.anchor import Anchor, anchor_of
from onrecord.extract.timex.beside import (
    also_set,
    day_after,
    day_before,
    day_beside,
    joined,
    modified,
    with_clock,
    with_part,
    without_article,
)
from onrecord.extract.timex.filters import Place, is_rate, is_time, near
from onrecord.extract.timex.quarters import remembered
from onrecord.extract.timex.reading import Context, Reading
from onrecord.extract.timex.resolve import resolve
from onrecord.extract.timex.rules import Rule, Tables, groups_of, tables
from onrecord.extract.timex.tense import UNKNOWN, Tenses, tenses_of
from onrecord.extract.tree import tree_of
from onrecord.model import Document, Name, Report, Span, Timex, TimexType

_WORD = re.compile(r"[^\W\d_]+|\d+")
_LETTERS = re.compile(r"[^\W\d_]+")
_NUMERAL = re.compile(
    r"(?:1\d{3}|20\d\d)(?!\d|,\d|\.\d)|\d{1,2}(?::\d\d| ?[ap]\.?m\b|[/.]\d{1,2}[/.]\d{2,4})"
    r"|\d{4} ?(?:GMT|UTC)|[1-9]0['’]?s\b|9/11(?!/)|(?:[12]?\d|3[01])(?:st|nd|rd|th)\b|['’]\d\d(?!\d)"
)
_NEAR = 4  # characters that may stand between the words of one expression
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
    anchor: Anchor | None
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
    now = anchor_of(document.report)
    context = Context(known.words, None if now is None else now.day, None if now is None else now.moment)
    tenses = tenses_of(tree_of(document), known.words["ahead"]) if document.tokens else None
    return _Search(document, known, context, now, [t.span.start for t in document.tokens], tenses)


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
    text, known = search.document.text, search.tables
    word = _LETTERS.match(text, at)
    batches = known.opened_by(word[0].lower()) if word else known.batches
    likely = (rule for batch in batches if batch.pattern.match(text, at) for rule in batch.rules)
    candidates = [(m, r) for r in likely if (m := r.pattern.match(text, at))]
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
            reading = _named(reading, search.anchor)
            type_ = _type(rule, reading, place)
            return _Found(rule, match, Timex(span, type_, reading.value, reading.anchor, reading.reason))
    return None


def _named(reading: Reading, anchor: Anchor | None) -> Reading:
    """The reading with its anchor called what it is: a report may have a dateline of its own."""
    if reading.anchor != "dct" or anchor is None or anchor.name == "dct":
        return reading
    return replace(reading, anchor=anchor.name, reason=reading.reason.replace("the document", "the dateline"))


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
    tenses, wide = search.tenses, with_clock(span, _last(search), search.document.text)
    return Place(
        text=search.document.text,
        span=span,
        token=first,
        before=tokens[i - 1] if 0 < i <= len(tokens) else None,
        after=tokens[j] if j < len(tokens) else None,
        names=names,
        next_name=_starting(search.document.names, span.end + 1),
        direction=(lambda: UNKNOWN) if tenses is None else (lambda: tenses.direction(wide)),
        known=search.tables.words,
        bound=(lambda: False) if tenses is None else (lambda: tenses.bound(span)),
    )


def _starting(names: Sequence[Name], at: int) -> Name | None:
    i = bisect_left(names, at, key=lambda name: name.span.start)
    return names[i] if i < len(names) and names[i].span.start == at else None


def _keep(search: _Search, found: _Found) -> None:
    """Add an expression, joined with what belongs to it, and remember it for those that point back."""
    text, last = search.document.text, _last(search)
    timex = modified(found.timex, found.rule, text, last.span.end if last else 0, search.tables)
    timex = with_part(timex, text, search.tables.words["part"])
    timex = without_article(timex, text, _before_noun(search, timex))
    joint = joined(timex, last, text)
    if last is not None and joint.span.start == last.span.start:
        search.found.pop()
    timex = also_set(day_beside(joint, text), last, text)
    if found.rule.name in _DAY_FIRST:
        _add(search, day_before(timex, text))
    _add(search, timex)
    if found.rule.name in _DAY_LAST and timex.span.end == found.match.end():
        _add(search, day_after(timex, text))


def _last(search: _Search) -> Timex | None:
    return search.found[-1] if search.found else None


def _before_noun(search: _Search, timex: Timex) -> bool:
    tokens = search.document.tokens
    i = bisect_left(search.starts, timex.span.end)
    return i < len(tokens) and tokens[i].upos in ("NOUN", "ADJ") and tokens[i].span.start == timex.span.end + 1


def _add(search: _Search, timex: Timex | None) -> None:
    last = _last(search)
    if timex is not None and (last is None or last.span.end <= timex.span.start):
        search.found.append(timex)
        search.context = remembered(search.context, timex, timex.span.of(search.document.text))


def reading_of(words: str, published: str | None) -> Reading | None:
    """The reading of a text that is one expression, for the examples in the tables and for trying things out."""
    found = find_timexes(Document(Report(words, published=published))).timexes
    if len(found) != 1 or found[0].span.of(words) != words:
        return None
    return Reading(found[0].value, found[0].reason, found[0].anchor)
