"""Finds attributions: who is credited with which words, by which cue.

In order: what the words alone make certain (turns of a transcript, credit lines, set phrases); all claims that trees,
quotation marks and the reader allow, and the likely ones among them, at most one a cue; quotations that are left over
go to whoever is speaking; sayings inside others and sources that sources cite; then positions become mentions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract.claims import Claim
from onrecord.extract.crediting import CITING, FRAME_CITING, citing, dashed, worded
from onrecord.extract.creditlines import credit_lines
from onrecord.extract.cues import calibrated, likelihood, table_hash, word_classes
from onrecord.extract.cuewords import trimmed
from onrecord.extract.forces import saying_of
from onrecord.extract.parenthetical import FRAME as FRAME_BETWEEN
from onrecord.extract.proposals import proposals
from onrecord.extract.quotelayout import Layout, layout_of
from onrecord.extract.sayings import addressee, is_negated, mention_at, said, without_addressee
from onrecord.extract.speakers import speaker_of, together
from onrecord.extract.speech import NESTED, UNLIKELY, Scored, is_hearsay, is_speech, running, scored
from onrecord.extract.turns import FRAME as FRAME_TURN
from onrecord.extract.turns import turns, within
from onrecord.model import Attribution, Document, Form, Kind, Span, Stage

# Where precision and recall balance on PolNeAR.
LIKELY = 0.27
LIKELY_NOBODY = 0.40
# The same where the reader has its say.
LIKELY_READ = 0.28
LIKELY_READ_NOBODY = 0.42
# Where the content holds words in quotation marks: somebody must have said them.
LIKELY_QUOTED = 0.14
# Where somebody says, asks, promises or denies a whole clause.
LIKELY_SPEECH = 0.14
# Forms that leave no doubt: credit lines, "citing two officials".
SURE = 0.8
# Speech and thought inside what somebody else is credited with.
INSIDE = 0.4
# "A, she said." and "reportedly" are plain enough by themselves.
PLAIN = 0.6
_PLAINLY = (FRAME_BETWEEN, "prep:per", "prep:according to")


def attribution_stage() -> Stage:
    """The stage that provides attributions."""
    return Stage(
        "attributions",
        "5",
        ("tokens", "mentions", "timexes", "credits"),
        ("attributions",),
        find_attributions,
        config=(("tables", table_hash()),),
    )


def find_attributions(document: Document) -> Document:
    """Add the attributions, in text order."""
    layout = layout_of(document)
    spoken, certain = turns(layout), [*credit_lines(layout), *dashed(layout), *worded(layout)]
    settled = {i for c in certain for i in c.words if layout.tree.tokens[i].upos in ("VERB", "NOUN")}
    proposed = [c for c in within(proposals(layout), spoken) if settled.isdisjoint(c.words)]
    proposed = [c for c in proposed if layout.tree.lowers[c.cue] not in CITING]
    chosen, others = choose(layout, proposed)
    chosen = running(layout, [*chosen, *(Scored(claim, SURE) for claim in certain)], others)
    chosen = distinct(chosen)  # a cue whose claim cannot stand inside another may have one that can
    chosen = distinct([*chosen, *nested(layout, proposed, chosen)])
    chosen = cited(layout, [*chosen, *(Scored(claim, SURE) for claim in spoken)])
    made = [_attribution(document, layout, s) for s in trusted(chosen)]
    found = [_first_person(a, made) for a in made]
    found.sort(key=lambda a: min(a.source + a.cue + a.content))
    return replace(document, attributions=tuple(found))


def choose(layout: Layout, proposed: Sequence[Claim]) -> tuple[list[Scored], list[Scored]]:
    """The best claim of each cue, if it is likely enough, in text order; and others that are worth a thought, best
    first."""
    best: dict[int, Scored] = {}
    others: list[Scored] = []
    for claim in proposed:
        score = likelihood(layout.tree, claim, layout.facts)
        if claim.frame in _PLAINLY or is_hearsay(layout.tree, claim) or _as_said(layout, claim):
            score = max(score, PLAIN)
        if score < UNLIKELY:
            continue
        one = scored(layout, claim, score)
        if one.score < _least(layout, claim):
            others.append(one)
        elif claim.cue not in best or one.score > best[claim.cue].score:
            best[claim.cue] = one
    others.sort(key=lambda s: -s.score)
    return [best[cue] for cue in sorted(best)], others


def _as_said(layout: Layout, claim: Claim) -> bool:
    """ "As Ann Lee told the council, …"."""
    return claim.frame == "as" and claim.holder is not None and "say" in word_classes(layout.tree, claim.cue)


def _least(layout: Layout, claim: Claim) -> float:
    likely, likely_nobody = (LIKELY_READ, LIKELY_READ_NOBODY) if layout.credits else (LIKELY, LIKELY_NOBODY)
    if claim.holder is not None:
        quoted = layout.credits and not layout.quote_at.keys().isdisjoint(claim.content)
        return LIKELY_QUOTED if quoted else LIKELY_SPEECH if is_speech(layout.tree, claim) else likely
    return likely_nobody


def nested(layout: Layout, proposed: Sequence[Claim], chosen: Sequence[Scored]) -> list[Scored]:
    """Claims inside the content of others, by the rules alone: the reader has never been shown one."""
    if not layout.credits:
        return []
    alone = replace(layout.facts, credits={})
    taken = {i for s in chosen for i in (s.claim.cue, *s.claim.words)}
    inside = {i for s in chosen for i in s.claim.content} - taken
    best: dict[int, Scored] = {}
    for claim in proposed:
        if claim.read or claim.cue not in inside or taken & set(claim.words):
            continue
        one = scored(layout, claim, likelihood(layout.tree, claim, alone))
        if claim.cue not in best or _better(one, best[claim.cue]):
            best[claim.cue] = one
    return [best[cue] for cue in sorted(best) if best[cue].score >= min(LIKELY, best[cue].nested)]


def _better(one: Scored, other: Scored) -> bool:
    """ "Believed *the patent to be invalid*": an object with its infinitive goes before the object alone."""
    frames = {one.claim.frame, other.claim.frame}
    if frames == {"obj", "obj+to"}:
        whole = one if one.claim.frame == "obj+to" else other
        if whole.score >= whole.nested:
            return whole is one
    return one.score > other.score


def distinct(found: Sequence[Scored]) -> list[Scored]:
    """Without doubtful claims inside others, and without the less likely of two that share most of their content."""
    contents = [frozenset(s.claim.content) for s in found]
    reach = [(min(s.claim.cue, *c), max(s.claim.cue, *c)) for s, c in zip(found, contents, strict=True)]
    return [
        one
        for i, (one, (low, high)) in enumerate(zip(found, reach, strict=True))
        if not any(
            _displaces(found[j], one, contents[j], contents[i])
            for j in [j for j, (start, end) in enumerate(reach) if start <= high and low <= end and i != j]
        )
    ]


def trusted(found: Sequence[Scored]) -> list[Scored]:
    """With the scores of speech and thought inside other contents raised to what they are worth by themselves.

    What they are fitted on has none inside others, so there they are far too low.
    """
    inside = {i for s in found for i in s.claim.content}
    return [replace(s, score=max(s.score, INSIDE)) if s.nested < NESTED and s.claim.cue in inside else s for s in found]


def cited(layout: Layout, chosen: Sequence[Scored]) -> list[Scored]:
    """With those whom a source cites as sources of their own."""
    found, more = list(chosen), list[Scored]()
    for place, outer, inner in citing(layout, [s.claim for s in chosen]):
        found[place] = replace(found[place], claim=outer)
        more.append(Scored(inner, min(SURE, found[place].score)))
        source = trimmed(layout.tree, [i for i in outer.source if i not in inner.source and i not in inner.words])
        found[place] = replace(found[place], claim=replace(outer, source=source or outer.source))
    return [*found, *more]


def _displaces(one: Scored, other: Scored, mine: frozenset[int], theirs: frozenset[int]) -> bool:
    if other.claim.cue in mine:
        return other.score < other.nested and len(mine) > len(theirs)
    if set(one.claim.words) & set(other.claim.words) and (mine <= theirs or theirs <= mine):
        return (one.score, one.claim.cue) > (other.score, other.claim.cue)
    if FRAME_CITING in (one.claim.frame, other.claim.frame):
        return False
    if one.claim.frame.startswith("prep:") != other.claim.frame.startswith("prep:") and _apart(one.claim, other.claim):
        return False  # "A told us that, according to B, …": both are sources of it
    if one.claim.cue in theirs or len(mine & theirs) * 2 < len(mine | theirs):
        return False
    return (one.score, one.claim.cue) > (other.score, other.claim.cue)


def _apart(one: Claim, other: Claim) -> bool:
    return bool(one.source) and bool(other.source) and not {*one.source, *one.words} & {*other.source, *other.words}


def _attribution(document: Document, layout: Layout, one: Scored) -> Attribution:
    told = addressee(layout.tree, one.claim)
    claim = without_addressee(layout.tree, one.claim, told)
    negated = is_negated(layout.tree, claim)
    return Attribution(
        source=_spans(layout, claim.source),
        cue=_spans(layout, claim.words),
        content=_spans(layout, claim.content),
        kind=_kind(layout, claim),
        speaker=speaker_of(document, layout.tree, claim),
        addressee=None if told is None else mention_at(document, layout.tree, told),
        said=said(layout, claim),
        negated=negated,
        score=round(calibrated(one.score), 3),
        saying=saying_of(layout.tree, claim, negated),
        joint=together(document, layout.tree, claim),
    )


def _first_person(attribution: Attribution, others: Sequence[Attribution]) -> Attribution:
    """ "I" inside a quotation is whoever is quoted; "we" may be anybody with them, so it stays open."""
    speaker = attribution.speaker
    if speaker is None or speaker.name is not None or speaker.form is not Form.PRONOUN:
        return attribution
    if speaker.span.end - speaker.span.start > 1:
        return attribution
    around = [o for o in others if o.kind is not Kind.INDIRECT and any(speaker.span in c for c in o.content)]
    # Where two claim the same quotation, the cue that stands nearer.
    inner = min(around, key=lambda o: min(abs(c.start - speaker.span.start) for c in o.cue), default=None)
    if inner is None or inner.speaker is None:
        return attribution
    outer = inner.speaker
    meant = replace(
        speaker,
        name=outer.name,
        entity=outer.entity,
        type=outer.type,
        country=outer.country,
        sector=outer.sector,
        nature=outer.nature,
    )
    return replace(attribution, speaker=meant)


def _kind(layout: Layout, claim: Claim) -> Kind:
    if claim.frame == FRAME_TURN:
        return Kind.DIRECT
    if layout.quote_at.keys().isdisjoint(claim.content):
        return Kind.INDIRECT
    words = [i for i in claim.content if any(c.isalnum() for c in layout.tree.words[i])]
    quoted = sum(i in layout.quote_at for i in words)
    if not quoted:
        return Kind.INDIRECT
    return Kind.DIRECT if quoted >= 0.9 * len(words) else Kind.MIXED


def _spans(layout: Layout, words: Sequence[int]) -> tuple[Span, ...]:
    """Words as spans; words with only punctuation between them make one."""
    tree, runs = layout.tree, list[list[int]]()
    last = -1
    for i in words:
        if runs and (i == last + 1 or all(tree.tokens[j].deprel == "punct" for j in range(last + 1, i))):
            runs[-1].append(i)
        else:
            runs.append([i])
        last = i
    return tuple(tree.span(run) for run in runs)
