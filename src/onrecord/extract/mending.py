"""Repairs of arcs that a lexicon or the guidelines of Universal Dependencies know better than the reader.

They are made in the view that the rules walk (tree.py), never in the document: what the reader read stays as it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from onrecord.extract.mendarcs import hang, index
from onrecord.extract.mendclauses import restore_conjuncts, restore_crossed, restore_gerund_subjects, restore_questions
from onrecord.extract.mendnouns import restore_names_given, restore_nominals
from onrecord.extract.mendrows import restore_rows
from onrecord.extract.mendsubjects import restore_people, restore_single_subjects, restore_subjects, restore_wanted
from onrecord.extract.mendtags import restore_agents, restore_tags, restore_voices
from onrecord.extract.mendverbs import restore_modifiers, restore_pasts
from onrecord.model import Token

_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
# What looks like a preposition before the object and is part of the verb ("called off the strike").
_PARTICLES = frozenset("away back down off out over up".split())
_LOOSE = ("nsubj", "obj", "obl", "nmod", "compound", "appos", "dep")
_SUBJECTS = ("nsubj", "nsubj:pass")
# Relations of what may turn out to be another's subject or an object.
_MOVED = frozenset({*_SUBJECTS, "xcomp", "obl"})
# Verbs after which no infinitive stands without "to" ("stopped work").
_NO_INFINITIVE = frozenset("stop start begin resume suspend halt end continue finish seek want order demand".split())
_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday tonight january february march "
    "april may june july august september october november december".split()
)
# What stands beside a verb without preposition and is not its object ("turned up last week").
_MEASURES = frozenset(
    "second minute hour day night week weekend month year decade century time moment morning afternoon evening season "
    "quarter way mile kilometer kilometre meter metre foot yard inch percent point step home place".split()
)
# Verbs with a nominal predicate ("became president"); a bare nominal complement of any other is its object.
_LINKING = frozenset(
    "be become remain stay seem look appear sound feel turn prove get go come keep grow end make act serve count pass "
    "number total weigh cost last measure constitute represent form bear name elect appoint".split()
)


@cache
def phrasal_verbs() -> frozenset[str]:
    """Verbs with their particle, as the tables of types and of governing words list them ("call off")."""
    tables = [(files("onrecord.data") / "events" / name).read_text("utf-8") for name in ("types.tsv", "contexts.tsv")]
    first = [line.partition("\t")[0] for line in "".join(tables).splitlines() if not line.startswith("#")]
    verbs = {word.replace("_", " ") for cell in first for word in (cell, *cell.split())}
    return frozenset(v for v in verbs if v.count(" ") == 1 and v.split()[1] in _PARTICLES)


def mended(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens with their arcs repaired, in the same order."""
    made = list(tokens)
    restore_tags(made)
    restore_nominals(made)
    restore_pasts(made)
    restore_modifiers(made)
    restore_voices(made)
    restore_agents(made)
    restore_conjuncts(made)
    restore_crossed(made)
    restore_rows(made)
    restore_questions(made)
    restore_gerund_subjects(made)
    restore_single_subjects(made)
    restore_people(made)
    restore_wanted(made)
    _restore_particles(made)
    _restore_infinitives(made)
    _restore_gerunds(made)
    _restore_cannot_but(made)
    _restore_accused(made)
    _restore_bounds(made)
    _restore_gaps(made)
    _restore_named_subjects(made)
    _restore_nouns(made)
    _restore_designations(made)
    _restore_owners(made)
    _restore_days(made)
    restore_subjects(made)
    _restore_objects(made)
    restore_names_given(made)
    return tuple(made)


def _restore_particles(made: list[Token]) -> None:
    """ "Off" in "called off the strike" belongs to the verb, and "to" before an infinitive marks it."""
    cases = Counter(t.head for t in made if t.deprel == "case")
    for i, token in enumerate(made):
        if token.deprel in ("case", "advmod") and token.lemma.lower() in _PARTICLES and _is_particle(made, i):
            hang(made, i, i - 1, "compound:prt")
            if token.head != i - 1 and made[token.head].deprel == "obl" and cases[token.head] == 1:
                made[token.head] = replace(made[token.head], deprel="obj")
        elif token.deprel == "compound:prt" and (number := _counted_up_to(made, i)) is not None:
            hang(made, i, number, "advmod")
        elif token.upos == "PART" and token.lemma == "to" and token.deprel.startswith(("nsubj", "obj", "obl")):
            made[i] = replace(token, deprel="mark")


def _restore_infinitives(made: list[Token]) -> None:
    """ "Due to" before an infinitive with copula is no preposition: the ship *is due*, and is *to arrive*."""
    for to, token in enumerate(made):
        if token.lemma != "to" or to == 0 or made[to - 1].upos not in ("ADJ", "VERB", "ADP"):
            continue
        due, verb = to - 1, made[to - 1].head
        if made[due].deprel == "aux" and token.deprel == "mark":
            verb = token.head
        elif made[due].deprel != "mark" or (token.deprel, token.head) not in (("fixed", due), ("mark", verb)):
            continue
        cop = next((c for c in range(due) if made[c].head in (due, verb) and made[c].deprel in ("cop", "aux")), None)
        if verb < to or "VerbForm=Inf" not in made[verb].morph or cop is None or made[cop].lemma != "be":
            continue
        made[due] = replace(made[due], upos="ADJ", head=made[verb].head, deprel=made[verb].deprel)
        made[verb] = replace(made[verb], head=due, deprel="xcomp")
        made[to] = replace(token, head=verb, deprel="mark")
        for c in range(due):
            if made[c].head == verb:
                made[c] = replace(made[c], head=due, deprel="cop" if c == cop else made[c].deprel)


def _restore_gerunds(made: list[Token]) -> None:
    """The preposition of a gerund is not that of its object ("accused of smuggling weapons")."""
    for i, token in enumerate(made):
        verb = made[token.head].head if token.deprel == "case" and token.head > i else -1
        if i < verb < token.head and made[verb].upos == "VERB" and made[token.head].deprel == "obj":
            hang(made, i, verb, "mark")


def _restore_cannot_but(made: list[Token]) -> None:
    """ "Could not but leave": the verb after "but" is the one that the auxiliary serves."""
    for but in range(2, len(made) - 1):
        can, verb = but - 2, but + 1
        if made[but].lemma.lower() != "but" or made[verb].upos != "VERB" or made[verb].head != can:
            continue
        if made[can].lemma.lower() not in ("can", "could") or made[but - 1].lemma.lower() != "not":
            continue
        made[verb] = replace(made[verb], head=made[can].head, deprel=made[can].deprel)
        for i, token in enumerate(made):
            if token.head == can:
                made[i] = replace(token, head=verb)
        made[can] = replace(made[can], head=verb, deprel="aux")
        made[but] = replace(made[but], head=verb, deprel="advmod")


def _restore_accused(made: list[Token]) -> None:
    """ "Accuses Norway of smuggling": what stands before the preposition of a gerund is the object of its verb."""
    for mark, token in enumerate(made):
        gerund = token.head
        if token.deprel != "mark" or gerund < mark or token.lemma.lower() not in ("of", "with", "for", "from", "into"):
            continue
        verb = made[gerund].head
        if not 0 <= verb < mark or made[verb].upos != "VERB":
            continue
        for i in range(verb + 1, mark):
            if made[i].head == gerund and made[i].deprel in ("nsubj", "obj"):
                hang(made, i, verb, "obj")


def _restore_bounds(made: list[Token]) -> None:
    """ "Killed at least 40 people": the bound belongs to the number, and what is counted is object or subject."""
    for i in range(len(made) - 2):
        if made[i].lemma.lower() not in ("at", "up"):
            continue
        bound = (made[i].lemma.lower(), made[i + 1].lemma.lower())
        if bound not in (("at", "least"), ("at", "most"), ("up", "to")):
            continue
        number = i + 2
        if made[number].head in (i, i + 1) and made[i].head > number:  # the number hung on its own bound
            above = made[i].head
            while made[above].deprel in ("compound", "flat", "amod") and made[above].head > above:
                above = made[above].head
            hang(made, i, number, "advmod")
            hang(made, number, above, "nummod")
        thing = made[number].head if made[number].deprel == "nummod" else number
        if made[number].upos != "NUM" or thing < number:
            continue
        first = i if bound[0] == "up" else i + 1
        hang(made, first, number, "advmod")
        hang(made, i + 1 if first == i else i, first, "case")
        verb = made[thing].head
        cased = any(t.head == thing and t.deprel == "case" for t in made)
        if verb < 0 or cased or made[thing].deprel != "obl" or made[thing].lemma.lower() in _MEASURES:
            continue
        if thing > verb and bound[0] == "at" and not any(t.head == verb and t.deprel == "obj" for t in made):
            made[thing] = replace(made[thing], deprel="obj")
        elif thing < verb and not any(t.head == verb and t.deprel.startswith("nsubj") for t in made):
            passive = any(t.head == verb and t.deprel == "aux:pass" for t in made)
            made[thing] = replace(made[thing], deprel="nsubj:pass" if passive else "nsubj")


def _restore_named_subjects(made: list[Token]) -> None:
    """ "The ships Norway sold": a name right before a finite verb without subject is no compound of it."""
    for i, token in enumerate(made[:-1]):
        if token.deprel != "compound" or token.head != i + 1 or token.upos != "PROPN":
            continue
        verb = made[i + 1]
        if verb.upos != "VERB" or not ("VerbForm=Fin" in verb.morph or verb.deprel == "acl:relcl"):
            continue
        if not any(t.head == i + 1 and t.deprel in _SUBJECTS for t in made):
            made[i] = replace(token, deprel="nsubj")


def _restore_gaps(made: list[Token]) -> None:
    """Of two subjects the relative pronoun is the object ("the airline that Norway accuses of smuggling")."""
    for i, token in enumerate(made[:-1]):
        if token.deprel != "nsubj" or token.lemma.lower() not in ("that", "who", "which", "whom") or token.head < i:
            continue
        others = [k for k in range(i + 1, token.head) if made[k].head == token.head and made[k].deprel == "nsubj"]
        if others and made[token.head].deprel == "acl:relcl":
            made[i] = replace(token, deprel="obj")


def _restore_nouns(made: list[Token]) -> None:
    """ "Struck over pay": no bare infinitive follows a preposition, no object the word that joins it to something."""
    for i, token in enumerate(made[1:], 1):
        before = made[i - 1]
        if token.deprel in ("xcomp", "advcl") and token.upos == "VERB" and "VerbForm=Inf" in token.morph:
            _restore_bare(made, i)
        elif before.deprel == "case" and before.upos == "ADP" and before.head == i < token.head:
            _restore_oblique(made, i)
        elif (
            before.deprel == "case" and token.deprel == "obl" and made[before.head].head == token.head < i < before.head
        ):
            made[before.head] = replace(made[before.head], deprel="obj")
            hang(made, i - 1, i, "case")  # "transferred to Chad battle tanks" again, the preposition on the tanks
        elif before.deprel == "cc":
            joined = before.head if made[before.head].deprel != "nummod" else made[before.head].head
            if made[joined].deprel == "obj" and made[joined].head == i - 2:
                _restore_conjunct(made, joined)


def _restore_bare(made: list[Token], i: int) -> None:
    """A word that looks like an infinitive after a preposition, or right after a verb that governs none, is a noun."""
    token, before = made[i], made[i - 1]
    if before.upos == "ADP" and before.deprel in ("compound:prt", "case", "mark", "advmod"):
        made[i] = replace(token, upos="NOUN", deprel="obl", morph="Number=Sing")
        hang(made, i - 1, i, "case")
    elif before.upos == "VERB" and token.head == i - 1 and before.lemma in _NO_INFINITIVE:
        made[i] = replace(token, upos="NOUN", deprel="obj", morph="Number=Sing")


def _restore_oblique(made: list[Token], i: int) -> None:
    """ "Transferred to Chad battle tanks": what stands before a noun has no preposition; with one it is the verb's."""
    noun = made[i].head
    verb = made[noun].head
    inside = made[i].deprel in ("compound", "nmod") and made[i].upos in ("NOUN", "PROPN")
    if inside and 0 <= verb < i and made[verb].upos == "VERB" and made[noun].deprel in ("obj", "obl"):
        hang(made, i, verb, "obl")


def _restore_conjunct(made: list[Token], i: int) -> None:
    """ "Missiles ready to use and 257 aircraft": what a joining word parts from its verb is joined to a noun above."""
    at = made[i].head
    while at >= 0 and made[at].upos not in _NOMINAL:
        at = made[at].head
    if 0 <= at < i:
        hang(made, i, at, "conj")


def _restore_designations(made: list[Token]) -> None:
    """The letter or number of a type belongs to its name ("Iskander-M", "Leopard-2"): it counts and heads nothing."""
    for i in range(len(made) - 2):
        if made[i].upos != "PROPN" or made[i + 1].upos != "PUNCT":
            continue
        name, dash, sign = made[i : i + 3]
        touching = name.span.end == dash.span.start and dash.span.end == sign.span.start
        one = sign.upos == "NUM" or (sign.upos == "PROPN" and sign.span.end - sign.span.start == 1)
        if not touching or not one:
            continue
        if name.head == i + 2:  # the letter heads the name, and what stands before it
            hang(made, i, sign.head, sign.deprel)
            for c in range(i):
                if made[c].head == i + 2:
                    hang(made, c, sign.head, made[c].deprel)
        made[i + 2] = replace(sign, upos="PROPN", morph="Number=Sing", head=i, deprel="flat")
        _part_designation(made, i)


def _part_designation(made: list[Token], i: int) -> None:
    """ "To Chad Leopard-2 tanks": the type belongs to the noun after it; the name before it has the preposition."""
    noun, before = _noun_after(made, i + 2), made[i - 1] if i else None
    if noun is None or before is None or any(t.deprel == "case" and t.head in (i, noun) for t in made[i - 1 : noun]):
        return
    led = before.upos == "PROPN" and i > 1 and made[i - 2].deprel == "case"
    if made[i].deprel == "obl" or (led and made[i].deprel == "flat"):
        hang(made, i, noun, "compound")


def _counted_up_to(tokens: Sequence[Token], i: int) -> int | None:
    """The number of "up to 13,000", whose "up" belongs to no verb."""
    counted = tokens[i].lemma == "up" and i + 2 < len(tokens) and tokens[i + 1].lemma == "to"
    return i + 2 if counted and tokens[i + 2].upos == "NUM" else None


def _is_particle(tokens: Sequence[Token], i: int) -> bool:
    """Whether the word stands right after a verb that makes a known phrasal verb with it, before what it governs."""
    if i == 0 or tokens[i - 1].upos != "VERB":
        return False
    governed = tokens[i].head
    for _ in range(3):  # "handed over 700 kg": the number, its unit, the verb
        governed = tokens[governed].head if governed > i else governed
    return governed == i - 1 and f"{tokens[i - 1].lemma.lower()} {tokens[i].lemma.lower()}" in phrasal_verbs()


def _restore_owners(made: list[Token]) -> None:
    """A nominal with a possessive mark before its noun is the owner, whatever label the reader gave it."""
    for i, token in enumerate(made):
        if token.upos != "PART" or token.deprel != "case" or token.lemma not in ("'s", "'") or not 0 <= token.head < i:
            continue
        owner = made[token.head]
        if owner.deprel not in _LOOSE:
            continue
        owned = owner.head if owner.head > i else _noun_after(made, i)
        if owned is not None and made[owned].upos in ("NOUN", "PROPN"):
            hang(made, token.head, owned, "nmod:poss")


def _noun_after(tokens: Sequence[Token], i: int) -> int | None:
    """The head of the noun phrase that starts after `i`."""
    at = i + 1
    while at < len(tokens) and tokens[at].upos in ("ADJ", "NUM", "ADV"):
        at += 1
    if at >= len(tokens) or tokens[at].upos not in ("NOUN", "PROPN") or tokens[at].sentence != tokens[i].sentence:
        return None
    while tokens[at].deprel == "compound" and tokens[at].head > at:
        at = tokens[at].head
    return at


def _restore_days(made: list[Token]) -> None:
    """ "President Lee Thursday condemned": a day between subject and verb belongs to the verb."""
    for i, token in enumerate(made):
        if token.deprel == "nmod:unmarked" and token.lemma.lower() in _TIMES and 0 <= token.head < i:
            subject = made[token.head]
            if subject.deprel in _SUBJECTS and subject.head > i and made[subject.head].upos == "VERB":
                hang(made, i, subject.head, "obl:unmarked")


def _restore_objects(made: list[Token]) -> None:
    """A verb has one subject, and a nominal right after it without preposition is its object."""
    below = index(made)
    for verb, children in enumerate(below[:-1]):
        if not children or made[verb].upos != "VERB":
            continue
        given = any(made[c].deprel == "obj" for c in children)
        subject = next((c for c in children if made[c].deprel in _SUBJECTS), verb)
        for c in children:
            if made[c].deprel not in _MOVED:
                continue
            marked = {made[b].deprel for b in below[c]}
            if made[c].deprel == "xcomp" and {"nsubj", "mark"} <= marked:
                made[c] = replace(made[c], deprel="ccomp")  # an open complement has no subject of its own
            bare = not marked & {"case", "mark", "cop"}
            if c > verb and made[c].deprel in _SUBJECTS and subject < verb and bare:
                clause = next((k for k in children if k > c and made[k].deprel == "ccomp"), None)
                if clause is not None and not any(made[b].deprel in _SUBJECTS for b in below[clause]):
                    hang(made, c, clause, "nsubj")
                elif not given:
                    made[c], given = replace(made[c], deprel="obj"), True
            elif made[c].deprel == "xcomp" and made[c].upos in _NOMINAL and made[verb].lemma not in _LINKING:
                given = _restore_complement(made, verb, c, bare, given)
            elif made[c].deprel == "obl" and bare and not given and _is_object(made, below, verb, c):
                made[c], given = replace(made[c], deprel="obj"), True


def _restore_complement(made: list[Token], verb: int, c: int, bare: bool, given: bool) -> bool:
    """ "Called the president", "granted asylum to Lee": nominals that only linking verbs have as predicates."""
    if bare and not given and c > verb and "Voice=Pass" not in made[verb].morph:
        made[c] = replace(made[c], deprel="obj")
        return True
    if not bare and given and any(t.head == c and t.deprel == "case" for t in made[verb + 1 : c]):
        made[c] = replace(made[c], deprel="obl")
    return given


def _is_object(made: Sequence[Token], below: list[list[int]], verb: int, c: int) -> bool:
    """Whether a nominal after the active verb without preposition, neither a time nor a measure, is its object.

    A name or pronoun is, right after the verb; a noun, after the verb's particle or "to" somebody as well.
    """
    if c < verb or made[c].lemma.lower() in _TIMES or "Voice=Pass" in made[verb].morph:
        return False
    inside, stack = [c], [c]
    while stack:
        more = below[stack.pop()]
        inside += more
        stack += more
    if made[c].upos in ("PROPN", "PRON"):
        return min(inside) == verb + 1
    if made[c].upos != "NOUN" or made[c].lemma in _MEASURES or any(made[k].deprel == "nummod" for k in inside):
        return False
    between = [made[k] for k in range(verb + 1, min(inside)) if made[k].head == verb]
    return bool(between) and all(t.deprel == "compound:prt" or t.deprel.startswith("obl") for t in between)
