"""Clauses of a dependency tree: their voice, auxiliaries, subjects and objects, with what grammar leaves unsaid.

A missing subject is filled by rules of English grammar only: coordination ("will give and upgrade"), control ("asked
him to upgrade"), relative clauses ("the country, which approved") and participles ("troops stationed in the north").
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from onrecord.extract.actornouns import actor_of
from onrecord.extract.charges import charge_noun, charging, met, of_whom, praised
from onrecord.extract.relatives import antecedent
from onrecord.extract.tree import Tree, once

_BEHIND = frozenset({"compound:prt", "advmod"})
# What a clause has of its own, and so does not share with the one that it is coordinated with.
_OWN = frozenset({"nsubj", "csubj", "aux", "cop", "expl", "mark"})
_PARTICLES = frozenset({"down", "out", "off", "up", "back"})
# Verbs whose infinitive has the subject of the verb although an object stands between ("promised him to leave").
_SUBJECT_CONTROL = frozenset({"promise", "vow", "pledge", "threaten", "swear"})
# Verbs whose infinitive has the object as subject, however it hangs on them ("ordered its ships to return").
_OBJECT_CONTROL = frozenset(
    "order ask urge tell force compel oblige require instruct command direct allow permit enable persuade convince "
    "encourage invite advise warn press request beg help cause get lead prompt authorize authorise want expect need "
    "like prefer believe consider deem find think declare know leave keep set see hear watch make let have push "
    "pressure pressurise pressurize lobby implore challenge teach train assign task hire forbid entitle empower "
    "inspire motivate incite provoke coerce induce drive remind caution counsel exhort".split()
)
# Verbs whose infinitive has the oblique with one of the prepositions as subject ("called on Norway to pay").
_OBLIQUE_CONTROL = {
    "call": frozenset({"on", "upon"}),
    "prevail": frozenset({"on", "upon"}),
    "rely": frozenset({"on", "upon"}),
    "count": frozenset({"on", "upon"}),
    "depend": frozenset({"on", "upon"}),
    "appeal": frozenset({"to"}),
    "plead": frozenset({"with"}),
    "signal": frozenset({"to"}),
}
# Nouns of asking: whoever owns them asks, whoever their preposition names is to act ("Norway's call on Chad to pay").
_ASKING = {
    **dict.fromkeys("call demand".split(), frozenset({"on", "upon", "to"})),
    **dict.fromkeys("appeal request order instruction plea command message ultimatum".split(), frozenset({"to"})),
}
# Verbs whose subject is the one to do what their object plans or allows ("has the right to", "announced plans to").
_HOLDING = frozenset(
    "have make take announce unveil outline express voice reiterate reaffirm renew drop abandon draw get issue hold "
    "give mark declare confirm disclose reveal repeat keep win receive".split()
)
_SELF = frozenset("join enter visit attend accede".split())  # what who asks leave for it is to do himself
# What is done with a request by whom it is put to.
_ANSWERING = frozenset(
    "reject deny refuse decline accept grant approve ignore dismiss rebuff heed fulfil fulfill".split()
) | {"turn down"}
# What somebody does at length, or means to do: whose it is may stand behind it.
_TRYING = frozenset("effort attempt bid plan decision commitment desire intention willingness refusal failure".split())
# What somebody feels or means to do.
_FELT = frozenset(
    "support desire commitment readiness willingness intention determination interest wish hope resolve pledge plan "
    "ambition promise".split()
)
# What a deed does, told by a participle after it.
_OUTCOMES = frozenset(
    "kill injure wound force send cause leave prompt damage destroy trigger spark displace trap disrupt burn raise"
    " spread push bring".split()
)


@cache
def _features(morph: str) -> frozenset[str]:
    return frozenset(morph.split("|"))


def has(tree: Tree, i: int, *features: str) -> bool:
    """Whether the token has all of the morphological features, each as "Name=Value"."""
    return _features(tree.tokens[i].morph).issuperset(features)


def lemma(tree: Tree, i: int) -> str:
    """The lemma in lower case, with the particle of a phrasal verb ("carry out")."""
    found = tree.tokens[i].lemma.lower()
    if tree.kinds[i].isdisjoint(_BEHIND):
        return found
    for c in tree.children[i]:
        next_to = c == i + 1 and tree.tokens[c].deprel == "advmod" and tree.word(c) in _PARTICLES
        if tree.tokens[c].deprel == "compound:prt" or next_to:
            found += " " + tree.tokens[c].lemma.lower()
    return found


def is_verb(tree: Tree, i: int) -> bool:
    """A verb that is not an auxiliary, a copula, a name or a mere modifier such as "including"."""
    token = tree.tokens[i]
    return token.upos == "VERB" and token.deprel not in (
        "case",
        "mark",
        "cop",
        "aux",
        "aux:pass",
        "compound",
        "flat",
        "fixed",
    )


def copula(tree: Tree, i: int) -> int | None:
    """The copula of a predicate, if it has one."""
    return tree.below(i, "cop")[0] if "cop" in tree.kinds[i] else None


@once
def is_clause(tree: Tree, i: int) -> bool:
    """Whether the token heads a clause: a verb that is no mere adjective, or a predicate with a copula."""
    token = tree.tokens[i]
    if "cop" in tree.kinds[i]:
        return True
    if token.deprel == "conj" and token.upos == "ADJ" and tree.tokens[token.head].upos == "ADJ":
        return copula(tree, token.head) is not None  # "is smaller and lighter"
    return is_verb(tree, i) and tree.tokens[i].deprel != "amod"


@once
def auxiliaries(tree: Tree, i: int) -> tuple[int, ...]:
    """Auxiliaries and copula of a clause; a later conjunct without its own shares those of the first."""
    own = tuple(tree.below(i, "aux", "cop"))
    if own or not shares(tree, i):
        return own
    return auxiliaries(tree, tree.tokens[i].head)


@once
def shares(tree: Tree, i: int) -> bool:
    """Whether a conjunct is so bare that it shares subject and auxiliaries of the first ("will give and upgrade")."""
    token = tree.tokens[i]
    if token.deprel != "conj" or token.head < 0 or not is_clause(tree, token.head):
        return False
    if not tree.kinds[i].isdisjoint(_OWN):
        return False
    first = tree.tokens[token.head]
    return token.upos == first.upos and form(tree, i) == form(tree, token.head)


def form(tree: Tree, i: int) -> str:
    """Inf, Fin, Imp, Part-Past, Part-Pres or "" from the morphology; a gerund is one with the present participle."""
    return _form(tree.tokens[i].morph)


@cache
def _form(morph: str) -> str:
    features = _features(morph)
    if "Mood=Imp" in features:
        return "Imp"
    for found in ("Inf", "Fin"):
        if f"VerbForm={found}" in features:
            return found
    if "VerbForm=Ger" in features:
        return "Part-Pres"
    if "VerbForm=Part" in features:
        return "Part-Past" if "Tense=Past" in features else "Part-Pres"
    return ""


@once
def passive(tree: Tree, i: int) -> bool:
    """Whether the verb is passive, said or not ("was hit", "troops stationed there", "was seized and sold")."""
    if tree.tokens[i].upos != "VERB":
        return False
    if any(tree.tokens[c].deprel in ("nsubj:pass", "aux:pass", "obl:agent", "csubj:pass") for c in tree.children[i]):
        return True
    if form(tree, i) != "Part-Past" or tree.below(i, "aux", "nsubj"):
        return False  # "the ships Norway sold", whatever the reader calls the form
    if shares(tree, i):
        return passive(tree, tree.tokens[i].head)
    relation = tree.relation(i)
    return relation in ("acl", "amod", "xcomp") or (relation in ("advcl", "root", "ccomp") and not tree.below(i, "obj"))


def is_agent(tree: Tree, c: int) -> bool:
    """Whether an oblique is the agent of a passive; without the subtype of UD only what can act: a name, a pronoun."""
    token = tree.tokens[c]
    if token.deprel == "obl:agent":
        return case(tree, c) in ("by", "")  # no agent has another preposition, whatever the reader calls it
    by = token.head >= 0 and token.deprel == "obl" and case(tree, c) == "by" and passive(tree, token.head)
    return by and (token.upos in ("PROPN", "PRON") or actor_of([tree.word(c).lower()]) is not None)


def _own_subject(tree: Tree, i: int) -> int | None:
    """The subject that hangs on the clause itself, "it" and "there" without meaning left out."""
    return tree.below(i, "nsubj")[0] if "nsubj" in tree.kinds[i] else None


@once
def subject(tree: Tree, i: int) -> int | None:
    """The subject of the clause, inherited where grammar allows it; relative pronouns give their antecedent."""
    return _subject(tree, i, 0)


def _subject(tree: Tree, i: int, depth: int) -> int | None:
    own = _own_subject(tree, i)
    if own is not None:
        return antecedent(tree, own, i)
    head = tree.tokens[i].head
    if head < 0 or depth > 8 or tree.below(i, "csubj"):
        return None
    if (verb := charging(tree, i)) is not None and form(tree, i) not in ("Fin", "Imp"):
        return _charged(tree, verb, depth)
    if (thanked := praised(tree, i)) is not None and form(tree, i) == "Part-Pres":
        return thanked
    if (guilty := of_whom(tree, i)) is not None:
        return _subject(tree, guilty, depth + 1)
    relation = tree.tokens[i].deprel
    if relation == "conj":
        return _subject(tree, head, depth + 1) if is_clause(tree, head) and not tree.below(i, "expl") else None
    if relation == "xcomp":
        return _controller(tree, i, head, depth)
    if relation in ("advcl", "ccomp") and form(tree, i) == "Inf" and _steers(tree, head):
        return _controller(tree, i, head, depth)
    # "Remains committed to helping": an adjective is no clause of its own, but somebody's.
    led = is_clause(tree, head) or (form(tree, i) == "Part-Pres" and tree.relation(head) == "xcomp")
    if relation in ("advcl", "ccomp", "parataxis") and led:
        # A finite clause has a subject of its own; one that the parser lost is not replaced.
        bare = form(tree, i) not in ("Fin", "Imp") and not (relation != "advcl" and form(tree, i) == "")
        if relation == "advcl" and _results(tree, i, head):
            return next((c for c in tree.below(head, "obl") if is_agent(tree, c)), None)
        return _subject(tree, head, depth + 1) if bare else None
    if tree.relation(i) == "acl":
        return _of_modifier(tree, i, head)
    return None


def _results(tree: Tree, i: int, head: int) -> bool:
    """ "Shelled by rebels, *killing* two": what comes of a deed is done by its agent, not by who suffers it."""
    outcome = i > head and tree.lemmas[i] in _OUTCOMES and "mark" not in tree.kinds[i]
    return outcome and form(tree, i) == "Part-Pres" and passive(tree, head)


def accused(tree: Tree, i: int) -> int | None:
    """Who is charged with, praised for or kept from what `i` names; None where it is no charge or nobody is named."""
    verb = charging(tree, i)
    return None if verb is None else _charged(tree, verb, 0)


def _charged(tree: Tree, verb: int, depth: int) -> int | None:
    if passive(tree, verb):
        return _subject(tree, verb, depth + 1)
    named = [*objects(tree, verb), *tree.below(verb, "iobj")]
    if not named and tree.tokens[verb].deprel == "acl:relcl":
        who = _own_subject(tree, verb)  # "an airline that Norway accuses of V-ing"
        named = [tree.tokens[verb].head] if who is not None and antecedent(tree, who, verb) == who else []
    return next(iter(named), None)


def _charged_by(tree: Tree, noun: int) -> int | None:
    """Who has a charge against them: "accusations against X of V-ing", "X faces charges of V-ing"."""
    if not charge_noun(tree, noun):
        return noun  # the reader hung the clause on X
    against = [c for c in tree.below(noun, "nmod", "obl") if case(tree, c) == "against"]
    if against:
        return against[0]
    found = met(tree, noun)
    if found is None:
        return None
    verb, own = found
    return _subject(tree, verb, 1) if own else _charged(tree, verb, 0)


def _steers(tree: Tree, verb: int) -> bool:
    """Whether somebody other than the subject may be to do what the infinitive of the verb tells."""
    return lemma(tree, verb) in _OBJECT_CONTROL or lemma(tree, verb) in _OBLIQUE_CONTROL


def _controller(tree: Tree, i: int, head: int, depth: int = 0) -> int | None:
    """Who is understood to do what the open complement `i` of `head` tells."""
    objects = tree.below(head, "obj", "iobj")
    if objects and objects[0] < i and _controls(tree, head, objects[0]):
        return antecedent(tree, objects[0], head)
    wanted = _OBLIQUE_CONTROL.get(lemma(tree, head), frozenset())
    called = [c for c in tree.below(head, "obl") if case(tree, c) in wanted and c < i]
    if called:
        return antecedent(tree, called[0], head)
    if tree.tokens[head].upos in ("VERB", "AUX", "ADJ") or is_clause(tree, head):
        return _subject(tree, head, depth + 1)
    return None


def _controls(tree: Tree, verb: int, thing: int) -> bool:
    """Whether the object of the verb is to do what its infinitive tells; mere things do nothing on purpose."""
    word = lemma(tree, verb)
    if word in _SUBJECT_CONTROL:
        return False
    return word in _OBJECT_CONTROL or _acts(tree, thing)


def _acts(tree: Tree, thing: int) -> bool:
    found = actor_of([tree.word(thing).lower()])
    return tree.tokens[thing].upos != "NOUN" or (found is not None and found.kind != "document")


def _of_modifier(tree: Tree, i: int, head: int) -> int | None:
    """The subject of a clause that modifies a noun."""
    marked = tree.tokens[i].deprel != "acl:relcl" and bool(tree.below(i, "mark"))
    if not passive(tree, i) and (form(tree, i) == "Inf" or (marked and form(tree, i) == "Part-Pres")):
        above = tree.tokens[head].head
        if charge_noun(tree, head) or (case(tree, head) == "against" and above >= 0 and charge_noun(tree, above)):
            return _charged_by(tree, head)
        # "Russia's plan to attack", "the U.S. commitment to working": whose plan it is acts; others are unknown.
        if (addressed := _ASKING.get(tree.tokens[head].lemma.lower())) is not None:
            asked = [c for c in tree.below(head, "nmod", "obl") if case(tree, c) in addressed and c < i]
            own = _owners(tree, head) if tree.lemmas[i] in _SELF else ()  # "Norway's request to join the bloc"
            return next(iter([*asked, *own]), _answering(tree, head))
        governed = tree.tokens[head].deprel == "obj" and lemma(tree, above) in _OBJECT_CONTROL - {"have", "get", "need"}
        if governed and _acts(tree, head):
            return head  # "ordered Norway to leave", the reader having hung the infinitive on Norway
        owners = _owners(tree, head)
        if not owners and tree.lemmas[head] in _TRYING:
            owners = [c for c in tree.below(head, "nmod") if c < i and case(tree, c) in ("of", "by") and _acts(tree, c)]
        owner = owners[0] if owners else _shared_owner(tree, head)
        return _holder(tree, head) if owner is None else owner
    if tree.tokens[i].deprel == "acl:relcl" and not passive(tree, i) and form(tree, i) != "Part-Pres":
        return None  # no relative pronoun as subject: the antecedent is the object ("the tanks they sent")
    return head


def _answering(tree: Tree, noun: int) -> int | None:
    """ "Norway rejected a request from Chad to pay": who answers it is who was asked."""
    verb = tree.tokens[noun].head
    answered = verb >= 0 and tree.tokens[noun].deprel == "obj" and lemma(tree, verb) in _ANSWERING
    return _subject(tree, verb, 1) if answered else None


def _shared_owner(tree: Tree, noun: int) -> int | None:
    """ "Norway's support for the plan and *desire* to widen it": what somebody feels is joined to what he feels."""
    up = noun
    while tree.lemmas[noun] in _FELT and tree.relation(up) in ("conj", "nmod") and tree.tokens[up].head < up:
        up = tree.tokens[up].head
    if up == noun or tree.lemmas[up] not in _FELT:
        return None
    return next(iter(_owners(tree, up)), None)


def _owners(tree: Tree, noun: int) -> list[int]:
    named = [c for c in tree.below(noun, "compound", "amod") if tree.tokens[c].upos == "PROPN"]
    return tree.below(noun, "nmod:poss") + named


def _holder(tree: Tree, noun: int) -> int | None:
    """Who is to do what an infinitive after a noun without owner tells: "a committee to probe", "has plans to"."""
    if actor_of([tree.word(noun).lower()]) is not None:
        return noun
    verb = tree.tokens[noun].head
    holds = verb >= 0 and tree.tokens[noun].deprel == "obj" and lemma(tree, verb) in _HOLDING
    return _subject(tree, verb, 1) if holds else None


def objects(tree: Tree, i: int) -> list[int]:
    """Direct objects; in a relative clause whose subject is another, the antecedent ("the tanks they sent")."""
    found = [antecedent(tree, c, i) for c in tree.below(i, "obj")] if "obj" in tree.kinds[i] else []
    if (
        not found
        and tree.tokens[i].deprel == "acl:relcl"
        and _own_subject(tree, i) is not None
        and not passive(tree, i)
    ):
        own = _own_subject(tree, i)
        gap = own is not None and antecedent(tree, own, i) == own and not tree.below(i, "ccomp", "xcomp")
        gap = gap and not any(tree.word(c).lower() in ("where", "when", "why", "how") for c in tree.children[i])
        if gap and tree.tokens[tree.tokens[i].head].upos in ("NOUN", "PROPN") and copula(tree, i) is None:
            found = [tree.tokens[i].head]
    return found


def case(tree: Tree, i: int) -> str:
    """The preposition of a nominal, in lower case ("out of" as two words), "" if it has none."""
    if "case" not in tree.kinds[i]:
        return ""
    return " ".join([tree.lowers[c] for c in tree.below(i, "case") if tree.tokens[c].upos != "PART" and c < i])


def conjuncts(tree: Tree, i: int) -> list[int]:
    """A nominal and the nominals coordinated with it."""
    if "conj" not in tree.kinds[i]:
        return [i]
    same = ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "X")
    return [i, *(c for c in tree.below(i, "conj") if tree.tokens[c].upos in same and copula(tree, c) is None)]


def joined_by_and(tree: Tree, row: Sequence[int]) -> bool:
    """Whether "and" joins the words of a row and nothing else does: not "or", not "but"."""
    return {tree.lowers[m] for c in row for m in tree.below(c, "cc")} == {"and"}


def conjoined(tree: Tree, i: int) -> list[int]:
    """What comes before a word in a coordination that it is part of ("murder" for "rape" in "murder and rape")."""
    found = []
    while tree.tokens[i].deprel == "conj" and tree.tokens[i].head >= 0:
        i = tree.tokens[i].head
        found.append(i)
    return found
