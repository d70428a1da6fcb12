"""Which records of one report tell the same event: the headline and the lead, the lead and the body.

Nothing is put together: both records stay, each with its own words, and the poorer one names the fuller one in
`same_as`. A wrong pair hides an event and a missed one only counts it twice, so a pair must agree in everything that
both tell, and at least one who took part must be the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from onrecord.extract.clauses import has
from onrecord.extract.tree import Tree
from onrecord.model import Document, Participant, Record, RecordPlace, Role, Status
from onrecord.record.nominal import stem
from onrecord.record.parties import TALKING
from onrecord.record.partners import agree, certain, empty, shared

_DONE = frozenset({Status.REPORTED, Status.ONGOING})
_UNDONE = frozenset({Status.DENIED, Status.NOT_DONE})
# "Another attack", "attacked again": not the one told of before.
_ANEW = frozenset(
    "again another second third fourth fifth new other further more earlier previous previously first last next "
    "subsequent separate similar repeatedly repeated several many few different also each every later".split()
)
_DONE_TO = frozenset(Role) - {Role.ACTOR, Role.INSTRUMENT}
_THE = frozenset({"the", "this", "that", "these", "those"})
_NEAR = 45  # days around the day of publication within which news happens


def told_again(document: Document, tree: Tree, records: Sequence[Record]) -> tuple[Record, ...]:
    """The records, each that tells an event of another once more with the id of the fuller one in `same_as`."""
    starts = {r.trigger.span.start for r in records}
    heads = {token.span: i for i, token in enumerate(document.tokens) if token.span.start in starts}
    at = {r.id: heads.get(r.trigger.span, -1) for r in records}
    groups: dict[str, list[list[Record]]] = {}  # by their act, for none but one with it can be told again
    for record in records:
        alike = groups.setdefault(stem(record.lemma), [])
        fitting = [g for g in alike if all(_same(document, tree, one, record, at) for one in g)]
        # Where two earlier events fit, nobody can tell which is meant.
        if len(fitting) == 1:
            fitting[0].append(record)
        else:
            alike.append([record])
    fuller = {one.id: _fullest(group).id for alike in groups.values() for group in alike for one in group}
    return tuple(replace(r, same_as=fuller[r.id]) if fuller[r.id] != r.id else r for r in records)


def _fullest(group: Iterable[Record]) -> Record:
    """The record that tells most; of two that tell the same much, the first."""
    return max(group, key=lambda r: (sum(not empty(p) for p in r.participants) + bool(r.time) + bool(r.place), r.score))


def _same(document: Document, tree: Tree, one: Record, other: Record, at: dict[str, int]) -> bool:
    if one.evidence.span == other.evidence.span or not _same_act(one, other):
        return False
    if not (_same_standing(one, other) and _same_sources(one, other) and _same_place(one.place, other.place)):
        return False
    if any(_several(tree, at[r.id]) for r in (one, other)):
        return False  # "attacks on Chad" here and there need not be the same ones
    if _content(tree, at[one.id]) != _content(tree, at[other.id]):
        return False
    if not _same_amounts(one, other) or any(_anew(tree, at[r.id]) for r in (one, other)):
        return False
    return _same_time(document, one, other) and _same_parties(tree, one, other, at)


def _same_act(one: Record, other: Record) -> bool:
    """Whether two with the same stem can be the same act: a strike of workers is none from the air."""
    return one.lemma != other.lemma or one.type == other.type or None in (one.type, other.type)


def _same_standing(one: Record, other: Record) -> bool:
    both = {one.status, other.status}
    return len(both) == 1 or both <= _DONE or both <= _UNDONE


def _same_sources(one: Record, other: Record) -> bool:
    """The outlet may say in the lead in its own voice what it credits below; two sources may mean two events."""
    mine, theirs = ([link.entity or link.name for link in r.according_to] for r in (one, other))
    return not mine or not theirs or mine == theirs


def _same_place(one: RecordPlace | None, other: RecordPlace | None) -> bool:
    if one is None or other is None or one.geonames_id == other.geonames_id:
        return True
    within = "country" in (one.precision, other.precision)
    return within and one.country is not None and one.country == other.country


def _same_amounts(one: Record, other: Record) -> bool:
    return all(
        mine.value == theirs.value
        for mine in one.quantities
        for theirs in other.quantities
        if mine.unit == theirs.unit or None in (mine.unit, theirs.unit)
    )


def _same_time(document: Document, one: Record, other: Record) -> bool:
    """Both on the same day, or one of them undated and the other's day one of the news."""
    mine, theirs = (r.time.value if r.time else None for r in (one, other))
    if mine is None and theirs is None:
        return True
    if mine is not None and theirs is not None:
        return mine[:10].startswith(theirs[:10]) or theirs[:10].startswith(mine[:10])
    dated = one if mine is not None else other
    first = dated is one
    return first or _in_the_news(document, str(dated.time.value if dated.time else ""))


def _in_the_news(document: Document, value: str) -> bool:
    published = (document.report.published or "")[:10]
    try:
        return abs((date.fromisoformat(value[:10]) - date.fromisoformat(published)).days) <= _NEAR
    except ValueError:
        return False


def _content(tree: Tree, i: int) -> frozenset[str]:
    """What is asked for, promised, begun: "urged Chad to leave" and "urged Chad to pay" are two acts."""
    return frozenset(tree.tokens[c].lemma for c in tree.below(i, "xcomp", "ccomp")) if i >= 0 else frozenset()


def _several(tree: Tree, i: int) -> bool:
    return i >= 0 and tree.tokens[i].upos == "NOUN" and has(tree, i, "Number=Plur")


def _anew(tree: Tree, i: int) -> bool:
    if i < 0:
        return True
    return any(tree.word(c).lower() in _ANEW for c in tree.children[i])


def _same_parties(tree: Tree, one: Record, other: Record, at: dict[str, int]) -> bool:
    """Actors and those acted on agree; both sides are the same, or the one side that is where it is plain enough."""
    done_by = agree(_actors(one), _actors(other))
    done_to = agree(_others(one), _others(other))
    if False in (done_by, done_to):
        return False
    sure = certain(_actors(one), _actors(other)) or certain(_others(one), _others(other)) or _at_one_place(one, other)
    nominal = any(_refers_back(tree, at[r.id]) for r in (one, other))
    talk = any(p.span.of(tree.text).lower() in TALKING for p in (*_actors(one), *_actors(other)))
    bare = not talk and not _others(one) and not _others(other)  # "I agree" is said of many things
    return sure and bool(done_to or (done_by and (nominal or bare)))


def _actors(record: Record) -> list[Participant]:
    """Who does it; "the editor's arrest" gives the editor as both, who is then the one arrested."""
    others = _others(record)
    actors = [p for p in record.participants if p.role is Role.ACTOR and not empty(p)]
    return [p for p in actors if not shared([p], others)]


def _others(record: Record) -> list[Participant]:
    return [p for p in record.participants if p.role in _DONE_TO and not empty(p)]


def _at_one_place(one: Record, other: Record) -> bool:
    return one.place is not None and other.place is not None and one.place.geonames_id == other.place.geonames_id


def _refers_back(tree: Tree, i: int) -> bool:
    """ "The invasion", "his resignation", "Norway's attack": an act that the reader knows of."""
    if tree.tokens[i].upos not in ("NOUN", "PROPN"):
        return False
    return any(
        tree.tokens[c].deprel == "nmod:poss" or tree.word(c).lower() in _THE for c in tree.below(i, "det", "nmod")
    )
