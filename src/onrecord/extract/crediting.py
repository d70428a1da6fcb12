"""Set phrases that credit: "according to X", "per X", "in the words of X"; and sources cited by sources, "citing X"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.extract.actornouns import word_actor
from onrecord.extract.claims import Claim, clause_of
from onrecord.extract.credited import head_of
from onrecord.extract.cuewords import source_words, trimmed
from onrecord.extract.quotelayout import Layout
from onrecord.extract.tree import Tree

# The words of each, in lower case, the longest first.
_PHRASES = (("according", "to"), ("as", "per"), ("per",))
CREDITING = frozenset(phrase[0] for phrase in _PHRASES)  # words that one may start with
# These credit beyond doubt.
_CERTAIN = (
    *(("in", "the", noun, "of") for noun in ("words", "view", "opinion", "judgment", "judgement", "telling")),
    ("by", "the", "account", "of"),
    ("by", "the", "estimate", "of"),
)
_PUT = frozenset({"put", "puts"})
_OWN = frozenset({"view", "opinion", "words", "judgment", "judgement", "telling", "estimation"})
_WORDED = frozenset({"in", "by", "as", "saying"}) | _OWN
CITING = frozenset({"citing", "quoting"})
FRAME_CITING = "citing"
FRAME_DASH = "dash"
_DASHES = frozenset({"-", "–", "—", "―", "--", "~"})
_LONGEST_NAME = 12
# A name in an apposition; more words are a clause of their own.
_SHORT = 4
# What a noun phrase without its clauses is made of.
_NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON", "PART", "ADP", "CCONJ", "ADV"})
_ENDS = frozenset(", ; : . — – -- ( ) [ ] ! ?".split()) | frozenset('"“”')


def crediting(layout: Layout, at: int) -> Iterator[Claim]:
    """The set phrase that starts at the word, if any does."""
    tree = layout.tree
    if tree.lowers[at] not in CREDITING:
        return
    phrase = next((p for p in _PHRASES if _reads(tree, at, p)), None)
    if phrase is None or (phrase == ("per",) and not _per_whom(layout, at)):
        return
    frame = "prep:according to" if len(phrase) > 1 else "prep:per"
    yield from _phrased(layout, range(at, at + len(phrase)), frame)


def worded(layout: Layout) -> Iterator[Claim]:
    """ "In the words of X, …", "in X's view": as good as certain."""
    for at, word in enumerate(layout.tree.lowers):
        if word not in _WORDED:
            continue
        if word in ("in", "by"):
            phrase = next((p for p in _CERTAIN if _reads(layout.tree, at, p)), None)
            if phrase is not None:
                yield from _phrased(layout, range(at, at + len(phrase)), "prep:according to")
        elif word in _OWN:
            yield from _owned(layout, at)
        elif word == "as":
            yield from _put(layout, at)
        elif word == "saying":
            yield from _quoted_as_saying(layout, at)


def _put(layout: Layout, at: int) -> Iterator[Claim]:
    """ "as one farmer put it"."""
    tree, sentence = layout.tree, layout.sentence(at)
    verb = next((i for i in range(at + 2, min(at + _LONGEST_NAME, sentence[-1])) if tree.lowers[i] in _PUT), None)
    if verb is None or tree.lowers[verb + 1] != "it":
        return
    source = trimmed(tree, [i for i in range(at + 1, verb) if tree.tokens[i].upos != "AUX"])
    words = (at, verb, verb + 1)
    if not source or any(tree.tokens[i].upos not in _NOMINAL for i in source):
        return
    content = _rest(layout, words, source, head_of(tree, source))
    if content:
        yield Claim(verb, words, "as", content, source, head_of(tree, source))


def _quoted_as_saying(layout: Layout, at: int) -> Iterator[Claim]:
    """ "X was quoted as saying that Y", "the paper quotes X as saying that Y": X says it; the paper, too, if named."""
    tree = layout.tree
    verb = next((up for up in tree.above(at) if tree.lemmas[up] in ("quote", "cite")), None)
    if verb is None or at == 0 or tree.lowers[at - 1] != "as":
        return
    who = [*tree.below(verb, "nsubj:pass"), *tree.below(verb, "obj")]
    top = tree.below(at, "ccomp", "obj", "parataxis")
    content = trimmed(tree, tree.subtree(top[0])) if top else _quotations(layout, at)
    if not who or not content:
        return
    passive = bool(tree.below(verb, "nsubj:pass"))
    source = source_words(tree, who[0], verb)
    agents = [c for c in tree.below(verb, "obl") if any(tree.lowers[k] == "by" for k in tree.below(c, "case"))]
    papers = agents if passive else tree.below(verb, "nsubj")
    for paper in papers[:1]:
        yield Claim(verb, (verb,), "that", content, source_words(tree, paper, verb), paper)
    yield Claim(at, (at - 1, at) if papers else (verb, at - 1, at), FRAME_CITING, content, source, who[0])


def _phrased(layout: Layout, words: range, frame: str) -> Iterator[Claim]:
    source = _source(layout, words[-1] + 1)
    holder = head_of(layout.tree, source) if source else 0
    content = _rest(layout, tuple(words), source, holder) if source else ()
    if content:
        yield Claim(words[0], tuple(words), frame, content, source, holder)


def _owned(layout: Layout, at: int) -> Iterator[Claim]:
    """ "in the auditors' view": with a mark on one side at least, else it is no remark on the sentence."""
    tree, sentence = layout.tree, layout.sentence(at)
    owner = next((c for c in tree.below(at, "nmod:poss")), None)
    first = next((c for c in tree.below(at, "case") if c < at and tree.lowers[c] == "in"), None)
    if owner is None or first is None or (first > sentence[0] and tree.word(first - 1) != ","):
        return
    if at < sentence[-1] and tree.word(at + 1) not in _ENDS and tree.word(at + 1) != ".":
        return
    source = trimmed(tree, [i for i in tree.subtree(owner, ("case",)) if first < i < at])
    content = _rest(layout, (first, at), source, at) if source else ()
    if content:
        yield Claim(at, (first, at), "prep:according to", content, source, owner)


def _per_whom(layout: Layout, at: int) -> bool:
    """ "per the contract", never "ten per day"."""
    tree, sentence = layout.tree, layout.sentence(at)
    if at in layout.facts.names or (tree.word(at) != "per" and at != sentence[0]):
        return False  # Per Lund
    parted = at == sentence[0] or tree.word(at - 1) == ","
    after = tree.word(at + 1)
    return after[:1].isupper() or (parted and after.lower() in ("the", "its", "their", "a"))


def citing(layout: Layout, chosen: Sequence[Claim]) -> Iterator[tuple[int, Claim, Claim]]:
    """ "The agency reports, citing two officials, that X": the officials are credited with X, too.

    chosen: the claims so far. Gives the place of the one who cites, that claim without the words of the citation, and
    the claim of whoever is cited. Nothing where nobody is credited in the sentence: "he spoke, quoting Goethe".
    """
    tree = layout.tree
    for at, word in enumerate(tree.lowers):
        objects = tree.below(at, "obj") if word in CITING else []
        if not objects or at in layout.quote_at or not _is_somebody(layout, objects[0]):
            continue
        source = trimmed(tree, tree.subtree(objects[0], ("parataxis", "advcl", "ccomp", "acl:relcl")))
        near = [n for n, c in enumerate(chosen) if c.cue in layout.sentence(at) and c.cue != at]
        if near:
            place = min(near, key=lambda n: abs(chosen[n].cue - at))
            outer = chosen[place]
            content = trimmed(tree, [i for i in outer.content if i not in source and i != at])
            if content:
                inner = Claim(at, (at,), FRAME_CITING, content, source, objects[0])
                yield place, replace(outer, content=content), inner


def dashed(layout: Layout) -> Iterator[Claim]:
    """ "“…” – Ann Lee": a quotation, a dash and a name to the end of the line, or on the next line."""
    tree = layout.tree
    for quoted in layout.quoted:
        dash = quoted.words[-1] + 1 if quoted.words else 0
        while dash < len(tree.tokens) and tree.tokens[dash].span.start < quoted.quotation.span.end:
            dash += 1
        if not quoted.statement or dash >= len(tree.tokens) - 1 or tree.word(dash) not in _DASHES:
            continue
        here = layout.paragraph(dash)
        source = trimmed(tree, range(dash + 1, here[-1] + 1))
        named = bool(source) and source[0] in layout.facts.names and not any(i in layout.quote_at for i in source)
        if named and len(source) <= _LONGEST_NAME and not any(tree.tokens[i].upos in ("VERB", "AUX") for i in source):
            words = trimmed(tree, [i for i in quoted.words if i not in source])
            yield Claim(dash, (dash,), FRAME_DASH, words, source, head_of(tree, source))


def _quotations(layout: Layout, at: int) -> tuple[int, ...]:
    """The statements in quotation marks of the sentence, or of the one right before."""
    sentence = layout.sentence(at)
    near = range(max(0, sentence[0] - 3), sentence[-1] + 1)
    places = {layout.quote_at[i] for i in near if i in layout.quote_at}
    return tuple(sorted(i for n in places if layout.quoted[n].statement for i in layout.quoted[n].words))


def _is_somebody(layout: Layout, at: int) -> bool:
    document = word_actor(layout.tree.lemmas[at])
    return at in layout.facts.people or at in layout.facts.names or document is not None


def _reads(tree: Tree, at: int, phrase: tuple[str, ...]) -> bool:
    if tree.lowers[at] != phrase[0] or at + len(phrase) >= len(tree.tokens):
        return False
    return all(tree.lowers[at + n] == word for n, word in enumerate(phrase))


def _source(layout: Layout, start: int) -> tuple[int, ...]:
    """The noun phrase that starts here: what the tree hangs on its head, else the words up to a mark or a verb."""
    tree, sentence = layout.tree, layout.sentence(start - 1)
    run = start
    while run <= sentence[-1] and tree.word(run) not in _ENDS and _in_phrase(tree, run):
        if run > start and tree.tokens[run].upos == "DET" and tree.tokens[run - 1].upos == "PROPN":
            break  # "according to Lee the shop was shut"
        run += 1
    if run == start:
        return ()
    plain = range(start, run)
    tops = [i for i in plain if tree.tokens[i].head not in plain and tree.tokens[i].upos in ("NOUN", "PROPN", "PRON")]
    if len(tops) == 1:
        left_out = {i for c in _foreign(tree, tops[0]) for i in tree.subtree(c)}
        whole = [i for i in tree.subtree(tops[0], ("parataxis", "advcl", "ccomp")) if i >= start and i not in left_out]
        if set(plain) <= set(whole) and whole[-1] - whole[0] + 1 == len(whole):
            return trimmed(tree, whole)
    return trimmed(tree, _with_apposition(layout, plain, sentence))


def _in_phrase(tree: Tree, at: int) -> bool:
    """A word of a noun phrase; a participle before the noun and "United", which looks like one, are too."""
    token = tree.tokens[at]
    if token.upos in _NOMINAL or (token.upos == "PUNCT" and tree.word(at) in ("-", "‐")):
        return True
    return token.upos == "VERB" and (token.deprel in ("amod", "compound", "flat") or tree.word(at)[:1].isupper())


def _foreign(tree: Tree, head: int) -> list[int]:
    """Clauses that the tree hangs on a source by mistake, and those whom the source cites in its turn."""
    mine = tree.subtree(head)
    joined = [c for c in mine if tree.relation(c) == "conj" and tree.below(c, "nsubj")]
    return [*joined, *(c for c in mine if tree.lowers[c] in CITING)]


def _with_apposition(layout: Layout, plain: range, sentence: range) -> range:
    """ "the team's coach, Ann Lee," and "Ann Lee, the coach,": one source."""
    tree, stop = layout.tree, plain.stop
    if stop >= sentence[-1] or tree.word(stop) != ",":
        return plain
    end = stop + 1
    while end <= sentence[-1] and tree.word(end) not in _ENDS and tree.tokens[end].upos in _NOMINAL:
        end += 1
    inner = range(stop + 1, end)
    named = any(i in layout.facts.people or i in layout.facts.names for i in inner)
    beside = any(tree.tokens[i].deprel == "appos" and tree.tokens[i].head in plain for i in inner)
    closed = end > sentence[-1] or tree.word(end) in _ENDS
    return range(plain.start, end) if closed and (beside or (named and len(inner) <= _SHORT)) else plain


def _rest(layout: Layout, words: tuple[int, ...], source: tuple[int, ...], holder: int) -> tuple[int, ...]:
    """The clause that the phrase stands in, without the phrase; all of the sentence where it opens or closes it."""
    tree, sentence = layout.tree, layout.sentence(words[0])
    mine = {*words, *source}
    edge = words[0] == sentence[0] or _closes(tree, sentence, source)
    top = next((up for up in tree.above(holder) if up not in mine), None)
    clause = list(sentence) if edge or top is None else tree.subtree(clause_of(tree, top))
    return trimmed(tree, [i for i in clause if i not in mine])


def _closes(tree: Tree, sentence: range, source: tuple[int, ...]) -> bool:
    return all(tree.tokens[i].deprel == "punct" for i in range(source[-1] + 1, sentence[-1] + 1))
