"""Credit lines of pictures and the like: "Image: Ann Lee", "(Photo by Ann Lee)", with the caption as what is credited.

They say who made a picture, not who vouches for what the caption tells, so no record rests on them.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.extract.claims import Claim
from onrecord.extract.credited import head_of
from onrecord.extract.cuewords import trimmed
from onrecord.extract.quotelayout import Layout
from onrecord.model import NameType

FRAME = "credit"
_MEDIA = frozenset(
    "image images photo photos photograph photographs picture pictures video audio illustration graphic map chart "
    "screenshot footage file".split()
)
_CREDIT = frozenset({"credit", "courtesy", "source"})
_LONGEST = 8


def credit_lines(layout: Layout) -> Iterator[Claim]:
    """The credit lines in text order. A name must follow; a caption must stand before it in the paragraph or right
    above."""
    for at, word in enumerate(layout.tree.lowers):
        if word not in _MEDIA:
            continue
        end = _cue_end(layout, at)
        source = _source(layout, end) if end else ()
        content = _caption(layout, at) if source else ()
        if content:
            # "Image: Agency / Ann Lee": the picture is hers.
            people = [i for i in source if layout.facts.names.get(i) is NameType.PER]
            yield Claim(at, tuple(range(at, end)), FRAME, content, source, head_of(layout.tree, people or source))


def _cue_end(layout: Layout, at: int) -> int:
    """Where "Photo:", "Image credit:", "Photo by" end, 0 where none starts. It starts a sentence or a bracket."""
    tree = layout.tree
    if not tree.word(at)[:1].isupper() or at in layout.quote_at:
        return 0
    first = at in (layout.sentence(at)[0], layout.paragraph(at)[0])
    if not first and tree.word(at - 1) not in ("(", "[", ".", "|", "-", "–", "—"):
        return 0
    end = at + 1
    while end < len(tree.tokens) and tree.lowers[end] in _CREDIT:
        end += 1
    return end + 1 if end < len(tree.tokens) and tree.lowers[end] in (":", "by") else 0


def _source(layout: Layout, start: int) -> tuple[int, ...]:
    """The words up to the end of the sentence, line or bracket, if they are few and none is a verb."""
    tree, here = layout.tree, layout.paragraph(start - 1)
    words: list[int] = []
    for i in range(start, here[-1] + 1):
        verb = tree.tokens[i].upos in ("VERB", "AUX") and tree.word(i)[:1].islower()
        if verb or tree.word(i) in (".", ")", "]", "|", ";"):
            break
        words.append(i)
    ended = bool(words) and (words[-1] == here[-1] or tree.word(words[-1] + 1) in (".", ")", "]", "|", ";"))
    found = trimmed(tree, words)
    named = bool(found) and tree.word(found[0])[:1].isupper()
    return found if ended and named and len(found) <= _LONGEST else ()


def _caption(layout: Layout, at: int) -> tuple[int, ...]:
    """The sentence before, or the whole line above."""
    tree, here = layout.tree, layout.paragraph(at)
    before = [i for i in here if i < at and tree.word(i) not in ("(", "[")]
    if before:
        return trimmed(tree, [i for i in layout.sentence(before[-1]) if i in before])
    block = layout.paragraph_of[at]
    return trimmed(tree, layout.paragraphs[block - 1]) if block else ()
