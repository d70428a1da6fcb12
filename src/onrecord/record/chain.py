"""The chain of sources that an event rests on."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from functools import cmp_to_key
from itertools import pairwise

from onrecord.extract.actornouns import actor_of
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
# Who talks about these speaks of what is under way, and who rejects the others of what somebody else has asked for:
# that there are such is the outlet's word.
_TALKED = frozenset(
    "discuss discusses discussed discussing talk talks talked talking speak speaks spoke spoken speaking".split()
)
_UNDER_WAY = frozenset("effort step way plan work measure initiative commitment action strategy".split())
# What is told of under way with one of these is, too; and what somebody feels these about has happened.
_LASTING = frozenset("ongoing continued continuing continue current unwavering existing".split())
_FEELINGS = frozenset(
    "gratitude appreciation thanks thank regret outrage sympathy condolence condolences dismay admiration".split()
)
_WORRIES = frozenset({"concern", "concerns", "alarm"})
_KNOWN = frozenset({"the", "this", "these", "recent", "today"})
_OPEN_TO = frozenset("possible potential likely imminent any further".split())
_BIDS = frozenset("bid request appeal petition proposal offer motion application plea lawsuit complaint".split())
# With an infinitive these tell that somebody does something, not what he says.
_GOING_ON = frozenset("continue continues continued continuing begin begins began begun start starts started".split())
_SILENT = frozenset("summon summons summoned summoning ignore ignores ignored ignoring".split())
# What may show something, but says nothing.
_HAPPENINGS = frozenset(
    "arrest attack raid strike killing death detention visit move step election victory withdrawal explosion protest "
    "war conflict crisis incident".split()
)
# What is worked or hoped for says and asks nothing: "efforts to encourage", "access" that a verb was hung on.
_NOTIONS = frozenset(
    "access ability commitment cooperation desire effort importance interest need opportunity progress right step "
    "support way willingness".split()
)
# Who asks for, promises or means something may speak of a war beside it.
_WARS = frozenset("war attack invasion aggression offensive occupation".split())
_MEANING = frozenset({Saying.PROMISED, Saying.ASKED, Saying.WANTS, Saying.PLANS, Saying.AGREED})
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
    held = [a for a in held if not _is_thing(tree, a) and not _is_deed(tree, a) and not _presupposed(tree, a, event)]
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
    if speaker is not None and speaker.form is Form.COMMON and tree.lemmas[speaker.head] in _NOTIONS:
        return attribution.kind is Kind.INDIRECT
    if speaker is not None and (speaker.form is not Form.COMMON or speaker.nature is not None):
        return False
    head = speaker.head if speaker else _bare(tree, attribution)
    if head is None:
        return False
    if tree.lemmas[head] in _HAPPENINGS:
        return attribution.kind is Kind.INDIRECT  # "his arrest shows that": nobody speaks
    return attribution.saying not in _OF_THINGS and not tree.lowers[head].endswith(_OF_PEOPLE)


def _bare(tree: Tree, attribution: Attribution) -> int | None:
    """The head of a source that is no mention and no word for anybody or for a document: a thing."""
    head = _head(tree, attribution.source[0]) if attribution.source else None
    if head is None or attribution.kind is not Kind.INDIRECT or tree.tokens[head].upos != "NOUN":
        return None
    return head if actor_of([tree.lowers[head]]) is None else None


def _head(tree: Tree, source: Span) -> int | None:
    """The word of a source that the others hang on."""
    inside = range(
        bisect_left(tree.tokens, source.start, key=lambda t: t.span.start),
        bisect_left(tree.tokens, source.end, key=lambda t: t.span.start),
    )
    return next((k for k in inside if tree.tokens[k].head not in inside), None)


def _is_deed(tree: Tree, attribution: Attribution) -> bool:
    """ "Will continue to bring her experience", "summoned the envoy to protest": something is done, nothing said."""
    if attribution.kind is not Kind.INDIRECT or not attribution.cue:
        return False
    cue = attribution.cue[-1]
    last = cue.of(tree.text).lower().rpartition(" ")[2]
    if last in _GOING_ON:
        return attribution.content[0].of(tree.text).lower().startswith("to ")
    return last in _SILENT or (last == "known" and tree.text.startswith(" as", cue.end))


def _ours(document: Document, attribution: Attribution) -> bool:
    """ "We urge Chad to pay" in a report's own voice: who writes it is no source in it."""
    speaker = attribution.speaker
    if speaker is not None and speaker.name is not None and speaker.name.lower() not in _OURSELVES:
        return False
    words = attribution.source[0].of(document.text).lower().split() if len(attribution.source) == 1 else []
    return " ".join(words) in _OURSELVES or words[-2:] == ["and", "i"]  # "the president and I hope"


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
    path = [at, *tree.above(at)]
    path = path[: path.index(top) + 1]
    if _talked_of(tree, attribution, path) or _turned_down(tree, attribution, path) or _felt(tree, attribution, path):
        return True
    if attribution.saying in _MEANING and _owned(tree, at) and (event.type in CONFLICT or event.lemma in _WARS):
        return True  # "called on Norway to end its war"
    if tree.tokens[top].upos not in ("NOUN", "PROPN", "PRON") or tree.below(top, "cop", "aux"):
        return False
    if judged or (attribution.saying in _SPOKEN_OF and event.type in CONFLICT and _definite(tree, at, top)):
        return True
    return any(_background(tree, i) for i in path[:-1])


def _talked_of(tree: Tree, attribution: Attribution, path: list[int]) -> bool:
    """ "Discussed efforts to rebuild the port", "spoke about ongoing talks", "reiterated support for their work to"."""
    if attribution.saying is not Saying.SAID:
        return False
    under_way = [k for k in path[1:] if tree.lemmas[k] in _UNDER_WAY]
    if any(tree.lemmas[k] == "support" for low in under_way for k in path[path.index(low) + 1 :]):
        return True
    lasting = (c for k in path for c in tree.below(k, "amod") if tree.lemmas[c] in _LASTING)
    return not _TALKED.isdisjoint(_cue_words(tree, attribution)) and bool(under_way or next(lasting, None) is not None)


def _turned_down(tree: Tree, attribution: Attribution, path: list[int]) -> bool:
    """ "The court rejected *the mayor's bid to reopen* the case"; what is upheld beside it is the court's word."""
    if attribution.saying not in (Saying.DECLINED, Saying.DENIED) or tree.lemmas[path[-1]] not in _BIDS:
        return False
    return all(tree.relation(k) in ("acl", "obj", "nmod") for k in path[:-1])


def _felt(tree: Tree, attribution: Attribution, path: list[int]) -> bool:
    """ "Voiced gratitude for the welcome", "concern over her arrest": what somebody has feelings about has happened."""
    told = {*_cue_words(tree, attribution), *(tree.lemmas[k] for k in path[1:])}
    if told.isdisjoint(_FEELINGS | _WORRIES):
        return False
    below = [c for k in path for c in tree.children[k]]
    if any(tree.lowers[c] in ("that", "if", "whether") and tree.relation(c) == "mark" for c in below):
        return False
    words = {tree.lemmas[c] for c in below}
    owned = any(tree.tokens[c].deprel == "nmod:poss" for c in below)
    return not told.isdisjoint(_FEELINGS) or (words.isdisjoint(_OPEN_TO) and (owned or not words.isdisjoint(_KNOWN)))


def _cue_words(tree: Tree, attribution: Attribution) -> set[str]:
    return {word for cue in attribution.cue for word in cue.of(tree.text).lower().split()}


def _owned(tree: Tree, at: int) -> bool:
    return tree.tokens[at].upos == "NOUN" and bool(tree.below(at, "nmod:poss"))


def _definite(tree: Tree, at: int, top: int) -> bool:
    """ "Discussed efforts against the war", "reiterated its support against his attack": a noun that all know of."""
    if tree.tokens[at].upos != "NOUN":
        return False
    known = any(tree.word(c).lower() in ("the", "this", "these") for c in tree.below(at, "det"))
    return at != top or known or _owned(tree, at)


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
