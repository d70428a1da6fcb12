"""The time limit on questions, and the columns that a view is made of."""

from __future__ import annotations

import pytest

from onrecord.errors import QueryError, QueryTimeError
from onrecord.ledger import Query
from onrecord.ledger.limit import limited
from onrecord.ledger.view.arrays import Codes, Table, numbers
from onrecord.ledger.view.postings import Postings


def test_what_takes_too_long_is_stopped_and_said(ledger):
    """The time is over all questions of the block; the connection can be used afterwards."""
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    with pytest.raises(QueryTimeError, match=r"more than 0.05 s.*narrow it"), limited(ledger.connection, 0.05):
        ledger.connection.execute(endless).fetchall()
    with limited(ledger.connection, 0.05), pytest.raises(QueryError, match="no day"):
        ledger.search(Query(since="never"))
    assert ledger.connection.execute("SELECT 1").fetchall() == [(1,)]


def test_columns_that_were_handed_out_stay_as_they_were():
    """A table may grow past its room while an older view of it is being read."""
    table = Table({"n": int})
    table.extend({"n": range(1000)})
    before = table.column("n")
    table.extend({"n": range(5000)})
    assert before.tolist() == list(range(1000))
    assert table.column("n").tolist() == [*range(1000), *range(5000)]
    assert table.size == 6000


def test_codes_and_numbers():
    """Codes count up from 0; lists of numbers come as SQLite writes them, or not at all."""
    codes = Codes([None])
    assert codes.all(["a", None, "b", "a"]).tolist() == [1, 0, 2, 1]
    assert codes.values_ == [None, "a", "b"]
    assert numbers("3,14,15").tolist() == [3, 14, 15]
    assert numbers(None).tolist() == []


def test_postings_find_the_records_of_a_key_in_both_lots():
    """The first lot is kept by key, what is added later as it comes; both are looked through."""
    postings = Postings()
    postings.extend({"key": [2, 0, 2, 1], "record": [5, 6, 7, 8]})
    postings.extend({"key": [1, 2], "record": [9, 4]})
    assert sorted(postings.of([2]).tolist()) == [4, 5, 7]
    assert sorted(postings.of([0, 1]).tolist()) == [6, 8, 9]
    assert postings.of([3]).tolist() == postings.of([]).tolist() == []
    assert postings.mask([2], 6).nonzero()[0].tolist() == [4, 5]
    assert postings.counts(postings.mask([0, 1, 2], 10), 4).tolist() == [1, 2, 3, 0]
    assert postings.counts(postings.mask([2], 6), 4).tolist() == [0, 0, 2, 0]
