"""Who takes part, as a record has it: an event of the reading names whom an act reaches, a record to whom it was done.

The reading gives every act of a state those whom it reaches, be it by a place name or an owner ("an attack in Norway"
reaches Norway, which coders of events count). A record says where something happened apart from whom it was done to.
"""

from __future__ import annotations

from dataclasses import replace

from onrecord.extract.clauses import case, conjoined, copula, is_agent, is_clause, passive, subject
from onrecord.extract.feelings import feeling
from onrecord.extract.plover import CONFLICT
from onrecord.extract.scene import Scene
from onrecord.extract.tree import Tree
from onrecord.model import Event, NameType, Participant, Role
from onrecord.record.about import SUFFERED, more
from onrecord.record.bearers import bearer
from onrecord.record.clausekinds import first, words
from onrecord.record.parties import head_of, living, tangible
from onrecord.record.stray import BESIDE, WITHIN, stray

# What is done in or at somebody is done to him with these.
_INTO = frozenset("invest intervene interfere meddle participate engage aim strike fire shoot assist succeed".split())
_MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
# Whose doings are spoken of is not who is spoken to in these acts.
_TALKS = frozenset({"AGREE", "CONSULT", "REQUEST"})
_NAMES = frozenset({NameType.PER, NameType.ORG, NameType.GPE, NameType.NORP})
# Before a name these may tell what is spoken of, or what an envoy is for.
_TOPICAL = frozenset({"on", "for", "to"})
_ENVOYS = frozenset("envoy representative rapporteur ambassador coordinator adviser advisor negotiator".split())
_TRIED = frozenset({"go", "stand"})
_COURTS = frozenset({"trial", "prison", "jail"})
# Who has these says or feels them.
_HELD = frozenset(
    "commitment support pledge interest concern respect gratitude desire determination willingness resolve intention "
    "appreciation condemnation opposition readiness position view solidarity".split()
)
_PARTS = ("compound", "flat", "amod", "nmod:poss")
# Who has it is whom others chose.
_CHOICES = frozenset({"election", "re-election", "reelection", "appointment", "nomination"})


def taking_part(scene: Scene, event: Event) -> tuple[Participant, ...]:
    """The participants of the event that a record keeps, in text order, each once and in one role."""
    named = [_subject_of(scene, p) for p in event.participants if not _no_doer(scene, event, p)]
    kept = [p for p in named if not _place(scene, event, p) and not _beside(scene, event, p)]
    kept = [p for p in kept if not _twice(scene, event, p, kept) and not _title(scene, p, kept)]
    kept = [p for p in kept if not _inside(scene, event, p, kept)]
    kept = [p for p in kept if not _elsewhere(scene, event, p, kept)]
    kept = [p for p in kept if not _stray(scene, event, p) and not _told_of_actor(scene, event, p)]
    kept = [_as_what(scene, event, p) for p in kept]
    others = [_subject_of(scene, p) for p in more(scene, event, kept)]
    kept += [p for p in others if all(not p.span.overlaps(k.span) for k in kept)]
    return tuple(sorted(dict.fromkeys(kept), key=lambda p: p.span))


def _no_doer(scene: Scene, event: Event, party: Participant) -> bool:
    """ "Opportunities to work with Chad" do not work; "three people, including the gunman, were killed" by nobody."""
    head = head_of(scene, party)
    if party.role is not Role.ACTOR or head is None:
        return False
    tree, above = scene.tree, scene.tree.tokens[head].head
    if tree.relation(event.head) == "acl" and tree.tokens[event.head].head == head and not living(scene, party):
        return tree.lemmas[head] in words("abstract")
    if case(tree, head) != "including" or event.head in tree.subtree(head):
        return False
    return not any(p.role is Role.ACTOR and head_of(scene, p) == above for p in event.participants)


def _subject_of(scene: Scene, party: Participant) -> Participant:
    """ "The board is a panel that …": what somebody is said to be is that somebody."""
    head = head_of(scene, party)
    if head is None:
        return party
    if party.role in (Role.ACTOR, Role.RECIPIENT) and (named := bearer(scene, party, head)) is not None:
        return scene.participant(party.role, named, None)
    if party.entity is not None or copula(scene.tree, head) is None:
        return party
    who = subject(scene.tree, head)
    mention = None if who is None else scene.mentions.get(who)
    if who is None or mention is None or mention.type not in _NAMES:
        return party
    return scene.participant(party.role, who, None)


def _place(scene: Scene, event: Event, party: Participant) -> bool:
    """ "Killed in Oslo": where it happened is not whom it was done to."""
    head = head_of(scene, party)
    if party.role is not Role.RECIPIENT or head is None or event.lemma in _INTO or head not in scene.toponyms:
        return False
    return case(scene.tree, _lead(scene.tree, event, head)) in WITHIN


def _beside(scene: Scene, event: Event, party: Participant) -> bool:
    """ "Recalled the envoy ahead of the visit": what only tells when or as what is no part of the act."""
    head = head_of(scene, party)
    if party.role not in (Role.RECIPIENT, Role.OBJECT) or head is None:
        return False
    tree, lead = scene.tree, _lead(scene.tree, event, head)
    if case(tree, lead) in BESIDE:
        return True
    if party.role is Role.OBJECT or event.type in CONFLICT or case(tree, lead) not in _TOPICAL:
        return False
    before = min(tree.below(lead, "case"))
    if case(tree, lead) == "on" and head < event.head and tree.tokens[event.head].upos == "VERB":
        return tree.tokens[lead].head == event.head and tree.word(before) == "On"  # "On Chad, she urged restraint"
    # "Met with the special envoy for Chad Ann Lee": what her office is for.
    return event.type in _TALKS and before > event.head and tree.lemmas[before - 1] in _ENVOYS


def _stray(scene: Scene, event: Event, party: Participant) -> bool:
    """Whether he stands beyond the act, and is no other word for somebody in it ("its attack on them")."""
    head = head_of(scene, party)
    if party.role is not Role.RECIPIENT or head is None or not stray(scene, event, head):
        return False
    own = scene.tree.subtree(event.head)
    return head in own or not _told_in(scene, [k for k in own if k != event.head], party)


def _whole(tree: Tree, event: Event, head: int) -> int:
    """The noun that a modifier belongs to, if it is not the event itself."""
    while tree.tokens[head].deprel in _PARTS and tree.tokens[head].head not in (-1, event.head):
        head = tree.tokens[head].head
    return head


def _lead(tree: Tree, event: Event, head: int) -> int:
    """The first of the row that the whole noun stands in, whose preposition is that of all ("in Chad and Niger")."""
    whole = _whole(tree, event, head)
    row = [whole, *conjoined(tree, whole)]
    return next((k for k in row if case(tree, k)), whole)


def _twice(scene: Scene, event: Event, party: Participant, among: list[Participant]) -> bool:
    """Whether he has another role, too: nobody meets himself, and nobody does it to himself."""
    others = [p for p in among if p.entity == party.entity is not None or p.span == party.span]
    roles = {p.role for p in others}
    if not {Role.ACTOR, Role.RECIPIENT} <= roles:
        return False
    # "Norway and Chad signed the pact": by the same words both, they do it to each other.
    mutual = event.type in _MUTUAL or any(p.span == party.span and p.role is not party.role for p in others)
    several = sum(p.role is Role.ACTOR for p in among) > 1 and mutual
    meeting = several and (not passive(scene.tree, event.head) or feeling(scene.tree, event.head) or _by(scene, party))
    return party.role is (Role.RECIPIENT if meeting else Role.ACTOR)


def _chosen(scene: Scene, event: Event) -> bool:
    """ "Her election as judge": nobody else takes part in it, so she is who is elected."""
    owners = scene.tree.below(event.head, "nmod:poss")
    person = any(scene.tree.lowers[c] in ("his", "her") or scene.types.get(c) is NameType.PER for c in owners)
    return person and len(event.participants) == 1


def _told_of_actor(scene: Scene, event: Event, party: Participant) -> bool:
    """ "Chadian sprinter Ann Lee beats Bo Roos": what tells who does it is nobody whom it is done to."""
    head = head_of(scene, party)
    if party.role is not Role.RECIPIENT or head is None or scene.tree.relation(head) != "amod" or head > event.head:
        return False
    who = subject(scene.tree, event.head)
    inside = who is not None and head in scene.tree.subtree(who, without=("acl", "acl:relcl", "conj"))
    return inside and not passive(scene.tree, event.head)


def _by(scene: Scene, party: Participant) -> bool:
    """Whether he is one of those by whom it was done: "hosted by Norway and Chad"."""
    head = head_of(scene, party)
    return head is not None and any(is_agent(scene.tree, k) for k in (head, *conjoined(scene.tree, head)))


def _title(scene: Scene, party: Participant, among: list[Participant]) -> bool:
    """ "The minister of trade of Norway Ann Lee": the office right before a name is no second one."""
    head = head_of(scene, party)
    if head is None or scene.types.get(head) is NameType.PER:
        return False
    people = [p for p in among if p is not party]
    people = [p for p in people if any(scene.types.get(k) is NameType.PER for k in scene.inside(p.span))]
    return any(p.span.start == party.span.end + 1 for p in people)


def _inside(scene: Scene, event: Event, party: Participant, among: list[Participant]) -> bool:
    """ "Discussed the country's reforms": whose doings are spoken of is not who is spoken to."""
    head = head_of(scene, party)
    person = head is not None and scene.types.get(head) is NameType.PER
    if party.role is not Role.RECIPIENT or head is None or (person and scene.tree.tokens[head].deprel != "nmod:poss"):
        return False
    whole = _whole(scene.tree, event, head)
    owns = whole != head and scene.tree.tokens[whole].span not in party.span
    if owns and _given_to(scene, event, head, party):
        return False
    if owns and scene.tree.tokens[whole].lemma.lower() in _HELD:
        return True  # "reiterated the country's commitment"
    things = [p for p in among if p.role in (Role.OBJECT, Role.ADDRESSEE) and p.span != party.span]
    within = any(party.span in p.span for p in things)
    if event.type == "SUPPORT":
        return within and not owns  # "welcomed the release of the prisoners", but "praised Norway's help"
    return event.type in _TALKS and (owns or within)


def _given_to(scene: Scene, event: Event, head: int, party: Participant) -> bool:
    """ "Will transfer to Norway tanks and trucks", which the reader takes for tanks of Norway; not to her plan."""
    tree, first = scene.tree, next(iter(scene.inside(party.span)), 0)
    given = any(p.role is Role.OBJECT and p.span.start > party.span.end for p in event.participants)
    return given and first > 0 and tree.lowers[first - 1] == "to" and tree.relation(head) != "nmod:poss"


def _elsewhere(scene: Scene, event: Event, party: Participant, among: list[Participant]) -> bool:
    """Whether he stands in another clause, while this one says itself whom or what it is done to."""
    tree = scene.tree
    if party.role is not Role.RECIPIENT or not is_clause(tree, event.head):
        return False
    own = _clause(tree, event.head)
    words = {tree.tokens[k].span for k in own}
    if tree.tokens[event.head].deprel.startswith("acl") or _told_in(scene, own, party):
        return False
    rest = [p for p in among if p is not party and p.role in (Role.RECIPIENT, Role.OBJECT)]
    return any(any(word in p.span for word in words) for p in rest)


def _clause(tree: Tree, i: int) -> list[int]:
    """The positions of a clause without those of the clauses coordinated with it."""
    apart = {k for c in tree.below(i, "conj") if is_clause(tree, c) for k in tree.subtree(c)}
    return [k for k in tree.subtree(i) if k not in apart]


def _told_in(scene: Scene, positions: list[int], party: Participant) -> bool:
    spans = [scene.tree.tokens[k].span for k in positions]
    entities = {scene.mentions[k].entity for k in positions if k in scene.mentions}
    return any(span in party.span for span in spans) or (party.entity is not None and party.entity in entities)


def _as_what(scene: Scene, event: Event, party: Participant) -> Participant:
    """A thing or a notion is what an act is about: one may be attacked and seized, but not met or thanked."""
    if party.role is Role.ACTOR and event.lemma in _CHOICES and _chosen(scene, event):
        return replace(party, role=Role.RECIPIENT)
    if party.role is Role.ACTOR and event.lemma in SUFFERED and living(scene, party) and _under(scene, event, party):
        return replace(party, role=Role.RECIPIENT)
    if party.role is Role.ACTOR and event.lemma in _TRIED and _to_trial(scene.tree, event.head):
        return replace(party, role=Role.RECIPIENT)
    if party.role is Role.RECIPIENT and _at(scene, event, party):
        return replace(party, role=Role.OBJECT)  # "a shooting at the court": where, or what, but nobody
    if party.role is not Role.RECIPIENT or living(scene, party):
        return party
    if event.type in CONFLICT and tangible(scene, party):
        return party
    return replace(party, role=Role.OBJECT)


def _under(scene: Scene, event: Event, party: Participant) -> bool:
    """Whether he stands with the noun ("the sailor's death"), and not as whose doing it is."""
    head = head_of(scene, party)
    return head is not None and scene.tree.tokens[first(scene.tree, head)].head == event.head


def _to_trial(tree: Tree, i: int) -> bool:
    """ "Goes on trial", "stood trial": others try him."""
    return any(tree.lowers[c] in _COURTS for c in tree.below(i, "obl", "obj", "xcomp"))


def _at(scene: Scene, event: Event, party: Participant) -> bool:
    head = head_of(scene, party)
    if head is None or event.type != "ASSAULT" or is_clause(scene.tree, event.head):
        return False
    person = scene.types.get(head) is NameType.PER
    return not person and case(scene.tree, _lead(scene.tree, event, head)) == "at"
