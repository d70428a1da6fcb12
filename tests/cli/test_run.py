"""`onrecord run`: a folder becomes a ledger, once."""

from __future__ import annotations

import re

import pytest

from command import SAMPLES, onrecord
from onrecord.ledger import open_ledger

pytestmark = pytest.mark.model


def test_the_summary_tells_what_became_of_each_report(first_run):
    """New and not-read reports, records and quarantine are counted, on standard error; no data is printed."""
    status, out, err = first_run.said
    assert (status, out) == (0, "")
    assert re.search(r"^15 new, 0 unchanged in [\d.]+ s \([\d.]+ reports/s\)$", err, re.M)
    assert "1 in a language that is not read yet" in err
    assert re.search(r"^  \d+ records filed in ", err, re.M)
    assert "1 quarantined" in err
    assert re.search(r"swa-2022-06-26-broken\.newsml\.xml: .*not well formed", err)


def test_running_again_adds_nothing(first_run):
    """The second run says 0 new, everything unchanged, and what is in quarantine as known."""
    with open_ledger(first_run.ledger) as ledger:
        before = ledger.stats()
    again = onrecord("run", "samples", "--ledger", first_run.ledger)
    assert again.status == 0
    assert "0 new, 15 unchanged" in again.err
    assert "1 quarantined, 1 of them known" in again.err
    with open_ledger(first_run.ledger) as ledger:
        after = ledger.stats()
    assert (after.reports, after.records, after.readings) == (before.reports, before.records, before.readings)


def test_the_same_report_by_another_way_is_the_same(first_run, tmp_path):
    """A file given by its own path, or by a pattern, is known from the folder."""
    said = onrecord("run", str(SAMPLES / "courier-*.txt"), "--ledger", first_run.ledger)
    assert "0 new, 1 unchanged" in said.err


def test_limit_and_standard_input(tmp_path):
    """--limit stops in time; `-` is read; options fill in what the input does not say."""
    ledger = tmp_path / "ledger"
    lines = '{"text": "Никто не пришёл на заседание в Минске."}\n{"text": "Они так и не приехали в Ригу."}\n'
    said = onrecord(
        "run", "-", "--ledger", ledger, "--limit", "1", "--published", "2022-06-26",
        "--outlet", "Sample Post", "--country", "gbr", "-p", "1", stdin=lines,
    )  # fmt: skip
    assert (said.status, said.out) == (0, "")
    assert "1 new, 0 unchanged" in said.err
    with open_ledger(ledger) as store:
        (outlet,) = store.outlets()
    assert (outlet.name, outlet.country, outlet.first_published) == ("Sample Post", "GBR", "2022-06-26")
