"""Titles: the words beside a name that say what somebody is, and whether it is a man or a woman."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from onrecord.extract.actornouns import Actor, actor_of, described_actor, takes_sector, word_actor
from onrecord.extract.tree import Tree

MALE = frozenset("mr mr. sir lord king prince sheikh herr monsieur señor baron father pope".split())
FEMALE = frozenset("mrs mrs. ms ms. miss lady queen princess dame madame sister baroness".split())
PLAIN = frozenset(
    "dr dr. prof prof. sen sen. rep rep. gov gov. gen gen. col col. lt lt. maj maj. capt capt. sgt sgt. adm adm. "
    "rev rev. hon hon. st st. president premier minister chancellor secretary judge justice senator representative "
    "general colonel captain sergeant major admiral".split()
)
# How a name and the noun beside it hang together.
_BESIDE = ("flat", "compound", "appos", "nmod:desc")
_ALONE = frozenset("mr mr. mrs mrs. ms ms. miss".split())
HONORIFICS = MALE | FEMALE | PLAIN
_DETAIL = ("acl", "appos", "parataxis", "conj", "cc", "punct")


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
    while at >= 0 and _runs_on(tree, at) and _title_word(tree, at, found):
        found.insert(0, at)
        at -= 1
    while found and tree.lowers[found[0]] in ("of", "-", "’s", "'s", "and"):
        found.pop(0)
    if found and tree.lowers[found[-1]] in _ALONE:
        found = found[-1:]  # "visiting Mr Lee"
    words = [tree.lowers[i] for i in found]
    honorific = words and words[-1] in HONORIFICS
    role = role_of(words)
    return found if honorific or (role.kind == "person" if role else _describes(tree, first - 1, first)) else []


def _runs_on(tree: Tree, at: int) -> bool:
    """Whether the text goes on after the word: a new sentence without a sign before it is a slip of the reader."""
    word, after = tree.tokens[at], tree.tokens[at + 1]
    between = tree.text[word.span.end : after.span.start]
    return word.sentence == after.sentence or (word.upos != "PUNCT" and "\n" not in between)


def _describes(tree: Tree, at: int, first: int) -> bool:
    """ "curator Ann Lee": a noun right before the name that the tree ties to it says what she is, whatever it means."""
    if at < 0 or tree.tokens[at].upos != "NOUN":
        return False
    before, name = tree.tokens[at], tree.tokens[first]
    return (before.head >= first and before.deprel in _BESIDE) or (name.head == at and name.deprel in _BESIDE)


def role_of(words: list[str]) -> Actor | None:
    """What a title makes of somebody, its words in lower case: ("minister", "of", "defence") is a minister."""
    office = next((words[:n] for n, word in enumerate(words) if n and word in ("of", "for", "to")), list[str]())
    role, whole = described_actor(office), actor_of(words)
    if role is None or role.kind != "person" or (whole is not None and whole.kind == "person"):
        return described_actor(words)
    owner = words[len(office) + 1 :]
    if not takes_sector(office[-1], role):
        return role
    # "Chief of the navy", "leader of the opposition": whoever leads them is one of them.
    body = described_actor(owner)
    return Actor(role.kind, body.sector) if body and body.sector else role


def _office(tree: Tree, first: int) -> list[int]:
    """ "Minister of Education", "secretary of labor" before a name: from the word for the role on."""
    at = first - 1
    last = word_actor(tree.lowers[at]) if at >= 0 else None
    if last is not None and last.kind == "person":
        return []  # "the mother of victim Ann Lee" is not Ann Lee
    while at > 0 and _runs_on(tree, at) and _in_office(tree, at):
        at -= 1
        if at > 1 and tree.lowers[at] == "for" and tree.lowers[at - 2] == "of":
            at -= 1  # "Minister of State for Trade"
    if at < 1 or first - at < 2 or tree.lowers[at] not in ("of", "for", "to"):
        return []
    role = word_actor(tree.lowers[at - 1])
    if role is None or role.kind != "person":
        return []
    capitals = all(tree.word(i)[:1].isupper() or tree.word(i) in ("for", "the") for i in range(at + 1, first))
    return list(range(at - 1, first)) if capitals or _tied(tree, at - 1, first) else []


def _in_office(tree: Tree, at: int) -> bool:
    """Words of the name of an office are tagged by what they are by themselves ("Foreign" is an adjective)."""
    return tree.tokens[at].upos in ("PROPN", "ADJ", "NOUN") or tree.word(at) in ("the", "United")


def _tied(tree: Tree, at: int, first: int) -> bool:
    """Whether the tree ties the word for the role to the name."""
    before, name = tree.tokens[at], tree.tokens[first]
    alike = before.head == name.head and before.deprel == name.deprel and before.deprel in ("nsubj", "obl")
    return name.head == at or alike or (before.head == first and before.deprel in _BESIDE)


def _title_word(tree: Tree, at: int, found: list[int]) -> bool:
    token, word = tree.tokens[at], tree.lowers[at]
    if not found:
        return word in HONORIFICS or word_actor(word) is not None or _describes(tree, at, at + 1)
    if word == "and":  # "writer and activist Ann Lee", never "Ann Lee and activist Bo Cho"
        return at > 0 and tree.tokens[at - 1].upos == "NOUN" and tree.word(at - 1).islower()
    if word == "of":  # "president of Russia Ann Lee", never "sister of leader Ann Lee"
        role = actor_of([tree.lowers[i] for i in found])
        return role is None or role.kind != "person"
    united = word == "united" and tree.word(at)[:1].isupper()  # tagged as a participle before "States"
    return token.upos in ("NOUN", "PROPN", "ADJ") or united or word in ("-", "deputy", "’s", "'s")


def title_after(tree: Tree, head: int, whole: tuple[int, ...]) -> list[int]:
    """The head of an apposition, what stands before it and whose it is: ", the president of Chile,"."""
    for c in tree.below(head, "appos"):
        if c > whole[-1] and word_actor(tree.lowers[c]):
            last = max((i for n in _owners(tree, c)[:1] for i in tree.subtree(n, _DETAIL)), default=c)
            inside = range(min(tree.subtree(c)), max(c, last) + 1)
            return [i for i in inside if tree.tokens[i].upos not in ("DET", "PUNCT")]
    return []


def _owners(tree: Tree, at: int) -> list[int]:
    """Whose or of what: nouns after "of", without people ("sister of the president")."""
    after = [n for n in tree.below(at, "nmod") if any(tree.lowers[k] == "of" for k in tree.below(n, "case"))]
    roles = [word_actor(tree.lowers[n]) for n in after]
    return [n for n, role in zip(after, roles, strict=True) if role is None or role.kind != "person"]


def gender_of(title: list[str], first: str) -> str:
    """ "m" or "f" by the title, else by the first name (lower case, "" if none), else ""."""
    words = set(title)
    if words & MALE or words & {"congressman", "spokesman", "chairman", "businessman", "councilman", "assemblyman"}:
        return "m"
    if words & FEMALE or words & {"congresswoman", "spokeswoman", "chairwoman", "businesswoman", "councilwoman"}:
        return "f"
    return first_names().get(first, "")
