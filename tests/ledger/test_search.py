from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.errors import QueryError
from onrecord.ledger import Near, Order, Query, open_ledger
from onrecord.ledger.days import days
from onrecord.model import Record, RecordPlace, RecordTime, Report, Span

from . import made

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent.parent / "cases" / "ledger.jsonl").read_text("utf-8").splitlines()
]


def plain(report: Report, **fields: object) -> Record:
    """A record of the whole text of a report."""
    whole = report.evidence(Span(0, len(report.text)))
    base = made.records(made.report())[1]
    bare = {"according_to": (), "participants": (), "status_words": (), "trigger": whole, "evidence": whole}
    return made.sealed(replace(base, id="", report_id=report.id, **(bare | fields)))


def file(ledger, text: str, fields: dict[str, object] | None = None, **about: object) -> Report:
    """File a report of one sentence with one record."""
    report = Report(text, **about)  # type: ignore[arg-type]
    ledger.add(report, [plain(report, **(fields or {}))], fingerprint="f1")
    return report


def found(ledger, **query: object) -> list[str]:
    """The texts of all hits; the count and the stream agree with the page."""
    asked = Query(**query)  # type: ignore[arg-type]
    hits = ledger.search(asked, limit=1000)
    assert ledger.count(asked).total == len(hits)
    assert list(ledger.scan(asked)) == hits
    return [hit.text for hit in hits]


@pytest.mark.parametrize("case", CASES, ids=[c["search"] + " | " + c["text"][:20] for c in CASES])
def test_words_are_found_and_marked_in_records_and_in_reports(tmp_path, case):
    """Each case is found, or not, as evidence of a record and as words of a report, and the marks are right."""
    with open_ledger(tmp_path / "l", write=True) as ledger:
        file(ledger, case["text"], outlet="record")
        ledger.add(Report(case["text"], outlet="report"), (), fingerprint="f1", read=False)
        for order in Order:
            hits = ledger.search(Query(text=case["search"], order=order))
            if case["marks"] is None:
                assert hits == []
                continue
            assert sorted(hit.header.outlet for hit in hits) == ["record", "report"]
            for hit in hits:
                assert [span.of(hit.text) for span in hit.matches] == case["marks"]


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A ledger of five reports, one of them not read."""
    with open_ledger(tmp_path_factory.mktemp("small") / "l", write=True) as ledger:
        for number in (1, 2, 3):
            report = made.report(number, published=f"2023-05-0{number + 3}")
            ledger.add(report, made.records(report), fingerprint="f1")
        unread = Report("Склад открыт в Бресте.", outlet="Пример", language="ru", published="2023-06-01")
        ledger.add(unread, (), fingerprint="f1", read=False, reason="language not read")
        empty = Report("Weather: nothing happened near the depot.", outlet="Sample Herald", declared_language="en-GB")
        ledger.add(empty, (), fingerprint="f1")
        yield ledger


@settings(max_examples=300, deadline=None)
@given(
    st.text(max_size=40),
    st.fixed_dictionaries({}, optional={k: st.text(max_size=8) for k in ("who", "according_to", "place", "outlet")}),
    st.sampled_from(Order),
)
@example('"', {}, Order.BEST)
@example('NEAR(a b) OR NOT * ^x: "" {a b} : col', {}, Order.NEWEST)
@example("\0\ud800 a\0b", {"who": "\ud800", "place": "%_\0"}, Order.BEST)
@example("*", {"who": "*"}, Order.BEST)
def test_no_string_breaks_a_search(small, text, filters, order):
    """Whatever is typed is searched for; page, stream and count agree."""
    query = Query(text=text, order=order, **filters)
    hits = small.search(query, limit=100)
    assert small.count(query).total == len(hits)
    for hit in hits:
        assert all(span.end <= len(hit.text) for span in hit.matches)


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30), st.data())
def test_a_stretch_of_the_text_finds_the_text(text, data):
    """Whatever words a text has, in any script, a quoted stretch of them finds it, and the mark is not empty."""
    from onrecord.ledger.ask import terms
    from onrecord.ledger.fold import placed_words
    from onrecord.ledger.search import matches

    placed = list(placed_words(text))
    if not placed:
        return
    first = data.draw(st.integers(0, len(placed) - 1))
    last = data.draw(st.integers(first, len(placed) - 1))
    piece = text[placed[first][1] : placed[last][2]]
    assert matches(text, terms(" ".join(piece.split('"'))))


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({}, 8),
        ({"text": "depot"}, 4),
        ({"text": "depot", "status": ("planned",)}, 3),
        ({"status": ("planned", "denied")}, 6),
        ({"status": ("PLANNED",)}, 3),
        ({"type": ("aid",)}, 3),
        ({"who": "karel"}, 3),
        ({"who": "Olga Karel"}, 3),
        ({"who": "Karel, Olga"}, 3),
        ({"who": "arel"}, 0),
        ({"who": "driver"}, 3),
        ({"according_to": "wire"}, 3),
        ({"according_to": "union"}, 0),
        ({"according_to": "outlet"}, 0),
        ({"place": "brest"}, 3),
        ({"place": "BLR"}, 3),
        ({"place": "UKR"}, 0),
        ({"outlet": "courier"}, 6),
        ({"outlet": "пример"}, 1),
        ({"language": "ru"}, 1),
        ({"language": "EN"}, 7),
        ({"text": "склад"}, 1),
        ({"since": "2023-05-05"}, 3),
        ({"since": "2023-05-05", "until": "2023-05"}, 2),
        ({"until": "2023-05-03"}, 3),
        ({"since": "2023-W23", "language": "ru"}, 0),
        ({"near": Near(52.1, 23.7, 5)}, 3),
        ({"near": Near(52.1, 24.7, 5)}, 0),
        ({"near": Near(52.1, 24.7, 80)}, 3),
        ({"text": "?!"}, 0),
        ({"text": "  "}, 8),
        ({"who": "?!"}, 0),
    ],
    ids=str,
)
def test_filters_narrow(small, query, count):
    """Each filter leaves what it should: three reports with a planned and a denied record, two with none."""
    assert len(found(small, **query)) == count


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ({"status": ("finished",)}, "one of"),
        ({"since": "last week"}, "2022-06-25"),
        ({"until": "2023-02-30"}, "2022-06-25"),
        ({"report": "xyz"}, "0-9"),
        ({"near": Near(91, 0, 5)}, "latitude"),
        ({"near": Near(0, 0, float("nan"))}, "distance"),
        ({"text": "a " * 101}, "at most 100"),
    ],
    ids=str,
)
def test_what_cannot_be_understood_is_said(small, query, says):
    """A filter that means nothing is an error that says what would mean something."""
    with pytest.raises(QueryError, match=says):
        small.search(Query(**query))


def test_newest_comes_first_and_pages_join_up(small):
    """Reports by day, last first; within one, records in text order; pages cover all without overlap."""
    every = small.search(Query(), limit=100)
    assert [hit.header.published for hit in every][:3] == ["2023-06-01", "2023-05-06", "2023-05-06"]
    assert every[1].span < every[2].span
    assert every[-1].header.published is None
    assert [hit for page in range(0, 9, 3) for hit in small.search(Query(), limit=3, offset=page)] == every


def test_a_report_is_a_hit_only_where_none_of_its_records_is(small):
    """Words outside of every record's evidence give the report, and its snippet stands where it says."""
    hits = small.search(Query(text="nobody was hurt"))
    assert [hit.record for hit in hits] == [None] * 3
    report = small.report(hits[0].header.id).report
    assert hits[0].span.of(report.text) == hits[0].text
    assert [span.of(hits[0].text) for span in hits[0].matches] == ["Nobody", "was", "hurt"]


def test_a_long_report_is_shown_around_the_match(tmp_path):
    """The stretch shown holds the match, is short, and begins and ends between words."""
    with open_ledger(tmp_path / "l", write=True) as ledger:
        text = "alpha beta " * 500 + "the needle lies here " + "gamma delta " * 500
        ledger.add(Report(text), (), fingerprint="f1", read=False)
        hit = ledger.search(Query(text="needle"))[0]
        assert [span.of(hit.text) for span in hit.matches] == ["needle"]
        assert len(hit.text) <= 240
        assert hit.text.split()[0] in ("alpha", "beta")
        assert hit.span.of(text) == hit.text


def test_superseded_records_are_found_only_in_the_history(ledger):
    """A search shows what the last reading gives; history shows the rest, marked as not current."""
    report = made.report()
    planned, denied = made.records(report)
    ledger.add(report, (planned, denied), fingerprint="f1")
    ledger.add(report, (planned,), fingerprint="f2")
    assert [hit.record.id for hit in ledger.search(Query())] == [planned.id]
    assert {hit.record.id: hit.current for hit in ledger.search(Query(history=True))} == {
        planned.id: True,
        denied.id: False,
    }


def test_the_outlets_own_voice_is_a_record_without_sources(ledger):
    """according_to "outlet" or "-" finds what nobody is credited with."""
    file(ledger, "Rain fell.")
    report = made.report()
    ledger.add(report, made.records(report), fingerprint="f1")
    assert found(ledger, according_to="outlet") == found(ledger, according_to="-") == ["Rain fell."]


def test_best_puts_the_closer_match_first(ledger):
    """BM25 prefers the text that is about the word; newest does not care."""
    file(ledger, "Truce, truce, truce.", published="2020-01-01")
    file(ledger, "A long sentence about many other things mentions a truce in passing too.", published="2021-01-01")
    assert found(ledger, text="truce", order=Order.BEST)[0] == "Truce, truce, truce."
    assert found(ledger, text="truce")[0].startswith("A long")


def test_near_knows_the_globe_and_how_precise_a_place_is(ledger):
    """The 180th meridian and the pole are no borders, and a country is not a point in its middle."""

    def at(words: str, lat: float, lon: float, precision: str = "city") -> None:
        place = RecordPlace(words, Span(0, 3), None, None, lat, lon, precision, 1.0)
        file(ledger, words, {"place": place})

    at("west of the line", 0.0, 179.9)
    at("east of the line", 0.0, -179.9)
    at("by the pole", 89.9, 10.0)
    at("over the pole", 89.9, -170.0)
    at("somewhere in a country", 50.0, 30.0, "country")
    at("in a city", 50.1, 30.1)
    assert set(found(ledger, near=Near(0, 180, 50))) == {"west of the line", "east of the line"}
    assert set(found(ledger, near=Near(0, -179.9, 50))) == {"west of the line", "east of the line"}
    assert set(found(ledger, near=Near(89.9, 10, 50))) == {"by the pole", "over the pole"}
    assert found(ledger, near=Near(50, 30, 50)) == ["in a city"]
    assert set(found(ledger, near=Near(50, 30, 1500))) == {"in a city", "somewhere in a country"}


def test_a_record_is_dated_by_its_time_before_its_report(ledger):
    """since and until look at the event's own time; a month overlaps a day in it; no date, no hit."""
    time = RecordTime("2022-03", Span(0, 3), "named")
    file(ledger, "Old event.", {"time": time}, published="2023-05-05")
    file(ledger, "Recent event.", published="2023-05-05")
    file(ledger, "Lasting event.", {"time": RecordTime("P3D", Span(0, 3), "a duration")}, published="2023-05-06")
    file(ledger, "Undated event.")
    assert found(ledger, since="2022-03-15", until="2022-03-20") == ["Old event."]
    assert found(ledger, since="2023-05-05") == ["Lasting event.", "Recent event."]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2022-06-25", ("2022-06-25", "2022-06-25")),
        ("2022-06-25T14:30:00Z", ("2022-06-25", "2022-06-25")),
        ("2022-06-25TEV", ("2022-06-25", "2022-06-25")),
        ("2022-02", ("2022-02-01", "2022-02-28")),
        ("2022", ("2022-01-01", "2022-12-31")),
        ("2022-SU", ("2022-01-01", "2022-12-31")),
        ("2022-W25", ("2022-06-20", "2022-06-26")),
        ("2022-W25-WE", ("2022-06-25", "2022-06-26")),
        ("2022-W25-3", ("2022-06-22", "2022-06-22")),
        ("2022-Q2", ("2022-04-01", "2022-06-30")),
        ("2022-H2", ("2022-07-01", "2022-12-31")),
        ("199", ("1990-01-01", "1999-12-31")),
        ("199X", ("1990-01-01", "1999-12-31")),
        ("20", ("2000-01-01", "2099-12-31")),
        ("2022-Q5", None),
        ("2022-13", None),
        ("2022-02-30", None),
        ("0000", None),
        ("P3D", None),
        ("PRESENT_REF", None),
        ("XXXX-06-25", None),
        ("", None),
    ],
)
def test_values_cover_days(value, expected):
    """ISO and TIMEX3 values become first and last day; what is no date becomes nothing."""
    assert days(value) == expected
