"""Descriptions and pronouns as phrases: "the Norwegian government", "officials in Quebec", "she"."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from onrecord.extract.actornouns import Actor, actor_of, beside_actor, described_actor, takes_sector, word_actor
from onrecord.extract.clauses import is_agent
from onrecord.extract.namedbodies import body_in, named_actor
from onrecord.extract.namephrases import capitalised, thing
from onrecord.extract.ownership import belonging, body_before, country_after, is_held
from onrecord.extract.peoples import only_other
from onrecord.extract.persontitles import gender_of
from onrecord.extract.phrases import ARTICLES, BESIDE, Phrase, acts, is_doubled, printed
from onrecord.extract.placedwords import Placed
from onrecord.extract.placelookup import body_of, capital_of, demonym_of
from onrecord.extract.statebodies import UNITS, StateBody, plain_body, state_body
from onrecord.extract.tree import Tree, once
from onrecord.model import Form, NameType

_PRONOUNS: Mapping[str, str] = MappingProxyType(
    dict.fromkeys("he him his himself".split(), "m")
    | dict.fromkeys("she her hers herself".split(), "f")
    | dict.fromkeys("it its itself".split(), "n")
    | dict.fromkeys("they them their theirs themselves".split(), "p")
    | dict.fromkeys("i me my we us our you your ours mine myself ourselves yourself".split(), "-")
    | dict.fromkeys("who which that whom whose".split(), "r")
)
# "Russia's neighbours" are not Russian.
_RELATIONAL = frozenset(
    "neighbour neighbor ally enemy rival opponent adversary partner foe supporter critic counterpart victim target "
    "donor lender backer sponsor".split()
)
_ACTING = ("nsubj", "obj", "iobj", "obl", "nmod", "conj", "appos", "root", "parataxis", "dislocated", "vocative", "dep")
# "Coach Ann Lee" is one person, "last week" nobody.
_UNACTING = ("nmod:desc", "nmod:unmarked", "obl:unmarked")
_DETAIL = ("acl", "appos", "parataxis", "conj", "cc", "punct", "case", "mark", "advcl", "cop", "nsubj", "advmod", "obl")
_BROKEN = ("acl", "appos", "parataxis", "conj", "cc", "punct")
_POINTING = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their"})
# Who is in a country and often of another.
_FROM_ELSEWHERE = frozenset(
    "soldier troop force peacekeeper settler tourist migrant immigrant refugee envoy ambassador diplomat national "
    "captive hostage ally fighter missionary".split()
)
_PARTS = frozenset("dozen score hundred thousand million ten number majority handful deployment batch wave".split())
# "State of emergency" is no state.
_CONDITIONS = frozenset("emergency siege war affairs mind alert health art play shock".split())
_GOVERNING = frozenset("government administration cabinet regime presidency".split())


def is_pronoun(word: str) -> bool:
    """Whether the lower-case word is one of the pronouns that may stand for somebody."""
    return word in _PRONOUNS


def pronoun(tree: Tree, at: int) -> Phrase | None:
    """A pronoun as a phrase, None where it cannot stand for anybody."""
    word = tree.lowers[at]
    gender = _PRONOUNS[word]
    if gender == "r" and not any(tree.tokens[up].deprel == "acl:relcl" for up in (at, *tree.above(at))):
        return None
    if word in ("that", "this") and tree.relation(at) not in ("nsubj", "obj"):
        return None
    return Phrase(at, (at,), Form.PRONOUN, gender=gender)


def can_act(placed: Placed, at: int) -> bool:
    """Whether a noun may stand for somebody: by where it stands, what it means or whose it is."""
    tree = placed.tree
    relation = tree.relation(at)
    if relation not in _ACTING or tree.tokens[at].deprel in _UNACTING:
        return False
    if relation == "nsubj" or word_actor(tree.lowers[at]) is not None or is_agent(tree, at):
        return True
    if tree.lemmas[at] in _PARTS and _of_parts(tree, at) is not None:
        return True  # "holding thousands of refugees"
    if is_held(placed, at):
        return True  # "shelled positions of the rebels"
    return bool(_country(placed, at, _core(tree, at)))


def common(placed: Placed, at: int) -> Phrase | None:
    """A noun with what belongs to it as a phrase; a name if it is one that the name finder passed over."""
    tree, words = placed.tree, _core(placed.tree, at)
    role = word_actor(tree.lowers[at])
    if known := _known_body(tree, at, words):
        return thing(placed, known, NameType.ORG)
    if _is_name(tree, at, role):
        return thing(placed, capitalised(tree, at, words), None)
    if role is not None and is_condition(tree, at):
        role = None
    actor = _actor(placed, at, words) if role or not word_actor(tree.lowers[at]) else None
    counted = bool(tree.below(at, "nummod")) or tree.lemmas[at] in _PARTS
    where = _where(placed, at) if actor and actor.kind != "document" else ()
    words = tuple(range(words[0], max(words[-1], *where) + 1)) if where else words
    before = [tree.lowers[i] for i in words if i <= at]
    determiner = {tree.lowers[c] for c in tree.below(at, "det", "nmod:poss", "nummod")}
    return Phrase(
        at,
        words,
        Form.COMMON,
        tuple(tree.word(i) for i in words),
        printed(tree, [i for i in words if i == at or tree.lowers[i] not in ARTICLES] or words),
        tuple(before),
        None,
        _of_ethnic(placed, at, words)
        if "ethnic" in before
        else _country(placed, at, words)
        or (placed.country(where) if where else None)
        or _body_code(placed, at, words, actor)
        or country_after(placed, at),
        actor.sector if actor else belonging(placed, at, words),
        actor,
        _gender(tree, at, actor, before),
        bool(determiner & _POINTING),
        _body(placed, at, words, actor),
        _owner(tree, at, actor),
        not counted and any(placed.names_place(i) for i in words),
    )


def _of_ethnic(placed: Placed, at: int, words: tuple[int, ...]) -> str | None:
    """ "Ethnic Albanian guerrillas in Macedonia" are of where they are."""
    return country_after(placed, at) or only_other(placed, at, _country(placed, at, words))


def _known_body(tree: Tree, at: int, words: tuple[int, ...]) -> tuple[int, ...]:
    """The words of a body that everybody knows, of which the name finder took only a part: "UN refugee agency"."""
    kept = tuple(i for i in words if i <= at and tree.lowers[i] not in ARTICLES)
    return kept if body_of(" ".join(tree.word(i) for i in kept)) else ()


def _is_name(tree: Tree, at: int, role: Actor | None) -> bool:
    """Whether the noun is a name that the name finder passed over: no title, no "Carmaker" before a name."""
    named = tree.tokens[at].upos == "PROPN" or capital_of(tree.word(at))  # "the Kremlin", whatever the tag
    first = at == 0 or tree.tokens[at - 1].sentence != tree.tokens[at].sentence
    describes = role is not None and (role.kind == "person" or (first and _beside_name(tree, at)))
    return bool(named) and tree.word(at)[:1].isupper() and not describes


def _gender(tree: Tree, at: int, actor: Actor | None, before: list[str]) -> str:
    if "Number=Plur" in tree.tokens[at].morph:
        return "p"
    return gender_of(before, "") if actor and actor.kind == "person" else "n"


def is_condition(tree: Tree, at: int) -> bool:
    """Whether a "state" is a condition ("state of emergency") and no country."""
    if tree.lemmas[at] != "state":
        return False
    return any(tree.lemmas[c] in _CONDITIONS for c in tree.below(at, "nmod"))


@once
def _core(tree: Tree, at: int) -> tuple[int, ...]:
    """The words of a description from its determiner to its head, with "of" phrases; "at least" is left out."""
    after = {j for c in tree.below(at, "nmod") if c > at for j in tree.subtree(c)}
    own = [i for i in tree.subtree(at, _DETAIL) if i not in after]
    low, high = own[0], own[-1]
    for c in _of(tree, at)[:1]:
        below = tree.subtree(c, _BROKEN)
        if min(below) == high + 1 and max(below) - min(below) == len(below) - 1:
            high = max(below)
    number = next((c for c in tree.below(at, "nummod") if c < at), None)
    if number is not None and min(tree.subtree(number)) == low:
        while low < number and tree.tokens[low].upos not in ("NUM", "SYM"):
            low += 1
    while high > at and tree.tokens[high].upos == "ADP":
        high -= 1
    return tuple(range(low, high + 1))


def _of(tree: Tree, at: int, *cases: str) -> list[int]:
    """Nouns after the noun that "of", or one of the cases, joins to it."""
    wanted = cases or ("of",)
    return [
        c for c in tree.below(at, "nmod") if c > at and any(tree.lowers[k] in wanted for k in tree.below(c, "case"))
    ]


def _of_next(tree: Tree, at: int) -> list[int]:
    """What an "of" right after the noun goes with, wherever the reader hung that."""
    joined = at + 1 < len(tree.tokens) and tree.lowers[at + 1] == "of" and tree.relation(at + 1) == "case"
    return [tree.tokens[at + 1].head] if joined and tree.tokens[at + 1].head > at else []


def _where(placed: Placed, at: int) -> tuple[int, ...]:
    """The place right after whoever acts: "in Quebec, Canada" of "officials in Quebec, Canada, say"."""
    tree = placed.tree
    if tree.lemmas[at] in _FROM_ELSEWHERE:
        return ()
    if not acts(tree, at) and not any(tree.lowers[c] == "according" for c in tree.below(at, "case")):
        return ()
    for c in _of(tree, at, "in", "at", "from", "of"):
        apart = {j for k in tree.below(c, "appos") if not placed.names_place(k) for j in tree.subtree(k)}
        below = [i for i in tree.subtree(c, ("acl", "parataxis", "conj", "cc")) if i not in apart]
        while below and tree.tokens[below[-1]].upos == "PUNCT":
            below.pop()
        near = min(below) == at + 1 and max(below) - min(below) == len(below) - 1
        unit = tree.lemmas[c] in UNITS and placed.country(below) is not None
        named = placed.place_country(c) is not None and not demonym_of(tree.word(c))  # not "papers in English"
        if near and (unit or named):
            return tuple(below)
    return ()


def _country(placed: Placed, at: int, words: tuple[int, ...]) -> str | None:
    """The one country in the words before the noun, or, of those who act, in an "of" phrase after it."""
    tree = placed.tree
    owners = tree.below(at, "nmod:poss") if tree.lemmas[at] in _RELATIONAL else []
    left_out = {j for c in owners for j in tree.subtree(c)}
    before = placed.countries(i for i in words if i not in left_out and i <= at)
    role = word_actor(tree.lowers[at])
    if tree.lemmas[at] in _PARTS and not before:
        return placed.country(i for i in words if i > at)
    if before or owners or role is None:
        return before[0] if len(before) == 1 else None
    whose = next(iter(_of(tree, at)), at)
    of = word_actor(tree.lowers[whose])
    if whose != at and role.kind == "person" and of is not None and of.kind == "person":
        return None  # "the sister of the Korean leader"
    return placed.country(i for i in words if i > at)


def _body_code(placed: Placed, at: int, words: tuple[int, ...], actor: Actor | None) -> str | None:
    """ "FBI agents", "a spokesman for the Iranian ministry": country or code of the body that people belong to."""
    tree = placed.tree
    if actor is not None and actor.kind == "body" and _is_group(tree, at):
        inside = body_before(tree, at, words)
        return inside.code if inside else None
    if actor is None or actor.kind != "person":
        return None
    owner = next(iter(_of(tree, at, "for", "at")), None)
    body = body_in([tree.word(i) for i in words if i < at])
    if body is not None or owner is None or not takes_sector(tree.lowers[at], actor):
        return body.code if body else None
    below = tree.subtree(owner, (*_BROKEN, "case"))
    body = body_in([tree.word(i) for i in below])
    return placed.country(below) or (body.code if body else None)


def _actor(placed: Placed, at: int, words: tuple[int, ...]) -> Actor | None:
    """What the noun with its modifiers stands for; leaders, members and groups have the sector of their own."""
    tree = placed.tree
    before = [w for i in words if i <= at and ((w := tree.lowers[i]).isalpha() or "-" in w or w in ("’s", "'s"))]
    actor = described_actor(before) or (beside_actor(before) if _beside_name(tree, at) else None)
    if tree.lemmas[at] in _PARTS:
        return _of_parts(tree, at)
    inside = body_before(tree, at, words) if actor and _is_group(tree, at) else None
    if actor is not None and inside is not None and inside.sector:
        return Actor(actor.kind, inside.sector)  # "the Hezbollah group", "Taliban leaders"
    if actor is None or actor.kind == "document" or not takes_sector(before[-1], actor):
        return actor
    plain = actor_of(before)
    owner = next(iter([*_of(tree, at, "of", "for", "at", "from"), *_of_next(tree, at)]), None)
    if owner is None or (plain is not None and plain.sector != actor.sector):
        return actor
    return _of_owner(placed, actor, owner)


def _is_group(tree: Tree, at: int) -> bool:
    """Whether the noun by itself has no sector but that of whom it belongs to."""
    plain = word_actor(tree.lowers[at])
    return plain is not None and plain.kind != "document" and takes_sector(tree.lowers[at], plain)


def _of_parts(tree: Tree, at: int) -> Actor | None:
    """ "Dozens of soldiers" are soldiers; of a people, civilians."""
    members = next((c for c in _of(tree, at) if "Number=Plur" in tree.tokens[c].morph), None)
    if members is None:
        return None
    people = demonym_of(tree.word(members)) is not None
    found = described_actor([tree.lowers[i] for i in tree.subtree(members, (*_BROKEN, "case")) if i <= members])
    return Actor("person", "CVL") if people else found


def _of_owner(placed: Placed, actor: Actor, owner: int) -> Actor:
    """ "Leader of the opposition", "spokesman for the army", "group of diplomats"; not "leader of Russia"."""
    tree = placed.tree
    words = [i for i in tree.subtree(owner, (*_BROKEN, "case", "det")) if i <= owner]
    if tree.tokens[owner].upos == "PROPN":
        if placed.names_place(owner):
            return actor
        whole = range(min(words), max(tree.subtree(owner, _BROKEN)) + 1)  # "the Association of African Jurists"
        body = named_actor(tuple(tree.word(i) for i in whole)) or named_actor(tuple(tree.word(i) for i in words))
        return Actor(actor.kind, body.sector if body else None)
    body = described_actor([tree.lowers[i] for i in words])
    return Actor(actor.kind, body.sector) if body and body.sector and body.sector != "CVL" else actor


def _beside_name(tree: Tree, at: int) -> bool:
    near = [*tree.below(at, *BESIDE), *([tree.tokens[at].head] if tree.tokens[at].deprel in BESIDE else [])]
    near += [at + 1] if at + 1 < len(tree.tokens) and is_doubled(tree, at, at + 1) else []
    return any(tree.tokens[c].upos == "PROPN" for c in near)


def _body(placed: Placed, at: int, words: tuple[int, ...], actor: Actor | None) -> StateBody | None:
    """The body of state that a definite or bare description stands for: there is one such body."""
    tree = placed.tree
    if actor is None or actor.kind != "body" or tree.below(at, "nummod"):
        return None
    determiners = [tree.lowers[c] for c in tree.below(at, "det")]
    owners = [c for c in tree.below(at, "nmod:poss") if tree.tokens[c].upos == "PRON"]
    if owners or any(d != "the" for d in determiners):
        return None
    return state_body(placed, words)


def _owner(tree: Tree, at: int, actor: Actor | None) -> int | None:
    """The name of whoever leads a government: "the Ames administration", "President Suharto's government"."""
    if actor is None or actor.kind != "body" or plain_body([tree.lowers[at]]) not in _GOVERNING:
        return None
    owners = [c for c in tree.below(at, "compound", "nmod:poss") if tree.tokens[c].upos == "PROPN"]
    return owners[0] if len(owners) == 1 else None
