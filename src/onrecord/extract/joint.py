"""Joint descriptions of several countries' people or things: "French and German ministers" are two that take part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby, pairwise

from onrecord.extract.countries import country_of
from onrecord.extract.tree import Tree
from onrecord.model import Participant, Span, entity_id

_MODIFYING = ("amod", "compound")
_JOINING = frozenset({"and", "or", "&", ","})


def parted(tree: Tree, i: int, participant: Participant) -> tuple[Participant, ...]:
    """The participant with head `i`, once for each of the countries that a coordination before its noun names.

    "French and Egyptian warships" are "French" (warships) and "Egyptian warships"; each part is quoted by its own words
    and named in full. Anybody else stays one.
    """
    noun = _noun(tree, i, participant.span)
    units = _units(tree, noun, participant.span)
    if len(units) < 2 or len({country for _, country in units}) != len(units):
        return (participant,)
    rest = " ".join(tree.text[tree.tokens[units[-1][0][-1]].span.end : tree.tokens[noun].span.end].split())
    ends = [participant.span.start, *(tree.tokens[words[0]].span.start for words, _ in units[1:])]
    found = []
    for n, ((words, country), start) in enumerate(zip(units, ends, strict=True)):
        last = n == len(units) - 1
        end = participant.span.end if last else tree.tokens[words[-1]].span.end
        name = f"{tree.span(words).of(tree.text)} {rest}"
        found.append(
            replace(participant, span=Span(start, end), name=name, entity=entity_id(None, name), country=country)
        )
    return tuple(found)


def _noun(tree: Tree, i: int, span: Span) -> int:
    """The noun that the countries stand before: "refugees" of "scores of Chadian and Sudanese refugees"."""
    if "nmod" not in tree.kinds[i] or tree.tokens[i].upos not in ("NOUN", "NUM"):
        return i
    inside = [c for c in tree.below(i, "nmod") if c > i and tree.tokens[c].span in span]
    of = [c for c in inside if any(tree.lowers[k] == "of" for k in tree.below(c, "case"))]
    own = tree.below(i, *_MODIFYING, "nmod:poss")
    return of[0] if of and not own else i


def _units(tree: Tree, noun: int, span: Span) -> list[tuple[Sequence[int], str]]:
    """The countries that stand before the noun in one coordination, with their words."""
    own = [c for c in tree.below(noun, *_MODIFYING) if c < noun]
    heads = sorted({*own, *(c for first in own for c in tree.below(first, "conj") if c < noun)})
    if len(heads) < 2:
        return []
    runs = [[i for _, i in run] for _, run in groupby(enumerate(heads), lambda at: at[1] - at[0])]
    units = [(words, country) for words, country in map(partial(_unit, tree), runs) if country is not None]
    inside = all(tree.tokens[i].span in span for words, _ in units for i in words)
    joined = all(_joined(tree, one[-1], other[0]) for (one, _), (other, _) in pairwise(units))
    return units if inside and joined else []


def _joined(tree: Tree, last: int, first: int) -> bool:
    """Whether nothing but "and", "or" and commas stands between."""
    between = [tree.lowers[i] for i in range(last + 1, first)]
    return bool(between) and all(word in _JOINING for word in between)


def _unit(tree: Tree, run: Sequence[int]) -> tuple[Sequence[int], str | None]:
    """Neighbouring words before the noun that name a country together ("Sierra Leonean"), or the last of them."""
    last = run[-1]
    for words in (sorted({*run, *tree.below(last, "flat", "compound", "amod")}), run, [last]):
        country = country_of(tree.span(words).of(tree.text))
        if country is not None:
            return words, country
    return run, None
