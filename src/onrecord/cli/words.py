"""Records in words and colours. A colour never says anything that a word does not say too."""

from __future__ import annotations

import re
from datetime import date

from rich.text import Text

from onrecord.ledger import Header, Hit
from onrecord.model import Entity, Kind, Polarity, Quantity, Record, Role, Saying, SourceLink, Span, Status, steps

COLOURS = {
    Status.REPORTED: "green",
    Status.ONGOING: "green",
    Status.PLANNED: "cyan",
    Status.REQUESTED: "cyan",
    Status.POSSIBLE: "yellow",
    Status.CONDITIONAL: "yellow",
    Status.UNCLEAR: "magenta",
    Status.DENIED: "red",
    Status.NOT_DONE: "red",
}
# C0 but tab and line breaks, DEL, C1, and the marks that turn the direction of what follows.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_WEEK = re.compile(r"(\d{4})-W(\d\d)")
_NEGATIVE = re.compile(r"(?:no|none|nobody|nothing|neither|no one)\b", re.IGNORECASE)
UNNAMED = "a source that is not named"
# The first digits of an id: enough to tell things apart and to type.
SHORT = 10
# Things before persons, as a sentence has it.
_ROLE_WORDS = {
    Role.OBJECT: "",
    Role.RECIPIENT: "→ ",
    Role.ADDRESSEE: "to ",
    Role.INSTRUMENT: "with ",
    Role.BENEFICIARY: "for ",
    Role.ORIGIN: "from ",
    Role.DESTINATION: "into ",
}
# What a source did with the words, before its name; a plain saying needs no word.
_BY = {
    Saying.SAID: "",
    Saying.DENIED: "denied by ",
    Saying.DECLINED: "declined by ",
    Saying.ADMITTED: "admitted by ",
    Saying.WARNED: "in a warning by ",
    Saying.SHOWED: "shown by ",
    Saying.ASKED: "asked for by ",
    Saying.ACCUSED: "in an accusation by ",
    Saying.BELIEVES: "believed by ",
    Saying.FEARS: "feared by ",
    Saying.WANTS: "wanted by ",
    Saying.PLANS: "planned by ",
    Saying.HEARSAY: "hearsay of ",
    Saying.CREDITED: "credited to ",
}


def by(saying: Saying) -> str:
    """What stands before the name of a source: "promised by ", "denied by "; nothing where it just said so."""
    return _BY.get(saying, f"{saying} by ")


def clean(words: str) -> str:
    """The words with every control character, which could steer a terminal, as U+FFFD; positions stay as they are."""
    return _CONTROL.sub("\ufffd", words)


def short(id: str) -> str:
    """An id as it is shown."""
    return id[:SHORT]


def many(number: int, noun: str) -> str:
    """ "1 record", "2 records"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def status_word(status: Status) -> Text:
    """The status as a word, coloured."""
    return Text(status.replace("_", " "), style=COLOURS[status])


def outlet_of(header: Header) -> str:
    """The outlet, or what to say where it is not known."""
    return clean(header.outlet or "") or "an outlet that is not known"


def day(value: str | None) -> str:
    """An ISO value for people: 25 June 2022, June 2022, 2022, week 26 of 2022; anything else as it is."""
    if not value:
        return ""
    if week := _WEEK.fullmatch(value):
        return f"week {int(week[2])} of {week[1]}"
    parts = value[:10].split("-")
    try:
        if len(parts) == 3:
            return f"{date(int(parts[0]), int(parts[1]), int(parts[2])):%-d %B %Y}"
        if len(parts) == 2:
            return f"{date(int(parts[0]), int(parts[1]), 1):%B %Y}"
    except ValueError:
        return value
    return value


def chain(record: Record, header: Header) -> str:
    """According to whom, in words: "Ukrainian officials, on 25 June 2022, as reported by The Sample Courier"."""
    outlet = outlet_of(header)
    if not record.according_to:
        return f"{outlet}, in its own voice"
    innermost, *outer = reversed(steps(record.according_to))
    parts = [_step(innermost), *(f"{'' if by(step[0].saying) else 'according to '}{_step(step)}" for step in outer)]
    return ", ".join([*parts, f"as reported by {outlet}"])


def _step(step: tuple[SourceLink, ...]) -> str:
    """ "denied by Ann Lee and Tom Ray, on 25 June 2022"."""
    first, *others = step
    return _link(first, " and ".join([clean(first.name or UNNAMED), *(clean(o.name or UNNAMED) for o in others)]))


def _link(link: SourceLink, name: str) -> str:
    told = f" to {clean(link.addressee)}" if link.addressee else ""
    quoted = " (in quotation marks)" if link.kind is Kind.DIRECT else ""
    named = "hearsay" if link.saying is Saying.HEARSAY and not link.name else None
    source = f"{named or by(link.saying) + name}{told}{quoted}"
    if not link.said_time:
        return source
    preposition = "on" if len(link.said_time) >= 10 else "in"
    return f"{source}, {preposition} {day(link.said_time)}"


def sources(record: Record) -> str:
    """The chain in short, for a table, outermost first; a dash for the outlet's own voice."""
    return (
        " › ".join(" + ".join(clean(s.name or "unnamed") for s in step) for step in steps(record.according_to)) or "–"
    )


def credit(record: Record) -> str:
    """Who says so, in short: "according to: Ann Lee", "promised by: Ann Lee"."""
    saying = record.according_to[-1].saying if record.according_to else Saying.SAID
    return f"{by(saying).strip() or 'according to'}: {sources(record)}"


def sort_of(entity: Entity) -> str:
    """What an entity is, in a word."""
    return "description" if entity.described else str(entity.nature or "thing")


def names(record: Record, *roles: Role) -> str:
    """The participants of these roles."""
    return "; ".join(dict.fromkeys(clean(p.name) for p in record.participants if p.role in roles))


def act(record: Record) -> str:
    """The act: the word in its dictionary form, "not" before it where the text denies it, and its type."""
    negated = _negation(record)
    return f"{negated}{record.lemma}" + (f" [{record.type}]" if record.type else "")


def _negation(record: Record) -> str:
    """ "not ", unless a participant says it already ("no evidence", "nobody")."""
    told = any(_NEGATIVE.match(p.name) for p in record.participants)
    return "not " if record.polarity is Polarity.NEGATIVE and not told else ""


def deed(record: Record) -> Text:
    """The act with to whom and what in one line: "transfer AGREE Iskander-M systems → Belarus"."""
    parts = [f"{words}{names(record, role)}" for role, words in _ROLE_WORDS.items() if names(record, role)]
    amounts = ", ".join(amount(q) for q in record.quantities)
    negated = _negation(record)
    kind = f" {record.type}" if record.type else ""
    tail = f" ({amounts})" if amounts else ""
    return Text.assemble((f"{negated}{record.lemma}", "bold"), (kind, "dim"), " ", " ".join(parts), tail)


def amount(quantity: Quantity) -> str:
    """ "at least 12 missile", "41 people killed"; "several" where the text gives no number."""
    number = "several" if quantity.value is None else f"{quantity.value:,.10g}"
    bound = "" if quantity.bound == "exact" else f"{quantity.bound} "
    return f"{bound}{number} {quantity.unit or ''}".rstrip() + (f" {quantity.kind}" if quantity.kind else "")


def marked(hit: Hit, colours: bool = True) -> Text:
    """The evidence with matched words reversed and the trigger underlined; without colours the match in «»."""
    if not colours:
        return flat(Text(_in_brackets(hit)))
    text = Text(clean(hit.text))
    if hit.record is not None and hit.span is not None and hit.record.trigger.span in hit.span:
        trigger = hit.record.trigger.span
        text.stylize("underline", trigger.start - hit.span.start, trigger.end - hit.span.start)
    for match in hit.matches:
        text.stylize("bold reverse", match.start, match.end)
    return flat(text)


def _in_brackets(hit: Hit) -> str:
    text, at, parts = clean(hit.text), 0, []
    for match in hit.matches:
        parts += [text[at : match.start], "«", text[match.start : match.end], "»"]
        at = match.end
    return "".join([*parts, text[at:]])


def flat(text: Text) -> Text:
    """Line breaks as spaces: evidence can run over lines, a row of output should not."""
    return Text(" ").join(part for part in text.split("\n") if part.plain.strip())


def within(sentence: str, start: int, spans: list[tuple[Span, str]]) -> Text:
    """A sentence that begins at `start` of its report, with spans of the report in their styles."""
    text = Text(clean(sentence))
    for span, style in spans:
        if span.start >= start and span.end <= start + len(sentence):
            text.stylize(style, span.start - start, span.end - start)
    return text
