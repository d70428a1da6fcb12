"""Made-up reports and records for tests of the ledger: a plain example, and anything that hypothesis can think of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import strategies as st

from onrecord.ledger import Ledger, connect, rows
from onrecord.ledger.schema import MIGRATIONS
from onrecord.model import (
    Block,
    BlockKind,
    Certainty,
    Kind,
    NameType,
    Nature,
    Origin,
    Participant,
    Polarity,
    Quantity,
    Record,
    RecordPlace,
    RecordTime,
    Report,
    Role,
    Saying,
    SourceLink,
    Span,
    Status,
    Thing,
    content_id,
    entity_id,
)

TEXT = (
    "Depot opens in Brest\n\n"
    "Minister Olga Karel said on 3 May 2023 that the depot near Brest would receive 12 trucks. "
    "The union denied that drivers were hired. Nobody was hurt."
)


def spot(report: Report, words: str, after: int = 0) -> Span:
    """Where the words stand first."""
    start = report.text.index(words, after)
    return Span(start, start + len(words))


def sealed(record: Record) -> Record:
    """The record with an id over every field but id, score and fingerprint."""
    parts = repr(replace(record, id="", score=0.0, fingerprint=""))
    return replace(record, id=content_id(parts))


def report(number: int = 0, **fields: object) -> Report:
    """A report of TEXT; another number is another url."""
    given: dict[str, object] = {
        "text": TEXT,
        "title": "Depot opens in Brest",
        "outlet": "Sample Courier",
        "outlet_country": "BLR",
        "language": "en",
        "published": "2023-05-04T08:00:00+03:00",
        "url": f"https://courier.example/{number}",
        "bylines": ("A. Sample",),
        "blocks": (Block(Span(0, 20), BlockKind.TITLE), Block(Span(22, len(TEXT)), BlockKind.BODY)),
        "origin": Origin("courier.jsonl", f"line {number}", None, "application/jsonl"),
        "provenance": (("published", "field"),),
        "flags": ("a sample",),
    }
    return Report(**(given | fields))  # type: ignore[arg-type]


def records(of: Report) -> tuple[Record, ...]:
    """Two records of TEXT: one planned, according to Karel, placed and dated; one denied, in a chain of two."""
    body = of.text.index("Minister")
    first = Span(body, of.text.index(" The union"))
    second = spot(of, "The union denied that drivers were hired.")
    planned = Record(
        id="",
        report_id=of.id,
        trigger=of.evidence(spot(of, "receive")),
        lemma="receive",
        evidence=of.evidence(first),
        according_to=(
            SourceLink(
                "Olga Karel",
                spot(of, "Minister Olga Karel"),
                spot(of, "said"),
                Kind.INDIRECT,
                "2023-05-03",
                "e1",
                "BLR",
                "GOV",
            ),
        ),
        status=Status.PLANNED,
        certainty=Certainty.CERTAIN,
        polarity=Polarity.POSITIVE,
        status_words=(spot(of, "would"),),
        type="AID",
        mode=None,
        participants=(Participant(Role.RECIPIENT, spot(of, "the depot"), "the depot", "e2", "BLR", None),),
        quantities=(Quantity(spot(of, "12 trucks"), 12.0, "truck", "exact", 14),),
        time=RecordTime("2023-05-03", spot(of, "3 May 2023"), "a full date in the sentence"),
        place=RecordPlace("Brest", spot(of, "Brest", body), 629634, "BLR", 52.0975, 23.6877, "city", 0.9),
        score=0.75,
        fingerprint="f1",
    )
    denied = Record(
        id="",
        report_id=of.id,
        trigger=of.evidence(spot(of, "hired")),
        lemma="hire",
        evidence=of.evidence(second),
        according_to=(
            SourceLink("Brest Wire", None, None, Kind.INDIRECT),
            SourceLink(None, spot(of, "The union"), spot(of, "denied"), Kind.INDIRECT),
        ),
        status=Status.DENIED,
        certainty=Certainty.CERTAIN,
        polarity=Polarity.NEGATIVE,
        type=None,
        participants=(
            Participant(Role.ACTOR, spot(of, "The union"), "the drivers' union"),
            Participant(Role.OBJECT, spot(of, "drivers"), "drivers"),
        ),
        score=0.5,
        fingerprint="f1",
    )
    return sealed(planned), sealed(denied)


def told(of: Report) -> Record:
    """A record of TEXT that uses every field of a source: Karel, a person, promises it to the union."""
    planned = records(of)[0]
    (link,) = planned.according_to
    link = replace(link, saying=Saying.PROMISED, nature=Nature.PERSON, addressee="the drivers' union")
    return sealed(replace(planned, according_to=(link,)))


def together(of: Report) -> Record:
    """The same, promised by two together, as an agency has it."""
    whole = told(of)
    (link,) = whole.according_to
    agency, other = replace(link, name="Interfax", said_time=None), replace(link, name="Lena Karel", joint=True)
    return sealed(replace(whole, according_to=(agency, link, other)))


Who = tuple[NameType | None, str, str | None]
"""A type, a name and a country, as a mention has them."""
PUTIN: Who = (NameType.PER, "Vladimir Putin", "RUS")
SURNAME: Who = (NameType.PER, "Putin", "RUS")


def sentence(
    text: str,
    *,
    source: Who | None = None,
    actor: Who | None = None,
    saying: Saying = Saying.SAID,
    said: str | None = None,
    nature: Nature | None = None,
    **about: object,
) -> tuple[Report, Record]:
    """A report of one sentence, with one record of who says it and who acts in it."""
    of = Report(text, **({"outlet": "Sample Courier", "published": "2023-05-04"} | about))  # type: ignore[arg-type]
    whole = of.evidence(Span(0, len(text)))
    links, taking = [], []
    if source is not None:
        type, name, country = source
        link = SourceLink(name, None, None, Kind.INDIRECT, said, entity_id(type, name), country)
        links.append(replace(link, saying=saying, nature=nature))
    if actor is not None:
        type, name, country = actor
        taking.append(Participant(Role.ACTOR, whole.span, name, entity_id(type, name), country))
    base = replace(records(report())[1], id="", report_id=of.id, trigger=whole, evidence=whole, status_words=())
    return of, sealed(replace(base, according_to=tuple(links), participants=tuple(taking)))


def _first_digest(record_id: str, evidence: Span, packed: rows.Packed) -> str:
    return content_id(record_id, evidence.start, evidence.end, packed.main, packed.children)


def first_schema(root: Path, patch: pytest.MonkeyPatch, *made: tuple[Report, Sequence[Record]]) -> Path:
    """A closed ledger of schema 1 at `root`, written as the program wrote it then."""
    then = rows.ACCORDING_TO_COLUMNS.removesuffix(", saying, nature, addressee, joint")
    amounts = rows.QUANTITY_COLUMNS.removesuffix(", kind")
    packed, whole = rows._pack_source, rows.pack

    def pack(record: Record) -> rows.Packed:
        made = whole(record)
        return replace(made, main=made.main[:-2], quantities=tuple(row[:-1] for row in made.quantities))

    with patch.context() as back:
        columns = {"according_to": then, "quantity": amounts}
        back.setattr(rows, "CHILDREN", tuple((t, columns.get(t, c)) for t, c in rows.CHILDREN))
        back.setattr(rows, "RECORD_COLUMNS", rows.RECORD_COLUMNS.removesuffix(", contexts, things"))
        back.setattr(rows, "_pack_source", lambda link: packed(link)[:-4])
        back.setattr(rows, "pack", pack)
        back.setattr(rows, "digest", _first_digest)
        lock = connect.lock(root, create=True)
        with Ledger(root, connect.connect(root, write=True, migrations=MIGRATIONS[:1]), lock) as ledger:
            for of, found in made:
                ledger.add(of, found, fingerprint="f1")
    return root


def file(ledger: Ledger, *made: tuple[Report, Record]) -> None:
    """Add reports with their records."""
    for of, record in made:
        ledger.add(of, (record,), fingerprint="f1")


# What hypothesis may put in: any text that a file can hold.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
some = st.none() | texts
floats = st.floats(allow_nan=False, allow_infinity=False)


@st.composite
def spans(draw: st.DrawFn, size: int) -> Span:
    """Any span inside a text of `size` characters."""
    start = draw(st.integers(0, size - 1))
    return Span(start, draw(st.integers(start + 1, size)))


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Any report with some text."""
    text = draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
    blocks = draw(st.lists(st.builds(Block, spans(len(text)), st.sampled_from(BlockKind)), max_size=3))
    return Report(
        text,
        *(draw(some) for _ in range(5)),
        bylines=tuple(draw(st.lists(texts, max_size=2))),
        dateline=draw(some),
        published=draw(some | st.dates().map(str)),
        url=draw(some),
        section=draw(some),
        blocks=tuple(blocks),
        origin=draw(st.none() | st.builds(Origin, texts, some, some, some)),
        provenance=tuple(draw(st.lists(st.tuples(texts, texts), max_size=2))),
        flags=tuple(draw(st.lists(texts, max_size=2))),
    )


@st.composite
def records_of(draw: st.DrawFn, of: Report) -> Record:
    """Any record of the report."""
    inside = spans(len(of.text))
    maybe = st.none() | inside
    country = st.none() | st.sampled_from(["BLR", "UKR"])
    told = {
        "saying": st.sampled_from(Saying),
        "nature": st.none() | st.sampled_from(Nature),
        "addressee": some,
    }
    links = st.builds(SourceLink, some, maybe, maybe, st.sampled_from(Kind), some, some, country, some, **told)
    participants = st.builds(Participant, st.sampled_from(Role), inside, texts, some, country, some)
    quantities = st.builds(
        Quantity,
        inside,
        st.none() | floats,
        some,
        texts,
        st.none() | st.integers(0, 999),
        st.sampled_from([None, "killed"]),
    )
    things = st.builds(Thing, inside, texts, texts, some, some)
    points = st.tuples(st.floats(-90, 90), st.floats(-180, 180)) | st.just((None, None))
    lat, lon = draw(points)
    place = RecordPlace(
        draw(texts),
        draw(inside),
        draw(st.none() | st.integers(1, 2**40)),
        draw(country),
        lat,
        lon,
        draw(texts),
        draw(floats),
    )
    values = st.dates().map(str) | texts | st.sampled_from(["2022-W25", "PRESENT_REF", "P3D", "202X", "2022-13"])
    return sealed(
        Record(
            id="",
            report_id=of.id,
            trigger=of.evidence(draw(inside)),
            lemma=draw(texts),
            evidence=of.evidence(draw(inside)),
            according_to=tuple(draw(st.lists(links, max_size=3))),
            status=draw(st.sampled_from(Status)),
            certainty=draw(st.sampled_from(Certainty)),
            polarity=draw(st.sampled_from(Polarity)),
            status_words=tuple(draw(st.lists(inside, max_size=2))),
            type=draw(some),
            mode=draw(some),
            participants=tuple(draw(st.lists(participants, max_size=3))),
            quantities=tuple(draw(st.lists(quantities, max_size=2))),
            contexts=tuple(draw(st.lists(st.sampled_from(["military", "health"]), max_size=2, unique=True))),
            things=tuple(draw(st.lists(things, max_size=2))),
            time=draw(st.none() | st.builds(RecordTime, values, inside, texts)),
            place=draw(st.none() | st.just(place)),
            score=draw(floats),
            fingerprint=draw(texts),
        )
    )
