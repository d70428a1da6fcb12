"""Who and what else takes part in an event: all of a row, and what an act is about where no object tells it."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract.clauses import case, conjoined, conjuncts, form, has, is_clause, passive
from onrecord.extract.scene import Scene, quote_of
from onrecord.extract.sharedobjects import shared_objects
from onrecord.extract.tree import Tree
from onrecord.extract.triggers import nouns
from onrecord.model import Event, NameType, Participant, Role, Span
from onrecord.record.clausekinds import first, words
from onrecord.record.stray import stray
from onrecord.record.told import typed_events

# What an act is about, where no object tells it.
_ABOUT = frozenset("to with on upon for of into against about over towards toward".split())
# The same with certain words ("participated in the games", "refrain from strikes").
_ALSO = {
    **dict.fromkeys("participate take_part assist engage invest succeed partake".split(), "in"),
    **dict.fromkeys("refrain abstain desist withdraw recover suffer benefit move".split(), "from"),
    **dict.fromkeys("serve act".split(), "as"),
}
_MOVES = frozenset(
    "launch sale export import delivery shipment transfer purchase production smuggling theft test trafficking".split()
)
# Who has it suffers it.
SUFFERED = frozenset({"death", "injury", "fatality", "casualty"})
_LASTING = frozenset({"remain", "stay"})
# What somebody feels or does by words is felt or done about this: "voiced concern over the arrests".
_TALKS = frozenset("discussion talk consultation conversation dialogue meeting".split())
_FELT = _TALKS | frozenset(
    "concern interest alarm regret hope gratitude appreciation sympathy condolence solidarity".split()
)
_TALKED_OF = frozenset({"over", "about", "on", "regarding", "concerning"})
_FELT_AT = _TALKED_OF | {"at", "in", "for", "with", "to"}
_MANY = frozenset("dozen hundred thousand million".split())
# "Discussed raising taxes": whatever type it has when it is only planned.
_WEIGHED = frozenset({"discuss", "consider", "debate", "explore"})
# Given in doing something: "support in ending the war".
_EFFORTS = frozenset("support help assistance cooperation aid".split())
# Who is arrested in one of these is arrested by those who make it.
_SWEEPS = frozenset("raid sweep crackdown operation search".split())
_DURING = frozenset({"in", "by", "during", "from"})
# What somebody settles, promises or refuses with these their complement tells.
_SETTLING = frozenset(
    "agree commit committed recommit pledge vow promise swear undertake plan intend threaten refuse decline volunteer "
    "offer resolve consent".split()
)


def more(scene: Scene, event: Event, kept: Sequence[Participant]) -> list[Participant]:
    """Those who take part besides the ones that are known."""
    quote = quote_of(scene.document, scene.tree.tokens[event.head].span)
    found = [(p.role, k) for p in kept for k in _row(scene, p)]
    found += [(Role.OBJECT, k) for p in kept if p.role is Role.OBJECT for k in _felt(scene, event, p)]
    promised = _promised(scene, event) if all(p.role is not Role.OBJECT for p in kept) else []
    if all(p.role is Role.ACTOR for p in kept) and not promised:
        found += [(Role.RECIPIENT, k) for k in _hit(scene, event) or _suffering(scene, event)]
        found += [(Role.OBJECT, k) for k in _moved(scene, event) or _about(scene, event)]
    beside = [] if any(p.role is Role.ACTOR for p in kept) else _doers(scene, event)
    if all(p.role in (Role.ACTOR, Role.INSTRUMENT) for p in kept):
        beside += _struck(scene, event)
    beside += promised
    return beside + [scene.participant(role, k, quote) for role, k in found]


def _struck(scene: Scene, event: Event) -> list[Participant]:
    """ "Two guards were killed and three wounded in a raid": whom the raid struck, told by the acts beside it."""
    tree, top = scene.tree, first(scene.tree, event.head)
    if event.type != "ASSAULT" or is_clause(tree, event.head) or tree.relation(top) != "obl":
        return []
    verb = tree.tokens[top].head
    if _DURING.isdisjoint(case(tree, top).split()) or not passive(tree, verb):
        return []
    told = typed_events(scene.document.events)
    acts = [told[k] for k in (*conjoined(tree, verb), verb) if k in told and told[k].type == "ASSAULT"]
    hit = [(act, p) for act in acts for p in act.participants if p.role is Role.RECIPIENT and passive(tree, act.head)]
    return [p for act, p in hit if all(not stray(scene, act, k) for k in _heads(scene, p))]


def _hit(scene: Scene, event: Event) -> list[int]:
    """ "Unleashed an airstrike on a school": whom or what it hit, which the reader hung on the verb."""
    tree, i = scene.tree, event.head
    if event.type != "ASSAULT" or tree.relation(i) != "obj":
        return []
    near = [c for c in tree.below(tree.tokens[i].head, "obl") if c > i and c not in scene.times]
    return [k for c in near if case(tree, c) in ("on", "against", "at") for k in conjuncts(tree, c)]


def _suffering(scene: Scene, event: Event) -> list[int]:
    """ "Civilian deaths", "troop casualties": who died."""
    if event.lemma not in SUFFERED or is_clause(scene.tree, event.head):
        return []
    return [c for c in scene.tree.below(event.head, "amod", "compound") if scene.tree.lemmas[c] in nouns("person")]


def _promised(scene: Scene, event: Event) -> list[Participant]:
    """ "Agreed to open the border": what is agreed, promised or refused, in the words of the complement."""
    tree, i = scene.tree, event.head
    if event.lemma not in _SETTLING or tree.tokens[i].upos not in ("VERB", "ADJ") or tree.below(i, "obj", "ccomp"):
        return []
    aims = [c for c in tree.below(i, "xcomp", "advcl") if c > i and tree.tokens[c].upos == "VERB" and _to(tree, c)]
    if not aims:
        return []
    last = aims[0]
    while inner := [c for c in tree.below(last, "xcomp") if tree.tokens[c].upos == "VERB"]:
        last = inner[0]
    start = tree.tokens[aims[0]].span.start
    ends = [scene.phrase(o).end for o in tree.below(last, "obj") if o > last]
    end = next((end for end in ends if end > start), tree.tokens[max(last, aims[0])].span.end)
    span = Span(start, end)
    return [Participant(Role.OBJECT, span, " ".join(span.of(tree.text).split()))]


def _to(tree: Tree, c: int) -> bool:
    return "to" in _marks(tree, c) or case(tree, c) == "to"


def _doers(scene: Scene, event: Event) -> list[Participant]:
    """ "Two were killed in an attack by rebels", "when rebels opened fire": who did it, told by the act beside it."""
    tree, i = scene.tree, event.head
    if event.type not in ("ASSAULT", "COERCE") or not passive(tree, i):
        return []
    row = [first(tree, i)]
    for k in row:  # grows while it is walked
        row += [c for c in tree.below(k, "conj") if passive(tree, c)]
    beside = [c for k in row for c in tree.below(k, "obl") if case(tree, c) in ("in", "by", "during")]
    beside += [c for k in row for c in tree.below(k, "advcl") if _marks(tree, c) & {"when", "after", "as"}]
    told = typed_events(scene.document.events)
    acts = [told[c] for c in beside if c in told and (told[c].type == "ASSAULT" or told[c].lemma in _SWEEPS)]
    if event.type == "COERCE":
        acts = [act for act in acts if act.lemma in _SWEEPS]  # "detained during a police raid"
    return next(([p for p in act.participants if p.role is Role.ACTOR] for act in acts), [])


def _marks(tree: Tree, c: int) -> set[str]:
    return {tree.word(m).lower() for m in tree.below(c, "mark", "advmod")}


def _row(scene: Scene, party: Participant) -> list[int]:
    """The rest of a row that the reader hung one on the other ("Lee, Cho, Odell and Roos")."""
    heads = _heads(scene, party)
    found = [c for k in heads for c in (*conjuncts(scene.tree, k)[1:], *_listed(scene, k))]
    for k in found:  # grows while it is walked
        found += [c for c in conjuncts(scene.tree, k)[1:] if c not in found]
    return [k for k in found if not scene.tree.below(k, "case", "mark") and k not in scene.times]


def _felt(scene: Scene, event: Event, thing: Participant) -> list[int]:
    """ "Voiced concern over the arrests", "had talks on trade": what it is felt or said about."""
    tree = scene.tree
    heads = [k for k in scene.inside(thing.span) if tree.lemmas[k] in _FELT and tree.tokens[k].head == event.head]
    known = _TALKED_OF if any(tree.lemmas[k] in _TALKS for k in heads) else _FELT_AT
    near = [c for k in heads for c in tree.below(k, "nmod") if c > k and case(tree, c) in known]
    about = next((c for c in near if c not in scene.times and tree.tokens[c].upos != "PRON"), None)
    if about is None:
        gerunds = [c for k in heads for c in tree.below(k, "acl") if form(tree, c) == "Part-Pres"]
        return [o for c in gerunds for o in tree.below(c, "obj")]
    return conjuncts(tree, about)


def _heads(scene: Scene, party: Participant) -> list[int]:
    inside = scene.inside(party.span)
    return [k for k in inside if scene.tree.tokens[k].head not in inside]


def _listed(scene: Scene, k: int) -> list[int]:
    """ "Met President Lee, Vice President Cho, and other officials": the second name, read as a word for the first."""
    tree = scene.tree
    if tree.lemmas[k] in _MANY:
        return [c for c in tree.below(k, "appos") if tree.lemmas[c] in _MANY and c > k]
    if scene.types.get(k) is not NameType.PER or "conj" not in tree.kinds[k]:
        return []
    beside = [c for c in tree.below(k, "appos") if c > k]
    several = [c for c in beside if has(tree, c, "Number=Plur") and scene.animate(c)]
    named, own = [c for c in beside if scene.types.get(c) is NameType.PER], scene.mentions.get(k)
    others = [c for c in named if own is None or c not in scene.mentions or scene.mentions[c].entity != own.entity]
    return [*others, *several]


def _moved(scene: Scene, event: Event) -> list[int]:
    """ "Missile launches", "arms sales": what is launched or sold, named by the first part of the word."""
    if event.lemma not in _MOVES or is_clause(scene.tree, event.head):
        return []
    parts = [c for c in scene.tree.below(event.head, "compound") if scene.tree.tokens[c].upos == "NOUN"]
    return [c for c in parts if not scene.animate(c)]


def _about(scene: Scene, event: Event) -> list[int]:
    """ "Committed to the treaty", "support for reforms", "build and repair roads", "ruled that he pay a fine"."""
    tree, i = scene.tree, event.head
    lasting = [c for c in tree.below(i, "xcomp") if c > i] if event.lemma in _LASTING else []  # "remain committed to"
    near = [c for k in (i, *lasting) for c in tree.below(k, "obl", "nmod") if c > i and c not in scene.times]
    near = [c for c in near if _means(tree, event.lemma, c)]
    heads = near[:1] or list(shared_objects(tree, i)[:1])
    if not heads and (event.type == "CONSULT" or event.lemma in _WEIGHED):
        heads = [
            o
            for c in tree.below(i, "xcomp", "advcl")
            if c > i and form(tree, c) == "Part-Pres"
            for o in tree.below(c, "obj")
        ]
    if not heads:
        heads = [o for c in tree.below(i, "advcl") if _towards(tree, c) for o in _object(scene, c)][:1]
    if not heads and event.lemma in words("verdict") | words("voice"):
        heads = [o for c in tree.below(i, "ccomp", "xcomp") for o in _matter(scene, c)][:1]
    if not heads and event.lemma in _EFFORTS and not is_clause(tree, i):
        heads = [o for c in tree.below(i, "acl") if "in" in _marks(tree, c) for o in tree.below(c, "obj")][:1]
    heads += _told_of(tree, i)[:1] if not heads or event.lemma in words("verdict") else []
    return [k for c in heads for k in conjuncts(tree, c)]


def _told_of(tree: Tree, i: int) -> list[int]:
    """ "Ruled that the banker must pay", "examined how to ease the shortage": of whom or what a clause tells."""
    told = [c for c in tree.below(i, "ccomp", "xcomp") if c > i]
    found = [who for c in told for who in tree.below(c, "nsubj")]
    asking = [c for c in told if "how" in {tree.lowers[k] for k in tree.children[c]}]
    return [k for k in found if tree.tokens[k].upos != "PRON"] or [o for c in asking for o in tree.below(c, "obj")]


def _towards(tree: Tree, c: int) -> bool:
    """ "Looks forward to working with Chad", "committed to ending the war"."""
    return form(tree, c) == "Part-Pres" and any(tree.lowers[m] == "to" for m in tree.below(c, "mark", "case"))


def _object(scene: Scene, c: int) -> list[int]:
    tree = scene.tree
    near = [o for o in tree.below(c, "obl") if o not in scene.times and _means(tree, tree.lemmas[c], o)]
    return tree.below(c, "obj") or near


def _matter(scene: Scene, c: int) -> list[int]:
    """ "Claims that it sank the ship", "reaffirmed that its commitment is firm": what is said to be so, or done."""
    things = [o for o in scene.tree.below(c, "nsubj") if not scene.animate(o)]
    return scene.tree.below(c, "obj", "nsubj:pass") or things


def _means(tree: Tree, word: str, c: int) -> bool:
    return case(tree, c) in _ABOUT or case(tree, c) == _ALSO.get(word.replace(" ", "_"))
