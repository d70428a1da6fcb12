"""Phrases for somebody or something that can act: where they stand, how they are worded, what the wording tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from onrecord.extract.actornouns import Actor, actor_of
from onrecord.extract.clauses import is_agent
from onrecord.extract.persontitles import (
    FEMALE,
    HONORIFICS,
    MALE,
    first_names,
    gender_of,
    role_of,
    title_after,
    title_before,
)
from onrecord.extract.placelookup import GIVEN_COUNTRIES, body_of, capital_of, countries_in, country_of, type_of
from onrecord.extract.tree import Tree
from onrecord.model import Document, Form, NameType, Span

_ARTICLES = frozenset({"the", "a", "an"})
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
_INNER = ("flat", "compound", "goeswith", "fixed", "nummod", "amod", "det", "case")
_DETAIL = ("acl", "appos", "parataxis", "conj", "cc", "punct", "case", "mark", "advcl", "cop", "nsubj", "advmod", "obl")


@dataclass(frozen=True, slots=True)
class Phrase:
    """words: its positions, first to last; head: that of its head. name: words of the bare name, titles left out.

    text: the name as printed.

    title: lower-case words before or after the name that say what somebody is. gender: "m", "f", "n" (thing or body),
    "p" (plural) or "" (not known); "r" relative pronoun, "-" first or second person. definite: "the", "this", "his" …
    """

    head: int
    words: tuple[int, ...]
    form: Form
    name: tuple[str, ...] = ()
    text: str = ""
    title: tuple[str, ...] = ()
    type: NameType | None = None
    country: str | None = None
    sector: str | None = None
    actor: Actor | None = None
    gender: str = ""
    definite: bool = False


def find_phrases(document: Document, tree: Tree) -> list[Phrase]:
    """All phrases in text order; no two have the same head."""
    found: dict[int, Phrase] = {}
    taken: set[int] = set()
    named = sorted(_named(document, tree), key=lambda p: p.type is not NameType.PER)
    surnames = {p.name[-1].lower() for p in named if p.type is NameType.PER}
    for phrase in (*_untyped_people(tree), *_known_surnames(tree, surnames), *named):
        if not taken & set(phrase.words):
            found[phrase.head] = phrase
            taken.update(phrase.words)
    for at, token in enumerate(tree.tokens):
        if at in found:
            continue
        shouted = len(tree.word(at)) > 1 and tree.word(at).isupper()  # "WHO" and "US" are names
        if token.upos in ("PRON", "DET") and tree.word(at).lower() in _PRONOUNS and not shouted:
            made = _pronoun(tree, at)
        elif shouted and at not in taken and body_of(tree.word(at)):
            made = _thing(tree, (at,), NameType.ORG)
        elif at not in taken and token.upos in ("NOUN", "PROPN") and _can_act(tree, at):
            made = _common(tree, at)
        else:
            continue
        if made is not None:
            found[at] = made
    return sorted(found.values(), key=lambda p: (p.words[0], p.head))


# --- names ------------------------------------------------------------


def _named(document: Document, tree: Tree) -> Iterator[Phrase]:
    starts = {t.span.start: i for i, t in enumerate(tree.tokens)}
    ends = {t.span.end: i for i, t in enumerate(tree.tokens)}
    for name in document.names:
        first, last = starts.get(name.span.start), ends.get(name.span.end)
        if first is None or last is None or last < first:
            continue
        words = _without_owned(tree, tuple(range(first, last + 1)))
        type = _checked(tree, words, name.type)
        if type is NameType.EVENT or (len(words) == 1 and _only_describes(tree, words[0], type)):
            continue
        yield _person(tree, words) if type is NameType.PER else _thing(tree, words, type)


def _without_owned(tree: Tree, words: tuple[int, ...]) -> tuple[int, ...]:
    """ "Belarus's European" is a slip of the name finder for "Belarus"; so is a country glued to a thing of its own."""
    for n, i in enumerate(words[1:], 1):
        if tree.word(i).lower() in ("’s", "'s", "’", "'"):
            return words[:n]
    first, dashed = tree.word(words[0]), any("-" in tree.word(i) for i in words)
    # "To Chad Leopard-2 tanks": the reader's name ends before the number of a type.
    end = tree.tokens[words[-1]].span.end
    cut = tree.text[end : end + 2]
    dashed = (dashed and first not in GIVEN_COUNTRIES) or (cut[:1] == "-" and cut[1:].isdigit())
    if len(words) > 1 and country_of(first) and dashed:
        return words[:1]
    return words


def _checked(tree: Tree, words: tuple[int, ...], type: NameType) -> NameType:
    """The type, with what the words themselves tell against it."""
    text = " ".join(tree.word(i) for i in words)
    if _after_honorific(tree, words[0]):
        return NameType.PER
    if capital_of(text) and type is NameType.PER and len(words) == 1:
        return NameType.GPE
    return type_of(text, type)


def _only_describes(tree: Tree, at: int, type: NameType) -> bool:
    """ "Russian officials", but not "Russians said"."""
    if type is not NameType.NORP:
        return False
    return tree.tokens[at].upos not in ("NOUN", "PROPN") or tree.relation(at) in _INNER


def _known_surnames(tree: Tree, surnames: set[str]) -> Iterator[Phrase]:
    """Runs of proper nouns, in capitals for instance, that end like the name of a person in the report.

    Names of the people that the name finder found itself are among them: where it took one for a company elsewhere,
    the person wins.
    """
    at = 0
    while at < len(tree.tokens):
        last = at
        while _name_like(tree, at) and last + 1 < len(tree.tokens) and _joins_name(tree, at, last + 1):
            last += 1
        if tree.word(last).lower() in surnames and _name_like(tree, last):
            yield _person(tree, tuple(range(_start(tree, at, last), last + 1)))
        at = last + 1


def _name_like(tree: Tree, at: int) -> bool:
    token, word = tree.tokens[at], tree.word(at)
    bare = token.upos == "NOUN" and not tree.below(at, "det", "amod", "nmod:poss", "compound")
    return word[:1].isupper() and (token.upos == "PROPN" or bare)


def _start(tree: Tree, first: int, last: int) -> int:
    """Where the name starts in a run of proper nouns: after the last word for a role, at the last country."""
    for i in range(last - 1, first - 1, -1):
        word = tree.word(i)
        if actor_of([word.lower()]) or (country_of(word) and word not in GIVEN_COUNTRIES):
            return i + 1
    return first


def _after_honorific(tree: Tree, first: int) -> bool:
    return first > 0 and tree.word(first - 1).lower() in MALE | FEMALE


def _untyped_people(tree: Tree) -> Iterator[Phrase]:
    """Proper nouns after "Mr" and the like that the name finder passed over."""
    at = 0
    while at < len(tree.tokens) - 1:
        last = at
        if tree.word(at).lower() in MALE | FEMALE and tree.word(at)[:1].isupper():
            while last + 1 < len(tree.tokens) and _joins_name(tree, at, last + 1):
                last += 1
        if last > at:
            yield _person(tree, tuple(range(at + 1, last + 1)))
        at = last + 1


def _joins_name(tree: Tree, first: int, at: int) -> bool:
    token = tree.tokens[at]
    return token.upos == "PROPN" and token.sentence == tree.tokens[first].sentence and tree.word(at)[:1].isupper()


def _person(tree: Tree, words: tuple[int, ...]) -> Phrase:
    bare = list(_after_office(tree, words))
    while len(bare) > 1 and tree.word(bare[0]).lower() in HONORIFICS:
        bare.pop(0)
    before = title_before(tree, bare[0])
    whole = tuple(range(before[0] if before else words[0], words[-1] + 1))
    whole = tuple(range(min(whole[0], words[0]), words[-1] + 1))
    head = _head(tree, whole)
    after = title_after(tree, head, whole)
    title = [tree.word(i).lower() for i in range(whole[0], bare[0])]
    described = [*(tree.word(i) for i in range(whole[0], bare[0])), *(tree.word(i) for i in after)]
    actor = role_of(title) or role_of([tree.word(i).lower() for i in after])
    owner = _owner_country(tree, head)
    places = countries_in(" ".join(described))
    return Phrase(
        head,
        whole,
        Form.NAME,
        tuple(tree.word(i) for i in bare),
        _printed(tree, bare),
        (*title, *(tree.word(i).lower() for i in after)),
        NameType.PER,
        places[0] if len(places) == 1 else owner if actor and not places else None,
        actor.sector if actor else None,
        actor,
        gender_of(title, tree.word(bare[0]).lower() if len(bare) > 1 else ""),
    )


def _after_office(tree: Tree, words: tuple[int, ...]) -> tuple[int, ...]:
    """ "Minister of Education Ann Lee": the name finder may take "Education" for a first name."""
    if words[0] == 0 or tree.word(words[0] - 1).lower() not in ("of", "for"):
        return words
    given = next((n for n, i in enumerate(words[:-1]) if tree.word(i).lower() in first_names()), 0)
    return words[given:]


def _owner_country(tree: Tree, head: int) -> str | None:
    """ "Russia's president", "president of Russia"."""
    owners = [c for c in tree.below(head, "nmod", "compound") if tree.tokens[c].upos == "PROPN"]
    found = {code for c in owners if (code := country_of(_phrase_text(tree, c)))}
    return found.pop() if len(found) == 1 else None


def _phrase_text(tree: Tree, at: int) -> str:
    words = [i for i in tree.subtree(at, ("case", "punct", "det")) if tree.tokens[i].upos in ("PROPN", "ADJ", "NOUN")]
    return " ".join(tree.word(i) for i in words)


def _capitalised(tree: Tree, at: int, words: tuple[int, ...]) -> tuple[int, ...]:
    """The run of proper nouns and capitalised words around the head: a name that the name finder passed over."""
    low = high = at
    while low - 1 in words and tree.word(low - 1)[:1].isupper() and tree.word(low - 1).lower() not in _ARTICLES:
        low -= 1
    while high + 1 in words and tree.tokens[high + 1].upos == "PROPN":
        high += 1
    return tuple(range(low, high + 1))


def _thing(tree: Tree, words: tuple[int, ...], type: NameType | None) -> Phrase:
    text = tuple(tree.word(i) for i in words)
    head = _head(tree, words)
    joined = " ".join(text)
    actor = actor_of([w.lower() for w in text])
    code = body_of(joined) or country_of(joined)
    sector = actor.sector if actor and type is not NameType.LOC else None
    if code is None and (capital := capital_of(joined)) and _acts(tree, head):
        # "Minsk must be ready": as an actor, a capital or a seat of government is the government.
        code, sector = capital, "GOV"
    if code is None and type in (NameType.ORG, None):
        places = countries_in(joined)
        code = places[0] if len(places) == 1 else _owner_country(tree, head)
    plural = type is NameType.NORP
    printed = _printed(tree, words)
    return Phrase(head, words, Form.NAME, text, printed, (), type, code, sector, actor, "p" if plural else "n")


def _printed(tree: Tree, words: Sequence[int]) -> str:
    return " ".join(tree.span(words).of(tree.text).split())


def _acts(tree: Tree, head: int) -> bool:
    return tree.relation(head) == "nsubj" or tree.tokens[head].deprel == "nmod:poss" or is_agent(tree, head)


def _head(tree: Tree, words: tuple[int, ...]) -> int:
    inside = set(words)
    return next((i for i in words if tree.tokens[i].head not in inside), words[-1])


# --- pronouns and descriptions ------------------------------------------------------------


def _pronoun(tree: Tree, at: int) -> Phrase | None:
    word = tree.word(at).lower()
    gender = _PRONOUNS[word]
    if gender == "r" and not any(tree.tokens[up].deprel == "acl:relcl" for up in (at, *tree.above(at))):
        return None
    if word in ("that", "this") and tree.relation(at) not in ("nsubj", "obj"):
        return None
    return Phrase(at, (at,), Form.PRONOUN, gender=gender)


def _can_act(tree: Tree, at: int) -> bool:
    relation = tree.relation(at)
    if relation not in _ACTING or tree.tokens[at].deprel in _UNACTING:
        return False
    if relation == "nsubj" or is_agent(tree, at):
        return True
    return actor_of([tree.word(at).lower()]) is not None or bool(_country(tree, at, _core(tree, at)))


def _core(tree: Tree, at: int) -> tuple[int, ...]:
    """The words of a description from its determiner to its head, with "of" phrases."""
    own = set(tree.subtree(at, _DETAIL)) - {j for c in tree.below(at, "nmod") if c > at for j in tree.subtree(c)}
    low, high = min(own), max(own)
    of = [
        c for c in tree.below(at, "nmod") if c > at and any(tree.word(k).lower() == "of" for k in tree.below(c, "case"))
    ]
    for c in of[:1]:
        below = tree.subtree(c, ("acl", "appos", "parataxis", "conj", "cc", "punct"))
        if min(below) == high + 1 and max(below) - min(below) == len(below) - 1:
            high = max(below)
    return tuple(range(low, high + 1))


def _country(tree: Tree, at: int, words: tuple[int, ...]) -> str | None:
    """The one country in the words before the noun, or, of those who act, in an "of" phrase after it."""
    owners = tree.below(at, "nmod:poss") if tree.tokens[at].lemma.lower() in _RELATIONAL else []
    left_out = {j for c in owners for j in tree.subtree(c)}
    acts = actor_of([tree.word(at).lower()]) is not None and not owners
    places = countries_in(" ".join(tree.word(i) for i in words if i not in left_out and (i <= at or acts)))
    return places[0] if len(places) == 1 else None


def _common(tree: Tree, at: int) -> Phrase | None:
    words = _core(tree, at)
    role = actor_of([tree.word(at).lower()])
    named = tree.tokens[at].upos == "PROPN" or capital_of(tree.word(at))  # "the Kremlin", whatever the tag
    if named and tree.word(at)[:1].isupper() and not (role and role.kind == "person"):
        return _thing(tree, _capitalised(tree, at, words), None)
    before = [tree.word(i).lower() for i in words if i <= at]
    actor = actor_of([w for w in before if w.isalpha() or "-" in w])  # a lone "-" too: "attorney - general"
    plural = "Number=Plur" in tree.tokens[at].morph
    determiner = {tree.word(c).lower() for c in tree.below(at, "det", "nmod:poss", "nummod")}
    gender = "p" if plural else "n" if actor is None or actor.kind != "person" else ""
    if not plural and actor and actor.kind == "person":
        gender = gender_of(before, "")
    return Phrase(
        at,
        words,
        Form.COMMON,
        tuple(tree.word(i) for i in words),
        _printed(tree, [i for i in words if i == at or tree.word(i).lower() not in _ARTICLES] or words),
        tuple(before),
        None,
        _country(tree, at, words),
        actor.sector if actor else None,
        actor,
        gender,
        bool(determiner & {"the", "this", "that", "these", "those", "his", "her", "its", "their"}),
    )


def span_of(tree: Tree, phrase: Phrase) -> Span:
    """From the first to the last word, without a leading article."""
    articled = len(phrase.words) > 1 and tree.word(phrase.words[0]).lower() in _ARTICLES
    return tree.span(phrase.words[1:] if articled else phrase.words)
