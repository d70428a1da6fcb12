"""Repairs of subjects that the reader hung on a word beyond their verb."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract.mendarcs import children, hang, index
from onrecord.model import Token

_NAMES = ("NOUN", "PROPN", "PRON")
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass", "expl"})
_JOINED = ("conj", "flat", "compound", "appos")
# What a lost subject is taken for; what has a relation of its own to the verb stays.
_LOST = ("nmod", "compound", "appos", "parataxis", "conj", "dep", "obl", "flat", "nmod:unmarked", "nmod:desc")
# What a personal name has before it or in it.
_PERSONAL = ("nmod:desc", "flat")
_PREDICATES = frozenset({"ADJ", "NOUN", "PROPN", "VERB"})


def restore_subjects(made: list[Token]) -> None:
    """A finite clause has a subject: where it has none, the nominal right before it that hangs on a word beyond it."""
    arcs = index(made)
    for verb, token in enumerate(made):
        if token.upos not in _PREDICATES:
            continue
        given = [made[c].deprel for c in arcs[verb]]
        finite = token.upos == "VERB" and "VerbForm=Fin" in token.morph and "Mood=Imp" not in token.morph
        if not (finite or "cop" in given) or not _SUBJECTS.isdisjoint(given):
            continue
        if finite:
            noun = _phrase_before(made, verb)
            if noun is not None and _is_subject(made, arcs, verb, noun):
                beside = [c for c in range(noun + 1, verb) if made[c].head == made[noun].head < noun]
                _join(made, arcs, verb, noun)
                for c in beside:  # "Norway and Chad" hung on the place before them, one by one
                    if made[c].deprel == "conj":
                        hang(made, c, noun, "conj")
        elif cop := arcs[verb][given.index("cop")]:
            _restore_of_predicate(made, arcs, verb, cop)


def restore_single_subjects(made: list[Token]) -> None:
    """A verb has one subject: what stands right beside it with the same relation describes it.

    "Said *his neighbour, Ann Lee*" is an apposition, "*workers reached* by telephone said" a participle, "*the mayor,
    his deputy and the police* said" a row.
    """
    last: dict[int, int] = {}
    for i, token in enumerate(made):
        if token.deprel not in ("nsubj", "nsubj:pass"):
            continue
        first = last.setdefault(token.head, i)
        if first == i or made[first].upos not in ("NOUN", "PROPN"):
            continue
        between = made[first + 1 : i]
        if token.upos == "PROPN" and between and _names_beside(made, first, i):
            continue
        if not between and token.upos == "VERB" and token.head > i and token.lemma != "be":
            feats = "Tense=Past|VerbForm=Part|Voice=Pass" if "Tense=Past" in token.morph else token.morph
            made[i] = replace(token, head=first, deprel="acl", morph=feats)
        elif _parted_by_comma(made, first, i) and (joined := _joined_after(made, i)):
            for c in (i, *joined):
                hang(made, c, first, "conj")
        elif token.upos == "PROPN" and made[first].upos == "NOUN" and _parted_by_comma(made, first, i):
            hang(made, i, first, "appos")


def _names_beside(made: list[Token], first: int, i: int) -> bool:
    """Part people from each other and join offices to their bearers; whether there was anything to do."""
    if _describes(made, first, i):
        made[i] = replace(made[i], head=made[first].head, deprel=made[first].deprel)
        made[first] = replace(made[first], head=i, deprel="nmod:desc")
    elif _joined_to(made, first, i):
        hang(made, i, first, "conj")
    elif _title_of(made, first, i):
        hang(made, i, first, "conj")
        for c in range(first + 1, i):
            if made[c].head == i - 1 and made[c].deprel == "cc":
                hang(made, c, i, "cc")
        hang(made, i - 1, i, "nmod:desc")
    else:
        return False
    return True


def _describes(made: Sequence[Token], first: int, i: int) -> bool:
    """ "*President and founder of the agency* Bo Dahl signed": an office without article, followed by a full name."""
    whole = all(made[c].upos != "PUNCT" and _within(made, c, (first,)) for c in range(first + 1, i))
    bare = not any(t.head == first and t.deprel in ("det", "nmod:poss", "flat") for t in made[max(0, first - 6) : i])
    return whole and bare and any(t.deprel == "flat" and t.head == i for t in made[i + 1 : i + 3])


def _joined_to(made: Sequence[Token], first: int, i: int) -> bool:
    """ "Ann Lee and foreign minister Dahl met": nothing but what belongs to either, with "and" on the second."""
    between = range(first + 1, i)
    joined = [c for c in between if made[c].deprel == "cc" and made[c].head == i]
    return bool(joined) and made[i].head > i and all(_within(made, c, (first, i)) for c in between)


def _within(made: Sequence[Token], c: int, tops: tuple[int, ...]) -> bool:
    while c >= 0 and c not in tops:
        if made[c].upos in ("VERB", "AUX"):
            return False
        c = made[c].head
    return c in tops


def _title_of(made: Sequence[Token], first: int, i: int) -> bool:
    """ "Chancellor Ann Lee and *prime minister* Bo Dahl met": the office right before a name is his, no third one's."""
    title = made[i - 1]
    joined = title.deprel == "conj" and title.head == first and title.upos in ("NOUN", "PROPN") and i - 1 > first
    return joined and any(t.deprel == "flat" and t.head == i for t in made[i + 1 : i + 3])


def restore_people(made: list[Token]) -> None:
    """Names of people in a row or right after offices, which the reader hung as appositions or adjuncts."""
    for i, token in enumerate(made):
        first = token.head
        if token.deprel == "case" and token.lemma.lower() == "under":
            _name_undersecretary(made, i)
        if token.deprel != "appos" or token.upos != "PROPN" or not 0 <= first < i:
            continue
        if made[first].upos == "NOUN":
            _name_bearer(made, first, i)
        elif made[first].upos == "PROPN":
            _part(made, first, i)


def _name_undersecretary(made: list[Token], i: int) -> None:
    """ "*Under Secretary* Ann Lee left": an office that begins with what is a preposition elsewhere."""
    who = made[i].head
    office, verb = made[i + 1], made[who].head
    titled = office.lemma.lower() == "secretary" and office.upos == "PROPN" and office.head == who > i + 1
    if not titled or made[who].deprel != "obl" or verb <= who:
        return
    others = [c for c in range(who + 1, verb) if made[c].head == verb and made[c].deprel == "nsubj"]
    row = [k for c in others for k in (c, *_joined_after(made, c))]
    if others and len(row) == len(others):
        return  # "Under Secretary Lee, the ministry grew"
    hang(made, i, i + 1, "compound")
    made[who] = replace(made[who], deprel="nsubj")
    for k in row:
        hang(made, k, who, "conj")


def _name_bearer(made: list[Token], first: int, i: int) -> None:
    """ "Singer and dancer Lee Moe left": two offices without article right before a name describe who bears it."""
    second = made[i - 1]
    if second.deprel != "conj" or second.head != first or second.upos != "NOUN":
        return
    if not any(made[c].deprel in ("det", "nmod:poss", "case") for c in children(made, first)):
        made[i] = replace(made[i], head=made[first].head, deprel=made[first].deprel)
        made[first] = replace(made[first], head=i, deprel="nmod:desc")


def _part(made: list[Token], first: int, i: int) -> None:
    """ "Chancellor Ann Lee, minister Bo Dahl and king Eli Moe met": two who each have a title or a first name are two.

    What "and" joins after them shows the row.
    """
    own, others = children(made, i), children(made, first)
    titled = any(made[c].deprel == "nmod:desc" for c in own) and any(made[c].deprel in _PERSONAL for c in others)
    if titled and any(made[c].deprel == "conj" and c > i for c in (*own, *others)):
        made[i] = replace(made[i], deprel="conj")
        for c in own:
            if made[c].deprel == "conj":
                hang(made, c, first, "conj")


def _joined_after(made: Sequence[Token], i: int) -> list[int]:
    """What "and" joins to the subject before its verb: "the minister, *his deputy and the army* denied" are three."""
    joined = [c for c in range(i + 1, made[i].head) if made[c].head == i and made[c].deprel == "conj"]
    marked = any(t.head in joined and t.deprel == "cc" for t in made[i + 1 : made[i].head])
    return joined if marked else []


def restore_wanted(made: list[Token]) -> None:
    """ "The need for *all clubs* to take part": whoever stands between "for" and "to" is to do it."""
    for i, token in enumerate(made):
        if token.upos != "SCONJ" or token.lemma.lower() != "for" or token.deprel != "mark" or token.head < i:
            continue
        verb = token.head
        if any(t.head == verb and t.deprel in _SUBJECTS for t in made[i:verb]):
            continue
        wanted = [k for k in range(i + 1, verb) if made[k].head == made[verb].head and made[k].deprel in _LOST]
        if "VerbForm=Inf" in made[verb].morph and len(wanted) == 1 and made[wanted[0]].upos in _NAMES:
            hang(made, wanted[0], verb, "nsubj")


def _parted_by_comma(made: Sequence[Token], first: int, i: int) -> bool:
    """Whether nothing but what belongs to either, and one mark, stands between the two."""
    between = made[first + 1 : i]
    marks = [t for t in between if t.upos == "PUNCT"]
    return len(marks) == 1 and all(t.upos == "PUNCT" or t.head in (first, i) for t in between)


def _join(made: list[Token], arcs: list[list[int]], verb: int, noun: int) -> None:
    """Hang the noun on the verb; what joined the two clauses goes with the verb."""
    if made[verb].deprel == "conj" and made[noun].deprel == "conj":
        for c in arcs[noun]:
            if made[c].deprel == "cc" and c < noun:
                hang(made, c, verb, "cc")
    hang(made, noun, verb, "nsubj")


def _phrase_before(made: Sequence[Token], verb: int) -> int | None:
    """The head of the nominal that ends right before the verb, with all that is coordinated in it."""
    i = verb - 1
    if i < 0 or made[i].upos not in _NAMES or made[i].sentence != made[verb].sentence:
        return None
    while made[i].deprel in _JOINED and 0 <= made[i].head < i and made[made[i].head].upos in _NAMES:
        above = made[i].head
        row = [k for k in range(above + 1, i) if made[k].head == above and made[k].deprel == "conj"]
        if len(row) == 1 and _led(made, above, row[0]):
            return row[0]
        broken = any(t.upos in ("VERB", "AUX", "SCONJ") for t in made[above + 1 : i])
        if broken or made[i].deprel == "appos" or _led(made, above, i):
            break
        i = made[i].head
    return i


def _is_subject(made: Sequence[Token], arcs: list[list[int]], verb: int, noun: int) -> bool:
    token, below = made[noun], arcs[noun]
    if token.deprel not in _LOST or any(made[c].deprel in ("case", "mark") for c in below):
        return False
    if token.head > verb:
        return made[token.head].head == verb  # "*Norway* suspended aid", read as the aid of Norway
    if token.deprel == "conj" and made[verb].deprel == "conj":
        # "The army left and *the rebels* entered": the joining word stands before the noun, the verb has none.
        joined = any(made[c].deprel == "cc" for c in below)
        return joined and not any(made[c].deprel == "cc" for c in arcs[verb])
    return _led(made, token.head, noun) or _after_content(made, arcs, verb, noun)


def _led(made: Sequence[Token], place: int, noun: int) -> bool:
    """ "After talks in Oslo, *Norway and Chad* agreed": a comma parts the subject from the adjunct that leads in."""
    first = noun
    while first > 0 and made[first - 1].head == noun and made[first - 1].upos != "PUNCT":
        first -= 1
    parted = first > 0 and made[first - 1].upos == "PUNCT" and place < first - 1
    cased = any(made[c].deprel == "case" and made[c].head == place for c in range(max(0, place - 4), place))
    listed = sum(t.upos == "PUNCT" for t in made[place:first]) > 1
    return parted and cased and not listed and made[noun].deprel in ("conj", "appos")


def _after_content(made: Sequence[Token], arcs: list[list[int]], verb: int, noun: int) -> bool:
    """ "Israel bombed targets near Damascus, *Syria* said": a comma parts it from the content that it hangs in."""
    content = [c for c in arcs[verb] if made[c].deprel in ("ccomp", "parataxis") and c < noun]
    first, at = noun, made[noun].head
    while first > 0 and made[first - 1].head == noun and made[first - 1].upos != "PUNCT":
        first -= 1
    while at >= 0 and at not in content:
        at = made[at].head
    return at >= 0 and first > 0 and made[first - 1].upos == "PUNCT"


def _restore_of_predicate(made: list[Token], arcs: list[list[int]], head: int, cop: int) -> None:
    """ "*The ships* Norway sold were old": a nominal before the copula without preposition is the subject."""
    for c in arcs[head]:
        marked = {made[b].deprel for b in arcs[c]}
        if c < cop and made[c].deprel == "obl" and made[c].upos in _NAMES and not marked & {"case", "mark"}:
            hang(made, c, head, "nsubj")
            return
