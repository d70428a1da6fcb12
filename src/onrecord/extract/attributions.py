"""Finds attributions: who is credited with which words, by which cue.

In order: all claims that the trees, quotation marks and colons allow; the likely ones among them, at most one a cue;
quotations that are left over go to whoever is speaking; then positions become spans and mentions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract.claims import Claim
from onrecord.extract.cues import likelihood, table_hash, word_classes
from onrecord.extract.proposals import proposals
from onrecord.extract.quotelayout import Layout, layout_of
from onrecord.extract.sayings import addressee, is_negated, mention_at, said, without_addressee
from onrecord.extract.speech import Scored, is_speech, running
from onrecord.model import Attribution, Document, Form, Kind, Span, Stage

# Where precision and recall balance on PolNeAR. Its annotators mark one attribution a word and so none inside another;
# a reader of records wants those too, but only where the cue is beyond doubt.
LIKELY = 0.27
LIKELY_NOBODY = 0.40
# The same where the reader has its say.
LIKELY_READ = 0.33
LIKELY_READ_NOBODY = 0.45
HEARSAY = 0.0  # "reportedly", "allegedly"
NESTED = 0.80
NESTED_SPEECH = 0.30


def attribution_stage() -> Stage:
    """The stage that provides attributions."""
    return Stage(
        "attributions",
        "2",
        ("tokens", "mentions", "timexes", "credits"),
        ("attributions",),
        find_attributions,
        config=(("tables", table_hash()),),
    )


def find_attributions(document: Document) -> Document:
    """Add the attributions, in text order."""
    layout = layout_of(document)
    proposed = list(proposals(layout))
    chosen = running(layout, *choose(layout, proposed))
    chosen = distinct([*chosen, *nested(layout, proposed, chosen)])
    made = [_attribution(document, layout, s) for s in chosen]
    found = [_first_person(a, made) for a in made]
    found.sort(key=lambda a: min(a.source + a.cue + a.content))
    return replace(document, attributions=tuple(found))


def choose(layout: Layout, proposed: Sequence[Claim]) -> tuple[list[Scored], list[Scored]]:
    """The best claim of each cue, if it is likely enough, in text order; and all the others, best first."""
    best: dict[int, Scored] = {}
    others: list[Scored] = []
    for claim in proposed:
        scored = Scored(claim, likelihood(layout.tree, claim, layout.facts), is_speech(layout.tree, claim))
        if scored.score < _least(layout, claim):
            others.append(scored)
        elif claim.cue not in best or scored.score > best[claim.cue].score:
            best[claim.cue] = scored
    others.sort(key=lambda s: -s.score)
    return [best[cue] for cue in sorted(best)], others


def _least(layout: Layout, claim: Claim) -> float:
    likely, likely_nobody = (LIKELY_READ, LIKELY_READ_NOBODY) if layout.credits else (LIKELY, LIKELY_NOBODY)
    if claim.holder is not None:
        return likely
    return HEARSAY if claim.frame == "adv" and word_classes(layout.tree, claim.cue) else likely_nobody


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
        score = likelihood(layout.tree, claim, alone)
        if claim.cue not in best or score > best[claim.cue].score:
            best[claim.cue] = Scored(claim, score, is_speech(layout.tree, claim))
    return [best[cue] for cue in sorted(best) if best[cue].score >= LIKELY]


def distinct(scored: Sequence[Scored]) -> list[Scored]:
    """Without doubtful claims inside others, and without the less likely of two that share most of their content."""
    contents = [frozenset(s.claim.content) for s in scored]
    return [
        one
        for i, one in enumerate(scored)
        if not any(_displaces(other, one, contents[j], contents[i]) for j, other in enumerate(scored) if i != j)
    ]


def _displaces(one: Scored, other: Scored, mine: frozenset[int], theirs: frozenset[int]) -> bool:
    if other.claim.cue in mine:
        return other.score < (NESTED_SPEECH if other.speech else NESTED) and len(mine) > len(theirs)
    if one.claim.cue in theirs or len(mine & theirs) * 2 < len(mine | theirs):
        return False
    return (one.score, one.claim.cue) > (other.score, other.claim.cue)


def _attribution(document: Document, layout: Layout, scored: Scored) -> Attribution:
    told = addressee(layout.tree, scored.claim)
    claim = without_addressee(layout.tree, scored.claim, told)
    return Attribution(
        source=_spans(layout, claim.source),
        cue=_spans(layout, claim.words),
        content=_spans(layout, claim.content),
        kind=_kind(layout, claim),
        speaker=None if claim.holder is None else mention_at(document, layout.tree, claim.holder),
        addressee=None if told is None else mention_at(document, layout.tree, told),
        said=said(document, layout, claim),
        negated=is_negated(layout.tree, claim),
        score=round(scored.score, 3),
    )


def _first_person(attribution: Attribution, others: Sequence[Attribution]) -> Attribution:
    """ "I" inside a quotation is whoever is quoted; "we" may be anybody with them, so it stays open."""
    speaker = attribution.speaker
    if speaker is None or speaker.name is not None or speaker.form is not Form.PRONOUN:
        return attribution
    around = [o for o in others if o.kind is not Kind.INDIRECT and any(speaker.span in c for c in o.content)]
    if speaker.span.end - speaker.span.start > 1 or len(around) != 1 or around[0].speaker is None:
        return attribution
    outer = around[0].speaker
    meant = replace(
        speaker, name=outer.name, entity=outer.entity, type=outer.type, country=outer.country, sector=outer.sector
    )
    return replace(attribution, speaker=meant)


def _kind(layout: Layout, claim: Claim) -> Kind:
    words = [i for i in claim.content if any(c.isalnum() for c in layout.tree.word(i))]
    quoted = sum(i in layout.quote_at for i in words)
    if not quoted:
        return Kind.INDIRECT
    return Kind.DIRECT if quoted >= 0.9 * len(words) else Kind.MIXED


def _spans(layout: Layout, words: Sequence[int]) -> tuple[Span, ...]:
    """Words as spans; words with only punctuation between them make one."""
    tree, runs = layout.tree, list[list[int]]()
    for i in words:
        if runs and all(tree.tokens[j].deprel == "punct" for j in range(runs[-1][-1] + 1, i)):
            runs[-1].append(i)
        else:
            runs.append([i])
    return tuple(tree.span(run) for run in runs)
