"""All claims of a document, likely or not: from trees, quotation marks, colons after names, and from the reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onrecord.extract.claims import Claim, claims, source_words, subject, trimmed
from onrecord.extract.credited import credited
from onrecord.extract.quotelayout import Layout

# A longer stretch before a colon is a sentence, not the name of a speaker.
_LONGEST_SPEAKER = 8
# "…?" the mayor of the town asked on Monday: a longer sentence after a quotation is one of its own.
_TAG = 14


def proposals(layout: Layout) -> Iterator[Claim]:
    """Every way to read every word as a cue; contents that touch a quotation take in all of it."""
    seen: dict[int, list[Claim]] = {}
    for at in range(len(layout.tree.tokens)):
        for claim in (*claims(layout.tree, at), *_beside_quotation(layout, at), *_block(layout, at)):
            widened = with_quotations(layout, claim)
            if widened is not None:
                seen.setdefault(at, []).append(widened)
                yield widened
    for block in range(len(layout.paragraphs)):
        yield from _colon(layout, block)
    for credit in layout.credits:
        own = credited(layout.tree, credit, [c for i in credit.cue for c in seen.get(i, ())])
        widened = own and with_quotations(layout, own)
        if widened is not None:
            yield widened


def with_quotations(layout: Layout, claim: Claim) -> Claim | None:
    """The claim with the whole of every statement in quotation marks that its content touches.

    A cue inside a quotation reports nothing outside it. None if nothing is left of the content.
    """
    home = layout.quote_at.get(claim.cue)
    content = set(claim.content)
    if home is not None and layout.quoted[home].statement:
        content &= set(layout.quoted[home].words) | _silent(layout, claim.content)
    else:
        for n in {layout.quote_at[i] for i in claim.content if i in layout.quote_at}:
            quoted = layout.quoted[n]
            if quoted.statement and claim.cue not in quoted.words and not set(claim.source) & set(quoted.words):
                content |= set(quoted.words)
    content -= set(claim.words) | set(claim.source) | _placeholder(layout, claim)
    words = trimmed(layout.tree, content)
    return replace(claim, content=words) if words else None


def _placeholder(layout: Layout, claim: Claim) -> set[int]:
    """ "put it bluntly: “…”": "it" only holds the place of the quotation."""
    statement = any(layout.quoted[layout.quote_at[i]].statement for i in claim.content if i in layout.quote_at)
    first = claim.content[0]
    return {first} if statement and claim.frame == "obj" and layout.tree.word(first).lower() == "it" else set()


def _silent(layout: Layout, words: tuple[int, ...]) -> set[int]:
    return {i for i in words if layout.tree.tokens[i].deprel == "punct"}


def _beside_quotation(layout: Layout, at: int) -> Iterator[Claim]:
    """A verb in a sentence with a quotation that the tree does not give to it, or right after one: "Why?" he asked."""
    tree = layout.tree
    if tree.tokens[at].upos != "VERB" or at in layout.quote_at:
        return
    sentence = layout.sentence(at)
    near = {layout.quote_at[i] for i in sentence if i in layout.quote_at}
    if not near and len(sentence) <= _TAG and sentence[0] in layout.paragraph(at)[1:]:
        # A mark stands between the quotation and the sentence, so its last word is up to three places back.
        near = {layout.quote_at[i] for i in range(max(0, sentence[0] - 3), sentence[0]) if i in layout.quote_at}
    content = [i for n in sorted(near) if layout.quoted[n].statement for i in layout.quoted[n].words]
    holder, passive = subject(tree, at)
    if not content or holder is None or holder in content:
        return
    yield Claim(at, (at,), "quote", tuple(content), source_words(tree, holder, at), holder, passive)


def _block(layout: Layout, at: int) -> Iterator[Claim]:
    """ "She went on:" at the end of a paragraph: the next paragraph is the content."""
    tree, block = layout.tree, layout.paragraph_of[at]
    here = layout.paragraphs[block]
    if tree.tokens[at].upos != "VERB" or tree.word(here[-1]) != ":" or layout.sentence(at)[-1] != here[-1]:
        return
    holder, passive = subject(tree, at)
    if holder is None or block + 1 >= len(layout.paragraphs):
        return
    content = trimmed(tree, layout.paragraphs[block + 1])
    source = source_words(tree, holder, at)
    if content:
        yield Claim(at, (at,), "block", content, source, holder, passive)


def _colon(layout: Layout, block: int) -> Iterator[Claim]:
    """ "NAME: what NAME said" at the start of a paragraph."""
    tree, here = layout.tree, layout.paragraphs[block]
    colon = next((i for i in here[: _LONGEST_SPEAKER + 1] if tree.word(i) == ":"), None)
    if colon is None or colon == here[0] or any(i in layout.quote_at for i in range(here[0], colon)):
        return
    source = trimmed(tree, range(here[0], colon))
    content = trimmed(tree, range(colon + 1, here[-1] + 1))
    if not source or not content or any(tree.tokens[i].upos in ("VERB", "AUX") for i in source):
        return
    inside = set(source)
    holder = next((i for i in source if tree.tokens[i].head not in inside), source[0])
    yield Claim(colon, (colon,), "colon", content, source, holder)
