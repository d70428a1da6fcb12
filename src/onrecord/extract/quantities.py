"""Finds quantities: how many or how much of what, and how exact the text is about it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from onrecord.extract.amountwords import GAP, Words, bound_of, plain_form, value_of, words
from onrecord.extract.clauses import case
from onrecord.extract.timex.filters import near
from onrecord.extract.timex.numbers import parse_number
from onrecord.extract.tolls import beside, toll_of
from onrecord.extract.tolls import digest as tolls_digest
from onrecord.extract.tree import Tree, tree_of
from onrecord.model import Document, NameType, Quantity, Span, Stage

_COUNTED = ("NOUN", "PROPN", "SYM")


def quantity_stage() -> Stage:
    """The stage that provides quantities."""
    return Stage(
        "quantities",
        "3",
        ("tokens", "names", "timexes"),
        ("quantities",),
        find_quantities,
        (("table", words().digest), ("tolls", tolls_digest())),
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
                toll = toll_of(reader.tree, quantity, reader.tokens_in(quantity.span))
                found.append(replace(quantity, kind=toll.kind) if toll else quantity)
    return replace(document, quantities=tuple(found))


def _in_part(reader: _Reader, part: Span) -> Iterator[Quantity]:
    text, known = reader.document.text, reader.words
    match = known.pattern.search(text, part.start, part.end)
    while match:
        quantity = _quantity(reader, match)
        if quantity is not None:
            yield quantity
        at = max(match.end(), match.start() + 1, quantity.span.end if quantity else 0)
        dashed = quantity is not None and quantity.bound == "at least" and text[at : at + 1] in ("-", "–")
        match = known.after_dash.match(text, at + 1, part.end) if dashed else None
        match = match or known.pattern.search(text, at, part.end)


def _quantity(reader: _Reader, match: re.Match[str]) -> Quantity | None:
    core = _core(match)
    if _is_no_amount(reader, core, match):
        return None
    value = value_of(match, reader.words)
    if value is None and not match["vague"]:
        return None
    upper = None if match["vague"] or match["fraction"] else _range_above(reader, core, match)
    high = _core(upper) if upper else None
    low = not match["vague"] and not match["fraction"] and _range_below(reader, core, match)
    unit, noun = _unit(reader, high or core, upper if upper and not match["sign"] else match)
    if not _counts_something(reader, core, match, value, unit, noun) or (unit is None and (low or high)):
        return None
    start = match.start() if match["before"] else core.start
    if high:
        return Quantity(Span(start, core.end), value, unit, "at least", noun)
    end = _end(reader, core, noun)
    after = None if low else reader.words.after.match(reader.document.text, end)
    bound = "at most" if low else bound_of(match, after and after["after"], reader.words)
    return Quantity(Span(start, after.end() if after else end), value, unit, bound, noun)


_CORE = ("sign", "fraction", "vague", "dozen", "number", "symbol", "money")


def _core(match: re.Match[str]) -> Span:
    """The amount without the words that bound it."""
    found = [match.span(g) for g in _CORE if match[g]]
    return Span(min(s for s, _ in found), max(e for _, e in found))


def _end(reader: _Reader, core: Span, noun: int | None) -> int:
    """Where the words of the amount end: with the counted noun, or with "more" ("four more are injured")."""
    if noun is not None:
        return max(core.end, reader.document.tokens[noun].span.end)
    further = _further(reader, core)
    return core.end if further is None else reader.document.tokens[further].span.end


def _further(reader: _Reader, core: Span) -> int | None:
    """The "more" that stands for what is counted."""
    inside, tree = reader.tokens_in(core), reader.tree
    more = inside[-1] + 1 if inside else len(tree.tokens)
    if more >= len(tree.tokens) or tree.lowers[more] != "more":
        return None
    than = more + 1 < len(tree.tokens) and tree.lowers[more + 1] == "than"
    head = tree.tokens[more].head
    return None if than or (head > more and tree.tokens[head].upos in _COUNTED) else more


_HIGH = re.compile(rf"{GAP}(?:to|and){GAP}|[-–](?=\d)")


def _range_above(reader: _Reader, core: Span, given: re.Match[str]) -> re.Match[str] | None:
    """The upper amount after the lower one of "10 to 12 tanks", "between 10 and 12 tanks", "5-8%"."""
    text = reader.document.text
    word = None if given["symbol"] else _HIGH.match(text, core.end)
    before = re.search(r"(\w+)\s$", text[max(0, core.start - 12) : core.start])
    led = before[1].lower() if before else ""
    # "From 10 to 12" is a change, not a range.
    if word is None or led == "from" or ("and" in word[0] and led != "between"):
        return None
    match = reader.words.after_dash.match(text, word.end()) if len(word[0]) == 1 else None
    match = match or reader.words.pattern.match(text, word.end())
    if match is None or not match["number"] or bool(match["sign"]) != bool(given["sign"]):
        return None
    return match


def _range_below(reader: _Reader, core: Span, given: re.Match[str]) -> bool:
    """Whether the number is the upper one of such a range."""
    text = reader.document.text[max(0, core.start - 40) : core.start]
    if given["symbol"] and re.search(r"(?<![\w.,-])\d[\d.,]*[-–]$", text):
        return True
    before = re.search(r"(?:(\w+)\s)?(\S+?)(?:\s(?:thousand|million|billion|trillion))?\s(to|and)\s$", text)
    number = before[2].lstrip("$€£¥") if before else ""
    if before is None or parse_number(number.rstrip("kmbn"), reader.words.numbers) is None:
        return False
    if bool(given["sign"]) != (before[2] != number):
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
        if counts and (tree.relation(i) != "nummod" or _is_model(tree, head)):
            head = _whole(tree, head)
        if counts and _countable(tree, head) and _one_phrase(tree, inside[-1], head):
            return head
    return _partitive(reader, core) or _phrase_end(tree, inside[-1])


def _countable(tree: Tree, noun: int) -> bool:
    """Nouns and signs; taggers take units with a figure ("km2") for numbers."""
    return tree.tokens[noun].upos in _COUNTED or (
        tree.tokens[noun].upos == "NUM" and tree.word(noun)[0].isalpha() and tree.word(noun)[-1].isdigit()
    )


def _is_model(tree: Tree, noun: int) -> bool:
    """ "30 Leopard 2 tanks": a name with a number behind it."""
    return tree.tokens[noun].upos == "PROPN" and any(tree.tokens[c].upos == "NUM" for c in tree.below(noun, "flat"))


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
    if tree.lowers[last] != "of" and not (last + 1 < len(tree.tokens) and tree.lowers[last + 1] == "of"):
        return None
    after = last + 1 if tree.lowers[last] == "of" else last + 2
    for k in range(after, min(after + 7, len(tree.tokens))):
        token = tree.tokens[k]
        if k + 1 < len(tree.tokens) and tree.word(k + 1) in ("'s", "’s", "'", "’"):
            continue  # "one of Israel's supporters"
        if token.upos in ("NOUN", "PROPN") and token.head not in range(k + 1, k + 4) and k not in here:
            return k
        if tree.lowers[k] in ("them", "us", "whom", "which"):
            return None
        if token.upos == "ADP" and tree.lowers[k] not in ("of", "at"):
            return None  # "five of those 25 with conspiracy"
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
    if any(_in_name(reader.tree, at) for at in reader.tokens_in(core)[:1]):
        return True
    return before[1].lower() in reader.words.classes["label"] and not _counts_head(reader, core)


def _in_name(tree: Tree, at: int) -> bool:
    """ "Leopard 2 tanks": the tree has the number in the name."""
    return tree.relation(at) == "flat" and tree.tokens[at].head == at - 1 and tree.tokens[at - 1].upos == "PROPN"


def _counts_head(reader: _Reader, core: Span) -> bool:
    tree, inside = reader.tree, reader.tokens_in(core)
    last = inside[-1] if inside else None
    return last is not None and tree.tokens[last].head > last and tree.relation(last) == "nummod"


_SCORE = re.compile(
    r"\s?[-–]\s?\d(?![\d.,]*\s?(?:%|percent\b|per cent\b))"
    r"|-(?:and-)?\w*-?(?:old|year|month|week|day|hour|minute)\b|(?:st|nd|rd|th)\b"
    r"|-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b"
)
_AGE = re.compile(r"[-\s]years?[-\s](?:olds?|of age)\b|\s?,?\s?years old")


def _is_score(text: str, core: Span) -> bool:
    """ "3-1", "10-20", "21st"; and "two-year", whose length is a time."""
    if (
        text[core.end - 1] != "%"
        and not text[core.start : core.end].lower().endswith(("percent", "per cent"))
        and (
            text[max(0, core.start - 1) : core.start] in ("-", "–")
            and text[max(0, core.start - 2) : core.start - 1].isdigit()
        )
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
    inside, tree = reader.tokens_in(core), reader.tree
    if not inside or (plain_form(match["number"]) == "one" and _further(reader, core) is None):
        return False
    at = _further(reader, core)
    at = inside[-1] if at is None else at
    group = tree.relation(at) == "nummod" and tree.tokens[at].head < at and case(tree, at) == "of"  # "a crowd of 500"
    them = re.match(r"\s+of\s+(?:them|us|whom|which)\b", reader.document.text[core.end : core.end + 20])
    toll = beside(tree, reader.tokens_in(_whole_match(match)))
    nominal = group or them is not None or toll is not None or tree.relation(at) in _NOMINAL
    return nominal and tree.tokens[at].upos != "PROPN"


def _whole_match(match: re.Match[str]) -> Span:
    return Span(match.start(), _core(match).end)


_NOMINAL = ("nsubj", "obj", "obl", "conj", "nmod", "iobj")
