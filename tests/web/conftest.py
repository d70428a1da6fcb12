"""A ledger made by hand, with words that are hard to mark, and a browser's side of the application."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from ledger import made
from onrecord.ledger import open_ledger
from onrecord.model import NameType, Origin, Quarantined, Record, Report, Saying, Span, Thing, entity_id
from onrecord.web.app import create_app
from onrecord.web.guard import Guard

BASE = "http://127.0.0.1:8765"
HARD = (
    "Emoji \U0001f69a\U0001f3fd‍♂️ first. השר אמר כי \U0001f600 המשאיות הגיעו. "
    'Le ministre a dit que l’a\u0301e\u0301ro\u0301port serait fermé.\r\nA <b>bold</b> & "quoted" word.\n\nEnd.'
)
"""Emoji of several code points, right to left, marks that combine, CR LF, and markup that is text."""
LEE: made.Who = (NameType.PER, "Ann Lee", "GBR")
KAMAZ: made.Who = (NameType.PRODUCT, "Kamaz-4310", "RUS")


def record_at(of: Report, start: int, end: int, **about: object) -> Record:
    """A record whose evidence is this stretch, and whose trigger is its first word."""
    evidence = of.evidence(Span(start, end))
    trigger = of.evidence(Span(start, start + len(evidence.text.split()[0])))
    base = made.records(made.report())[1]
    bare = {"according_to": (), "participants": (), "status_words": (), "trigger": trigger, "evidence": evidence}
    return made.sealed(replace(base, id="", report_id=of.id, **(bare | about)))


def plain(of: Report) -> list[Record]:
    """The records of `made`, with ids of entities as a reading gives them."""
    planned, denied = made.records(of)
    link = replace(planned.according_to[0], entity=entity_id(NameType.PER, "Olga Karel"))
    depot = replace(planned.participants[0], entity=entity_id(None, "the depot"))
    return [made.sealed(replace(planned, id="", according_to=(link,), participants=(depot,))), denied]


def hard_report() -> tuple[Report, list[Record]]:
    """A report of HARD with a record for each sentence."""
    of = Report(HARD, title="Trucks \U0001f69a, השר", outlet="קול & Co", published="2023-05-05", language="he")
    ends = [HARD.index("first.") + 6, HARD.index("הגיעו.") + 6, HARD.index("fermé.") + 6, HARD.index("word.") + 5]
    starts = [0, *(end + len(HARD[end:]) - len(HARD[end:].lstrip()) for end in ends[:-1])]
    return of, [record_at(of, start, end) for start, end in zip(starts, ends, strict=True)]


def fill(path: Path) -> None:
    """Reports of two outlets, one of them hard to mark, one not read, and one that was refused."""
    with open_ledger(path, write=True) as ledger:
        of = made.report()
        ledger.add(of, plain(of), fingerprint="f1")
        again = made.report(1)
        ledger.add(again, plain(again), fingerprint="f0")
        ledger.add(again, plain(again)[:1], fingerprint="f1")
        hard, records = hard_report()
        ledger.add(hard, records, fingerprint="f1")
        made.file(
            ledger,
            made.sentence("Lee would send trucks.", source=LEE, saying=Saying.PROMISED, title="Trucks", actor=LEE),
            made.sentence("No trucks were sent.", source=LEE, saying=Saying.DENIED, said="2023-05-01"),
            made.sentence("Kamaz-4310 trucks arrived.", actor=KAMAZ, published="2023-06-01", outlet="Other Wire"),
        )
        armed = Report("Two Kamaz-4310 trucks carried an Iskander-M.", outlet="Other Wire", published="2023-06-02")
        told_of = (
            Thing(made.spot(armed, "Kamaz-4310"), "Kamaz", "truck", "4310", entity_id(NameType.PRODUCT, "Kamaz")),
            Thing(made.spot(armed, "Iskander-M"), "Iskander", "missile system", "M"),
        )
        ledger.add(armed, [record_at(armed, 0, len(armed.text), things=told_of)], fingerprint="f1")
        silent = Report("Нечитаемый текст.", outlet="Газета", language="ru", published="2023-01-02")
        ledger.add(silent, (), fingerprint="f1", read=False, reason="language not read")
        ledger.quarantine(Quarantined(Origin("broken.xml"), "not well formed"))
        ledger.link()


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger that tests only read."""
    path = tmp_path_factory.mktemp("page") / "ledger"
    fill(path)
    return path


@pytest.fixture(scope="session")
def app(filled: Path) -> Guard:
    """The application over `filled`."""
    return create_app(filled)


@pytest.fixture
def client(app: Guard) -> Iterator[TestClient]:
    """A browser that has no cookie yet."""
    yield browser(app)


def browser(app: Guard, **options: object) -> TestClient:
    """A browser's side of the application."""
    return TestClient(app, base_url=BASE, **options)  # type: ignore[arg-type]


@pytest.fixture
def own(tmp_path: Path) -> Guard:
    """An application over a ledger of the test's own, to be changed."""
    fill(tmp_path / "ledger")
    return create_app(tmp_path / "ledger")


def token_of(page: str) -> str:
    """The secret that a form of a page has."""
    return page.partition('name="token" value="')[2].partition('"')[0]
