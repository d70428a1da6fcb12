"""Transcripts: whose turn each paragraph belongs to, and statements that are given out in somebody's name.

A label counts only where it can be told from a line of a form ("VESSEL TYPE: …"): by a title, a word for a speaker's
part ("QUESTION") or a name of the report. A turn lasts up to the next label.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from onrecord.extract.actornouns import actor_of
from onrecord.extract.claims import Claim
from onrecord.extract.credited import head_of
from onrecord.extract.cuewords import trimmed
from onrecord.extract.persontitles import HONORIFICS
from onrecord.extract.quotelayout import Layout
from onrecord.model import NameType

FRAME = "turn"
# Words before the colon of a label.
_LONGEST = 8
# So many labels make a transcript; one alone may be a heading.
_LEAST = 2
_PARTS = frozenset(
    "question questions answer q a moderator operator reporter interviewer host anchor audience participant staff "
    "voice speaker interpreter translator correspondent journalist caller narrator announcer".split()
)


def turns(layout: Layout) -> list[Claim]:
    """The turns of a transcript in text order, none where the report is none."""
    names = {layout.tree.lowers[i] for i, t in layout.facts.names.items() if t is NameType.PER}
    labels = [(block, end) for block in range(len(layout.paragraphs)) if (end := _label(layout, block, names))]
    if len(labels) < _LEAST:
        return list(_released(layout))
    stops = [block for block, _ in labels[1:]] + [len(layout.paragraphs)]
    found = (_turn(layout, block, end, stop) for (block, end), stop in zip(labels, stops, strict=True))
    return [claim for claim in found if claim is not None]


def _label(layout: Layout, block: int, names: set[str]) -> int:
    """The position of the colon that ends the label of a paragraph, 0 where there is none."""
    tree, here = layout.tree, layout.paragraphs[block]
    colon = next((i for i in here[1 : _LONGEST + 1] if tree.word(i) == ":"), 0)
    words = [tree.word(i) for i in range(here[0], colon)]
    plain = [w.lower().strip(".") for w in words if any(c.isalpha() for c in w)]
    if not plain or not all(
        w[:1].isupper() or w.lower() in ("of", "the", "for", "de", "al") for w in words if w.isalpha()
    ):
        return 0
    shouted = all(w.isupper() for w in words if len(w) > 1 and w.isalpha())
    if not shouted and not (plain[-1] in names and plain[0] in names | HONORIFICS):
        return 0
    part = plain[0] in _PARTS and len(plain) <= 3
    titled = plain[0] in HONORIFICS or f"{plain[0]}." in HONORIFICS or _is_role(plain)
    return colon if part or (len(plain) > 1 and titled) or plain[-1] in names else 0


def _is_role(words: Sequence[str]) -> bool:
    """ "UNDER SECRETARY LEE": the words before the name are those of an office."""
    offices = (actor_of(words[: n + 1]) for n in range(len(words)))
    return any(o is not None and o.kind == "person" for o in offices)


def _turn(layout: Layout, block: int, colon: int, stop: int) -> Claim | None:
    tree, first = layout.tree, layout.paragraphs[block][0]
    source = trimmed(tree, range(first, colon))
    content = trimmed(tree, range(colon + 1, layout.paragraphs[stop - 1][-1] + 1))
    if not source or not content:
        return None
    return Claim(colon, (colon,), FRAME, content, source, head_of(tree, source))


def _released(layout: Layout) -> Iterator[Claim]:
    """ "The following is attributable to Spokesperson Ann Lee:" over a statement."""
    tree = layout.tree
    for block, here in enumerate(layout.paragraphs[:-1]):
        ends = tree.word(here[-1]) == ":"
        at = next((i for i in here[:-3] if ends and tree.lowers[i] in ("attributable", "attributed")), None)
        if at is None or tree.lowers[at + 1] != "to":
            continue
        source = trimmed(tree, range(at + 2, here[-1]))
        content = trimmed(tree, range(layout.paragraphs[block + 1][0], layout.paragraphs[-1][-1] + 1))
        if source and content:
            yield Claim(at, (at, at + 1), FRAME, content, source, head_of(tree, source))


def within(claims: Iterable[Claim], spoken: Sequence[Claim]) -> list[Claim]:
    """The claims that keep within one turn and out of the labels, as what somebody says in a turn does."""
    turn_of = {i: n for n, turn in enumerate(spoken) for i in turn.content}
    turn_of |= {i: -1 for turn in spoken for i in (*turn.source, *turn.words)}
    if not turn_of:
        return list(claims)
    return [claim for claim in claims if _keeps_within(claim, turn_of)]


def _keeps_within(claim: Claim, turn_of: Mapping[int, int]) -> bool:
    turn = turn_of.get
    met = {*map(turn, claim.words), *map(turn, claim.source), *map(turn, claim.content)}
    return len(met) == 1 and -1 not in met
