"""What a page is asked for: the parameters of an address, as a query, as chips that can be taken off, as an address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any
from urllib.parse import urlencode

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from onrecord.cli.options import near_of
from onrecord.ledger import Order, Query
from onrecord.web.told import country_name, day, language_name

PAGE = 20
"""Hits on one page."""
_NO_TEXT = BeforeValidator(lambda value: None if isinstance(value, str) and not value.strip() else value)
_FILLED = BeforeValidator(lambda value: [v for v in value if v.strip()] if isinstance(value, list) else value)
_OR_NEWEST = BeforeValidator(lambda value: value or Order.NEWEST)
_OR_NOT = BeforeValidator(lambda value: value or False)
Kilometres = Annotated[float, Field(gt=0, le=20_040)]
Words = Annotated[str, Field(max_length=2_000)]
Name = Annotated[str, Field(max_length=300)]
Names = Annotated[list[Name], Field(max_length=40), _FILLED]


class Asked(BaseModel):
    """The parameters that narrow what a page shows; all are optional."""

    model_config = ConfigDict(frozen=True)

    q: Annotated[Words, Field(description='Words that must all stand in the evidence, "quoted phrases", prefix*.')] = ""
    who: Annotated[Name, Field(description="A participant or a source: a name, or the key of an entity.")] = ""
    according_to: Annotated[Name, Field(description="A source: a name, the key of an entity, or “outlet”.")] = ""
    status: Annotated[Names, Field(description="Any of these standings.")] = []
    type: Annotated[Names, Field(description="Any of these PLOVER types.")] = []
    saying: Annotated[Names, Field(description="Any of what a source does in saying it.")] = []
    place: Annotated[Name, Field(description="The name of a place.")] = ""
    thing: Annotated[Name, Field(description="A weapon, vehicle, ship …: a name, or the key of a thing.")] = ""
    context: Annotated[Names, Field(description="Any of these contexts of PLOVER, such as military.")] = []
    country: Annotated[str, Field(max_length=3, description="Where it happened: ISO 3166-1 alpha-3.")] = ""
    near: Annotated[Name, Field(description="Around this point: latitude,longitude in degrees.")] = ""
    km: Annotated[Kilometres | None, _NO_TEXT, Field(description="How far around it.")] = None
    since: Annotated[Name, Field(description="From this day, month or year on.")] = ""
    until: Annotated[Name, Field(description="Up to and with this day, month or year.")] = ""
    outlet: Annotated[Name, Field(description="Published by.")] = ""
    language: Annotated[str, Field(max_length=20, description="Of the report: ISO 639-1.")] = ""
    report: Annotated[str, Field(max_length=64, description="The id of a report, or its beginning.")] = ""
    order: Annotated[Order, _OR_NEWEST, Field(description="newest, best match, or last filed first.")] = Order.NEWEST
    history: Annotated[bool, _OR_NOT, Field(description="Superseded ones too.")] = False
    events: Annotated[bool, _OR_NOT, Field(description="Of records of one event only the fullest.")] = False

    def query(self) -> Query:
        """As a query to the ledger. Raises QueryError for what cannot be understood."""
        return Query(
            text=self.q,
            who=self.who or None,
            according_to=self.according_to or None,
            status=tuple(self.status),
            type=tuple(self.type),
            saying=tuple(self.saying),
            place=self.place or None,
            thing=self.thing or None,
            country=self.country.upper() or None,
            near=near_of(self.near or None, self.km or 50.0),
            since=self.since or None,
            until=self.until or None,
            outlet=self.outlet or None,
            language=self.language or None,
            report=self.report or None,
            order=self.order,
            history=self.history,
            context=tuple(self.context),
            events_only=self.events,
        )

    @cached_property
    def _encoded(self) -> dict[str, str]:
        """Every parameter that is given, as it stands in an address; a page has a hundred addresses of the same."""
        given = ((name, _plain(name, getattr(self, name))) for name in type(self).model_fields)
        return {name: urlencode([(name, each) for each in values]) for name, values in given if values}

    def values(self) -> list[tuple[str, str]]:
        """Name and value of every parameter that is given."""
        return [(name, each) for name in self._encoded for each in _plain(name, getattr(self, name))]

    def address(self, path: str = "/search", **changes: Any) -> str:
        """The address of the same with some parameters changed, or added behind it."""
        changed = {name: urlencode([(name, v) for v in _plain(name, value)]) for name, value in changes.items()}
        kept = [part for part in (self._encoded | changed).values() if part]
        return f"{path}?{'&'.join(kept)}" if kept else path

    @property
    def narrowed(self) -> bool:
        """Whether anything but the order is asked for."""
        return any(name not in ("order", "history", "events") for name, _ in self.values())


def _plain(name: str, value: Any) -> list[str]:
    """The values of a parameter as they stand in an address; none for what need not be said."""
    if value is True:
        return ["true"]
    given = value if isinstance(value, (list, tuple)) else [value]
    return [str(each) for each in given if each not in (None, "", False) and not (name == "order" and each == "newest")]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in words, with the address that shows the same without it."""

    label: str
    value: str
    without: str


LABELS = {
    "q": "words",
    "who": "who",
    "according_to": "according to",
    "status": "status",
    "type": "type",
    "saying": "saying",
    "place": "place",
    "thing": "thing",
    "country": "country",
    "near": "near",
    "since": "from",
    "until": "up to",
    "outlet": "outlet",
    "language": "language",
    "report": "report",
    "history": "with history",
    "context": "context",
    "events": "each event once",
}


def chips(asked: Asked, names: Mapping[str, str], path: str = "/search") -> list[Chip]:
    """Every filter as a chip. names: of entities, by the keys that the filters hold."""
    found = []
    for name, value in asked.values():
        if name not in LABELS:
            continue
        given = getattr(asked, name)
        rest: Any = (
            [each for each in given if each != value] if isinstance(given, list) else False if given is True else ""
        )
        found.append(Chip(LABELS[name], shown(name, value, asked, names), asked.address(path, **{name: rest})))
    return found


def shown(name: str, value: str, asked: Asked, names: Mapping[str, str]) -> str:
    """The value of a filter as people read it."""
    if name in ("who", "according_to", "thing"):
        return "the outlet's own voice" if value in ("outlet", "-") else names.get(value, value)
    if name == "country":
        return country_name(value.upper())
    if name == "language":
        return language_name(value)
    if name in ("since", "until"):
        return day(value)
    if name == "near":
        return f"{asked.km or 50:g} km around {value}"
    return "" if name in ("history", "events") else value.replace("_", " ") if name in ("status", "context") else value
