"""Records of one event at the command line: shown together, counted once, judged by their ids."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from ledger import made
from onrecord.cli.main import app
from onrecord.cli.words import amount
from onrecord.ledger import open_ledger
from onrecord.model import Quantity, Span


@pytest.fixture
def told(tmp_path):
    """The ids of two records of one event, the fuller one first, and a way to ask their ledger."""
    path = tmp_path / "ledger"
    fuller, again = made.records(made.report())
    with open_ledger(path, write=True) as ledger:
        ledger.add(made.report(), (fuller, replace(again, same_as=fuller.id)), fingerprint="f1")

    def ask(*arguments: str, status: int = 0):
        done = CliRunner().invoke(app, [*arguments, "--ledger", str(path)])
        assert done.exit_code == status, done.stderr
        return done

    return fuller.id, again.id, ask


def test_a_search_says_where_else_an_event_is_told(told):
    """Under each hit stand the other records of its event; --events leaves the one that tells most."""
    fuller, again, ask = told
    assert f"also told in {again[:10]}" in ask("search").stdout
    once = ask("search", "--events").stdout
    assert (f"id {fuller[:10]}" in once, f"id {again[:10]}" in once) == (True, False)
    rows = [json.loads(line) for line in ask("export", "--events").stdout.splitlines()]
    assert [row["record"]["id"] for row in rows] == [fuller]


def test_show_gives_the_other_words(told):
    """A record is shown with the evidence of the others of its event."""
    fuller, again, ask = told
    assert f"also told in {again[:10]}: “The union denied that drivers were hired.”" in ask("show", fuller).stdout


def test_records_are_parted_and_put_together_by_their_ids(told):
    """`different` and `same` take ids of records, or enough of their beginnings; every judgement stays listed."""
    fuller, again, ask = told
    done = ask("different", fuller[:12], again[:12], "--by", "ann", "--note", "two acts")
    assert "do not tell the same event now" in done.stderr
    assert "also told in" not in ask("search").stdout
    assert "tell the same event now" in ask("same", fuller, again, "--by", "ann").stderr
    (row,) = [json.loads(line) for line in ask("unsure", fuller, again, "--by", "ann", "--json").stdout.splitlines()]
    assert (row["verdict"], row["by"], {row["one"], row["other"]}) == ("unsure", "ann", {fuller, again})
    listed = ask("judgements", "--history").stdout
    assert (listed.count("record  "), "two acts" in listed) == (8, True)


def test_one_record_twice_is_refused(told):
    """A judgement is about two."""
    fuller, _, ask = told
    assert "given twice" in ask("same", fuller, fuller, "--by", "ann", status=2).stderr


def test_tolls_are_told_in_words():
    """An amount says what became of those counted."""
    assert amount(Quantity(Span(0, 2), 41.0, "people", "exact", 0, "killed")) == "41 people killed"
    assert amount(Quantity(Span(0, 2), 41.0, None, "at least", 0, "wounded")) == "at least 41 wounded"
