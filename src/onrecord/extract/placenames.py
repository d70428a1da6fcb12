"""Where place names stand: the reader's names first, then what the tables know and the reader missed."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator
from functools import cache

from onrecord.extract.citypairs import pairs_with_city
from onrecord.extract.gazetteer import Entry, abbreviation_pattern, contains, entries, key_of, phrase_pattern, state_of
from onrecord.extract.spotted import Spotted, is_large, linked, meanings, sighted, words_of
from onrecord.model import Document, Name, NameType, Span

_PLACES = frozenset({NameType.GPE, NameType.LOC, NameType.FAC})
_UNIT_AFTER = re.compile(r" ([A-Z][a-z]+)")
_REGION_AFTER = re.compile(r", ((?:[A-Z][\w.]+ ?){1,2})")
_UNIT_AFTER_IN = re.compile(r" in (?:the )?((?:(?:of )?[A-Z][\w.-]+ ?){1,5})")
_TAIL = re.compile(r"(?:\s+[a-z]\w*)+$")
_BETWEEN_COMMAS = re.compile(r"[^\s,](?:[^,]*[^\s,])?")
_ROAD = re.compile(
    r"\b(?:Street|St\.|Avenue|Ave\.?|Road|Rd\.|Boulevard|Blvd\.?|Drive|Dr\.|Lane|Highway|Route|Interstate|Parkway|Way"
    r"|Exit|Court)(?:\s|$)"
)
_DATELINE_END = re.compile(r"(?:, [A-Z][\w. ]+)? (?:\(|-|–|—)")
_DOTTED_STATE = re.compile(r"[NSWRD]\.\s?(?:[A-Z]|Va|Dak)\.")
_LARGE_CAPITAL, _LONGEST_PART, _LONGEST_RUN = 600_000, 5, 3


def find_place_names(document: Document) -> list[Spotted]:
    """Every place name of the report, in text order, none overlapping another."""
    finder = _Finder(document)
    _add_phrases(finder)
    _add_abbreviations(finder)
    _add_named_places(finder)
    # What the second look finds may rest on what the first one found: "Gainesville Police", then "Gainesville".
    for _ in range(2):
        finder.learn()
        _add_other_names(finder)
    _add_unnamed(finder)
    return linked(finder.in_order(), document.text)


@cache
def _direction() -> re.Pattern[str]:
    words = "|".join(sorted(words_of("direction")))
    return re.compile(rf"(?:(?:{words})|(?:city|town|village|borough|county|state|port) of)\s+", re.IGNORECASE)


@cache
def _phrases() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{phrase_pattern()})\b")


@cache
def _short_states() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.])(?:{abbreviation_pattern()})(?!\w)")


class _Finder:
    """Collects spans that do not overlap: the first come stays. Lives for one report only."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.known: set[str] = set()
        self.countries: set[str | None] = set()
        self._token_starts = [t.span.start for t in document.tokens]
        self._starts: list[int] = []
        self._found: dict[int, Spotted] = {}
        people = [n.span.of(self.text).split() for n in document.names if n.type is NameType.PER]
        self._surnames = {words[-1] for words in people if len(words) > 1}
        self._forenames = {words[0] for words in people if len(words) > 1}

    def in_order(self) -> list[Spotted]:
        return [self._found[start] for start in self._starts]

    def learn(self) -> None:
        """From now on the names found so far are known to be places in this report."""
        self.known = {key_of(s.words) for s in self._found.values() if s.entries}
        named = (e.place for s in self._found.values() for e in s.entries)
        self.countries = {place.country for place in named if place.precision == "country"}

    def add(self, span: Span, *, inside: bool = False) -> None:
        span = self._with_unit(self._with_period(span))
        if self.taken(span):
            return
        words, short = span.of(self.text), self._after_comma(span)
        state = state_of(words, after_comma=short)
        found = (state,) if state else self.meanings(span)
        self._found[span.start] = sighted(self.text, span, found, inside=inside)
        insort(self._starts, span.start)

    def taken(self, span: Span) -> bool:
        at = bisect_left(self._starts, span.end)
        return at > 0 and self._found[self._starts[at - 1]].span.end > span.start

    def starts_with_one(self, span: Span) -> bool:
        return span.start in self._found

    def is_capital(self, words: str) -> bool:
        """Whether a large capital is named so and nobody in the report: a lone "Kyiv" is hardly a person."""
        found = any(e.capital and e.population > _LARGE_CAPITAL for e in entries(words))
        return found and words not in self._surnames | self._forenames

    def tokens(self, span: Span) -> list[Span]:
        """The tokens that begin inside the span."""
        first, last = bisect_left(self._token_starts, span.start), bisect_left(self._token_starts, span.end)
        return [t.span for t in self.document.tokens[first:last]]

    def is_surname(self, words: str) -> bool:
        """Whether a fuller name of a person ends so; what everybody knows as a country or state is none."""
        return words in self._surnames and not any(map(is_large, meanings(words)))

    def meanings(self, span: Span) -> tuple[Entry, ...]:
        """As the function; but before ", Ala." even a common word is a city."""
        words = span.of(self.text)
        return meanings(words) or (entries(words) if words[0].isupper() and self._in_region(span) else ())

    def follows_one(self, span: Span) -> bool:
        """ "Leeds, Hull and York": coordinated with a place."""
        at = bisect_left(self._starts, span.start) - 1
        return at >= 0 and self.text[self._found[self._starts[at]].span.end : span.start] in (" and ", ", and ", ", ")

    def pairs_with_city(self, span: Span) -> bool:
        """As the function, within this report."""
        return pairs_with_city(self.document, span, self.countries, self._surnames | self._forenames)

    def looks_placed(self, span: Span) -> bool:
        """ "in X", "fled to X", or "X, Ohio"."""
        at = bisect_left(self._token_starts, span.start)
        before = [t.lemma.lower() for t in self.document.tokens[max(0, at - 5) : at]]
        if before and (
            before[-1] in words_of("near") or (before[-1] == "to" and words_of("motion").intersection(before))
        ):
            return True
        return self._in_region(span)

    def _in_region(self, span: Span) -> bool:
        if after := _REGION_AFTER.match(self.text, span.end):
            return _is_region(after[1].strip())
        # "Goma in the Democratic Republic of Congo"
        unit = _UNIT_AFTER_IN.match(self.text, span.end)
        inner, outer = entries(span.of(self.text)), entries(unit[1].strip()) if unit else ()
        return any(contains(o, i) for o in outer for i in inner)

    def _after_comma(self, span: Span) -> bool:
        return self.text[max(0, span.start - 2) : span.start] == ", "

    def _with_period(self, span: Span) -> Span:
        """Takes in the period of "W.Va." or "Mass." that the reader left to the sentence."""
        if self.text[span.end : span.end + 1] != "." or entries(span.of(self.text)):
            return span
        longer = Span(span.start, span.end + 1)
        return longer if state_of(longer.of(self.text)) else span

    def _with_unit(self, span: Span) -> Span:
        """Takes in a following "County" that the reader left out, if the two together are known."""
        after = _UNIT_AFTER.match(self.text, span.end)
        if after is None or after[1] not in words_of("unit"):
            return span
        longer = Span(span.start, after.end())
        return longer if any(e.usual for e in meanings(longer.of(self.text))) else span


def _add_phrases(finder: _Finder) -> None:
    """ "Strait of Hormuz", which readers like to take apart."""
    for part in finder.document.report.readable():
        for match in _phrases().finditer(finder.text, part.start, part.end):
            finder.add(Span(match.start(), match.end()))


def _add_abbreviations(finder: _Finder) -> None:
    """ "Salina, Kan.", "Akron, OH"; without a comma before it only what can be nothing else: "N.C." """
    for part in finder.document.report.readable():
        for match in _short_states().finditer(finder.text, part.start, part.end):
            after_comma = finder.text[max(0, match.start() - 2) : match.start()] == ", "
            if after_comma or _DOTTED_STATE.fullmatch(match[0]):
                finder.add(Span(match.start(), match.end()))


def _add_named_places(finder: _Finder) -> None:
    for name in finder.document.names:
        if name.type in _PLACES:
            for span in _pieces(finder, name.span):
                _add_place(finder, span, name.type)
        elif name.type is NameType.NORP and any(e.demonym for e in entries(name.span.of(finder.text))):
            finder.add(name.span)


def _pieces(finder: _Finder, span: Span) -> Iterator[Span]:
    """The reader takes "Brest, Belarus" for one name: the parts between commas, unless the whole is known.

    Of "Washington, D.C." the second part was found before: the first is left.
    """
    text = finder.text
    if "," not in span.of(text) or (entries(span.of(text)) and not finder.taken(span)):
        yield span
        return
    for part in _BETWEEN_COMMAS.finditer(text, span.start, span.end):
        yield Span(part.start(), part.end())


def _add_place(finder: _Finder, span: Span, type: NameType) -> None:
    words = span.of(finder.text)
    known = finder.meanings(span)
    if words.islower() or (key_of(words) in words_of("common") and not known):
        return
    if not known:
        _add_unknown(finder, span, type)
    elif not finder.is_surname(words) or finder.looks_placed(span):
        finder.add(span)


def _add_unknown(finder: _Finder, span: Span, type: NameType) -> None:
    """What the reader calls a place and no table knows: the known part of it, or the whole if it looks like one."""
    words = span.of(finder.text)
    if state_of(f"{words}."):
        finder.add(span)
    elif core := _core(finder.text, span):
        finder.add(core)
    elif finder.is_surname(words) or not words[0].isupper() or (type is NameType.FAC and not _ROAD.search(words)):
        return
    elif not _add_parts(finder, span) and (" " in words or finder.looks_placed(span)):
        finder.add(span)


def _core(text: str, span: Span) -> Span | None:
    """The known name in "northern Iraq", "Kermanshah province", if there is one."""
    words = span.of(text)
    lead, tail = _direction().match(words), _TAIL.search(words)
    start, end = lead.end() if lead else 0, tail.start() if tail else len(words)
    for a, b in ((start, len(words)), (0, end), (start, end)):
        if (a, b) != (0, len(words)) and a < b and meanings(words[a:b]):
            return Span(span.start + a, span.start + b)
    return None


def _add_other_names(finder: _Finder) -> None:
    """Names of people, organisations and the like: the reader may be wrong, or a place may stand within."""
    for name in finder.document.names:
        if name.type in _PLACES and finder.starts_with_one(name.span):
            continue
        if name.type is not NameType.NORP and _is_place(finder, name):
            finder.add(name.span)
        else:
            _add_parts(finder, name.span, person=name.type is NameType.PER)


def _is_place(finder: _Finder, name: Name) -> bool:
    words = name.span.of(finder.text)
    found = meanings(words)
    if not found or not words[0].isupper():
        return False
    is_known = key_of(words) in finder.known
    if finder.is_surname(words) or (name.type is NameType.PER and not is_known):
        placed = finder.looks_placed(name.span) or finder.follows_one(name.span) or finder.pairs_with_city(name.span)
        return placed or finder.is_capital(words) or any(e.place.precision == "area" for e in found)
    return is_known or any(map(is_large, found)) or finder.looks_placed(name.span) or finder.follows_one(name.span)


def _add_parts(finder: _Finder, span: Span, *, person: bool = False) -> bool:
    """Places inside the name of something else: "Rapides Parish Fire District", "University of Kentucky"."""
    tokens, at, any_found = finder.tokens(span), 0, False
    while at < len(tokens):
        longest = min(_LONGEST_PART, len(tokens) - at)
        size = next((n for n in range(longest, 0, -1) if _is_part(finder, tokens, at, n, person)), 0)
        if size:
            finder.add(Span(tokens[at].start, tokens[at + size - 1].end), inside=True)
            any_found = True
        at += size or 1
    return any_found


def _is_part(finder: _Finder, tokens: list[Span], at: int, size: int, person: bool) -> bool:
    words = finder.text[tokens[at].start : tokens[at + size - 1].end]
    if size == len(tokens) or not words[0].isupper() or not _is_whole(words):
        return False
    found = meanings(words)
    after = tokens[at + size].of(finder.text) if at + size < len(tokens) else ""
    before_office = at == 0 and after in words_of("institution")
    # "American Legion", "Bank of America": of a whole country's name nothing is left in them.
    if not found or words in ("American", "Americans", "America") or (person and not before_office):
        return False
    if key_of(words) in finder.known or (size > 1 and words.split()[-1] in words_of("unit")):
        return True
    # A lone city name may be a founder's or a street's; before "Police" or "City Council" it is the city.
    return before_office or any(map(is_large, found))


def _add_unnamed(finder: _Finder) -> None:
    """Capitalised words that the reader gave no name at all, up to three in a row."""
    tokens, text, names = finder.document.tokens, finder.text, finder.document.names
    ends = [n.span.end for n in names]
    for i, token in enumerate(tokens):
        if not text[token.span.start].isupper():
            continue
        at = bisect_right(ends, token.span.start)
        taken = names[at].span.start if at < len(names) else len(text)
        runs = [Span(token.span.start, t.span.end) for t in tokens[i : i + _LONGEST_RUN] if t.span.end <= taken]
        while runs and finder.taken(runs[-1]):
            runs.pop()
        for size in range(len(runs), 0, -1):
            nominal = any(t.upos in ("PROPN", "ADJ", "NOUN") for t in tokens[i : i + size])
            if nominal and _is_missed(finder, runs[size - 1]):
                finder.add(runs[size - 1])
                break


def _is_missed(finder: _Finder, span: Span) -> bool:
    words = span.of(finder.text)
    found = finder.meanings(span) if _is_whole(words) else ()
    if not found or finder.is_surname(words):
        return False
    certain = any(is_large(e) or e.demonym for e in found)
    if key_of(words) in finder.known or certain or finder.is_capital(words):
        return True
    return finder.looks_placed(span) or finder.follows_one(span) or _starts_dateline(finder.text, span)


def _starts_dateline(text: str, span: Span) -> bool:
    """ "BEIRUT (AP) —", "COLUMBUS, Ohio —": capitals at the start of a paragraph or after the headline."""
    begins = span.start == 0 or text[span.start - 1] == "\n" or text[max(0, span.start - 2) : span.start] == ". "
    return begins and span.of(text).isupper() and bool(_DATELINE_END.match(text, span.end))


def _is_whole(words: str) -> bool:
    """Not "York." at the end of a sentence, nor "Russian-"; but "U.S." """
    return words[-1].isalnum() or (words[-1] == "." and "." in words[:-1])


def _is_region(words: str) -> bool:
    if state_of(words, after_comma=True):
        return True
    return any(e.place.precision in ("region", "country") for e in entries(words))
