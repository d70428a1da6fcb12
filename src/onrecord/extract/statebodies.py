"""Bodies of states under one name for all their wordings: "Norway's government", "the government of Norway"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from onrecord.extract.countries import body_named, countries
from onrecord.extract.placedwords import Placed
from onrecord.extract.tree import Tree

# Of which a state or place has one, by their last words.
_ONE_EACH = frozenset(
    "government|administration|parliament|police|army|navy|military|air force|armed forces|coast guard|supreme court"
    "|constitutional court|high court|central bank|state media|state television|state radio|state news agency"
    "|general staff|national guard|presidency|cabinet|senate|opposition|authorities|secret service|secret police"
    "|border guard|intelligence service|judiciary|national assembly|lower house|upper house|regime|electoral commission"
    "|coast guard|foreign office|security service|security council|federal court|border police|legislature|junta"
    "|electoral council|constitutional council|election commission|labour ministry|defence council"
    "|prosecution|city council|state department|treasury|state council|monarchy|statistics office|fire department"
    "|police department|police force|city government".split("|")
)
# What stands beside the name of a place without being part of it.
UNITS = frozenset("province region state city town county district oblast prefecture canton municipality".split())
_LEFT_OUT = frozenset("the a an of for in at ’s 's ’ ' - , new current present whole entire then".split())
_SAME = {
    ("defense",): ("defence",),
    ("foreign", "affairs"): ("foreign",),
    ("internal", "affairs"): ("interior",),
    ("home", "affairs"): ("interior",),
    ("state", "tv"): ("state", "television"),
}
_VARIED = frozenset(variant[0] for variant in _SAME)
_USUAL = {"USA": "US"}


class StateBody(NamedTuple):
    """owner: the country as an adjective ("Norwegian"), or the place as printed; "" of a body that needs none.

    body: what it is, in lower case.
    """

    owner: str
    body: str

    @property
    def name(self) -> str:
        """The name under which all wordings go."""
        return f"{self.owner} {self.body}" if self.owner else self.body.title()


def state_body(placed: Placed, words: Sequence[int]) -> StateBody | None:
    """The body of a state or place that the words of a noun phrase stand for, if the phrase says whose it is.

    Normalisation: the country becomes its usual adjective; articles, "of", possessive marks and "new", "current" are
    dropped; "ministry of X" is "X ministry"; one spelling of "defence". Further words ("riot police") stay.
    """
    tree = placed.tree
    owner = [i for i in words if placed.names_place(i) and tree.tokens[i].upos != "DET"]
    # "London, Ontario": a place that no table knows is part of the owner too.
    owner += [i for i in words if {i - 1, i - 2} <= {*owner, *_commas(tree, words)} and tree.tokens[i].upos == "PROPN"]
    country = placed.country(words)
    rest = [i for i in words if i not in owner]
    near = {i + step for i in owner for step in (-2, -1, 1, 2)}
    units = [i for i in rest if i in near and tree.lowers[i] in UNITS]
    body = _plain(placed, rest) or _plain(placed, [i for i in rest if i not in units])
    if country is None or not owner or body is None:
        return None
    known = body_named(body.title())
    if known is not None and known.code == country:
        return StateBody("", body)  # "the US state department" is the State Department
    if all(placed.is_whole(i) for i in owner):
        return StateBody(_adjective(country), body)
    # "Sindh province", as a whole the name of a place, is called Sindh.
    named = [i for i in owner if tree.word(i) not in UNITS] or owner
    return StateBody(" ".join(tree.span(named).of(tree.text).split()), body)


def _commas(tree: Tree, words: Sequence[int]) -> list[int]:
    return [i for i in words if tree.word(i) == ","]


def _plain(placed: Placed, words: Sequence[int]) -> str | None:
    return plain_body([placed.tree.lowers[i] for i in words])


def plain_body(words: Sequence[str]) -> str | None:
    """The words of a body of state in the usual order ("defence ministry"); None if they stand for another thing."""
    kept = [w for w in words if w not in _LEFT_OUT]
    for variant, usual in _SAME.items() if not _VARIED.isdisjoint(kept) else ():
        for n in range(len(kept) - len(variant) + 1):
            if tuple(kept[n : n + len(variant)]) == variant:
                kept[n : n + len(variant)] = usual
    if kept and kept[0] in ("ministry", "ministries"):
        kept = [*kept[1:], kept[0]]
    one = " ".join(kept[-1:]) in _ONE_EACH or " ".join(kept[-2:]) in _ONE_EACH or " ".join(kept[-3:]) in _ONE_EACH
    ministry = len(kept) > 1 and kept[-1] == "ministry"
    return " ".join(kept) if one or ministry else None


def _adjective(country: str) -> str:
    known = countries().get(country)
    if country in _USUAL or known is None:
        return _USUAL.get(country, country)
    return (known.adjectives or known.names)[0] or known.names[0]
