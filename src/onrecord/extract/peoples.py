"""Country and sector of a people: "Iraqi Kurds", "the Albanians of southern Serbia", "100 Libyans"."""

from __future__ import annotations

from onrecord.extract.placedwords import Placed
from onrecord.extract.placelookup import country_of, demonym_of
from onrecord.extract.tree import Tree

# Where people are at home, after their name; "in" only for a people that has no state or is called ethnic.
_HOME = frozenset({"of"})
_WITHIN = frozenset({"in", "inside", "within", "throughout", "across"})


def people(placed: Placed, words: tuple[int, ...], head: int, code: str | None) -> tuple[str | None, str | None]:
    """Country and sector. code: the country whose people the name by itself stands for.

    The first country wins, for it is the state that they are of: "Bosnian Serbs", "Kosovo Albanians", "Iraqi Kurds".
    "Ethnic Turks" are of another state, if of one that is named. Some people, not a people as a whole ("the Russians",
    who may be a state), are civilians.
    """
    tree = placed.tree
    before = [c for c in tree.below(head, "amod", "compound") if c < head and tree.lowers[c] != "ethnic"]
    ethnic = words[0] > 0 and tree.lowers[words[0] - 1] == "ethnic"
    own = placed.countries(sorted({*words, *before})) if len(words) > 1 or before else ()
    first = own[0] if len(own) > 1 or (own and code is None) else None
    country = first or _home(placed, head, ethnic or code is None)
    country = country or (only_other(placed, head, code) if ethnic else code)
    known = code is not None or country is not None
    civil = ethnic or (known and _are_some(tree, words, head))
    return country, "CVL" if civil else None


def _home(placed: Placed, head: int, within: bool) -> str | None:
    tree = placed.tree
    for c in tree.below(head, "nmod"):
        case = {tree.lowers[k] for k in tree.below(c, "case")}
        if c > head and (case & _HOME or (within and case & _WITHIN)):
            return placed.country(tree.subtree(c, ("acl", "appos", "conj", "cc", "parataxis")))
    return None


def only_other(placed: Placed, head: int, code: str | None) -> str | None:
    """The one country but their own that the sentence names, where people of another state must be somewhere."""
    sentence = placed.tree.tokens[head].sentence
    first = last = head
    while first and placed.tree.tokens[first - 1].sentence == sentence:
        first -= 1
    while last + 1 < len(placed.tree.tokens) and placed.tree.tokens[last + 1].sentence == sentence:
        last += 1
    others = [country for country in placed.countries(range(first, last + 1)) if country != code]
    return others[0] if len(others) == 1 else None


def _are_some(tree: Tree, words: tuple[int, ...], head: int) -> bool:
    """Whether the name stands for people, not for their state: counted, bare, or told apart by a clause or a place."""
    last = tree.word(words[-1])
    if tree.tokens[head].upos not in ("NOUN", "PROPN") or not last.lower().endswith(("s", "men")):
        return False
    if country_of(last) is not None and demonym_of(last) is None:
        return False
    if tree.below(head, "nummod", "acl") or any(c > head for c in tree.below(head, "nmod")):
        return True
    definite = any(tree.lowers[c] in ("the", "these", "those") for c in tree.below(head, "det"))
    return not definite
