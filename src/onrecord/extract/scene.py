"""Who and what the nominals of a document stand for: phrases, names, and whether they are people or things."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from functools import lru_cache

from onrecord.extract.actornouns import actor_of
from onrecord.extract.clauses import case
from onrecord.extract.countries import countries_in, country_of
from onrecord.extract.describedphrases import is_condition
from onrecord.extract.ownvoice import Voice, voice_of
from onrecord.extract.partywords import PARTIES, party, titled
from onrecord.extract.placelookup import type_of
from onrecord.extract.side import STATE, Side, side_of
from onrecord.extract.stretches import Stretches, stretches
from onrecord.extract.tree import Same, Tree, kept, tree_of
from onrecord.extract.triggers import nouns
from onrecord.model import Attribution, Document, Form, Kind, Mention, NameType, Participant, Role, Span, Toponym

_ANIMATE = frozenset({NameType.PER, NameType.ORG, NameType.GPE, NameType.NORP})
# "They" may be things: only a mention that is resolved can tell.
_PERSONAL = frozenset("he him she her we us i me you who whom everyone everybody someone somebody".split())
# "Dozens of soldiers" are soldiers.
_PARTS = frozenset(
    "dozen hundred thousand million number group majority part member lot score handful series range "
    "array variety".split()
)
# "The Kingdom of Norway" is Norway.
_REALMS = frozenset({"kingdom", "republic", "commonwealth", "sultanate", "emirate", "principality"})
_SHARES = frozenset("part half area region district north south east west portion stretch".split())
_AMOUNTS = frozenset("many most much some few several all".split())
_OURS = frozenset({"we", "us", "our", "ours", "ourselves"})
_MINE = frozenset({"i", "me", "my", "mine", "myself"})
# What a noun phrase keeps of its modifiers when it is quoted as a participant.
_OUTSIDE = frozenset(
    {"acl", "appos", "conj", "cc", "case", "parataxis", "advcl", "punct", "dep", "cop", "nsubj", "aux", "mark"}
)
_MARKS = (("“", "”"), ("‘", "’"), ('"', '"'))
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
    voice: Voice | None = None
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
        if lemma == "count" and word == self.tree.word(i):
            return False  # of an indictment, far more often than a nobleman
        if token.upos in ("NOUN", "PROPN", "ADJ") and not is_condition(self.tree, i):
            found = actor_of([word])
            return (
                lemma in nouns("person")
                or (found is not None and found.kind != "document")
                or self.country(i) is not None
            )
        return False

    def place(self, i: int) -> int | None:
        """The name that words give a place: Dori of "the town of Dori", but "parts" of "northern parts of Chad"."""
        if i in self.toponyms:
            return i
        tree, named = self.tree, [c for c in self.tree.children[i] if c in self.toponyms]
        of = [c for c in named if c > i and (case(tree, c) == "of" or tree.relation(c) == "appos")]
        if tree.lemmas[i] in _SHARES:
            return i if of else None
        before = any(tree.relation(c) in ("compound", "flat") for c in named)  # "in Rift State"
        return i if before else next(iter(of), None)

    def country(self, i: int) -> str | None:
        """ISO3 if the word itself names a country or its people."""
        return country_of(self.tree.word(i))

    def phrase(self, i: int, apart: frozenset[int] = frozenset()) -> Span:
        """The words of a nominal without article, relative clauses, appositions and conjuncts.

        apart: positions of nominals of their own that the reader hung into it as compounds.
        """
        return _quoted(self.tree.span(self._phrase(i, apart)), self.tree.text)

    def _phrase(self, i: int, apart: frozenset[int]) -> list[int]:
        kept = [i]
        for c in self.tree.children[i]:
            relation = self.tree.relation(c)
            if c in apart and case(self.tree, c) == "of" and self.animate(i) and not self.animate(c):
                continue  # "accused the banker of fraud"
            # "Many of its gains": what a word for an amount counts, which hangs on it as on an adjective.
            counted = relation == "obl" and self.tree.lemmas[i] in _AMOUNTS and case(self.tree, c) == "of"
            if relation in _OUTSIDE or (relation in ("amod", "obl", "advmod") and c > i and not counted):
                continue
            if relation == "nmod" and c > i and not self._belongs(i, c, apart):
                continue
            kept += self.tree.subtree(c, without=("acl", "acl:relcl", "parataxis", "advcl"))
        kept = _run(self._bridged(sorted(kept)), i)
        while len(kept) > 1 and (self._edge(kept[0]) or self._apart(kept[0], apart)):
            kept = kept[1:]
        while len(kept) > 1 and self.tree.tokens[kept[-1]].upos == "PUNCT":
            kept = kept[:-1]
        return kept

    def _bridged(self, positions: list[int]) -> list[int]:
        """With a bracket that stands inside the words: "300 kg (660 lb) of rice"."""
        return [
            k
            for one, other in zip(positions, [*positions[1:], positions[-1] + 1], strict=True)
            for k in (range(one, other) if self._bracket(one + 1, other - 1) else (one,))
        ]

    def _bracket(self, first: int, last: int) -> bool:
        return first < last and self.tree.word(first) == "(" and self.tree.word(last) == ")"

    def _apposed(self, i: int) -> int:
        """The name right behind a noun that tells what bears it: "the newspaper Le Jour" is Le Jour."""
        if self.tree.lemmas[i] in _REALMS:
            named = [c for c in self.tree.below(i, "nmod") if c > i and case(self.tree, c) == "of"]
            return next((c for c in named if self.country(c)), i)
        for c in self.tree.below(i, "appos", "flat"):
            known = self.mentions.get(c)
            if known is None or known.form is not Form.NAME or known.type not in _ANIMATE or i in self.types:
                continue
            beside = known.span.start == self.tree.tokens[i].span.end + 1 and self.tree.word(i).islower()
            if beside and not self.tree.below(c, "conj"):
                return c
        return i

    def _name(self, role: Role, mention: Mention) -> Span:
        """The words of a name, with the title that is printed with a capital; pronouns stay as they are."""
        if mention.form is not Form.NAME or role not in PARTIES:
            return mention.span
        return self.tree.span(titled(self.tree, self.inside(mention.span), mention))

    def _belongs(self, i: int, c: int, apart: frozenset[int]) -> bool:
        """Whether words after a noun say whose or where it is; "from" does of people ("doctors from Chad") who are not
        moved from there."""
        prep, people = case(self.tree, c), self.animate(c) and self.animate(i)
        return prep in _KEPT_CASES or (prep == "from" and people and c not in apart)

    def _named(self, role: Role, i: int, apart: frozenset[int]) -> Span:
        """The words of a nominal that takes part in this role."""
        kept = self._phrase(i, apart)
        if role in PARTIES and self.animate(i):
            kept = party(self.tree, self.document.quantities, kept, i)
        return _quoted(self.tree.span(kept), self.tree.text)

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
        i = self._apposed(i)
        mention, word = self.mentions.get(i), self.tree.word(i).lower()
        span = self._name(role, mention) if mention and mention.form is not Form.COMMON else self._named(role, i, apart)
        name, entity, country, sector = span.of(self.tree.text), None, self._country(i, span), None
        if mention:
            # The people of one state in another ("ethnic Turks in Bulgaria") have no country but what the mention says.
            country = mention.country if mention.type is NameType.NORP else mention.country or country
            entity, sector = mention.entity, mention.sector
            # A description is named as it stands here, where the phrase is cut to the one that takes part.
            first, last = max(span.start, mention.span.start), min(span.end, mention.span.end)
            cut = span != mention.span and first < last and mention.name == mention.span.of(self.tree.text)
            name = self.tree.text[first:last] if cut else mention.name or name
        if quote and quote.speaker and self.tree.tokens[i].upos == "PRON":
            speaker = quote.speaker
            if word in _OURS and (side := self._side(speaker)) is not None:
                return Participant(role, span, side.name, side.entity, side.country, side.sector)
            if word in _MINE and speaker.name:
                return Participant(role, span, speaker.name, speaker.entity, speaker.country, speaker.sector)
        if quote is None and self.voice is not None and self.tree.tokens[i].upos == "PRON":
            state, author = self.voice.ids
            if word in _OURS:
                return Participant(role, span, self.voice.state, state, self.voice.country)
            if word in _MINE and self.voice.author is not None:
                return Participant(role, span, self.voice.author, author, self.voice.country, "GOV")
        if quote and quote.speaker and country is None and sector in STATE and self._ours(i):
            side = self._side(quote.speaker)  # "our troops"
            country = side.country if side is not None and side.state else None
        if mention and mention.form is Form.PRONOUN and entity is not None:
            span = self._naming(role, i, mention) or span
        return Participant(role, span, name, entity, country, sector)

    def _naming(self, role: Role, i: int, pronoun: Mention) -> Span | None:
        """The words in the pronoun's sentence that say who it is: better evidence of that than the pronoun."""
        tokens, at = self.tree.tokens, i - 1
        while at >= 0 and tokens[at].sentence == tokens[i].sentence:
            other = self.mentions.get(at)
            if other is not None and other.entity == pronoun.entity and other.form is not Form.PRONOUN:
                return other.span if other.form is Form.NAME else self._named(role, at, frozenset())
            at -= 1
        return None

    def _ours(self, i: int) -> bool:
        return any(self.tree.word(c).lower() in _OURS for c in self.tree.below(i, "nmod:poss"))

    def _side(self, speaker: Mention) -> Side | None:
        if speaker not in self.sides:  # the same few people speak all through a report
            self.sides[speaker] = side_of(self.tree, self.mentions, self.types, speaker)
        return self.sides[speaker]

    def _country(self, i: int, span: Span) -> str | None:
        """The one country named in a phrase for people or a body, or that of the place or body they are from; several,
        or a thing, give none."""
        found = countries_in(span.of(self.tree.text))
        if found or not self.animate(i):
            return found[0] if len(found) == 1 and self.animate(i) else None
        home = (
            c for c in self.tree.below(i, "nmod") if case(self.tree, c) == "from" and self.tree.tokens[c].span in span
        )
        known = (self.mentions.get(self._apposed(c)) for c in home)
        return next((m.country for m in known if m is not None), None)


def scene_of(document: Document) -> Scene:
    """Everything the layers before events say, by token. The last one is kept for the next stage."""
    return replace(_scene(_Before(document)), document=document)


class _Before:
    """A document as a key: with the same layers before events it is the same."""

    __slots__ = ("document", "layers")

    def __init__(self, document: Document) -> None:
        self.document = document
        read = (document.tokens, document.names, document.mentions, document.toponyms, document.timexes)
        self.layers = tuple(Same(layer) for layer in read)

    def __hash__(self) -> int:
        return hash(self.layers)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Before) and self.layers == other.layers


@lru_cache(maxsize=1)
def _scene(before: _Before) -> Scene:
    document, tree = before.document, tree_of(before.document)
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
    starting = tuple(t.span.start for t in document.tokens)
    return Scene(document, tree, heads, types, toponyms, times, starting, voice_of(document.report))


def quote_of(document: Document, span: Span) -> Attribution | None:
    """The innermost direct or mixed quotation around the words that is given between quotation marks."""
    around = _quotations(document.attributions).around(span)
    return document.attributions[min(around)[1]] if around else None


@kept
def _quotations(attributions: tuple[Attribution, ...]) -> Stretches:
    """What is quoted, and by which attribution."""
    given = [(n, a) for n, a in enumerate(attributions) if a.kind is not Kind.INDIRECT]
    return stretches((part, n) for n, a in given for part in a.content)


def _covered(document: Document, starts: dict[int, int], span: Span) -> list[int]:
    found = []
    i = starts.get(span.start)
    while i is not None and i < len(document.tokens) and document.tokens[i].span.start < span.end:
        found.append(i)
        i += 1
    return found


def _quoted(span: Span, text: str) -> Span:
    """The words with the quotation mark right beside them whose other half is among them: "“aggressive” West"."""
    words = span.of(text)
    for opening, closing in _MARKS:
        opened, closed = (words.count(opening), words.count(closing)) if opening != closing else (0, 0)
        odd = opening == closing and words.count(opening) % 2 == 1
        if (closed > opened or odd) and text[max(0, span.start - 1) : span.start] == opening:
            return Span(span.start - 1, span.end)
        if (opened > closed or odd) and text[span.end : span.end + 1] == closing:
            return Span(span.start, span.end + 1)
    return span


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
