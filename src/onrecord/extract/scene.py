"""Who and what the nominals of a document stand for: phrases, names, and whether they are people or things."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import lru_cache

from onrecord.extract.actornouns import actor_of
from onrecord.extract.clauses import case
from onrecord.extract.countries import countries_in, country_of
from onrecord.extract.placelookup import type_of
from onrecord.extract.side import STATE, Side, side_of
from onrecord.extract.tree import Same, Tree, tree_of
from onrecord.extract.triggers import nouns
from onrecord.model import Attribution, Document, Form, Kind, Mention, NameType, Participant, Role, Span, Toponym

_ANIMATE = frozenset({NameType.PER, NameType.ORG, NameType.GPE, NameType.NORP})
# "They" may be things: only a mention that is resolved can tell.
_PERSONAL = frozenset("he him she her we us i me you who whom everyone everybody someone somebody".split())
# "Dozens of soldiers" are soldiers.
_PARTS = frozenset("dozen hundred thousand million number group majority part member lot score handful series".split())
_OURS = frozenset({"we", "us", "our", "ours", "ourselves"})
_MINE = frozenset({"i", "me", "my", "mine", "myself"})
# What a noun phrase keeps of its modifiers when it is quoted as a participant.
_OUTSIDE = frozenset(
    {"acl", "appos", "conj", "cc", "case", "parataxis", "advcl", "punct", "dep", "cop", "nsubj", "aux", "mark"}
)
_KEPT_CASES = frozenset({"of", "in", "for"})


@dataclass(frozen=True, slots=True)
class Scene:
    """A document with its tree and what is known about each token."""

    document: Document
    tree: Tree
    mentions: dict[int, Mention]
    types: dict[int, NameType]
    toponyms: dict[int, Toponym]
    times: frozenset[int]
    starts: tuple[int, ...]
    sides: dict[Mention, Side | None] = field(default_factory=dict, compare=False, repr=False)

    def inside(self, span: Span) -> list[int]:
        """Positions of the tokens that lie wholly inside the span."""
        first = bisect_left(self.starts, span.start)
        last = bisect_left(self.starts, span.end)
        return [i for i in range(first, last) if self.tree.tokens[i].span in span]

    def animate(self, i: int) -> bool:
        """Whether the nominal is somebody who can be acted upon: a person, a body, a people or a country."""
        if self.tree.tokens[i].lemma.lower() in _PARTS:
            members = [c for c in self.tree.below(i, "nmod") if case(self.tree, c) == "of"]
            if members:
                return any(self.animate(c) for c in members)
        mention = self.mentions.get(i)
        kind = (mention.type if mention else None) or self.types.get(i)
        if kind is not None:
            return kind in _ANIMATE
        if mention and mention.sector:
            return True  # officials, troops, voters: PLOVER sectors are sectors of actors
        word, token = self.tree.word(i).lower(), self.tree.tokens[i]
        if token.upos == "PRON":
            return word in _PERSONAL
        lemma = token.lemma.lower()
        if token.upos in ("NOUN", "PROPN", "ADJ"):
            found = actor_of([word])
            return (
                lemma in nouns("person")
                or (found is not None and found.kind != "document")
                or self.country(i) is not None
            )
        return False

    def country(self, i: int) -> str | None:
        """ISO3 if the word itself names a country or its people."""
        return country_of(self.tree.word(i))

    def phrase(self, i: int, apart: frozenset[int] = frozenset()) -> Span:
        """The words of a nominal without article, relative clauses, appositions and conjuncts.

        apart: positions of nominals of their own that the reader hung into it as compounds.
        """
        kept = [i]
        for c in self.tree.children[i]:
            relation = self.tree.relation(c)
            if c in apart and case(self.tree, c) == "of" and self.animate(i) and not self.animate(c):
                continue  # "accused the banker of fraud"
            if relation in _OUTSIDE or (relation == "amod" and c > i) or (relation in ("obl", "advmod") and c > i):
                continue
            if relation == "nmod" and c > i and case(self.tree, c) not in _KEPT_CASES:
                continue
            kept += self.tree.subtree(c, without=("acl", "acl:relcl", "parataxis", "advcl"))
        kept = _run(sorted(kept), i)
        while len(kept) > 1 and (self._edge(kept[0]) or self._apart(kept[0], apart)):
            kept = kept[1:]
        while len(kept) > 1 and self.tree.tokens[kept[-1]].upos == "PUNCT":
            kept = kept[:-1]
        return self.tree.span(kept)

    def _edge(self, i: int) -> bool:
        token, word = self.tree.tokens[i], self.tree.word(i).lower()
        after = self.tree.word(i + 1).lower() if i + 1 < len(self.tree.tokens) else ""
        bound = word == "up" and after == "to"  # "up to 40 people", "at least 40 people"
        bound = bound or (word in ("least", "most") and i > 0 and self.tree.word(i - 1).lower() == "at")
        return (
            bound
            or word == "not"  # "hundreds if not thousands"
            or token.upos in ("PUNCT", "ADP", "CCONJ")
            or (token.upos == "DET" and token.lemma.lower() in ("the", "a", "an"))
        )

    def _apart(self, i: int, apart: frozenset[int]) -> bool:
        loose = self.tree.tokens[i].deprel in ("compound", "nmod", "flat")
        unmarked = self.tree.tokens[i].deprel == "nmod:poss" and not self.tree.below(i, "case")
        return i in apart and (loose or unmarked)

    def participant(
        self, role: Role, i: int, quote: Attribution | None, apart: frozenset[int] = frozenset()
    ) -> Participant:
        """The nominal as a participant; in a direct quotation "we" is whom the speaker speaks for."""
        mention, word = self.mentions.get(i), self.tree.word(i).lower()
        span = mention.span if mention and mention.form is not Form.COMMON else self.phrase(i, apart)
        name, entity, country, sector = span.of(self.tree.text), None, self._country(i, span), None
        if mention:
            # The people of one state in another ("ethnic Turks in Bulgaria") have no country but what the mention says.
            country = mention.country if mention.type is NameType.NORP else mention.country or country
            entity, sector = mention.entity, mention.sector
            # A description is named as it stands here, where the phrase is cut to the one that takes part.
            cut = span != mention.span and span in mention.span and mention.name == mention.span.of(self.tree.text)
            name = name if cut else mention.name or name
        if quote and quote.speaker and self.tree.tokens[i].upos == "PRON":
            speaker = quote.speaker
            if word in _OURS and (side := self._side(speaker)) is not None:
                return Participant(role, span, side.name, side.entity, side.country, side.sector)
            if word in _MINE and speaker.name:
                return Participant(role, span, speaker.name, speaker.entity, speaker.country, speaker.sector)
        if quote and quote.speaker and country is None and sector in STATE and self._ours(i):
            side = self._side(quote.speaker)  # "our troops"
            country = side.country if side is not None and side.state else None
        if mention and mention.form is Form.PRONOUN and entity is not None:
            span = self._naming(i, mention) or span
        return Participant(role, span, name, entity, country, sector)

    def _naming(self, i: int, pronoun: Mention) -> Span | None:
        """The words in the pronoun's sentence that say who it is: better evidence of that than the pronoun."""
        tokens, at = self.tree.tokens, i - 1
        while at >= 0 and tokens[at].sentence == tokens[i].sentence:
            other = self.mentions.get(at)
            if other is not None and other.entity == pronoun.entity and other.form is not Form.PRONOUN:
                return other.span if other.form is Form.NAME else self.phrase(at)
            at -= 1
        return None

    def _ours(self, i: int) -> bool:
        return any(self.tree.word(c).lower() in _OURS for c in self.tree.below(i, "nmod:poss"))

    def _side(self, speaker: Mention) -> Side | None:
        if speaker not in self.sides:  # the same few people speak all through a report
            self.sides[speaker] = side_of(self.tree, self.mentions, self.types, speaker)
        return self.sides[speaker]

    def _country(self, i: int, span: Span) -> str | None:
        """The one country named in a phrase for people or a body; several, or a thing, give none."""
        found = countries_in(span.of(self.tree.text))
        return found[0] if len(found) == 1 and self.animate(i) else None


def scene_of(document: Document) -> Scene:
    """Everything the layers before events say, by token."""
    tree = tree_of(document)
    heads = {m.head: m for m in document.mentions if 0 <= m.head < len(document.tokens)}
    starts = {t.span.start: i for i, t in enumerate(document.tokens)}
    for mention in tuple(heads.values()):
        # Where the reader tore a name apart, each of its words stands for it.
        own = (mention.name or "").split() if mention.form is Form.NAME else []
        for i in _covered(document, starts, mention.span) if len(own) > 1 else ():
            if document.tokens[i].span.of(document.text) in own:
                heads.setdefault(i, mention)
    types: dict[int, NameType] = {}
    for name in document.names:
        kind = type_of(name.span.of(document.text), name.type)
        types.update(dict.fromkeys(_covered(document, starts, name.span), kind))
    toponyms = {i: t for t in document.toponyms for i in _covered(document, starts, t.span)}
    times = frozenset(i for t in document.timexes for i in _covered(document, starts, t.span))
    return Scene(document, tree, heads, types, toponyms, times, tuple(t.span.start for t in document.tokens))


def quote_of(document: Document, span: Span) -> Attribution | None:
    """The innermost direct or mixed quotation around the words that is given between quotation marks."""
    quotations = _quotations(Same(document.attributions))
    around = [(end - start, n) for start, end, n in quotations if start <= span.start and span.end <= end]
    return document.attributions[min(around)[1]] if around else None


@lru_cache(maxsize=1)
def _quotations(read: Same[tuple[Attribution, ...]]) -> tuple[tuple[int, int, int], ...]:
    """Start and end of what is quoted, and by which attribution."""
    given = [(n, a) for n, a in enumerate(read.layer) if a.kind is not Kind.INDIRECT]
    return tuple((part.start, part.end, n) for n, a in given for part in a.content)


def _covered(document: Document, starts: dict[int, int], span: Span) -> list[int]:
    found = []
    i = starts.get(span.start)
    while i is not None and i < len(document.tokens) and document.tokens[i].span.start < span.end:
        found.append(i)
        i += 1
    return found


def _run(positions: list[int], head: int) -> list[int]:
    """The stretch around `head`; a gap of more than two words ends it."""
    kept = [head]
    for at in [p for p in positions if p > head]:
        if at - kept[-1] > 3:
            break
        kept.append(at)
    for at in reversed([p for p in positions if p < head]):
        if kept[0] - at > 3:
            break
        kept.insert(0, at)
    return kept
