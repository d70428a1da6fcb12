"""The chain of sources that an event rests on."""

from __future__ import annotations

from bisect import bisect_left

from onrecord.extract.tree import Tree, tree_of
from onrecord.model import Attribution, Document, SourceLink, Span

# A source is put on record only where it is more likely than not that the words are its own: naming a wrong source
# is worse than leaving words to the outlet, which did print them.
LEAST_SCORE = 0.5
_RELATIVE = frozenset({"who", "which", "that"})


def chain(document: Document, trigger: Span) -> tuple[SourceLink, ...]:
    """The attributions whose content holds the trigger, outermost first; empty is the outlet's own voice.

    One attribution lies inside another when its content does. Words in a cue rest on the outer sources only.
    """
    around: list[tuple[int, int, Attribution]] = []
    for n, attribution in enumerate(document.attributions):
        holding = [part for part in attribution.content if trigger in part]
        sure = attribution.score >= LEAST_SCORE
        if sure and holding and not any(cue.overlaps(trigger) for cue in attribution.cue):
            whole = sum(part.end - part.start for part in attribution.content)
            around.append((-whole, n, attribution))
    return tuple(link(document, attribution) for _, _, attribution in sorted(around, key=lambda a: a[:2]))


def link(document: Document, attribution: Attribution) -> SourceLink:
    """One source. Its name is that of the speaker, else the words as written; nobody named gives None."""
    source = _worded(document, attribution.source[0]) if attribution.source else None
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
    )


def _worded(document: Document, source: Span) -> Span:
    """The source as the report words it: a relative pronoun stands for the words that its clause hangs on."""
    i = bisect_left(document.tokens, source.start, key=lambda t: t.span.start)
    if i >= len(document.tokens) or document.tokens[i].span != source:
        return source
    if source.of(document.text).lower() not in _RELATIVE:
        return source
    tree = tree_of(document)
    clause = next((up for up in (i, *tree.above(i)) if tree.tokens[up].deprel == "acl:relcl"), None)
    return source if clause is None else _phrase(tree, tree.tokens[clause].head)


def _phrase(tree: Tree, head: int) -> Span:
    """The noun phrase of the word, without what is said of it after."""
    return tree.span(tree.subtree(head, without=("acl", "appos", "conj", "cc", "punct", "parataxis", "case")))
