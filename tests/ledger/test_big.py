"""Large ledgers made from a real one for measuring: they are ledgers like any other."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location

import pytest

from command import ROOT
from ledger import made
from onrecord.ledger import Query, doctor, open_ledger


@pytest.fixture(scope="module")
def tool():
    """tools/make_big_ledger.py as a module."""
    spec = spec_from_file_location("make_big_ledger", ROOT / "tools" / "make_big_ledger.py")
    module = sys.modules[spec.name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def originals(tool, ledger):
    """Two reports with two records each, as the tool takes them from a ledger."""
    for number in range(2):
        report = made.report(number, published=f"2023-05-0{4 + number}")
        ledger.add(report, made.records(report), fingerprint="f1")
    ledger.add(made.report(9), (), fingerprint="f1")
    return tool.originals(ledger)


def test_copies_are_filed_until_there_are_enough_and_are_sound(tool, originals, tmp_path):
    """Each copy is a report of its own with as many records, and doctor finds nothing wrong with them."""
    assert len(originals) == 2
    assert tool.fill(tmp_path / "big", originals, 40) == 40
    with open_ledger(tmp_path / "big") as big:
        assert big.stats().reports == 20
        assert big.count(Query(place="brest")).records == 20
        assert len({line.name for line in big.outlets()}) > 3
        days = {hit.record.time.value for hit in big.scan(Query(type=("AID",)))}
        assert len(days) > 15
        assert list(doctor(big)) == []


def test_the_same_seed_gives_the_same_copies(tool, originals):
    """Ids of reports and records are the same from one time to the next, and others with another seed."""

    def first(seed):
        endless = tool.copies(originals, seed)
        return [(each.report.id, [record.id for record in each.records]) for each in (next(endless) for _ in range(6))]

    assert first(1) == first(1)
    assert first(1) != first(2)
    assert len({id for id, _ in first(1)}) == 6
