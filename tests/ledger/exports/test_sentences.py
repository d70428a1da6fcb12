from __future__ import annotations

import pytest

from onrecord.ledger.exports.sentences import lead, starts
from onrecord.model import Report

from .. import made


def test_sentences_are_counted_through_title_and_body():
    """The title is the first sentence; an abbreviation ends none."""
    report = made.report()
    found = [report.text[start : start + 12] for start in starts(report)]
    assert found == ["Depot opens ", "Minister Olg", "The union de", "Nobody was h"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Gen. Petrov met U.S. officers. They agreed.", 2),
        ("He left. “We stay,” she said.", 2),
        ("It cost 3.5 million. 12 people came.", 2),
        ("One line\n\nAnother line", 2),
        ("J. Smith spoke", 1),
        ("What? Never! Yes.", 3),
    ],
)
def test_ends_of_sentences(text, count):
    """Marks before a capital, digit or quote end a sentence, paragraphs always do, initials never."""
    assert len(starts(Report(text))) == count


def test_the_lead_is_title_and_first_paragraph():
    """Of plain text, a first line that is the title and the paragraph after it."""
    report = made.report()
    assert [part.of(report.text)[:11] for part in lead(report)] == ["Depot opens", "Minister Ol"]
    text = Report("Depot opens\n\nIt opened on Monday.\n\nMore follows.", title="Depot opens")
    assert [part.of(text.text) for part in lead(text)] == ["Depot opens", "It opened on Monday."]
    assert lead(Report("\n \n")) == ()
