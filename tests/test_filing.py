"""From paths to the ledger: what is counted, what is read anew, what becomes of what cannot be read."""

from __future__ import annotations

import io
import json

import pytest

from onrecord import filing, open_ledger
from onrecord.errors import InputError
from onrecord.filing import intake
from onrecord.ingest import from_json
from onrecord.model import Certainty, Polarity, Quarantined, Record, Report, Span, Status, content_id

TEXT = "Minsk denied that missiles crossed the border."


def record_at(report: Report, word: str) -> Record:
    """A record of the one event at `word`, the whole text being its evidence."""
    start = report.text.index(word)
    return Record(
        id=content_id(report.id, word),
        report_id=report.id,
        trigger=report.evidence(Span(start, start + len(word))),
        lemma=word,
        evidence=report.evidence(Span(0, len(report.text))),
        according_to=(),
        status=Status.REPORTED,
        certainty=Certainty.CERTAIN,
        polarity=Polarity.POSITIVE,
    )


def denial(report: Report):
    """One record a report, standing in for the reader."""
    if "unreadable" in report.text:
        raise RuntimeError("cannot read this")
    return (record_at(report, "denied"),) if "denied" in report.text else ()


@pytest.fixture
def fast(monkeypatch):
    """Reading replaced by `denial`, so that no model is loaded."""
    monkeypatch.setattr(filing, "records_of", denial)


@pytest.fixture
def store(tmp_path):
    """A new ledger, open for writing."""
    with open_ledger(tmp_path / "ledger", write=True) as ledger:
        yield ledger


def lines(*texts: str) -> io.BytesIO:
    """Standard input with these texts as JSON lines."""
    return io.BytesIO("\n".join(json.dumps({"text": t, "outlet": "Sample Post"}) for t in texts).encode())


def test_new_then_unchanged(fast, store):
    """What was filed is not read again."""
    first = intake(["-"], store, stdin=lines(TEXT))
    again = intake(["-"], store, stdin=lines(TEXT))
    assert (first.new, first.unchanged, first.records) == (1, 0, 1)
    assert (again.new, again.unchanged, again.records) == (0, 1, 0)
    assert store.stats().records == 1


def test_twice_in_one_run_is_once(fast, store):
    """A report that comes twice is filed once and counted as unchanged the second time."""
    done = intake(["-"], store, stdin=lines(TEXT, TEXT))
    assert (done.new, done.unchanged, store.stats().reports) == (1, 1, 1)


def test_newer_stages_read_anew(fast, store, monkeypatch):
    """When the stages change, reports are read again, and the summary says what that brought and dropped."""
    intake(["-"], store, stdin=lines(TEXT))
    monkeypatch.setattr(filing, "FINGERPRINT", "f" * 12)
    monkeypatch.setattr(filing, "records_of", lambda report: (record_at(report, "crossed"),))
    done = intake(["-"], store, stdin=lines(TEXT))
    assert (done.new, done.reread, done.added, done.superseded) == (0, 1, 1, 1)
    assert store.stats().superseded == 1


def test_a_reading_that_fails_is_quarantined_and_the_run_goes_on(fast, store):
    """A fault in reading costs its report only, which is kept with the reason."""
    done = intake(["-"], store, stdin=lines(TEXT, "An unreadable report.", TEXT + " Again."))
    assert done.new == 2
    ((where, reason),) = done.quarantined
    assert where == "- › line 2"
    assert reason == "reading failed: RuntimeError: cannot read this"
    assert [s.quarantined.reason for s in store.quarantined()] == [reason]


def test_what_cannot_be_taken_in_is_quarantined_once(fast, store, tmp_path):
    """A broken file is in quarantine after the first run, and known in the second."""
    broken = tmp_path / "broken.xml"
    broken.write_text("<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'><cut")
    first = intake([str(broken)], store)
    again = intake([str(broken)], store)
    assert (len(first.quarantined), first.known) == (1, 0)
    assert (len(again.quarantined), again.known) == (1, 1)


def test_a_language_that_is_not_read_is_catalogued(fast, store):
    """Such a report is filed without records, with the reason."""
    text = "Министерство обороны заявило в понедельник, что ракетные комплексы уже доставлены в республику."
    done = intake(["-"], store, stdin=lines(text))
    assert (done.new, done.not_read, done.records) == (1, 1, 0)
    (outlet,) = store.outlets()
    assert (outlet.language, outlet.reports, outlet.read) == ("ru", 1, 0)


def test_watch_is_told_of_each_item_once_it_is_filed(fast, store, tmp_path):
    """Everything taken in is acknowledged: new, unchanged and quarantined."""
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "page.txt").write_text(TEXT)
    seen = []

    def watch(summary, item):
        if isinstance(item, Report):
            assert store.report(item.id)
        seen.append((type(item), summary.seen))

    intake([str(tmp_path / "empty.txt"), str(tmp_path / "page.txt"), str(tmp_path / "page.txt")], store, watch=watch)
    assert {kind for kind, _ in seen} == {Report, Quarantined}
    assert seen[-1][1] == len(seen)


def test_the_capture_is_kept(fast, store):
    """What came through standard input, which is read only once, lies under blobs/ byte for byte."""
    data = lines(TEXT).getvalue()
    intake(["-"], store, stdin=io.BytesIO(data))
    (origin,) = store.report(from_json({"text": TEXT, "outlet": "Sample Post"}).id).origins
    assert (store.path / "blobs" / origin.sha256[:2] / origin.sha256).read_bytes() == data


def test_most_stops_in_time(fast, store):
    """At most so many items are taken in."""
    assert intake(["-"], store, stdin=lines("One came.", "Two came.", "Three came."), most=2).seen == 2


def test_a_wrong_path_is_told_before_anything_is_filed(fast, store, tmp_path):
    """Nothing of a run with a mistyped path is done."""
    page = tmp_path / "page.txt"
    page.write_text(TEXT)
    with pytest.raises(InputError, match="no such file or folder"):
        intake([str(page), str(tmp_path / "none")], store)
    assert store.stats().reports == 0
