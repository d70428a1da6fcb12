"""The reader's linked attributions as claims, beside those that the tree shows.

The reader judges every word by itself. Here its words become stretches again: small holes are filled, and the claim
that the tree shows for the same cue lends its frame and, where both mean the same one, its source.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract.claims import FELT, Claim, subject
from onrecord.extract.cuewords import case_of, is_marked, source_words, trimmed
from onrecord.extract.tree import Tree
from onrecord.model import Credit

# Holes of up to so many words inside a content are the reader's slips, unless they are cue or source.
_HOLE = 2
# Jaccard index from which on two contents are the same but for their borders.
_SAME = 0.75
# A source has one of these; "the" alone is a slip.
_NAMING = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM", "X"})
# The frame of a cue that no rule sees: the reader says that it reports, not how.
UNFRAMED = "reader"


def credited(tree: Tree, credit: Credit, rules: Sequence[Claim]) -> Claim | None:
    """The credit as a claim. rules: the claims that the tree shows for the same cue.

    None if nothing is credited, or by an adverb alone ("reportedly"): whoever reported stands nowhere in its clause.
    Where the tree shows nearly the same content, its borders are cleaner; None if it shows the same source too.
    """
    if all(tree.tokens[i].upos == "ADV" for i in credit.cue):
        return None
    cue = set(credit.cue)
    source = set(_unmarked(tree, _nearest(tree, credit.source, credit.cue[0])))
    if _spoken_of(tree, credit.cue, source):
        source = set()
    if (host := _host(tree, credit.cue, source)) is not None:
        source = set(source_words(tree, host, credit.cue[-1]))
    content = trimmed(tree, _completed(tree, _filled(set(credit.content) - cue - source, cue | source)))
    if not content or (source and not any(tree.tokens[i].upos in _NAMING for i in source)):
        return None
    near = max(rules, key=lambda c: shared(c.content, content), default=None)
    same = near is not None and shared(near.content, content) >= _SAME
    if near is not None and near.frame.startswith("obl:as") and near.content[0] not in cue | source:
        content = tuple(sorted({*content, near.content[0]}))  # "condemned it *as* an attack"
    if near is not None and same and (near.holder in source or (near.holder is None and not source)):
        return None
    claim = Claim(
        head_of(tree, credit.cue) if near is None else near.cue,
        credit.cue,
        UNFRAMED if near is None else near.frame,
        near.content if near is not None and same else content,
        trimmed(tree, source),
        head_of(tree, sorted(source)) if source else None,
        near is not None and near.passive,
        read=True,
    )
    if near is not None and near.holder is not None and near.holder in source:
        return replace(claim, source=near.source, holder=near.holder)
    return claim


def _spoken_of(tree: Tree, cue: Sequence[int], source: set[int]) -> bool:
    """ "She has been accused": whoever is the subject of a passive is not the one who says it."""
    return any(c in source for i in cue for c in tree.below(i, "nsubj:pass") if tree.lowers[i] not in FELT)


def _host(tree: Tree, cue: Sequence[int], source: set[int]) -> int | None:
    """ "Lee met with the envoys to voice her concern": who meets somebody voices it, not those whom she meets.

    The reader takes the words right before an infinitive for its source; None where they are not those who are met.
    """
    at = cue[-1]
    verb = tree.tokens[at].head
    if not source or verb < 0 or tree.relation(at) != "advcl" or not is_marked(tree, at, "to"):
        return None
    top = head_of(tree, sorted(source))
    while top >= 0 and tree.tokens[top].head != verb:
        top = tree.tokens[top].head
    if top < 0 or tree.relation(top) != "obl" or case_of(tree, top) != "with":
        return None
    return subject(tree, at)[0]


def _nearest(tree: Tree, words: Sequence[int], cue: int) -> Sequence[int]:
    """Of a source in pieces the one next to the cue: the reader scatters a source where two cues stand close by."""
    runs: list[list[int]] = []
    for i in words:
        if runs and i - runs[-1][-1] <= _HOLE + 1 and tree.tokens[i].sentence == tree.tokens[runs[-1][-1]].sentence:
            runs[-1].append(i)
        else:
            runs.append([i])
    return min(runs, key=lambda run: min(abs(run[0] - cue), abs(run[-1] - cue)), default=())


def _unmarked(tree: Tree, words: Sequence[int]) -> Sequence[int]:
    """Without a possessive mark at the end: "the company's claim" is the company's."""
    return words[:-1] if words and tree.tokens[words[-1]].deprel == "case" else words


def shared(words: Sequence[int], others: Sequence[int]) -> float:
    """Jaccard index of two sets of positions; 0 where both are empty."""
    mine, theirs = set(words), set(others)
    common = len(mine & theirs)
    return common / max(1, len(mine) + len(theirs) - common)


def head_of(tree: Tree, words: Sequence[int]) -> int:
    """The first of the words whose head is none of them."""
    inside = set(words)
    return next((i for i in words if tree.tokens[i].head not in inside), words[0])


def _completed(tree: Tree, words: list[int]) -> list[int]:
    """ "Voiced a wish to widen | and deepen the canal": what breaks off between two verbs with one object goes on."""
    last = words[-1] if words else -1
    if last < 0 or tree.tokens[last].upos != "VERB" or not tree.below(last, "conj"):
        return words
    more = [c for c in tree.below(last, "conj") if c == last + 2 and tree.tokens[last + 1].deprel == "cc"]
    if not more or tree.below(last, "obj", "obl", "xcomp", "ccomp") or not tree.below(more[0], "obj"):
        return words
    return sorted({*words, last + 1, *tree.subtree(more[0])})


def _filled(words: set[int], taken: set[int]) -> list[int]:
    """In order, with the words of small holes that belong to nothing else."""
    found: list[int] = []
    last = -1
    for i in sorted(words):
        if found and last + 1 < i <= last + 1 + _HOLE and taken.isdisjoint(range(last + 1, i)):
            found.extend(range(last + 1, i))
        found.append(i)
        last = i
    return found
