"""Finds things: weapons, vehicles, aircraft, ships, spacecraft, medicines, and what sort of thing each is."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.extract.contexts import table_hash
from onrecord.extract.thingnames import PREFIXES, START, Named, Noun, compiled, letters_of, names, nouns
from onrecord.extract.timex.filters import near
from onrecord.model import Document, Mention, Name, NameType, Span, Stage, Thing, entity_id

_CAPITAL = r"[A-Z](?:\.|[\w’'-]+)"
_SHIP = re.compile(
    rf"(?<![\w.])(?P<prefix>{'|'.join(map(re.escape, PREFIXES))})\s"
    rf"(?P<name>{_CAPITAL}(?:\s(?:of\s|the\s|de\s|la\s|al-)?{_CAPITAL}){{0,3}})"
)
_AFLOAT = frozenset({"ship", "warship", "destroyer", "frigate", "corvette", "cruiser", "submarine", "aircraft carrier"})
# A name of one of these that holds more than the thing's name is not it: "Stacey Abrams", "the Patriot Act".
_OTHER = frozenset(
    {NameType.PER, NameType.ORG, NameType.GPE, NameType.LOC, NameType.FAC, NameType.EVENT, NameType.NORP}
)
_PEOPLE = frozenset({NameType.PER, NameType.NORP})
_PLACES = frozenset({NameType.GPE, NameType.LOC})
# No name or noun of the tables is longer.
_LONGEST = 80
_OPEN = frozenset({NameType.PRODUCT, NameType.MISC})


def thing_stage() -> Stage:
    """The stage that provides things."""
    return Stage(
        "things",
        "1",
        ("tokens", "names", "mentions"),
        ("things",),
        find_things,
        (("tables", table_hash("things.tsv", "thingnouns.tsv")),),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """A match of a table. noun: whether it is a common noun."""

    span: Span
    name: str
    type: str
    variant: str | None = None
    noun: bool = False


def find_things(document: Document) -> Document:
    """Add the things, in text order, none overlapping another. A name of no known sort is none of them."""
    found = sorted((*_matches(document), *_ships(document)), key=lambda f: (f.span.start, f.noun, -f.span.end))
    kept: list[_Found] = []
    for each in found:
        if kept and each.span.start < kept[-1].span.end:
            continue
        kept.append(each)
    kept = _with_kinds(document, kept)
    known = [m for m in document.mentions if m.type is NameType.PRODUCT and m.entity is not None]
    return replace(document, things=tuple(_thing(known, each) for each in kept))


def _thing(known: Sequence[Mention], found: _Found) -> Thing:
    """known: the mentions of things that have an entity."""
    if found.noun:
        return Thing(found.span, found.name, found.type)
    full = found.name if found.variant is None else f"{found.name}-{found.variant}"
    same = next((m.entity for m in known if m.span.overlaps(found.span)), None)
    return Thing(found.span, found.name, found.type, found.variant, same or entity_id(NameType.PRODUCT, full))


# --- what the tables know --------------------------------------------------------------------------------------------


def _matches(document: Document) -> Iterator[_Found]:
    """Names and nouns of the tables, the longest at each place; a noun right behind a name belongs to it."""
    named, common, text = names(), nouns(), document.text
    end = 0
    for start in START.finditer(text):
        word = start[0].lower()
        if start.start() < end or (word not in named and word not in common):
            continue
        found = _best(document, start.start(), named.get(word, ()), common.get(word, ()))
        if found is not None:
            end = found.span.end
            yield found


def _best(document: Document, at: int, named: tuple[Named, ...], common: tuple[Noun, ...]) -> _Found | None:
    text, letters = document.text, letters_of(document.text[at : at + _LONGEST])
    matches = sorted(
        (
            (m.end(), row, m)
            for row in named
            if letters.startswith(row.letters) and (m := compiled(row.pattern).match(text, at))
        ),
        key=lambda f: f[0],
        reverse=True,
    )
    for end, row, match in matches:
        if _is_named(document, Span(at, end), row):
            return _Found(Span(at, end), row.name.replace("-class", " class"), row.type, row.variant or _variant(match))
    likely = (row for row in common if letters.startswith(row.letters))
    ends = [(m.end(), row) for row in likely if (m := compiled(row.pattern).match(text, at))]
    for end, noun in sorted(ends, key=lambda f: f[0], reverse=True):
        if _is_noun(document, Span(at, end), noun):
            return _Found(Span(at, end), noun.noun, noun.type, noun=True)
    return None


def _variant(match: re.Match[str]) -> str | None:
    given = match.groupdict()
    return next((given[g] for g in ("spaced", "dashed", "glued") if given.get(g)), None)


def _is_named(document: Document, span: Span, row: Named) -> bool:
    """Whether the words are the thing: nothing else of that name, and said to be of its sort if they are ambiguous."""
    for name in near(document.names, span):
        more = name.span.start < span.start or name.span.end > span.end + 1
        if name.type in _OTHER and more and not (row.sure and name.span.start == span.start):
            return False
        if name.type in _PEOPLE and not row.sure and not row.name.islower():
            return False
        # "The Moskva" is no city.
        if name.type in _PLACES and row.needs and not re.search(r"\b[Tt]he\s$", document.text[: span.start][-5:]):
            return False
    return not row.needs or _is_needed(document, span, row)


def _is_needed(document: Document, span: Span, row: Named) -> bool:
    sentence = _sentence(document, span)
    words = {w for w in re.split(r"[^\w-]+", sentence.of(document.text).lower()) if w}
    singular = words | {w.removesuffix("s") for w in words} | {part for w in words for part in w.split("-")}
    if not row.needs & (singular - {w.lower() for w in re.split(r"[^\w]+", span.of(document.text))}):
        return False
    if span.start > sentence.start + 1:
        return True
    # The first word of a sentence has its capital anyway: the reader must take it for a name, or the kind must follow.
    after = re.match(r"\s([\w-]+)", document.text[span.end : span.end + 30])
    tagged = any(n.type in _OPEN for n in near(document.names, span))
    return tagged or (after is not None and after[1].lower().removesuffix("s") in row.needs)


def _sentence(document: Document, span: Span) -> Span:
    at = bisect_right(document.sentences, span.start, key=lambda s: s.start) - 1
    return document.sentences[at] if at >= 0 else Span(0, len(document.text))


def _is_noun(document: Document, span: Span, noun: Noun) -> bool:
    token = _token_at_end(document, span)
    if token is not None and document.tokens[token].upos not in ("NOUN", "PROPN"):
        return False
    before = re.search(r"([^\W_]+)[\s-]$", document.text[max(0, span.start - 25) : span.start])
    if before is not None and before[1].lower() in noun.apart:
        return False
    return all(name.type in _OPEN or name.span in span for name in near(document.names, span))


def _token_at_end(document: Document, span: Span) -> int | None:
    at = bisect_right(document.tokens, span.end - 1, key=lambda t: t.span.start) - 1
    return at if at >= 0 and document.tokens[at].span.overlaps(span) else None


# --- ships, and what only the text knows ------------------------------------------------------------------------------


def _ships(document: Document) -> Iterator[_Found]:
    """ "HMS Queen Elizabeth": the letters tell that it is a ship; where its name ends, the reader tells."""
    for match in _SHIP.finditer(document.text):
        ends = [n.span.end for n in near(document.names, Span(*match.span("name"))) if n.span.end <= match.end()]
        one = re.match(r"\S+\s\S+", match[0])
        end = max(ends) if ends else match.start() + (one.end() if one else len(match[0]))
        span = Span(match.start(), end)
        yield _Found(span, re.sub(r"\s+", " ", span.of(document.text)).rstrip(".’'"), PREFIXES[match["prefix"]])


def _with_kinds(document: Document, found: list[_Found]) -> list[_Found]:
    """Take nouns that stand beside a name for its kind: they are no things of their own, and give one to a name that
    the tables lack ("the Oreshnik missile") or that is only known to be a ship ("the destroyer USS Cole")."""
    kept: list[_Found] = []
    unknown = _unknown(document, found)
    for each in found:
        last = kept[-1] if kept else None
        gap = document.text[last.span.end : each.span.start] if last else "."
        if last and not last.noun and each.noun and gap == " ":
            if last.type in _AFLOAT and each.type in _AFLOAT:
                kept[-1] = replace(last, type=each.type)
            continue
        if last and last.noun and not each.noun and gap == " ":
            kept.pop()
            each = replace(each, type=last.type) if each.type in _AFLOAT and last.type in _AFLOAT else each
        elif each.noun and (name := next((n for n in unknown if _names(document, n, each)), None)):
            span = Span(
                name.span.start, min(name.span.end, each.span.start - 1 if each.span in name.span else name.span.end)
            )
            kept.append(_Found(span, span.of(document.text).strip(), each.type))
            continue
        kept.append(each)
    return kept


def _unknown(document: Document, found: list[_Found]) -> list[Name]:
    taken = [f.span for f in found if not f.noun]
    return [
        n for n in document.names if n.type is NameType.PRODUCT and not any(n.span.overlaps(span) for span in taken)
    ]


def _names(document: Document, name: Name, noun: _Found) -> bool:
    """Whether the name stands right before the noun, or ends with it."""
    if noun.span in name.span:
        return name.span.start < noun.span.start - 1 and noun.span.end == name.span.end
    return document.text[name.span.end : noun.span.start] == " "
