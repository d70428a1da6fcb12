"""Records in words for a page: who says so as one sentence, names as links, values as people write them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote, urlencode

from onrecord.cli.words import UNNAMED, act, amount, clean, day, many
from onrecord.extract.countries import countries
from onrecord.ledger import Header
from onrecord.link import key
from onrecord.model import Kind, Participant, Record, Role, Saying, SourceLink, Status, steps

__all__ = ["UNNAMED", "act", "amount", "clean", "day", "many"]

STATUS_MEANS = {
    Status.REPORTED: "told as having happened",
    Status.ONGOING: "told as happening now",
    Status.PLANNED: "promised, planned or expected",
    Status.REQUESTED: "asked for, demanded or ordered",
    Status.POSSIBLE: "held to be possible",
    Status.CONDITIONAL: "if something else comes about",
    Status.DENIED: "said not to be so, by who is credited",
    Status.NOT_DONE: "told as not having happened",
    Status.UNCLEAR: "left open by the report",
}
# What a source did with its words, as the verb of a sentence.
_DID = {
    Saying.BELIEVES: "believes so",
    Saying.FEARS: "fears so",
    Saying.WANTS: "wants it",
    Saying.PLANS: "plans it",
    Saying.DENIED: "denied it",
    Saying.DECLINED: "declined",
    Saying.PROMISED: "promised it",
    Saying.ORDERED: "ordered it",
    Saying.PROPOSED: "proposed it",
    Saying.CONFIRMED: "confirmed it",
    Saying.ADMITTED: "admitted it",
    Saying.ESTIMATED: "estimated it",
    Saying.SHOWED: "showed it",
    Saying.ANNOUNCED: "announced it",
    Saying.CLAIMED: "claimed it",
    Saying.ASKED: "asked for it",
    Saying.QUESTIONED: "questioned it",
    Saying.THREATENED: "threatened it",
    Saying.CRITICISED: "criticised it",
    Saying.PRAISED: "praised it",
    Saying.ACCUSED: "accused",
    Saying.HEARSAY: "is said to have told so",
    Saying.CREDITED: "is credited",
    Saying.PREDICTED: "predicted it",
    Saying.ARGUED: "argued so",
    Saying.AGREED: "agreed",
}
# Things before persons, as a sentence has it.
_PREPOSITIONS = {
    Role.OBJECT: "",
    Role.RECIPIENT: "→",
    Role.ADDRESSEE: "to",
    Role.INSTRUMENT: "with",
    Role.BENEFICIARY: "for",
    Role.ORIGIN: "from",
    Role.DESTINATION: "into",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words on a page. href: where it leads; kind: a word for its looks (name, outlet, day)."""

    text: str
    href: str | None = None
    kind: str = ""


def address(path: str, values: Iterable[tuple[str, object]] = ()) -> str:
    """A path of this application with its parameters; empty ones are left out."""
    kept = [(name, str(value)) for name, value in values if value not in (None, "", False)]
    return f"{path}?{urlencode(kept)}" if kept else path


def who_address(entity: str | None, country: str | None, name: str) -> str:
    """The page of somebody: by id where there is one, else a search for the name."""
    if entity is None:
        return address("/who", [("name", name)])
    return f"/who/{quote(key(entity, country))}"


def chain(record: Record, header: Header) -> list[Piece]:
    """Who says so: "Ukrainian officials, as reported by The Sample Courier, said on 25 June 2022"."""
    outlet = _outlet(header)
    if not record.according_to:
        return [outlet, Piece(", in its own voice")]
    innermost, *outer = reversed(steps(record.according_to))
    pieces = _names(innermost)
    for step in outer:
        pieces += [Piece(", according to "), *_names(step)]
    return [*pieces, Piece(", as reported by "), outlet, Piece(f", {_said(innermost[0])}", kind="day")]


def _names(step: tuple[SourceLink, ...]) -> list[Piece]:
    """Those who say it together: "Ann Lee and Tom Ray"."""
    first, *others = step
    return [_name(first), *(piece for link in others for piece in (Piece(" and "), _name(link)))]


def _outlet(header: Header) -> Piece:
    name = clean(header.outlet or "")
    if not name:
        return Piece("an outlet without a name", kind="outlet")
    return Piece(name, address("/outlet", [("name", header.outlet)]), "outlet")


def _name(link: SourceLink) -> Piece:
    if not link.name:
        return Piece("hearsay" if link.saying is Saying.HEARSAY else UNNAMED, kind="name")
    return Piece(clean(link.name), who_address(link.entity, link.country, link.name), "name")


def _said(link: SourceLink) -> str:
    """ "said on 25 June 2022", "promised it to reporters in June 2022"."""
    verb = _DID.get(link.saying, str(link.saying))
    verb = "told so" if link.saying is Saying.HEARSAY and not link.name else verb
    told = f" to {clean(link.addressee)}" if link.addressee else ""
    quoted = ", in quotation marks" if link.kind is Kind.DIRECT else ""
    if not link.said_time:
        return f"{verb}{told}{quoted}"
    preposition = "on" if len(link.said_time) >= 10 else "in"
    return f"{verb}{told} {preposition} {day(link.said_time)}{quoted}"


def sentence(pieces: Sequence[Piece]) -> str:
    """The pieces as one string."""
    return "".join(piece.text for piece in pieces)


def deed(record: Record) -> list[Piece]:
    """Who did what to whom: the act in the words of the report, the names as they were resolved, with links."""
    acting = [p for p in record.participants if p.role is Role.ACTOR]
    order = list(_PREPOSITIONS)
    taking = sorted((p for p in record.participants if p.role is not Role.ACTOR), key=lambda p: order.index(p.role))
    pieces: list[Piece] = []
    for n, each in enumerate(acting):
        pieces += [Piece(", " if n else ""), _counted(record, each), _linked(each)]
    pieces += [Piece(" " if pieces else ""), Piece(done(record), kind="act")]
    for n, each in enumerate(taking):
        again = n and taking[n - 1].role is each.role
        pieces += [Piece(", " if again else f" {_PREPOSITIONS[each.role]} ".replace("  ", " "))]
        pieces += [_counted(record, each), _linked(each)]
    return [piece for piece in pieces if piece.text]


def done(record: Record) -> str:
    """The act as it is written, "not" before it where the text denies it and no other word of the deed says so."""
    negated = act(record).startswith("not ")
    return ("not " if negated else "") + " ".join(clean(record.trigger.text).split())


def _counted(record: Record, participant: Participant) -> Piece:
    """How many they are, in the words before them: "more than 60 " of "more than 60 Chadian farmers"."""
    start, shown = participant.span.start, record.evidence
    before = [q.span.start for q in record.quantities if q.span.start < start < q.span.end]
    inside = [at for at in before if shown.span.start <= at and start <= shown.span.end]
    words = shown.text[min(inside) - shown.span.start : start - shown.span.start] if inside else ""
    return Piece(" ".join(words.split()) + " " if words.strip() else "")


def _linked(participant: Participant) -> Piece:
    name, entity, country = participant.name, participant.entity, participant.country
    return Piece(clean(name), who_address(entity, country, name) if entity else None, "name")


# What PLOVER writes in the place of a country.
_BEYOND = {
    "EUR": "European Union",
    "UNO": "United Nations",
    "IGO": "international body",
    "NGO": "body of no government",
}


@cache
def country_name(code: str | None) -> str:
    """The usual English name of a country by ISO 3166-1 alpha-3, or the code itself."""
    if code in _BEYOND:
        return _BEYOND[code]
    found = countries().get(code or "")
    return found.names[0] if found and found.names else code or "no country"


_LANGUAGES = {
    "ar": "Arabic",
    "be": "Belarusian",
    "bg": "Bulgarian",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "et": "Estonian",
    "fa": "Persian",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "hu": "Hungarian",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ka": "Georgian",
    "ko": "Korean",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "nl": "Dutch",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sk": "Slovak",
    "sr": "Serbian",
    "sv": "Swedish",
    "th": "Thai",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "vi": "Vietnamese",
    "zh": "Chinese",
}


def language_name(code: str | None) -> str:
    """The English name of a language by ISO 639-1, or the code itself."""
    return _LANGUAGES.get((code or "").partition("-")[0].lower(), code or "language not told")
