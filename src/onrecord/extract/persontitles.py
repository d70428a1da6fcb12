"""Titles: the words beside a name that say what somebody is, and whether it is a man or a woman."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from onrecord.extract.actornouns import Actor, actor_of
from onrecord.extract.tree import Tree

MALE = frozenset("mr mr. sir lord king prince sheikh herr monsieur señor baron father pope".split())
FEMALE = frozenset("mrs mrs. ms ms. miss lady queen princess dame madame sister baroness".split())
PLAIN = frozenset(
    "dr dr. prof prof. sen sen. rep rep. gov gov. gen gen. col col. lt lt. maj maj. capt capt. sgt sgt. adm adm. "
    "rev rev. hon hon. st st. president premier minister chancellor secretary judge justice senator representative "
    "general colonel captain sergeant major admiral".split()
)
HONORIFICS = MALE | FEMALE | PLAIN


@cache
def first_names() -> Mapping[str, str]:
    """First name in lower case -> "m" or "f"."""
    table = (resources.files("onrecord.data") / "attribution" / "firstnames.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return MappingProxyType({name: sex for sex, names in rows for name in names.split()})


def title_before(tree: Tree, first: int) -> list[int]:
    """Positions of the title right before a name: "Belarusian president", "Mr", "former Secretary of State"."""
    at, found = first - 1, _office(tree, first)
    at = found[0] - 1 if found else at
    sentence = tree.tokens[first].sentence
    while at >= 0 and tree.tokens[at].sentence == sentence and _title_word(tree, at, found):
        found.insert(0, at)
        at -= 1
    while found and tree.word(found[0]).lower() in ("of", "-", "’s", "'s", "and"):
        found.pop(0)
    words = [tree.word(i).lower() for i in found]
    honorific = words and words[-1] in HONORIFICS
    role = role_of(words)
    return found if honorific or (role is not None and role.kind == "person") else []


def role_of(words: list[str]) -> Actor | None:
    """What a title makes of somebody, its words in lower case: ("minister", "of", "defence") is a minister."""
    office = next((words[:n] for n, word in enumerate(words) if n and word in ("of", "for")), list[str]())
    return actor_of(words) or actor_of(office)


def _office(tree: Tree, first: int) -> list[int]:
    """ "Minister of Education", "Undersecretary for Trade" before a name: from the word for the role on."""
    at = first - 1
    while at > 0 and tree.tokens[at].sentence == tree.tokens[first].sentence and _in_office(tree, at):
        at -= 1
    if at < 1 or first - at < 2 or tree.word(at).lower() not in ("of", "for"):
        return []
    role = actor_of([tree.word(at - 1).lower()])
    return list(range(at - 1, first)) if role and role.kind == "person" else []


def _in_office(tree: Tree, at: int) -> bool:
    """Words of the name of an office are tagged by what they are by themselves ("Foreign" is an adjective)."""
    return tree.tokens[at].upos in ("PROPN", "ADJ", "NOUN") and tree.word(at)[:1].isupper()


def _title_word(tree: Tree, at: int, found: list[int]) -> bool:
    token, word = tree.tokens[at], tree.word(at).lower()
    if not found:
        return word in HONORIFICS or actor_of([word]) is not None
    return token.upos in ("NOUN", "PROPN", "ADJ") or word in ("of", "-", "deputy", "’s", "'s")


def title_after(tree: Tree, head: int, whole: tuple[int, ...]) -> list[int]:
    """The head and what stands before it in an apposition: ", the Russian president,"."""
    for c in tree.below(head, "appos"):
        if c > whole[-1] and actor_of([tree.word(c).lower()]):
            return [i for i in range(min(tree.subtree(c)), c + 1) if tree.tokens[i].upos not in ("DET", "PUNCT")]
    return []


def gender_of(title: list[str], first: str) -> str:
    """ "m" or "f" by the title, else by the first name (lower case, "" if none), else ""."""
    words = set(title)
    if words & MALE or words & {"congressman", "spokesman", "chairman", "businessman", "councilman", "assemblyman"}:
        return "m"
    if words & FEMALE or words & {"congresswoman", "spokeswoman", "chairwoman", "businesswoman", "councilwoman"}:
        return "f"
    return first_names().get(first, "")
