"""Finds quantities: how many or how much of what, and how exact the text is about it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from onrecord.extract.amountwords import GAP, Words, bound_of, plain_form, value_of, words
from onrecord.extract.timex.filters import near
from onrecord.extract.timex.numbers import parse_number
from onrecord.extract.tree import Tree, tree_of
from onrecord.model import Document, NameType, Quantity, Span, Stage

_COUNTED = ("NOUN", "PROPN", "SYM")


def quantity_stage() -> Stage:
    """The stage that provides quantities."""
    return Stage(
        "quantities",
        "2",
        ("tokens", "names", "timexes"),
        ("quantities",),
        find_quantities,
        (("table", words().digest),),
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """A document with what is asked of it again and again. starts: where its tokens start."""

    document: Document
    tree: Tree
    starts: tuple[int, ...]
    words: Words

    def tokens_in(self, span: Span) -> list[int]:
        """Positions of the tokens that start in the span."""
        first = max(0, bisect_left(self.starts, span.start))
        found = []
        while first < len(self.starts) and self.starts[first] < span.end:
            found.append(first)
            first += 1
        return found


def find_quantities(document: Document) -> Document:
    """Add the quantities, in text order, none overlapping another or a time expression."""
    reader = _Reader(document, tree_of(document), tuple(t.span.start for t in document.tokens), words())
    found: list[Quantity] = []
    for part in document.report.readable():
        for quantity in _in_part(reader, part):
            if not found or found[-1].span.end <= quantity.span.start:
                found.append(quantity)
    return replace(document, quantities=tuple(found))


def _in_part(reader: _Reader, part: Span) -> Iterator[Quantity]:
    text, known = reader.document.text, reader.words
    at = part.start
    while match := known.pattern.search(text, at, part.end):
        quantity = _quantity(reader, match)
        if quantity is not None:
            yield quantity
        at = max(match.end(), at + 1) if quantity is None else max(quantity.span.end, match.end())


def _quantity(reader: _Reader, match: re.Match[str]) -> Quantity | None:
    core = Span(_core_start(match), max(e for e in (match.end(g) for g in _CORE) if e >= 0))
    if _is_no_amount(reader, core, match):
        return None
    value = value_of(match, reader.words)
    if value is None and not match["vague"]:
        return None
    countable = not any(match[g] for g in ("sign", "symbol", "money", "vague", "fraction"))
    high = _range_above(reader, core) if countable else None
    low = countable and _range_below(reader, core)
    unit, noun = _unit(reader, high or core, match)
    if not _counts_something(reader, core, match, value, unit, noun) or (unit is None and (low or high)):
        return None
    start = match.start() if match["before"] else core.start
    if high:
        return Quantity(Span(start, core.end), value, unit, "at least", noun)
    end = core.end if noun is None else max(core.end, reader.document.tokens[noun].span.end)
    after = None if low else reader.words.after.match(reader.document.text, end)
    bound = "at most" if low else bound_of(match, after and after["after"], reader.words)
    return Quantity(Span(start, after.end() if after else end), value, unit, bound, noun)


_CORE = ("sign", "fraction", "vague", "dozen", "number", "symbol", "money")


def _core_start(match: re.Match[str]) -> int:
    return min(s for s in (match.start(g) for g in _CORE) if s >= 0)


_HIGH = re.compile(rf"{GAP}(?:to|and){GAP}")


def _range_above(reader: _Reader, core: Span) -> Span | None:
    """The upper number after the lower one of "10 to 12 tanks" or "between 10 and 12 tanks"."""
    text = reader.document.text
    word = _HIGH.match(text, core.end)
    before = re.search(r"(\w+)\s$", text[max(0, core.start - 12) : core.start])
    led = before[1].lower() if before else ""
    # "From 10 to 12" is a change, not a range.
    if word is None or led == "from" or ("and" in word[0] and led != "between"):
        return None
    match = reader.words.pattern.match(text, word.end())
    if match is None or not match["number"] or match["sign"] or match["symbol"] or match["money"]:
        return None
    return Span(match.start("number"), match.end("number"))


def _range_below(reader: _Reader, core: Span) -> bool:
    """Whether the number is the upper one of such a range."""
    before = re.search(
        r"(?:(\w+)\s)?([\w.,]+)\s(to|and)\s$", reader.document.text[max(0, core.start - 40) : core.start]
    )
    if before is None or parse_number(before[2], reader.words.numbers) is None:
        return False
    led = (before[1] or "").lower()
    return led != "from" if before[3] == "to" else led == "between"


# --- what is counted -------------------------------------------------------------------------------------------------


def _unit(reader: _Reader, core: Span, match: re.Match[str]) -> tuple[str | None, int | None]:
    """The unit and the position of the counted noun."""
    classes = reader.words.classes
    noun = _noun(reader, core)
    if match["sign"] and match["number"]:
        return classes["currency"][plain_form(match["sign"])], None
    if match["money"]:
        return classes["money"][plain_form(match["money"])], None
    if match["symbol"]:
        return classes["symbol"][plain_form(match["symbol"])], _partitive(reader, core)
    if match["fraction"]:
        return "fraction", _partitive(reader, core) if noun is None else noun
    if noun is None:
        return None, None
    return _lemma(reader.document, noun), noun


def _lemma(document: Document, noun: int) -> str:
    """The dictionary form in lower case; taggers leave plural names ("Americans") as they are."""
    token = document.tokens[noun]
    lemma, word = token.lemma.lower(), token.span.of(document.text).lower()
    if len(lemma) > len(word) + 2:
        return word  # treebanks write abbreviations out ("km" is a kilometer); a unit is what is printed
    plural = token.upos == "PROPN" and len(lemma) > 3 and lemma.endswith("s") and not lemma.endswith("ss")
    return lemma[:-1] if plural and word == lemma else lemma


def _noun(reader: _Reader, core: Span) -> int | None:
    """The noun that the number counts: its head in the tree, the noun after "of", or the end of the noun phrase."""
    tree, inside = reader.tree, reader.tokens_in(core)
    if not inside:
        return None
    for i in reversed(inside):
        head = tree.tokens[i].head
        counts = head > inside[-1] and tree.relation(i) in ("nummod", "amod", "det", "compound", "nmod", "advmod")
        if counts and tree.relation(i) != "nummod":
            head = _whole(tree, head)
        if counts and tree.tokens[head].upos in _COUNTED and _one_phrase(tree, inside[-1], head):
            return head
    return _partitive(reader, core) or _phrase_end(tree, inside[-1])


def _whole(tree: Tree, noun: int) -> int:
    """The noun that a compound ends with: of "15 Iskander-M systems" the systems are counted."""
    while tree.relation(noun) == "compound" and tree.tokens[noun].head > noun:
        noun = tree.tokens[noun].head
    return noun


def _one_phrase(tree: Tree, number: int, noun: int) -> bool:
    """Whether only words of one noun phrase stand between ("12 Russian-made cruise missiles")."""
    return noun - number <= 6 and all(
        tree.tokens[k].upos in ("ADJ", "NOUN", "PROPN", "PUNCT", "ADV", "VERB", "PART", "SYM", "CCONJ", "NUM", "X")
        and tree.word(k) not in (",", ";", ":", "(", ")", "“", "”", '"', "‘")
        for k in range(number + 1, noun)
    )


def _partitive(reader: _Reader, core: Span) -> int | None:
    """The noun after "of": "hundreds of people", "23 percent of the voters"."""
    tree, inside = reader.tree, reader.tokens_in(core)
    if not inside:
        return None
    last = inside[-1]
    here = set(inside) | {last}
    if tree.word(last).lower() != "of" and not (last + 1 < len(tree.tokens) and tree.word(last + 1).lower() == "of"):
        return None
    after = last + 1 if tree.word(last).lower() == "of" else last + 2
    for k in range(after, min(after + 7, len(tree.tokens))):
        token = tree.tokens[k]
        if token.upos in ("NOUN", "PROPN") and token.head not in range(k + 1, k + 4) and k not in here:
            return k
        if token.upos in ("VERB", "PUNCT", "SCONJ", "AUX") and token.deprel not in ("amod", "compound"):
            return None
    return None


def _phrase_end(tree: Tree, last: int) -> int | None:
    """Where the tree does not show it: the last noun of the run of nouns and adjectives after the number."""
    found = None
    for k in range(last + 1, min(last + 6, len(tree.tokens))):
        token = tree.tokens[k]
        if token.sentence != tree.tokens[last].sentence:
            break
        if token.upos == "NOUN":
            found = k
        elif found is not None or token.upos not in ("ADJ", "PROPN"):
            break
    return found


# --- numbers that are no amounts -------------------------------------------------------------------------------------


def _is_no_amount(reader: _Reader, core: Span, match: re.Match[str]) -> bool:
    document = reader.document
    if any(t.span.overlaps(core) for t in near(document.timexes, core)):
        return True
    for name in near(document.names, core):
        ends_it = name.span.start < core.start and name.type is not NameType.NORP
        starts_it = name.span.end > core.end and name.type in _TITLED
        if core in name.span and (ends_it or starts_it):
            return True
    if _NUMBERED.search(document.text, max(0, core.start - 25), core.start) and core.of(document.text)[0].isupper():
        return True
    return _is_label(reader, core, match) or _is_score(document.text, core) or _is_age(reader, core)


# "The Group of Seven", "the Council of Three": a numeral with a capital after a capital is a name.
_NUMBERED = re.compile(r"\b[A-Z]\w+ of $")
_TITLED = (NameType.PER, NameType.ORG, NameType.FAC, NameType.EVENT, NameType.PRODUCT, NameType.MISC)


def _is_label(reader: _Reader, core: Span, match: re.Match[str]) -> bool:
    """ "Article 5", "Flight 103", "Su 25": the number tells one from another."""
    if match["before"] or match["sign"] or match["vague"] or match["symbol"]:
        return False
    before = re.search(r"([\w.-]+)[^\S\n]$", reader.document.text[max(0, core.start - 25) : core.start])
    if before is None:
        return False
    return before[1].lower() in reader.words.classes["label"] and not _counts_head(reader, core)


def _counts_head(reader: _Reader, core: Span) -> bool:
    tree, inside = reader.tree, reader.tokens_in(core)
    last = inside[-1] if inside else None
    return last is not None and tree.tokens[last].head > last and tree.relation(last) == "nummod"


_SCORE = re.compile(r"\s?[-–]\s?\d|-(?:and-)?\w*-?(?:old|year|month|week|day|hour|minute)\b|(?:st|nd|rd|th)\b")
_AGE = re.compile(r"[-\s]years?[-\s](?:olds?|of age)\b|\s?,?\s?years old")


def _is_score(text: str, core: Span) -> bool:
    """ "3-1", "10-20", "21st"; and "two-year", whose length is a time."""
    if (
        text[max(0, core.start - 1) : core.start] in ("-", "–")
        and text[max(0, core.start - 2) : core.start - 1].isdigit()
    ):
        return True
    return bool(_SCORE.match(text, core.end))


def _is_age(reader: _Reader, core: Span) -> bool:
    """ "aged 24", "24 years old", and the age set off by commas after a name."""
    text = reader.document.text
    if _AGE.match(text, core.end) or re.search(
        r"\b(?:aged?|aged about)\s$", text[max(0, core.start - 12) : core.start]
    ):
        return True
    if not re.search(r"\w,\s$", text[max(0, core.start - 4) : core.start]) or text[core.end : core.end + 1] not in (
        ",",
        ".",
    ):
        return False
    around = Span(max(0, core.start - 4), core.end)
    return any(n.type is NameType.PER and n.span.end <= core.start for n in near(reader.document.names, around))


def _counts_something(
    reader: _Reader, core: Span, match: re.Match[str], value: float | None, unit: str | None, noun: int | None
) -> bool:
    """Not "at one point" and "one thing is clear"; a number alone must stand for something."""
    if value == 1 and unit in reader.words.classes["not_ones"]:
        return False
    return unit is not None or noun is not None or _stands_for_things(reader, core, match)


def _stands_for_things(reader: _Reader, core: Span, match: re.Match[str]) -> bool:
    """A number alone stands for what is counted elsewhere: "41 were killed", "at least 200 of them"."""
    if match["dozen"] or match["fraction"]:
        return bool(match["dozen"])
    inside = reader.tokens_in(core)
    if not inside or plain_form(match["number"]) == "one":
        return False
    token = reader.document.tokens[inside[-1]]
    return reader.tree.relation(inside[-1]) in ("nsubj", "obj", "obl", "conj", "nmod", "iobj") and token.upos != "PROPN"
