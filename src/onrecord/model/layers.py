"""What the stages find: one noun a layer, each pointing into the text of its report."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model.terms import (
    Certainty,
    Form,
    Kind,
    NameType,
    Nature,
    Polarity,
    Role,
    Saying,
    Status,
    TimexType,
)
from onrecord.model.text import Span


@dataclass(frozen=True, slots=True)
class Token:
    """A syntactic word. `head` is the position of its head in Document.tokens, -1 at a root.

    upos, deprel and morph are Universal Dependencies v2 (morph as "Tense=Past|VerbForm=Fin", may be empty);
    sentence is the position of its sentence in Document.sentences.
    """

    span: Span
    upos: str
    lemma: str
    head: int
    deprel: str
    morph: str = ""
    sentence: int = 0


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name, without leading article and trailing 's."""

    span: Span
    type: NameType


@dataclass(frozen=True, slots=True)
class Credit:
    """An attribution as the reader links it, before any rule has looked at it. All are positions in Document.tokens.

    cue: the reporting words, the first of which the rest hangs on. source may be empty; each part may be in pieces.
    score: 0 to 1, mean (geometric) of how sure the cue is and how sure its content words are on average. Doubtful
    ones are here too, and two may share words: a later stage chooses.
    """

    cue: tuple[int, ...]
    source: tuple[int, ...]
    content: tuple[int, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Commitment:
    """How far the text commits itself to what a word tells of (event factuality).

    token: position in Document.tokens. event: 0 to 1, how likely the word is one that tells of an event. value: from
    -3 (certainly not so) over 0 (open) to 3 (certainly so).
    """

    token: int
    event: float
    value: float


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a predicate (PropBank). token: position of its head word; role: "ARG0", "ARGM-TMP" …"""

    role: str
    token: int
    score: float


@dataclass(frozen=True, slots=True)
class Frame:
    """A predicate (PropBank) with its arguments. token: its position in Document.tokens; score: 0 to 1."""

    token: int
    score: float
    arguments: tuple[Argument, ...] = ()


@dataclass(frozen=True, slots=True)
class Act:
    """What the reader takes a word for: which sort of act (PLOVER), how it stands, who does it, to or for whom.

    token: position in Document.tokens. types: PLOVER types and "none" with probabilities, statuses: likewise, the
    likely ones, likeliest first. actors, recipients: head words in the same sentence, with probabilities.
    """

    token: int
    types: tuple[tuple[str, float], ...]
    statuses: tuple[tuple[str, float], ...]
    actors: tuple[tuple[int, float], ...] = ()
    recipients: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """The head word of a mention and that of the last mention before it of the same entity (coreference).

    antecedent: None where the mention is most likely the first of its entity. Positions in Document.tokens; score:
    0 to 1, of this choice among all earlier mentions in sight and none.
    """

    mention: int
    antecedent: int | None
    score: float


@dataclass(frozen=True, slots=True)
class Timex:
    """A TIMEX3 expression.

    value: ISO 8601 or TIMEX3 value ("2022-06-25", "2022-W25", "P3D", "PRESENT_REF"), None where the text does not
    say. anchor: what it was resolved against ("dct", "dateline", "timex 40:49", "event 12:19" …), None if nothing
    was needed. reason: one sentence for people. mod: TIMEX3 modifier (APPROX, START …) or None.
    """

    span: Span
    type: TimexType
    value: str | None
    anchor: str | None = None
    reason: str = ""
    mod: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the gazetteer. lat, lon in degrees (WGS 84), both None where no point is known.

    precision: point, city, district, region, country or area: a map must never show a finer pin.
    country: ISO 3166-1 alpha-3 or None (seas, regions over several countries).
    """

    geonames_id: int | None
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: str


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name in the text and the gazetteer entry it most likely means; `place` None is "no match".

    score: 0 to 1, the program's own. metonym: stands for an actor ("Washington said"), so no place of an event.
    """

    span: Span
    name: str
    place: Place | None
    score: float
    metonym: bool = False
    candidates: tuple[tuple[Place, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount. value: the number, or None for "several"; unit: lemma of what is counted ("missile") or a unit
    symbol ("USD", "percent"). bound: "exact", "at least", "at most", "about". noun: position in Document.tokens of
    the counted noun, or None. kind: of a toll, what became of those counted ("killed", "wounded", "missing",
    "arrested", "abducted", "displaced", "evacuated", "rescued", "infected"); None for all else."""

    span: Span
    value: float | None
    unit: str | None
    bound: str = "exact"
    noun: int | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """Words for somebody or something, and who or what that is within this report.

    head: position of its head word in Document.tokens. name: the fullest name that the report gives the same
    entity, None where unresolved (an honest answer). entity: id shared by all mentions of one entity. country:
    ISO 3166-1 alpha-3. sector: PLOVER sector (GOV, MIL …). score: 0 to 1, how sure the link is. nature: what sort of
    entity, None where the words do not tell. candidates: where the report leaves two or more in question, their names
    with scores, best first; `name` is None then. members: heads of the mentions that a plural pronoun stands for
    together ("they" after "Norway and Chad"); `name` is None then, too.
    """

    span: Span
    head: int
    form: Form
    name: str | None = None
    entity: str | None = None
    type: NameType | None = None
    country: str | None = None
    sector: str | None = None
    score: float = 1.0
    nature: Nature | None = None
    candidates: tuple[tuple[str, float], ...] = ()
    members: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Thing:
    """A weapon, vehicle, aircraft, ship, medicine … that the text names, and what sort of thing it is.

    span: its words. name: as the table has it ("Iskander"), else as written. type: "missile system", "fighter
    aircraft" …; variant: what tells it from others of its name ("M"), None where the text gives none. entity: id
    shared by all that is called so, in every report.
    """

    span: Span
    name: str
    type: str
    variant: str | None = None
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words credited to a source. Each part may be in pieces; source and addressee may be missing.

    saying: what the source does in saying it (promises, denies …). speaker and addressee: the mentions that they
    resolve to; joint: those who say it together with the speaker ("A and B said"). said: the timex of the saying, if
    the text gives one. negated: the cue is a denial or refusal ("denied
    that", "declined to say"). score: 0 to 1, how likely annotators would mark it, borders aside.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: Kind
    speaker: Mention | None = None
    addressee: Mention | None = None
    said: Timex | None = None
    negated: bool = False
    score: float = 1.0
    saying: Saying = Saying.SAID
    joint: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody or something that takes part in an event. span: its words. name: as resolved, else as written."""

    role: Role
    span: Span
    name: str
    entity: str | None = None
    country: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, is to happen or did not. trigger: its word; head: that word's position in Document.tokens.

    type and mode: PLOVER (AGREE, CONSULT …), None where none fits. lemma: dictionary form of the trigger.
    time, place: the expressions in the text that date and locate this very event. contexts: those of PLOVER that it
    stands in ("military", "health"). things: those that take part, or belong to who does.
    """

    trigger: Span
    head: int
    lemma: str
    type: str | None = None
    mode: str | None = None
    participants: tuple[Participant, ...] = ()
    time: Timex | None = None
    place: Toponym | None = None
    quantities: tuple[Quantity, ...] = ()
    contexts: tuple[str, ...] = ()
    things: tuple[Thing, ...] = ()


@dataclass(frozen=True, slots=True)
class Factuality:
    """The standing of the event with the same trigger. words: those that decide it ("not clear", "will")."""

    trigger: Span
    certainty: Certainty
    polarity: Polarity
    status: Status
    words: tuple[Span, ...] = ()
