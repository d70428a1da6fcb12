"""What is no plain deed and still on record: what somebody aims at, asks for or speaks of, and how diplomats put it."""

from __future__ import annotations

from onrecord.extract.clauses import auxiliaries, case, form, is_clause, passive, subject
from onrecord.extract.contexts import effect
from onrecord.extract.factuality import judged
from onrecord.extract.marks import headline, past
from onrecord.extract.questions import asked
from onrecord.extract.scene import Scene
from onrecord.extract.tree import Tree
from onrecord.extract.triggers import eventive, nouns
from onrecord.model import Event, Role, Status
from onrecord.record.clausekinds import CARRIERS, attached, carrier, first, gerund, glad, merely_able, words
from onrecord.record.parties import EMPTY, TALKING, definite, living, tangible
from onrecord.record.told import PARTIES, carrying, cued, has, somebody, spoken, typed_events

# How often such a record was right and worth counting (docs/records.md).
AIM, CONTENT, VOICED, OURS = 0.75, 0.65, 0.8, 0.66
_WE = frozenset({"we", "us", "our", "i"})
_ASKING = frozenset({"REQUEST", "CONSULT", "AGREE", "CUE"})
_JOINT = frozenset({"COOPERATE", "CONSULT", "AID"})
_ASKED_FOR = frozenset("AGREE CONSULT COOPERATE AID RETREAT CONCEDE INVESTIGATE".split())
_TALKS = frozenset({"SUPPORT", "ACCUSE", "REJECT", "THREATEN"}) | _ASKING
_INNER = frozenset({"obj", "obl", "nmod", "conj", "acl", "xcomp", "appos"})
_LASTING = ("ity", "ness", "ship", "ism", "cy")
_TOWARDS = frozenset("to of on in for towards toward such including like".split())
_COULD = frozenset("ability capacity right chance opportunity tool means".split())
_PERSONS = frozenset("i me my we us our you your".split())
_PEOPLE = frozenset("i we they he she their his her our two both".split())
_COMING = frozenset({"will", "shall", "'ll", "’ll"})
_AT = frozenset("to with on against in toward towards for".split())
_READY = frozenset("ready eager keen proud pleased happy".split())
_NEED = frozenset({"need", "necessity", "urgency", "call", "demand"})
_WEIGHTY = _NEED | {"importance"}
# Who says it once more stands by it, whatever it is.
_FIRM = frozenset({"reaffirm", "reiterate", "affirm"})
_DEEP = 5


def besides(scene: Scene, event: Event) -> float | None:
    """How much an event is worth that the rules for deeds leave out; None: no record."""
    tree, i = scene.tree, event.head
    if event.lemma == "look" and _looks_ahead(scene, event):
        return VOICED
    if asked(tree, i) is not None or _only_able(scene, event) or _talk(scene, event):
        return None
    if event.lemma in CARRIERS and tree.below(i, "xcomp"):
        return None  # "we continue to call for": the inner verb tells it
    if not is_clause(tree, i) and tree.tokens[i].upos in ("NOUN", "PROPN"):
        return CONTENT if _content(scene, event) else None
    if tree.tokens[i].upos != "VERB":
        return None
    if _voices(scene, event) or _settles(scene, event):
        return VOICED
    if _will(scene, event):
        return OURS
    if _ours(scene, event):
        return OURS
    return AIM if _aim(scene, event) else None


def _only_able(scene: Scene, event: Event) -> bool:
    """ "Capable of firing"; who is ready or eager to do something means to do it."""
    tree, i = scene.tree, event.head
    ready = tree.tokens[tree.tokens[first(tree, i)].head].lemma.lower() in _READY
    return merely_able(tree, i) and not (ready and (somebody(scene, event) or _we(scene, event)))


def _talk(scene: Scene, event: Event) -> bool:
    """Whether it stands in direct speech that speaks of itself or to somebody: there people talk about talking."""
    if _forward(scene.tree, scene.tree.tokens[first(scene.tree, event.head)].head):
        return False  # what is looked forward to is meant, whoever says so
    deed = event.type is not None and event.lemma not in words("state")  # "we are working together", no "we had talks"
    if not spoken(scene, event) or deed or (past(scene.tree, event.head) and _third(scene, event)):
        return False
    sentence = scene.document.sentences[scene.tree.tokens[event.head].sentence].of(scene.tree.text)
    return not _PERSONS.isdisjoint(sentence.lower().replace("’", " ").replace("'", " ").split())


def _third(scene: Scene, event: Event) -> bool:
    """Whether somebody else than who speaks and who is spoken to acts."""
    actors = [p.span.of(scene.tree.text).lower() for p in event.participants if p.role is Role.ACTOR]
    return (somebody(scene, event) or "they" in actors) and TALKING.isdisjoint(actors)


def _content(scene: Scene, event: Event) -> bool:
    """A noun that somebody asks for or speaks of, with who or what takes part: "urged the release of prisoners"."""
    if carrying(scene, event) is not None:
        return False
    if event.lemma in words("abstract") | words("trend"):
        return event.type is not None and (_weighed(scene, event) or _asked_of(scene, event))
    if [scene.tree.word(c).lower() for c in scene.tree.children[event.head] if c < event.head] == ["in"]:
        return False  # "in support of"
    spoken = _spoken_of(scene, event.head)
    if event.type is not None:
        parties = [p for p in event.participants if p.role in PARTIES or p.role is Role.BENEFICIARY]
        return _wanted(scene, event, spoken) or any(tangible(scene, p, TALKING) for p in parties)
    if spoken is None or not eventive(event.lemma) or event.lemma.endswith(_LASTING):
        return False
    return _done(scene, event) or _needed(scene, event, spoken)


def _weighed(scene: Scene, event: Event) -> bool:
    """ "Stressed the importance of cooperation", "our commitment to Chad remains firm": it is what is spoken of."""
    tree, i = scene.tree, event.head
    above = tree.tokens[i].head
    if above >= 0 and tree.relation(i) == "nmod" and tree.tokens[above].lemma.lower() in _WEIGHTY:
        return _spoken_of(scene, i) is not None
    held = bool(tree.below(i, "nmod:poss")) or somebody(scene, event)
    return held and tree.relation(i) == "nsubj" and has(scene, event, Role.RECIPIENT)


def _asked_of(scene: Scene, event: Event) -> bool:
    """ "Called for dialogue with Chad", "reaffirmed openness to cooperation with Chad": who is to take part is told."""
    told = any(p.role is Role.RECIPIENT and tangible(scene, p) for p in event.participants)
    return told and _spoken_of(scene, event.head) in ("REQUEST", "CUE")


def _needed(scene: Scene, event: Event, spoken: str) -> bool:
    """ "Urged a response", "the need for preparations", "the importance of building the dam": what is asked for."""
    tree, i = scene.tree, event.head
    head = tree.tokens[first(tree, i)].head
    if spoken == "REQUEST" and tree.tokens[head].upos == "VERB":
        return True
    noun = tree.tokens[head].lemma.lower()
    return noun in _NEED or (noun == "importance" and has(scene, event, Role.OBJECT))


def _wanted(scene: Scene, event: Event, spoken: str | None) -> bool:
    """Whether somebody asks for it or speaks of it though nobody is named ("urged a ceasefire"), if it is no name."""
    common = scene.tree.word(event.head)[:1].islower()
    return spoken in _ASKING and event.type in _ASKED_FOR and common


def _done(scene: Scene, event: Event) -> bool:
    """Whether the noun says to whom or what it is done, or is a word for an event by a named one."""
    solid = {p.role for p in event.participants if p.role in PARTIES and tangible(scene, p)}
    return bool(solid - {Role.ACTOR}) or (bool(solid) and event.lemma in nouns("event") and somebody(scene, event))


def _spoken_of(scene: Scene, i: int) -> str | None:
    """The type of the verb by which somebody asks for, agrees on or speaks of the word; "CUE" for other reporting."""
    tree, told = scene.tree, typed_events(scene.document.events)
    cues = cued(scene.document.attributions)
    for _ in range(_DEEP):
        if tree.relation(i) not in _INNER or tree.tokens[i].head < 0:
            return None
        i = tree.tokens[i].head
        kind = told[i].type if i in told else None
        cue = tree.tokens[i].span.start in cues or tree.tokens[i].lemma.lower() in words("voice") or _forward(tree, i)
        if tree.tokens[i].upos == "VERB" and (kind in _TALKS or cue) and (who := subject(tree, i)) is not None:
            return (kind or "CUE") if _person(scene, who) or who in scene.types else None  # "the Declaration calls for"
    return None


def _person(scene: Scene, k: int) -> bool:
    """Somebody, or a pronoun for people."""
    return scene.animate(k) or scene.tree.word(k).lower() in _PEOPLE


def _voices(scene: Scene, event: Event) -> bool:
    """ "Underscored the importance of trade", "reaffirmed the alliance": an act of diplomacy in a clause of its own."""
    tree, i = scene.tree, event.head
    if event.lemma not in words("voice") or form(tree, i) == "Inf" or gerund(tree, i):
        return False
    if not _third(scene, event) and not _we(scene, event) and not has(scene, event, Role.ACTOR):
        return False
    if attached(tree, i) not in ("root", "ccomp", "parataxis"):
        return False
    if tree.below(i, "obj", "obl") or event.lemma in _FIRM:
        return True
    told = typed_events(scene.document.events)
    return not any(k in told for c in tree.below(i, "ccomp") for k in tree.subtree(c))


def _looks_ahead(scene: Scene, event: Event) -> bool:
    """ "We look forward to working with Chad", "looks forward to the visit": a promise, as diplomats make it."""
    tree, i = scene.tree, event.head
    if not _forward(tree, i):
        return False
    to = any(tree.lowers[k] == "to" for c in tree.below(i, "advcl", "obl") for k in tree.below(c, "mark", "case"))
    return to and (somebody(scene, event) or _we(scene, event))


def _forward(tree: Tree, i: int) -> bool:
    looks = i >= 0 and tree.lemmas[i] == "look"
    return looks and any(tree.lowers[c] == "forward" for c in tree.below(i, "advmod"))


def _settles(scene: Scene, event: Event) -> bool:
    """ "The court ruled that …": a decision, which is more than a saying, by somebody named."""
    if event.lemma not in words("verdict") or not _third(scene, event):
        return False
    own = attached(scene.tree, event.head) == "root" or _afterwards(scene.tree, event.head)
    return own and bool(scene.tree.below(event.head, "ccomp", "xcomp"))


def _afterwards(tree: Tree, i: int) -> bool:
    """ "Two died after the rebels claimed that …": told as a deed of its own."""
    return attached(tree, i) == "advcl" and any(tree.lowers[c] == "after" for c in tree.below(i, "mark"))


def _will(scene: Scene, event: Event) -> bool:
    """ "The minister will consider the plan": what somebody named is going to do, in a clause of its own."""
    tree, i = scene.tree, event.head
    if attached(tree, i) not in ("root", "ccomp", "acl:relcl") or passive(tree, i):
        return False
    if not somebody(scene, event) and not _we(scene, event):
        return False
    if event.lemma in (words("state") - words("willed")) | words("light") or event.lemma in CARRIERS:
        return False
    coming = any(tree.word(a).lower() in _COMING for a in auxiliaries(tree, i))
    told = any(p.role is not Role.ACTOR and p.name.lower() not in EMPTY for p in event.participants)
    return coming and (told or bool(tree.below(i, "obl", "ccomp")))


def _ours(scene: Scene, event: Event) -> bool:
    """ "We have worked together", "we appreciate its efforts": what the outlet itself did, in a clause of its own."""
    tree, i = scene.tree, event.head
    top = carrier(tree, i)
    bare = form(tree, top) == "Inf" and not auxiliaries(tree, top)
    if event.type is not None and glad(tree, i) and _we(scene, event):
        return any(p.role is not Role.ACTOR for p in event.participants)  # "we are proud to support you"
    if event.type is None or bare or gerund(tree, top) or not _we(scene, event):
        return False
    if attached(tree, i) not in ("root", "ccomp", "advcl", "parataxis"):
        return False
    if event.type in ("REQUEST", "AGREE", "THREATEN") and tree.below(i, "ccomp", "xcomp"):
        return True  # "we urge that he be freed"
    if past(tree, i) or event.type in _JOINT:
        return True
    return any(p.role is not Role.ACTOR and tangible(scene, p) for p in event.participants)


def _aim(scene: Scene, event: Event) -> bool:
    """ "To strengthen the army", "committed to combating piracy": what somebody means to do, or is asked to."""
    tree, i = scene.tree, event.head
    at = carrier(tree, i)
    at = first(tree, i) if form(tree, at) == "Fin" or auxiliaries(tree, at) else at
    marks = {tree.word(c).lower() for c in tree.below(at, "mark", "case", "advmod") if c < at}
    infinitive = "to" in marks and form(tree, at) != "Fin" and not headline(tree, at)
    if not infinitive and not (gerund(tree, at) and marks & _TOWARDS):
        return False
    if event.lemma in (words("state") - words("willed")) | {"say", "tell"} or "so" in marks:
        return False
    if _happened(scene, event) or not _owned(scene, event, at):
        return False
    objects = [p for p in event.participants if p.role in (Role.OBJECT, Role.RECIPIENT)]
    if any(p.name.lower() not in EMPTY for p in objects):
        asked_for = _asks(scene, at) and all(p.name != "place" for p in objects)  # "to take place"
        whom = event.lemma == "work" and any(living(scene, p) for p in objects)  # "to working with the new cabinet"
        return event.type is not None or event.lemma not in words("light") or asked_for or whom
    weighed = tree.tokens[tree.tokens[at].head].lemma.lower() in _WEIGHTY  # "the importance of responding to the raid"
    meant = infinitive or _forward(tree, tree.tokens[at].head)
    towards = (meant or weighed) and _towards(scene, event)
    if objects or _shares(scene, i) or towards or (meant and tree.below(i, "ccomp")):
        return not objects
    needed = weighed and bool(tree.below(at, "nsubj"))
    asked_to = event.type is not None or tree.tokens[at].deprel in ("xcomp", "advcl")
    return needed or (asked_to and _asks(scene, at))


def _towards(scene: Scene, event: Event) -> bool:
    """ "To partner with the bank", "to respond to the attack": what has no object is still aimed at something."""
    obliques = scene.tree.below(event.head, "obl")
    return event.lemma not in words("light") and any(case(scene.tree, c) in _AT for c in obliques)


def _shares(scene: Scene, i: int) -> bool:
    """ "To broaden and deepen relations": the object of the last of a row is that of all."""
    return any(scene.tree.below(c, "obj") for c in scene.tree.below(i, "conj"))


def _happened(scene: Scene, event: Event) -> bool:
    """Whether it stands as a fact: then it is no aim, but the way in which something else is done."""
    return judged(scene.document)(event).status is Status.REPORTED


def _asks(scene: Scene, at: int) -> bool:
    """Whether the verb above the clause asks somebody for it, or promises it."""
    above = typed_events(scene.document.events).get(scene.tree.tokens[at].head)
    return above is not None and above.type in ("REQUEST", "AGREE")


def _owned(scene: Scene, event: Event, at: int) -> bool:
    """Whether somebody means to do it: he is named, and a word of aiming or a deed of his governs the clause."""
    tree = scene.tree
    head = tree.tokens[at].head
    if head < 0 or tree.tokens[at].deprel not in ("acl", "advcl", "xcomp"):
        return False
    actors = [p for p in event.participants if p.role is Role.ACTOR]
    if actors and not any(definite(scene, p, EMPTY) for p in actors):
        return False
    people = any(p.span.of(tree.text).lower() in _PEOPLE for p in actors)
    mine = people or somebody(scene, event) or _we(scene, event)
    if tree.tokens[head].upos == "NOUN":
        noun = tree.tokens[head].lemma.lower()
        meant = noun in words("aim") | words("means") or effect(tree, at, head, nominal=False) is not None
        return meant and noun not in _COULD and (mine or _of_somebody(scene, head))
    return mine


def _we(scene: Scene, event: Event) -> bool:
    """Whether the outlet itself acts: "we"."""
    return any(p.role is Role.ACTOR and p.span.of(scene.tree.text).lower() in _WE for p in event.participants)


def _of_somebody(scene: Scene, noun: int) -> bool:
    """Whether the aim is somebody's ("American efforts"), or one of which somebody speaks ("discussed ways")."""
    owners = scene.tree.below(noun, "nmod:poss", "nmod", "compound", "amod")
    return any(_person(scene, c) or c in scene.types for c in owners) or _spoken_of(scene, noun) is not None
