"""What goes into a ledger query and what comes out of a ledger: plain values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.model import Entity, Judgement, Origin, Quarantined, Record, Report, Saying, Span, Status

OWN_VOICE = ("outlet", "-")
"""Words for `Query.according_to` that ask for what the outlet says in its own voice."""


class OutcomeKind(StrEnum):
    """What adding a report did."""

    NEW = "new"
    UNCHANGED = "unchanged"
    REREAD = "reread"


class Order(StrEnum):
    """newest: last published first, within a report in text order. best: by BM25, needs a text.

    filed: the report that was filed last first, whenever it was published, in text order.
    """

    NEWEST = "newest"
    BEST = "best"
    FILED = "filed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What `Ledger.add` did with one report.

    added: records that the ledger did not have. kept: records that this reading and the one before it share.
    superseded: records of the reading before that this one no longer gives; they stay in the ledger's history.
    """

    kind: OutcomeKind
    report_id: str
    added: int = 0
    kept: int = 0
    superseded: int = 0


@dataclass(frozen=True, slots=True)
class Near:
    """Within `km` kilometres of a point (degrees, WGS 84)."""

    lat: float
    lon: float
    km: float


@dataclass(frozen=True, slots=True)
class Query:
    """A search; every field narrows it, empty fields do not.

    text: words that must all stand in the evidence (case and accents do not matter), "quoted phrases", prefix*.
    who: a participant or a source; according_to: a source anywhere in the chain, or "outlet" or "-" for the
    outlet's own voice; place: a place name or an ISO 3166-1 alpha-3 country; outlet: a name. Names match where
    each given word begins a word of the name. status, type: any of those given. saying: any of what a source can do
    in saying it; with `according_to`, of that very source. since, until: ISO dates, months, years or weeks, both
    inclusive, compared with the record's time, or with the day of publication where it has none. report: an id or
    its beginning. history: superseded records too. who_keys, source_keys: as who and according_to, by keys of
    entities (see `onrecord.link.key`), any of them. country: where it happened, ISO 3166-1 alpha-3;
    geonames: exactly at this entry of the gazetteer. thing: a weapon, vehicle, ship … by the id of its entity, or by
    its name, in which each given word begins a word. context: any of these contexts of PLOVER. events_only: of
    records that were judged to tell the same event only the one that tells most, of those that match.
    """

    text: str = ""
    who: str | None = None
    according_to: str | None = None
    status: tuple[Status | str, ...] = ()
    type: tuple[str, ...] = ()
    place: str | None = None
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    language: str | None = None
    report: str | None = None
    near: Near | None = None
    order: Order = Order.NEWEST
    history: bool = False
    saying: tuple[Saying | str, ...] = ()
    who_keys: tuple[str, ...] = ()
    source_keys: tuple[str, ...] = ()
    country: str | None = None
    geonames: int | None = None
    thing: str | None = None
    context: tuple[str, ...] = ()
    events_only: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """A report in one line. `read` False: catalogued and searchable, but not read for records; `reason` says why."""

    id: str
    outlet: str | None
    outlet_country: str | None
    language: str | None
    title: str | None
    published: str | None
    url: str | None
    read: bool
    reason: str | None


@dataclass(frozen=True, slots=True)
class Hit:
    """One result: a record, or (record None) a report whose own words match while none of its records does.

    text: the record's evidence, or the stretch of the report around the first match. span: where `text` stands in
    the report. matches: the matched words, as spans into `text` (code points). current: False where a later
    reading superseded the record.
    """

    header: Header
    record: Record | None
    text: str
    span: Span | None
    matches: tuple[Span, ...] = ()
    current: bool = True


@dataclass(frozen=True, slots=True)
class Count:
    """How many records match, and how many reports without a matching record."""

    records: int
    reports: int

    @property
    def total(self) -> int:
        """The number of hits that a search without limit gives."""
        return self.records + self.reports


@dataclass(frozen=True, slots=True)
class Reading:
    """One pass of the program over a report. read_at: UTC, ISO 8601. records: how many it gave."""

    fingerprint: str
    read_at: str
    read: bool
    reason: str | None
    records: int
    added: int
    kept: int
    superseded: int


@dataclass(frozen=True, slots=True)
class Filed:
    """A report as the ledger has it. readings: oldest first, the last is current. origins: first found first."""

    report: Report
    header: Header
    readings: tuple[Reading, ...]
    origins: tuple[Origin, ...]
    taken_in: str


@dataclass(frozen=True, slots=True)
class Outlet:
    """A line of the catalogue: one outlet in one language. Days are ISO 8601; first_seen, last_seen are UTC times."""

    name: str | None
    country: str | None
    language: str | None
    reports: int
    read: int
    records: int
    first_published: str | None
    last_published: str | None
    first_seen: str
    last_seen: str


@dataclass(frozen=True, slots=True)
class Setback:
    """Something in quarantine since `at` (UTC, ISO 8601)."""

    quarantined: Quarantined
    at: str


@dataclass(frozen=True, slots=True)
class Stats:
    """Totals. Pairs are (value, count), most frequent first; value None is "not known". Sizes are bytes."""

    reports: int
    read: int
    not_read: int
    readings: int
    records: int
    superseded: int
    quarantined: int
    blobs: int
    blob_bytes: int
    ledger_bytes: int
    schema: int
    by_status: tuple[tuple[str | None, int], ...]
    by_type: tuple[tuple[str | None, int], ...]
    by_language: tuple[tuple[str | None, int], ...]


DID = "did"
"""The word for what an entity did, beside the sayings of `Saying`."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that an entity is on record with. kind: what it did in saying it; None: it did it, as an actor.

    when: of the saying or of the act, ISO 8601; the day of publication where the report does not say.
    """

    kind: Saying | None
    when: str | None
    hit: Hit


@dataclass(frozen=True, slots=True)
class Account:
    """What an entity is on record with. totals: how many of each kind there are, shown or not.

    deeds: of each kind the last first. judgements: about two names of this entity, oldest first.
    """

    entity: Entity
    totals: tuple[tuple[Saying | None, int], ...]
    deeds: tuple[Deed, ...]
    judgements: tuple[Judgement, ...]


class Severity(StrEnum):
    """error: something is lost or wrong. note: untidy, but nothing is lost."""

    ERROR = "error"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something `doctor` found. check: which check; where: table, id or file; problem: what; remedy: what to do."""

    severity: Severity
    check: str
    where: str
    problem: str
    remedy: str
