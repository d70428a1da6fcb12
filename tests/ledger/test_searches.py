"""Saved searches: lines in the ledger's folder, added and never changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.errors import LedgerError, QueryError
from onrecord.ledger import searches
from onrecord.ledger.searches import FILE, remove, save, saved

AT = "2026-01-01T00:00:00+00:00"


def test_what_is_saved_is_listed_until_it_is_removed(tmp_path: Path):
    """The oldest first; removing adds a line and changes none."""
    one = save(tmp_path, " Trucks ", "?q=trucks&status=denied", by="Zoë", at=AT)
    two = save(tmp_path, "All", "", by="Zoë", at=AT)
    assert saved(tmp_path) == (one, two)
    assert (one.name, one.query, one.by, one.at) == ("Trucks", "q=trucks&status=denied", "Zoë", AT)
    before = (tmp_path / FILE).read_bytes()
    assert remove(tmp_path, one.id, by="Ann", at=AT) == one
    assert saved(tmp_path) == (two,)
    assert (tmp_path / FILE).read_bytes().startswith(before)
    with pytest.raises(QueryError, match="removed already"):
        remove(tmp_path, one.id, by="Ann", at=AT)


def test_nothing_is_saved_at_first(tmp_path: Path):
    """A folder without the file has no searches."""
    assert saved(tmp_path) == ()


@pytest.mark.parametrize(
    "given", [("", "q=a", "Zoë"), ("a\nb", "q=a", "Zoë"), ("a", "q=" + "a" * 4_000, "Zoë"), ("a", "q", " ")]
)
def test_what_cannot_be_kept_is_refused(tmp_path: Path, given: tuple[str, str, str]):
    """Names are of one line and not empty, and nothing is too long."""
    name, query, by = given
    with pytest.raises(QueryError, match="not fit to be kept"):
        save(tmp_path, name, query, by=by, at=AT)


def test_there_is_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A full list says so."""
    monkeypatch.setattr(searches, "MOST", 1)
    save(tmp_path, "one", "q=a", by="Zoë", at=AT)
    with pytest.raises(QueryError, match="remove one first"):
        save(tmp_path, "two", "q=a", by="Zoë", at=AT)


def test_a_line_that_was_cut_off_is_passed_over(tmp_path: Path):
    """What a killed program left is no search, and the next one begins a line of its own."""
    one = save(tmp_path, "one", "q=a", by="Zoë", at=AT)
    with (tmp_path / FILE).open("ab") as stream:
        stream.write(b'{"id": "ab", "na')
    assert saved(tmp_path) == (one,)
    two = save(tmp_path, "two", "q=b", by="Zoë", at=AT)
    assert saved(tmp_path) == (one, two)


def test_a_changed_line_is_told(tmp_path: Path):
    """A search whose words are not those that its id was made of is an error with its line."""
    save(tmp_path, "one", "q=a", by="Zoë", at=AT)
    row = json.loads((tmp_path / FILE).read_text("utf-8"))
    (tmp_path / FILE).write_text(json.dumps(row | {"query": "q=b"}) + "\n", "utf-8")
    with pytest.raises(LedgerError, match="line 1, is no saved search"):
        saved(tmp_path)
