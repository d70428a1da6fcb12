"""Names as phrases: people with their titles, bodies and places with what the words beside them tell."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.extract.actornouns import Actor, beside_actor, described_actor, takes_sector, word_actor
from onrecord.extract.countries import body_named
from onrecord.extract.namedbodies import body_in, named_actor
from onrecord.extract.peoples import people
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
from onrecord.extract.phrases import ARTICLES, BESIDE, Phrase, acts, head_of, printed
from onrecord.extract.placedwords import Placed
from onrecord.extract.placelookup import GIVEN_COUNTRIES, body_of, capital_of, country_of, demonym_of, type_of
from onrecord.extract.statebodies import StateBody, state_body
from onrecord.extract.tree import Tree
from onrecord.model import Document, Form, NameType

_INNER = ("flat", "compound", "goeswith", "fixed", "nummod", "amod", "det", "case")
_OUTSIDE = ("acl", "appos", "conj", "cc", "punct", "parataxis")
# What the name finder may take a body for.
_MISTAKEN = (NameType.PER, NameType.GPE, NameType.LOC, NameType.PRODUCT, NameType.MISC)
_SIR_OR_LADY = MALE | FEMALE
_PLACES = (NameType.GPE, NameType.LOC, NameType.MISC)
# A lone name before these is a person's ("the Ames administration").
_OF_PERSON = frozenset("administration presidency premiership".split())
# Small words inside the names of bodies, and how long those may be.
_INSIDE = frozenset("of for the and to in on against 's ’s ' ’ -".split())
_LONGEST = 12


def named(document: Document, placed: Placed) -> Iterator[Phrase]:
    """The names that the name finder found, as phrases."""
    tree = placed.tree
    starts = {t.span.start: i for i, t in enumerate(tree.tokens)}
    ends = {t.span.end: i for i, t in enumerate(tree.tokens)}
    for name in document.names:
        first, last = starts.get(name.span.start), ends.get(name.span.end)
        if first is None or last is None or last < first:
            continue
        while last > first and tree.tokens[last].upos == "ADP":
            last -= 1
        joined = tuple(range(first, _end_of_body(tree, first, last, ends, document) + 1))
        words = joined if len(joined) > last - first + 1 else _without_owned(tree, tuple(range(first, last + 1)))
        type = _checked(tree, words, name.type)
        if type is NameType.EVENT or (len(words) == 1 and _only_describes(tree, words[0], type)):
            continue
        yield person(placed, words) if type is NameType.PER else thing(placed, words, type)


def _end_of_body(tree: Tree, first: int, last: int, ends: dict[int, int], document: Document) -> int:
    """Where a body ends that the name finder parted: "People's Liberation Army", "Ivory Coast"."""
    for end in _ends_further(tree, first, last):
        whole = tree.text[tree.tokens[first].span.start : tree.tokens[end].span.end]
        if body_of(whole) or (country_of(whole) and not demonym_of(whole)):
            return end
    if last + 2 >= len(tree.tokens) or tree.word(last + 1) not in ("'s", "’s", "'", "’"):
        return last
    start = tree.tokens[last + 2].span.start
    end = next((ends[n.span.end] for n in document.names if n.span.start == start and n.span.end in ends), last)
    whole = tree.text[tree.tokens[last].span.start : tree.tokens[end].span.end]
    return end if body_of(whole) else last


def _ends_further(tree: Tree, first: int, last: int) -> Iterator[int]:
    """Where a name that goes on may end, the farthest first: at words with a capital."""
    end = last
    while end + 1 < len(tree.tokens) and end - first < _LONGEST and _goes_on(tree, first, end + 1):
        end += 1
    for i in range(end, last, -1):
        if tree.word(i)[:1].isupper():
            yield i


def _goes_on(tree: Tree, first: int, at: int) -> bool:
    word, sentence = tree.word(at), tree.tokens[first].sentence
    return tree.tokens[at].sentence == sentence and (word[:1].isupper() or word in _INSIDE)


def _without_owned(tree: Tree, words: tuple[int, ...]) -> tuple[int, ...]:
    """ "Belarus's European" is a slip of the name finder for "Belarus"; so is a country glued to a thing of its own."""
    whole = tree.span(words).of(tree.text)
    own = body_of(whole) or (country_of(whole) if tree.word(words[-1])[:1].isupper() else None)  # "People's Republic"
    for n, i in enumerate(words[1:], 1):
        if tree.lowers[i] in ("’s", "'s", "’", "'") and own is None:
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
    after = tree.lowers[words[-1] + 1] if words[-1] + 1 < len(tree.tokens) else ""
    if _after_honorific(tree, words[0]):
        return NameType.PER
    if type in _MISTAKEN and body_of(text) and not country_of(text):
        return NameType.ORG
    if type is NameType.ORG and len(words) == 1 and after in _OF_PERSON and not country_of(text):
        return NameType.PER
    if type in _PLACES and len(words) > 1 and _is_people(tree.word(words[-1])):
        return NameType.NORP  # "Kosovo Albanians"
    if capital_of(text) and type is NameType.PER and len(words) == 1:
        return NameType.GPE
    return type_of(text, type)


def _is_people(word: str) -> bool:
    return demonym_of(word) is not None and word.endswith("s")


def _only_describes(tree: Tree, at: int, type: NameType) -> bool:
    """ "Russian officials", but not "Russians said"."""
    if type is not NameType.NORP:
        return False
    return tree.tokens[at].upos not in ("NOUN", "PROPN") or tree.relation(at) in _INNER


def known_surnames(placed: Placed, surnames: set[str], ends: set[int]) -> Iterator[Phrase]:
    """Runs of proper nouns, in capitals for instance, that end like the name of a person in the report.

    Where the name finder took one for a company elsewhere, the person wins. ends: where names of people that it found
    end; it knows best where they begin.
    """
    tree = placed.tree
    for last, word in enumerate(tree.lowers):
        if word not in surnames or last in ends or not _name_like(tree, last):
            continue
        if last + 1 < len(tree.tokens) and _joins_name(tree, last, last + 1):
            continue
        at = last
        while at > 0 and _joins_name(tree, at - 1, at) and _name_like(tree, at - 1):
            at -= 1
        yield person(placed, tuple(range(_start(tree, at, last), last + 1)))


def _name_like(tree: Tree, at: int) -> bool:
    if not tree.word(at)[:1].isupper():
        return False
    upos = tree.tokens[at].upos
    return upos == "PROPN" or (upos == "NOUN" and not tree.below(at, "det", "amod", "nmod:poss", "compound"))


def _start(tree: Tree, first: int, last: int) -> int:
    """Where the name starts in a run of proper nouns: after the last word for a role, at the last country."""
    for i in range(last - 1, first - 1, -1):
        word = tree.word(i)
        if word_actor(word.lower()) or (country_of(word) and word not in GIVEN_COUNTRIES):
            return i + 1
    return first


def _after_honorific(tree: Tree, first: int) -> bool:
    return first > 0 and tree.lowers[first - 1] in _SIR_OR_LADY


def untyped_people(placed: Placed, inside: set[int]) -> Iterator[Phrase]:
    """Proper nouns after "Mr" and the like that the name finder passed over.

    inside: words of names of people after the first; "Sheikh" there is a part of the name.
    """
    tree, last = placed.tree, -1
    for at, word in enumerate(tree.lowers):
        if word not in _SIR_OR_LADY or at <= last or at in inside or not tree.words[at][:1].isupper():
            continue
        last = at
        while last + 1 < len(tree.tokens) and _joins_name(tree, at, last + 1):
            last += 1
        if last > at:
            yield person(placed, tuple(range(at + 1, last + 1)))


def _joins_name(tree: Tree, first: int, at: int) -> bool:
    token = tree.tokens[at]
    return token.upos == "PROPN" and token.sentence == tree.tokens[first].sentence and tree.word(at)[:1].isupper()


def person(placed: Placed, words: tuple[int, ...]) -> Phrase:
    """The name of a person with the title before or after it."""
    tree = placed.tree
    bare = list(_after_office(tree, words))
    while len(bare) > 1 and tree.lowers[bare[0]] in HONORIFICS:
        bare.pop(0)
    before = title_before(tree, bare[0])
    whole = tuple(range(min([*before[:1], words[0]]), words[-1] + 1))
    head = _head_of_person(tree, whole, bare)
    after, told = title_after(tree, head, whole), [i for i in whole if i < bare[0]]
    title = [tree.lowers[i] for i in told]
    actor = _role(placed, told) or _role(placed, after)
    return Phrase(
        head,
        whole,
        Form.NAME,
        tuple(tree.word(i) for i in bare),
        printed(tree, bare),
        (*title, *(tree.lowers[i] for i in after)),
        NameType.PER,
        _country_of_person(placed, head, [*told, *after], actor),
        actor.sector if actor else None,
        actor,
        gender_of(title, tree.lowers[bare[0]] if len(bare) > 1 else ""),
    )


def _head_of_person(tree: Tree, whole: tuple[int, ...], bare: list[int]) -> int:
    """That of title and name, of which the title may head the name; of the name where the reader tore them apart."""
    title, name = head_of(tree, whole), head_of(tree, bare)
    apart = tree.tokens[name].head not in whole and tree.tokens[name].head != tree.tokens[title].head
    return name if apart else title


def _role(placed: Placed, title: list[int]) -> Actor | None:
    """What the title makes of somebody; a director of the FBI has the sector of the FBI."""
    words = [placed.tree.word(i) for i in title]
    role = role_of([w.lower() for w in words])
    of = next((n for n, w in enumerate(words) if n and w.lower() in ("of", "at", "for")), len(words))
    named = of < len(words) and words[-1][:1].isupper() and not any(map(placed.names_place, title[of:]))
    if role is None or not takes_sector(words[of - 1].lower(), role) or (role.sector is not None and not named):
        return role
    owner = named_actor(tuple(w for w in words[of + 1 :] if w.lower() not in ARTICLES))
    body = body_in(words)
    return Actor(role.kind, owner.sector if owner and owner.kind == "body" else body.sector if body else None)


def _country_of_person(placed: Placed, head: int, title: list[int], actor: Actor | None) -> str | None:
    """By the title ("Belarusian president", "Oregon governor"), else by the owner ("Russia's president")."""
    # An ambassador to a country is no citizen of it.
    to = next((n for n, i in enumerate(title) if placed.tree.lowers[i] == "to"), len(title))
    places = placed.countries(title[:to])
    if places or to < len(title):
        return places[0] if len(places) == 1 else _owner_country(placed, head) if not places else None
    if actor is None:
        return _home(placed, head)
    body = body_in([placed.tree.word(i) for i in title])
    return _owner_country(placed, head) or (body.code if body else None)


def _home(placed: Placed, head: int) -> str | None:
    """ "Paul Ruiz of Peru": the country beside a name without title."""
    tree = placed.tree
    beside = [c for c in tree.below(head, "nmod") if tree.tokens[c].upos == "PROPN" and placed.is_whole(c)]
    of = [c for c in beside if [tree.lowers[k] for k in tree.below(c, "case")] == ["of"]]
    return placed.country(_phrase_words(tree, of[0])) if len(of) == 1 else None


def _after_office(tree: Tree, words: tuple[int, ...]) -> tuple[int, ...]:
    """ "Minister of Education Ann Lee": the name finder may take "Education" for a first name."""
    if words[0] == 0 or tree.lowers[words[0] - 1] not in ("of", "for"):
        return words
    given = next((n for n, i in enumerate(words[:-1]) if tree.lowers[i] in first_names()), 0)
    return words[given:]


def _owner_country(placed: Placed, head: int) -> str | None:
    """ "Russia's president", "president of Russia"."""
    tree = placed.tree
    owners = [c for c in tree.below(head, "nmod", "compound") if tree.tokens[c].upos == "PROPN"]
    found = {code for c in owners if (code := placed.country(_phrase_words(tree, c)))}
    return found.pop() if len(found) == 1 else None


def _phrase_words(tree: Tree, at: int) -> list[int]:
    below = tree.subtree(at, ("case", "punct", "det", "appos", "conj", "acl"))
    return [i for i in below if tree.tokens[i].upos in ("PROPN", "ADJ", "NOUN")]


def capitalised(tree: Tree, at: int, words: tuple[int, ...]) -> tuple[int, ...]:
    """The run of proper nouns and capitalised words around the head: a name that the name finder passed over."""
    low = high = at
    while low - 1 in words and tree.word(low - 1)[:1].isupper() and tree.lowers[low - 1] not in ARTICLES:
        low -= 1
    while high + 1 in words and tree.tokens[high + 1].upos == "PROPN":
        high += 1
    return tuple(range(low, high + 1))


def thing(placed: Placed, words: tuple[int, ...], type: NameType | None) -> Phrase:
    """The name of a body, place or thing with what stands before it ("grocery chain Fennel")."""
    tree = placed.tree
    text = tuple(tree.word(i) for i in words)
    head = head_of(tree, words)
    before = _described_before(tree, words)
    known = body_named(printed(tree, words))
    actor = (Actor("body", known.sector) if known else named_actor(text)) or _beside_role(tree, before)
    code, sector = _code(placed, words, head, type)
    if type is NameType.NORP:
        code, sector = people(placed, words, head, code)
    sector = sector or (actor.sector if actor and type is not NameType.LOC else None)
    return Phrase(
        head,
        words,
        Form.NAME,
        text,
        printed(tree, words),
        tuple(tree.lowers[i] for i in before),
        type,
        code or placed.country(before),
        sector,
        actor,
        "p" if type is NameType.NORP else "n",
        body=_body(placed, words, head) if type in (NameType.ORG, NameType.GPE, None) else None,
    )


def _body(placed: Placed, words: tuple[int, ...], head: int) -> StateBody | None:
    """The body of state that is named, its owner in the name or beside it ("Russia's Defence Ministry")."""
    tree = placed.tree
    beside = [c for c in tree.below(head, "nmod") if c not in words and placed.names_place(c)]
    owner = tree.subtree(beside[0], _OUTSIDE) if len(beside) == 1 else []
    return state_body(placed, words) or (state_body(placed, sorted({*words, *owner})) if owner else None)


def _code(placed: Placed, words: tuple[int, ...], head: int, type: NameType | None) -> tuple[str | None, str | None]:
    """Country or code of a body or place; and GOV if it stands for the government there."""
    joined = printed(placed.tree, words)
    known = country_of(joined)
    if known is None and (capital := capital_of(joined)) and _acts(placed.tree, head):
        # "Minsk must be ready": as an actor, a capital or a seat of government is the government, "the Knesset" itself.
        body = body_named(joined)
        return capital, "GOV" if body is None or body.sector is None else body.sector
    if known is None and type in (NameType.ORG, None):
        # "German Foreign Office": what the name says of its country goes before what everybody knows.
        known = body_of(joined) or placed.country(words) or _owner_country(placed, head)
    if known is None and type in (NameType.GPE, NameType.LOC):
        known = placed.country(words)
    return known or body_of(joined), None


def _acts(tree: Tree, head: int) -> bool:
    """Whether it acts, also in what a noun tells ("an admission by Moscow")."""
    return acts(tree, head) or any(tree.lowers[c] == "by" for c in tree.below(head, "case"))


def _described_before(tree: Tree, words: tuple[int, ...]) -> list[int]:
    """Lower-case words right before a name that hang on it and say what it is: "Swedish truck maker Storvik"."""
    at, first = words[0] - 1, words[0]
    if at < 0 or tree.tokens[at].upos != "NOUN" or tree.relation(at) not in ("compound", "nmod", "appos", "flat"):
        return []
    if tree.tokens[at].deprel not in BESIDE or tree.tokens[at].head not in words:
        return []
    below = tree.subtree(at, ("case", "det", "punct"))
    return list(range(min(below), first)) if max(below) == at else []


def _beside_role(tree: Tree, before: list[int]) -> Actor | None:
    words = [tree.lowers[i] for i in before]
    return (described_actor(words) or beside_actor(words)) if words else None
