"""The chain of sources that an event rests on."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from functools import cmp_to_key
from itertools import pairwise

from onrecord.extract.crediting import CITING
from onrecord.extract.plover import CONFLICT
from onrecord.extract.stretches import holding
from onrecord.extract.tree import Tree
from onrecord.model import Attribution, Document, Event, Form, Kind, Mention, Role, Saying, SourceLink, Span

# A source is put on record only where it is more likely than not that the words are its own: naming a wrong source
# is worse than leaving words to the outlet, which did print them.
LEAST_SCORE = 0.5
_ALIKE = 0.8
# What papers, figures and the like do, too.
_OF_THINGS = frozenset(
    {Saying.SAID, Saying.SHOWED, Saying.ARGUED, Saying.CLAIMED, Saying.PREDICTED, Saying.ESTIMATED, Saying.WARNED}
)
# A noun that no table knows is somebody's if it ends like one: "skipper", "dentist", "technician".
_OF_PEOPLE = ("er", "or", "ist", "ian", "man", "ee")
_PLAIN = frozenset({Saying.SAID, Saying.ANNOUNCED, Saying.CONFIRMED, Saying.ARGUED, Saying.CLAIMED, Saying.BELIEVES})
# Who only speaks of a war does not say that there is one.
_SPOKEN_OF = frozenset({Saying.SAID, Saying.ARGUED, Saying.AGREED})
_OPEN = frozenset("will would shall should can could may might must 'll ’ll".split())
_RELATIVE = frozenset({"who", "which", "that"})
_OURSELVES = frozenset("i we me us my our".split())


def chain(document: Document, tree: Tree, event: Event) -> tuple[SourceLink, ...]:
    """The attributions whose content holds the event, outermost first; empty is the outlet's own voice.

    One attribution lies inside another when its content does. Words in a cue rest on the outer sources only. tree:
    that of the document.
    """
    trigger = event.trigger
    held = [a for a in holding(document.attributions, trigger) if _likely(a) and not _in_cue(a, trigger)]
    held = [a for a in held if not _is_thing(tree, a) and not _presupposed(tree, a, event)]
    held = [a for a in held if not _ours(document, a) and not _settled(a, event)]
    if len(held) > 1:
        held.sort(key=cmp_to_key(lambda one, other: _outer(one, other, trigger, document.text)))
    # "issued a warning that": one saying, of which the inner cue tells more.
    told = {n for n, (a, inner) in enumerate(pairwise(held)) if a.source and a.source == inner.source}
    # "she said that she promised": one who speaks of her own words is on record once, with what tells more.
    told |= {n + _plainer(a, inner) for n, (a, inner) in enumerate(pairwise(held)) if _same_speaker(a, inner)}
    return tuple(
        one for n, attribution in enumerate(held) if n not in told for one in links(document, tree, attribution)
    )


def _likely(attribution: Attribution) -> bool:
    """Whether a record may rest on it."""
    return attribution.score >= LEAST_SCORE and attribution.saying is not Saying.CREDITED


def _in_cue(attribution: Attribution, trigger: Span) -> bool:
    return any(cue.overlaps(trigger) for cue in attribution.cue)


def _is_thing(tree: Tree, attribution: Attribution) -> bool:
    """ "This funding supports clinics": a thing may show or say something, but it neither praises nor wants."""
    speaker = attribution.speaker
    if speaker is None or speaker.form is not Form.COMMON or speaker.nature is not None:
        return False
    return attribution.saying not in _OF_THINGS and not tree.word(speaker.head).lower().endswith(_OF_PEOPLE)


def _ours(document: Document, attribution: Attribution) -> bool:
    """ "We urge Chad to pay" in a report's own voice: who writes it is no source in it."""
    speaker = attribution.speaker
    if speaker is not None and speaker.name is not None and speaker.name.lower() not in _OURSELVES:
        return False
    return len(attribution.source) == 1 and attribution.source[0].of(document.text).lower() in _OURSELVES


def _settled(attribution: Attribution, event: Event) -> bool:
    """ "Norway agreed to pay": the report itself tells what somebody settles for himself; nobody says so."""
    if attribution.saying is not Saying.AGREED or attribution.speaker is None or attribution.speaker.entity is None:
        return False
    return any(p.role is Role.ACTOR and p.entity == attribution.speaker.entity for p in event.participants)


def _outer(one: Attribution, other: Attribution, trigger: Span, text: str) -> int:
    """Below 0 if the first lies around the second: its content holds the other's cue, or nearly the same content.

    Of two with nearly the same content, the one whose cue stands farther off is the outer one: "A, B said, according
    to C".
    """
    holds, held = _has_cue(one, other), _has_cue(other, one)
    if holds != held:
        return -1 if holds else 1
    mine, theirs = (sum(part.end - part.start for part in a.content) for a in (one, other))
    if min(mine, theirs) < _ALIKE * max(mine, theirs):
        return theirs - mine
    cited = [any(cue.of(text).lower() in (*CITING, "as saying") for cue in a.cue) for a in (one, other)]
    if cited[0] != cited[1]:
        return 1 if cited[0] else -1
    return _distance(other, trigger) - _distance(one, trigger)


def _has_cue(one: Attribution, other: Attribution) -> bool:
    return any(cue in part for cue in other.cue for part in one.content)


def _distance(attribution: Attribution, trigger: Span) -> int:
    return min((abs(cue.start - trigger.start) for cue in attribution.cue), default=0)


def _same_speaker(outer: Attribution, inner: Attribution) -> bool:
    if outer.speaker is None or inner.speaker is None or outer.negated or outer.saying not in _PLAIN:
        return False  # who denies that he plans it is on record with both
    return outer.speaker.entity is not None and outer.speaker.entity == inner.speaker.entity


def _plainer(outer: Attribution, inner: Attribution) -> bool:
    """Whether the inner of two is the one that tells less; her belief is all that she says of what she believes."""
    return inner.saying in (Saying.SAID, Saying.BELIEVES) or outer.saying is inner.saying


def _presupposed(tree: Tree, attribution: Attribution, event: Event) -> bool:
    """Whether the source only speaks of the event, which the outlet itself takes for a fact.

    "They condemned the raid", "the sanctions that were imposed in 2019": nobody's word is needed for the raid and the
    imposing. What somebody denies, demands or foresees does rest on them, and so does all of a quotation.
    """
    if attribution.kind is not Kind.INDIRECT:
        return False
    at = top = event.head
    for up in tree.above(at):
        if not any(tree.tokens[up].span in part for part in attribution.content):
            break
        top = up
    judged = attribution.saying in (Saying.CRITICISED, Saying.PRAISED)
    if judged and "VerbForm=Ger" in tree.tokens[top].morph:
        return True  # "thanked him for keeping his promise"
    if tree.tokens[top].upos not in ("NOUN", "PROPN", "PRON") or tree.below(top, "cop", "aux"):
        return False
    if judged or (attribution.saying in _SPOKEN_OF and event.type in CONFLICT and _definite(tree, at, top)):
        return True
    path = [at, *tree.above(at)]
    return any(_background(tree, i) for i in path[: path.index(top)])


def _definite(tree: Tree, at: int, top: int) -> bool:
    """ "Discussed efforts against the war", "reiterated its support against his attack": a noun that all know of."""
    if tree.tokens[at].upos != "NOUN":
        return False
    known = any(tree.word(c).lower() in ("the", "this", "these") for c in tree.below(at, "det"))
    return at != top or known or bool(tree.below(at, "nmod:poss"))


def _background(tree: Tree, at: int) -> bool:
    """A relative clause, or a past participle after a noun."""
    token = tree.tokens[at]
    if any(tree.word(c).lower() in _OPEN for c in tree.below(at, "aux")):
        return False  # "a pact that would let Peru invest" is not there yet
    return token.deprel == "acl:relcl" or (
        token.deprel == "acl" and "VerbForm=Part" in token.morph and not _ing(tree, at)
    )


def _ing(tree: Tree, at: int) -> bool:
    return tree.word(at).lower().endswith("ing")


def links(document: Document, tree: Tree, attribution: Attribution) -> list[SourceLink]:
    """One source, and those who say it together with it, each with words of its own."""
    if not attribution.joint or attribution.speaker is None:
        return [_link(document, tree, attribution)]
    each = [replace(attribution, source=(m.span,), speaker=m) for m in (attribution.speaker, *attribution.joint)]
    return [replace(_link(document, tree, one), joint=n > 0) for n, one in enumerate(each)]


def _link(document: Document, tree: Tree, attribution: Attribution) -> SourceLink:
    """One source. Its name is that of the speaker, else the words as written; nobody named gives None."""
    source = _worded(document, tree, attribution.source[0]) if attribution.source else None
    cue = attribution.cue[0] if attribution.cue else None
    speaker, said = attribution.speaker, attribution.said
    name = speaker.name if speaker and speaker.name else None
    if name is None and source is not None:
        name = source.of(document.text)
    return SourceLink(
        name=name,
        source=source,
        cue=cue,
        kind=attribution.kind,
        said_time=said.value if said else None,
        entity=speaker.entity if speaker else None,
        country=speaker.country if speaker else None,
        sector=speaker.sector if speaker else None,
        saying=attribution.saying,
        nature=speaker.nature if speaker else None,
        addressee=_told(document, attribution.addressee),
    )


def _told(document: Document, addressee: Mention | None) -> str | None:
    return None if addressee is None else addressee.name or addressee.span.of(document.text)


def _worded(document: Document, tree: Tree, source: Span) -> Span:
    """The source as the report words it: a relative pronoun stands for the words that its clause hangs on."""
    i = bisect_left(document.tokens, source.start, key=lambda t: t.span.start)
    if i >= len(document.tokens) or document.tokens[i].span != source:
        return source
    if source.of(document.text).lower() not in _RELATIVE:
        return source
    clause = next((up for up in (i, *tree.above(i)) if tree.tokens[up].deprel == "acl:relcl"), None)
    return source if clause is None else _phrase(tree, tree.tokens[clause].head)


def _phrase(tree: Tree, head: int) -> Span:
    """The noun phrase of the word, without what is said of it after."""
    return tree.span(tree.subtree(head, without=("acl", "appos", "conj", "cc", "punct", "parataxis", "case")))
