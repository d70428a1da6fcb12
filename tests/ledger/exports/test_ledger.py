"""Exports of a real ledger: every format streams from it, and judgements about records count."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.extract.codes import plover_types
from onrecord.ledger import EXCHANGE, Query, export
from onrecord.ledger.exports import WRITERS, entries, gdelt_events, gdelt_mentions, polecat
from onrecord.model import Judgement, Status, Verdict

from .. import made

DOCS = " ".join((Path(__file__).parents[3] / "docs" / "exports.md").read_text("utf-8").split())


@pytest.fixture
def filled(ledger):
    """Three reports of the same words, each with two records; and a report without any."""
    for number in range(3):
        report = made.report(number, outlet="Sample Courier" if number else "Sample Wire")
        ledger.add(report, made.records(report), fingerprint="f1")
    ledger.add(made.report(9, text="Nothing."[:8], blocks=()), (), fingerprint="f1")
    return ledger


@pytest.mark.parametrize("format", EXCHANGE)
def test_every_format_is_written_whole(filled, tmp_path, format):
    """A file for each format, with a row for each record that it has a place for; an empty search is an empty file."""
    path = tmp_path / "out"
    rows = export(filled, Query(), path, format)
    lines = path.read_text("utf-8").splitlines()
    assert rows == len(lines) - (format == "polecat") > 0
    assert export(filled, Query(text="absent"), path, format) == 0
    assert len(path.read_text("utf-8").splitlines()) == (format == "polecat")


def test_formats_have_one_list():
    """What the command line offers is what can be written."""
    assert list(EXCHANGE) == list(WRITERS)


def test_an_unknown_format_lists_all(filled, tmp_path):
    """The message names the formats of others too, and no file is left."""
    with pytest.raises(InputError, match=r"geojson, plover.*ftm"):
        export(filled, Query(), tmp_path / "out", "xlsx")
    assert not (tmp_path / "out").exists()


def test_pages_are_loaded_once_a_report(filled):
    """Records of one report share its page."""
    pages = [entry.page for entry in entries(filled, Query())]
    assert len(pages) == 6
    assert len({id(page) for page in pages}) == 3


def test_records_judged_the_same_are_one_event(filled, tmp_path):
    """A judgement about two records makes one event of two mentions; one taken back makes two again."""
    same = [entry.record.id for entry in entries(filled, Query(status=("planned",)))]
    assert len(same) == 3
    filled.judge(
        Judgement(same[0], same[1], Verdict.SAME, "a reader", "2023-05-05T00:00:00+00:00"),
        Judgement(same[1], same[2], Verdict.SAME, "a reader", "2023-05-05T00:00:00+00:00"),
    )
    path = tmp_path / "events"
    assert export(filled, Query(status=("planned",)), path, "gdelt-events") == 1
    row = path.read_text("utf-8").split("\t")
    assert row[31:34] == ["3", "2", "3"]
    assert export(filled, Query(status=("planned",)), tmp_path / "mentions", "gdelt-mentions") == 3
    filled.judge(Judgement(same[1], same[2], Verdict.DIFFERENT, "a reader", "2023-05-06T00:00:00+00:00"))
    assert export(filled, Query(status=("planned",)), path, "gdelt-events") == 2


def test_superseded_records_do_not_count_as_mentions(filled, tmp_path):
    """Mentions are those of current records."""
    same = [entry.record.id for entry in entries(filled, Query(status=("planned",)))]
    filled.judge(Judgement(same[0], same[1], Verdict.SAME, "a reader", "2023-05-05T00:00:00+00:00"))
    report = next(entry.page.report for entry in entries(filled, Query()) if entry.record.id == same[0])
    filled.add(report, (), fingerprint="f2")
    assert export(filled, Query(status=("planned",)), tmp_path / "out", "gdelt-events") == 2
    assert (tmp_path / "out").read_text("utf-8").split("\t")[31] == "1"


def test_formats_columns_and_statuses_are_documented():
    """docs/exports.md names each format, each column of tables, each type, and what becomes of each status."""
    for word in (*EXCHANGE, *plover_types(), *Status):
        assert re.search(rf"`{word}`", DOCS), word
    for column in (*polecat.COLUMNS, *gdelt_mentions.COLUMNS):
        assert column in DOCS, column
    for column in gdelt_events.COLUMNS:
        assert re.sub(r"^Actor[12]|^ActionGeo_|^Geo_", "", re.sub(r"^Actor[12]Geo_", "", column)) in DOCS, column
