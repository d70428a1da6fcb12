"""Records of one event: judged at filing, parted by people, counted once where events are asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.errors import QueryError
from onrecord.ledger import Count, Ledger, Order, Query, doctor, open_ledger, retelling, write_hits
from onrecord.ledger.exports.groups import groups
from onrecord.ledger.view import View, open_view
from onrecord.model import Judgement, NameType, Record, Verdict

from . import made

AT = "2026-01-01T00:00:00+00:00"


def pair(number: int = 0) -> tuple[Record, Record]:
    """The fuller record of a report, and one that tells the same event again."""
    fuller, again = made.records(made.report(number))
    return fuller, replace(again, same_as=fuller.id)


def filed(ledger: Ledger, number: int = 0) -> tuple[Record, Record]:
    """The same, filed."""
    found = pair(number)
    ledger.add(made.report(number), found, fingerprint="f1")
    return found


def said(verdict: Verdict, one: Record, other: Record, by: str = "ann") -> Judgement:
    """What somebody says of two records."""
    return Judgement(one.id, other.id, verdict, by, AT)


def ids(hits) -> list[str]:
    """Of the records among hits."""
    return [hit.record.id for hit in hits if hit.record]


@pytest.fixture
def view(ledger: Ledger) -> Iterator[View]:
    """A view of a ledger with one event that two records tell, and one that a single record tells."""
    filed(ledger)
    made.file(ledger, made.sentence("Lee left.", actor=(NameType.PER, "Ann Lee", "GBR")))
    with open_view(ledger.path, fresh_s=0) as opened:
        yield opened


def test_a_pair_is_judged_when_it_is_filed(ledger: Ledger):
    """One SAME by the program beside the records; the poorer one names the fuller one, and the ledger is sound."""
    fuller, again = filed(ledger)
    (judgement,) = ledger.judgements()
    assert (set(judgement.pair), judgement.verdict, judgement.by_program) == (
        {fuller.id, again.id},
        Verdict.SAME,
        True,
    )
    assert (ledger.record(again.id).record.same_as, ledger.record(fuller.id).record.same_as) == (fuller.id, None)
    assert ledger.told_again([again.id]) == dict.fromkeys((fuller.id, again.id), (fuller.id, again.id))
    assert list(doctor(ledger)) == []


def test_reading_again_adds_only_what_is_new(ledger: Ledger):
    """The same pair is not judged twice; one that is no longer given becomes UNSURE, and SAME if it comes back."""
    fuller, again = filed(ledger)
    verdicts = []
    for fingerprint, given in (("f2", again), ("f3", replace(again, same_as=None)), ("f4", again)):
        ledger.add(made.report(), (fuller, given), fingerprint=fingerprint)
        verdicts.append([str(judgement.verdict) for judgement in ledger.judgements()])
    assert verdicts == [["same"], ["same", "unsure"], ["same", "unsure", "same"]]
    assert list(doctor(ledger)) == []


def test_a_person_parts_them_and_puts_them_together(ledger: Ledger):
    """DIFFERENT of a person holds, also after the report is read again; SAME of a person takes it back."""
    fuller, again = filed(ledger)
    ledger.judge(said(Verdict.DIFFERENT, fuller, again))
    ledger.add(made.report(), (fuller, again), fingerprint="f2")
    assert len(ledger.judgements()) == 2
    assert ledger.told_again([again.id]) == {}
    assert ledger.record(again.id).record.same_as is None
    assert retelling.apart(ledger.connection, fuller.id) == (again.id,)
    ledger.judge(said(Verdict.SAME, fuller, again))
    assert again.id in ledger.told_again([fuller.id])


def test_what_is_superseded_tells_nothing_again(ledger: Ledger):
    """A record that the last reading no longer gives leaves the event to the others."""
    fuller, _ = filed(ledger)
    ledger.add(made.report(), (fuller,), fingerprint="f2")
    assert ledger.told_again([fuller.id]) == {}
    assert groups(ledger) == {}


def test_events_are_counted_once(ledger: Ledger):
    """Of one event the fullest record that matches is a hit: another only where the fullest does not match."""
    fuller, again = filed(ledger)
    assert ids(ledger.search(Query(events_only=True))) == ids(ledger.scan(Query(events_only=True))) == [fuller.id]
    assert (ledger.count(Query()).records, ledger.count(Query(events_only=True)).records) == (2, 1)
    assert ids(ledger.search(Query(text="drivers", events_only=True))) == [again.id]
    assert ledger.count(Query(text="depot", events_only=True)).reports == 0


def test_one_event_in_two_reports(ledger: Ledger):
    """What a person says of records of two reports counts for both; no report is a hit without its record."""
    fuller, _ = filed(ledger)
    other, _ = filed(ledger, 1)
    ledger.judge(said(Verdict.SAME, fuller, other))
    assert ledger.count(Query(text="depot brest", events_only=True)) == Count(1, 0)
    group = groups(ledger)[fuller.id]
    assert (group.mentions, group.reports) == (4, 2)


def test_a_view_counts_events_as_the_store_does(ledger: Ledger, view: View):
    """Hits, counts and facets of a view agree with the ledger, before and after a person parts the two."""
    fuller, again = pair()
    query = Query(events_only=True)
    for _ in range(2):
        assert view.count(query) == ledger.count(query)
        assert ids(view.search(query).hits) == ids(ledger.search(query))
        statuses = next(facet for facet in view.facets(query) if facet.name == "status")
        assert sum(count.records for count in statuses.counts) == view.count(query).records
        retelling.judge(ledger.path, said(Verdict.DIFFERENT, fuller, again))
    assert view.count(query).records == 3
    assert ids(view.record(again.id[:12]).apart) == [fuller.id]


def test_a_view_tells_where_an_event_is_told_again(view: View):
    """By record the others of its event, with their words."""
    fuller, again = pair()
    page = view.record(fuller.id)
    assert (ids(page.also), page.also[0].text, page.apart) == ([again.id], again.evidence.text, ())
    assert {id: ids(hits) for id, hits in view.also(view.search(Query()).hits).items()} == {
        fuller.id: [again.id],
        again.id: [fuller.id],
    }


def test_a_view_takes_in_what_is_filed_later(ledger: Ledger, view: View):
    """Pairs of reports that are filed while a view is open are seen by it."""
    filed(ledger, 1)
    assert view.count(Query(events_only=True)) == ledger.count(Query(events_only=True))
    assert view.count(Query(events_only=True)).records == 3


def test_names_are_not_touched_by_judgements_on_records(ledger: Ledger):
    """Entities are as before, and the program takes no judgement on records back when it judges names."""
    filed(ledger)
    before = len(ledger.judgements())
    ledger.link()
    assert not [j for j in ledger.judgements()[before:] if "-" not in j.one]
    assert [entity.name for entity in ledger.who("Karel")] == ["Olga Karel"]


@pytest.mark.parametrize(
    "change", [{"other": "f" * 32}, {"by": " "}, {"by": "onrecord"}], ids=["no record", "nobody", "the program"]
)
def test_what_cannot_be_said_of_records(ledger: Ledger, change: dict[str, str]):
    """A judgement is about two records of the ledger and by a person."""
    fuller, again = filed(ledger)
    with pytest.raises(QueryError):
        retelling.judge(ledger.path, replace(said(Verdict.DIFFERENT, fuller, again), **change))
    assert len(ledger.judgements()) == 1


def test_exports_tell_the_fuller_record(ledger: Ledger, tmp_path: Path):
    """JSON lines have `same_as`: the fuller record's id, or null."""
    fuller, again = filed(ledger)
    with (tmp_path / "out.jsonl").open("wb") as stream:
        write_hits(ledger.scan(Query()), stream, "jsonl")
    rows = map(json.loads, (tmp_path / "out.jsonl").read_text("utf-8").splitlines())
    assert {row["record"]["id"]: row["record"]["same_as"] for row in rows} == {fuller.id: None, again.id: fuller.id}


def test_last_filed_first(tmp_path: Path):
    """What is filed late comes first in that order, however old its day; a view and the store agree."""
    with open_ledger(tmp_path / "ledger", write=True) as ledger:
        for day in ("2023-05-04", "2023-06-04", "1999-01-01"):
            made.file(ledger, made.sentence(f"It rained on {day}.", published=day))
        query = Query(order=Order.FILED)
        found = [hit.header.published for hit in ledger.search(query)]
        assert found == ["1999-01-01", "2023-06-04", "2023-05-04"]
        with open_view(ledger.path) as view:
            assert ids(view.search(query).hits) == ids(ledger.search(query))
            assert ids(view.search(query, 1, 1).hits) == ids(ledger.search(query, 1, 1))


def test_contexts_are_searched_and_counted(ledger: Ledger):
    """`Query.context` finds records with any of the contexts, in the store as in a view, which has a facet of them."""
    of = made.report()
    planned, denied = made.records(of)
    told = made.sealed(replace(planned, id="", contexts=("military", "human_rights")))
    ledger.add(of, (told, denied), fingerprint="f1")
    with open_view(ledger.path) as view:
        for asked, expected in ((("Military",), 1), (("health",), 0), (("health", "human_rights"), 1), (("human",), 0)):
            assert ledger.count(Query(context=asked)).records == view.count(Query(context=asked)).records == expected
        (facet,) = (facet for facet in view.facets(Query(context=("military",))) if facet.name == "context")
    assert [(c.value, c.records, c.chosen) for c in facet.counts] == [("human_rights", 1, False), ("military", 1, True)]
