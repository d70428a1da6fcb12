"""All claims of a document, likely or not: from trees, quotation marks, colons after names, and from the reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from onrecord.extract.claims import LIGHT, Claim, claims, contrasted, subject
from onrecord.extract.credited import credited, head_of
from onrecord.extract.crediting import CREDITING, crediting
from onrecord.extract.cues import word_classes
from onrecord.extract.cuewords import source_words, trimmed
from onrecord.extract.parenthetical import parenthetical
from onrecord.extract.quotelayout import Layout
from onrecord.extract.tree import Tree
from onrecord.model import Credit

_BEGINNING = frozenset("want like wish continue begin start go love hasten keep dare".split())
_UTTERING = frozenset({"say", "ask", "demand", "promise", "deny", "judge"})
_NAMELESS = frozenset({"named", "identified", "anonymity", "anonymous", "unnamed"})
_BESIDE = frozenset({"as", "while", "after", "before", "when", "although", "though", "whereas", "until", "since"})
_PREPOSITIONS = frozenset({"for", "of", "about", "against", "on", "over"})
_DEEDS = frozenset(
    "raid repel pass ban block enact sentence detain investigate verify launch impose lift suspend host "
    "adopt provide fund".split()
)
_OPENERS = frozenset({"that", "whether", "if", "how", "why", "what"})
# A longer stretch before a colon is a sentence, not the name of a speaker.
_LONGEST_SPEAKER = 8
# "…?" the mayor of the town asked on Monday: a longer sentence after a quotation is one of its own.
_TAG = 14


def proposals(layout: Layout) -> Iterator[Claim]:
    """Every way to read every word as a cue; contents that touch a quotation take in all of it."""
    seen: dict[int, list[Claim]] = {}
    settled: set[int] = set()
    tree, lowers = layout.tree, layout.tree.lowers
    for at, token in enumerate(tree.tokens):
        if token.upos == "VERB":
            # Where the words alone tell, the tree is not asked.
            between = list(parenthetical(layout, at))
            settled.update(claim.cue for claim in between)
            by_tree = () if between else claims(tree, at)
            found = chain(between, by_tree, crediting(layout, at), _beside_quotation(layout, at), _block(layout, at))
        elif (
            token.upos in ("NOUN", "ADJ") or lowers[at] in CREDITING or (token.upos == "ADV" and word_classes(tree, at))
        ):
            found = chain(claims(tree, at), crediting(layout, at))
        else:
            continue
        for claim in found:
            widened = None if _is_none(layout, claim) else with_quotations(layout, claim)
            if widened is not None:
                seen.setdefault(at, []).append(widened)
                yield widened
    for block in range(len(layout.paragraphs)):
        yield from _colon(layout, block)
    theirs = _own_sentences(layout)
    for credit in _shared_out(layout):
        if settled & set(credit.cue):
            continue
        rules = [c for i in credit.cue for c in seen.get(i, ()) if c.frame != "adv"]
        own = credited(layout.tree, _at_home(layout, credit, theirs), rules)
        widened = own and with_quotations(layout, own)
        if widened is not None and own is not None and not _acts(layout, own):
            yield widened


def _only_begins(tree: Tree, claim: Claim) -> bool:
    """ "wants to thank", "continued to insist that": the inner verb is the saying."""
    if claim.frame != "to" or tree.lemmas[claim.cue] not in _BEGINNING:
        return False
    inner = tree.below(claim.cue, "xcomp")
    return bool(inner) and bool(_UTTERING & set(word_classes(tree, inner[0])))


def _is_none(layout: Layout, claim: Claim) -> bool:
    return _only_begins(layout.tree, claim) or _stays_unnamed(layout.tree, claim) or _acts(layout, claim)


def _acts(layout: Layout, claim: Claim) -> bool:
    """ "attacked a depot", "signed the bill": something is done to the object, nobody is on record with it."""
    if layout.tree.lemmas[claim.cue] not in _DEEDS or claim.frame.partition("+")[0] != "obj":
        return False
    return layout.quote_at.keys().isdisjoint(claim.content)


def _stays_unnamed(tree: Tree, claim: Claim) -> bool:
    """ "who asked not to be named", "on condition of anonymity": about the source, not what it says."""
    words = [tree.lowers[i] for i in claim.content]
    return not _NAMELESS.isdisjoint(words) and len(set(words)) <= _LONGEST_SPEAKER


def _own_sentences(layout: Layout) -> dict[int, int]:
    """For each word that a credit has as content, the first word of the cue in its own sentence."""
    found: dict[int, int] = {}
    for credit in layout.credits:
        sentence = layout.sentence(credit.cue[0])
        found.update((i, credit.cue[0]) for i in credit.content if i in sentence)
    return found


def _at_home(layout: Layout, credit: Credit, theirs: dict[int, int]) -> Credit:
    """The credit with its source in the paragraph of its cue, and no content beyond its sentence but what is quoted.

    Only quotations run on: what the reader credits in the next sentence without marks is the outlet's own, and what is
    quoted with a cue in its own sentence is that one's (theirs).
    """
    sentence, paragraph = layout.sentence(credit.cue[0]), layout.paragraph(credit.cue[0])
    source = tuple(i for i in credit.source if i in paragraph)
    tree = layout.tree
    ends = tree.word(sentence[-1]) == ":"
    quoted = {i for i in credit.content if i in layout.quote_at and i in paragraph and i not in theirs}
    content = tuple(i for i in credit.content if ends or i in sentence or i in quoted)
    against = {i for at in credit.cue for c in tree.below(at, "ccomp") for i in contrasted(tree, at, c)}
    against |= {i for at in credit.cue for c in tree.below(at, "advcl") if beside(tree, c) for i in tree.subtree(c)}
    own = [set(tree.subtree(at)) for at in credit.cue if tree.relation(at) == "advcl" and beside(tree, at)]
    content = tuple(i for i in content if i not in against and all(i in clause for clause in own))
    for at in credit.cue:
        if _interrupts(tree, at):
            inside = set(tree.subtree(tree.tokens[at].head))
            content = tuple(i for i in content if i in inside or i in layout.quote_at)
    return replace(credit, cue=_cue_of(tree, credit.cue), source=source, content=content)


def _interrupts(tree: Tree, at: int) -> bool:
    """ "The man who *prosecutors say* planted the bomb has fled": nothing beyond the relative clause is said."""
    if tree.tokens[at].deprel != "acl:relcl" or not tree.below(at, "ccomp"):
        return False
    return any(tree.tokens[c].upos in ("NOUN", "PROPN") for c in tree.below(at, "nsubj"))


def _cue_of(tree: Tree, cue: Sequence[int]) -> tuple[int, ...]:
    """Without what belongs to other words: "refused" of "demands by the crew were refused", "to" of "according to"."""
    kept = list(cue[:1])
    for i in cue[1:]:
        loose = tree.tokens[i].upos in ("ADP", "PART") and i - 1 not in cue and tree.tokens[i].head not in cue
        done = tree.tokens[kept[0]].upos == "NOUN" and kept[0] in tree.below(i, "nsubj:pass")
        if not loose and not (done and tree.tokens[i].lemma not in LIGHT):
            kept.append(i)
    return tuple(kept)


def _shared_out(layout: Layout) -> list[Credit]:
    """The credits, each statement in quotation marks left to one of those that claim it.

    It goes to those that have more than half of it, and of these to the one whose cue stands nearest.
    """
    drop: list[set[int]] = [set() for _ in layout.credits]
    had = [set(c.content) for c in layout.credits]
    for quoted in layout.quoted:
        words = set(quoted.words)
        claim = [n for n, h in enumerate(had) if quoted.statement and words & h]
        if len(claim) < 2 or len({layout.paragraph_of[layout.credits[n].cue[0]] for n in claim}) > 1:
            continue
        most = [n for n in claim if len(words & had[n]) * 2 > len(words)]
        apart = [n for n in most if not words & set(layout.credits[n].cue)]
        near = min(apart, key=lambda n: _distance(layout, layout.credits[n], quoted.words), default=None)
        for n in claim if near is not None else ():
            if n not in most or (n in apart and n != near and _parted(layout, n, near, quoted.words)):
                drop[n] |= words
    return [
        replace(c, content=tuple(i for i in c.content if i not in d)) for c, d in zip(layout.credits, drop, strict=True)
    ]


def _distance(layout: Layout, credit: Credit, words: Sequence[int]) -> int:
    return min(abs(credit.cue[0] - words[0]), abs(credit.cue[0] - words[-1]))


def _parted(layout: Layout, far: int, near: int | None, words: Sequence[int]) -> bool:
    """Whether the nearer cue stands between the quotation and the farther one, in another sentence than that."""
    if near is None:
        return False
    one, other = layout.credits[far].cue[0], layout.credits[near].cue[0]
    between = one < other < words[0] or words[-1] < other < one
    return between and other not in layout.sentence(one)


def beside(tree: Tree, at: int) -> bool:
    """ "…," he said as rebels burned the mill; while he said so, they fled: two things, not one in the other."""
    marks = {tree.lowers[c] for c in tree.below(at, "mark")}
    told = "as" in marks and "say" in word_classes(tree, at)
    return bool(marks & _BESIDE) and not told


def with_quotations(layout: Layout, claim: Claim) -> Claim | None:
    """The claim with the whole of every statement in quotation marks that its content touches.

    A cue inside a quotation reports nothing outside it. None if nothing is left of the content.
    """
    content, unnamed = set(claim.content), _who_stays_unnamed(layout.tree, claim)
    home, touched = layout.quote_at.get(claim.cue), layout.quote_at.keys() & content
    if home is not None and layout.quoted[home].statement:
        content &= set(layout.quoted[home].words) | _silent(layout, claim.content)
    else:
        for n in {layout.quote_at[i] for i in touched}:
            quoted = layout.quoted[n]
            if quoted.statement and claim.cue not in quoted.words and not set(claim.source) & set(quoted.words):
                content.update(quoted.words)
    content |= _fronted(layout, claim)
    if touched:
        content -= _beside_cue(layout, claim, content)
        content -= _placeholder(layout, claim)
    content.difference_update(claim.words, claim.source, unnamed)
    words = trimmed(layout.tree, content)
    source = tuple(sorted({*claim.source, *unnamed})) if unnamed else claim.source
    if (source, words) != (claim.source, claim.content):
        claim = replace(claim, source=source, content=words)
    return _with_that(layout, claim) if words else None


def _who_stays_unnamed(tree: Tree, claim: Claim) -> set[int]:
    """ "an official who asked *not to be named* said": a part of the source, whatever the tree makes of it."""
    gap = range(claim.source[-1] + 1, claim.words[0]) if claim.source else range(0)
    if not gap or len(gap) > _LONGEST_SPEAKER or _NAMELESS.isdisjoint([tree.lowers[i] for i in gap]):
        return set()
    return set(gap)


def _with_that(layout: Layout, claim: Claim) -> Claim:
    """With the "that" right before the content and without a preposition of the cue, whatever the tree makes of it."""
    lowers, first = layout.tree.lowers, claim.content[0]
    if lowers[first] in _PREPOSITIONS and first - 1 in claim.words and len(claim.content) > 1:
        return replace(claim, words=tuple(sorted({*claim.words, first})), content=claim.content[1:])
    before = first - 1
    if before < 0 or lowers[before] not in _OPENERS or before in claim.source:
        return claim
    if before - 1 not in claim.words and before not in claim.words:
        return claim
    words = tuple(i for i in claim.words if i != before)
    return replace(claim, words=words, content=(before, *claim.content)) if words else claim


def _fronted(layout: Layout, claim: Claim) -> set[int]:
    """ "In the end, he said, it rained": what stands before "he said" between commas is said, too."""
    if not claim.source or claim.frame.startswith(("n:", "prep:")):
        return set()
    tree, sentence, words = layout.tree, layout.sentence(claim.cue), {*claim.words, *claim.source}
    first, last = min(words), max(words)
    parted = first - 1 > sentence[0] and tree.words[first - 1] == "," == tree.words[min(last + 1, sentence[-1])]
    if not parted or last - first + 1 != len(words) or claim.content[0] < first:
        return set()
    before = range(sentence[0], first - 1)
    return set() if any(i in layout.quote_at for i in before) else set(before)


def _beside_cue(layout: Layout, claim: Claim, content: set[int]) -> set[int]:
    """ "“They fled,” he said on Friday as rebels came": after a quotation and its cue, when and how it was said.

    The tree may hang it on a word of the quotation; no mark that closes is crossed by what is said.
    """
    tree = layout.tree
    quoted = {layout.quote_at[i] for i in content if i in layout.quote_at}
    ended = [n for n in quoted if layout.quoted[n].statement and layout.quoted[n].words[-1] < claim.cue]
    if not ended or claim.cue in layout.quote_at:
        return set()
    after = {i for i in content if i > claim.cue and i not in layout.quote_at and i in layout.sentence(claim.cue)}
    tops = [i for i in after if tree.tokens[i].head not in after]
    loose = [i for i in tops if tree.relation(i) in ("advcl", "obl") and tree.tokens[i].head in layout.quote_at]
    return {j for i in loose for j in tree.subtree(i)} & after


def _placeholder(layout: Layout, claim: Claim) -> set[int]:
    """ "put it bluntly: “…”": "it" only holds the place of the quotation."""
    statement = any(layout.quoted[layout.quote_at[i]].statement for i in claim.content if i in layout.quote_at)
    first = claim.content[0]
    return {first} if statement and claim.frame == "obj" and layout.tree.lowers[first] == "it" else set()


def _silent(layout: Layout, words: tuple[int, ...]) -> set[int]:
    return {i for i in words if layout.tree.tokens[i].deprel == "punct"}


def _beside_quotation(layout: Layout, at: int) -> Iterator[Claim]:
    """A verb in a sentence with a quotation that the tree does not give to it, or right after one: "Why?" he asked."""
    tree = layout.tree
    if tree.tokens[at].upos != "VERB" or at in layout.quote_at or not layout.quoted:
        return
    sentence, near = layout.sentence(at), layout.quotations(at)
    if not near and len(sentence) <= _TAG and sentence[0] in layout.paragraph(at)[1:]:
        # A mark stands between the quotation and the sentence, so its last word is up to three places back.
        before = range(max(0, sentence[0] - 3), sentence[0])
        near = frozenset(layout.quote_at[i] for i in before if i in layout.quote_at)
    content = [i for n in sorted(near) if layout.quoted[n].statement for i in layout.quoted[n].words]
    holder, passive = subject(tree, at)
    if not content or holder is None or holder in content:
        return
    source = source_words(tree, holder, at)
    yield Claim(at, (at,), "quote", (*_leading(layout, at, content, source), *content), source, holder, passive)


def _leading(layout: Layout, at: int, content: list[int], source: tuple[int, ...]) -> list[int]:
    """ "said that it was “bad for us all”": the words from the cue up to a quotation that no mark parts from it."""
    tree, first = layout.tree, content[0]
    opening = layout.quoted[layout.quote_at[first]].quotation.span.start
    between = [i for i in range(at + 1, first) if tree.tokens[i].span.end <= opening]
    if not between or at not in layout.sentence(first) or set(between) & set(source):
        return []
    if any(tree.word(i) in ",:;—–-" for i in between[-1:]):
        return []
    start = next((n for n, i in enumerate(between) if tree.lowers[i] == "that"), 0)
    told = {i for c in tree.below(at, "obj", "iobj", "advmod", "obl") for i in tree.subtree(c)} if not start else set()
    return [i for i in between[start:] if i not in told]


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
    yield Claim(colon, (colon,), "colon", content, source, head_of(tree, source))
