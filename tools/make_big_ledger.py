"""Make a large ledger out of a real one, to measure searching and the page on.

    python tools/make_big_ledger.py FROM TO --records 1000000

FROM is a ledger made by `onrecord run`. Its reports are filed again and again, each copy under another address, day,
outlet and language, with its dates moved along, half of its places changed for others of the ledger and every twentieth
word for another: copies of one report differ as reports of one matter do. Everything goes through the tables and
indexes as `Ledger.add` writes them, but without waiting for the disk.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from onrecord.ledger import Ledger, open_ledger
from onrecord.ledger.connect import run
from onrecord.model import Evidence, Record, RecordPlace, Report, SourceLink, Span, content_id
from onrecord.pipeline import FINGERPRINT

FIRST_DAY = date(2012, 1, 1)
DAYS = 5_400
# Few outlets publish most reports, as it is: shares fall with the rank.
OUTLETS = 400
_WORD = re.compile(r"[A-Za-z]{4,}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LANGUAGES = ("en",) * 96 + ("fr", "de", "uk", "ru")


@dataclass(frozen=True, slots=True)
class Original:
    """A report with its current records."""

    report: Report
    records: tuple[Record, ...]


def originals(ledger: Ledger, most: int = -1) -> list[Original]:
    """The reports of the ledger that gave records; most: only the first so many."""
    ids = [row[0] for row in ledger.connection.execute("SELECT id FROM report ORDER BY n LIMIT ?", (most,))]
    found = [Original(ledger.report(id).report, ledger.records_of(id)) for id in ids]
    return [each for each in found if each.records]


def copies(found: Sequence[Original], seed: int) -> Iterator[Original]:
    """Copies without end; the same for the same seed."""
    chance = random.Random(seed)
    places = [record.place for each in found for record in each.records if record.place]
    words = _by_length({word for each in found for word in _WORD.findall(each.report.text)})
    number = 0
    while True:
        for each in chance.sample(found, len(found)):
            number += 1
            yield _copy(each, f"{seed}/{number}", chance, places, words)


def _copy(
    of: Original, name: str, chance: random.Random, places: Sequence[RecordPlace], words: Mapping[int, Sequence[str]]
) -> Original:
    moved = timedelta(chance.randrange(DAYS))
    outlet = min(int(chance.paretovariate(0.8)), OUTLETS)
    report = replace(
        of.report,
        text=_other_words(of.report.text, chance, words),
        outlet=f"{_TITLES[outlet % len(_TITLES)]} {outlet}",
        outlet_country=_COUNTRIES[outlet % len(_COUNTRIES)],
        language=chance.choice(_LANGUAGES),
        published=(FIRST_DAY + moved).isoformat(),
        url=f"https://copy.example/{name}",
        origin=None,
    )
    earlier = date.fromisoformat(of.report.published[:10]) if of.report.published else FIRST_DAY
    shift = FIRST_DAY + moved - earlier
    return Original(report, tuple(_moved(record, report, shift, chance, places) for record in of.records))


_TITLES = "Courier,Gazette,Tribune,Herald,Monitor,Observer,Post,Wire,Chronicle,Echo,Dispatch".split(",")
_COUNTRIES = "USA,GBR,FRA,DEU,UKR,RUS,BLR,POL,TUR,IND,CHN,JPN,ZAF,BRA,EGY".split(",")


def _other_words(text: str, chance: random.Random, words: Mapping[int, Sequence[str]]) -> str:
    """Every twentieth longer word changed for another of the same length, so that all spans stay where they are."""

    def other(match: re.Match[str]) -> str:
        return chance.choice(words[len(match[0])]) if chance.random() < 0.05 else match[0]

    return _WORD.sub(other, text)


def _by_length(words: Iterable[str]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for word in sorted(words):
        found.setdefault(len(word), []).append(word)
    return found


def _moved(
    record: Record, report: Report, shift: timedelta, chance: random.Random, places: Sequence[RecordPlace]
) -> Record:
    """The record as one of the copy: its words as they stand there, its dates moved, its place at times another."""
    time = record.time and replace(record.time, value=_later(record.time.value, shift))
    place = record.place
    if place is not None and chance.random() < 0.5:
        place = replace(chance.choice(places), span=place.span)
    made = replace(
        record,
        report_id=report.id,
        trigger=_again(record.trigger, report),
        evidence=_again(record.evidence, report),
        time=time,
        place=place,
        participants=tuple(replace(p, entity=_entity(p.entity, p.name, report)) for p in record.participants),
        according_to=tuple(_source(link, report, shift) for link in record.according_to),
    )
    return replace(made, id=content_id(repr(replace(made, id="", score=0.0, fingerprint=""))))


def _again(evidence: Evidence, report: Report) -> Evidence:
    return report.evidence(Span(evidence.span.start, evidence.span.end))


def _source(link: SourceLink, report: Report, shift: timedelta) -> SourceLink:
    entity = _entity(link.entity, link.name or "", report)
    return replace(link, entity=entity, said_time=link.said_time and _later(link.said_time, shift))


def _entity(entity: str | None, name: str, report: Report) -> str | None:
    """Who is named stays who they are; "the letter" is another one in every report."""
    named = name[:1].isupper()
    return entity if entity is None or named else content_id("copy", entity, report.id)


def _later(value: str, shift: timedelta) -> str:
    def move(match: re.Match[str]) -> str:
        return (date.fromisoformat(match[0]) + shift).isoformat()

    try:
        return _DAY.sub(move, value)
    except (ValueError, OverflowError):
        return value


def fill(to: Path, found: Sequence[Original], records: int, seed: int = 1) -> int:
    """File copies until the ledger at `to` has so many records; gives how many it has then."""
    began = told = time.perf_counter()
    endless = copies(found, seed)
    with open_ledger(to, write=True) as ledger:
        run(ledger.connection, "PRAGMA synchronous = OFF")
        run(ledger.connection, "PRAGMA cache_size = -1000000")
        total = ledger.stats().records
        while total < records:
            each = next(endless)
            total += ledger.add(each.report, each.records, fingerprint=FINGERPRINT).added
            if time.perf_counter() - told > 5:
                told = time.perf_counter()
                print(f"{total:,} records, {total / (told - began):,.0f}/s", file=sys.stderr, flush=True)
        ledger.link()
    return total


def main() -> int:
    """Make the ledger; more is added to one that was begun."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, help="a ledger of real reports")
    parser.add_argument("to", type=Path, help="the folder to make")
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with open_ledger(given.source) as ledger:
        found = originals(ledger)
    fill(given.to, found, given.records, given.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
