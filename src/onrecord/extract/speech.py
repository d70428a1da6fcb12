"""Who is speaking in quotations that no cue stands beside: the running attribution of news prose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.extract.claims import FRAME_TOLD, Claim
from onrecord.extract.cues import word_classes
from onrecord.extract.cuewords import trimmed
from onrecord.extract.quotelayout import Layout, Quoted
from onrecord.extract.tree import Tree

# A claim with a lower score than this is not even taken for a quotation that nobody else claims.
UNLIKELY = 0.12
# PolNeAR's annotators mark one attribution a word and so none inside another, and the scores are fitted on their work.
# A reader of records wants those too: speech and thought at once, other cues only beyond doubt.
NESTED = 0.80
NESTED_SPEECH = 0.02
# Classes of cues that introduce a quotation; nobody is quoted by "wanted" or "supports".
_SAYING = frozenset({"say", "ask", "judge", "call", "discuss", "demand", "promise"})
_OF_THOUGHT = ("that", "fin", "main", "ing", "obj:that")
# An object of so many words is a clause that the tree takes for a noun: "believed the movement helped".
_CLAUSE = 4
_SELVES = frozenset({"i", "he", "she"})
_TELLING = frozenset({"say", "believe"})
_COMMITTING = frozenset({"say", "ask", "demand", "promise", "deny", "refuse"})


@dataclass(frozen=True, slots=True)
class Scored:
    """A claim and how likely it is.

    nested: how likely it must be to be kept inside another's content.
    """

    claim: Claim
    score: float
    nested: float = NESTED


def scored(layout: Layout, claim: Claim, score: float) -> Scored:
    """The claim with how likely it must be inside another: promises, denials and thoughts are wanted there too."""
    if is_own_thought(layout.tree, claim):
        return Scored(claim, score, 0.0)
    wanted = is_speech(layout.tree, claim) or is_thought(layout, claim)
    wanted = wanted or claim.frame.startswith("prep:") or is_hearsay(layout.tree, claim)
    return Scored(claim, score, NESTED_SPEECH if wanted else NESTED)


def is_speech(tree: Tree, claim: Claim) -> bool:
    """Whether the cue is a verb of saying, asking, promising or denying with a source and a clause as content."""
    plain = claim.holder is not None and claim.frame in (
        "that",
        "fin",
        "to",
        "main",
        "between",
        "quote",
        "obj+to",
        "obj+ccomp",
        "wh",
    )
    accuses = claim.frame == "obl:of" and tree.lemmas[claim.cue] in ("accuse", "suspect", "convict")
    # "Promised its members a pension".
    gives = claim.frame == "obj" and bool(tree.below(claim.cue, "iobj")) and "promise" in word_classes(tree, claim.cue)
    # "The plan was condemned by the bishops as an attack".
    judges = claim.frame == "obl:as" and claim.holder is not None and "judge" in word_classes(tree, claim.cue)
    return accuses or gives or judges or (plain and not _COMMITTING.isdisjoint(word_classes(tree, claim.cue)))


def is_hearsay(tree: Tree, claim: Claim) -> bool:
    """ "reportedly", "is said to", "it is thought that", "is reported in Arlia", "is accused of"."""
    if claim.frame == "adv":
        return bool(word_classes(tree, claim.cue))
    if not claim.passive or claim.holder is not None:
        return False
    if tree.lemmas[claim.cue] in ("accuse", "suspect"):
        return claim.frame == "obl:of"
    told = claim.frame in ("to", "that", "fin") and not _TELLING.isdisjoint(word_classes(tree, claim.cue))
    return told or claim.frame == FRAME_TOLD


def is_thought(layout: Layout, claim: Claim) -> bool:
    """ "The king wanted to abdicate", of somebody who can think."""
    at = claim.holder
    thinks = at is not None and (at in layout.facts.people or at in layout.facts.names or _is_self(layout.tree, at))
    plain = claim.frame in ("that", "fin", "main", "between", "to", "obj+to")
    return plain and thinks and bool({"believe", "want"} & set(word_classes(layout.tree, claim.cue)))


def is_own_thought(tree: Tree, claim: Claim) -> bool:
    """ "I think (that) X" and "she believed (that) X": most likely the speaker around it."""
    frames = _OF_THOUGHT if len(claim.content) < _CLAUSE else (*_OF_THOUGHT, "obj")
    plain = claim.holder is not None and _is_self(tree, claim.holder) and claim.frame in frames
    return plain and any("believe" in word_classes(tree, i) for i in claim.words)


def _is_self(tree: Tree, at: int) -> bool:
    return tree.lowers[at] in _SELVES


def running(layout: Layout, chosen: Sequence[Scored], others: Sequence[Scored]) -> list[Scored]:
    """The claims, with each statement in quotation marks that was left over given to whoever is speaking there.

    In order: a cue in the same sentence, if need be one of the `others` (best first); the speaker before it in the
    paragraph; the speaker after it in the paragraph; if the quotation is all of its paragraph, the speaker of the
    paragraph before.
    """
    found = list(chosen)
    for quoted in layout.quoted:
        if not quoted.statement or _owned(quoted, found):
            continue
        late = _late(quoted, found, others)
        if late is not None:
            found.append(late)
            continue
        owner = _owner(layout, quoted, found)
        if owner is not None:
            claim = found[owner].claim
            inside = set(claim.words) | set(claim.source)
            content = trimmed(layout.tree, {*claim.content, *(w for w in quoted.words if w not in inside)})
            found[owner] = replace(found[owner], claim=replace(claim, content=content))
    return found


def _late(quoted: Quoted, found: Sequence[Scored], others: Sequence[Scored]) -> Scored | None:
    """The best of the less likely claims to this quotation: somebody must have said it."""
    cues, words = {s.claim.cue for s in found}, set(quoted.words)
    for scored in others:
        if scored.score < UNLIKELY:
            return None
        claim = scored.claim
        if claim.source and claim.cue not in cues | words and words <= set(claim.content):
            return scored
    return None


def _owned(quoted: Quoted, found: Sequence[Scored]) -> bool:
    words = set(quoted.words)
    return any(s.claim.cue not in words and len(words & set(s.claim.content)) * 2 > len(words) for s in found)


def _owner(layout: Layout, quoted: Quoted, found: Sequence[Scored]) -> int | None:
    first, last = quoted.words[0], quoted.words[-1]
    usable = [n for n, s in enumerate(found) if _speaks(layout, s.claim) and s.claim.cue not in quoted.words]
    near = [n for n in usable if found[n].claim.cue in _sentences(layout, quoted)]
    if near:
        return min(near, key=lambda n: min(abs(found[n].claim.cue - first), abs(found[n].claim.cue - last)))
    here = layout.paragraph(first)
    before = [n for n in usable if found[n].claim.cue in here and found[n].claim.cue < first]
    after = [n for n in usable if found[n].claim.cue in here and found[n].claim.cue > last]
    quoting = [n for n in before if _has_statement(layout, found[n].claim)]
    if before:
        # "…," she said, noting that Y. "…": the second quotation is hers as said, not as noted.
        before = quoting or before
        return max(before, key=lambda n: found[n].claim.cue)
    if after:
        return min(after, key=lambda n: found[n].claim.cue)
    return _speaker_above(layout, quoted, found, usable)


def _speaker_above(layout: Layout, quoted: Quoted, found: Sequence[Scored], usable: Sequence[int]) -> int | None:
    """Only a paragraph that is nothing but the quotation is taken to go on with the words of the one before."""
    block = layout.paragraph_of[quoted.words[0]]
    words = [i for i in layout.paragraphs[block] if layout.tree.tokens[i].deprel != "punct"]
    if block == 0 or not all(i in layout.quote_at for i in words):
        return None
    above = layout.paragraphs[block - 1]
    direct = [n for n in usable if _quotes_in(layout, found[n].claim, above)]
    return max(direct, key=lambda n: found[n].claim.cue) if direct else None


def _quotes_in(layout: Layout, claim: Claim, block: range) -> bool:
    return any(i in block and i in layout.quote_at for i in claim.content)


def _sentences(layout: Layout, quoted: Quoted) -> set[int]:
    return {*layout.sentence(quoted.words[0]), *layout.sentence(quoted.words[-1])}


def _speaks(layout: Layout, claim: Claim) -> bool:
    """Whether the claim's source is one who can be quoted: it already is, or its cue is one of saying."""
    home = layout.quote_at.get(claim.cue)
    if home is not None and layout.quoted[home].statement:
        return False
    if claim.frame in ("quote", "colon", "block"):
        return True
    return _has_statement(layout, claim) or bool(_SAYING & set(word_classes(layout.tree, claim.cue)))


def _has_statement(layout: Layout, claim: Claim) -> bool:
    """Whether a statement in quotation marks is part of the content."""
    return any(i in layout.quote_at and layout.quoted[layout.quote_at[i]].statement for i in claim.content)
