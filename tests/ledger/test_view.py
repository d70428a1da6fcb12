"""A ledger held open: whatever is asked, it gives what the store gives, beside a writer and from many threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger import made
from onrecord.errors import QueryError
from onrecord.ledger import Near, Order, Query, checks, open_ledger
from onrecord.ledger.view import open_view
from onrecord.link import key
from onrecord.model import (
    Judgement,
    NameType,
    Nature,
    Participant,
    Role,
    Saying,
    Span,
    Status,
    Thing,
    Verdict,
    entity_id,
)

BELARUS = key(entity_id(NameType.GPE, "Belarus"), "BLR")
PUTIN = key(entity_id(NameType.PER, "Vladimir Putin"), "RUS")
SURNAME = key(entity_id(NameType.PER, "Putin"), "RUS")
MISSILE = key(entity_id(NameType.PRODUCT, "Iskander-M"), None)


def _fill(ledger) -> None:
    """Reports of several outlets, days and languages; some without records; one read twice."""
    outlets = ("Sample Courier", "Sample Courier", "Other Gazette", None)
    for number, outlet in enumerate(outlets):
        day = None if number == 3 else f"2023-0{5 + number}-04"
        report = made.report(number, outlet=outlet, published=day, language=None if number == 3 else "en")
        ledger.add(report, made.records(report), fingerprint="f1")
    russian = made.report(9, language="ru", text="Склад в Бресте", title="Пример", blocks=(), published="2023-06-01")
    ledger.add(russian, (), fingerprint="f1", read=False, reason="language not read")
    declared = made.report(10, language=None, declared_language="en-GB", text="A depot", blocks=(), published="2023")
    ledger.add(declared, (), fingerprint="f1")
    made.file(
        ledger,
        made.sentence(
            "Vladimir Putin promised missiles.", source=made.PUTIN, saying=Saying.PROMISED, said="2022-06-25"
        ),
        made.sentence("Putin left for Brest, he said.", source=made.SURNAME, actor=made.SURNAME, nature=Nature.PERSON),
        made.sentence("Iskander-M missiles went to Belarus.", actor=(NameType.PRODUCT, "Iskander-M", None)),
        made.sentence("Belarus received missiles.", actor=(NameType.GPE, "Belarus", "BLR"), published="2024-01-02"),
    )
    of, record = made.sentence("Iskander-M missiles and Iskander launchers came.")
    one, other = (Thing(Span(start, start + 8), "Iskander", "missile system", "M", "e7") for start in (0, 24))
    truck = Thing(Span(0, 8), "Kamaz", "truck")
    ledger.add(of, (made.sealed(replace(record, things=(one, other, truck))),), fingerprint="f1")
    again = made.report(0, published="2023-05-04")
    planned, denied = made.records(again)
    ledger.add(again, (planned, made.sealed(replace(denied, lemma="engage"))), fingerprint="f2")


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """The same ledger as a handle for writing and as a view."""
    root = tmp_path_factory.mktemp("view") / "ledger"
    with open_ledger(root, write=True) as ledger:
        _fill(ledger)
        with open_view(root, connections=2, fresh_s=0) as view:
            yield ledger, view


def ids(hits) -> list[tuple[str, str | None]]:
    """Which hits they are."""
    return [(hit.header.id, hit.record.id if hit.record else None) for hit in hits]


QUERIES = [
    {},
    {"text": "depot"},
    {"text": "depot", "status": ("planned",)},
    {"text": "склад"},
    {"text": "?!"},
    {"text": "missiles brest"},
    {"text": '"missiles went"'},
    {"text": "missil*", "since": "2022-06", "until": "2023-05"},
    {"status": ("planned", "DENIED")},
    {"type": ("aid",)},
    {"who": "karel"},
    {"who": "?!"},
    {"according_to": "wire"},
    {"according_to": "outlet"},
    {"according_to": "-", "saying": ("promised",)},
    {"according_to": "putin", "saying": ("promised", "said")},
    {"saying": ("promised",)},
    {"place": "brest"},
    {"place": "BLR"},
    {"country": "blr"},
    {"geonames": 629634},
    {"outlet": "courier"},
    {"outlet": "пример"},
    {"language": "en"},
    {"language": "ru"},
    {"since": "2023-06"},
    {"until": "2023-05-31"},
    {"since": "2023-06", "text": "depot", "language": "en"},
    {"near": Near(52.1, 24.7, 80)},
    {"history": True},
    {"history": True, "text": "hired"},
    {"who_keys": (BELARUS, MISSILE)},
    {"source_keys": (PUTIN,)},
    {"who_keys": ("0" * 32 + "-XXX",)},
    {"thing": "e7"},
    {"thing": "iskander"},
    {"thing": "m"},
    {"thing": "truck"},
]


@pytest.mark.parametrize("asked", QUERIES, ids=str)
def test_the_view_gives_what_the_store_gives(both, asked):
    """The same hits in the same order, page by page, and the same counts; newest and best first."""
    ledger, view = both
    for order in Order:
        query = Query(**asked, order=order)
        expected = ids(ledger.search(query, 100))
        assert ids(view.search(query, 100).hits) == expected
        assert ids(view.search(query, 3, 2).hits) == expected[2:5]
    assert view.search(query, 0).total == view.count(query) == ledger.count(query)
    assert ids(view.scan(Query(**asked))) == ids(ledger.scan(Query(**asked)))


@settings(max_examples=120, deadline=None)
@given(st.lists(st.sampled_from(QUERIES), min_size=2, max_size=4), st.sampled_from(Order))
def test_filters_together_give_what_the_store_gives(both, parts, order):
    """Any filters at once."""
    ledger, view = both
    query = Query(**{name: value for part in parts for name, value in part.items()}, order=order)
    assert ids(view.search(query, 100).hits) == ids(ledger.search(query, 100))
    assert view.count(query) == ledger.count(query)


@pytest.mark.parametrize(
    "asked",
    [{"status": ("finished",)}, {"since": "last week"}, {"report": "xyz"}, {"near": Near(91, 0, 5)}, {"who": "0abc12"}],
    ids=str,
)
def test_what_cannot_be_understood_is_said(both, asked):
    """The view refuses what the store refuses, and ids that nobody has."""
    with pytest.raises(QueryError):
        both[1].search(Query(**asked))
    with pytest.raises(QueryError, match="negative"):
        both[1].search(Query(), -1)


@pytest.mark.parametrize("asked", [{}, {"text": "missiles"}, {"status": ("planned",)}, {"outlet": "courier"}], ids=str)
def test_facets_count_what_choosing_a_value_gives(both, asked):
    """For every value of every facet: its count is that of the search with this value chosen instead."""
    _, view = both
    fields = {"status": "status", "type": "type", "saying": "saying", "who": "who_keys", "according_to": "source_keys"}
    query = Query(**asked)
    facets = view.facets(query)
    assert {facet.name for facet in facets} >= {*fields, "country", "place", "outlet", "language"}
    for facet in facets:
        for count in facet.counts:
            field = fields.get(facet.name, facet.name)
            value = (count.value,) if facet.name in fields else count.value
            assert view.count(replace(query, **{field: value})).records == count.records, (facet.name, count)
        assert facet.more == 0
    if "status" in asked:
        assert [count.value for count in facets[0].counts if count.chosen] == ["planned"]


def test_a_facet_lists_the_most_frequent_and_what_was_chosen(both):
    """With room for one value, the most frequent one and the chosen one are there, the rest are counted."""
    status = both[1].facets(Query(status=("denied",)), most=1)[0]
    most = both[1].facets(Query(), most=1)[0].counts[0].value
    assert [count.value for count in status.counts] == [most, "denied"] or most == "denied"
    assert len(both[1].facets(Query(), most=1)[0].counts) == 1
    assert both[1].facets(Query(), most=1)[0].more >= 1


def test_what_is_added_read_again_and_judged_is_seen(tmp_path):
    """A view that was opened before sees each change as the store has it."""
    with open_ledger(tmp_path / "ledger", write=True) as ledger, open_view(ledger.path, fresh_s=0) as view:
        assert view.count(Query()).total == 0
        assert view.suggest("putin") == ()
        report = made.report()
        ledger.add(report, made.records(report), fingerprint="f1")
        assert view.count(Query(text="depot")).total == ledger.count(Query(text="depot")).total == 1
        planned, denied = made.records(report)
        other = replace(report, language="fr")
        ledger.add(other, (planned,), fingerprint="f2")
        assert ids(view.search(Query()).hits) == [(report.id, planned.id)]
        assert view.count(Query(text="hired", history=True)).records == 1
        assert view.count(Query(language="fr")).records == 1
        assert [line.language for line in view.outlets()] == ["fr"]
        ledger.add(report, (denied,), fingerprint="f3")
        assert ids(view.search(Query()).hits) == [(report.id, denied.id)]
        made.file(
            ledger,
            made.sentence("Vladimir Putin left.", actor=made.PUTIN),
            made.sentence("Putin came back.", actor=made.SURNAME),
        )
        assert view.count(Query(who_keys=(PUTIN,))).records == 1
        ledger.judge(Judgement(PUTIN, SURNAME, Verdict.SAME, "ann", "2026-01-01T00:00:00+00:00"))
        assert view.count(Query(who_keys=(PUTIN,))).records == 2
        assert view.count(Query(who=SURNAME)).records == 2
        assert [each.name for each in view.entities("putin")] == ["Vladimir Putin"]


def test_ids_become_keys_for_the_store(both):
    """`resolved` turns an id into the keys of its entity, with which the store finds the same."""
    ledger, view = both
    for field in ("who", "according_to"):
        query = view.resolved(Query(**{field: PUTIN[:12]}))
        assert (query.who, query.according_to) == (None, None)
        assert ids(ledger.scan(query)) == ids(view.search(Query(**{field: PUTIN}), 100).hits) != []


def test_an_entity_has_a_page(both):
    """What it is called, as what it takes part, by status and over time; unknown or open names are errors."""
    _, view = both
    page = view.entity("Iskander-M")
    assert (page.entity.key, page.entity.kind, page.entity.records) == (MISSILE, NameType.PRODUCT, 1)
    assert page.by_role == (("actor", 1),)
    assert page.profile.by_status == (("denied", 1),)
    assert view.entity(PUTIN).by_saying == (("promised", 1),)
    assert view.entities(kind=NameType.PRODUCT) == (page.entity,)
    with pytest.raises(QueryError, match="nobody is on record"):
        view.entity("Nobody Here")
    with pytest.raises(QueryError, match="nobody on record has an id"):
        view.entity("0123456789abcdef")


def test_things_go_by_their_names_with_the_variant(both):
    """One thing in one record counts once; its key and its name find the same."""
    _, view = both
    assert [(line.key, line.name, line.type, line.records) for line in view.things("iskander m")] == [
        ("e7", "Iskander-M", "missile system", 1)
    ]
    assert [line.name for line in view.things()] == ["Iskander-M", "Kamaz"]
    assert view.count(Query(thing="e7")) == view.count(Query(thing="Iskander"))


def test_a_place_has_a_page(both):
    """By name, by country and by its number in the gazetteer it is the same."""
    _, view = both
    pages = [view.place(wanted) for wanted in ("Brest", "BLR", "629634")]
    assert len({page.profile for page in pages}) == 1
    profile = pages[0].profile
    assert (profile.records, profile.reports, profile.by_type) == (4, 4, (("AID", 4),))
    assert [(spot.name, spot.geonames_id, spot.records) for spot in profile.spots] == [("Brest", 629634, 4)]
    with pytest.raises(QueryError, match="no record lies in"):
        view.place("Atlantis")


def test_a_timeline_counts_by_status_from_first_to_last(both):
    """By month, day or year: all dated records, in order."""
    _, view = both
    buckets = view.timeline(Query(text="missiles"))
    assert [bucket.start for bucket in buckets] == sorted(bucket.start for bucket in buckets)
    assert sum(bucket.records for bucket in buckets) == view.count(Query(text="missiles")).records
    assert [bucket.start for bucket in view.timeline(Query(who_keys=(BELARUS,)), "day")] == ["2024-01-02"]
    assert [bucket.start for bucket in view.timeline(Query(who_keys=(BELARUS,)), "year")] == ["2024"]
    with pytest.raises(QueryError, match="day, month, year or fit"):
        view.timeline(Query(), "week")


@pytest.mark.parametrize(
    ("days", "start"),
    [
        (["2022-06-25", "2022-07-01"], "2022-06-25"),
        (["2022-06-25", "2023-07-01"], "2022-06"),
        (["1991-06-25", "2023-07-01"], "1991"),
        (["2023-07-01"] * 150 + ["1066-10-14"], "1066-10-14"),
    ],
)
def test_a_timeline_can_choose_a_step_that_fits(ledger, days, start):
    """Days while nearly all fit, else months, else years; one record far off does not count."""
    made.file(ledger, *(made.sentence(f"Report {n} of {day}.", published=day) for n, day in enumerate(days)))
    with open_view(ledger.path) as view:
        buckets = view.timeline(Query(), "fit")
        assert buckets[0].start == start
        assert sum(bucket.records for bucket in buckets) == len(days)


def test_outlets_are_listed_with_their_gaps(both):
    """Each with its reports and records, and the stretches in which it published nothing."""
    lines = {(line.name, line.language): line for line in both[1].outlets()}
    courier = lines["Sample Courier", "en"]
    assert (courier.first, courier.last) == ("2023-05-04", "2023-06-04")
    assert courier.gaps == (("2023-05-05", "2023-06-03"),)
    assert courier.without == 30
    assert lines["Sample Courier", "ru"].records == 0
    assert sum(line.records for line in lines.values()) == both[1].count(Query()).records


def test_suggestions_begin_as_typed(both):
    """Of every kind, by the beginning of any word, in any case."""
    _, view = both
    found = {(each.kind, each.label): each for each in view.suggest("b")}
    assert found["entity", "Belarus"].value == BELARUS
    assert {("place", "Brest"), ("country", "BLR")} <= set(found)
    assert [(s.kind, s.label) for s in view.suggest("ISK")] == [("thing", "Iskander-M")]
    assert [(s.kind, s.label) for s in view.suggest("cour")] == [("outlet", "Sample Courier")]
    assert {(s.kind, s.value) for s in view.suggest("plan")} == {("status", "planned")}
    assert view.suggest("  ") == view.suggest("zzz") == ()
    assert len(view.suggest("p", limit=1)) <= 7


def test_a_record_page_has_all_about_it(both):
    """The record with evidence, who it names, what reviewers said, and others of the same words."""
    ledger, view = both
    (hit,) = view.search(Query(text="received")).hits
    checks.append(view.path, hit.record.id, "accept", by="ann", at="2026-01-01T00:00:00+00:00")
    page = view.record(hit.record.id[:12])
    assert page.hit == ledger.record(hit.record.id)
    assert page.entities[BELARUS].name == "Belarus"
    assert [check.verdict for check in page.checks] == ["accept"]
    assert page.filed == ledger.report(hit.header.id)
    assert page.siblings == ()
    assert view.name_of(BELARUS) == page.entities[BELARUS]
    assert view.name_of("nobody") is None
    with pytest.raises(QueryError, match="no record has an id"):
        view.record("0" * 32)
    report = view.report(hit.header.id)
    assert [record.id for record in report.records] == [hit.record.id]
    assert BELARUS in report.entities


def test_the_queue_takes_kinds_in_turn_and_ends(tmp_path):
    """Both kinds come early, nothing comes twice, what was skipped comes to others only, and then there is none."""
    with open_ledger(tmp_path / "ledger", write=True) as ledger:
        for number in range(4):
            report = made.report(number)
            ledger.add(report, made.records(report), fingerprint="f1")
        with open_view(ledger.path, fresh_s=0) as view:
            first = view.next_to_check("ann")
            assert view.next_to_check("ann", after=(first,)) != first
            assert {
                view.record(first).hit.record.status,
                view.record(view.next_to_check("ann", after=(first,))).hit.record.status,
            } == {Status.PLANNED, Status.DENIED}
            shown = []
            while (id := view.next_to_check("ann")) is not None:
                checks.append(
                    view.path, id, "skip" if not shown else "accept", by="ann", at="2026-01-01T00:00:00+00:00"
                )
                shown.append(id)
            assert len(shown) == len(set(shown)) == 8
            assert view.next_to_check("bob") == shown[0]
            assert view.next_to_check("bob", status=("planned",), type=("ASSAULT",)) is None


def test_many_threads_may_ask_while_another_program_writes(tmp_path):
    """No error, and never fewer hits than before."""
    with open_ledger(tmp_path / "ledger", write=True) as ledger, open_view(ledger.path, fresh_s=0) as view:

        def ask(_: int) -> list[int]:
            return [len(view.search(Query(text="depot"), 100).hits) + len(view.facets(Query())) for _ in range(15)]

        with ThreadPoolExecutor(6) as threads:
            answers = [threads.submit(ask, number) for number in range(6)]
            for number in range(25):
                report = made.report(number)
                ledger.add(report, made.records(report), fingerprint="f1")
            for answer in answers:
                assert answer.result() == sorted(answer.result())
        assert view.count(Query(text="depot")).records == 25


def test_only_the_newest_are_ranked_where_there_are_many(both, monkeypatch):
    """Best first says when it ranked only some, and those are the newest."""
    from onrecord.ledger.view import find

    _, view = both
    query = Query(text="depot", order=Order.BEST)
    assert view.search(query).ranked is None
    monkeypatch.setattr(find, "RANK_ALL", 2)
    monkeypatch.setattr(find, "RANK_NEWEST", 2)
    page = view.search(query)
    assert page.ranked == 2
    newest = ids(view.search(replace(query, order=Order.NEWEST)).hits)
    assert set(ids(page.hits)) <= set(newest)


def test_a_participant_beside_a_source_of_one_entity_counts_once(ledger):
    """Who says and does something in one record is in it once."""
    report, record = made.sentence("Putin said he left.", source=made.SURNAME, actor=made.SURNAME)
    twice = Participant(Role.OBJECT, record.participants[0].span, "Putin", SURNAME.partition("-")[0], "RUS")
    ledger.add(report, (made.sealed(replace(record, participants=(*record.participants, twice))),), fingerprint="f1")
    with open_view(ledger.path) as view:
        who = next(facet for facet in view.facets(Query()) if facet.name == "who")
        assert [(count.label, count.records) for count in who.counts] == [("Putin", 1)]


@pytest.fixture(scope="module")
def growing(tmp_path_factory):
    """A ledger that hypothesis fills, and a view that was open before."""
    root = tmp_path_factory.mktemp("growing") / "ledger"
    with open_ledger(root, write=True) as ledger, open_view(root, fresh_s=0) as view:
        yield ledger, view


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_is_filed_the_view_has_what_the_store_has(growing, data):
    """Any reports and records, read again or not: the same hits, the same counts, and pages that can be made."""
    ledger, view = growing
    report = data.draw(made.reports())
    records = data.draw(st.lists(made.records_of(report), max_size=3, unique_by=lambda record: record.id))
    ledger.add(report, records, fingerprint=str(ledger.stats().readings))
    for query in (Query(), Query(status=("denied", "planned")), Query(history=True), Query(since="1900", until="2100")):
        assert ids(view.search(query, 500).hits) == ids(ledger.search(query, 500))
        assert view.count(query) == ledger.count(query)
    facets = {facet.name: facet for facet in view.facets(Query(), most=1_000)}
    assert sum(count.records for count in facets["status"].counts) == view.count(Query()).records
    assert sum(bucket.records for bucket in view.timeline(Query(), "fit")) <= view.count(Query()).records
    assert sum(line.reports for line in view.outlets()) == ledger.stats().reports
    for each in records:
        page = view.record(each.id)
        assert page.hit.record == each
        assert page.hit in (page.hit, *page.siblings)
    view.suggest(report.title or "a")
