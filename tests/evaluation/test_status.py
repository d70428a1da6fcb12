"""The scorer of standings: lines of a page cleaned, gold loaded, answers counted."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from evaluation.status import MISSING, STATUSES, Answer, Clause, clauses, clean, figures, standing, table, texts

from evaluation import status as scorer
from onrecord.model import Certainty, Document, Factuality, Polarity, Report, Span, Status

TEXT = "Port of Call denies the strike."


@pytest.mark.parametrize(
    ("line", "bare"),
    [
        ('    * [Arlen](https://w.org/A_%28b%29 "Arlen (b)") closes.', "Arlen closes."),
        (
            "* A *loud* **bang** is heard. [(The Bell)](https://b.org/x) [(*Gong*)](https://g.org)",
            "A loud bang is heard.",
        ),
        ("* Two boats (one red) sink. (Bell) (Gong)", "Two boats (one red) sink."),
        ("* [U.S. [sic] navy](https://x.org/a_(b)) sails.", "U.S. [sic] navy sails."),
        ("No bullet, no link", "No bullet, no link"),
    ],
)
def test_lines_are_cleaned(line: str, bare: str):
    """Bullets, links, emphasis and the outlets at the end go; words and other brackets stay."""
    assert clean(line) == bare


def test_gold_points_into_both_sets(tmp_path: Path):
    """A clause's offsets fall on its word, in a release and in a cleaned line of a page."""
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "releases.jsonl").write_text(json.dumps({"text": TEXT}) + "\n", "utf-8")
    pages = tmp_path / "stories" / "current_events"
    pages.mkdir(parents=True)
    (pages / "day.md").write_text("# Day\n* [Arlen](https://w.org) votes. (Bell)\n", "utf-8")
    gold = clauses(
        [
            '{"set": "state", "n": 0, "start": 13, "end": 19, "status": "reported"}',
            '{"set": "current_events", "file": "day.md", "line": 1, "start": 6, "end": 11, "status": "ongoing"}',
            "",
        ]
    )
    found = texts([c.text for c in gold], tmp_path)
    assert [found[c.text][c.start : c.end] for c in gold] == ["denies", "votes"]


@pytest.mark.parametrize("wrong", [{"status": "maybe"}, {"set": "tweets"}])
def test_a_wrong_line_is_refused(wrong: dict[str, str]):
    """An unknown status or set is an error that names the line."""
    line = {"set": "state", "n": 0, "start": 0, "end": 4, "status": "reported"} | wrong
    with pytest.raises(ValueError, match="line 1"):
        clauses([json.dumps(line)])


def test_the_shortest_trigger_counts():
    """Of several events that cover the word the one with the shortest trigger answers; without one it is missing."""

    def fact(start: int, end: int, status: Status) -> Factuality:
        return Factuality(Span(start, end), Certainty.CERTAIN, Polarity.POSITIVE, status)

    facts = (fact(13, 30, Status.REPORTED), fact(24, 30, Status.DENIED))
    document = replace(Document(Report(TEXT)), factuality=facts)
    assert standing(document, 24, 30) == "denied"
    assert standing(document, 13, 19) == "reported"
    assert standing(document, 0, 4) == MISSING


def test_missing_counts_as_wrong():
    """A word without an event lowers recall, accuracy and coverage and no precision."""
    clause = Clause(("state", 0), 0, 4, "denied")
    measured = figures([Answer(clause, "denied"), Answer(clause, MISSING)])
    row = measured["statuses"]["denied"]
    assert (row["precision"], row["recall"], measured["accuracy"], measured["coverage"]) == (1.0, 0.5, 0.5, 0.5)
    assert measured["macro_f1"] == pytest.approx(row["f1"] / len(STATUSES))
    assert "| denied | 1.00 | 0.50 | 0.67 | 2 |" in table(measured)


ALL = {path: path.read_text("utf-8").split("\n") for path in (scorer.GOLD, scorer.DEVELOPMENT, scorer.DRAWN)}


@pytest.mark.parametrize("path", ALL, ids=lambda p: p.name)
def test_no_word_is_labelled_twice(path: Path):
    """Each word has one label, and no line holds text."""
    given = clauses(ALL[path])
    assert len({(c.text, c.start) for c in given}) == len(given) >= 300
    assert {key for line in ALL[path] if line for key in json.loads(line)} <= {
        *("set", "n", "file", "line", "start", "end", "status")
    }


@pytest.mark.parametrize("path", [scorer.GOLD, scorer.DEVELOPMENT], ids=lambda p: p.name)
def test_the_labels_have_twenty_of_each_status(path: Path):
    """Every status has at least twenty labelled clauses; those drawn later have as many as came."""
    given = clauses(ALL[path])
    assert min(sum(c.status == s for c in given) for s in STATUSES) >= 20


def test_the_development_clauses_are_others():
    """No text of the gold has a clause for development, and the two sets of these share none."""
    gold, development, drawn = ({c.text for c in clauses(lines)} for lines in ALL.values())
    assert not gold & (development | drawn)
    assert not development & drawn
