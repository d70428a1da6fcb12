"""Which events are worth a record, and how much: those that say that somebody did, said or suffered something.

A record is counted. So there is none for states and opinions, for verbs that only carry another event, for asides that
say who somebody is or what something is for, and for events in which nobody and nothing definite takes part.
"""

from __future__ import annotations

from onrecord.extract.clauses import auxiliaries, copula, form, is_clause, lemma, passive, subject
from onrecord.extract.contexts import effect
from onrecord.extract.marks import headline, past
from onrecord.extract.mishaps import harmful
from onrecord.extract.questions import asked
from onrecord.extract.scene import Scene
from onrecord.extract.tree import Tree
from onrecord.extract.triggers import light_object
from onrecord.extract.whenwhere import TOLLS
from onrecord.model import Document, Event, Kind, Role, Saying
from onrecord.record.aims import besides
from onrecord.record.clausekinds import (
    CARRIERS,
    addressing,
    attached,
    carrier,
    content,
    first,
    gerund,
    glad,
    has_a_part,
    how_many,
    kept_there,
    merely_able,
    past_or_to_come,
    purpose,
    serves,
    somewhere,
    words,
)
from onrecord.record.parties import EMPTY, LOOSE, TALKING, anchored, definite, happening, living, tangible
from onrecord.record.told import (
    PARTIES,
    carrying,
    credited,
    cued,
    events_at,
    has,
    mere_talk,
    reporting,
    somebody,
    typed_events,
)

# How often a record of each sort was right and worth counting when read one by one (docs/records.md): a clause of a
# known type, what somebody made known, such a clause beside another, a noun; without type a clause beside, a clause of
# its own; a purpose of a known type; a state.
DEED, STATED, ASIDE, NOUN, SIDE, UNTYPED, ADJUNCT, STATE = 0.88, 0.8, 0.79, 0.78, 0.65, 0.62, 0.6, 0.5
# Words that only report: what they report has records, according to who says it.
_SPEECH = frozenset(
    "say tell report state note explain add write speak claim mention remark comment quote describe answer "
    "reply recall stress emphasize emphasise declare reveal acknowledge assert maintain insist argue think "
    "believe know feel hope expect understand see hear read mean suggest indicate show estimate predict "
    "consider wonder guess suppose assume".split()
)
_MODIFIERS = frozenset({"amod", "case", "cop", "aux", "aux:pass", "compound", "mark"})
_CLAIMS = frozenset({Saying.CLAIMED, Saying.ACCUSED, Saying.DENIED, Saying.ADMITTED, Saying.CONFIRMED})
_HARM = frozenset({"ASSAULT", "COERCE"})
# What says little with a notion as object, even of somebody ("showed resilience", "faces uncertainty").
_SHOWS = frozenset("show face present meet".split())
# Of the verbs that tell little by themselves those that tell something with where to, into what or as what.
_MOVES = frozenset("go come move turn run serve act".split())
_CARRIES = CARRIERS - {"help"} | {"remain"}
_WHEN = frozenset({"when", "whenever"})
# Before a gerund these tell how, or what somebody speaks of; after "after" and before "before" something happened.
_IN_TIME = frozenset({"after", "before", "since", "when", "while", "as", "until", "once"})


def worth(scene: Scene, event: Event) -> float | None:
    """How much the event is worth: how likely such a record is right and worth counting; None: no record."""
    token = scene.tree.tokens[event.head]
    if token.deprel in _MODIFIERS or token.upos == "AUX":
        return None
    if _address(scene, event) or _told_by_noun(scene, event):
        return None
    value = _untyped(scene, event) if event.type is None else _typed(scene, event)
    return value if value is not None else besides(scene, event)


def _told_by_noun(scene: Scene, event: Event) -> bool:
    """ "Carried out an attack": the noun is on record; "held a parade", "took steps": the verb has to tell it."""
    noun = light_object(scene.tree, event.head, event.lemma)
    if noun is None:
        return False
    told = events_at(scene.document.events).get(noun)
    return told is not None and worth(scene, told) is not None


def _typed(scene: Scene, event: Event) -> float | None:
    """An act of a known type, if it says who did or suffered it."""
    tree, i = scene.tree, event.head
    if not is_clause(tree, i) and tree.tokens[i].upos in ("NOUN", "PROPN"):
        return _noun(scene, event)
    if not any(definite(scene, p, TALKING) for p in event.participants):
        return None  # "I welcome you"
    if tree.tokens[i].upos != "VERB":
        who = subject(tree, i)
        return STATED if who is not None and scene.animate(who) else None
    if event.lemma == "thank" and not has(scene, event, Role.RECIPIENT):
        return None  # "thank you": nobody is told anything
    if event.lemma in words("state") and not somebody(scene, event):
        return None  # "the work requires care"
    if _says_nothing(scene, event) or _carries(scene, event):
        return None
    if purpose(tree, i):
        return ADJUNCT if somebody(scene, event) and _whom(scene, event) and _meant(tree, i) else None
    if gerund(tree, i) and (marks := tree.below(i, "mark", "case")) and not has(scene, event, Role.ACTOR):
        # "The importance of supporting them"; "shared matters, including supporting Chad" names one.
        named = any(tree.lowers[c] == "including" for c in marks) and has(scene, event, Role.RECIPIENT)
        return ASIDE if named else None
    relation = attached(tree, i)
    if relation in ("acl", "acl:relcl"):
        return ASIDE if _told_of(scene, event, relation) else None
    return ASIDE if relation == "advcl" else DEED


def _noun(scene: Scene, event: Event) -> float | None:
    """A noun of a known type: "the invasion of Chad", unless the verb that has it as object is on record for it."""
    if event.lemma in words("abstract") or not (_suffered(scene, event) or _counted(scene.tree, event)):
        return None  # "a war of choice", "their readiness"
    verb = carrying(scene, event)
    if verb is None or light_object(scene.tree, verb.head, verb.lemma) is not None:
        return NOUN
    return None if worth(scene, verb) is not None else NOUN  # "led protests"


def _counted(tree: Tree, event: Event) -> bool:
    """ "12 deaths were reported": a toll; of "caused 12 deaths" the verb tells it."""
    return event.lemma in TOLLS and bool(event.quantities) and tree.relation(event.head) != "obj"


def _accident(scene: Scene, event: Event) -> bool:
    """ "A collision of two buses kills nine", "hurt in a fire at a mill": what it happened to, and whom it harmed."""
    if not harmful(scene.tree, event.head):
        return False
    return any(tangible(scene, p) for p in event.participants) or bool(scene.tree.below(event.head, "nmod", "compound"))


def _suffered(scene: Scene, event: Event) -> bool:
    """Whether the noun says who takes part, or stands beside one that does, or is said to take place."""
    tree, i = scene.tree, event.head
    told = typed_events(scene.document.events)
    before = told.get(first(tree, i))
    row = [event] if before is None or event.type not in _HARM or before.type != event.type else [event, before]
    parties = [p for one in row for p in one.participants if p.role in (Role.ACTOR, Role.RECIPIENT)]
    if any(tangible(scene, p, TALKING) for p in parties):
        return True
    if event.type == "PROTEST" and tree.relation(i) == "obl":
        return True  # "returns amid protests"
    head = tree.tokens[i].head
    if tree.relation(i) != "nsubj" or tree.tokens[head].upos != "VERB" or event.type not in _HARM:
        return False
    if any(tree.word(c).lower() in EMPTY for c in tree.below(i, "det")):
        return False  # "this violence": told before
    place = any(tree.word(c).lower() == "place" for c in tree.below(head, "obj"))
    return (
        place if tree.tokens[head].lemma == "take" else lemma(tree, head) in ("happen", "occur", "break out", "erupt")
    )


def _carries(scene: Scene, event: Event) -> bool:
    """ "Began to withdraw", "capable of firing": another event tells it, or it only could be."""
    tree, i = scene.tree, event.head
    if gerund(tree, i) and tree.tokens[i].upos == "VERB" and tree.below(i, "det"):
        return True  # "told the visiting minister"
    if tree.tokens[i].head > i and gerund(tree, i) and tree.tokens[tree.tokens[i].head].upos in ("NOUN", "PROPN"):
        return tree.tokens[i].deprel not in ("csubj", "advcl")  # "the visiting minister"
    able = merely_able(tree, i) and not glad(tree, i)
    able = able and tree.tokens[tree.tokens[first(tree, i)].head].lemma.lower() != "able"
    told = typed_events(scene.document.events)
    inner = [told[c] for c in tree.below(i, "xcomp") if c in told] if event.lemma in _CARRIES else []
    return able or any(event.lemma != "remain" or worth(scene, one) is not None for one in inner)


def _says_nothing(scene: Scene, event: Event) -> bool:
    """ "When it comes to Chad", "let me say", "reinforce our partnership": words of a type without its sense."""
    if passive(scene.tree, event.head):
        return False
    objects = [p for p in event.participants if p.role in (Role.OBJECT, Role.RECIPIENT)]
    idle = bool(objects) and not any(definite(scene, p, EMPTY) for p in objects)  # "played a role"
    if event.lemma in words("light"):
        if light_object(scene.tree, event.head, event.lemma) is not None:
            return not any(anchored(scene, p) for p in event.participants)  # "took steps", "they took control of Dori"
        return idle or not any(p.role is Role.ACTOR and anchored(scene, p) for p in event.participants)
    return event.lemma in words("soft") and idle


def _told_of(scene: Scene, event: Event, relation: str) -> bool:
    """Whether a clause on a noun tells what happened, not which sort is meant ("those who support them")."""
    tree, i = scene.tree, event.head
    suffered = relation == "acl" and passive(tree, i) and any(definite(scene, p, LOOSE) for p in event.participants)
    named = suffered or any(anchored(scene, p) for p in event.participants)
    if not headline(tree, i) and not named and event.place is None:
        return bool(event.quantities or event.time)
    if event.quantities:
        return True
    if relation == "acl":
        noun = tree.tokens[carrier(tree, i)].head
        idle = gerund(tree, i) and tree.below(i, "mark") and tree.tokens[noun].lemma.lower() in words("abstract")
        return not idle  # "progress in strengthening the army"
    return past_or_to_come(tree, i) or credited(scene, event) is None


def _untyped(scene: Scene, event: Event) -> float | None:
    """What no type fits, if it is a happening, a decision or a claim about somebody or something definite."""
    tree, i = scene.tree, event.head
    if not is_clause(tree, i) and tree.tokens[i].upos in ("NOUN", "PROPN"):
        turned = event.lemma in words("turn") and has(scene, event, Role.OBJECT)  # "the resumption of flights"
        return NOUN if turned or _counted(tree, event) or _accident(scene, event) else None
    if tree.tokens[i].upos == "ADJ" and event.lemma in words("stance"):
        return _predicate(scene, event)
    if _reports(scene.document, tree, event):
        return STATED if _publishes(scene, event) else None
    if serves(tree, i, event.lemma) or asked(tree, i) is not None:
        return None
    if tree.tokens[i].upos != "VERB":
        return _predicate(scene, event)
    if not _about_something(scene, event) or _tells_little(scene, event) or mere_talk(scene, event):
        return None
    return _by_clause(scene, event)


def _predicate(scene: Scene, event: Event) -> float | None:
    """ "Norway is a country", "the minister is ready": only of somebody, in a clause of its own."""
    tree, i = scene.tree, event.head
    who = subject(tree, i)
    if copula(tree, i) is None or who is None:
        return None
    if not (scene.animate(who) and somebody(scene, event)) and not how_many(tree, who):
        return None
    if attached(tree, i) in ("acl:relcl", "acl", "advcl"):
        return None
    if tree.tokens[i].upos == "ADJ":
        return STATE if tree.tokens[i].lemma.lower() in words("stance") else None
    if (credit := credited(scene, event)) is not None:  # what somebody calls a country is an opinion
        told = credit.saying in _CLAIMS or any(tree.lowers[a] == "will" for a in auxiliaries(tree, i))  # an appointment
        return STATE if told and credit.kind is Kind.INDIRECT and tree.tokens[i].upos == "NOUN" else None
    named = tree.tokens[who].upos == "PROPN" and tree.tokens[i].upos == "NOUN"
    return STATE if named and attached(tree, i) == "root" else None


def _by_clause(scene: Scene, event: Event) -> float | None:
    tree, i = scene.tree, event.head
    relation = attached(tree, i)
    if relation == "acl":
        done = [p for p in event.participants if p.role is not Role.ACTOR]
        soft = event.lemma in words("soft") and not any(tangible(scene, p) for p in done)
        idle = soft or event.lemma in words("state") | words("light")
        if passive(tree, i) and somebody(scene, event) and not idle:
            return SIDE  # "a panel created by the parliament", no "exclave surrounded by the sea"
        if content(tree, i) or (gerund(tree, i) and has_a_part(tree, i) and somebody(scene, event)):
            return SIDE  # "the claim that the ban weakened the courts", "its role in smuggling gold"
        return UNTYPED if headline(tree, i) and tree.below(i, "mark") else None
    if relation == "acl:relcl":
        means = tree.lemmas[tree.tokens[carrier(tree, i)].head] in words("means")  # "a law that raises the fine"
        return SIDE if means or past_or_to_come(tree, i) else None  # no "which can use missiles", "who lives in Oslo"
    if purpose(tree, i):
        return None
    if merely_able(tree, i):  # "capable of firing", but "was proud to name her"
        return SIDE if glad(tree, i) and somebody(scene, event) else None
    if relation in ("csubj", "csubj:pass") and form(tree, i) != "Fin":
        return None  # "leading by example is right"
    if relation == "xcomp":
        return UNTYPED if _asked_for(scene, i) else None
    if relation == "advcl" or gerund(tree, i):
        return _adjunct(scene, event)
    return UNTYPED


def _adjunct(scene: Scene, event: Event) -> float | None:
    tree, i = scene.tree, event.head
    marks = {tree.word(c).lower() for c in tree.below(i, "mark", "case", "advmod") if c < i}
    if tree.tokens[i].deprel == "conj":  # "by raising the fees and quietly closing the road"
        at = first(tree, i)
        marks = marks & _WHEN | {tree.word(c).lower() for c in tree.below(at, "mark", "case") if c < at}
    absolute = "with" in marks and bool(tree.below(i, "nsubj"))  # "with the airport cancelling flights"
    if gerund(tree, i) and marks and not absolute and not marks & _IN_TIME:
        # "Accused of sinking ships"; who is kept from it does nothing.
        if "by" in marks or ("in" in marks and has_a_part(tree, i)):
            return SIDE if somebody(scene, event) else None  # "ended it by freeing the crew"
        return SIDE if _asked_for(scene, i) else None
    if marks & _WHEN and not past(tree, i) and not tree.below(i, "aux"):
        return None if credited(scene, event) is not None else SIDE  # "when a storm comes"
    return SIDE


def _asked_for(scene: Scene, i: int) -> bool:
    """Whether the clause is what somebody asks for, plans, promises, is accused of: what a reporting word governs."""
    tree = scene.tree
    at = first(tree, i)
    head = tree.tokens[at].head
    while head >= 0 and lemma(tree, head) in CARRIERS and tree.tokens[head].deprel == "xcomp":
        head = tree.tokens[head].head
    if head < 0 or tree.tokens[head].upos not in ("VERB", "NOUN"):
        return False
    return tree.tokens[head].span.start in cued(scene.document.attributions) or head in typed_events(
        scene.document.events
    )


def _tells_little(scene: Scene, event: Event) -> bool:
    if event.lemma in words("state"):
        return not event.quantities and not kept_there(scene.tree, event.head)
    objects = [p for p in event.participants if p.role in (Role.OBJECT, Role.RECIPIENT)]
    objects = [p for p in objects if living(scene, p) or p.span.of(scene.tree.text).lower() not in EMPTY]  # "did it"
    if event.quantities or passive(scene.tree, event.head):
        return False
    if event.lemma in words("soft"):
        idle = not objects and credited(scene, event) is not None  # "we have built on this"
        told = typed_events(scene.document.events)  # "maintain the ban", "deepen cooperation": the noun tells it
        notions = bool(objects) and not any(tangible(scene, p) for p in objects)
        told_by_noun = any(o in told for o in scene.tree.below(event.head, "obj"))
        return idle or (notions and (told_by_noun or event.lemma in _SHOWS))
    if event.lemma in words("light"):
        if light_object(scene.tree, event.head, event.lemma) is not None:
            return not has(scene, event, Role.ACTOR)  # "held a parade"
        if event.lemma in _MOVES and somebody(scene, event) and somewhere(scene.tree, event.head):
            return False  # "will serve as chair"
        solid = [p for p in objects if tangible(scene, p)]
        return not any(living(scene, p) for p in solid) and not (solid and somebody(scene, event))
    return bool(objects) and all(p.name.lower() in EMPTY for p in objects)


def _about_something(scene: Scene, event: Event) -> bool:
    """Whether somebody or something definite takes part, and no mere notion does it."""
    parties = [p for p in event.participants if p.role in PARTIES]
    actors = [p for p in parties if p.role is Role.ACTOR]
    if actors and not any(definite(scene, p, EMPTY) or happening(scene, p) for p in actors):
        return False
    return any(definite(scene, p, LOOSE) for p in parties)


def _meant(tree: Tree, i: int) -> bool:
    """Whether somebody is to do it: after a verb, or a noun such as "plan"; not "weapons to defend the town"."""
    at = first(tree, i)
    noun = tree.tokens[at].head
    if tree.tokens[at].deprel != "acl" or tree.tokens[noun].lemma.lower() in words("means"):
        return True
    return effect(tree, at, noun, nominal=False) is not None


def _whom(scene: Scene, event: Event) -> bool:
    """Whether more than the actor takes part; what somebody resigns from need not."""
    others = [p for p in event.participants if p.role is not Role.ACTOR]
    return not others or any(tangible(scene, p) for p in others)


def _publishes(scene: Scene, event: Event) -> bool:
    """ "Announced a tariff of 50%": what is made known is a thing, so that nothing else tells of it."""
    if event.lemma not in words("published") or scene.tree.below(event.head, "ccomp", "xcomp"):
        return False
    objects = scene.tree.below(event.head, "obj")
    told = typed_events(scene.document.events)
    if not objects or any(k in told for o in objects for k in scene.tree.subtree(o)):
        return False
    return has(scene, event, Role.ACTOR)


def _reports(document: Document, tree: Tree, event: Event) -> bool:
    cue = not reporting(document.attributions).isdisjoint(range(event.trigger.start, event.trigger.end))
    told = event.lemma in _SPEECH and bool(tree.below(event.head, "ccomp", "parataxis", "xcomp"))
    return cue or told or event.lemma in ("say", "tell")


def _address(scene: Scene, event: Event) -> bool:
    """ "For inquiries contact press@example.org", "follow us": words to the reader."""
    tree, i = scene.tree, event.head
    if (
        form(tree, i) in ("Imp", "Inf")
        and tree.tokens[i].upos == "VERB"
        and tree.tokens[first(tree, i)].deprel == "root"
    ):
        nobody = not has(scene, event, Role.ACTOR) and not tree.below(i, "mark")
        if nobody and credited(scene, event) is None and not auxiliaries(tree, i):
            return True
    return tree.tokens[i].sentence in addressing(scene.document)
