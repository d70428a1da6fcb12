"""Records as entities of FollowTheMoney: JSON lines, as Aleph and other tools of investigators read them.

Each report is an Article, each record an Event with its report as proof; people and bodies are Person, Organization,
PublicBody or LegalEntity, linked to the event in their role and to what they are on record as saying.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from typing import IO, Any

from onrecord.ledger.exports.countries import country_name, iso2
from onrecord.ledger.exports.dates import stretch
from onrecord.ledger.exports.lines import write_json
from onrecord.ledger.exports.source import Entry
from onrecord.ledger.nouns import Header
from onrecord.link.keys import key, type_of
from onrecord.model import NameType, Nature, Participant, Record, SourceLink, content_id

# An entity that is written twice is one: the same id. This many are remembered so as to write most only once.
_REMEMBERED = 50_000
_STATE = frozenset("GOV MIL COP JUD LEG SPY".split())
_NO_PARTY = frozenset({NameType.PRODUCT, NameType.EVENT, NameType.MISC})
_LANGUAGES = {"en": "eng", "ru": "rus", "uk": "ukr", "de": "deu", "fr": "fra", "es": "spa", "ar": "ara", "zh": "zho"}
Entity = dict[str, Any]


def write_ftm(entries: Iterable[Entry], stream: IO[bytes]) -> int:
    """Write the entities of each record; gives their number."""
    return write_json(_once(each for entry in entries for each in ftm(entry)), stream)


def _once(entities: Iterable[Entity]) -> Iterator[Entity]:
    """Entities without those that were just written."""
    written: OrderedDict[str, None] = OrderedDict()
    for each in entities:
        if each["id"] not in written:
            written[each["id"]] = None
            if len(written) > _REMEMBERED:
                written.popitem(last=False)
            yield each


def ftm(entry: Entry) -> list[Entity]:
    """The entities of a record: its report, its event, those on record with it, and the links between them."""
    record = entry.record
    taking = [(str(p.role), _party(record, p, None)) for p in record.participants]
    telling = [(str(s.saying), _party(record, s, s.nature)) for s in record.according_to]
    found = [party for _, party in (*taking, *telling) if party]
    involved = [party["id"] for _, party in taking if party]
    links = [
        _link(entry, position, party["id"], role) for position, (role, party) in enumerate((*taking, *telling)) if party
    ]
    return [_article(entry.header), *found, _event(entry, involved), *links]


def _entity(id: str, schema: str, **properties: str | list[str] | None) -> Entity:
    """An entity; each property a list of texts, those without any left out."""
    lists = {
        name: [value] if isinstance(value, str) else list(dict.fromkeys(value))
        for name, value in properties.items()
        if value
    }
    return {"id": id, "schema": schema, "properties": lists}


def _article(header: Header) -> Entity:
    return _entity(
        f"report-{header.id}",
        "Article",
        title=header.title,
        fileName=header.id,
        publisher=header.outlet,
        publishedAt=_date(header.published),
        sourceUrl=_web(header.url),
        language=_LANGUAGES.get(header.language or ""),
        country=_country(header.outlet_country),
    )


def _party(record: Record, who: Participant | SourceLink, nature: Nature | None) -> Entity | None:
    """Somebody as an entity; None for things, and for descriptions of which nothing more is known."""
    name, country, sector = who.name, who.country, who.sector
    if not name or not name.strip():
        return None
    type = type_of(who.entity, name) if who.entity else None
    if type in _NO_PARTY or (type is None and nature is None and not (country or sector)):
        return None
    id = key(who.entity, country) if who.entity else content_id("party", record.report_id, name, country)
    schema = _schema(type, sector, nature)
    about = {"title": name, "fileName": name} if schema == "Document" else {"name": name, "sector": sector}
    return _entity(f"entity-{id}", schema, country=_country(country), **about)


def _schema(type: NameType | None, sector: str | None, nature: Nature | None) -> str:
    """The schema that is sure: LegalEntity is whatever acts, known to be a person or a body or not."""
    if nature is Nature.DOCUMENT:
        return "Document"
    if type is NameType.PER or nature is Nature.PERSON:
        return "Person"
    if type is NameType.ORG or nature is Nature.BODY:
        return "PublicBody" if sector in _STATE else "Organization"
    return "LegalEntity"


def _event(entry: Entry, involved: list[str]) -> Entity:
    record, header = entry.record, entry.header
    time = record.time and stretch(record.time.value)
    return _entity(
        f"record-{record.id}",
        "Event",
        name=_title(record),
        summary=record.evidence.text,
        date=time[0].isoformat() if time and time[0] == time[1] else None,
        startDate=time[0].isoformat() if time and time[0] != time[1] else None,
        endDate=time[1].isoformat() if time and time[0] != time[1] else None,
        location=_location(record),
        country=_country(record.place.country) if record.place else None,
        involved=involved,
        keywords=[str(word) for word in (record.status, record.type, record.mode) if word],
        recordId=record.id,
        proof=f"report-{header.id}",
        publisher=header.outlet,
        sourceUrl=_web(header.url),
    )


def _title(record: Record) -> str:
    """The act and its standing in a few words: FollowTheMoney wants a name."""
    word = record.lemma.strip() or record.trigger.text.strip() or "event"
    return f"{word} ({', '.join(part for part in (record.type, record.mode, str(record.status)) if part)})"


def _location(record: Record) -> str | None:
    place = record.place
    if place is None:
        return None
    country = country_name(place.country)
    return place.name if country is None or country == place.name else f"{place.name}, {country}"


def _link(entry: Entry, position: int, party: str, role: str) -> Entity:
    return _entity(
        f"link-{content_id(entry.record.id, position, party)}",
        "UnknownLink",
        subject=party,
        object=f"record-{entry.record.id}",
        role=role,
        status=str(entry.record.status),
        proof=f"report-{entry.header.id}",
    )


def _country(iso3: str | None) -> str | None:
    code = iso2(iso3)
    return code.lower() if code else None


def _date(value: str | None) -> str | None:
    """A day as FollowTheMoney has it; None for what is no day."""
    found = stretch(value) if value else None
    return found[0].isoformat() if found and found[0] == found[1] else None


def _web(url: str | None) -> str | None:
    return url if url and url.startswith(("http://", "https://")) else None
