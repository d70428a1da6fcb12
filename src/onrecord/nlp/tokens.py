"""Words by rules, as the English Universal Dependencies treebanks cut them: clitics, contractions and hyphens apart.

Offsets are code points into the given text, end exclusive; white space belongs to no token, and nothing else is lost:
the tokens in order spell the text without its white space. Conventions: UD English EWT 2.x and GUM.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

Bounds = tuple[int, int]

_APOSTROPHE = "'’`´"
# Words that end in a full stop of their own. The last full stop of a sentence is cut off all others.
_ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof rev fr sr jr st gen col lt maj capt cpl sgt pvt adm cmdr gov sen rep reps sens hon pres supt
    insp jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun
    inc corp co cos ltd llc plc bros dept univ assn intl natl vs v viz al etc cf ca approx est fig figs eq vol
    ave blvd rd hwy mt ft no nos pp ed eds e.g i.e a.m p.m ph.d m.d b.a m.a u.s u.k u.n d.c
    ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa
    tenn tex va vt wash wis wyo messrs esq ext min max avg tel""".split()
)
# Abbreviations that are common words too, and so keep the full stop only before a figure or a capital on the same line.
_DOUBTFUL = frozenset("no mar sat sun wed la miss mo ill ind mass ore wash co fig ed min max ext pa v ca est".split())
# Affixes that stay one word with what they are hyphened to (affix list of the treebanks' guidelines, cut down to news).
_PREFIXES = frozenset(
    """a anti ante arch auto bi bio co counter cross cyber de demi dis e eco electro euro ex extra fore hyper ill in
    infra inter intra ir macro mal maxi mega meso meta micro mid mini mis mono multi neo non o omni pan para peri
    poly post pre preter pro proto pseudo quasi re semi socio sub super supra sur tele trans tri u ultra un uni
    vice x y t i s""".split()
)
_SUFFIXES = frozenset("able esque ful fest ish less like odd oriented rama wide wise".split())
_FUSED = {"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3, "gimme": 3, "lemme": 3, "dunno": 2, "whatcha": 4}
# Counted repeats keep every look-ahead short, so that a line without spaces takes linear time.
_URL = r"(?:https?://|www\.)[^\s<>\"“”]*[^\s<>\"“”.,;:!?'’)\]]"
_MAIL = r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
_SITE = (
    r"\b[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.(?:com|org|net|gov|edu|co\.uk|info|io)\b"
    r"(?:/[^\s<>\"“”]*[^\s<>\"“”.,;:!?'’)\]])?"
)
_HANDLE = r"[@#][A-Za-z_]\w+"
_NUMBER = (
    r"[.]?\d++(?:[.,:/]\d++){0,8}+"
    r"(?:(?:st|nd|rd|th|s)(?![^\W_])|(?![^\W\d_])|(?=(?:am|pm|a\.m|p\.m|bn|km|kg|m)\b))"
)
_INITIALS = r"(?:[^\W\d_]\.){2,}|(?:Ph|ph)\.D\."
_WORD = rf"[^\W_]+(?:[{_APOSTROPHE}&][^\W_]+)*"
_MARKS = r"\.{2,}|…+|-{2,}|—+|–+|!{2,}|\?{2,}|[!?]{2,}|\*{2,}|={2,}|_{2,}|~{2,}|`{2,}|'{2}|\bUS\$|[:;]-?[()DP](?!\w)"
_TOKEN = re.compile("|".join((_URL, _MAIL, _SITE, _HANDLE, _INITIALS, _NUMBER, _WORD, _MARKS, r"\S")))
_CLITIC = re.compile(rf"(?i)(?<=\w)(?:n[{_APOSTROPHE}]t|[{_APOSTROPHE}](?:s|re|ve|ll|d|m))$")
_HYPHENED = re.compile(r"[^\W_]+(?:-[^\W_]+){1,2}")
_UNIT = re.compile(r"(\d+)(am|pm|km|kg|cm|mm|mph|ft|lbs?|bn|m|k|hrs?|mins?|ml|mg|gb|mb)", re.IGNORECASE)


def tokenise(text: str) -> list[Bounds]:
    """The words of the text in order."""
    found: list[Bounds] = []
    for piece in _PIECE.finditer(text):
        start, end = piece.span()
        if end - start > _SHORT:
            found += _words(text, start, end)
        else:
            # What a full stop belongs to hangs on the two characters after it.
            seen = piece[0] if text.find(".", start, end) < 0 else text[start : end + 2]
            found += [(start + a, start + b) for a, b in _cut(seen, end - start)]
    return found


# No word has white space in it.
_PIECE = re.compile(r"\S+")
_SHORT = 30
_REMEMBERED = 65_536


@lru_cache(maxsize=_REMEMBERED)
def _cut(text: str, stop: int) -> tuple[Bounds, ...]:
    """The words of what stands between spaces, remembered."""
    return tuple(_words(text, 0, stop))


def _words(text: str, start: int, stop: int) -> list[Bounds]:
    """The words in [start, stop), which is all that stands between two spaces."""
    found: list[Bounds] = []
    at = start
    while at < stop and (match := _TOKEN.search(text, at)):
        start, at = match.start(), match.end()
        if text[start].isalnum():
            at = _full_stop(text, start, _hyphened(text, start, at))
            found.extend(_parts(text, start, at))
        else:
            found.append((start, at))
    return found


def _hyphened(text: str, start: int, end: int) -> int:
    """The end of a word that an affix joins over a hyphen ("co-operate", "war-like"); else the end given."""
    match = _HYPHENED.match(text, start)
    if match is None or match.end() <= end or "-" in text[start:end]:
        return end
    pieces = match[0].lower().split("-")
    if len(pieces) == 2 and (pieces[0] in _PREFIXES or pieces[1] in _SUFFIXES) and not pieces[1].isdigit():
        return match.end()
    return end


def _full_stop(text: str, start: int, end: int) -> int:
    """The end of the word with the full stop of an abbreviation or an initial, if it is one."""
    if text[end - 1] == "." or text[end : end + 1] != "." or text[end : end + 2] == "..":
        return end
    word = text[start:end].lower()
    after = text[end + 1 : end + 3]
    if len(word) == 1 and word.isalpha() and text[start].isupper() and after[:1].isspace() and word != "i":
        return end + 1
    if word in _DOUBTFUL:
        follows = after[:1] == " " and (after[1:].isdigit() or (word != "no" and after[1:].isupper()))
        return end + 1 if text[start].isupper() and follows else end
    return end + 1 if word in _ABBREVIATIONS else end


def _parts(text: str, start: int, end: int) -> Iterator[Bounds]:
    """A word without its clitics, and those; a figure without its unit."""
    word = text[start:end]
    cut = _FUSED.get(word.lower())
    if cut is None and (match := _CLITIC.search(word)):
        cut = match.start()
    if cut is None and word[0].isdigit() and (match := _UNIT.fullmatch(word)):
        cut = match.end(1)
    if cut:
        yield start, start + cut
        yield start + cut, end
    else:
        yield start, end
